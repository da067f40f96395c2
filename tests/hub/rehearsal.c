/* rehearsal.c - what other rules would have made of the alerts there were, as the API tells it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "live-hub.h"

#include <string.h>

#define PATH "/v1/rules/preview"

static void
report (LiveHub *hub, const char *key, const char *status, const char *name, const char *node)
{
  g_autofree char *path = g_strdup_printf ("/v1/intake/%s/generic", key);
  g_autofree char *body = g_strdup_printf (
      "{\"summary\":\"x\",\"status\":\"%s\",\"labels\":{\"alertname\":\"%s\",\"node\":\"%s\"}}",
      status, name, node);
  g_autoptr (LiveAnswer) answer = live_post (hub, NULL, path, body);

  g_assert_cmpuint (answer->status, ==, 202);
}

/* Three alerts on each of two nodes, which are over an hour later, the last first; twice. */
static LiveHub *
new_hub (gboolean on_disk)
{
  static const char *const names[] = { "Cpu", "Disk", "Net" };
  LiveHub *hub = live_hub_new (on_disk);
  g_autofree char *key = live_key (hub, "shop");

  for (guint round = 0; round < 4; round++)
    {
      gboolean fires = round % 2 == 0;

      for (guint i = 0; i < 6; i++)
        report (hub, key, fires ? "firing" : "resolved", names[fires ? i / 2 : 2 - i / 2],
                i % 2 == 0 ? "a" : "b");
      live_hub_advance (hub, G_TIME_SPAN_HOUR);
    }
  return hub;
}

static gboolean
says (const LiveAnswer *answer, const char *text)
{
  if (strstr (answer->body, text) != NULL)
    return TRUE;
  g_test_message ("%s", answer->body);
  return FALSE;
}

static void
test_grouping (void)
{
  g_autoptr (LiveHub) hub = new_hub (TRUE);
  guint64 seq = live_hub_seq (hub);
  g_autoptr (LiveAnswer) answer = live_post (
      hub, NULL, PATH,
      "{\"object\":\"grouping\",\"name\":\"default\",\"body\":{\"by\":[\"node\"]},\"days\":2}");

  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_true (says (answer, "\"whole\":true,\"alerts\":12,"));
  g_assert_true (says (answer, "\"now\":{\"incidents\":6,\"held\":0,"));
  g_assert_true (says (answer, "\"then\":{\"incidents\":4,\"held\":0,"));
  g_assert_true (says (answer, "\"alerts\":3}"));
  g_assert_cmpuint (live_hub_seq (hub), ==, seq); /* nothing happened */
}

static void
test_other_rules (void)
{
  g_autoptr (LiveHub) hub = new_hub (FALSE);
  g_autoptr (LiveAnswer) answer =
      live_post (hub, NULL, PATH,
                 "{\"object\":\"rules\",\"name\":\"inhibit\",\"body\":{\"rules\":[{\"source\":"
                 "\"alertname=Cpu\",\"target\":\"alertname=Net\",\"equal\":[\"node\"]}]}}");

  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_true (says (answer, "\"then\":{\"incidents\":4,"));
}

/* What was before is not looked at. */
static void
test_days (void)
{
  g_autoptr (LiveHub) hub = new_hub (FALSE);
  g_autoptr (LiveAnswer) answer = NULL;

  live_hub_advance (hub, 3 * G_TIME_SPAN_DAY);
  answer = live_post (hub, NULL, PATH,
                      "{\"object\":\"grouping\",\"name\":\"default\",\"body\":{},\"days\":1}");
  g_assert_true (says (answer, "\"alerts\":0,\"now\":{\"incidents\":0,"));
}

static void
test_refused (void)
{
  static const char *const bodies[] = {
    "{}",
    "{\"object\":\"grouping\",\"name\":\"default\",\"body\":{\"by\":7}}",
    "{\"object\":\"grouping\",\"name\":\"default\",\"body\":{},\"days\":0}",
    "{\"object\":\"grouping\",\"name\":\"default\",\"body\":{},\"else\":0}",
    "{\"object\":\"rules\",\"name\":\"nonsense\",\"body\":{}}",
    "{\"object\":\"rules\",\"name\":\"routes\",\"body\":{\"rules\":[{\"match\":\"a=~(\"}]}}",
    "[",
  };
  g_autoptr (LiveHub) hub = live_hub_new (FALSE);
  g_autofree char *viewer = live_token (hub, "vic", MUSTER_ACCESS_VIEWER);
  g_autoptr (LiveAnswer) forbidden = live_post (hub, viewer, PATH, bodies[1]);

  g_assert_cmpuint (forbidden->status, ==, 403);
  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (LiveAnswer) answer = live_post (hub, NULL, PATH, bodies[i]);

      g_assert_cmpuint (answer->status, ==, 400);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rehearsal/grouping", test_grouping);
  g_test_add_func ("/rehearsal/other-rules", test_other_rules);
  g_test_add_func ("/rehearsal/days", test_days);
  g_test_add_func ("/rehearsal/refused", test_refused);
  return g_test_run ();
}
