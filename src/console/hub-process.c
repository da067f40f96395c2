/* hub-process.c - musterd, started by the console, and the lines that it prints
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/hub-process.h"

#include "base/json-reader.h"

#include <signal.h>
#include <string.h>
#include <sys/prctl.h>

/* What it prints is ours, yet a line must end somewhere. */
#define LINE_MAX_BYTES 65536

struct _MusterHubProcess
{
  GObject parent_instance;
  GSubprocess *process;
  GDataInputStream *lines;
  GCancellable *cancellable;
};

enum
{
  SIGNAL_LINE,
  SIGNAL_ENDED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MusterHubProcess, muster_hub_process, G_TYPE_OBJECT)

static void read_next (MusterHubProcess *self);

static void
line_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MusterHubProcess) self = user_data;
  g_autofree char *line =
      g_data_input_stream_read_line_finish_utf8 (G_DATA_INPUT_STREAM (object), result, NULL, NULL);

  if (!line || g_cancellable_is_cancelled (self->cancellable))
    return;
  g_signal_emit (self, signals[SIGNAL_LINE], 0, line);
  read_next (self);
}

static void
read_next (MusterHubProcess *self)
{
  if (!g_cancellable_is_cancelled (self->cancellable))
    g_data_input_stream_read_line_async (self->lines, G_PRIORITY_DEFAULT, self->cancellable,
                                         line_cb, g_object_ref (self));
}

static void
ended_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MusterHubProcess) self = user_data;
  const gboolean ok = g_subprocess_wait_check_finish (G_SUBPROCESS (object), result, NULL);

  if (!g_cancellable_is_cancelled (self->cancellable))
    g_signal_emit (self, signals[SIGNAL_ENDED], 0, ok);
}

static void
dispose (GObject *object)
{
  MusterHubProcess *self = MUSTER_HUB_PROCESS (object);

  if (self->cancellable)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->lines);
  g_clear_object (&self->process);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (muster_hub_process_parent_class)->dispose (object);
}

static void
muster_hub_process_class_init (MusterHubProcessClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  signals[SIGNAL_LINE] = g_signal_new ("line", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_ENDED] = g_signal_new ("ended", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

static void
muster_hub_process_init (MusterHubProcess *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * muster_hub_process_find_program:
 *
 * Returns: (transfer full) (nullable) (type filename): the musterd beside this program, else the
 *   one in the search path; %NULL: there is none
 */
char *
muster_hub_process_find_program (void)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = self ? g_path_get_dirname (self) : NULL;
  g_autofree char *beside = folder ? g_build_filename (folder, "musterd", NULL) : NULL;

  if (beside && g_file_test (beside, G_FILE_TEST_IS_EXECUTABLE))
    return g_steal_pointer (&beside);
  return g_find_program_in_path ("musterd");
}

/* In the child, before it becomes the program. */
static void
die_with_parent (gpointer user_data)
{
  prctl (PR_SET_PDEATHSIG, SIGTERM);
}

/**
 * muster_hub_process_new:
 * @argv: program and arguments, ended by %NULL
 * @life: whether it outlives the console
 * @error: return location: it cannot be started
 *
 * Starts a program.
 *
 * Returns: (transfer full) (nullable): the running program
 */
MusterHubProcess *
muster_hub_process_new (const char *const *argv, MusterHubProcessLife life, GError **error)
{
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  GSubprocess *process;
  MusterHubProcess *self;

  if (life == MUSTER_HUB_PROCESS_DIES_WITH_US)
    g_subprocess_launcher_set_child_setup (launcher, die_with_parent, NULL, NULL);
  process = g_subprocess_launcher_spawnv (launcher, argv, error);
  if (!process)
    return NULL;
  self = g_object_new (MUSTER_TYPE_HUB_PROCESS, NULL);
  self->process = process;
  self->lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  g_buffered_input_stream_set_buffer_size (G_BUFFERED_INPUT_STREAM (self->lines), LINE_MAX_BYTES);
  read_next (self);
  /* not cancellable: somebody has to collect what is left of the program */
  g_subprocess_wait_check_async (process, NULL, ended_cb, g_object_ref (self));
  return self;
}

/**
 * muster_hub_process_stop:
 * @self: a running program
 *
 * Asks it to end; it puts down what it has in hand.
 */
void
muster_hub_process_stop (MusterHubProcess *self)
{
  g_return_if_fail (MUSTER_IS_HUB_PROCESS (self));

  g_cancellable_cancel (self->cancellable);
  if (self->process)
    g_subprocess_send_signal (self->process, SIGTERM);
}

/**
 * muster_hub_process_kill:
 * @self: a running program
 *
 * Ends it without giving it time: when this returns it is gone.
 */
void
muster_hub_process_kill (MusterHubProcess *self)
{
  g_return_if_fail (MUSTER_IS_HUB_PROCESS (self));

  g_cancellable_cancel (self->cancellable);
  if (!self->process)
    return;
  g_subprocess_force_exit (self->process);
  g_subprocess_wait (self->process, NULL, NULL);
}

/* --- what it prints --- */

/**
 * muster_hub_process_is_ready_line:
 * @line: a line that musterd printed
 *
 * Returns: whether it says that it takes requests now
 */
gboolean
muster_hub_process_is_ready_line (const char *line)
{
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  MusterText name;
  gboolean is_ready = FALSE;

  muster_json_reader_begin (reader, line, strlen (line), NULL);
  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    if (muster_text_equal (name, "ready"))
      muster_json_reader_bool (reader, &is_ready);
    else
      muster_json_reader_skip (reader);
  return muster_json_reader_finish (reader, NULL) && is_ready;
}

/**
 * muster_hub_process_read_hint:
 * @line: a line that musterd printed
 *
 * Returns: (transfer full) (nullable): what it says that the person may do; %NULL: it says
 *   something else
 */
char *
muster_hub_process_read_hint (const char *line)
{
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  g_autofree char *hint = NULL;
  MusterText name, text;

  muster_json_reader_begin (reader, line, strlen (line), NULL);
  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    if (muster_text_equal (name, "hint") && !hint)
      {
        if (muster_json_reader_string (reader, &text))
          hint = g_strndup (text.bytes, text.n);
      }
    else
      muster_json_reader_skip (reader);
  return muster_json_reader_finish (reader, NULL) ? g_steal_pointer (&hint) : NULL;
}
