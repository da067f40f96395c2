/* shift-candidates.c - who had best take a shift that somebody cannot, or that nobody has
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whoever would break the fewest rules of the lint comes first, and of those who has the least.
 */
#include "oncall/shift-candidates.h"

#include "base/civil-date.h"
#include "oncall/lint.h"

#define LONGEST_S (MUSTER_LINT_SHIFT_DAYS_MAX * MUSTER_DAY_S)
#define REST_S    (MUSTER_LINT_REST_DAYS_MIN * MUSTER_DAY_S)

/* How much of [start, end) is in @duties. */
static gint64
sum_within (const GArray *duties, gint64 start_s, gint64 end_s)
{
  gint64 sum_s = 0;

  for (guint i = 0; i < duties->len; i++)
    {
      const MusterDuty *duty = &g_array_index (duties, MusterDuty, i);

      sum_s += MAX (MIN (duty->end_s, end_s) - MAX (duty->start_s, start_s), 0);
    }
  return sum_s;
}

/* The same duties and that shift, in order. */
static GArray *
with_shift (const GArray *duties, MusterDuty shift)
{
  GArray *all = g_array_new (FALSE, FALSE, sizeof (MusterDuty));
  gboolean added = FALSE;

  for (guint i = 0; i < duties->len; i++)
    {
      const MusterDuty *duty = &g_array_index (duties, MusterDuty, i);

      if (duty->end_s < shift.start_s || duty->start_s > shift.end_s)
        {
          if (!added && duty->start_s > shift.end_s)
            g_array_append_val (all, shift);
          added |= duty->start_s > shift.end_s;
          g_array_append_vals (all, duty, 1);
          continue;
        }
      shift.start_s = MIN (shift.start_s, duty->start_s);
      shift.end_s = MAX (shift.end_s, duty->end_s);
    }
  if (!added)
    g_array_append_val (all, shift);
  return all;
}

/* How long the shift is that [start, end) is a part of. */
static gint64
measure_shift (const GArray *duties, gint64 start_s)
{
  g_autoptr (GArray) shifts = muster_duties_join (duties, MUSTER_DAY_S);

  for (guint i = 0; i < shifts->len; i++)
    {
      const MusterDuty *shift = &g_array_index (shifts, MusterDuty, i);

      if (shift->start_s <= start_s && shift->end_s > start_s)
        return shift->end_s - shift->start_s;
    }
  return 0;
}

static gboolean
is_short (gint64 rest_s)
{
  return rest_s >= 0 && rest_s < REST_S;
}

static void
judge (MusterShiftCandidate *self, const GArray *duties, gint64 start_s, gint64 end_s)
{
  g_autoptr (GArray) all = with_shift (duties, (MusterDuty){ start_s, end_s });
  gint64 has_s = sum_within (duties, start_s, end_s);

  self->rest = muster_rest_around (all, start_s, end_s);
  self->shift_s = measure_shift (all, start_s);
  self->load_s =
      sum_within (duties, start_s - MUSTER_CANDIDATES_AROUND_S, end_s + MUSTER_CANDIDATES_AROUND_S);
  self->added_s = end_s - start_s - has_s;
  self->is_free = has_s == 0;
  self->n_broken = (guint) (!self->is_free + is_short (self->rest.before_s) +
                            is_short (self->rest.after_s) + (self->shift_s > LONGEST_S));
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const MusterShiftCandidate *x = a, *y = b;
  gint64 x_s = x->load_s + x->added_s, y_s = y->load_s + y->added_s;

  if (x->n_broken != y->n_broken)
    return x->n_broken < y->n_broken ? -1 : 1;
  if (x_s != y_s)
    return x_s < y_s ? -1 : 1;
  return (x->person > y->person) - (x->person < y->person);
}

/**
 * muster_shift_candidates_rank:
 * @roster: who is on call, from long before to long after
 * @n_people: people are below that
 * @start_s: when the shift begins
 * @end_s: when it ends
 *
 * Returns: (transfer full) (element-type MusterShiftCandidate): all of them, best first
 */
GArray *
muster_shift_candidates_rank (const MusterRoster *roster,
                              guint n_people,
                              gint64 start_s,
                              gint64 end_s)
{
  g_autoptr (GPtrArray) duties = muster_roster_list_duties (roster, n_people);
  GArray *candidates = g_array_new (FALSE, TRUE, sizeof (MusterShiftCandidate));

  g_array_set_size (candidates, n_people);
  for (guint i = 0; i < n_people; i++)
    {
      MusterShiftCandidate *candidate = &g_array_index (candidates, MusterShiftCandidate, i);

      candidate->person = i;
      judge (candidate, g_ptr_array_index (duties, i), start_s, end_s);
    }
  g_array_sort (candidates, compare);
  return candidates;
}

static void
add_rest (GStrvBuilder *builder, gint64 rest_s, const char *when)
{
  g_autofree char *text = NULL;

  if (!is_short (rest_s))
    return;
  text = g_strdup_printf ("%" G_GINT64_FORMAT " day%s of rest %s, the rule asks for %d",
                          rest_s / MUSTER_DAY_S, rest_s / MUSTER_DAY_S == 1 ? "" : "s", when,
                          MUSTER_LINT_REST_DAYS_MIN);
  g_strv_builder_add (builder, text);
}

/**
 * muster_shift_candidate_describe_broken:
 * @self: a candidate
 *
 * Returns: (transfer full): each rule that it would break
 */
GStrv
muster_shift_candidate_describe_broken (const MusterShiftCandidate *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (!self->is_free)
    g_strv_builder_add (builder, "is on call then already");
  add_rest (builder, self->rest.before_s, "before");
  add_rest (builder, self->rest.after_s, "after");
  if (self->shift_s > LONGEST_S)
    {
      g_autofree char *text =
          g_strdup_printf ("%" G_GINT64_FORMAT " days without a day's pause, the rule allows %d",
                           self->shift_s / MUSTER_DAY_S, MUSTER_LINT_SHIFT_DAYS_MAX);

      g_strv_builder_add (builder, text);
    }
  return g_strv_builder_end (builder);
}
