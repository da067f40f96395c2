/* json-names.c - the names of the objects that a reader is inside of
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/json-names.h"
#include "base/crypto.h"
#include "base/hash.h"

#define SIEVE_WORDS 8 /* × 64 bits: two for each name of the largest object */

/* Names are found again in three steps: a bit of the object's sieve says "perhaps" (hardly ever for
 * an object of ordinary size), then 64-bit hashes are compared in a row, then bytes.
 *
 * What the worst sender can cost: an object has at most 256 names, so a name meets at most 255
 * hashes, 128 on average, of 8 bytes in a row; the shortest member with a name of its own is some
 * 7 bytes (',"ab":1'), so a MiB holds 150,000 and needs at most 20 million comparisons of words.
 * Bytes are compared only where hashes are equal, which a sender who does not know the seed cannot
 * arrange. */
typedef struct
{
  guint first; /* of this object's names */
  guint64 sieve[SIEVE_WORDS];
} Object;

struct _MusterJsonNames
{
  guint64 seed;
  guint n_objects;
  guint n;
  guint room;
  guint64 *hashes;
  MusterText *names;
  Object objects[MUSTER_JSON_DEPTH_MAX];
};

/**
 * muster_json_names_new:
 *
 * Returns: (transfer full): no objects and no names, with a hash seed of its own
 */
MusterJsonNames *
muster_json_names_new (void)
{
  MusterJsonNames *self = g_new0 (MusterJsonNames, 1);

  muster_random_bytes ((guchar *) &self->seed, sizeof self->seed);
  return self;
}

/**
 * muster_json_names_free:
 * @self: names
 */
void
muster_json_names_free (MusterJsonNames *self)
{
  g_free (self->hashes);
  g_free (self->names);
  g_free (self);
}

/**
 * muster_json_names_clear:
 * @self: names
 *
 * Closes every object; keeps the room.
 */
void
muster_json_names_clear (MusterJsonNames *self)
{
  self->n_objects = 0;
  self->n = 0;
}

/**
 * muster_json_names_open:
 * @self: names, of fewer than MUSTER_JSON_DEPTH_MAX objects
 *
 * Enters an object.
 */
void
muster_json_names_open (MusterJsonNames *self)
{
  g_return_if_fail (self->n_objects < MUSTER_JSON_DEPTH_MAX);

  self->objects[self->n_objects++] = (Object){ .first = self->n };
}

/**
 * muster_json_names_close:
 * @self: names, of an open object
 *
 * Leaves the innermost object and forgets its names.
 */
void
muster_json_names_close (MusterJsonNames *self)
{
  g_return_if_fail (self->n_objects > 0);

  self->n = self->objects[--self->n_objects].first;
}

static gboolean
holds (const MusterJsonNames *self, guint first, guint64 hash, MusterText name)
{
  for (guint i = first; i < self->n; i++)
    if (G_UNLIKELY (self->hashes[i] == hash) && self->names[i].n == name.n &&
        memcmp (self->names[i].bytes, name.bytes, name.n) == 0)
      return TRUE;
  return FALSE;
}

static void
append (MusterJsonNames *self, guint64 hash, MusterText name)
{
  if (self->n == self->room)
    {
      self->room = MAX (2 * self->room, MUSTER_JSON_MEMBERS_MAX);
      self->hashes = g_renew (guint64, self->hashes, self->room);
      self->names = g_renew (MusterText, self->names, self->room);
    }
  self->hashes[self->n] = hash;
  self->names[self->n++] = name;
}

/**
 * muster_json_names_add:
 * @self: names, of an open object
 * @name: a name after unescaping; its bytes must stay until the object is closed
 *
 * Returns: whether it is new to the innermost object, and fits
 */
MusterJsonNameResult
muster_json_names_add (MusterJsonNames *self, MusterText name)
{
  Object *object = &self->objects[self->n_objects - 1];
  guint64 hash = muster_hash (self->seed, name.bytes, name.n);
  guint64 *word = &object->sieve[hash / 64 % SIEVE_WORDS];
  guint64 bit = G_GUINT64_CONSTANT (1) << hash % 64;

  if ((*word & bit) != 0 && holds (self, object->first, hash, name))
    return MUSTER_JSON_NAME_REPEATED;
  if (self->n - object->first == MUSTER_JSON_MEMBERS_MAX)
    return MUSTER_JSON_NAME_TOO_MANY;
  *word |= bit;
  append (self, hash, name);
  return MUSTER_JSON_NAME_NEW;
}
