/* silences.c - what people asked not to be told of, and until when
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "triage/silences.h"

#include "triage/matcher-index.h"

struct _MusterSilences
{
  GHashTable *by_id;         /* MusterUlid * (in the value) → MusterSilence, owned */
  GPtrArray *list;           /* of MusterSilence, as they were made */
  MusterMatcherIndex *index; /* those that are not over, but for those of one alert */
  GHashTable *by_alert;      /* these: MusterUlid * (in the value) → MusterSilence */
  gint64 next_us;            /* when one of them starts or ends */
};

/**
 * muster_silence_free:
 * @self: a silence
 *
 * Frees it.
 */
void
muster_silence_free (MusterSilence *self)
{
  g_clear_pointer (&self->matchers, muster_matchers_free);
  g_free (self->author);
  g_free (self->comment);
  g_free (self);
}

/**
 * muster_silence_match:
 * @self: a silence
 * @labels: of an alert
 * @service: of the key that it came by
 * @now_us: the time
 *
 * Returns: whether the silence is in force for it
 */
MusterPatternResult
muster_silence_match (const MusterSilence *self,
                      const MusterLabelSet *labels,
                      MusterUlid service,
                      gint64 now_us)
{
  if (self->state == MUSTER_SILENCE_EXPIRED || now_us < self->starts_us || now_us >= self->ends_us)
    return MUSTER_PATTERN_NO;
  if (!muster_ulid_is_null (self->service) && !muster_ulid_equal (self->service, service))
    return MUSTER_PATTERN_NO;
  return muster_matchers_match (self->matchers, labels);
}

/**
 * muster_silences_new:
 *
 * Returns: (transfer full): none
 */
MusterSilences *
muster_silences_new (void)
{
  MusterSilences *self = g_new0 (MusterSilences, 1);

  self->by_id = g_hash_table_new_full (muster_ulid_hash, muster_ulid_equal_pointers, NULL,
                                       (GDestroyNotify) muster_silence_free);
  self->list = g_ptr_array_new ();
  self->index = muster_matcher_index_new ();
  self->by_alert = g_hash_table_new (muster_ulid_hash, muster_ulid_equal_pointers);
  self->next_us = G_MAXINT64;
  return self;
}

/**
 * muster_silences_free:
 * @self: silences
 *
 * Frees them.
 */
void
muster_silences_free (MusterSilences *self)
{
  muster_matcher_index_free (self->index);
  g_hash_table_unref (self->by_alert);
  g_ptr_array_unref (self->list);
  g_hash_table_unref (self->by_id);
  g_free (self);
}

static gint64
next_change (const MusterSilence *silence)
{
  if (silence->state == MUSTER_SILENCE_EXPIRED)
    return G_MAXINT64;
  return silence->state == MUSTER_SILENCE_PENDING ? silence->starts_us : silence->ends_us;
}

static void
update_next (MusterSilences *self)
{
  self->next_us = G_MAXINT64;
  for (guint i = 0; i < self->list->len; i++)
    self->next_us = MIN (self->next_us, next_change (g_ptr_array_index (self->list, i)));
}

static void
enlist (MusterSilences *self, MusterSilence *silence)
{
  if (muster_ulid_is_null (silence->alert))
    muster_matcher_index_add (self->index, silence->matchers, silence);
  else
    g_hash_table_replace (self->by_alert, &silence->alert, silence);
}

static void
delist (MusterSilences *self, MusterSilence *silence)
{
  if (muster_ulid_is_null (silence->alert))
    muster_matcher_index_remove (self->index, silence->matchers, silence);
  else if (g_hash_table_lookup (self->by_alert, &silence->alert) == silence)
    g_hash_table_remove (self->by_alert, &silence->alert);
}

static void
drop (MusterSilences *self, MusterSilence *silence)
{
  if (silence->state != MUSTER_SILENCE_EXPIRED)
    delist (self, silence);
  g_ptr_array_remove (self->list, silence);
  g_hash_table_remove (self->by_id, &silence->id);
}

/**
 * muster_silences_put:
 * @self: silences
 * @silence: (transfer full): a new one, or what became of one with its id
 *
 * Takes it in.
 */
void
muster_silences_put (MusterSilences *self, MusterSilence *silence)
{
  MusterSilence *older = muster_silences_get (self, silence->id);

  if (older != NULL)
    drop (self, older);
  g_ptr_array_add (self->list, silence);
  g_hash_table_insert (self->by_id, &silence->id, silence);
  if (silence->state != MUSTER_SILENCE_EXPIRED)
    enlist (self, silence);
  update_next (self);
}

/**
 * muster_silences_get:
 * @self: silences
 * @id: of one
 *
 * Returns: (nullable) (transfer none): it
 */
MusterSilence *
muster_silences_get (const MusterSilences *self, MusterUlid id)
{
  return g_hash_table_lookup (self->by_id, &id);
}

/**
 * muster_silences_start:
 * @self: silences
 * @silence: one of them that is pending
 *
 * Its start has come.
 */
void
muster_silences_start (MusterSilences *self, MusterSilence *silence)
{
  silence->state = MUSTER_SILENCE_ACTIVE;
  update_next (self);
}

/**
 * muster_silences_end:
 * @self: silences
 * @silence: one of them that is not over
 * @at_us: when it ended
 *
 * It is over, and kept for those who ask.
 */
void
muster_silences_end (MusterSilences *self, MusterSilence *silence, gint64 at_us)
{
  delist (self, silence);
  silence->state = MUSTER_SILENCE_EXPIRED;
  silence->ends_us = at_us;
  silence->starts_us = MIN (silence->starts_us, at_us);
  silence->updated_us = at_us;
  update_next (self);
}

/**
 * muster_silences_forget:
 * @self: silences
 * @before_us: an instant, µs UTC
 *
 * Lets go of those that ended before it.
 */
void
muster_silences_forget (MusterSilences *self, gint64 before_us)
{
  for (guint i = self->list->len; i > 0; i--)
    {
      MusterSilence *silence = g_ptr_array_index (self->list, i - 1);

      if (silence->state == MUSTER_SILENCE_EXPIRED && silence->ends_us < before_us)
        drop (self, silence);
    }
}

/**
 * muster_silences_list:
 * @self: silences
 *
 * Returns: (transfer none) (element-type MusterSilence): all, the oldest first
 */
const GPtrArray *
muster_silences_list (const MusterSilences *self)
{
  return self->list;
}

/**
 * muster_silences_next_change:
 * @self: silences
 *
 * Returns: when one starts or ends by time, µs UTC; %G_MAXINT64: none does
 */
gint64
muster_silences_next_change (const MusterSilences *self)
{
  return self->next_us;
}

/**
 * muster_silences_find_due:
 * @self: silences
 * @now_us: the time
 *
 * Returns: (nullable) (transfer none): one whose start or end has come; what comes first, first
 */
MusterSilence *
muster_silences_find_due (const MusterSilences *self, gint64 now_us)
{
  MusterSilence *first = NULL;

  if (self->next_us > now_us)
    return NULL;
  for (guint i = 0; i < self->list->len; i++)
    {
      MusterSilence *silence = g_ptr_array_index (self->list, i);

      if (next_change (silence) <= now_us &&
          (first == NULL || next_change (silence) < next_change (first)))
        first = silence;
    }
  return first;
}

/**
 * muster_silences_get_of_alert:
 * @self: silences
 * @alert: an alert's id
 *
 * Returns: (nullable) (transfer none): the silence that ends with it
 */
const MusterSilence *
muster_silences_get_of_alert (const MusterSilences *self, MusterUlid alert)
{
  return g_hash_table_lookup (self->by_alert, &alert);
}

typedef struct
{
  const MusterLabelSet *labels;
  MusterUlid service;
  gint64 now_us;
} Wanted;

static gboolean
is_wanted (gpointer owner, gpointer user_data)
{
  const Wanted *wanted = user_data;

  return muster_silence_match (owner, wanted->labels, wanted->service, wanted->now_us) ==
         MUSTER_PATTERN_YES;
}

/**
 * muster_silences_match:
 * @self: silences
 * @labels: of an alert
 * @service: of the key that it came by
 * @now_us: the time
 *
 * A silence whose pattern is too costly holds back nothing: the alert is heard.
 *
 * Returns: (nullable) (transfer none): one that is in force for it
 */
const MusterSilence *
muster_silences_match (const MusterSilences *self,
                       const MusterLabelSet *labels,
                       MusterUlid service,
                       gint64 now_us)
{
  Wanted wanted = { labels, service, now_us };

  return muster_matcher_index_find (self->index, labels, is_wanted, &wanted);
}
