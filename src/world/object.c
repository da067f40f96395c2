/* object.c - one thing that is configured
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/directory.h"

/**
 * muster_object_new:
 * @type: one of MUSTER_OBJECT_…
 * @id: its id
 *
 * Returns: (transfer full): an object without a name
 */
MusterObject *
muster_object_new (const char *type, MusterUlid id)
{
  MusterObject *self = g_new0 (MusterObject, 1);

  self->type = g_strdup (type);
  self->id = id;
  self->name = g_strdup ("");
  self->old_until_us = MUSTER_NO_TIME;
  return self;
}

/**
 * muster_object_free:
 * @self: an object
 *
 * Frees it.
 */
void
muster_object_free (MusterObject *self)
{
  g_free (self->type);
  g_free (self->name);
  g_free (self->full_name);
  g_free (self->body);
  g_free (self->contact);
  g_free (self->hash);
  g_free (self->old_hash);
  g_free (self);
}

/**
 * muster_object_rotate:
 * @self: a key
 * @hash: (nullable): of its new token
 * @until_us: until when the token that it had is valid too, µs UTC
 * @now_us: when that was decided
 *
 * Gives it a new token.
 */
void
muster_object_rotate (MusterObject *self, const char *hash, gint64 until_us, gint64 now_us)
{
  muster_object_retire (self);
  if (until_us > now_us)
    {
      self->old_hash = g_steal_pointer (&self->hash);
      self->old_until_us = until_us;
    }
  g_free (self->hash);
  self->hash = g_strdup (hash);
}

/**
 * muster_object_retire:
 * @self: a key
 *
 * The token before its own is valid no longer.
 */
void
muster_object_retire (MusterObject *self)
{
  g_clear_pointer (&self->old_hash, g_free);
  self->old_until_us = MUSTER_NO_TIME;
}
