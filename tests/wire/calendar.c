/* calendar.c - spans of time as a calendar, and what libical reads of it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "wire/calendar.h"

#include "base/instant.h"

#include <libical/ical.h>
#include <string.h>

static gint64
instant_s (const char *text)
{
  gint64 at_us;

  g_assert_true (muster_instant_parse (text, -1, &at_us));
  return at_us / G_USEC_PER_SEC;
}

static void
add (GPtrArray *events, const char *uid, const char *start, const char *end, const char *summary)
{
  MusterCalendarEvent *event = muster_calendar_event_new (uid, instant_s (start), instant_s (end));

  event->summary = g_strdup (summary);
  g_ptr_array_add (events, event);
}

static void
test_text (void)
{
  static const char expected[] =
      "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Muster//Muster//EN\r\nCALSCALE:GREGORIAN\r\n"
      "X-WR-CALNAME:On call\\, all\r\nBEGIN:VEVENT\r\nUID:a@muster\r\n"
      "DTSTAMP:20260301T000000Z\r\nDTSTART:20260302T090000Z\r\nDTEND:20260309T083059Z\r\n"
      "SEQUENCE:0\r\nSTATUS:CONFIRMED\r\nSUMMARY:On call: Ana (platform)\r\n"
      "DESCRIPTION:Layer 1\\; of "
      "2\\\\3\\n\r\nTRANSP:TRANSPARENT\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
  g_autoptr (GPtrArray) events = muster_calendar_new ();
  g_autofree char *text = NULL;
  MusterCalendarEvent *event;

  add (events, "a@muster", "2026-03-02T09:00:00Z", "2026-03-09T08:30:59Z",
       "On call: Ana (platform)");
  event = g_ptr_array_index (events, 0);
  event->description = g_strdup ("Layer 1; of 2\\3\n");
  text = muster_calendar_write (events, "On call, all", instant_s ("2026-03-01T00:00:00Z"));
  g_assert_cmpstr (text, ==, expected);
}

/* No line is longer, and all are whole characters. */
static void
check_lines (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\r\n", -1);
  guint n = g_strv_length (lines);

  g_assert_cmpstr (lines[n - 1], ==, "");
  for (guint i = 0; i + 1 < n; i++)
    {
      g_assert_cmpuint (strlen (lines[i]), <=, 75);
      g_assert_cmpuint (strlen (lines[i]), >, 0);
      g_assert_true (g_utf8_validate (lines[i], -1, NULL));
      for (const char *c = lines[i]; *c != '\0'; c++)
        g_assert_true (*c == '\t' || !g_ascii_iscntrl (*c));
    }
}

/* What names may be in a calendar of anything: it stays one event, and says what they say. */
static void
test_hostile (void)
{
  static const struct
  {
    const char *name, *read;
  } cases[] = {
    { "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:evil", "x\nEND:VEVENT\nBEGIN:VEVENT\nUID:evil" },
    { "a;b,c:d\"e\\n\\", "a;b,c:d\"e\\n\\" },
    { "\x01\x1b[31mred\x7f", "[31mred" },
    { "\xff\xfe", "\xef\xbf\xbd\xef\xbf\xbd" },
    { "ééééééééééééééééééééééééééééééééééééééééééééééééééé",
      "ééééééééééééééééééééééééééééééééééééééééééééééééééé" },
    { "x😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀", "x😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀" },
    { "${X} %s {{.}} <b>", "${X} %s {{.}} <b>" },
    { "", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) events = muster_calendar_new ();
      g_autofree char *text = NULL;
      icalcomponent *calendar;

      add (events, "a@muster", "2026-03-02T09:00:00Z", "2026-03-09T09:00:00Z", cases[i].name);
      text = muster_calendar_write (events, cases[i].name, 0);
      check_lines (text);
      calendar = icalparser_parse_string (text);
      g_assert_cmpint (icalcomponent_count_errors (calendar), ==, 0);
      g_assert_cmpint (icalcomponent_count_components (calendar, ICAL_ANY_COMPONENT), ==, 1);
      g_assert_cmpstr (icalcomponent_get_summary (
                           icalcomponent_get_first_component (calendar, ICAL_VEVENT_COMPONENT)),
                       ==, cases[i].read);
      icalcomponent_free (calendar);
    }
}

/* --- what libical reads --- */

static void
check_read (icalcomponent *read, const MusterCalendarEvent *event, gint64 stamp_s)
{
  g_assert_cmpstr (icalcomponent_get_uid (read), ==, event->uid);
  g_assert_cmpint (icaltime_as_timet (icalcomponent_get_dtstart (read)), ==, event->start_s);
  g_assert_cmpint (icaltime_as_timet (icalcomponent_get_dtend (read)), ==, event->end_s);
  g_assert_cmpint (icaltime_as_timet (icalcomponent_get_dtstamp (read)), ==, stamp_s);
  g_assert_true (icaltime_is_utc (icalcomponent_get_dtstart (read)));
  g_assert_cmpint (icalcomponent_get_sequence (read), ==, event->sequence);
  g_assert_cmpint (icalcomponent_get_status (read), ==,
                   event->cancelled ? ICAL_STATUS_CANCELLED : ICAL_STATUS_CONFIRMED);
  g_assert_cmpstr (icalcomponent_get_summary (read), ==, event->summary);
}

static void
test_read_back (void)
{
  const guint32 seed = g_test_rand_int ();
  const gint64 first_s = -2000000000; /* in 1906: libical reads no year before 1902 */
  g_autoptr (GRand) chance = g_rand_new_with_seed (seed);
  g_autoptr (GPtrArray) events = muster_calendar_new ();
  const gint64 stamp_s = g_rand_int_range (chance, 0, G_MAXINT32);
  g_autofree char *text = NULL;
  icalcomponent *calendar, *read;

  g_test_message ("seed %u", seed);
  for (guint i = 0; i < 500; i++)
    {
      g_autofree char *uid = g_strdup_printf ("%08x-%u@muster", g_rand_int (chance), i);
      gint64 start_s = first_s + (gint64) (g_rand_double (chance) * 253402300799.0);
      MusterCalendarEvent *event = muster_calendar_event_new (
          uid, start_s, start_s + g_rand_int_range (chance, 1, 10000000));

      event->summary = g_strnfill (g_rand_int_range (chance, 1, 300), 'x');
      event->sequence = g_rand_int (chance) % 100;
      event->cancelled = g_rand_boolean (chance);
      g_ptr_array_add (events, event);
    }
  text = muster_calendar_write (events, "x", stamp_s);
  check_lines (text);
  calendar = icalparser_parse_string (text);
  g_assert_cmpint (icalcomponent_count_errors (calendar), ==, 0);
  g_assert_true (icalrestriction_check (calendar));
  read = icalcomponent_get_first_component (calendar, ICAL_VEVENT_COMPONENT);
  for (guint i = 0; i < events->len; i++)
    {
      check_read (read, g_ptr_array_index (events, i), stamp_s);
      read = icalcomponent_get_next_component (calendar, ICAL_VEVENT_COMPONENT);
    }
  g_assert_null (read);
  icalcomponent_free (calendar);
}

/* --- what was there before --- */

static char *
tell (const GPtrArray *events)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < events->len; i++)
    {
      const MusterCalendarEvent *event = g_ptr_array_index (events, i);

      g_string_append_printf (out, "%s%s%u", event->cancelled ? "-" : "", event->uid,
                              event->sequence);
    }
  return g_string_free (out, FALSE);
}

static void
test_follow (void)
{
  static const struct
  {
    const char *uid, *start, *end;
  } versions[][3] = {
    { { "a", "2026-06-01T00:00:00Z", "2026-06-02T00:00:00Z" },
      { "b", "2026-06-02T00:00:00Z", "2026-06-03T00:00:00Z" },
      { "c", "2026-06-03T00:00:00Z", "2026-06-04T00:00:00Z" } },
    /* a is over, b moved, c stayed */
    { { "b", "2026-06-02T01:00:00Z", "2026-06-03T00:00:00Z" },
      { "c", "2026-06-03T00:00:00Z", "2026-06-04T00:00:00Z" },
      { NULL, NULL, NULL } },
    { { "b", "2026-06-02T01:00:00Z", "2026-06-03T00:00:00Z" }, { NULL, NULL, NULL } },
    { { "b", "2026-06-02T01:00:00Z", "2026-06-03T02:00:00Z" },
      { "c", "2026-06-03T00:00:00Z", "2026-06-04T00:00:00Z" },
      { NULL, NULL, NULL } },
    { { "b", "2026-06-02T01:00:00Z", "2026-06-03T02:00:00Z" }, { NULL, NULL, NULL } },
    { { "b", "2026-06-02T01:00:00Z", "2026-06-03T02:00:00Z" }, { NULL, NULL, NULL } },
  };
  static const char *const told[] = { "a0b0c0", "b1c0", "b1-c1", "b2c2", "b2-c3", "b2" };
  g_autoptr (GPtrArray) before = muster_calendar_new ();

  for (guint i = 0; i < G_N_ELEMENTS (versions); i++)
    {
      g_autoptr (GPtrArray) events = muster_calendar_new ();
      g_autofree char *is = NULL;

      for (guint j = 0; j < 3 && versions[i][j].uid != NULL; j++)
        add (events, versions[i][j].uid, versions[i][j].start, versions[i][j].end, NULL);
      muster_calendar_follow (events, before, instant_s ("2026-06-02T00:00:00Z"));
      is = tell (events);
      g_assert_cmpstr (is, ==, told[i]);
      g_ptr_array_unref (before);
      before = g_steal_pointer (&events);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/calendar/text", test_text);
  g_test_add_func ("/calendar/hostile", test_hostile);
  g_test_add_func ("/calendar/read-back", test_read_back);
  g_test_add_func ("/calendar/follow", test_follow);
  return g_test_run ();
}
