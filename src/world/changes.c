/* changes.c - what was changed lately: deploys, flags, configuration
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/changes.h"

/* A sender that gets no answer tries again within minutes, not after hundreds of others. */
#define REPEATS_LOOKED_AT 200
#define REPEATS_US        (5 * G_TIME_SPAN_MINUTE)

/**
 * muster_changes_add:
 * @changes: of #MusterRecordedChange, oldest first
 * @change: (transfer full): one more
 *
 * Takes it in; the oldest gives way where there are too many.
 */
void
muster_changes_add (GQueue *changes, MusterRecordedChange *change)
{
  g_queue_push_tail (changes, change);
  if (changes->length > MUSTER_CHANGES_MAX)
    muster_recorded_change_free (g_queue_pop_head (changes));
}

/**
 * muster_changes_forget:
 * @changes: of #MusterRecordedChange, oldest first
 * @now_us: the world's time
 *
 * Lets go of what was told too long ago.
 */
void
muster_changes_forget (GQueue *changes, gint64 now_us)
{
  const MusterRecordedChange *oldest;

  while ((oldest = g_queue_peek_head (changes)) != NULL &&
         oldest->at_us < now_us - MUSTER_CHANGES_KEEP_US)
    muster_recorded_change_free (g_queue_pop_head (changes));
}

/* --- what a body tells --- */

static gboolean
is_text (const char *known, MusterText told)
{
  return known != NULL ? muster_text_equal (told, known) : told.n == 0;
}

/* When it took effect, if that is said; else when it was told. */
static gboolean
is_same_time (const MusterRecordedChange *known, const MusterChange *change, gint64 now_us)
{
  if (change->at_us != MUSTER_NO_TIME)
    return known->start_us == change->at_us;
  return known->at_us > now_us - REPEATS_US;
}

static gboolean
is_known (const MusterWorld *world, const MusterChange *change, MusterUlid key, gint64 now_us)
{
  const GList *link = muster_world_get_changes (world)->tail;

  for (guint i = 0; link != NULL && i < REPEATS_LOOKED_AT; i++, link = link->prev)
    {
      const MusterRecordedChange *known = link->data;

      if (muster_ulid_equal (known->key, key) && is_same_time (known, change, now_us) &&
          is_text (known->title, change->title) && is_text (known->kind, change->kind) &&
          is_text (known->version, change->version) && is_text (known->url, change->url))
        return TRUE;
    }
  return FALSE;
}

static void
record (MusterWorld *world,
        const MusterDecideContext *context,
        const MusterChange *change,
        MusterUlid key,
        MusterBatch *batch)
{
  const MusterDirectory *directory = muster_world_get_directory (world);
  const MusterObject *service = muster_directory_service_of (
      directory, &change->labels, change->service, muster_directory_get (directory, key));
  MusterEvent *event = muster_batch_add (batch, MUSTER_EVENT_CHANGE_RECORDED);
  const struct
  {
    MusterFieldName field;
    MusterText text;
  } texts[] = { { MUSTER_FIELD_TITLE, change->title },
                { MUSTER_FIELD_KIND, change->kind },
                { MUSTER_FIELD_SOURCE, change->source },
                { MUSTER_FIELD_VERSION, change->version },
                { MUSTER_FIELD_URL, change->url } };

  event->at_us = context->now_us;
  event->actor = (MusterActor){ MUSTER_ACTOR_KEY, key };
  muster_event_set_ulid (event, MUSTER_FACT_ID,
                         muster_ulid_source_next (context->ids, context->now_us));
  muster_event_set_ulid (event, MUSTER_FACT_KEY, key);
  if (service != NULL)
    muster_event_set_ulid (event, MUSTER_FACT_SERVICE, service->id);
  muster_event_set_int (event, MUSTER_FACT_START, change->at_us);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    if (texts[i].text.n > 0)
      muster_batch_set_text (batch, event, texts[i].field, texts[i].text.bytes,
                             (gssize) texts[i].text.n);
  if (change->labels.n > 0)
    muster_batch_set_labels (batch, event, MUSTER_FIELD_LABELS, &change->labels);
  event->seq = muster_world_get_seq (world) + 1;
  muster_world_evolve (world, event);
}

/**
 * muster_world_record_changes:
 * @world: a hub's world
 * @context: time and chance
 * @reports: a decoded body
 * @key: the id of its integration key
 * @batch: where the events go; they have their seqs and are folded
 * @summary: what the answer waits for
 *
 * Records its changes.
 */
void
muster_world_record_changes (MusterWorld *world,
                             const MusterDecideContext *context,
                             const MusterReports *reports,
                             MusterUlid key,
                             MusterBatch *batch,
                             MusterReportSummary *summary)
{
  for (guint i = 0; i < reports->changes->len; i++)
    {
      MusterChange change = g_array_index (reports->changes, MusterChange, i);

      if (is_known (world, &change, key, context->now_us))
        {
          summary->last_seq = muster_world_get_seq (world); /* maybe not on disk yet */
          continue;
        }
      record (world, context, &change, key, batch);
      summary->last_seq = muster_world_get_seq (world);
    }
}
