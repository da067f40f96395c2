/* person-list.h - choose a person, or a team
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <gtk/gtk.h>

#include "world/directory.h"
G_BEGIN_DECLS

/* signals: "chosen" (const char *target): "person:ID" or "team:ID" */
#define MUSTER_TYPE_PERSON_LIST (muster_person_list_get_type ())
G_DECLARE_FINAL_TYPE (MusterPersonList, muster_person_list, MUSTER, PERSON_LIST, GtkWidget)

GtkWidget *muster_person_list_new (void);
/* @but (may be null): who is not offered. */
void muster_person_list_set (MusterPersonList *self,
                             const MusterDirectory *directory,
                             gboolean with_teams,
                             MusterUlid but);

G_END_DECLS
