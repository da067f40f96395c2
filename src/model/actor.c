/* actor.c - who did it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/actor.h"

#include <string.h>

static const char *const prefixes[] = {
  [MUSTER_ACTOR_PERSON] = "person:",
  [MUSTER_ACTOR_KEY] = "key:",
  [MUSTER_ACTOR_NODE] = "node:",
  [MUSTER_ACTOR_SCREEN] = "screen:",
};

/**
 * muster_actor_parse:
 * @text: "hub", or a type, a colon and an id
 * @n: its bytes, or -1
 * @out: (out): the actor
 *
 * Returns: whether it is one
 */
gboolean
muster_actor_parse (const char *text, gssize n, MusterActor *out)
{
  gsize length = n < 0 ? strlen (text) : (gsize) n;

  *out = (MusterActor){ MUSTER_ACTOR_HUB, { 0, 0 } };
  if (length == 3 && memcmp (text, "hub", 3) == 0)
    return TRUE;
  for (guint i = MUSTER_ACTOR_PERSON; i < G_N_ELEMENTS (prefixes); i++)
    {
      gsize prefix_n = strlen (prefixes[i]);

      if (length == prefix_n + MUSTER_ULID_TEXT_BYTES && memcmp (text, prefixes[i], prefix_n) == 0)
        {
          out->type = (MusterActorType) i;
          return muster_ulid_parse (text + prefix_n, MUSTER_ULID_TEXT_BYTES, &out->id);
        }
    }
  return FALSE;
}

/**
 * muster_actor_append:
 * @self: an actor
 * @out: where to
 *
 * Writes it as heads have it.
 */
void
muster_actor_append (MusterActor self, GString *out)
{
  if (self.type == MUSTER_ACTOR_HUB)
    {
      g_string_append_len (out, "hub", 3);
      return;
    }
  g_return_if_fail ((guint) self.type < G_N_ELEMENTS (prefixes));
  g_string_append (out, prefixes[self.type]);
  muster_ulid_append (self.id, out);
}
