/* commands.h - the one table of what can be asked for (protocol §5)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "model/command.h"
#include "world/deciding.h"
G_BEGIN_DECLS

typedef struct
{
  MusterCommandSpec spec;
  gboolean wants_incident; /* {id} is INC-n; else it is the id of an object, if there is an {id} */
  int field; /* MusterIncidentField that a conflict is about; -1: none, or by argument */
  MusterDecideFunc decide;
} MusterCommandRow;

const MusterCommandRow *muster_command_rows (guint *n);
const MusterCommandRow *muster_command_row (const MusterCommandSpec *spec);
const MusterCommandSpec *muster_command_by_name (const char *name);
/* The row that a path is for; with the incident's number or the object's id taken out of it. A
 * schedule or a person may be there by its name: then @object is null. */
const MusterCommandSpec *
muster_command_by_path (const char *path, guint *incident, MusterUlid *object);
/* The path of a command with its {id} filled in. */
char *muster_command_dup_path (const MusterCommand *command);

/* The decide functions, by file. decide-incident.c: */
gboolean muster_decide_change_record (MusterDeciding *self, GError **error);
gboolean muster_decide_declare (MusterDeciding *self, GError **error);
gboolean muster_decide_acknowledge (MusterDeciding *self, GError **error);
gboolean muster_decide_unacknowledge (MusterDeciding *self, GError **error);
gboolean muster_decide_severity (MusterDeciding *self, GError **error);
gboolean muster_decide_stage (MusterDeciding *self, GError **error);
gboolean muster_decide_title (MusterDeciding *self, GError **error);
gboolean muster_decide_impact (MusterDeciding *self, GError **error);
gboolean muster_decide_resolve (MusterDeciding *self, GError **error);
gboolean muster_decide_reopen (MusterDeciding *self, GError **error);
gboolean muster_decide_assign (MusterDeciding *self, GError **error);
gboolean muster_decide_release (MusterDeciding *self, GError **error);
gboolean muster_decide_undo (MusterDeciding *self, GError **error);
/* decide-joint.c: */
gboolean muster_decide_merge (MusterDeciding *self, GError **error);
gboolean muster_decide_apart (MusterDeciding *self, GError **error);
gboolean muster_decide_split (MusterDeciding *self, GError **error);
gboolean muster_decide_about (MusterDeciding *self, GError **error);
gboolean muster_decide_undo_joint (MusterDeciding *self, const MusterEntry *entry, GError **error);
/* decide-room.c: what is added to an incident */
gboolean muster_decide_note (MusterDeciding *self, GError **error);
gboolean muster_decide_pin (MusterDeciding *self, GError **error);
gboolean muster_decide_task (MusterDeciding *self, GError **error);
gboolean muster_decide_task_done (MusterDeciding *self, GError **error);
gboolean muster_decide_page (MusterDeciding *self, GError **error);
gboolean muster_decide_page_shown (MusterDeciding *self, GError **error);
gboolean muster_decide_run (MusterDeciding *self, GError **error);
/* decide-paging.c: */
gboolean muster_decide_snooze (MusterDeciding *self, GError **error);
gboolean muster_decide_escalate (MusterDeciding *self, GError **error);
/* decide-test-page.c: */
gboolean muster_decide_test_page (MusterDeciding *self, GError **error);
gboolean muster_decide_test_page_confirm (MusterDeciding *self, GError **error);
/* decide-shifts.c: */
gboolean muster_decide_override (MusterDeciding *self, GError **error);
gboolean muster_decide_swap (MusterDeciding *self, GError **error);
gboolean muster_decide_override_end (MusterDeciding *self, GError **error);
gboolean muster_decide_notice_confirm (MusterDeciding *self, GError **error);
/* decide-requests.c: */
gboolean muster_decide_ask (MusterDeciding *self, GError **error);
gboolean muster_decide_offer (MusterDeciding *self, GError **error);
gboolean muster_decide_accept (MusterDeciding *self, GError **error);
gboolean muster_decide_withdraw (MusterDeciding *self, GError **error);
gboolean muster_decide_decline (MusterDeciding *self, GError **error);
/* decide-handover.c: */
gboolean muster_decide_handover_watch (MusterDeciding *self, GError **error);
gboolean muster_decide_handover_unwatch (MusterDeciding *self, GError **error);
gboolean muster_decide_handover_confirm (MusterDeciding *self, GError **error);
/* decide-config.c: */
const char *muster_deciding_hash_secret (MusterDeciding *self);
gboolean muster_decide_config_put (MusterDeciding *self, GError **error);
gboolean muster_decide_config_remove (MusterDeciding *self, GError **error);
gboolean muster_decide_key_add (MusterDeciding *self, GError **error);
gboolean muster_decide_calendar_add (MusterDeciding *self, GError **error);
gboolean muster_decide_calendar_revoke (MusterDeciding *self, GError **error);
gboolean muster_decide_key_revoke (MusterDeciding *self, GError **error);
gboolean muster_decide_token_add (MusterDeciding *self, GError **error);
gboolean muster_decide_token_revoke (MusterDeciding *self, GError **error);
gboolean muster_decide_secret (MusterDeciding *self, GError **error);
gboolean muster_decide_drill_start (MusterDeciding *self, GError **error);
gboolean muster_decide_drill_end (MusterDeciding *self, GError **error);
/* decide-keys.c: */
gboolean muster_decide_key_rotate (MusterDeciding *self, GError **error);
gboolean muster_decide_key_retire (MusterDeciding *self, GError **error);
gboolean muster_decide_key_configure (MusterDeciding *self, GError **error);
/* dead-letters.c; that it can be read, and its alerts, are the hub's to see to: */
gboolean muster_decide_letter_replay (MusterDeciding *self, GError **error);
/* decide-silence.c: */
gboolean muster_decide_silence_set (MusterDeciding *self, GError **error);
gboolean muster_decide_alert_acknowledge (MusterDeciding *self, GError **error);
gboolean muster_decide_silence_end (MusterDeciding *self, GError **error);

G_END_DECLS
