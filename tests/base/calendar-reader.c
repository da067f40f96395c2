/* calendar-reader.c - calendars as they are, and calendars that mean no good
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/calendar-reader.h"

#include "base/wall-time.h"

#include <string.h>

#define HEAD        "BEGIN:VCALENDAR\r\n"
#define TAIL        "END:VCALENDAR\r\n"
#define EVENT(body) HEAD "BEGIN:VEVENT\r\n" body "\r\nEND:VEVENT\r\n" TAIL

static GPtrArray *
read_text (const char *text)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *entries = muster_calendar_read (text, strlen (text), &error);

  g_assert_no_error (error);
  return entries;
}

static char *
describe (const MusterCalendarEntry *entry)
{
  g_autoptr (GString) text = g_string_new (NULL);

  muster_wall_time_append (entry->start_s, text);
  g_string_append_c (text, ' ');
  muster_wall_time_append (entry->end_s, text);
  g_string_append_printf (text, " %s",
                          entry->zone != NULL ? g_time_zone_get_identifier (entry->zone) : "-");
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static const struct
{
  const char *body, *read;
} times[] = {
  { "DTSTART:20261101T090000\r\nDTEND:20261101T170000",
    "2026-11-01T09:00:00 2026-11-01T17:00:00 -" },
  { "DTSTART:20261101T090000Z\r\nDURATION:P1DT2H", "2026-11-01T09:00:00 2026-11-02T11:00:00 UTC" },
  { "DTSTART;VALUE=DATE:20261101\r\nDTEND;VALUE=DATE:20261103",
    "2026-11-01T00:00:00 2026-11-03T00:00:00 -" },
  { "DTSTART;VALUE=DATE:20261101", "2026-11-01T00:00:00 2026-11-02T00:00:00 -" },
  { "DTSTART;TZID=America/New_York:20261101T013000\r\nDTEND;TZID=America/New_York:20261101T033000",
    "2026-11-01T01:30:00 2026-11-01T03:30:00 America/New_York" },
  { "DTSTART;TZID=\"/example.org/Europe/Berlin\":20261101T090000\r\nDTEND:20261101T090000Z",
    "2026-11-01T09:00:00 2026-11-01T10:00:00 Europe/Berlin" },
  /* folded within a time, and names in any case */
  { "dtstart:2026\r\n 1101T090000\r\ndtend:20261101T170000",
    "2026-11-01T09:00:00 2026-11-01T17:00:00 -" },
};

static void
test_times (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_autofree char *text =
          g_strconcat (HEAD "BEGIN:VEVENT\r\n", times[i].body, "\r\nEND:VEVENT\r\n" TAIL, NULL);
      g_autoptr (GPtrArray) entries = read_text (text);
      g_autofree char *read = NULL;

      g_assert_cmpuint (entries->len, ==, 1);
      read = describe (g_ptr_array_index (entries, 0));
      g_assert_cmpstr (read, ==, times[i].read);
    }
}

static void
test_words (void)
{
  g_autoptr (GPtrArray) entries =
      read_text (EVENT ("UID:u\r\nSUMMARY:Chen\\, \r\n Cho\r\nDTSTART;VALUE=DATE:20261101\r\n"
                        "ATTENDEE;CN=\"Ben: B\":MAILTO:Ben@Example.org\r\n"
                        "DESCRIPTION:not looked at\r\nBEGIN:VALARM\r\nTRIGGER:-PT5M\r\n"
                        "END:VALARM\r\nRRULE:FREQ=WEEKLY;BYDAY=SU"));
  const MusterCalendarEntry *entry = g_ptr_array_index (entries, 0);

  g_assert_cmpstr (entry->uid, ==, "u");
  g_assert_cmpstr (entry->summary, ==, "Chen, Cho");
  g_assert_cmpuint (entry->mails->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (entry->mails, 0), ==, "ben@example.org");
  g_assert_cmpstr (entry->rule, ==, "FREQ=WEEKLY;BYDAY=SU");
}

/* A zone that only the file knows, between events: it is found, and no event is read twice. */
static void
test_own_zone (void)
{
  g_autoptr (GPtrArray) entries = read_text (
      HEAD
      "BEGIN:VEVENT\r\nDTSTART;TZID=Our Town:20260701T090000\r\nDURATION:PT1H\r\nEND:VEVENT\r\n"
      "BEGIN:VTIMEZONE\r\nTZID:Our Town\r\nBEGIN:STANDARD\r\nDTSTART:16010101T030000\r\n"
      "TZOFFSETTO:+0100\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\r\nEND:STANDARD\r\n"
      "BEGIN:DAYLIGHT\r\nDTSTART:16010101T020000\r\nTZOFFSETTO:+0200\r\n"
      "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\r\nEND:DAYLIGHT\r\nEND:VTIMEZONE\r\n"
      "BEGIN:VEVENT\r\nDTSTART;TZID=Our "
      "Town:20261201T090000\r\nDURATION:PT1H\r\nEND:VEVENT\r\n" TAIL);
  const MusterCalendarEntry *entry;

  g_assert_cmpuint (entries->len, ==, 2);
  entry = g_ptr_array_index (entries, 0);
  g_assert_cmpint (entry->start_s - muster_wall_time_to_utc (entry->zone, entry->start_s), ==,
                   7200);
  entry = g_ptr_array_index (entries, 1);
  g_assert_cmpint (entry->start_s - muster_wall_time_to_utc (entry->zone, entry->start_s), ==,
                   3600);
}

/* What stands elsewhere is taken from its event, and what was cancelled from everything. */
static void
test_moved (void)
{
  g_autoptr (GPtrArray) entries = read_text (
      HEAD
      "X-WR-TIMEZONE:Europe/Berlin\r\n"
      "BEGIN:VEVENT\r\nUID:a\r\nDTSTART:20261026T090000\r\nDURATION:PT8H\r\nRRULE:FREQ=DAILY\r\n"
      "EXDATE:20261028T090000,20261029T090000\r\nRDATE:20261107T120000\r\nEND:VEVENT\r\n"
      "BEGIN:VEVENT\r\nUID:a\r\nRECURRENCE-ID:20261030T080000Z\r\nDTSTART:20261030T120000\r\n"
      "DURATION:PT1H\r\nEND:VEVENT\r\n"
      "BEGIN:VEVENT\r\nUID:a\r\nRECURRENCE-ID:20261031T080000Z\r\nDTSTART:20261031T090000\r\n"
      "DURATION:PT1H\r\nSTATUS:CANCELLED\r\nEND:VEVENT\r\n" TAIL);
  const MusterCalendarEntry *entry = g_ptr_array_index (entries, 0);

  g_assert_cmpuint (entries->len, ==, 2);
  g_assert_cmpuint (entry->excluded->len, ==, 4);
  g_assert_cmpint (g_array_index (entry->excluded, gint64, 2), ==, 1793350800); /* 30th, 09:00 */
  g_assert_cmpuint (entry->more->len, ==, 1);
}

static const char *const refused[] = {
  "",
  "BEGIN:VEVENT\nEND:VEVENT\n",
  HEAD,
  HEAD "END:VEVENT\r\n" TAIL,
  HEAD TAIL HEAD TAIL,
  HEAD "no colon\r\n" TAIL,
  HEAD "X:\x01\r\n" TAIL,
  HEAD "X:\xff\r\n" TAIL,
  HEAD "BEGIN:A\r\nBEGIN:B\r\nBEGIN:C\r\nBEGIN:D\r\nEND:D\r\nEND:C\r\nEND:B\r\nEND:A\r\n" TAIL,
  EVENT ("SUMMARY:ana"),
  EVENT ("DTSTART:20261399T090000\r\nDTEND:20261401T090000"),
  EVENT ("DTSTART:00000000T000000"),
  EVENT ("DTSTART;TZID=Nowhere At All:20261101T090000\r\nDURATION:PT1H"),
  EVENT ("DTSTART:20261101T090000\r\nDURATION:soon"),
  EVENT ("DTSTART:20261101T090000\r\nRRULE:FREQ=DAILY\r\nRRULE:FREQ=DAILY"),
};

static void
test_refused (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%u", i);
      g_assert_null (muster_calendar_read (refused[i], strlen (refused[i]), &error));
      g_assert_nonnull (error);
    }
}

static void
demand_limit (const GString *text)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (muster_calendar_read (text->str, text->len, &error));
  g_assert_error (error, MUSTER_BASE_ERROR, MUSTER_BASE_ERROR_LIMIT);
}

/* Nothing of these gets to the library. */
static void
test_bombs (void)
{
  g_autoptr (GString) long_line = g_string_new (HEAD "SUMMARY:");
  g_autoptr (GString) folds = g_string_new (HEAD "SUMMARY:x\r\n");
  g_autoptr (GString) lines = g_string_new (HEAD);
  g_autoptr (GString) events = g_string_new (HEAD);
  g_autoptr (GString) members = g_string_new (HEAD "BEGIN:VEVENT\r\n");
  g_autoptr (GString) bytes = g_string_new (HEAD);

  for (guint i = 0; i < 10000; i++)
    g_string_append (long_line, "x");
  for (guint i = 0; i < 10000; i++)
    g_string_append (folds, " x\r\n");
  for (guint i = 0; i <= MUSTER_CALENDAR_LINES_MAX; i++)
    g_string_append (lines, "X:\n");
  for (guint i = 0; i <= MUSTER_CALENDAR_EVENTS_MAX; i++)
    g_string_append (events, "BEGIN:VEVENT\nEND:VEVENT\n");
  for (guint i = 0; i <= MUSTER_CALENDAR_MEMBERS_MAX; i++)
    g_string_append (members, "ATTENDEE:mailto:a@b\n");
  for (guint i = 0; bytes->len <= MUSTER_CALENDAR_BYTES_MAX; i++)
    g_string_append (bytes, "X-WORD:abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz\n");
  demand_limit (long_line);
  demand_limit (folds);
  demand_limit (lines);
  demand_limit (events);
  demand_limit (members);
  demand_limit (bytes);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/calendar-reader/times", test_times);
  g_test_add_func ("/calendar-reader/words", test_words);
  g_test_add_func ("/calendar-reader/own-zone", test_own_zone);
  g_test_add_func ("/calendar-reader/moved", test_moved);
  g_test_add_func ("/calendar-reader/refused", test_refused);
  g_test_add_func ("/calendar-reader/bombs", test_bombs);
  return g_test_run ();
}
