/* suppress.c - which alerts nobody is told of for now
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/suppress.h"

static MusterHold
hold_by (MusterSuppressedBy by, MusterUlid id, const char *rule)
{
  return (MusterHold){ .suppressor = { by, id }, .until_us = MUSTER_NO_TIME, .rule = rule };
}

/**
 * muster_hold_clear:
 * @self: a hold
 *
 * Frees what it holds.
 */
void
muster_hold_clear (MusterHold *self)
{
  g_clear_pointer (&self->why, g_free);
}

/**
 * muster_world_name_service:
 * @world: a hub's world
 * @service: the id of an alert's service, or the null id
 *
 * Returns: (nullable) (transfer none): the name that windows call it by
 */
const char *
muster_world_name_service (const MusterWorld *world, MusterUlid service)
{
  const MusterObject *object = muster_directory_get (muster_world_get_directory (world), service);

  return object != NULL ? object->name : NULL;
}

static gboolean
is_idle (const MusterWorld *world)
{
  return muster_silences_next_change (muster_world_get_silences (world)) ==
             G_MAXINT64 && /* all of them are over */
         !muster_maintenance_is_open (muster_world_get_maintenance (world)) &&
         muster_inhibition_is_empty (muster_world_get_rules (world)->inhibition);
}

/**
 * muster_world_find_hold:
 * @world: a hub's world
 * @heard: an alert, in the index or about to be
 * @now_us: the time
 *
 * Returns: what holds it back; by nothing, where nothing does
 */
MusterHold
muster_world_find_hold (const MusterWorld *world, const MusterHeard *heard, gint64 now_us)
{
  const MusterUlid nobody = { 0, 0 };
  const MusterObject *key;
  const MusterSilences *silences = muster_world_get_silences (world);
  const MusterSilence *silence;
  const MusterMaintenanceWindow *window;
  const MusterInhibitionRule *rule;
  MusterUlid source;

  if (is_idle (world))
    return hold_by (MUSTER_SUPPRESSED_BY_NONE, nobody, NULL);
  key = muster_directory_get (muster_world_get_directory (world), heard->key);
  if (key != NULL && !muster_ulid_is_null (key->drill))
    return hold_by (MUSTER_SUPPRESSED_BY_NONE, nobody, NULL);
  silence = muster_silences_get_of_alert (silences, heard->id);
  if (silence == NULL || now_us >= silence->ends_us)
    silence = muster_silences_match (silences, heard->labels, key != NULL ? key->service : nobody,
                                     now_us);
  if (silence != NULL)
    return hold_by (MUSTER_SUPPRESSED_BY_SILENCE, silence->id, NULL);
  window = muster_maintenance_match (muster_world_get_maintenance (world), heard->labels,
                                     muster_world_name_service (world, heard->service));
  if (window != NULL)
    return hold_by (MUSTER_SUPPRESSED_BY_MAINTENANCE, window->id, window->name);
  rule = muster_inhibition_find_source (muster_world_get_rules (world)->inhibition, heard->id,
                                        heard->labels, &source);
  if (rule != NULL)
    return hold_by (MUSTER_SUPPRESSED_BY_INHIBITION, source, rule->name);
  return hold_by (MUSTER_SUPPRESSED_BY_NONE, nobody, NULL);
}

/**
 * muster_world_is_suppressed:
 * @world: a hub's world
 * @alert: an alert of its index
 *
 * Returns: whether something holds it back
 */
gboolean
muster_world_is_suppressed (const MusterWorld *world, const MusterAlert *alert)
{
  const MusterSuppressions *suppressions = muster_world_get_suppressions (world);

  return muster_suppressions_count (suppressions) > 0 &&
         muster_suppressions_get (suppressions, alert->id) != NULL;
}

typedef struct
{
  const MusterWorld *world;
  const MusterSilence *silence;     /* either this */
  const MusterSelection *selection; /* or this */
  gint64 now_us;
  GPtrArray *found;
} Search;

static gboolean
is_about (const Search *self,
          const MusterAlert *alert,
          const MusterObject *key,
          const MusterLabelSet *labels)
{
  const MusterAlertIndex *alerts = muster_world_get_alerts (self->world);

  if (self->silence != NULL)
    return muster_silence_match (self->silence, labels, key->service, self->now_us) ==
           MUSTER_PATTERN_YES;
  return muster_selection_match (
             self->selection, labels,
             muster_world_name_service (self->world, muster_alert_index_service (alerts, alert))) ==
         MUSTER_PATTERN_YES;
}

static void
consider (MusterAlert *alert, gpointer user_data)
{
  const Search *self = user_data;
  const MusterAlertIndex *alerts = muster_world_get_alerts (self->world);
  const MusterObject *key = muster_directory_get (muster_world_get_directory (self->world),
                                                  muster_alert_index_key (alerts, alert));
  MusterLabel items[MUSTER_ALERT_LABELS_MAX];
  MusterLabelSet labels = { items, 0 };

  if (alert->status != MUSTER_ALERT_FIRING || key == NULL || !muster_ulid_is_null (key->drill) ||
      muster_world_is_suppressed (self->world, alert))
    return;
  muster_alert_get_labels (alerts, alert, &labels);
  if (is_about (self, alert, key, &labels))
    g_ptr_array_add (self->found, alert);
}

static int
compare_alerts (gconstpointer a, gconstpointer b)
{
  const MusterAlert *x = *(const MusterAlert *const *) a, *y = *(const MusterAlert *const *) b;

  return muster_ulid_compare (x->id, y->id);
}

static GPtrArray *
list_found (Search *search)
{
  search->found = g_ptr_array_new ();
  muster_alert_index_foreach (muster_world_get_alerts (search->world), consider, search);
  g_ptr_array_sort (search->found, compare_alerts);
  return search->found;
}

/**
 * muster_world_list_silenced:
 * @world: a hub's world
 * @silence: a silence that is active, of the world or about to be
 * @now_us: the time
 *
 * Looks at every alert, so it is for the moment at which a silence begins.
 *
 * Returns: (transfer full) (element-type MusterAlert): those to hold back
 */
GPtrArray *
muster_world_list_silenced (const MusterWorld *world, const MusterSilence *silence, gint64 now_us)
{
  return list_found (&(Search){ .world = world, .silence = silence, .now_us = now_us });
}

/**
 * muster_world_list_selected:
 * @world: a hub's world
 * @selection: of a window that opens
 *
 * Looks at every alert, so it is for that moment.
 *
 * Returns: (transfer full) (element-type MusterAlert): those to hold back
 */
GPtrArray *
muster_world_list_selected (const MusterWorld *world, const MusterSelection *selection)
{
  return list_found (&(Search){ .world = world, .selection = selection });
}

/**
 * muster_world_emit_suppressed:
 * @world: a hub's world
 * @batch: where the event goes; without a seq, not folded
 * @alert: an alert
 * @hold: what holds it back
 * @now_us: the time
 *
 * Returns: (transfer none): the event, by the hub unless the caller says otherwise
 */
MusterEvent *
muster_world_emit_suppressed (const MusterWorld *world,
                              MusterBatch *batch,
                              const MusterAlert *alert,
                              const MusterHold *hold,
                              gint64 now_us)
{
  MusterEvent *event = muster_batch_add (batch, MUSTER_EVENT_ALERT_SUPPRESSED);

  event->at_us = now_us;
  event->incident = muster_world_number_of (world, alert);
  muster_event_set_ulid (event, MUSTER_FACT_ALERT, alert->id);
  muster_event_set_token (event, MUSTER_FACT_BY, muster_suppressed_by_name (hold->suppressor.by));
  muster_event_set_ulid (event, MUSTER_FACT_ID, hold->suppressor.id);
  muster_event_set_int (event, MUSTER_FACT_ENDS, hold->until_us);
  muster_batch_set_text (batch, event, MUSTER_FIELD_NAME,
                         hold->why != NULL ? hold->why : hold->rule, -1);
  return event;
}

/**
 * muster_world_emit_acknowledged_ended:
 * @world: a hub's world
 * @alert: an alert's id; it is over
 * @batch: where the event goes; without time and seq, by the hub, not folded
 *
 * The silence that was of this alert alone ends with it.
 *
 * Returns: (nullable) (transfer none): the event; %NULL: there is no such silence
 */
MusterEvent *
muster_world_emit_acknowledged_ended (const MusterWorld *world,
                                      MusterUlid alert,
                                      MusterBatch *batch)
{
  const MusterSilence *silence =
      muster_silences_get_of_alert (muster_world_get_silences (world), alert);
  MusterEvent *event;

  if (silence == NULL)
    return NULL;
  event = muster_batch_add (batch, MUSTER_EVENT_SILENCE_ENDED);
  muster_event_set_ulid (event, MUSTER_FACT_ID, silence->id);
  muster_event_set_token (event, MUSTER_FACT_BY, "resolved");
  return event;
}

/**
 * muster_world_emit_released:
 * @world: a hub's world
 * @alert: an alert that ends
 * @batch: where the event goes; without time, actor and seq, not folded
 *
 * Returns: (nullable) (transfer none): the event that must stand before its end
 */
MusterEvent *
muster_world_emit_released (const MusterWorld *world, const MusterAlert *alert, MusterBatch *batch)
{
  MusterEvent *event;

  if (alert->incident == 0 || !muster_world_is_suppressed (world, alert))
    return NULL;
  event = muster_batch_add (batch, MUSTER_EVENT_ALERT_RELEASED);
  event->incident = muster_world_number_of (world, alert);
  muster_event_set_ulid (event, MUSTER_FACT_ALERT, alert->id);
  muster_event_set_token (event, MUSTER_FACT_BY, "resolved");
  return event;
}
