/* alert-lists.c - Alertmanager's lists of alerts, longer than a page and while alerts come and go
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/json-reader.h"
#include "live-hub.h"

#include <string.h>

#define STAYS_N        1500 /* several pages, and more than one row of the journal */
#define POST_N         250
#define TRAFFIC_ROUNDS 60

static void
append_alert (GString *out, const char *kind, guint number, const char *more)
{
  g_string_append_printf (out,
                          "%s{\"labels\":{\"alertname\":\"A%u\",\"kind\":\"%s\",\"n\":\"%u\"},"
                          "\"annotations\":{\"summary\":\"\\u00e4 \\\"%u\\\"\\n\"}%s}",
                          out->len > 1 ? "," : "", number % 7, kind, number, number, more);
}

static void
post_alerts (LiveHub *hub, const char *key, const char *kind, guint first, const char *more)
{
  g_autofree char *path = g_strdup_printf ("/v1/intake/%s/api/v2/alerts", key);
  g_autoptr (GString) body = g_string_new ("[");
  g_autoptr (LiveAnswer) answer = NULL;

  for (guint i = first; i < first + POST_N; i++)
    append_alert (body, kind, i, more);
  g_string_append_c (body, ']');
  answer = live_post (hub, NULL, path, body->str);
  g_assert_cmpuint (answer->status, ==, 200);
}

static void
set_up (LiveHub *hub)
{
  g_autofree char *key = live_key (hub, "shop");

  for (guint i = 0; i < STAYS_N; i += POST_N)
    post_alerts (hub, key, "stays", i, "");
}

/* The "n" of every alert of @kind, which must be whole and there once. */
static void
read_alert (MusterJsonReader *reader, const char *kind, GHashTable *numbers)
{
  g_autofree char *number = NULL;
  gboolean is_wanted = FALSE;
  guint members_n = 0;
  MusterText name, value;

  muster_json_reader_enter_object (reader);
  for (; muster_json_reader_next_member (reader, &name); members_n++)
    {
      if (!muster_text_equal (name, "labels"))
        {
          muster_json_reader_skip (reader);
          continue;
        }
      muster_json_reader_enter_object (reader);
      while (muster_json_reader_next_member (reader, &name) &&
             muster_json_reader_string (reader, &value))
        if (muster_text_equal (name, "n"))
          number = muster_text_dup (value);
        else if (muster_text_equal (name, "kind"))
          is_wanted = muster_text_equal (value, kind);
    }
  g_assert_cmpuint (members_n, ==, 9);
  if (is_wanted)
    g_assert_true (g_hash_table_add (numbers, g_steal_pointer (&number)));
}

static GHashTable *
read_list (const LiveAnswer *answer, const char *kind)
{
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  GHashTable *numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (answer->status, ==, 200);
  muster_json_reader_begin (reader, answer->body, answer->body_n, NULL);
  muster_json_reader_enter_array (reader);
  while (muster_json_reader_next_item (reader))
    read_alert (reader, kind, numbers);
  muster_json_reader_finish (reader, &error);
  g_assert_no_error (error);
  return numbers;
}

/* Of a list in groups: the same, and how many groups. */
static GHashTable *
read_groups (const LiveAnswer *answer, const char *kind, guint *groups_n)
{
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  GHashTable *numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GError) error = NULL;
  MusterText name;

  g_assert_cmpuint (answer->status, ==, 200);
  muster_json_reader_begin (reader, answer->body, answer->body_n, NULL);
  muster_json_reader_enter_array (reader);
  for (*groups_n = 0; muster_json_reader_next_item (reader); (*groups_n)++)
    {
      muster_json_reader_enter_object (reader);
      while (muster_json_reader_next_member (reader, &name))
        {
          if (!muster_text_equal (name, "alerts"))
            {
              muster_json_reader_skip (reader);
              continue;
            }
          muster_json_reader_enter_array (reader);
          while (muster_json_reader_next_item (reader))
            read_alert (reader, kind, numbers);
        }
    }
  muster_json_reader_finish (reader, &error);
  g_assert_no_error (error);
  return numbers;
}

static void
test_long (gconstpointer on_disk)
{
  static const struct
  {
    const char *query;
    guint n;
  } cases[] = {
    { "", STAYS_N },
    { "?filter=alertname%3D%22A3%22", 214 },
    { "?filter=kind%3D%22other%22", 0 },
    { "?active=false", 0 },
    { "?silenced=false&inhibited=false", STAYS_N },
    { "?receiver=nobody", 0 },
  };
  g_autoptr (LiveHub) hub = live_hub_new (GPOINTER_TO_INT (on_disk));
  guint groups_n;

  set_up (hub);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *list = g_strconcat ("/api/v2/alerts", cases[i].query, NULL);
      g_autofree char *groups = g_strconcat ("/api/v2/alerts/groups", cases[i].query, NULL);
      g_autoptr (LiveAnswer) answer = live_get (hub, NULL, list);
      g_autoptr (LiveAnswer) in_groups = live_get (hub, NULL, groups);
      g_autoptr (GHashTable) numbers = read_list (answer, "stays");
      g_autoptr (GHashTable) grouped = read_groups (in_groups, "stays", &groups_n);

      g_assert_cmpuint (g_hash_table_size (numbers), ==, cases[i].n);
      g_assert_cmpuint (g_hash_table_size (grouped), ==, cases[i].n);
      g_assert_cmpuint (groups_n, <=, 7);
    }
}

/* What the payload says is passed on as it was taken in. */
static void
test_text (void)
{
  g_autoptr (LiveHub) hub = live_hub_new (FALSE);
  g_autofree char *key = live_key (hub, "shop");
  g_autofree char *path = g_strdup_printf ("/v1/intake/%s/api/v2/alerts", key);
  g_autoptr (LiveAnswer) posted = live_post (
      hub, NULL, path,
      "[{\"labels\":{\"b\":\"x\\\"y\\\\\",\"alertname\":\"A\"},\"generatorURL\":\"http://h/"
      "?a=1&b=2\","
      "\"annotations\":{\"summary\":\"\\u00fc\\n\"},\"startsAt\":\"2026-03-06T13:59:00Z\","
      "\"endsAt\":\"2026-03-06T15:00:00Z\"}]");
  g_autoptr (LiveAnswer) answer = live_get (hub, NULL, "/api/v2/alerts");
  static const char *const parts[] = {
    "\"annotations\":{\"summary\":\"\u00fc\\n\"}",
    "\"generatorURL\":\"http://h/?a=1&b=2\"",
    "\"b\":\"x\\\"y\\\\\"",
    "\"startsAt\":\"2026-03-06T13:59:00Z\"",
    "\"endsAt\":\"2026-03-06T15:00:00Z\"",
    "\"status\":{\"state\":\"active\",\"silencedBy\":[],\"inhibitedBy\":[],\"mutedBy\":[]}",
    "\"receivers\":[{\"name\":\"muster\"}]",
    /* model.LabelSet{"alertname": "A", "b": `x"y\`}.Fingerprint() */
    "\"fingerprint\":\"8603adaef9fc5b2c\"",
  };

  g_assert_cmpuint (posted->status, ==, 200);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (strstr (answer->body, parts[i]) == NULL)
      g_error ("%s is not in %s", parts[i], answer->body);
}

/* --- while alerts come and go --- */

typedef struct
{
  LiveHub *hub;
  guint rounds_n, rounds_max;
  guint id; /* 0: it is over */
} Traffic;

static void
add_report (MusterReports *reports, guint number, gboolean is_over)
{
  const char *text = muster_arena_strndup (reports->arena, "0000000000", 10);
  MusterLabel *items = muster_arena_alloc (reports->arena, 2 * sizeof *items);
  MusterReport *report = muster_reports_add (reports);

  g_snprintf ((char *) text, 10, "%u", number);
  items[0] = (MusterLabel){ "kind", "traffic", 4, 7 };
  items[1] = (MusterLabel){ "n", text, 1, (guint16) strlen (text) };
  report->labels = (MusterLabelSet){ items, 2 };
  report->status = is_over ? MUSTER_REPORT_RESOLVED : MUSTER_REPORT_FIRING;
}

/* Ten new alerts, and the end of the ten before. */
static gboolean
traffic_cb (gpointer user_data)
{
  Traffic *self = user_data;
  MusterCommitter *committer = muster_hub_get_committer (self->hub->hub);
  g_autoptr (MusterReports) reports = muster_reports_new ();
  MusterReportSummary summary = { 0 };

  for (guint i = 0; i < 10; i++)
    add_report (reports, self->rounds_n * 10 + i, FALSE);
  for (guint i = 0; i < 10 && self->rounds_n > 0; i++)
    add_report (reports, self->rounds_n * 10 - 10 + i, TRUE);
  muster_committer_report (committer, reports, (MusterUlid){ 1, 1 }, &summary);
  muster_committer_settle (committer);
  if (++self->rounds_n < self->rounds_max)
    return G_SOURCE_CONTINUE;
  self->id = 0;
  return G_SOURCE_REMOVE;
}

/* What fires throughout is there once (read_alert() minds that); the index grows meanwhile. */
static void
test_traffic (gconstpointer path)
{
  g_autoptr (LiveHub) hub = live_hub_new (FALSE);
  Traffic traffic = { .hub = hub };

  set_up (hub);
  for (guint round = 0; round < 4; round++)
    {
      g_autoptr (LiveAnswer) answer = NULL;
      g_autoptr (GHashTable) numbers = NULL;
      guint groups_n;

      traffic.rounds_max += TRAFFIC_ROUNDS;
      traffic.id = g_idle_add (traffic_cb, &traffic);
      answer = live_get (hub, NULL, path);
      g_clear_handle_id (&traffic.id, g_source_remove);
      numbers = g_str_has_suffix (path, "groups") ? read_groups (answer, "stays", &groups_n)
                                                  : read_list (answer, "stays");
      g_assert_cmpuint (g_hash_table_size (numbers), ==, STAYS_N);
    }
  g_assert_cmpuint (traffic.rounds_n, >, 4);
}

/* What did not reach the disk is in no list, and lists are had all the same. */
static void
test_failing_journal (void)
{
  g_autoptr (LiveHub) hub = live_hub_new (FALSE);
  Traffic traffic = { .hub = hub };
  g_autoptr (LiveAnswer) answer = NULL;
  g_autoptr (GHashTable) stays = NULL;
  g_autoptr (GHashTable) lost = NULL;

  set_up (hub);
  g_test_expect_message ("muster", G_LOG_LEVEL_WARNING, "*cannot be written*");
  live_hub_fail_next (hub, 1);
  traffic_cb (&traffic);
  live_hub_settle (hub);
  g_test_assert_expected_messages ();
  answer = live_get (hub, NULL, "/api/v2/alerts");
  stays = read_list (answer, "stays");
  lost = read_list (answer, "traffic");
  g_assert_cmpuint (g_hash_table_size (stays), ==, STAYS_N);
  g_assert_cmpuint (g_hash_table_size (lost), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/hub/alert-lists/long/memory", GINT_TO_POINTER (FALSE), test_long);
  g_test_add_data_func ("/hub/alert-lists/long/disk", GINT_TO_POINTER (TRUE), test_long);
  g_test_add_func ("/hub/alert-lists/text", test_text);
  g_test_add_data_func ("/hub/alert-lists/traffic/list", "/api/v2/alerts", test_traffic);
  g_test_add_data_func ("/hub/alert-lists/traffic/groups", "/api/v2/alerts/groups", test_traffic);
  g_test_add_func ("/hub/alert-lists/failing-journal", test_failing_journal);
  return g_test_run ();
}
