/* roster-change.c - what two rosters differ in: whose duty moved
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A modifier, a new version, or other zone data: what was told to people before and is not so any
 * more (on-call rule 10).
 */
#include "oncall/roster-change.h"

typedef struct
{
  GArray *changes;  /* of MusterRosterChange */
  GHashTable *last; /* a person to the place of their last change, plus 1 */
} Comparing;

static gboolean
is_on (MusterRosterSpan span, guint person)
{
  for (guint i = 0; i < span.n; i++)
    if (span.people[i] == person)
      return TRUE;
  return FALSE;
}

/* What goes on where the last one of the same person ended is the same change. */
static void
add (Comparing *self, MusterRosterChange change)
{
  gpointer key = GUINT_TO_POINTER (change.person);
  guint place = GPOINTER_TO_UINT (g_hash_table_lookup (self->last, key));
  MusterRosterChange *last =
      place != 0 ? &g_array_index (self->changes, MusterRosterChange, place - 1) : NULL;

  if (last != NULL && last->end_s == change.start_s && last->gained == change.gained)
    {
      last->end_s = change.end_s;
      return;
    }
  g_array_append_val (self->changes, change);
  g_hash_table_insert (self->last, key, GUINT_TO_POINTER (self->changes->len));
}

/* Those on call by @a and not by @b, from one instant to another. */
static void
add_missing (Comparing *self, MusterRosterSpan a, MusterRosterSpan b, MusterRosterChange change)
{
  for (guint i = 0; i < a.n; i++)
    {
      change.person = a.people[i];
      if (!is_on (b, change.person))
        add (self, change);
    }
}

/**
 * muster_roster_compare:
 * @before: a roster
 * @after: one of the same people, from and to the same instants
 *
 * Returns: (transfer full) (element-type MusterRosterChange): who is on call by one and not by the
 *   other
 */
GArray *
muster_roster_compare (const MusterRoster *before, const MusterRoster *after)
{
  g_autoptr (GHashTable) last = g_hash_table_new (NULL, NULL);
  Comparing self = { g_array_new (FALSE, FALSE, sizeof (MusterRosterChange)), last };
  guint i = 0, j = 0;

  while (i < muster_roster_get_n_spans (before) && j < muster_roster_get_n_spans (after))
    {
      MusterRosterSpan was = muster_roster_get_span (before, i);
      MusterRosterSpan is = muster_roster_get_span (after, j);
      MusterRosterChange change = { 0, FALSE, MAX (was.start_s, is.start_s),
                                    MIN (was.end_s, is.end_s) };

      add_missing (&self, was, is, change);
      change.gained = TRUE;
      add_missing (&self, is, was, change);
      i += was.end_s <= is.end_s;
      j += is.end_s <= was.end_s;
    }
  return self.changes;
}

/**
 * muster_roster_new_empty:
 * @from_s: an instant
 * @to_s: a later one
 *
 * Returns: (transfer full): that nobody is on call between them
 */
MusterRoster *
muster_roster_new_empty (gint64 from_s, gint64 to_s)
{
  MusterRoster *roster = g_new (MusterRoster, 1);

  roster->sets = muster_member_sets_new ();
  roster->timeline = muster_timeline_new (to_s);
  muster_timeline_append (roster->timeline, from_s, MUSTER_NOBODY);
  return roster;
}

/**
 * muster_roster_renumber:
 * @self: a roster
 * @numbers: of each of its people, their number in another
 *
 * Returns: (transfer full): the same by those numbers
 */
MusterRoster *
muster_roster_renumber (const MusterRoster *self, const guint *numbers)
{
  MusterRoster *roster = g_new (MusterRoster, 1);
  g_autoptr (GArray) people = g_array_new (FALSE, FALSE, sizeof (guint));

  roster->sets = muster_member_sets_new ();
  roster->timeline = muster_timeline_new (self->timeline->end_s);
  for (guint i = 0; i < muster_roster_get_n_spans (self); i++)
    {
      MusterRosterSpan span = muster_roster_get_span (self, i);

      g_array_set_size (people, 0);
      for (guint j = 0; j < span.n; j++)
        g_array_append_val (people, numbers[span.people[j]]);
      muster_timeline_append (roster->timeline, span.start_s,
                              muster_member_sets_add (roster->sets,
                                                      (const guint *) (gpointer) people->data,
                                                      people->len));
    }
  return roster;
}
