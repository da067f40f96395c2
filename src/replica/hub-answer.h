/* hub-answer.h - what a hub answers to commands and questions (protocol §5)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/ulid.h"
#include "model/error.h"
#include "model/role.h"
#include <gio/gio.h>
G_BEGIN_DECLS

typedef struct
{
  guint incident;   /* n of INC-n; 0: none */
  guint64 last_seq; /* of the last event it made; 0: it made none */
} MusterHubAnswer;

typedef struct
{
  MusterUlid person; /* null: no person, as a screen */
  MusterAccess access;
} MusterMe;

gboolean muster_hub_answer_read (GBytes *body, MusterHubAnswer *out, GError **error);
gboolean muster_me_read (GBytes *body, MusterMe *out, GError **error);

/* Of an answer that is not 200. What the hub may say otherwise later: busy, restarting, a token
 * that is being renewed. */
gboolean muster_hub_status_is_passing (guint status);
GError *muster_hub_problem_read (guint status, GBytes *body);

G_END_DECLS
