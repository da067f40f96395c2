/* rebalance.c - which shifts had better be somebody else's, so that all have alike
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One shift moves at a time: whoever had most has less then, and whoever takes it has less than the
 * other had. So it always becomes more even, and who asks again and again comes to an end.
 */
#include "oncall/rebalance.h"

/* A shift that is longer is no shift, but somebody who is always there. */
#define SHIFT_S_MAX (14 * G_GINT64_CONSTANT (86400))

/* Of shifts by the hour the first are as good as any. */
#define LOOKED_MAX 100

static gint64
sum_within (const GArray *duties, gint64 from_s, gint64 to_s)
{
  gint64 sum_s = 0;

  for (guint i = 0; i < duties->len; i++)
    {
      const MusterDuty *duty = &g_array_index (duties, MusterDuty, i);

      sum_s += MAX (MIN (duty->end_s, to_s) - MAX (duty->start_s, from_s), 0);
    }
  return sum_s;
}

/* Who has most; the first of several. */
static guint
find_most (const GArray *sums)
{
  guint most = 0;

  for (guint i = 1; i < sums->len; i++)
    if (g_array_index (sums, gint64, i) > g_array_index (sums, gint64, most))
      most = i;
  return most;
}

/* The best of those who are in the roster and would have less than the other has. FALSE: nobody. */
static gboolean
find_other (const MusterRoster *roster,
            const GPtrArray *duties,
            const GArray *sums,
            MusterRebalance *self)
{
  g_autoptr (GArray) ranked =
      muster_shift_candidates_rank (roster, duties->len, self->start_s, self->end_s);

  for (guint i = 0; i < ranked->len; i++)
    {
      const MusterShiftCandidate *one = &g_array_index (ranked, MusterShiftCandidate, i);
      gint64 sum_s = g_array_index (sums, gint64, one->person);

      if (!one->is_free || ((const GArray *) g_ptr_array_index (duties, one->person))->len == 0 ||
          sum_s + self->end_s - self->start_s >= self->person_s)
        continue;
      self->other = one->person;
      self->other_s = sum_s;
      self->n_broken = one->n_broken;
      return TRUE;
    }
  return FALSE;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const MusterRebalance *x = a, *y = b;

  if (x->n_broken != y->n_broken)
    return x->n_broken < y->n_broken ? -1 : 1;
  if (x->other_s != y->other_s)
    return x->other_s < y->other_s ? -1 : 1;
  return (x->start_s > y->start_s) - (x->start_s < y->start_s);
}

/**
 * muster_rebalance_suggest:
 * @roster: who is on call
 * @n_people: people are below that
 * @from_s: from when on it is counted what each has
 * @now_s: what begins before it stays as it is
 * @to_s: until when all of it
 *
 * Looks at each shift of whoever has most, and at who had best take it.
 *
 * Returns: (transfer full) (element-type MusterRebalance): %MUSTER_REBALANCE_MAX at most
 */
GArray *
muster_rebalance_suggest (const MusterRoster *roster,
                          guint n_people,
                          gint64 from_s,
                          gint64 now_s,
                          gint64 to_s)
{
  g_autoptr (GPtrArray) duties = muster_roster_list_duties (roster, n_people);
  g_autoptr (GArray) sums = g_array_new (FALSE, TRUE, sizeof (gint64));
  GArray *found = g_array_new (FALSE, TRUE, sizeof (MusterRebalance));
  const GArray *own;
  guint most;

  for (guint i = 0; i < n_people; i++)
    {
      gint64 sum_s = sum_within (g_ptr_array_index (duties, i), from_s, to_s);

      g_array_append_val (sums, sum_s);
    }
  if (n_people == 0)
    return found;
  most = find_most (sums);
  own = g_ptr_array_index (duties, most);
  for (guint i = 0, looked = 0; i < own->len && looked < LOOKED_MAX; i++)
    {
      const MusterDuty *duty = &g_array_index (own, MusterDuty, i);
      MusterRebalance one = { .person = most,
                              .start_s = duty->start_s,
                              .end_s = duty->end_s,
                              .person_s = g_array_index (sums, gint64, most) };

      if (duty->start_s < now_s || duty->end_s > to_s || duty->end_s - duty->start_s > SHIFT_S_MAX)
        continue;
      looked++;
      if (find_other (roster, duties, sums, &one))
        g_array_append_val (found, one);
    }
  g_array_sort (found, compare);
  if (found->len > MUSTER_REBALANCE_MAX)
    g_array_set_size (found, MUSTER_REBALANCE_MAX);
  return found;
}
