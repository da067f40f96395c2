/* decide-joint.c - commands that make one incident of two, and two of one
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "response/undo-fold.h"
#include "world/commands.h"
#include "world/joint.h"
#include "world/members.h"

#include <string.h>

#define SPLIT_MAX 1000 /* alerts that one command moves: each is an event */

static gboolean
fail (GError **error, MusterModelError code, const char *message)
{
  g_set_error_literal (error, MUSTER_MODEL_ERROR, (int) code, message);
  return FALSE;
}

static MusterJoint
make_joint (const MusterDeciding *self, guint one, guint other)
{
  return (MusterJoint){ .actor = self->command->actor,
                        .command = self->command->id,
                        .now_us = self->context->now_us,
                        .one = one,
                        .other = other };
}

/* --- merge --- */

static gboolean
check_pair (const MusterIncident *one, const MusterIncident *other, GError **error)
{
  if (!muster_incident_is_open (one) || !muster_incident_is_open (other))
    return fail (error, MUSTER_MODEL_ERROR_STATE,
                 "Both incidents have to be open. Reopen the one that is resolved first");
  if (!muster_ulid_equal (one->drill, other->drill))
    return fail (error, MUSTER_MODEL_ERROR_INVALID,
                 "A drill does not mix with real incidents or with another drill");
  return TRUE;
}

gboolean
muster_decide_merge (MusterDeciding *self, GError **error)
{
  const char *id = muster_command_text (self->command, "into");
  const MusterIncident *into =
      muster_world_get_root (self->world, muster_incident_parse_id (id, -1));
  MusterJoint joint;

  if (into == NULL)
    {
      g_set_error (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_NOT_FOUND,
                   "There is no incident “%s”", id);
      return FALSE;
    }
  if (into == muster_world_get_root (self->world, self->incident->number))
    return TRUE;
  if (!check_pair (self->incident, into, error))
    return FALSE;
  joint = make_joint (self, self->incident->number, into->number);
  joint.reason = muster_command_text (self->command, "reason");
  muster_joint_merge (self->world, self->batch, &joint);
  return TRUE;
}

/* --- split --- */

static gboolean
add_alert (const MusterDeciding *self, const char *id, GPtrArray *alerts, GError **error)
{
  MusterUlid ulid;
  MusterAlert *alert = NULL;

  if (muster_ulid_parse (id, -1, &ulid))
    alert = muster_alert_index_get (muster_world_get_alerts (self->world), ulid);
  if (alert == NULL || muster_world_number_of (self->world, alert) != self->incident->number)
    {
      g_set_error (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_NOT_FOUND,
                   "The incident has no alert “%s”", id);
      return FALSE;
    }
  if (!g_ptr_array_find (alerts, alert, NULL))
    g_ptr_array_add (alerts, alert);
  return TRUE;
}

static gboolean
read_alerts (const MusterDeciding *self, GPtrArray *alerts, GError **error)
{
  g_auto (GStrv) ids = g_strsplit_set (muster_command_text (self->command, "alerts"), ", \t\n", -1);

  for (guint i = 0; ids[i] != NULL; i++)
    if (*ids[i] != '\0' && !add_alert (self, ids[i], alerts, error))
      return FALSE;
  if (alerts->len == 0)
    return fail (error, MUSTER_MODEL_ERROR_INVALID, "Say which alerts: their ids, with commas");
  if (alerts->len > SPLIT_MAX)
    return fail (error, MUSTER_MODEL_ERROR_INVALID, "These are more than 1,000 alerts");
  return TRUE;
}

/* Does any alert of the incident stay that is of the same name and service? Then it is that one's
 * group still, and what comes later joins there. */
typedef struct
{
  const MusterDeciding *deciding;
  const GPtrArray *going;
  MusterFingerprint print;
  gboolean found;
} Looking;

static void
choose_group (const MusterDeciding *self, const MusterAlert *alert, MusterLabelSet *out)
{
  const GPtrArray *rules = muster_world_get_rules (self->world)->grouping;
  const MusterAlertIndex *alerts = muster_world_get_alerts (self->world);
  MusterLabel items[MUSTER_ALERT_LABELS_MAX];
  MusterLabelSet labels = { items, 0 };

  muster_alert_get_labels (alerts, alert, &labels);
  muster_grouping_rule_choose (muster_grouping_find (rules, &labels), &labels,
                               (MusterText){ NULL, 0 }, out);
}

static MusterFingerprint
print_of (const MusterDeciding *self, const MusterAlert *alert)
{
  MusterLabel items[MUSTER_GROUP_LABELS_MAX];
  MusterLabelSet group = { items, 0 };

  choose_group (self, alert, &group);
  return muster_label_set_fingerprint (&group, (MusterHashSeed){ 1, 2 });
}

static void
look_for_staying (MusterAlert *alert, gpointer user_data)
{
  Looking *self = user_data;
  MusterFingerprint print;

  if (self->found || g_ptr_array_find ((GPtrArray *) self->going, alert, NULL))
    return;
  print = print_of (self->deciding, alert);
  self->found = print.lo == self->print.lo && print.hi == self->print.hi;
}

static gboolean
group_goes_too (const MusterDeciding *self, const GPtrArray *going)
{
  Looking looking = { self, going, print_of (self, g_ptr_array_index (going, 0)), FALSE };

  muster_world_foreach_alert (self->world, self->incident->number, look_for_staying, &looking);
  return !looking.found;
}

/* The labels by which later alerts find the new incident; else some that none has. */
static void
set_group (MusterDeciding *self, MusterEvent *event, const GPtrArray *going)
{
  MusterLabel items[MUSTER_GROUP_LABELS_MAX];
  MusterLabelSet group = { items, 0 };
  g_autoptr (GString) id = g_string_new (NULL);

  muster_incident_append_id (event->incident, id);
  if (group_goes_too (self, going))
    choose_group (self, g_ptr_array_index (going, 0), &group);
  if (group.n == 0)
    items[group.n++] = (MusterLabel){ "-incident", id->str, 9, (guint16) id->len };
  muster_batch_set_labels (self->batch, event, MUSTER_FIELD_GROUP, &group);
}

static char *
make_title (const MusterDeciding *self, const MusterAlert *alert)
{
  const MusterAlertIndex *alerts = muster_world_get_alerts (self->world);
  const MusterObject *service = muster_directory_get (muster_world_get_directory (self->world),
                                                      muster_alert_index_service (alerts, alert));
  MusterLabel items[MUSTER_ALERT_LABELS_MAX];
  MusterLabelSet labels = { items, 0 };
  g_autofree char *name = NULL;

  muster_alert_get_labels (alerts, alert, &labels);
  name = muster_label_set_dup_value (&labels, "alertname");
  return g_strdup_printf ("%s on %s", name != NULL ? name : "Alert",
                          service != NULL ? service->name : "no known service");
}

static void
open_split (MusterDeciding *self, const GPtrArray *going)
{
  const MusterAlert *first = g_ptr_array_index (going, 0);
  const char *given = muster_command_text (self->command, "title");
  g_autofree char *title = given != NULL ? g_strdup (given) : make_title (self, first);
  MusterSeverity severity = MUSTER_SEVERITY_NONE;
  MusterEvent *event = muster_deciding_emit (self, MUSTER_EVENT_INCIDENT_OPENED);

  for (guint i = 0; i < going->len; i++)
    severity = muster_severity_worst (
        severity, (MusterSeverity) ((const MusterAlert *) g_ptr_array_index (going, i))->severity);
  event->incident = self->answer = muster_world_last_incident (self->world) + 1;
  muster_event_set_int (event, MUSTER_FACT_SEVERITY, severity);
  muster_event_set_ulid (event, MUSTER_FACT_SERVICE,
                         muster_alert_index_service (muster_world_get_alerts (self->world), first));
  muster_event_set_ulid (event, MUSTER_FACT_ALERT, first->id);
  muster_event_set_token (event, MUSTER_FACT_RULE, "split");
  muster_event_set_ulid (event, MUSTER_FACT_DRILL, self->incident->drill);
  muster_batch_set_text (self->batch, event, MUSTER_FIELD_TITLE, title, -1);
  set_group (self, event, going);
}

gboolean
muster_decide_split (MusterDeciding *self, GError **error)
{
  g_autoptr (GPtrArray) going = g_ptr_array_new ();
  MusterJoint joint;

  if (!muster_incident_is_open (self->incident))
    return fail (error, MUSTER_MODEL_ERROR_STATE, "The incident is resolved. Reopen it first");
  if (!read_alerts (self, going, error))
    return FALSE;
  open_split (self, going);
  joint = make_joint (self, self->answer, self->incident->number);
  joint.reason = muster_command_text (self->command, "reason");
  muster_joint_move (self->world, self->batch, &joint, going);
  return TRUE;
}

/* --- apart --- */

gboolean
muster_decide_apart (MusterDeciding *self, GError **error)
{
  const char *id = muster_command_text (self->command, "from");
  guint number = muster_incident_parse_id (id, -1);
  MusterEvent *event;

  if (muster_world_get_incident (self->world, number) == NULL)
    {
      g_set_error (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_NOT_FOUND,
                   "There is no incident “%s”", id);
      return FALSE;
    }
  if (muster_world_get_root (self->world, number) ==
      muster_world_get_root (self->world, self->incident->number))
    return fail (error, MUSTER_MODEL_ERROR_STATE, "These are one incident. Undo the merge first");
  if (muster_incident_is_apart (self->incident, number))
    return TRUE;
  event = muster_deciding_emit (self, MUSTER_EVENT_INCIDENT_KEPT_APART);
  muster_event_set_int (event, MUSTER_FACT_FROM, number);
  muster_batch_set_text (self->batch, event, MUSTER_FIELD_REASON,
                         muster_command_text (self->command, "reason"), -1);
  return TRUE;
}

/* --- undo --- */

static const MusterEntry *
find_counterpart (const MusterIncident *other, const MusterEntry *entry, guint number)
{
  for (guint i = other->entries->len; i-- > 0;)
    {
      const MusterEntry *one = g_ptr_array_index (other->entries, i);

      if (one->kind == entry->kind && one->number == (gint64) number && muster_entry_can_undo (one))
        return one;
    }
  return NULL;
}

static void
mark_undone (MusterDeciding *self, guint incident, const MusterEntry *entry)
{
  MusterEvent *event = muster_deciding_emit (self, MUSTER_EVENT_UNDONE);

  event->incident = incident;
  muster_event_set_int (event, MUSTER_FACT_OF, (gint64) entry->seq);
}

static gboolean
is_within (const MusterWorld *world, const MusterIncident *one, guint other)
{
  for (guint i = 0; one != NULL && one->merged_into > 0 && i < 64; i++)
    {
      if (one->merged_into == other)
        return TRUE;
      one = muster_world_get_incident (world, one->merged_into);
    }
  return FALSE;
}

/* An incident that was merged comes back; what was split off goes back as a whole. */
gboolean
muster_decide_undo_joint (MusterDeciding *self, const MusterEntry *entry, GError **error)
{
  guint here = self->incident->number, there = (guint) entry->number;
  gboolean left = entry->was_number != 0; /* this one went away, or gave */
  gboolean is_merge = entry->kind == MUSTER_EVENT_INCIDENT_MERGED;
  guint one = is_merge == left ? here : there, other = is_merge == left ? there : here;
  const MusterIncident *source = muster_world_get_incident (self->world, one);
  const MusterIncident *target = muster_world_get_incident (self->world, other);
  const MusterEntry *counterpart;
  MusterJoint joint;

  if (source == NULL || target == NULL || (is_merge && !is_within (self->world, source, other)))
    return fail (error, MUSTER_MODEL_ERROR_CONFLICT,
                 "It was changed again since, so undoing this would lose that");
  if (!is_merge && !check_pair (source, target, error))
    return FALSE;
  mark_undone (self, here, entry);
  counterpart = find_counterpart (here == one ? target : source, entry, here);
  if (counterpart != NULL)
    mark_undone (self, there, counterpart);
  joint =
      make_joint (self, one, is_merge ? muster_world_get_root (self->world, one)->number : other);
  if (is_merge)
    muster_joint_unmerge (self->world, self->batch, &joint);
  else
    muster_joint_merge (self->world, self->batch, &joint);
  return TRUE;
}

/* --- about --- */

gboolean
muster_decide_about (MusterDeciding *self, GError **error)
{
  const char *name = muster_command_text (self->command, "service");
  const MusterObject *service = muster_directory_resolve (muster_world_get_directory (self->world),
                                                          MUSTER_OBJECT_SERVICE, name);
  MusterEvent *event;

  if (service == NULL)
    {
      g_set_error (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_INVALID,
                   "There is no service “%s”", name);
      return FALSE;
    }
  if (muster_ulid_equal (self->incident->service, service->id) && self->incident->about_by_person)
    return TRUE;
  event = muster_deciding_emit (self, MUSTER_EVENT_INCIDENT_ABOUT_SET);
  muster_event_set_ulid (event, MUSTER_FACT_SERVICE, service->id);
  muster_batch_set_text (self->batch, event, MUSTER_FIELD_REASON,
                         muster_command_text (self->command, "reason"), -1);
  return TRUE;
}
