/* heartbeats.c - who has to say so every so often that it is alive
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/heartbeats.h"

#include "base/instant.h"
#include "model/error.h"

#include <string.h>

struct _MusterHeartbeats
{
  GHashTable *by_id;      /* MusterUlid * (in the value) → MusterHeartbeat, owned */
  MusterHeartbeat *first; /* found already; NULL: to be looked for */
};

/* --- what the object says --- */

/**
 * muster_heartbeat_body_clear:
 * @self: what an object says
 *
 * Frees what is in it.
 */
void
muster_heartbeat_body_clear (MusterHeartbeatBody *self)
{
  g_clear_pointer (&self->service, g_free);
}

static gboolean
read_duration (MusterJsonReader *reader, gint64 *out_us, GError **error)
{
  g_autofree char *text = NULL;
  MusterText value = { "", 0 };

  if (!muster_json_reader_string (reader, &value))
    return muster_json_reader_finish (reader, error);
  text = muster_text_dup (value);
  return muster_duration_parse (text, out_us, error);
}

/**
 * muster_heartbeat_body_read:
 * @body: (nullable): JSON
 * @out: (out): what it says; to be cleared
 * @error: %MUSTER_BASE_ERROR, or %MUSTER_MODEL_ERROR_INVALID for an interval under 30 s
 *
 * Members that are not known are passed over.
 *
 * Returns: whether it is a heartbeat's
 */
gboolean
muster_heartbeat_body_read (const char *body, MusterHeartbeatBody *out, GError **error)
{
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  MusterText name, service = { "", 0 };
  gboolean has_grace = FALSE;

  *out = (MusterHeartbeatBody){ 0 };
  body = body != NULL ? body : "{}";
  muster_json_reader_begin (reader, body, strlen (body), NULL);
  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    if (muster_text_equal (name, "interval"))
      {
        if (!read_duration (reader, &out->interval_us, error))
          return FALSE;
      }
    else if (muster_text_equal (name, "grace"))
      {
        has_grace = TRUE;
        if (!read_duration (reader, &out->grace_us, error))
          return FALSE;
      }
    else if (muster_text_equal (name, "service"))
      muster_json_reader_string (reader, &service);
    else
      muster_json_reader_skip (reader);
  if (!muster_json_reader_finish (reader, error))
    return FALSE;
  if (out->interval_us < MUSTER_HEARTBEAT_INTERVAL_MIN_US)
    {
      g_set_error_literal (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_INVALID,
                           "A heartbeat has an interval of 30 s or more, as \"interval\":\"15m\"");
      return FALSE;
    }
  if (!has_grace)
    out->grace_us = out->interval_us / 5;
  if (service.n > 0)
    out->service = muster_text_dup (service);
  return TRUE;
}

/* --- all of them --- */

/**
 * muster_heartbeats_new:
 *
 * Returns: (transfer full): none
 */
MusterHeartbeats *
muster_heartbeats_new (void)
{
  MusterHeartbeats *self = g_new0 (MusterHeartbeats, 1);

  self->by_id = g_hash_table_new_full (muster_ulid_hash, muster_ulid_equal_pointers, NULL, g_free);
  return self;
}

/**
 * muster_heartbeats_free:
 * @self: heartbeats
 *
 * Frees them.
 */
void
muster_heartbeats_free (MusterHeartbeats *self)
{
  g_hash_table_unref (self->by_id);
  g_free (self);
}

/**
 * muster_heartbeats_get:
 * @self: heartbeats
 * @id: of an object
 *
 * Returns: (nullable) (transfer none): it
 */
MusterHeartbeat *
muster_heartbeats_get (const MusterHeartbeats *self, MusterUlid id)
{
  return g_hash_table_lookup (self->by_id, &id);
}

/**
 * muster_heartbeats_put:
 * @self: heartbeats
 * @object: of that type
 * @at_us: when it was configured
 *
 * Takes it as it is now. One that is removed, or whose body cannot be read any more, is due at
 * once: if it was missing, it no longer is.
 */
void
muster_heartbeats_put (MusterHeartbeats *self, const MusterObject *object, gint64 at_us)
{
  MusterHeartbeat *heartbeat = muster_heartbeats_get (self, object->id);
  g_auto (MusterHeartbeatBody) body = { 0 };
  gboolean removed = object->removed || !muster_heartbeat_body_read (object->body, &body, NULL);

  self->first = NULL;
  if (removed && heartbeat == NULL)
    return;
  if (heartbeat == NULL)
    {
      heartbeat = g_new0 (MusterHeartbeat, 1);
      heartbeat->id = object->id;
      heartbeat->heard_us = at_us;
      heartbeat->told_us = MUSTER_NO_TIME;
      g_hash_table_insert (self->by_id, &heartbeat->id, heartbeat);
    }
  heartbeat->removed = removed;
  if (removed)
    heartbeat->told_us = at_us;
  heartbeat->interval_us = body.interval_us;
  heartbeat->grace_us = body.grace_us;
}

/**
 * muster_heartbeats_grant_grace:
 * @self: heartbeats
 * @at_us: from when on they can be heard again
 *
 * Waits for each anew.
 */
void
muster_heartbeats_grant_grace (MusterHeartbeats *self, gint64 at_us)
{
  GHashTableIter iter;
  gpointer value;

  self->first = NULL;
  g_hash_table_iter_init (&iter, self->by_id);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      MusterHeartbeat *heartbeat = value;

      heartbeat->heard_us = at_us;
      if (heartbeat->told_us != MUSTER_NO_TIME)
        heartbeat->told_us = at_us;
    }
}

/**
 * muster_heartbeats_hear:
 * @self: heartbeats
 * @heartbeat: one of them
 * @at_us: now
 *
 * It is alive.
 */
void
muster_heartbeats_hear (MusterHeartbeats *self, MusterHeartbeat *heartbeat, gint64 at_us)
{
  self->first = NULL;
  heartbeat->heard_us = at_us;
  heartbeat->told_us = MUSTER_NO_TIME;
}

/**
 * muster_heartbeats_tell:
 * @self: heartbeats
 * @heartbeat: one of them; gone afterwards if it was removed
 * @at_us: now
 *
 * Notes that it was said to be missing: it will be again after another interval, as every monitor
 * says again what still is so.
 */
void
muster_heartbeats_tell (MusterHeartbeats *self, MusterHeartbeat *heartbeat, gint64 at_us)
{
  self->first = NULL;
  if (heartbeat->removed)
    g_hash_table_remove (self->by_id, &heartbeat->id);
  else
    heartbeat->told_us = at_us;
}

static gint64
due_us (const MusterHeartbeat *heartbeat)
{
  if (heartbeat->removed)
    return heartbeat->told_us;
  if (heartbeat->told_us != MUSTER_NO_TIME)
    return heartbeat->told_us + heartbeat->interval_us;
  return heartbeat->heard_us + heartbeat->interval_us + heartbeat->grace_us;
}

/**
 * muster_heartbeats_first:
 * @self: heartbeats
 * @out_us: (out): when it is due; %G_MAXINT64 if there is none
 *
 * Looks for it only after something changed.
 *
 * Returns: (nullable) (transfer none): the one that is due first; of several, the oldest
 */
MusterHeartbeat *
muster_heartbeats_first (MusterHeartbeats *self, gint64 *out_us)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->by_id);
  if (self->first == NULL)
    while (g_hash_table_iter_next (&iter, NULL, &value))
      {
        MusterHeartbeat *one = value, *best = self->first;

        if (best == NULL || due_us (one) < due_us (best) ||
            (due_us (one) == due_us (best) && muster_ulid_compare (one->id, best->id) < 0))
          self->first = one;
      }
  *out_us = self->first != NULL ? due_us (self->first) : G_MAXINT64;
  return self->first;
}
