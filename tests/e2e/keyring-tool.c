/* keyring-tool.c - asks the keyring as the console does: store, lookup or clear the token of a hub
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Prints "ok" and what was found, or "error" and its code. Its main loop must go on all the time:
 * the longest pause between two beats of it follows, in ms.
 */
#include <libsecret/secret.h>
#include <stdlib.h>

#include "console/secrets.h"

#define BEAT_MS 20

typedef struct
{
  GMainLoop *loop;
  gint64 last_beat_us;
  gint64 longest_us;
} Tool;

static gboolean
beat_cb (gpointer user_data)
{
  Tool *tool = user_data;
  gint64 now_us = g_get_monotonic_time ();

  tool->longest_us = MAX (tool->longest_us, now_us - tool->last_beat_us);
  tool->last_beat_us = now_us;
  return G_SOURCE_CONTINUE;
}

static void
finish (Tool *tool, const char *found, const GError *error)
{
  if (error != NULL)
    g_print ("error %d %s\n", error->code, error->message);
  else
    g_print ("ok %s\n", found != NULL ? found : "");
  g_main_loop_quit (tool->loop);
}

static void
stored_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  muster_secrets_store_finish (result, &error);
  finish (user_data, NULL, error);
}

static void
looked_up_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  char *token = muster_secrets_lookup_finish (result, &error);

  finish (user_data, token, error);
  secret_password_free (token);
}

static void
cleared_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  muster_secrets_clear_finish (result, &error);
  finish (user_data, NULL, error);
}

static gboolean
cancel_cb (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
  return G_SOURCE_REMOVE;
}

int
main (int argc, char **argv)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Tool tool = { .loop = loop, .last_beat_us = g_get_monotonic_time () };

  if (argc < 3)
    return 2;
  g_timeout_add (BEAT_MS, beat_cb, &tool);
  if (g_str_equal (argv[1], "store"))
    muster_secrets_store_async (argv[2], argv[3], NULL, stored_cb, &tool);
  else if (g_str_equal (argv[1], "clear"))
    muster_secrets_clear_async (argv[2], NULL, cleared_cb, &tool);
  else
    muster_secrets_lookup_async (argv[2], cancellable, looked_up_cb, &tool);
  if (g_str_equal (argv[1], "cancel"))
    g_timeout_add (BEAT_MS, cancel_cb, cancellable);
  g_main_loop_run (loop);
  g_print ("%d\n", (int) (tool.longest_us / 1000));
  return 0;
}
