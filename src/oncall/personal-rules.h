/* personal-rules.h - how somebody wants to be told
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

#define MUSTER_PERSONAL_RULES_MAX 20
#define MUSTER_CHANNEL_DESKTOP    "desktop"

typedef struct
{
  char *channel;   /* its type, as "email" */
  gint64 after_us; /* since the person's turn came */
} MusterPersonalRule;

/* @contact: a person's contact data (files-and-commands: channels, rules); nullable. Of
 * MusterPersonalRule, earliest first, at least one. */
GPtrArray *muster_personal_rules_read (const char *contact, gboolean urgent);
/* Of char *, each once: the types of the person's channels, and the desktop where rules of theirs
 * name it or nothing is said. */
GPtrArray *muster_personal_channels_read (const char *contact);

G_END_DECLS
