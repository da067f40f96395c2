/* rest.c - how long somebody rests before and after a shift
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "oncall/rest.h"

#include "base/civil-date.h"

/**
 * muster_rest_around:
 * @duties: (element-type MusterDuty): when somebody is on call, with what is asked about
 * @start_s: an instant
 * @end_s: a later one
 *
 * Duties that less than a day lies between are one shift, as for the lint.
 *
 * Returns: how long it is from the shift before, and to the one after
 */
MusterRest
muster_rest_around (const GArray *duties, gint64 start_s, gint64 end_s)
{
  g_autoptr (GArray) shifts = muster_duties_join (duties, MUSTER_DAY_S);
  MusterRest rest = { -1, -1 };
  gint64 first_s = start_s, last_s = end_s;

  for (guint i = 0; i < shifts->len; i++)
    {
      const MusterDuty *shift = &g_array_index (shifts, MusterDuty, i);

      if (shift->start_s < end_s && shift->end_s > start_s)
        {
          first_s = MIN (first_s, shift->start_s);
          last_s = MAX (last_s, shift->end_s);
        }
    }
  for (guint i = 0; i < shifts->len; i++)
    {
      const MusterDuty *shift = &g_array_index (shifts, MusterDuty, i);

      if (shift->end_s <= first_s)
        rest.before_s = first_s - shift->end_s;
      else if (shift->start_s >= last_s && rest.after_s < 0)
        rest.after_s = shift->start_s - last_s;
    }
  return rest;
}
