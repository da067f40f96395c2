/* decide-silence.c - commands that silence alerts, and end it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/commands.h"
#include "world/silence-preview.h"
#include "world/suppress.h"

#define LONGEST_US       (366 * G_TIME_SPAN_DAY) /* security R10 */
#define BY_RESPONDERS_US G_TIME_SPAN_DAY         /* protocol §5: a manager may for longer */
#define SILENCES_MAX     10000

static gboolean
fail (GError **error, MusterModelError code, const char *message)
{
  g_set_error_literal (error, MUSTER_MODEL_ERROR, code, message);
  return FALSE;
}

static gboolean
check_times (const MusterDeciding *self, const MusterSilence *silence, GError **error)
{
  gint64 now_us = self->context->now_us;

  if (silence->ends_us <= silence->starts_us)
    return fail (error, MUSTER_MODEL_ERROR_INVALID, "A silence ends after it starts");
  if (silence->ends_us <= now_us)
    return fail (error, MUSTER_MODEL_ERROR_INVALID, "The end of the silence is past already");
  if (silence->ends_us - now_us > LONGEST_US)
    return fail (error, MUSTER_MODEL_ERROR_INVALID, "A silence ends within 366 days");
  if (silence->ends_us - MAX (silence->starts_us, now_us) > BY_RESPONDERS_US &&
      !muster_access_allows (self->command->access, MUSTER_ACCESS_MANAGER))
    return fail (error, MUSTER_MODEL_ERROR_FORBIDDEN,
                 "Only the access role manager may silence for more than 24 hours");
  return TRUE;
}

/* A key reaches only what came in by keys of the same service (protocol §6). */
static gboolean
is_within_reach (const MusterDeciding *self, MusterUlid service)
{
  return self->command->actor.type != MUSTER_ACTOR_KEY ||
         muster_ulid_equal (service, muster_deciding_key_service (self));
}

/* The one that an argument or the path names; NULL and an error if there is none. */
static const MusterSilence *
find_silence (const MusterDeciding *self, MusterUlid id, GError **error)
{
  const MusterSilence *silence = muster_silences_get (muster_world_get_silences (self->world), id);

  if (silence != NULL && is_within_reach (self, silence->service))
    return silence;
  fail (error, MUSTER_MODEL_ERROR_NOT_FOUND, "There is no silence with that id");
  return NULL;
}

/* Alertmanager's rule: what has begun keeps its start and its matchers; all else is another one. */
static gboolean
can_change (const MusterSilence *older, const MusterSilence *wanted, gint64 now_us)
{
  if (!muster_matchers_equal (older->matchers, wanted->matchers))
    return FALSE;
  if (older->state == MUSTER_SILENCE_ACTIVE) /* clients cut what is under a second */
    return older->starts_us / G_USEC_PER_SEC == wanted->starts_us / G_USEC_PER_SEC;
  return older->state == MUSTER_SILENCE_PENDING && wanted->starts_us > now_us;
}

static void
emit_ended (MusterDeciding *self, MusterUlid id, const char *by)
{
  MusterEvent *event = muster_deciding_emit (self, MUSTER_EVENT_SILENCE_ENDED);

  muster_event_set_ulid (event, MUSTER_FACT_ID, id);
  muster_event_set_token (event, MUSTER_FACT_BY, by);
}

static void
emit_set (MusterDeciding *self, const MusterSilence *silence)
{
  MusterEvent *event = muster_deciding_emit (self, MUSTER_EVENT_SILENCE_SET);
  g_autoptr (GString) matchers = g_string_new (NULL);

  muster_matchers_append_text (silence->matchers, matchers);
  muster_event_set_ulid (event, MUSTER_FACT_ID, silence->id);
  muster_event_set_ulid (event, MUSTER_FACT_SERVICE, silence->service);
  muster_event_set_int (event, MUSTER_FACT_STARTS, silence->starts_us);
  muster_event_set_int (event, MUSTER_FACT_ENDS, silence->ends_us);
  if (!muster_ulid_is_null (silence->alert))
    muster_event_set_ulid (event, MUSTER_FACT_ALERT, silence->alert);
  muster_batch_set_text (self->batch, event, MUSTER_FIELD_MATCHERS, matchers->str,
                         (gssize) matchers->len);
  muster_batch_set_text (self->batch, event, MUSTER_FIELD_NAME,
                         muster_command_text (self->command, "createdBy"), -1);
  muster_batch_set_text (self->batch, event, MUSTER_FIELD_TEXT,
                         muster_command_text (self->command, "comment"), -1);
}

/* What is held back is of the command, too. */
static void
suppress (MusterDeciding *self, const MusterAlert *alert, MusterUlid silence)
{
  const MusterHold hold = { .suppressor = { MUSTER_SUPPRESSED_BY_SILENCE, silence },
                            .until_us = MUSTER_NO_TIME };
  MusterEvent *event =
      muster_world_emit_suppressed (self->world, self->batch, alert, &hold, self->context->now_us);

  event->actor = self->command->actor;
  event->command = self->command->id;
  if (self->answer == 0)
    self->answer = event->incident;
}

static void
suppress_what_fires (MusterDeciding *self, const MusterSilence *silence)
{
  g_autoptr (GPtrArray) alerts = NULL;

  if (silence->starts_us > self->context->now_us)
    return;
  alerts = muster_world_list_silenced (self->world, silence, self->context->now_us);
  for (guint i = 0; i < alerts->len; i++)
    suppress (self, g_ptr_array_index (alerts, i), silence->id);
}

static gboolean
is_as_it_was (const MusterDeciding *self, const MusterSilence *older, const MusterSilence *wanted)
{
  return older != NULL && older->ends_us == wanted->ends_us &&
         older->starts_us == wanted->starts_us &&
         g_strcmp0 (older->comment, muster_command_text (self->command, "comment")) == 0 &&
         g_strcmp0 (older->author, muster_command_text (self->command, "createdBy")) == 0;
}

static gboolean
check_room (const MusterDeciding *self, const MusterSilence *older, GError **error)
{
  if (older != NULL ||
      muster_silences_list (muster_world_get_silences (self->world))->len < SILENCES_MAX)
    return TRUE;
  return fail (error, MUSTER_MODEL_ERROR_STATE,
               "There are 10,000 silences. End some, and those of the last five days will go");
}

/* What is asked for, filled in but for its id. */
static MusterSilence *
make_wanted (MusterDeciding *self, GError **error)
{
  g_autoptr (MusterSilence) wanted = g_new0 (MusterSilence, 1);
  gint64 starts_us = muster_command_int (self->command, "startsAt");

  wanted->matchers =
      muster_silence_parse_matchers (muster_command_text (self->command, "matchers"), error);
  if (wanted->matchers == NULL)
    return NULL;
  wanted->state = MUSTER_SILENCE_ACTIVE;
  wanted->starts_us = starts_us != MUSTER_NO_TIME ? starts_us : self->context->now_us;
  wanted->ends_us = muster_command_int (self->command, "endsAt");
  if (self->command->actor.type == MUSTER_ACTOR_KEY)
    wanted->service = muster_deciding_key_service (self);
  if (!check_times (self, wanted, error))
    return NULL;
  return g_steal_pointer (&wanted);
}

gboolean
muster_decide_silence_set (MusterDeciding *self, GError **error)
{
  g_autoptr (MusterSilence) wanted = NULL;
  const MusterSilence *older = NULL, *replaced = NULL;

  if (muster_world_get_silences (self->world) == NULL)
    return fail (error, MUSTER_MODEL_ERROR_STATE, "Only a hub knows what it silences");
  if (muster_command_has (self->command, "silence"))
    {
      older = find_silence (self, muster_command_ulid (self->command, "silence"), error);
      if (older == NULL)
        return FALSE;
    }
  wanted = make_wanted (self, error);
  if (wanted == NULL)
    return FALSE;
  if (older != NULL && !can_change (older, wanted, self->context->now_us))
    {
      replaced = older->state != MUSTER_SILENCE_EXPIRED ? older : NULL;
      older = NULL;
    }
  if (older == NULL)
    wanted->starts_us = MAX (wanted->starts_us, self->context->now_us);
  else if (older->state == MUSTER_SILENCE_ACTIVE)
    wanted->starts_us = older->starts_us;
  if (!check_room (self, older, error))
    return FALSE;
  wanted->id = older != NULL ? older->id : muster_deciding_new_id (self);
  if (older != NULL)
    {
      wanted->service = older->service;
      wanted->alert = older->alert;
    }
  if (is_as_it_was (self, older, wanted))
    return TRUE;
  emit_set (self, wanted);
  suppress_what_fires (self, wanted);
  if (replaced != NULL)
    emit_ended (self, replaced->id, "replaced");
  return TRUE;
}

/* Just what the alert says of itself: for people to read. */
static MusterMatchers *
make_matchers (const MusterWorld *world, const MusterAlert *alert)
{
  MusterMatchers *matchers = muster_matchers_new ();
  MusterLabel items[MUSTER_ALERT_LABELS_MAX];
  MusterLabelSet labels = { items, 0 };

  muster_alert_get_labels (muster_world_get_alerts (world), alert, &labels);
  for (guint i = 0; i < labels.n; i++)
    {
      g_autofree char *name = g_strndup (labels.items[i].name, labels.items[i].name_n);
      g_autofree char *value = g_strndup (labels.items[i].value, labels.items[i].value_n);

      muster_matchers_add (matchers, MUSTER_MATCH_EQUAL, name, value, NULL);
    }
  return matchers;
}

gboolean
muster_decide_alert_acknowledge (MusterDeciding *self, GError **error)
{
  const MusterAlertIndex *alerts = muster_world_get_alerts (self->world);
  const MusterAlert *alert =
      alerts != NULL ? muster_alert_index_get (alerts, self->command->object) : NULL;
  gint64 ends_us = muster_command_int (self->command, "endsAt");
  g_autoptr (MusterSilence) wanted = NULL;

  if (alert == NULL)
    return fail (error, MUSTER_MODEL_ERROR_NOT_FOUND, "There is no alert with that id");
  if (alert->status != MUSTER_ALERT_FIRING)
    return fail (error, MUSTER_MODEL_ERROR_STATE, "The alert is over already");
  if (muster_silences_get_of_alert (muster_world_get_silences (self->world), alert->id) != NULL)
    return TRUE;
  wanted = g_new0 (MusterSilence, 1);
  wanted->matchers = make_matchers (self->world, alert);
  wanted->state = MUSTER_SILENCE_ACTIVE;
  wanted->alert = alert->id;
  wanted->starts_us = self->context->now_us;
  wanted->ends_us = ends_us != MUSTER_NO_TIME ? ends_us : self->context->now_us + BY_RESPONDERS_US;
  if (!check_times (self, wanted, error) || !check_room (self, NULL, error))
    return FALSE;
  wanted->id = muster_deciding_new_id (self);
  emit_set (self, wanted);
  if (!muster_world_is_suppressed (self->world, alert))
    suppress (self, alert, wanted->id);
  return TRUE;
}

gboolean
muster_decide_silence_end (MusterDeciding *self, GError **error)
{
  const MusterSilence *silence;

  if (muster_world_get_silences (self->world) == NULL)
    return fail (error, MUSTER_MODEL_ERROR_STATE, "Only a hub knows what it silences");
  silence = find_silence (self, self->command->object, error);
  if (silence == NULL)
    return FALSE;
  if (silence->state != MUSTER_SILENCE_EXPIRED)
    emit_ended (self, silence->id, "command");
  return TRUE;
}
