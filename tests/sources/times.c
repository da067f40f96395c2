/* times.c - times that cannot be, and what they come to (security R10)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/instant.h"
#include "decoded.h"
#include "sources/fill.h"

/* 57, 58: received 2026-03-06T14:26:00Z. "" is: as received, or not said. */
typedef struct
{
  const char *starts;
  const char *ends;
  const char *starts_out;
  const char *ends_out;
  MusterReportStatus status;
  gboolean suspect;
} TimeCase;

static void
assert_time (gint64 at_us, const char *expected)
{
  g_autofree char *text =
      at_us == MUSTER_NO_TIME ? g_strdup ("") : muster_instant_to_string (at_us);

  g_assert_cmpstr (text, ==, expected);
}

static void
check_time (const Frame *frame, const TimeCase *c)
{
  g_autofree char *hole =
      g_strdup_printf ("\"startsAt\":\"%s\",\"endsAt\":\"%s\"", c->starts, c->ends);
  g_auto (Decoded) decoded = { 0 };
  const MusterReport *report;

  g_assert_true (decode_framed (&decoded, frame, hole, strlen (hole)));
  report = get_report (&decoded, 0);
  assert_time (report->starts_us, c->starts_out);
  assert_time (report->ends_us, c->ends_out);
  g_assert_cmpint (report->status, ==, c->status);
  g_assert_cmpint ((report->marks & MUSTER_MARK_TIME_SUSPECT) != 0, ==, c->suspect);
  /* the raw text is kept */
  if (c->suspect && *c->starts_out == '\0' && *c->starts != '\0')
    assert_value (&report->annotations, "muster_starts_at", c->starts);
  else if (c->suspect)
    assert_value (&report->annotations, "muster_ends_at", c->ends);
}

static void
test_times_of_resolved (void)
{
  static const Frame frame = {
    "alertmanager",
    "{\"version\":\"4\",\"alerts\":[{\"status\":\"resolved\",\"labels\":{\"a\":\"b\"},", "}]}"
  };
  static const TimeCase cases[] = {
    { "2026-03-06T14:20:00Z", "2026-03-06T14:25:00Z", "2026-03-06T14:20:00Z",
      "2026-03-06T14:25:00Z", 1, FALSE },
    { "2026-03-06T15:20:00+01:00", "", "2026-03-06T14:20:00Z", "", 1, FALSE },
    { "1970-01-01T00:00:00Z", "", "1970-01-01T00:00:00Z", "", 1, FALSE },
    { "2026-03-07T14:26:00Z", "", "2026-03-07T14:26:00Z", "", 1, FALSE },
    { "2026-03-07T14:26:00.000001Z", "", "", "", 1, TRUE },
    { "1969-12-31T23:59:59.999999Z", "", "", "", 1, TRUE },
    { "0001-01-01T00:00:00Z", "", "", "", 1, TRUE },
    { "9999-12-31T23:59:59Z", "", "", "", 1, TRUE },
    { "10000-01-01T00:00:00Z", "", "", "", 1, TRUE },
    { "2026-03-06T24:00:00Z", "", "", "", 1, TRUE },
    { "2026-03-06T14:20:00+99:99", "", "", "", 1, TRUE },
    { "2026-W10-5T14:20:00Z", "", "", "", 1, TRUE },
    { "2026-02-29T14:20:00Z", "", "", "", 1, TRUE },
    { "2026-03-06", "", "", "", 1, TRUE },
    { "1772807160", "", "", "", 1, TRUE },
    { "now", "", "", "", 1, TRUE },
    { "2026-03-06T14:20:00Z", "0001-01-01T00:00:00Z", "2026-03-06T14:20:00Z", "", 1, FALSE },
    { "2026-03-06T14:20:00Z", "2026-03-06T14:20:00Z", "2026-03-06T14:20:00Z",
      "2026-03-06T14:20:00Z", 1, FALSE },
    { "2026-03-06T14:20:00Z", "2026-03-06T14:19:59Z", "2026-03-06T14:20:00Z",
      "2026-03-06T14:26:00Z", 1, TRUE },
    { "2026-03-06T14:20:00Z", "9999-12-31T23:59:59Z", "2026-03-06T14:20:00Z",
      "2026-03-06T14:26:00Z", 1, TRUE },
    { "2026-03-06T14:20:00Z", "soon", "2026-03-06T14:20:00Z", "2026-03-06T14:26:00Z", 1, TRUE },
    { "", "1969-01-01T00:00:00Z", "", "2026-03-06T14:26:00Z", 1, TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    check_time (&frame, &cases[i]);
}

static void
test_times_of_timed (void)
{
  static const Frame frame = { "prometheus", "[{\"labels\":{\"a\":\"b\"},", "}]" };
  static const TimeCase cases[] = {
    { "2026-03-06T14:20:00Z", "2026-03-06T14:30:00Z", "2026-03-06T14:20:00Z",
      "2026-03-06T14:30:00Z", 0, FALSE },
    { "2026-03-06T14:20:00Z", "2026-03-06T14:26:00Z", "2026-03-06T14:20:00Z",
      "2026-03-06T14:26:00Z", 1, FALSE },
    { "2026-03-06T14:20:00Z", "2026-03-06T14:26:00.000001Z", "2026-03-06T14:20:00Z",
      "2026-03-06T14:26:00.000001Z", 0, FALSE },
    { "0001-01-01T00:00:00.000Z", "0001-01-01T00:00:00.000Z", "", "", 0, FALSE },
    { "0002-01-01T00:00:00Z", "", "", "", 0, TRUE },
    /* nothing resolves because of a time that cannot be */
    { "2026-03-06T14:20:00Z", "2026-03-06T14:19:00Z", "2026-03-06T14:20:00Z", "", 0, TRUE },
    { "2026-03-06T14:20:00Z", "1969-03-06T14:19:00Z", "2026-03-06T14:20:00Z", "", 0, TRUE },
    { "2026-03-06T14:20:00Z", "10000-01-01T00:00:00Z", "2026-03-06T14:20:00Z", "", 0, TRUE },
    { "2026-03-06T14:20:00Z", "9999-12-31T23:59:59Z", "2026-03-06T14:20:00Z",
      "2027-03-07T14:26:00Z", 0, TRUE },
    { "2026-03-06T14:20:00Z", "2027-03-07T14:26:00Z", "2026-03-06T14:20:00Z",
      "2027-03-07T14:26:00Z", 0, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    check_time (&frame, &cases[i]);
}

/* How senders write 2026-03-06T14:24:02Z, and what is no time at all. */
static void
test_senders_times (void)
{
  static const struct
  {
    const char *sent;
    const char *out;
  } cases[] = {
    { "2026-03-06T14:24:02Z", "2026-03-06T14:24:02Z" },
    { "2026-03-06T15:24:02.5+01:00", "2026-03-06T15:24:02.5+01:00" },
    { "2026-03-06T15:24:02.315+0100", "2026-03-06T14:24:02.315Z" },
    { "2026-03-06T14:24:02", "2026-03-06T14:24:02Z" },
    { "2026-03-06T14:24:02.123456", "2026-03-06T14:24:02.123456Z" },
    { "2026-03-06 14:24:02", "2026-03-06T14:24:02Z" },
    { "2026-03-06 14:24:02 UTC", "2026-03-06T14:24:02Z" },
    { "2026-03-06 15:24:02 +0100", "2026-03-06T14:24:02Z" },
    { "2026-03-06 09:24:02 -05:00", "2026-03-06T14:24:02Z" },
    { "2026.03.06 14:24:02", "2026-03-06T14:24:02Z" },
    { "2026/03/06 14:24:02", "2026-03-06T14:24:02Z" },
    { "1772807042", "2026-03-06T14:24:02Z" },
    { "1772807042.25", "2026-03-06T14:24:02.25Z" },
    { "1772807042.1234567", "2026-03-06T14:24:02.123456Z" },
    { "1772807042123", "2026-03-06T14:24:02.123Z" },
    { "1772807042123456", "2026-03-06T14:24:02.123456Z" },
    { "1772807042123456789", "2026-03-06T14:24:02.123456Z" },
    { "", "" },
    { "0", "0" },
    { "12345678", "12345678" },
    { "99999999999999999999", "99999999999999999999" },
    { "-1772807042", "-1772807042" },
    { "1772807042123.5", "1772807042123.5" },
    { "1772807042.x", "1772807042.x" },
    { "2026-03-06", "2026-03-06" },
    { "2026-03-06T14:24:02 PST", "2026-03-06T14:24:02 PST" },
    { "2026-13-06 14:24:02", "2026-13-06 14:24:02" },
    { "2026-03-06 14:24:02 +1", "2026-03-06 14:24:02 +1" },
    { "soon", "soon" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MusterArena) arena = muster_arena_new (256);
      MusterText text =
          muster_source_time (arena, (MusterText){ cases[i].sent, strlen (cases[i].sent) });
      g_autofree char *got = g_strndup (text.bytes, text.n);

      g_assert_cmpstr (got, ==, cases[i].out);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sources/times/of-resolved", test_times_of_resolved);
  g_test_add_func ("/sources/times/of-timed", test_times_of_timed);
  g_test_add_func ("/sources/times/of-senders", test_senders_times);
  return g_test_run ();
}
