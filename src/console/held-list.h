/* held-list.h - why alerts of an incident are held back, and how many
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "console/session.h"
G_BEGIN_DECLS

/* Is seen while something holds alerts back. signals: "chosen" (const char *reason);
 * "changed": other alerts, or other reasons, than were told before */
#define MUSTER_TYPE_HELD_LIST (muster_held_list_get_type ())
G_DECLARE_FINAL_TYPE (MusterHeldList, muster_held_list, MUSTER, HELD_LIST, GtkWidget)

GtkWidget *muster_held_list_new (MusterSession *session, guint incident);
/* @n: how many alerts are held back now */
void muster_held_list_update (MusterHeldList *self, guint n);

G_END_DECLS
