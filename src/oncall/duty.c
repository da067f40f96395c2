/* duty.c - when one person is on call
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "oncall/duty.h"

static void
add (GArray *duties, MusterDuty duty, gint64 pause_s)
{
  MusterDuty *last = duties->len > 0 ? &g_array_index (duties, MusterDuty, duties->len - 1) : NULL;

  if (last != NULL && duty.start_s - last->end_s < pause_s)
    last->end_s = duty.end_s;
  else
    g_array_append_val (duties, duty);
}

/**
 * muster_roster_list_duties:
 * @self: a roster
 * @n_people: people are below that
 *
 * Returns: (transfer full) (element-type GArray): of each person when they are on call
 */
GPtrArray *
muster_roster_list_duties (const MusterRoster *self, guint n_people)
{
  GPtrArray *duties = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);

  for (guint i = 0; i < n_people; i++)
    g_ptr_array_add (duties, g_array_new (FALSE, FALSE, sizeof (MusterDuty)));
  for (guint i = 0; i < muster_roster_get_n_spans (self); i++)
    {
      MusterRosterSpan span = muster_roster_get_span (self, i);
      MusterDuty duty = { span.start_s, span.end_s };

      for (guint j = 0; j < span.n; j++)
        if (span.people[j] < n_people)
          add (g_ptr_array_index (duties, span.people[j]), duty, 1);
    }
  return duties;
}

/**
 * muster_duties_join:
 * @duties: (element-type MusterDuty): when somebody is on call
 * @pause_s: seconds
 *
 * Returns: (transfer full) (element-type MusterDuty): the same without the pauses that are shorter
 */
GArray *
muster_duties_join (const GArray *duties, gint64 pause_s)
{
  GArray *joined = g_array_new (FALSE, FALSE, sizeof (MusterDuty));

  for (guint i = 0; i < duties->len; i++)
    add (joined, g_array_index (duties, MusterDuty, i), pause_s);
  return joined;
}
