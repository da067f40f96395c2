/* intake-watch.c - what is known of each integration key
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/intake-watch.h"

struct _MusterIntakeWatch
{
  GHashTable *by_key; /* MusterUlid * (in the value) → MusterKeyWatch, owned */
  gint64 next_us;     /* none is due before; being heard only puts it off, so it may be too early */
};

static void
key_watch_free (gpointer data)
{
  MusterKeyWatch *self = data;

  muster_storm_end (&self->storm);
  g_free (self->source);
  g_free (self);
}

/**
 * muster_intake_watch_new:
 *
 * Returns: (transfer full): of no key
 */
MusterIntakeWatch *
muster_intake_watch_new (void)
{
  MusterIntakeWatch *self = g_new0 (MusterIntakeWatch, 1);

  self->next_us = G_MAXINT64;
  self->by_key =
      g_hash_table_new_full (muster_ulid_hash, muster_ulid_equal_pointers, NULL, key_watch_free);
  return self;
}

/**
 * muster_intake_watch_free:
 * @self: what is known of keys
 *
 * Frees it.
 */
void
muster_intake_watch_free (MusterIntakeWatch *self)
{
  g_hash_table_unref (self->by_key);
  g_free (self);
}

/**
 * muster_intake_watch_get:
 * @self: what is known of keys
 * @key: an id
 *
 * Returns: (nullable) (transfer none): the key
 */
MusterKeyWatch *
muster_intake_watch_get (const MusterIntakeWatch *self, MusterUlid key)
{
  return g_hash_table_lookup (self->by_key, &key);
}

/**
 * muster_intake_watch_put:
 * @self: what is known of keys
 * @object: an object "key"
 *
 * Takes it as it is configured now.
 */
void
muster_intake_watch_put (MusterIntakeWatch *self, const MusterObject *object)
{
  MusterKeyWatch *key = muster_intake_watch_get (self, object->id);

  if (key == NULL)
    {
      key = g_new0 (MusterKeyWatch, 1);
      key->key = object->id;
      key->heard_us = key->since_us = key->marked_us = key->told_us = MUSTER_NO_TIME;
      g_hash_table_insert (self->by_key, &key->key, key);
    }
  key->is_watched = !object->removed && muster_ulid_is_null (object->drill);
  key->retires_us =
      !object->removed && object->old_hash != NULL ? object->old_until_us : MUSTER_NO_TIME;
  muster_key_settings_read (object->body, &key->settings);
  muster_intake_watch_renew (self);
}

/**
 * muster_key_watch_patience_us:
 * @self: a key
 *
 * Returns: how long it has to be silent before that is told, µs; 0: never
 */
gint64
muster_key_watch_patience_us (const MusterKeyWatch *self)
{
  if (!self->is_watched || self->settings.silence_us < 0)
    return 0;
  return self->settings.silence_us > 0 ? self->settings.silence_us
                                       : muster_cadence_patience_us (&self->cadence);
}

/* The first thing that will be due of a key, and when. */
static MusterKeyDue
find_first (const MusterKeyWatch *key, gint64 *out_us)
{
  gint64 patience_us = muster_key_watch_patience_us (key);
  gint64 over_us = muster_storm_over_us (&key->storm);
  MusterKeyDue due = MUSTER_KEY_DUE_NOTHING;

  *out_us = G_MAXINT64;
  if (key->retires_us != MUSTER_NO_TIME)
    {
      due = MUSTER_KEY_DUE_RETIRE;
      *out_us = key->retires_us;
    }
  if (key->told_us != MUSTER_NO_TIME && patience_us == 0)
    {
      due = MUSTER_KEY_DUE_HEARD;
      *out_us = key->told_us;
    }
  else if (key->told_us == MUSTER_NO_TIME && patience_us > 0 && key->since_us != MUSTER_NO_TIME &&
           key->since_us + patience_us < *out_us)
    {
      due = MUSTER_KEY_DUE_SILENT;
      *out_us = key->since_us + patience_us;
    }
  if (over_us < *out_us)
    {
      due = MUSTER_KEY_DUE_STORM;
      *out_us = over_us;
    }
  return due;
}

/**
 * muster_intake_watch_hear:
 * @self: what is known of keys
 * @key: one of them
 * @at_us: when something came by it, µs UTC
 *
 * Learns how often it is heard of. What comes within a second is one.
 */
void
muster_intake_watch_hear (MusterIntakeWatch *self, MusterKeyWatch *key, gint64 at_us)
{
  gint64 due_us;

  if (key->heard_us != MUSTER_NO_TIME && at_us < key->heard_us)
    return;
  key->heard_us = key->since_us = at_us;
  if (key->marked_us != MUSTER_NO_TIME && at_us - key->marked_us < G_USEC_PER_SEC)
    return;
  if (key->marked_us != MUSTER_NO_TIME)
    muster_cadence_learn (&key->cadence, at_us - key->marked_us);
  key->marked_us = at_us;
  find_first (key, &due_us);
  self->next_us = MIN (self->next_us, due_us);
}

/**
 * muster_intake_watch_grant_grace:
 * @self: what is known of keys
 * @at_us: from when on they can be heard
 *
 * Counts every silence anew, and learns nothing from it.
 */
void
muster_intake_watch_grant_grace (MusterIntakeWatch *self, gint64 at_us)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->by_key);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      MusterKeyWatch *key = value;

      if (key->since_us != MUSTER_NO_TIME)
        key->since_us = at_us;
      key->marked_us = MUSTER_NO_TIME;
    }
  muster_intake_watch_renew (self);
}

/**
 * muster_intake_watch_renew:
 * @self: what is known of keys
 *
 * Looks for what is due first when next asked.
 */
void
muster_intake_watch_renew (MusterIntakeWatch *self)
{
  self->next_us = G_MININT64;
}

static MusterKeyWatch *
find_first_key (const MusterIntakeWatch *self, MusterKeyDue *due, gint64 *out_us)
{
  MusterKeyWatch *first = NULL;
  GHashTableIter iter;
  gpointer value;

  *due = MUSTER_KEY_DUE_NOTHING;
  *out_us = G_MAXINT64;
  g_hash_table_iter_init (&iter, self->by_key);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      MusterKeyWatch *key = value;
      gint64 at_us;
      MusterKeyDue what = find_first (key, &at_us);

      if (at_us > *out_us || what == MUSTER_KEY_DUE_NOTHING ||
          (at_us == *out_us && muster_ulid_compare (key->key, first->key) > 0))
        continue;
      first = key;
      *due = what;
      *out_us = at_us;
    }
  return first;
}

/**
 * muster_intake_watch_next:
 * @self: what is known of keys
 *
 * Looks for it only after something changed.
 *
 * Returns: an instant before which none is due, µs UTC; %G_MAXINT64: none will be
 */
gint64
muster_intake_watch_next (MusterIntakeWatch *self)
{
  MusterKeyDue due;

  if (self->next_us == G_MININT64)
    find_first_key (self, &due, &self->next_us);
  return self->next_us;
}

/**
 * muster_intake_watch_find_due:
 * @self: what is known of keys
 * @now_us: the time, µs UTC
 * @out: (out): the key that is due first, if any is
 *
 * Returns: what is to be done about it
 */
MusterKeyDue
muster_intake_watch_find_due (MusterIntakeWatch *self, gint64 now_us, MusterKeyWatch **out)
{
  MusterKeyDue due;

  *out = NULL;
  if (self->next_us > now_us)
    return MUSTER_KEY_DUE_NOTHING;
  *out = find_first_key (self, &due, &self->next_us);
  if (self->next_us > now_us)
    return MUSTER_KEY_DUE_NOTHING;
  return due;
}
