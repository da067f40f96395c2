/* room-joint.h - makes one incident of two and two of one, and says what one is about
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "console/session.h"
G_BEGIN_DECLS

/* Ask which; what is chosen is given as a command, and told in a toast of @from's window. */
void muster_joint_ask_merge (GtkWidget *from, MusterSession *session, guint incident);
void muster_joint_ask_about (GtkWidget *from, MusterSession *session, guint incident);
/* Give the command at once. */
void muster_joint_merge_into (GtkWidget *from, MusterSession *session, guint incident, guint into);
void muster_joint_keep_apart (GtkWidget *from, MusterSession *session, guint incident, guint other);
/* @ids: of alerts, with commas */
void muster_joint_split (GtkWidget *from, MusterSession *session, guint incident, const char *ids);
/* Says on a MusterStrip into which incident one was merged; takes it away where it was not. */
void muster_joint_show (GtkWidget *strip, const MusterWorld *world, const MusterIncident *incident);
/* Whether it is that person who merged it. */
gboolean muster_joint_is_by (const MusterIncident *incident, MusterUlid person);
/* What a toast says when it happened; NULL: it is none of these commands. */
char *muster_joint_tell (const MusterCommand *command);

G_END_DECLS
