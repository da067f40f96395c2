/* alert-list.c - ten thousand alerts in a room: which are shown, in which order, and at what cost
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <adwaita.h>
#include <sys/resource.h>

#include "console/alert-list.h"
#include "console/alert-page.h"
#include "console/style.h"

#define MANY 10000

static const char *const services[] = { "api", "checkout", "payments-db", "search", "user" };

/* What the hub tells of many alerts: every tenth is held back, every seventh is over. */
static GPtrArray *
make_alerts (guint n)
{
  g_autoptr (GString) json = g_string_new ("{\"items\":[");
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (MusterAlertPage) page = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < n; i++)
    g_string_append_printf (
        json,
        "%s{\"id\":\"A%05u\",\"title\":\"Requests fail on %u\",\"status\":\"%s\",%s\"labels\":{"
        "\"alertname\":\"HighErrorRate\",\"service\":\"%s\",\"severity\":\"%s\",\"namespace\":"
        "\"production\",\"pod\":\"pod-%u-x7k2f\",\"instance\":\"10.0.%u.%u:9100\"},\"startsAt\":"
        "\"2026-03-06T14:25:02Z\",\"lastSeenAt\":\"2026-03-06T14:41:02Z\",\"count\":%u}",
        i > 0 ? "," : "", i, i,
        i % 10 == 0  ? "suppressed"
        : i % 7 == 0 ? "resolved"
                     : "firing",
        i % 10 == 0 ? "\"suppressedBy\":{\"kind\":\"inhibition\",\"rule\":\"cluster\"}," : "",
        services[i % 5], i % 3 == 0 ? "critical" : "warning", i, i / 256, i % 256, i % 9 + 1);
  g_string_append (json, "],\"cursor\":null}");
  bytes = g_bytes_new (json->str, json->len);
  page = muster_alert_page_read (bytes, &error);
  g_assert_no_error (error);
  return g_ptr_array_ref (page->items);
}

static void
turn_until_shown (MusterAlertListModel *model)
{
  do
    g_main_context_iteration (NULL, TRUE);
  while (muster_alert_list_model_is_loading (model));
}

static void
filter (MusterAlertListModel *model, const char *text)
{
  MusterAlertFilter *one = muster_alert_filter_new (text, NULL);

  g_assert_nonnull (one);
  muster_alert_list_model_set_filter (model, one);
  turn_until_shown (model);
}

static void
assert_row (MusterAlertListModel *model, guint position, const char *title)
{
  g_autoptr (MusterAlertItem) item = g_list_model_get_item (G_LIST_MODEL (model), position);

  g_assert_nonnull (item);
  g_assert_cmpstr (muster_alert_item_get_title (item), ==, title);
}

static void
test_order (void)
{
  g_autoptr (MusterAlertListModel) model = muster_alert_list_model_new (NULL, 1);
  g_autoptr (GPtrArray) alerts = make_alerts (20);

  muster_alert_list_model_add (model, alerts);
  turn_until_shown (model);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 23);
  assert_row (model, 0, "Firing · 16");
  assert_row (model, 17, "inhibited (rule cluster) · 2");
  assert_row (model, 20, "Resolved · 2");
  g_assert_cmpuint (muster_alert_list_model_find_reason (model, "inhibited (rule cluster)"), ==,
                    17);
  g_assert_cmpuint (muster_alert_list_model_find_reason (model, "x"), ==, G_MAXUINT);

  filter (model, "service=\"user\" pod-14");
  g_assert_cmpuint (muster_alert_list_model_count_passing (model), ==, 1);
  assert_row (model, 0, "Resolved · 1");
  filter (model, "nothing");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 0);
  filter (model, "");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 23);
}

static void
test_one_is_open (void)
{
  g_autoptr (MusterAlertListModel) model = muster_alert_list_model_new (NULL, 1);
  g_autoptr (GPtrArray) alerts = make_alerts (20);

  muster_alert_list_model_add (model, alerts);
  turn_until_shown (model);
  muster_alert_list_model_toggle (model, 0); /* a heading */
  g_assert_null (muster_alert_list_model_get_open (model));
  muster_alert_list_model_toggle (model, 1);
  muster_alert_list_model_toggle (model, 2);
  g_assert_true (muster_alert_list_model_get_open (model) == g_ptr_array_index (alerts, 2));
  muster_alert_list_model_toggle (model, 2);
  g_assert_null (muster_alert_list_model_get_open (model));
}

/* What the listeners were told is what is there, whatever comes in between. */
static void
changed_cb (GListModel *model, guint position, guint removed, guint added, guint *n)
{
  g_assert_cmpuint (position + removed, <=, *n);
  *n += added - removed;
  g_assert_cmpuint (*n, ==, g_list_model_get_n_items (model));
}

static void
test_told (void)
{
  static const char *const texts[] = {
    "", "pod-1", "pod-12", "service=api", "severity!=critical", "x", "service=~\"a.*|s.*\" 7"
  };
  g_autoptr (MusterAlertListModel) model = muster_alert_list_model_new (NULL, 1);
  g_autoptr (GPtrArray) alerts = make_alerts (1000);
  guint n = 0;

  g_signal_connect (model, "items-changed", G_CALLBACK (changed_cb), &n);
  muster_alert_list_model_add (model, alerts);
  for (guint i = 0; i < 200; i++)
    {
      const char *text = texts[g_test_rand_int_range (0, G_N_ELEMENTS (texts))];

      muster_alert_list_model_set_filter (model, muster_alert_filter_new (text, NULL));
      for (int k = g_test_rand_int_range (0, 6); k > 0; k--)
        g_main_context_iteration (NULL, FALSE);
    }
  filter (model, "");
  g_assert_cmpuint (n, ==, 1003);
}

static gint64
cpu_us (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * G_USEC_PER_SEC + usage.ru_utime.tv_usec +
         usage.ru_stime.tv_usec;
}

/* Each letter, on a display: asking all, the list's change, and the frame. */
static void
test_cost (void)
{
  static const char *const texts[] = {
    "p", "pa", "pay", "payments", "severity!=critical", "service=~\"a.*\"", "pod-99", ""
  };
  g_autoptr (MusterAlertListModel) model = muster_alert_list_model_new (NULL, 1);
  g_autoptr (MusterAlertMarks) marks = muster_alert_marks_new ();
  g_autoptr (GPtrArray) alerts = make_alerts (MANY);
  GtkWidget *window = gtk_window_new ();
  gint64 worst_us = 0;

  muster_alert_list_model_add (model, alerts);
  gtk_window_set_child (GTK_WINDOW (window), muster_alert_list_new (model, marks));
  gtk_window_set_default_size (GTK_WINDOW (window), 396, 700);
  gtk_window_present (GTK_WINDOW (window));
  turn_until_shown (model);
  gtk_test_widget_wait_for_draw (window);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      gint64 before_us = cpu_us (), asked_us;

      filter (model, texts[i]);
      asked_us = cpu_us () - before_us;
      gtk_test_widget_wait_for_draw (window);
      worst_us = MAX (worst_us, cpu_us () - before_us);
      g_test_message ("%-20s %5u alerts, %.1f ms of CPU to the list, %.1f ms to the frame",
                      texts[i], muster_alert_list_model_count_passing (model),
                      (double) asked_us / 1000, (double) (cpu_us () - before_us) / 1000);
    }
  g_test_message ("worst: %.1f ms", (double) worst_us / 1000);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  muster_style_register ();
  g_test_add_func ("/alert-list/order", test_order);
  g_test_add_func ("/alert-list/one-is-open", test_one_is_open);
  g_test_add_func ("/alert-list/told", test_told);
  g_test_add_func ("/alert-list/cost", test_cost);
  return g_test_run ();
}
