/* alertmanager.h - Alertmanager's API v2 from the other side: what it answers, what we send
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/matcher.h"
#include "base/ulid.h"
G_BEGIN_DECLS

/* What GET /api/v2/status says. */
typedef struct
{
  char *instance;     /* changes when it starts anew */
  gboolean is_muster; /* one of us: its alerts would go round in a circle */
} MusterAmStatus;

void muster_am_status_clear (MusterAmStatus *self);
gboolean muster_am_status_decode (const char *json, gsize n, MusterAmStatus *out, GError **error);

/* A silence that we made there. */
typedef struct
{
  MusterUlid ours; /* what of ours it stands for, by the mark in its comment */
  char *id;        /* Alertmanager's */
  gint64 starts_us, ends_us;
} MusterAmSilence;

/* Of GET /api/v2/silences, those of ours that are not over. */
GPtrArray *muster_am_silences_decode (const char *json, gsize n, GError **error);

/* One to be made there, or changed. */
typedef struct
{
  MusterUlid ours;
  const char *id; /* nullable: to change */
  const MusterMatchers *matchers;
  gint64 starts_us, ends_us;
  const char *author;
  const char *comment; /* nullable */
} MusterAmWish;

char *muster_am_wish_encode (const MusterAmWish *wish);

G_END_DECLS
