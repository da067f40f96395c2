/* request-outcomes.c - what became of the latest requests, for senders that ask
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * In memory alone: senders ask a moment later, or never. Few do, so they are looked for one by one,
 * the latest first.
 */
#include "hub/request-outcomes.h"

typedef struct
{
  MusterUlid request;
  MusterReportOutcome outcome;
} Entry;

struct _MusterRequestOutcomes
{
  GArray *entries; /* of Entry; grows to max, then goes round */
  guint max;
  guint next;
};

/**
 * muster_request_outcomes_new:
 * @max: how many it holds, > 0
 *
 * Returns: (transfer full): an empty table
 */
MusterRequestOutcomes *
muster_request_outcomes_new (guint max)
{
  MusterRequestOutcomes *self = g_new0 (MusterRequestOutcomes, 1);

  self->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  self->max = max;
  return self;
}

/**
 * muster_request_outcomes_free:
 * @self: (transfer full): a table
 */
void
muster_request_outcomes_free (MusterRequestOutcomes *self)
{
  g_array_unref (self->entries);
  g_free (self);
}

/**
 * muster_request_outcomes_add:
 * @self: a table
 * @request: the id that its sender is told
 * @outcome: copied
 *
 * Remembers it. While there is room for more, nothing is forgotten.
 */
void
muster_request_outcomes_add (MusterRequestOutcomes *self,
                             MusterUlid request,
                             const MusterReportOutcome *outcome)
{
  const Entry entry = { request, *outcome };

  if (self->entries->len < self->max)
    g_array_append_val (self->entries, entry);
  else
    g_array_index (self->entries, Entry, self->next) = entry;
  self->next = (self->next + 1) % self->max;
}

/**
 * muster_request_outcomes_find:
 * @self: a table
 * @request: an id
 * @key: by which integration key it is asked for
 *
 * Returns: (transfer none) (nullable): what became of it
 */
const MusterReportOutcome *
muster_request_outcomes_find (const MusterRequestOutcomes *self, MusterUlid request, MusterUlid key)
{
  guint n = self->entries->len;

  for (guint i = 1; i <= n; i++)
    {
      const Entry *entry = &g_array_index (self->entries, Entry, (self->next + n - i) % n);

      if (muster_ulid_equal (entry->request, request) &&
          muster_ulid_equal (entry->outcome.key, key))
        return &entry->outcome;
    }
  return NULL;
}
