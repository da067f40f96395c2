/* zone-watch.c - an update of the system's zone data is told, as it counts only after a start
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib/gstdio.h>

#include "hub/zone-watch.h"
#include "live-hub.h"

#include <string.h>

/* New files in the place of the old ones, as packages are updated. */
static void
update (const char *folder, const char *text)
{
  g_autofree char *path = g_build_filename (folder, "tzdata.zi", NULL);
  g_autofree char *other = g_build_filename (folder, "new", NULL);

  g_assert_true (g_file_set_contents (other, text, -1, NULL));
  g_assert_cmpint (g_rename (other, path), ==, 0);
}

static guint
count_firing (LiveHub *hub)
{
  const char *const wanted = "\"alertname\":\"ZoneDataChanged\"";
  g_autoptr (LiveAnswer) answer = live_get (hub, NULL, "/v1/alerts");
  guint n = 0;

  for (const char *c = answer->body; (c = strstr (c, wanted)) != NULL; c++)
    n++;
  g_test_message ("%s", answer->body);
  return strstr (answer->body, "\"status\":\"firing\"") != NULL ? n : 0;
}

static void
test_update (gconstpointer data)
{
  const char *folder = data;
  g_autoptr (LiveHub) hub = live_hub_new (FALSE);
  MusterCommitter *committer = muster_hub_get_committer (hub->hub);
  MusterZoneWatch *watch = muster_zone_watch_new (committer, hub->clock);

  live_hub_advance (hub, 3 * G_TIME_SPAN_HOUR);
  g_assert_cmpuint (count_firing (hub), ==, 0);
  update (folder, "# version 2026b\n");
  live_hub_advance (hub, G_TIME_SPAN_HOUR);
  g_assert_cmpuint (count_firing (hub), ==, 1);
  update (folder, "# version 2026c\n");
  live_hub_advance (hub, 3 * G_TIME_SPAN_HOUR);
  g_assert_cmpuint (count_firing (hub), ==, 1);
  muster_zone_watch_free (watch); /* another process reads the data anew */
  watch = muster_zone_watch_new (committer, hub->clock);
  live_hub_settle (hub);
  g_assert_cmpuint (count_firing (hub), ==, 0);
  muster_zone_watch_free (watch);
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = g_dir_make_tmp ("muster-zones-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "tzdata.zi", NULL);
  int status;

  g_test_init (&argc, &argv, NULL);
  g_setenv ("TZDIR", folder, TRUE); /* before there is a thread */
  update (folder, "# version 2026a\n");
  g_test_add_data_func ("/zone-watch/update", folder, test_update);
  status = g_test_run ();
  g_unlink (path);
  g_rmdir (folder);
  return status;
}
