/* room-feed.c - a room's rows from an incident's lines, and its alerts in short
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/room-feed.h"
#include "console/alert-digest.h"
#include "console/alert-page.h"
#include "console/entry-row.h"
#include "console/output-view.h"
#include "small-hub.h"

#include <string.h>

typedef struct
{
  SmallHub *hub;
  MusterTimelineModel *model;
  MusterRoomFeed *feed;
  guint number;
  guint n_changes; /* that the view was told of */
} Fixture;

static void
changed_cb (Fixture *fixture)
{
  fixture->n_changes++;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  MusterCommand *command;

  fixture->hub = small_hub_new (1);
  fixture->model = muster_timeline_model_new ();
  fixture->feed = muster_room_feed_new (fixture->model);
  g_signal_connect_swapped (fixture->model, "items-changed", G_CALLBACK (changed_cb), fixture);
  command = small_hub_command (fixture->hub, "incident.declare", 0);
  muster_command_set_text (command, "title", "Errors");
  g_assert_true (small_hub_do (fixture->hub, command, &fixture->number, NULL));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  muster_room_feed_free (fixture->feed);
  g_object_unref (fixture->model);
  small_hub_free (fixture->hub);
}

static const MusterIncident *
get_incident (Fixture *fixture)
{
  return muster_world_get_incident (fixture->hub->world, fixture->number);
}

static void
do_text (Fixture *fixture, const char *name, const char *argument, const char *text)
{
  MusterCommand *command = small_hub_command (fixture->hub, name, fixture->number);

  muster_command_set_text (command, argument, text);
  small_hub_advance (fixture->hub, G_TIME_SPAN_SECOND);
  g_assert_true (small_hub_do (fixture->hub, command, NULL, NULL));
}

static void
do_int (Fixture *fixture, const char *name, const char *argument, gint64 value)
{
  MusterCommand *command = small_hub_command (fixture->hub, name, fixture->number);

  muster_command_set_int (command, argument, value);
  small_hub_advance (fixture->hub, G_TIME_SPAN_SECOND);
  g_assert_true (small_hub_do (fixture->hub, command, NULL, NULL));
}

static void
update (Fixture *fixture, const GPtrArray *outbox)
{
  muster_room_feed_update (fixture->feed, fixture->hub->world, get_incident (fixture), outbox,
                           small_hub_person (fixture->hub, "ana"));
}

/* The last row, which the caller may look at until the next change. */
static const MusterTimelineRowData *
last_row (Fixture *fixture)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (fixture->model));
  g_autoptr (MusterTimelineItem) item =
      g_list_model_get_item (G_LIST_MODEL (fixture->model), n - 1);

  return muster_timeline_item_row (item);
}

static void
assert_last (Fixture *fixture, const char *text)
{
  g_autofree char *shown = muster_timeline_row_data_text (last_row (fixture));

  g_assert_cmpstr (shown, ==, text);
}

static void
test_follows (Fixture *fixture, gconstpointer data)
{
  const MusterTimelineRowData *row;

  do_text (fixture, "incident.note", "text", "Looking at the pool.");
  update (fixture, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->model)), ==, 2);
  g_assert_cmpuint (fixture->n_changes, ==, 1);
  assert_last (fixture, "Looking at the pool.");
  row = last_row (fixture);
  g_assert_cmpint (row->kind, ==, MUSTER_TIMELINE_NOTE);
  g_assert_cmpstr (row->person, ==, "ana");
  g_assert_false (row->is_pinned);

  update (fixture, NULL); /* nothing happened: the view hears nothing */
  g_assert_cmpuint (fixture->n_changes, ==, 1);

  do_int (fixture, "incident.pin", "seq", (gint64) muster_entry_row_seq (row->id));
  update (fixture, NULL);
  g_assert_true (last_row (fixture)->is_pinned);
  do_int (fixture, "incident.undo", "seq", (gint64) muster_entry_row_seq (last_row (fixture)->id));
  update (fixture, NULL);
  g_assert_true (last_row (fixture)->is_undone);
}

/* What waits stands at the end, marked, until it is sent. */
static void
test_pending (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) outbox =
      g_ptr_array_new_with_free_func ((GDestroyNotify) muster_outbox_item_free);
  MusterCommand *mine = small_hub_command (fixture->hub, "incident.severity", fixture->number);
  MusterCommand *other = small_hub_command (fixture->hub, "incident.note", fixture->number + 1);

  muster_command_set_int (mine, "severity", 2);
  muster_command_set_text (other, "text", "of another room");
  mine->id = (MusterUlid){ 1, 1 };
  other->id = (MusterUlid){ 1, 2 };
  g_ptr_array_add (outbox, muster_outbox_item_new (mine, fixture->hub->context.now_us, NULL));
  g_ptr_array_add (outbox, muster_outbox_item_new (other, fixture->hub->context.now_us, NULL));
  update (fixture, outbox);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->model)), ==, 2);
  assert_last (fixture, "Set the severity: SEV-2 · will sync");
  g_assert_true (last_row (fixture)->is_pending);
  g_assert_cmpuint (muster_entry_row_seq (last_row (fixture)->id), ==, 0);
  update (fixture, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->model)), ==, 1);
}

/* Text from outside cannot turn the line around, and is no markup (security R9). */
static void
test_hostile (Fixture *fixture, gconstpointer data)
{
  do_text (fixture, "incident.note", "text",
           "a\xe2\x80\xae"
           "b <b>c</b>\x1b[31m");
  update (fixture, NULL);
  assert_last (fixture, "a<U+202E>b <b>c</b><U+001B>[31m");
}

/* Two rules that fire by turns have a line each until somebody does something. */
static void
test_runs (Fixture *fixture, gconstpointer data)
{
  static const char *const rules[] = { "Slow", "Errors" };
  MusterUlid key = small_hub_key (fixture->hub, "api", (MusterUlid){ 0, 0 });
  MusterCommand *rule = small_hub_command (fixture->hub, "config.put", 0);
  GListModel *rows = G_LIST_MODEL (fixture->model);
  guint before = 0;

  muster_command_set_text (rule, "object", "grouping");
  muster_command_set_text (rule, "name", "default");
  muster_command_set_text (rule, "body", "{\"by\":[\"cluster\"]}");
  g_assert_true (small_hub_do (fixture->hub, rule, NULL, NULL));
  for (guint i = 0; i < 12; i++)
    {
      g_autofree char *labels =
          g_strdup_printf ("alertname=%s,cluster=a,pod=%u", rules[i % G_N_ELEMENTS (rules)], i);
      MusterReportSummary summary;

      small_hub_advance (fixture->hub, G_TIME_SPAN_SECOND);
      small_hub_alert (fixture->hub, key, MUSTER_REPORT_FIRING, labels, &summary);
      if (i == 0)
        fixture->number = muster_world_last_incident (fixture->hub->world);
      if (i == 7)
        {
          update (fixture, NULL);
          before = g_list_model_get_n_items (rows);
          assert_last (fixture, "4 alerts, Errors");
          do_text (fixture, "incident.note", "text", "Looking.");
        }
    }
  update (fixture, NULL);
  assert_last (fixture, "2 alerts, Errors");
  g_assert_cmpuint (g_list_model_get_n_items (rows), ==, before + 3); /* the note and a line each */
  do_int (fixture, "incident.pin", "seq", (gint64) muster_entry_row_seq (last_row (fixture)->id));
  update (fixture, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (rows), ==, before + 4);
  assert_last (fixture, "Errors fired"); /* the pinned one stands by itself */
}

static void
test_groups (Fixture *fixture, gconstpointer data)
{
  MusterUlid key = small_hub_key (fixture->hub, "api", (MusterUlid){ 0, 0 });
  MusterReportSummary summary;
  const MusterIncident *incident;
  g_autoptr (GPtrArray) incidents = NULL, groups = NULL;
  const MusterAlertGroup *group;
  MusterBars bars;
  guint sum = 0;

  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *labels =
          g_strdup_printf ("alertname=Slow,pod=%u,severity=%s", i, i == 3 ? "warning" : "info");

      small_hub_alert (fixture->hub, key, MUSTER_REPORT_FIRING, labels, &summary);
      small_hub_advance (fixture->hub, 20 * G_TIME_SPAN_SECOND);
    }
  incident = muster_world_get_incident (fixture->hub->world, fixture->number + 1);
  g_assert_nonnull (incident);
  incidents = muster_alert_incidents (fixture->hub->world, incident);
  groups = muster_alert_groups (incidents);
  g_assert_cmpuint (groups->len, ==, 1);
  group = g_ptr_array_index (groups, 0);
  g_assert_cmpstr (group->name, ==, "Slow");
  g_assert_cmpuint (group->n, ==, 5);
  g_assert_cmpint (group->last_us - group->first_us, ==, 80 * G_TIME_SPAN_SECOND);
  g_assert_cmpint (group->worst, ==, MUSTER_SEVERITY_LOW);
  muster_alert_bars (incidents, fixture->hub->context.now_us, &bars);
  g_assert_cmpuint (bars.n, ==, MUSTER_MOST_BARS);
  for (guint i = 0; i < bars.n; i++)
    sum += bars.counts[i];
  g_assert_cmpuint (sum, ==, 5);
  muster_alert_bars (incidents, fixture->hub->context.now_us + G_TIME_SPAN_DAY, &bars);
  g_assert_cmpuint (muster_bars_peak (&bars), ==, 0);
}

static void
test_output_head (void)
{
  static const struct
  {
    const char *text;
    guint lines;
    guint n_lines;
    gsize n;
  } cases[] = {
    { "", 2, 0, 0 },        { "a", 2, 1, 1 },      { "a\n", 2, 1, 1 },
    { "a\nb\nc", 2, 3, 3 }, { "\n\n\n", 2, 3, 1 }, { "a\nb\n", 1, 2, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint n_lines;

      g_assert_cmpuint (muster_output_head (cases[i].text, cases[i].lines, &n_lines), ==,
                        cases[i].n);
      g_assert_cmpuint (n_lines, ==, cases[i].n_lines);
    }
}

static MusterAlertPage *
read_page (const char *json, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));

  return muster_alert_page_read (bytes, error);
}

static void
test_alert_page (void)
{
  static const char *const wrong[] = {
    "", "[]", "{", "{\"items\":{}}", "{\"items\":[1]}", "{\"items\":[{\"labels\":[]}]}"
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (MusterAlertPage) page =
      read_page ("{\"items\":[{\"title\":null,\"status\":\"firing\",\"labels\":{\"alertname\":"
                 "\"Slow\",\"pod\":\"a\\u202eb\"},\"startsAt\":\"2026-03-06T14:25:02Z\","
                 "\"lastSeenAt\":\"2026-03-06T14:41:02Z\",\"count\":3,\"new\":{}},{}],"
                 "\"cursor\":\"7.X\",\"alerts\":12,\"incidents\":3}",
                 &error);
  g_autofree char *labels = NULL, *times = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (page->items->len, ==, 2);
  g_assert_cmpstr (page->cursor, ==, "7.X");
  g_assert_cmpint (page->alerts_n, ==, 12);
  g_assert_cmpint (page->incidents_n, ==, 3);
  labels = muster_alert_item_dup_labels (page->items->pdata[0]);
  times = muster_alert_item_dup_times (page->items->pdata[0]);
  g_assert_cmpstr (muster_alert_item_get_title (page->items->pdata[0]), ==, "Slow");
  g_assert_cmpstr (labels, ==, "pod=a<U+202E>b");
  g_assert_cmpstr (times, ==, "first seen 14:25:02, last 14:41:02, 3 times");
  g_assert_cmpint (muster_alert_item_get_state (page->items->pdata[0]), ==,
                   MUSTER_ALERT_STATE_FIRING);
  g_assert_cmpstr (muster_alert_item_get_title (page->items->pdata[1]), ==, "Alert without a name");
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_clear_error (&error);
      g_assert_null (read_page (wrong[i], &error));
      g_assert_nonnull (error);
    }
}

static void
test_alert_reasons (void)
{
  static const struct
  {
    const char *held, *reason;
  } cases[] = {
    { "\"kind\":\"silence\",\"endsAt\":\"2026-03-06T14:30:00Z\",\"createdBy\":\"ana\","
      "\"comment\":\"ack INC-1\"",
      "silenced by ana until 14:30: ack INC-1" },
    { "\"kind\":\"silence\",\"endsAt\":\"2026-03-06T14:30:00Z\",\"createdBy\":null,"
      "\"comment\":\"a\\u202eb\"",
      "silenced until 14:30: a<U+202E>b" },
    { "\"kind\":\"silence\"", "silenced" },
    { "\"kind\":\"inhibition\",\"rule\":\"cluster\",\"alertname\":\"ClusterDown\"",
      "inhibited by ClusterDown (rule cluster)" },
    { "\"kind\":\"inhibition\",\"rule\":\"cluster\"", "inhibited (rule cluster)" },
    { "\"kind\":\"maintenance\",\"rule\":\"nightly\",\"endsAt\":\"2026-03-06T14:30:00Z\","
      "\"comment\":\"the dump\"",
      "maintenance nightly until 14:30: the dump" },
    { "\"kind\":\"maintenance\",\"comment\":null", "maintenance" },
    { "\"kind\":\"new\"", "held back" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *json = g_strdup_printf (
          "{\"items\":[{\"id\":\"X\",\"status\":\"suppressed\",\"suppressedBy\":{%s}}]}",
          cases[i].held);
      g_autoptr (GError) error = NULL;
      g_autoptr (MusterAlertPage) page = read_page (json, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (muster_alert_item_get_reason (page->items->pdata[0]), ==, cases[i].reason);
      g_assert_cmpint (muster_alert_item_get_state (page->items->pdata[0]), ==,
                       MUSTER_ALERT_STATE_HELD);
    }
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/room-feed/follows", test_follows);
  ADD ("/room-feed/pending", test_pending);
  ADD ("/room-feed/hostile", test_hostile);
  ADD ("/room-feed/runs", test_runs);
  ADD ("/room-feed/groups", test_groups);
  g_test_add_func ("/room-feed/output-head", test_output_head);
  g_test_add_func ("/room-feed/alert-page", test_alert_page);
  g_test_add_func ("/room-feed/alert-reasons", test_alert_reasons);
  return g_test_run ();
}
