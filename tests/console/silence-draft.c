/* silence-draft.c - which labels a silence begins with, and when it ends: worked cases
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/silence-draft.h"

#include <string.h>

#include "base/instant.h"
#include "console/silence-card.h"

#define NOW "2026-03-28T14:41:08Z" /* the day before the clocks go forward in Berlin */

static void
test_lines (void)
{
  g_autoptr (GPtrArray) of_alert = muster_silence_lines (
      "{alertname=\"A \\\"b\\\",c\",pod=\"p1\",instance=\"i\",service=\"api\"}", TRUE);
  g_autoptr (GPtrArray) of_filter = muster_silence_lines ("pod=~\"p.*\",severity!=info", FALSE);
  g_autoptr (GPtrArray) none = muster_silence_lines ("", TRUE);
  g_autofree char *alert = muster_silence_lines_text (of_alert);
  g_autofree char *filter = muster_silence_lines_text (of_filter);
  g_autofree char *nothing = muster_silence_lines_text (none);

  g_assert_cmpuint (of_alert->len, ==, 4);
  g_assert_cmpstr (alert, ==, "{alertname=\"A \\\"b\\\",c\",service=\"api\"}");
  g_assert_cmpstr (filter, ==, "{pod=~\"p.*\",severity!=\"info\"}");
  g_assert_cmpstr (nothing, ==, "");
}

static void
test_end (void)
{
  static const struct
  {
    MusterSilenceSpan span;
    const char *text, *zone, *end; /* NULL: it is none */
  } cases[] = {
    { MUSTER_SILENCE_FOR_1_H, NULL, NULL, "2026-03-28T15:41:08Z" },
    { MUSTER_SILENCE_FOR_4_H, NULL, NULL, "2026-03-28T18:41:08Z" },
    { MUSTER_SILENCE_FOR_24_H, NULL, "Europe/Berlin", "2026-03-29T14:41:08Z" },
    { MUSTER_SILENCE_UNTIL_MORNING, NULL, NULL, "2026-03-29T09:00:00Z" },
    { MUSTER_SILENCE_UNTIL_MORNING, NULL, "Europe/Berlin", "2026-03-29T07:00:00Z" },
    { MUSTER_SILENCE_OTHER, "90m", NULL, "2026-03-28T16:11:08Z" },
    { MUSTER_SILENCE_OTHER, " 2 h ", NULL, "2026-03-28T16:41:08Z" },
    { MUSTER_SILENCE_OTHER, "3d", NULL, "2026-03-31T14:41:08Z" },
    { MUSTER_SILENCE_OTHER, "18:30", NULL, "2026-03-28T18:30:00Z" },
    { MUSTER_SILENCE_OTHER, "14:41", NULL, "2026-03-29T14:41:00Z" },
    { MUSTER_SILENCE_OTHER, "18:30", "Europe/Berlin", "2026-03-28T17:30:00Z" },
    { MUSTER_SILENCE_OTHER, "2026-04-01 09:00", "Europe/Berlin", "2026-04-01T07:00:00Z" },
    { MUSTER_SILENCE_OTHER, "2026-04-01T09:00:00Z", "Europe/Berlin", "2026-04-01T09:00:00Z" },
    { MUSTER_SILENCE_OTHER, "", NULL, NULL },
    { MUSTER_SILENCE_OTHER, "0h", NULL, NULL },
    { MUSTER_SILENCE_OTHER, "h", NULL, NULL },
    { MUSTER_SILENCE_OTHER, "99999999999h", NULL, NULL },
    { MUSTER_SILENCE_OTHER, "25:61", NULL, NULL },
    { MUSTER_SILENCE_OTHER, "2026-13-01 09:00", NULL, NULL },
    { MUSTER_SILENCE_OTHER, "tomorrow", NULL, NULL },
  };
  gint64 now_us;

  g_assert_true (muster_instant_parse (NOW, -1, &now_us));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GTimeZone) zone =
          cases[i].zone ? g_time_zone_new_identifier (cases[i].zone) : NULL;
      gint64 end_us = 0;
      gboolean is_time = muster_silence_end (cases[i].span, cases[i].text, now_us, zone, &end_us);
      g_autofree char *end = is_time ? muster_instant_to_string (end_us) : NULL;

      g_assert_cmpstr (end, ==, cases[i].end);
    }
}

/* Whatever the hub lists: what it says is shown as it is, and safely. */
static void
test_listed (void)
{
  static const char json[] =
      "{\"items\":[{\"id\":\"X\",\"state\":\"active\",\"comment\":\"a\\u202eb\",\"createdBy\":null,"
      "\"startsAt\":\"2026-03-28T14:00:00Z\",\"endsAt\":\"2026-03-28T15:23:08Z\",\"alerts\":12,"
      "\"new\":{\"a\":[1]}},{\"state\":\"pending\",\"startsAt\":\"2026-03-28T20:00:00Z\","
      "\"endsAt\":\"2026-03-29T09:00:00Z\"},{\"state\":\"expired\",\"startsAt\":"
      "\"2026-03-27T20:00:00Z\",\"endsAt\":\"2026-03-28T09:00:00Z\"},{}]}";
  static const char *const whens[] = { "until 15:23 · 42 min left",
                                       "from 20:00 until Sun 29 Mar 09:00", "ended 09:00", "" };
  static const char *const wrong[] = { "", "[]", "{\"items\":1}", "{\"items\":[[]]}" };
  g_autoptr (GBytes) bytes = g_bytes_new_static (json, sizeof json - 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) things = muster_hub_list_read (bytes, &error);
  g_autofree char *comment = NULL;
  gint64 now_us;

  g_assert_no_error (error);
  g_assert_cmpuint (things->len, ==, G_N_ELEMENTS (whens));
  comment = muster_hub_thing_dup_safe (things->pdata[0], "comment");
  g_assert_cmpstr (comment, ==, "a<U+202E>b");
  g_assert_null (muster_hub_thing_get (things->pdata[0], "createdBy"));
  g_assert_cmpuint (muster_hub_thing_get_count (things->pdata[0], "alerts"), ==, 12);
  g_assert_true (muster_instant_parse (NOW, -1, &now_us));
  for (guint i = 0; i < things->len; i++)
    {
      g_autofree char *when = muster_silence_tell_when (things->pdata[i], now_us, NULL);

      g_assert_cmpstr (when, ==, whens[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GBytes) none = g_bytes_new_static (wrong[i], strlen (wrong[i]));

      g_assert_null (muster_hub_list_read (none, NULL));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/silence-draft/lines", test_lines);
  g_test_add_func ("/silence-draft/end", test_end);
  g_test_add_func ("/silence-draft/listed", test_listed);
  return g_test_run ();
}
