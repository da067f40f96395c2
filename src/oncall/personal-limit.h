/* personal-limit.h - how many pages somebody takes by a channel
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

#define MUSTER_LIMIT_PAGES_MAX 30

/* At most so many within any such time; what is over is told together. */
typedef struct
{
  guint pages;      /* 1 to MUSTER_LIMIT_PAGES_MAX; 0: any */
  gint64 within_us; /* > 0 */
} MusterPersonalLimit;

/* What is not urgent is told together, so often at most. */
#define MUSTER_DIGEST_EVERY_US (2 * G_TIME_SPAN_HOUR)

/* @contact: a person's contact data (files-and-commands: channels with limit); nullable. */
MusterPersonalLimit muster_personal_limit_read (const char *contact, const char *channel);

G_END_DECLS
