/* zone-changes.c - other zone data moves shifts (on-call rule 10)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "small-shifts.h"

#include <string.h>

static void
put_berlin (SmallHub *hub)
{
  small_hub_configure (hub, "schedule", "s",
                       "{\"zone\":\"Europe/Berlin\",\"layers\":[{\"name\":\"l\",\"start\":"
                       "\"2026-03-02T09:00\",\"every\":\"1 week\",\"members\":[\"ana\",\"ben\","
                       "\"cho\"]}]}");
}

static const GPtrArray *
zones_of (const SmallHub *hub)
{
  return muster_world_get_shifts (hub->world)->zones;
}

/* As if the data of the day had said something else. */
static void
note_otherwise (SmallHub *hub, const char *offsets)
{
  const MusterZoneNote *note = muster_zone_notes_find (zones_of (hub), "Europe/Berlin");
  MusterBatch *batch = muster_batch_new ();
  MusterEvent *event = muster_batch_add (batch, MUSTER_EVENT_ZONE_NOTED);

  event->at_us = hub->context.now_us;
  muster_event_set_int (event, MUSTER_FACT_STARTS, note->starts_us);
  muster_event_set_int (event, MUSTER_FACT_ENDS, note->ends_us);
  muster_batch_set_text (batch, event, MUSTER_FIELD_NAME, "Europe/Berlin", -1);
  muster_batch_set_text (batch, event, MUSTER_FIELD_TEXT, offsets, -1);
  muster_world_apply (hub->world, batch, 0);
  g_ptr_array_add (hub->batches, batch);
}

static void
test_noted_once (void)
{
  g_autoptr (SmallHub) hub = small_hub_new (1);
  const MusterZoneNote *note;
  guint64 seq;

  put_berlin (hub);
  small_hub_start_again (hub);
  note = muster_zone_notes_find (zones_of (hub), "Europe/Berlin");
  g_assert_nonnull (note);
  g_assert_cmpstr (note->offsets, ==,
                   "1772807100:3600 1774746000:7200 1792890000:3600 1806195600:7200");
  seq = small_hub_n_events (hub);
  small_hub_start_again (hub);
  g_assert_cmpuint (small_hub_n_events (hub), ==, seq + 1); /* that it started */
  small_hub_advance (hub, 201 * G_TIME_SPAN_DAY);
  small_hub_start_again (hub);
  g_assert_cmpint (muster_zone_notes_find (zones_of (hub), "Europe/Berlin")->starts_us, ==,
                   hub->context.now_us);
}

/* Summer time comes that was not to come: each is told of the first of their shifts that moved. */
static void
test_told (void)
{
  static const char *const wanted[] = {
    "Your shift is Mon 23 Mar 09:00 to Mon 30 Mar 09:00 now, by the time zone data of this system. "
    "It is the first that moved",
    "Your shift is Mon 30 Mar 09:00 to Mon 6 Apr 09:00 now, by the time zone data of this system. "
    "It is the first that moved",
    "Your shift is Mon 6 Apr 09:00 to Mon 13 Apr 09:00 now, by the time zone data of this system. "
    "It is the first that moved",
  };
  g_autoptr (SmallHub) hub = small_hub_new (1);
  const GQueue *notices = muster_shift_notices_list (muster_world_get_shifts (hub->world)->notices);
  guint64 mark;

  put_berlin (hub);
  mark = muster_world_get_shifts (hub->world)->mark.seq;
  small_hub_start_again (hub); /* what clocks show is known, and that is all */
  g_assert_cmpuint (muster_world_get_shifts (hub->world)->mark.seq, ==, mark);
  note_otherwise (hub, "1772807100:3600");
  small_hub_start_again (hub);
  g_assert_cmpuint (muster_world_get_shifts (hub->world)->mark.seq, >, mark);
  g_assert_cmpuint (notices->length, ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      const MusterShiftNotice *notice = g_queue_peek_nth ((GQueue *) notices, i);

      g_assert_cmpstr (notice->kind, ==, MUSTER_NOTICE_ZONE_CHANGED);
      g_assert_cmpstr (notice->text, ==, wanted[i]);
      g_assert_cmpstr (notice->title, ==,
                       "Clocks of Europe/Berlin change otherwise: your shifts of s moved");
    }
  small_hub_start_again (hub); /* not again */
  g_assert_cmpuint (notices->length, ==, 3);
}

static void
test_compare (void)
{
  static const struct
  {
    const char *before, *after;
    guint n;
    gint64 start, end, by;
  } cases[] = {
    { "0:3600", "0:3600", 0, 0, 0, 0 },
    { "0:3600", "0:3600 100:7200", 1, 100, 200, 3600 },
    { "0:3600 100:7200", "0:3600 120:7200", 1, 100, 120, -3600 },
    { "0:3600 100:7200 150:3600", "0:3600", 1, 100, 150, -3600 },
    { "", "0:3600", 0, 0, 0, 0 },
    { "x y:z 1: :2 ::", "0:3600", 0, 0, 0, 0 },
    { "0:99999999999999999999", "0:3600", 0, 0, 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GArray) shifts = muster_zone_compare (cases[i].before, cases[i].after, 200);

      g_assert_cmpuint (shifts->len, ==, cases[i].n);
      if (cases[i].n == 0)
        continue;
      g_assert_cmpint (g_array_index (shifts, MusterZoneShift, 0).start_s, ==, cases[i].start);
      g_assert_cmpint (g_array_index (shifts, MusterZoneShift, 0).end_s, ==, cases[i].end);
      g_assert_cmpint (g_array_index (shifts, MusterZoneShift, 0).by_s, ==, cases[i].by);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/zone-changes/noted-once", test_noted_once);
  g_test_add_func ("/zone-changes/told", test_told);
  g_test_add_func ("/zone-changes/compare", test_compare);
  return g_test_run ();
}
