/* roster-editor.h - what people do with a schedule's picture: overrides, by keys, pointer and form
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "console/gantt.h"
#include "console/roster-view.h"
#include "console/session.h"
G_BEGIN_DECLS

typedef struct _MusterRosterEditor MusterRosterEditor;

/* What is edited; none of it owned. */
typedef struct
{
  MusterSession *session;
  MusterRosterView *view;
  GTimeZone *zone;     /* in which times are told and typed */
  gint64 from_s, to_s; /* that is shown */
} MusterRosterScene;

/* Follows @gantt, which has to live as long. */
MusterRosterEditor *muster_roster_editor_new (MusterGantt *gantt);
void muster_roster_editor_free (MusterRosterEditor *self);
void muster_roster_editor_set (MusterRosterEditor *self, const MusterRosterScene *scene);

/* Asks for an override: of the time that is selected, else of what has the focus. */
void muster_roster_editor_override (MusterRosterEditor *self);
/* Asks for somebody who takes over a time. @person (nullable): a name */
void muster_roster_editor_cover (MusterRosterEditor *self,
                                 const char *person,
                                 gint64 from_s,
                                 gint64 to_s);
/* Ends the override that has the focus. */
void muster_roster_editor_delete (MusterRosterEditor *self);
/* Takes my newest override back. */
void muster_roster_editor_undo (MusterRosterEditor *self);

G_END_DECLS
