/* import-compare.c - an imported schedule beside what the other system made of it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/import-compare.h"

#include "base/civil-date.h"

#include <string.h>

static void
difference_free (gpointer data)
{
  MusterImportDifference *self = data;

  g_free (self->there);
  g_free (self->here);
  g_free (self);
}

/**
 * muster_import_comparison_free:
 * @self: a comparison
 *
 * Frees it.
 */
void
muster_import_comparison_free (MusterImportComparison *self)
{
  g_ptr_array_unref (self->differences);
  g_free (self);
}

/* --- sets of people as texts --- */

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Of names without an end; they are sorted. */
static char *
join_names (GPtrArray *names)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "",
                            (const char *) g_ptr_array_index (names, i));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * muster_import_name_set:
 * @body: a schedule
 * @span: of its roster
 *
 * Returns: (transfer full): who is on call, as a text; "" is nobody
 */
char *
muster_import_name_set (const MusterScheduleBody *body, MusterRosterSpan span)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < span.n; i++)
    g_ptr_array_add (names, g_ptr_array_index (body->people, span.people[i]));
  return join_names (names);
}

/* --- what was there --- */

/* Somebody comes on call, or goes. */
typedef struct
{
  gint64 at_s;
  const char *name;
  int by; /* 1 or -1 */
} Step;

static int
compare_steps (gconstpointer a, gconstpointer b)
{
  const Step *one = a, *other = b;

  return (one->at_s > other->at_s) - (one->at_s < other->at_s);
}

static GArray *
list_steps (const GArray *spans, gint64 from_s, gint64 to_s)
{
  GArray *steps = g_array_new (FALSE, FALSE, sizeof (Step));

  for (guint i = 0; i < spans->len; i++)
    {
      const MusterImportSpan *span = &g_array_index (spans, MusterImportSpan, i);
      const char *name = span->person->name != NULL ? span->person->name : "?";
      Step in = { MAX (span->start_s, from_s), name, 1 };
      Step out = { MIN (span->end_s, to_s), name, -1 };

      if (in.at_s >= out.at_s)
        continue;
      g_array_append_val (steps, in);
      g_array_append_val (steps, out);
    }
  g_array_sort (steps, compare_steps);
  return steps;
}

/* Who is on: some perhaps twice, by entries that overlap. */
static void
take_step (GHashTable *on, const Step *step)
{
  int n = GPOINTER_TO_INT (g_hash_table_lookup (on, step->name)) + step->by;

  if (n > 0)
    g_hash_table_replace (on, (gpointer) step->name, GINT_TO_POINTER (n));
  else
    g_hash_table_remove (on, step->name);
}

static char *
name_those_on (GHashTable *on)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, on);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    g_ptr_array_add (names, name);
  return join_names (names);
}

/* --- both --- */

static void
add_difference (MusterImportComparison *self,
                gint64 start_s,
                gint64 end_s,
                const char *there,
                const char *here)
{
  guint n = self->differences->len;
  MusterImportDifference *last = n > 0 ? g_ptr_array_index (self->differences, n - 1) : NULL;

  self->differing_s += end_s - start_s;
  if (last != NULL && last->end_s == start_s && strcmp (last->there, there) == 0 &&
      strcmp (last->here, here) == 0)
    {
      last->end_s = end_s;
      return;
    }
  last = g_new (MusterImportDifference, 1);
  *last = (MusterImportDifference){ start_s, end_s, g_strdup (there), g_strdup (here) };
  g_ptr_array_add (self->differences, last);
}

/* A stretch in which those that are there do not change. */
static void
compare_stretch (MusterImportComparison *self,
                 const MusterScheduleBody *body,
                 const MusterRoster *roster,
                 gint64 start_s,
                 GHashTable *on,
                 gint64 end_s)
{
  g_autofree char *there = name_those_on (on);

  while (start_s < end_s)
    {
      MusterRosterSpan span = muster_roster_get_at (roster, start_s);
      g_autofree char *here = muster_import_name_set (body, span);
      gint64 until_s = MIN (span.end_s, end_s);

      if (strcmp (there, here) != 0)
        add_difference (self, start_s, until_s, there, here);
      start_s = until_s;
    }
}

static void
compare (MusterImportComparison *self,
         const GArray *spans,
         const MusterScheduleBody *body,
         const MusterRoster *roster)
{
  g_autoptr (GArray) steps = list_steps (spans, self->from_s, self->to_s);
  g_autoptr (GHashTable) on = g_hash_table_new (g_str_hash, g_str_equal);
  gint64 at_s = self->from_s;

  for (guint i = 0; i < steps->len; i++)
    {
      const Step *step = &g_array_index (steps, Step, i);

      if (step->at_s > at_s)
        compare_stretch (self, body, roster, at_s, on, step->at_s);
      at_s = step->at_s;
      take_step (on, step);
    }
  if (at_s < self->to_s)
    compare_stretch (self, body, roster, at_s, on, self->to_s);
}

/**
 * muster_import_compare:
 * @schedule: what was imported
 * @body: the same, as it is here
 * @error: %MUSTER_MODEL_ERROR_INVALID
 *
 * Compares what both make of it, for the time of which the other's is known, up to
 * %MUSTER_IMPORT_COMPARE_DAYS days.
 *
 * Returns: (transfer full) (nullable): how they differ
 */
MusterImportComparison *
muster_import_compare (const MusterImportSchedule *schedule,
                       const MusterScheduleBody *body,
                       GError **error)
{
  g_autoptr (MusterImportComparison) self = g_new0 (MusterImportComparison, 1);
  g_autoptr (MusterRoster) roster = NULL;

  self->schedule = schedule->name;
  self->differences = g_ptr_array_new_with_free_func (difference_free);
  for (guint i = 0; i < schedule->final->len; i++)
    {
      const MusterImportSpan *span = &g_array_index (schedule->final, MusterImportSpan, i);

      self->from_s = i > 0 ? MIN (self->from_s, span->start_s) : span->start_s;
      self->to_s = i > 0 ? MAX (self->to_s, span->end_s) : span->end_s;
    }
  self->to_s = MIN (self->to_s, self->from_s + MUSTER_IMPORT_COMPARE_DAYS * MUSTER_DAY_S);
  if (schedule->final->len == 0)
    return g_steal_pointer (&self);
  roster = muster_schedule_resolve (body->schedule, self->from_s, self->to_s, error);
  if (roster == NULL)
    return NULL;
  compare (self, schedule->final, body, roster);
  return g_steal_pointer (&self);
}
