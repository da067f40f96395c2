/* holidays.c - days on which whoever is on call had rather not be
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "oncall/holidays.h"

#include "base/civil-date.h"
#include "base/json-reader.h"
#include "base/wall-time.h"

static int
compare_days (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;

  return x < y ? -1 : x > y;
}

static void
add_day (GArray *days, MusterText text)
{
  g_autofree char *wall = g_strdup_printf ("%.*sT00:00", (int) text.n, text.bytes);
  gint64 wall_s, day;

  if (text.n != 10 || days->len >= MUSTER_HOLIDAYS_MAX || !muster_wall_time_parse (wall, &wall_s))
    return;
  day = muster_floor_div (wall_s, MUSTER_DAY_S);
  g_array_append_val (days, day);
}

/**
 * muster_holidays_read:
 * @body: (nullable): JSON of a schedule or a person
 *
 * Returns: (transfer full) (nullable) (element-type gint64): its holidays, as days since 1970
 */
GArray *
muster_holidays_read (const char *body)
{
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  g_autoptr (GArray) days = g_array_new (FALSE, FALSE, sizeof (gint64));
  MusterText member, text;

  if (body == NULL)
    return NULL;
  muster_json_reader_begin (reader, body, strlen (body), NULL);
  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &member))
    {
      if (!muster_text_equal (member, "holidays") ||
          muster_json_reader_peek (reader) != MUSTER_JSON_ARRAY)
        {
          muster_json_reader_skip (reader);
          continue;
        }
      muster_json_reader_enter_array (reader);
      while (muster_json_reader_next_item (reader))
        if (muster_json_reader_string (reader, &text))
          add_day (days, text);
    }
  g_array_sort (days, compare_days);
  return days->len > 0 ? g_steal_pointer (&days) : NULL;
}

/**
 * muster_holidays_measure:
 * @days: (nullable) (element-type gint64): days
 * @duties: (element-type MusterDuty): when somebody is on call
 * @zone: where they live
 * @out_n: (out): of how many of the days they have a part
 *
 * Returns: how long they are on call on these days, in seconds
 */
gint64
muster_holidays_measure (const GArray *days, const GArray *duties, GTimeZone *zone, guint *out_n)
{
  gint64 sum_s = 0, last_day = G_MININT64;

  *out_n = 0;
  for (guint i = 0; days != NULL && i < days->len; i++)
    {
      gint64 day = g_array_index (days, gint64, i), part_s = 0;
      gint64 from_s = muster_wall_time_to_utc (zone, day * MUSTER_DAY_S);
      gint64 to_s = muster_wall_time_to_utc (zone, (day + 1) * MUSTER_DAY_S);

      if (day == last_day)
        continue;
      last_day = day;
      for (guint j = 0; j < duties->len; j++)
        {
          const MusterDuty *duty = &g_array_index (duties, MusterDuty, j);

          part_s += MAX (MIN (duty->end_s, to_s) - MAX (duty->start_s, from_s), 0);
        }
      sum_s += part_s;
      *out_n += part_s > 0;
    }
  return sum_s;
}
