/* drill-run.c - a drill on a hub of its own, which is gone afterwards
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/drill-run.h"

#include "base/folder.h"
#include "console/hub-process.h"

#include <glib/gi18n.h>

struct _MusterDrillRun
{
  GObject parent_instance;
  char *name;
  guint speed;
  char *folder;           /* (nullable): all that the hub writes */
  char *url;              /* (nullable) */
  MusterHubProcess *hub;  /* (nullable) */
  MusterHubProcess *play; /* (nullable) */
  char *hint;             /* (nullable) */
  char *trouble;          /* (nullable) */
};

enum
{
  SIGNAL_READY,
  SIGNAL_HINT_CHANGED,
  SIGNAL_FAILED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MusterDrillRun, muster_drill_run, G_TYPE_OBJECT)

/* --- the two programs --- */

static void
fail (MusterDrillRun *self, const char *trouble)
{
  g_free (self->trouble);
  self->trouble = g_strdup (trouble);
  g_signal_emit (self, signals[SIGNAL_FAILED], 0);
}

static void
play_line_cb (MusterDrillRun *self, const char *line)
{
  g_autofree char *hint = muster_hub_process_read_hint (line);

  if (!hint || g_strcmp0 (hint, self->hint) == 0)
    return;
  g_free (self->hint);
  self->hint = g_steal_pointer (&hint);
  g_signal_emit (self, signals[SIGNAL_HINT_CHANGED], 0);
}

static void
play_ended_cb (MusterDrillRun *self, gboolean ok)
{
  if (!ok)
    fail (self, _ ("The drill could not be played. Its hub stays until you end the drill."));
}

static void
start_play (MusterDrillRun *self)
{
  g_autofree char *program = muster_hub_process_find_program ();
  g_autofree char *speed = g_strdup_printf ("%u", self->speed);
  const char *const argv[] = { program,   "drill", self->name,      "--hub", self->url,
                               "--speed", speed,   "--interactive", NULL };
  g_autoptr (GError) error = NULL;

  self->play = muster_hub_process_new (argv, MUSTER_HUB_PROCESS_DIES_WITH_US, &error);
  if (!self->play)
    {
      fail (self, error->message);
      return;
    }
  g_signal_connect_swapped (self->play, "line", G_CALLBACK (play_line_cb), self);
  g_signal_connect_swapped (self->play, "ended", G_CALLBACK (play_ended_cb), self);
}

static void
hub_line_cb (MusterDrillRun *self, const char *line)
{
  if (self->play || !muster_hub_process_is_ready_line (line))
    return;
  g_signal_emit (self, signals[SIGNAL_READY], 0);
  start_play (self);
}

static void
hub_ended_cb (MusterDrillRun *self, gboolean ok)
{
  fail (self, _ ("The hub of the drill has ended. Start the drill again."));
}

static gboolean
make_folder (MusterDrillRun *self, GError **error)
{
  g_autofree char *pattern =
      g_build_filename (g_get_user_runtime_dir (), "muster-drill-XXXXXX", NULL);

  if (!g_mkdtemp_full (pattern, 0700))
    {
      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED,
                   /* TRANSLATORS: the placeholder is a folder */
                   _ ("The drill needs a folder in %s, which cannot be made"),
                   g_get_user_runtime_dir ());
      return FALSE;
    }
  self->folder = g_steal_pointer (&pattern);
  self->url = g_strdup_printf ("unix:%s/hub.sock", self->folder);
  return TRUE;
}

/* --- the object --- */

static void
forget (MusterDrillRun *self, MusterHubProcess **process)
{
  if (!*process)
    return;
  g_signal_handlers_disconnect_by_data (*process, self);
  muster_hub_process_kill (*process); /* nothing that it knows is worth keeping */
  g_clear_object (process);
}

static void
dispose (GObject *object)
{
  muster_drill_run_stop (MUSTER_DRILL_RUN (object));
  G_OBJECT_CLASS (muster_drill_run_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  MusterDrillRun *self = MUSTER_DRILL_RUN (object);

  g_free (self->name);
  g_free (self->folder);
  g_free (self->url);
  g_free (self->hint);
  g_free (self->trouble);
  G_OBJECT_CLASS (muster_drill_run_parent_class)->finalize (object);
}

static guint
new_signal (const char *name)
{
  return g_signal_new (name, MUSTER_TYPE_DRILL_RUN, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                       G_TYPE_NONE, 0);
}

static void
muster_drill_run_class_init (MusterDrillRunClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  signals[SIGNAL_READY] = new_signal ("ready");
  signals[SIGNAL_HINT_CHANGED] = new_signal ("hint-changed");
  signals[SIGNAL_FAILED] = new_signal ("failed");
}

static void
muster_drill_run_init (MusterDrillRun *self)
{
}

/**
 * muster_drill_run_new:
 * @name: a drill of musterd, as %MUSTER_DRILL_FIRST
 * @speed: how many times as fast as the story tells it; at least 1
 *
 * Returns: (transfer full): a drill that is not started
 */
MusterDrillRun *
muster_drill_run_new (const char *name, guint speed)
{
  MusterDrillRun *self = g_object_new (MUSTER_TYPE_DRILL_RUN, NULL);

  self->name = g_strdup (name);
  self->speed = MAX (speed, 1);
  return self;
}

/**
 * muster_drill_run_start:
 * @self: a drill that is not started
 * @error: return location: what is missing
 *
 * Starts its hub on a folder of its own; "ready" comes when that takes requests.
 *
 * Returns: whether it is on its way
 */
gboolean
muster_drill_run_start (MusterDrillRun *self, GError **error)
{
  g_autofree char *program = muster_hub_process_find_program ();

  g_return_val_if_fail (MUSTER_IS_DRILL_RUN (self) && !self->hub, FALSE);

  if (!program)
    {
      g_set_error_literal (error, G_FILE_ERROR, G_FILE_ERROR_NOENT,
                           _ ("The program musterd is not installed, and the drill needs it"));
      return FALSE;
    }
  if (!make_folder (self, error))
    return FALSE;
  self->hub =
      muster_hub_process_new ((const char *const[]){ program, "serve", "--state", self->folder,
                                                     "--listen", self->url, NULL },
                              MUSTER_HUB_PROCESS_DIES_WITH_US, error);
  if (!self->hub)
    {
      muster_folder_remove (self->folder);
      return FALSE;
    }
  g_signal_connect_swapped (self->hub, "line", G_CALLBACK (hub_line_cb), self);
  g_signal_connect_swapped (self->hub, "ended", G_CALLBACK (hub_ended_cb), self);
  return TRUE;
}

/**
 * muster_drill_run_stop:
 * @self: a drill
 *
 * Ends it: its hub, and all that it wrote.
 */
void
muster_drill_run_stop (MusterDrillRun *self)
{
  g_return_if_fail (MUSTER_IS_DRILL_RUN (self));

  forget (self, &self->play);
  forget (self, &self->hub);
  if (self->folder)
    muster_folder_remove (self->folder);
  g_clear_pointer (&self->folder, g_free);
}

/**
 * muster_drill_run_get_name:
 * @self: a drill
 *
 * Returns: its name
 */
const char *
muster_drill_run_get_name (MusterDrillRun *self)
{
  g_return_val_if_fail (MUSTER_IS_DRILL_RUN (self), NULL);
  return self->name;
}

/**
 * muster_drill_run_get_url:
 * @self: a drill that was started
 *
 * Returns: where its hub listens
 */
const char *
muster_drill_run_get_url (MusterDrillRun *self)
{
  g_return_val_if_fail (MUSTER_IS_DRILL_RUN (self), NULL);
  return self->url;
}

/**
 * muster_drill_run_get_folder:
 * @self: a drill that was started
 *
 * Returns: (type filename): where it may write; removed with it
 */
const char *
muster_drill_run_get_folder (MusterDrillRun *self)
{
  g_return_val_if_fail (MUSTER_IS_DRILL_RUN (self), NULL);
  return self->folder;
}

/**
 * muster_drill_run_get_hint:
 * @self: a drill
 *
 * Returns: (nullable): what the person may do now
 */
const char *
muster_drill_run_get_hint (MusterDrillRun *self)
{
  g_return_val_if_fail (MUSTER_IS_DRILL_RUN (self), NULL);
  return self->hint;
}

/**
 * muster_drill_run_get_trouble:
 * @self: a drill
 *
 * Returns: (nullable): why it failed, in words
 */
const char *
muster_drill_run_get_trouble (MusterDrillRun *self)
{
  g_return_val_if_fail (MUSTER_IS_DRILL_RUN (self), NULL);
  return self->trouble;
}
