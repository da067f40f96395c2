/* parts.c - tests of what the console's pages are made of and needs no display
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gstdio.h>
#include <string.h>

#include "console/board-filter.h"
#include "console/here-window.h"
#include "console/hub-process.h"
#include "console/incident-row.h"
#include "console/settings.h"

/* --- the filter of the board --- */

static const char *const services[] = { "checkout", "payment-svc", NULL };
static const MusterBoardRowData row = { .id = "INC-317",
                                        .title = "Zahlungen über EU",
                                        .services = services,
                                        .commander = "Lena Ōe" };

static const struct
{
  const char *service;
  const char *text;
  gboolean matches;
} queries[] = {
  { NULL, NULL, TRUE },
  { NULL, "  ", TRUE },
  { "checkout", NULL, TRUE },
  { "check", NULL, FALSE }, /* a service is named whole */
  { NULL, "check", TRUE },
  { NULL, "inc-317", TRUE },
  { NULL, "zahlungen ÜBER", TRUE },
  { NULL,
    "u\xCC\x88"
    "ber",
    TRUE }, /* the accent apart from its letter */
  { NULL, "lena eu", TRUE },
  { NULL, "lena us", FALSE },
  { NULL, "%s", FALSE },
  { "payment-svc", "mike", FALSE },
};

static void
test_filter (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      g_autoptr (MusterBoardQuery) query =
          muster_board_query_new (queries[i].service, queries[i].text);

      g_test_message ("%s / %s", queries[i].service, queries[i].text);
      g_assert_cmpint (muster_board_query_matches (query, &row), ==, queries[i].matches);
    }
}

/* --- what musterd prints and answers --- */

static void
test_lines (void)
{
  static const char *const not_ready[] = { "",
                                           "{}",
                                           "ready",
                                           "{\"ready\":false}",
                                           "{\"ready\":true",
                                           "{\"ready\":1}",
                                           "{\"ready\":true,\"ready\":true}" };

  g_assert_true (muster_hub_process_is_ready_line (
      "{\"ready\":true,\"listen\":[\"unix:/x\"],\"journal\":{\"seq\":2}}"));
  for (guint i = 0; i < G_N_ELEMENTS (not_ready); i++)
    g_assert_false (muster_hub_process_is_ready_line (not_ready[i]));
}

static void
test_hints (void)
{
  g_autofree char *hint = muster_hub_process_read_hint ("{\"hint\":\"Press A\"}");

  g_assert_cmpstr (hint, ==, "Press A");
  g_assert_null (muster_hub_process_read_hint ("{\"incident\":\"INC-1\",\"state\":\"open\"}"));
  g_assert_null (muster_hub_process_read_hint ("{\"hint\":7}"));
  g_assert_null (muster_hub_process_read_hint ("{\"hint\":\"cut"));
}

static char *
address_of (const char *json)
{
  g_autoptr (GBytes) me = g_bytes_new_static (json, strlen (json));

  return muster_here_read_address (me);
}

static void
test_here (void)
{
  g_autofree char *port = address_of ("{\"listen\":[\"unix:/s\",\"127.0.0.1:9693\"]}");
  g_autofree char *whole = address_of ("{\"listen\":[\"http://127.0.0.1:9694\"]}");
  static const char answer[] = "{\"seq\":[4,5],\"incident\":null,\"key\":\"abc\"}";
  g_autoptr (GBytes) bytes = g_bytes_new_static (answer, sizeof answer - 1);
  g_autofree char *key = muster_here_read_key (bytes);

  g_assert_cmpstr (port, ==, "http://127.0.0.1:9693");
  g_assert_cmpstr (whole, ==, "http://127.0.0.1:9694");
  g_assert_null (address_of ("{\"listen\":[\"unix:/s\"]}"));
  g_assert_null (address_of ("{\"listen\":7}"));
  g_assert_cmpstr (key, ==, "abc");
}

/* --- settings --- */

static void
changed_cb (MusterSettings *settings, guint *n)
{
  (*n)++;
}

static void
test_settings (void)
{
  g_autofree char *folder = g_dir_make_tmp ("muster-settings-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "console.ini", NULL);
  g_autoptr (MusterSettings) settings = muster_settings_new (path);
  guint n = 0;

  g_assert_null (muster_settings_get_hub (settings));
  g_assert_true (muster_settings_get_letter_keys (settings));
  g_signal_connect (settings, "changed", G_CALLBACK (changed_cb), &n);
  muster_settings_set_appearance (settings, MUSTER_APPEARANCE_DARK);
  muster_settings_set_appearance (settings, MUSTER_APPEARANCE_DARK); /* is already so */
  g_assert_cmpuint (n, ==, 1);
  muster_settings_set_hub (settings, "http://127.0.0.1:9693");
  while (!muster_settings_is_saved (settings))
    g_main_context_iteration (NULL, TRUE);
  {
    g_autoptr (MusterSettings) again = muster_settings_new (path);

    g_assert_cmpstr (muster_settings_get_hub (again), ==, "http://127.0.0.1:9693");
    g_assert_cmpint (muster_settings_get_appearance (again), ==, MUSTER_APPEARANCE_DARK);
  }
  /* what somebody else wrote by hand */
  g_assert_true (g_file_set_contents (path, "[console]\nhub=private\nappearance=pink\n", -1, NULL));
  {
    g_autoptr (MusterSettings) again = muster_settings_new (path);

    g_assert_cmpstr (muster_settings_get_hub (again), ==, MUSTER_HUB_PRIVATE);
    g_assert_cmpint (muster_settings_get_appearance (again), ==, MUSTER_APPEARANCE_SYSTEM);
  }
  g_unlink (path);
  g_rmdir (folder);
}

/* --- bars --- */

#define MINUTE (60 * (gint64) G_USEC_PER_SEC)

/* Spread over its minutes, a run is never more or less than it was. */
static void
test_bars (void)
{
  for (guint round = 0; round < 200; round++)
    {
      g_autoptr (MusterIncident) incident = muster_incident_new (1);
      MusterEntry *entry = muster_entry_new ();
      const gint64 now_us = 1000000 * MINUTE;
      const gint64 length = g_test_rand_int_range (0, 59) * MINUTE;
      MusterBars bars;
      guint sum = 0;

      entry->kind = MUSTER_EVENT_INCIDENT_ALERT_JOINED;
      entry->count = (guint) g_test_rand_int_range (1, 100000);
      entry->last_at_us = now_us;
      entry->at_us = now_us - length;
      g_ptr_array_add (incident->entries, entry);
      bars = muster_incident_bars (incident, now_us);
      for (guint i = 0; i < bars.n; i++)
        sum += bars.counts[i];
      g_assert_cmpuint (sum, ==, entry->count);
      bars = muster_incident_bars (incident, now_us + 61 * MINUTE);
      g_assert_cmpuint (muster_bars_peak (&bars), ==, 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/board-filter/matches", test_filter);
  g_test_add_func ("/hub-process/ready", test_lines);
  g_test_add_func ("/hub-process/hints", test_hints);
  g_test_add_func ("/here/reads-answers", test_here);
  g_test_add_func ("/settings/keeps", test_settings);
  g_test_add_func ("/incident-row/bars-sum-up", test_bars);
  return g_test_run ();
}
