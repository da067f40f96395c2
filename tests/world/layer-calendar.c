/* layer-calendar.c - layers that are calendars
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/instant.h"
#include "base/json-writer.h"
#include "oncall/lint.h"
#include "oncall/shifts.h"
#include "world/schedule-body.h"

#include <string.h>

static char *
make_body (const char *events)
{
  static const char people[] = "[\"ana\",{\"named\":\"ben@example.org\",\"person\":\"ben\"}]";
  g_autofree char *text = g_strdup_printf ("BEGIN:VCALENDAR\n%sEND:VCALENDAR\n", events);
  GString *out = g_string_new (NULL);
  MusterJsonWriter writer;

  muster_json_writer_init (&writer, out);
  muster_json_begin_object (&writer);
  muster_json_member_string (&writer, "zone", "Europe/Berlin");
  muster_json_name (&writer, "layers");
  muster_json_begin_array (&writer);
  muster_json_begin_object (&writer);
  muster_json_member_string (&writer, "name", "rota");
  muster_json_member_string (&writer, "calendar", text);
  muster_json_name (&writer, "people");
  muster_json_raw (&writer, people, strlen (people));
  muster_json_end_object (&writer);
  muster_json_end_array (&writer);
  muster_json_end_object (&writer);
  return g_string_free (out, FALSE);
}

static MusterScheduleBody *
read_events (const char *events)
{
  g_autofree char *body = make_body (events);
  g_autoptr (GError) error = NULL;
  MusterScheduleBody *read = muster_schedule_body_read ("s", body, &error);

  g_assert_no_error (error);
  return read;
}

static gint64
at (const char *text)
{
  gint64 at_us;

  g_assert_true (muster_instant_parse (text, -1, &at_us));
  return at_us / G_USEC_PER_SEC;
}

/* "ana 2026-10-24T22:00:00Z|…": until when who is on call. */
static char *
resolve (const MusterScheduleBody *body, const char *from, const char *to)
{
  g_autoptr (MusterRoster) roster =
      muster_schedule_resolve (body->schedule, at (from), at (to), NULL);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < muster_roster_get_n_spans (roster); i++)
    {
      MusterRosterSpan span = muster_roster_get_span (roster, i);

      for (guint j = 0; j < span.n; j++)
        g_string_append_printf (out, "%s%s", j > 0 ? "+" : "",
                                (const char *) g_ptr_array_index (body->people, span.people[j]));
      g_string_append_printf (out, "%s ", span.n == 0 ? "-" : "");
      muster_instant_append (span.end_s * G_USEC_PER_SEC, out);
      g_string_append_c (out, '|');
    }
  return g_string_free (out, FALSE);
}

#define DAY(date, summary)                                                                         \
  "BEGIN:VEVENT\nDTSTART;VALUE=DATE:" date "\nSUMMARY:" summary "\nEND:VEVENT\n"

static const struct
{
  const char *events, *from, *to, *expected;
} cases[] = {
  /* days are those of the schedule's zone, and touch where the clock is put back */
  { DAY ("20261024", "Ana") DAY ("20261025", "BEN@example.org") DAY ("20261026", "ana"),
    "2026-10-24T00:00:00Z", "2026-10-28T00:00:00Z",
    "ana 2026-10-24T22:00:00Z|ben 2026-10-25T23:00:00Z|ana 2026-10-26T23:00:00Z|"
    "- 2026-10-28T00:00:00Z|" },
  /* whom nobody knows leaves the time vacant */
  { DAY ("20261024", "ana") DAY ("20261025", "Holiday"), "2026-10-24T00:00:00Z",
    "2026-10-26T00:00:00Z", "ana 2026-10-24T22:00:00Z|- 2026-10-26T00:00:00Z|" },
  { DAY ("20261024", "ana\\, ben@example.org"), "2026-10-24T00:00:00Z", "2026-10-24T12:00:00Z",
    "ana+ben 2026-10-24T12:00:00Z|" },
  /* a night a week for ever: eight hours on the wall, nine where it is put back */
  { "BEGIN:VEVENT\nDTSTART:20260103T220000\nDTEND:20260104T060000\nRRULE:FREQ=WEEKLY\n"
    "SUMMARY:on call\nATTENDEE:mailto:ben@example.org\nEND:VEVENT\n",
    "2026-10-24T12:00:00Z", "2026-10-26T00:00:00Z",
    "- 2026-10-24T20:00:00Z|ben 2026-10-25T05:00:00Z|- 2026-10-26T00:00:00Z|" },
  { "BEGIN:VEVENT\nDTSTART:20260103T220000\nDTEND:20260104T060000\nRRULE:FREQ=WEEKLY\n"
    "SUMMARY:ana\nEND:VEVENT\n",
    "2040-10-27T12:00:00Z", "2040-10-28T12:00:00Z",
    "- 2040-10-27T20:00:00Z|ana 2040-10-28T05:00:00Z|- 2040-10-28T12:00:00Z|" },
  { "BEGIN:VEVENT\nDTSTART:20261101T090000Z\nDTEND:20261101T100000Z\nRRULE:FREQ=DAILY;COUNT=3\n"
    "EXDATE:20261102T090000Z\nRDATE:20261105T120000Z\nSUMMARY:ana\nEND:VEVENT\n",
    "2026-11-02T00:00:00Z", "2026-11-07T00:00:00Z",
    "- 2026-11-03T09:00:00Z|ana 2026-11-03T10:00:00Z|- 2026-11-05T12:00:00Z|"
    "ana 2026-11-05T13:00:00Z|- 2026-11-07T00:00:00Z|" },
};

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MusterScheduleBody) body = read_events (cases[i].events);
      g_autofree char *resolved = resolve (body, cases[i].from, cases[i].to);

      g_assert_cmpstr (resolved, ==, cases[i].expected);
    }
}

/* Any moment is as it is in the whole. */
static void
test_parts (void)
{
  g_autoptr (MusterScheduleBody) body = read_events (
      "BEGIN:VEVENT\nDTSTART:20260105T090000\nDURATION:P3D\nRRULE:FREQ=WEEKLY\nSUMMARY:ana\n"
      "END:VEVENT\nBEGIN:VEVENT\nDTSTART:20260107T013000\nDURATION:P1DT1H\n"
      "RRULE:FREQ=DAILY;INTERVAL=3\nSUMMARY:ben@example.org\nEND:VEVENT\n");
  gint64 from_s = at ("2026-03-01T00:00:00Z"), to_s = at ("2026-04-15T00:00:00Z");
  g_autoptr (MusterRoster) whole = muster_schedule_resolve (body->schedule, from_s, to_s, NULL);

  for (guint i = 0; i < 500; i++)
    {
      gint64 at_s = from_s + g_test_rand_int_range (0, (gint32) (to_s - from_s) - 1);
      g_autoptr (MusterRoster) part =
          muster_schedule_resolve (body->schedule, at_s, at_s + 1, NULL);
      MusterRosterSpan one = muster_roster_get_at (part, at_s);
      MusterRosterSpan other = muster_roster_get_at (whole, at_s);

      g_assert_cmpmem (one.people, one.n * sizeof (guint), other.people, other.n * sizeof (guint));
    }
}

/* Refused when it is saved, whatever it would have taken to go through it (security R11). */
static void
test_refused (void)
{
  static const char *const rules[] = {
    "FREQ=SECONDLY",
    "FREQ=MINUTELY;INTERVAL=5",
    "FREQ=DAILY;COUNT=1000000000",
    "FREQ=HOURLY",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
    "nonsense",
    "",
  };
  g_autoptr (GString) positions = g_string_new ("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=1");
  g_autoptr (GError) error = NULL;
  g_autofree char *body = NULL;

  for (guint i = 2; i <= 400; i++)
    g_string_append_printf (positions, ",%u", i % 366 + 1);
  for (guint i = 0; i <= G_N_ELEMENTS (rules); i++)
    {
      g_autofree char *events =
          g_strdup_printf ("BEGIN:VEVENT\nDTSTART:20260105T090000\nDURATION:PT1H\nRRULE:%"
                           "s\nSUMMARY:ana\nEND:VEVENT\n",
                           i < G_N_ELEMENTS (rules) ? rules[i] : positions->str);

      g_free (body);
      body = make_body (events);
      g_test_message ("%.60s", i < G_N_ELEMENTS (rules) ? rules[i] : "BYSETPOS");
      g_assert_false (muster_schedule_body_check ("s", body, &error));
      g_assert_true (g_str_has_prefix (error->message, "Layer “rota”: The calendar"));
      g_clear_error (&error);
    }
}

/* Each is one that may be, all together are not. */
static void
test_many_rules (void)
{
  static const struct
  {
    const char *rule;
    guint n;
  } bombs[] = { { "FREQ=DAILY", 20 }, { "FREQ=WEEKLY;COUNT=2", 101 }, { "FREQ=WEEKLY", 100 } };

  for (guint i = 0; i < G_N_ELEMENTS (bombs); i++)
    {
      g_autoptr (GString) events = g_string_new (NULL);
      g_autofree char *body = NULL;

      for (guint j = 0; j < bombs[i].n; j++)
        g_string_append_printf (events,
                                "BEGIN:VEVENT\nDTSTART:20260105T090000\nDURATION:PT1H\n"
                                "RRULE:%s\nSUMMARY:ana\nEND:VEVENT\n",
                                bombs[i].rule);
      body = make_body (events->str);
      g_assert_false (muster_schedule_body_check ("s", body, NULL));
    }
}

/* A calendar of shifts has them, each by the day on which it begins. */
static void
test_shifts (void)
{
  g_autoptr (MusterScheduleBody) body =
      read_events (DAY ("20261024", "ana") DAY ("20261025", "ana") DAY ("20261027", "ana"));
  g_autoptr (GArray) shifts =
      muster_schedule_list_shifts (body->schedule, body->people->len, at ("2026-10-20T00:00:00Z"),
                                   at ("2026-11-01T00:00:00Z"), NULL);
  const MusterShift *shift = &g_array_index (shifts, MusterShift, 0);

  g_assert_cmpuint (shifts->len, ==, 2);
  g_assert_cmpint (shift->start_s, ==, at ("2026-10-23T22:00:00Z"));
  g_assert_cmpint (shift->end_s, ==, at ("2026-10-25T23:00:00Z"));
  g_assert_cmpstr (shift->layer, ==, "rota");
  g_assert_cmpint (shift->unit, ==, 'd');
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/layer-calendar/cases", test_cases);
  g_test_add_func ("/layer-calendar/parts", test_parts);
  g_test_add_func ("/layer-calendar/refused", test_refused);
  g_test_add_func ("/layer-calendar/many-rules", test_many_rules);
  g_test_add_func ("/layer-calendar/shifts", test_shifts);
  return g_test_run ();
}
