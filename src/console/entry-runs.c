/* entry-runs.c - what alerts did between two deeds of people, in a line for each rule
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/entry-runs.h"

#include "response/timeline-entry.h"

/* By rule: where the lines of the stretch are, each chained to the one before it of its rule. */
typedef struct
{
  GArray *runs;      /* of MusterEntry */
  GHashTable *rules; /* alert name → one more than the index of its last line */
  guint first;       /* line of the stretch */
} Stretch;

static MusterEntry *
find_run (Stretch *self, const MusterEntry *entry)
{
  guint at = GPOINTER_TO_UINT (
      g_hash_table_lookup (self->rules, entry->detail != NULL ? entry->detail : ""));
  MusterEntry *run = at > self->first ? &g_array_index (self->runs, MusterEntry, at - 1) : NULL;

  return run != NULL && !run->pinned && !entry->pinned && muster_entry_continues (run, entry)
             ? run
             : NULL;
}

static void
add_to_stretch (Stretch *self, const MusterEntry *entry)
{
  MusterEntry *run = find_run (self, entry);

  if (run != NULL)
    {
      muster_entry_extend (run, entry);
      return;
    }
  g_array_append_val (self->runs, *entry);
  g_hash_table_insert (self->rules, entry->detail != NULL ? entry->detail : "",
                       GUINT_TO_POINTER (self->runs->len));
}

/**
 * muster_entry_runs_new:
 * @entries: (element-type MusterEntry): an incident's lines, by seq
 *
 * A storm comes from several rules at once, and its lines would drown what people write: between
 * two lines of people each rule has one, which counts on. A pinned line stands by itself.
 *
 * Returns: (transfer full) (element-type MusterEntry): the lines to show; what they point to is
 *   that of @entries
 */
GArray *
muster_entry_runs_new (const GPtrArray *entries)
{
  g_autoptr (GHashTable) rules = g_hash_table_new (g_str_hash, g_str_equal);
  GArray *runs = g_array_sized_new (FALSE, FALSE, sizeof (MusterEntry), entries->len);
  Stretch stretch = { runs, rules, 0 };

  for (guint i = 0; i < entries->len; i++)
    {
      const MusterEntry *entry = g_ptr_array_index (entries, i);

      if (muster_entry_is_of_alerts (entry))
        {
          add_to_stretch (&stretch, entry);
          continue;
        }
      g_array_append_val (runs, *entry);
      stretch.first = runs->len;
    }
  return runs;
}
