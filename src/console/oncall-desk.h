/* oncall-desk.h - what waits for somebody on the page "On call": gaps, swaps, notices, my shifts
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <gtk/gtk.h>

#include "console/roster-editor.h"
G_BEGIN_DECLS

typedef struct _MusterOncallDesk MusterOncallDesk;

/* @editor has to live as long: it asks who covers a gap. */
MusterOncallDesk *muster_oncall_desk_new (MusterRosterEditor *editor);
void muster_oncall_desk_free (MusterOncallDesk *self);

/* Who had best close the next gap; invisible where there is none. */
GtkWidget *muster_oncall_desk_get_gap (MusterOncallDesk *self);
GtkWidget *muster_oncall_desk_get_news (MusterOncallDesk *self);
GtkWidget *muster_oncall_desk_get_mine (MusterOncallDesk *self);

/* @scene: what is looked at; all of it NULL: nothing */
void muster_oncall_desk_show (MusterOncallDesk *self, const MusterRosterScene *scene);
void muster_oncall_desk_set_narrow (MusterOncallDesk *self, gboolean is_narrow);

/* Asks who takes a time that somebody is on call in: mine, or for a manager anybody's. */
void muster_oncall_desk_ask (MusterOncallDesk *self, const MusterRosterBlock *block);
/* What the next shift will be told. */
void muster_oncall_desk_hand_over (MusterOncallDesk *self);

G_END_DECLS
