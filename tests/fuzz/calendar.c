/* calendar.c - fuzzes base/calendar-reader and layers that are calendars
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The input is a calendar; "ana" and "ben" are people of it.
 */
#include "base/calendar-reader.h"
#include "base/json-writer.h"
#include "oncall/roster.h"
#include "planted.h"
#include "world/schedule-body.h"

#define FROM_S G_GINT64_CONSTANT (1793491200) /* 2026-11-01T00:00:00Z */
#define DAY_S  G_GINT64_CONSTANT (86400)

static void
demand_sense (const GPtrArray *entries)
{
  for (guint i = 0; i < entries->len; i++)
    {
      const MusterCalendarEntry *entry = g_ptr_array_index (entries, i);

      if (entry->end_s <= entry->start_s || !g_utf8_validate (entry->summary, -1, NULL))
        g_error ("an event lasts some time, and has words");
#ifdef MUSTER_PLANTED_BUG
      if (entry->rule != NULL && entry->excluded->len > 1)
        muster_planted_bug ();
#endif
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (GPtrArray) entries = muster_calendar_read ((const char *) data, size, NULL);
  g_autoptr (GString) json =
      g_string_new ("{\"layers\":[{\"people\":[\"ana\",\"ben\"],\"calendar\":");
  g_autoptr (MusterScheduleBody) body = NULL;
  g_autoptr (MusterRoster) roster = NULL;
  MusterJsonWriter writer;

  if (entries == NULL)
    return 0;
  demand_sense (entries);
  muster_json_writer_init (&writer, json);
  muster_json_string (&writer, text);
  g_string_append (json, "}]}");
  body = muster_schedule_body_read ("fuzzed", json->str, NULL);
  if (body == NULL)
    return 0;
  roster = muster_schedule_resolve (body->schedule, FROM_S, FROM_S + 60 * DAY_S, NULL);
  for (guint i = 0; roster != NULL && i < muster_roster_get_n_spans (roster); i++)
    if (muster_roster_get_span (roster, i).end_s <= muster_roster_get_span (roster, i).start_s)
      g_error ("spans last some time");
  return 0;
}
