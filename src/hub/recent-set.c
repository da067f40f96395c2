/* recent-set.c - what was seen lately, and no more of it than fits
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/recent-set.h"

#include <string.h>

struct _MusterRecentSet
{
  guint max;
  GHashTable *digests; /* of MusterSha256, which the queue owns */
  GQueue oldest;       /* first */
};

/* It is a digest: any of its bytes will do. */
static guint
digest_hash (gconstpointer digest)
{
  guint hash;

  memcpy (&hash, digest, sizeof hash);
  return hash;
}

static gboolean
digest_equal (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, sizeof (MusterSha256)) == 0;
}

/**
 * muster_recent_set_new:
 * @max: how many it holds, > 0
 *
 * Returns: (transfer full): an empty set
 */
MusterRecentSet *
muster_recent_set_new (guint max)
{
  MusterRecentSet *self = g_new0 (MusterRecentSet, 1);

  self->max = max;
  self->digests = g_hash_table_new (digest_hash, digest_equal);
  g_queue_init (&self->oldest);
  return self;
}

/**
 * muster_recent_set_free:
 * @self: (transfer full): a set
 */
void
muster_recent_set_free (MusterRecentSet *self)
{
  g_hash_table_unref (self->digests);
  g_queue_clear_full (&self->oldest, g_free);
  g_free (self);
}

/**
 * muster_recent_set_has:
 * @digest: of something
 *
 * Returns: whether it is among the last that were added
 */
gboolean
muster_recent_set_has (const MusterRecentSet *self, const MusterSha256 *digest)
{
  return g_hash_table_contains (self->digests, digest);
}

/**
 * muster_recent_set_add:
 * @digest: of something
 *
 * Remembers it. One that is there already keeps its place.
 */
void
muster_recent_set_add (MusterRecentSet *self, const MusterSha256 *digest)
{
  MusterSha256 *copy;

  if (muster_recent_set_has (self, digest))
    return;
  if (self->oldest.length == self->max)
    {
      g_autofree MusterSha256 *oldest = g_queue_pop_head (&self->oldest);

      g_hash_table_remove (self->digests, oldest);
    }
  copy = g_memdup2 (digest, sizeof *digest);
  g_queue_push_tail (&self->oldest, copy);
  g_hash_table_add (self->digests, copy);
}
