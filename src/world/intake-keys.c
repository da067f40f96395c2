/* intake-keys.c - integration keys are heard of, fall silent, and change their tokens
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A silence is an alert of the hub's own, known by the key's id. Being heard costs no event but
 * where it ends one.
 */
#include "world/intake-keys.h"

#include "base/instant.h"
#include "world/own-alert.h"
#include "world/storms.h"

#include <string.h>

#define SILENT_KIND   "intake-silent"
#define SILENT_PREFIX SILENT_KIND "/"

/* --- fold --- */

/* The key that an alert of the hub's own is about, or NULL. */
static MusterKeyWatch *
find_silent (const MusterWorld *self, MusterText dedup)
{
  const gsize n = strlen (SILENT_PREFIX);
  MusterUlid key;

  if (dedup.n <= n || memcmp (dedup.bytes, SILENT_PREFIX, n) != 0 ||
      !muster_ulid_parse (dedup.bytes + n, (gssize) (dedup.n - n), &key))
    return NULL;
  return muster_intake_watch_get (muster_world_get_intake (self), key);
}

static void
set_told (MusterWorld *self, MusterKeyWatch *key, gint64 told_us)
{
  if (key == NULL)
    return;
  key->told_us = told_us;
  muster_intake_watch_renew (muster_world_get_intake (self));
}

static void
hear (MusterWorld *self, MusterUlid id, gint64 at_us)
{
  MusterIntakeWatch *intake = muster_world_get_intake (self);
  MusterKeyWatch *key = muster_intake_watch_get (intake, id);

  if (key != NULL)
    muster_intake_watch_hear (intake, key, at_us);
}

static void
fold_fired (MusterWorld *self, const MusterEvent *event)
{
  MusterUlid id = muster_event_ulid (event, MUSTER_FACT_KEY);
  MusterKeyWatch *key;

  if (muster_ulid_is_null (id))
    {
      set_told (self, find_silent (self, muster_event_text (event, MUSTER_FIELD_DEDUP)),
                event->at_us);
      return;
    }
  key = muster_intake_watch_get (muster_world_get_intake (self), id);
  if (key == NULL)
    return;
  if (muster_alert_index_get (muster_world_get_alerts (self),
                              muster_event_ulid (event, MUSTER_FACT_ALERT)) == NULL)
    {
      key->alerts++;
      if (event->incident > 0)
        muster_world_count_new (self, key, event, muster_event_labels (event, MUSTER_FIELD_LABELS));
    }
  muster_intake_watch_hear (muster_world_get_intake (self), key, event->at_us);
}

static void
fold_resolved (MusterWorld *self, const MusterEvent *event)
{
  const MusterAlertIndex *alerts = muster_world_get_alerts (self);
  const MusterAlert *alert =
      muster_alert_index_get (alerts, muster_event_ulid (event, MUSTER_FACT_ALERT));

  if (event->actor.type == MUSTER_ACTOR_KEY)
    hear (self, event->actor.id, event->at_us);
  else if (alert != NULL && muster_ulid_is_null (muster_alert_index_key (alerts, alert)))
    set_told (self, find_silent (self, muster_alert_get_dedup (alert)), MUSTER_NO_TIME);
}

/* One that was held back comes into an incident now. */
static void
fold_attached (MusterWorld *self, const MusterEvent *event)
{
  const MusterAlertIndex *alerts = muster_world_get_alerts (self);
  const MusterAlert *alert =
      muster_alert_index_get (alerts, muster_event_ulid (event, MUSTER_FACT_ALERT));
  MusterKeyWatch *key = alert != NULL
                            ? muster_intake_watch_get (muster_world_get_intake (self),
                                                       muster_alert_index_key (alerts, alert))
                            : NULL;
  MusterLabel items[MUSTER_ALERT_LABELS_MAX];
  MusterLabelSet labels = { items, 0 };

  if (key == NULL || event->incident == 0)
    return;
  muster_alert_get_labels (alerts, alert, &labels);
  muster_world_count_new (self, key, event, &labels);
}

static void
fold_refused (MusterWorld *self, const MusterEvent *event)
{
  MusterKeyWatch *key = muster_intake_watch_get (muster_world_get_intake (self),
                                                 muster_event_ulid (event, MUSTER_FACT_KEY));

  if (key == NULL)
    return;
  key->refused++;
  muster_intake_watch_hear (muster_world_get_intake (self), key, event->at_us);
}

static void
fold_configured (MusterWorld *self, const MusterEvent *event)
{
  const MusterObject *object = muster_directory_get (muster_world_get_directory (self),
                                                     muster_event_ulid (event, MUSTER_FACT_ID));

  if (object != NULL && strcmp (object->type, MUSTER_OBJECT_KEY) == 0)
    muster_intake_watch_put (muster_world_get_intake (self), object);
}

/**
 * muster_world_fold_key:
 * @self: a hub's world, whose alerts do not know of @event yet
 * @event: any event
 *
 * Folds what it tells of an integration key.
 */
void
muster_world_fold_key (MusterWorld *self, const MusterEvent *event)
{
  if (event->kind == MUSTER_EVENT_ALERT_FIRED)
    fold_fired (self, event);
  else if (event->kind == MUSTER_EVENT_ALERT_ATTACHED)
    fold_attached (self, event);
  else if (event->kind == MUSTER_EVENT_INCIDENT_OPENED ||
           event->kind == MUSTER_EVENT_INCIDENT_MERGED ||
           event->kind == MUSTER_EVENT_INCIDENT_STORM_ENDED)
    muster_world_fold_storm (self, event);
  else if (event->kind == MUSTER_EVENT_ALERT_RESOLVED)
    fold_resolved (self, event);
  else if (event->kind == MUSTER_EVENT_INTAKE_REFUSED)
    fold_refused (self, event);
  else if (event->kind == MUSTER_EVENT_CHANGE_RECORDED)
    hear (self, muster_event_ulid (event, MUSTER_FACT_KEY), event->at_us);
  else if (event->kind == MUSTER_EVENT_HUB_STARTED || event->kind == MUSTER_EVENT_CLOCK_STEPPED)
    muster_intake_watch_grant_grace (muster_world_get_intake (self), event->at_us);
  else if (event->kind == MUSTER_EVENT_CONFIG_PUT || event->kind == MUSTER_EVENT_CONFIG_REMOVED ||
           event->kind == MUSTER_EVENT_KEY_ROTATED || event->kind == MUSTER_EVENT_KEY_RETIRED)
    fold_configured (self, event);
}

/* --- silence --- */

/* "6 d", "2 h", "90 s": what tells most of it. */
static void
append_span (GString *out, gint64 span_us)
{
  gint64 seconds = span_us / G_USEC_PER_SEC;

  if (seconds >= 2 * 24 * 60 * 60)
    g_string_append_printf (out, "%" G_GINT64_FORMAT " d", seconds / (24 * 60 * 60));
  else if (seconds >= 2 * 60 * 60)
    g_string_append_printf (out, "%" G_GINT64_FORMAT " h", seconds / (60 * 60));
  else if (seconds >= 2 * 60)
    g_string_append_printf (out, "%" G_GINT64_FORMAT " min", seconds / 60);
  else
    g_string_append_printf (out, "%" G_GINT64_FORMAT " s", seconds);
}

/* By what it is told: the numbers, and not a judgement. */
static char *
describe_silence (const MusterKeyWatch *key)
{
  GString *out = g_string_new (NULL);

  if (key->settings.silence_us > 0)
    g_string_append (out, "It is configured to be told after ");
  else
    {
      g_string_append (out, "Usually something comes every ");
      append_span (out, muster_cadence_usual_us (&key->cadence));
      g_string_append (out, " or sooner (95 % of ");
      append_span (out, muster_cadence_learned_us (&key->cadence));
      g_string_append_printf (out, ", %u gaps); it is told after ", key->cadence.n);
    }
  append_span (out, muster_key_watch_patience_us (key));
  g_string_append (out, " of silence.");
  return g_string_free (out, FALSE);
}

static void
report_silence (MusterWorld *world,
                const MusterDecideContext *context,
                const MusterKeyWatch *key,
                MusterReportStatus status,
                MusterBatch *batch)
{
  const MusterDirectory *directory = muster_world_get_directory (world);
  const MusterObject *object = muster_directory_get (directory, key->key);
  const MusterObject *service = muster_directory_get (directory, object->service);
  const char *name = service != NULL ? service->name : object->name;
  g_autofree char *words = describe_silence (key);
  g_autofree char *id = muster_ulid_to_string (key->key);
  char since[MUSTER_INSTANT_TEXT_BYTES];
  g_autofree char *title = NULL;

  muster_instant_format (key->since_us, since);
  title = g_strdup_printf ("Nothing has come by the key of %s since %s", name, since);
  muster_world_report_own (world, context,
                           &(MusterOwnAlert){
                               .name = "IntakeSilent",
                               .kind = SILENT_KIND,
                               .about = key->key,
                               .status = status,
                               .severity = MUSTER_SEVERITY_LOW,
                               .title = title,
                               .description = words,
                               .service = name,
                               .starts_us = key->since_us,
                               .labels = { { "key", id } },
                           },
                           batch);
}

static void
tell_silent (MusterWorld *world,
             const MusterDecideContext *context,
             MusterKeyWatch *key,
             MusterBatch *batch)
{
  report_silence (world, context, key, MUSTER_REPORT_FIRING, batch);
  if (key->told_us == MUSTER_NO_TIME) /* it fires already */
    set_told (world, key, context->now_us);
}

static void
tell_heard (MusterWorld *world,
            const MusterDecideContext *context,
            MusterKeyWatch *key,
            MusterBatch *batch)
{
  report_silence (world, context, key, MUSTER_REPORT_RESOLVED, batch);
  if (key->told_us != MUSTER_NO_TIME)
    set_told (world, key, MUSTER_NO_TIME);
}

/**
 * muster_world_hear_key:
 * @world: a hub's world
 * @context: time and chance
 * @reports: a body, or what stands for one that was refused
 * @id: the id of the key that it came by; null: it is the hub's own
 * @batch: where the events go; they have their seqs and are folded
 *
 * Notes that something came by a key. O(1), and no event unless its silence was told.
 */
void
muster_world_hear_key (MusterWorld *world,
                       const MusterDecideContext *context,
                       const MusterReports *reports,
                       MusterUlid id,
                       MusterBatch *batch)
{
  MusterIntakeWatch *intake = muster_world_get_intake (world);
  MusterKeyWatch *key =
      muster_ulid_is_null (id) || reports->is_replay ? NULL : muster_intake_watch_get (intake, id);

  if (key == NULL)
    return;
  key->requests++;
  if (reports->source != NULL && g_strcmp0 (key->source, reports->source) != 0)
    {
      g_free (key->source);
      key->source = g_strdup (reports->source);
    }
  muster_intake_watch_hear (intake, key, context->now_us);
  if (key->told_us != MUSTER_NO_TIME)
    tell_heard (world, context, key, batch);
}

/* --- what is due --- */

static void
retire (MusterWorld *world,
        const MusterDecideContext *context,
        const MusterKeyWatch *key,
        MusterBatch *batch)
{
  guint first = muster_batch_length (batch);
  MusterEvent *event = muster_batch_add (batch, MUSTER_EVENT_KEY_RETIRED);

  event->at_us = context->now_us;
  muster_event_set_ulid (event, MUSTER_FACT_ID, key->key);
  muster_world_apply (world, batch, first);
}

/**
 * muster_world_mind_key:
 * @world: a hub's world
 * @context: time and chance
 * @batch: where the events go; they have their seqs and are folded
 *
 * Does what is due first of all keys.
 *
 * Returns: whether anything was
 */
gboolean
muster_world_mind_key (MusterWorld *world, const MusterDecideContext *context, MusterBatch *batch)
{
  MusterKeyWatch *key;

  switch (muster_intake_watch_find_due (muster_world_get_intake (world), context->now_us, &key))
    {
    case MUSTER_KEY_DUE_RETIRE:
      retire (world, context, key, batch);
      return TRUE;
    case MUSTER_KEY_DUE_SILENT:
      tell_silent (world, context, key, batch);
      return TRUE;
    case MUSTER_KEY_DUE_HEARD:
      tell_heard (world, context, key, batch);
      return TRUE;
    case MUSTER_KEY_DUE_STORM:
      muster_world_end_storm (world, context, key, batch);
      return TRUE;
    case MUSTER_KEY_DUE_NOTHING:
    default:
      return FALSE;
    }
}
