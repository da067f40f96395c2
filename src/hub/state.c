/* state.c - the files of a state folder beside its journal
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/state.h"

#include "base/json-writer.h"
#include "world/snapshot.h"

#include <string.h>

static char *
snapshot_path (const char *state)
{
  return g_build_filename (state, "snapshot", NULL);
}

/* {"journal":"ULID","seq":N} */
static gboolean
read_head (const char *line, gsize n, MusterUlid *journal, gint64 *seq)
{
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  MusterText name, text;
  gboolean has_journal = FALSE;

  *seq = -1;
  muster_json_reader_begin (reader, line, n, NULL);
  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    if (muster_text_equal (name, "journal") && muster_json_reader_string (reader, &text))
      has_journal = muster_ulid_parse (text.bytes, (gssize) text.n, journal);
    else if (muster_text_equal (name, "seq"))
      muster_json_reader_int (reader, seq);
    else
      muster_json_reader_skip (reader);
  return muster_json_reader_finish (reader, NULL) && has_journal && *seq >= 0;
}

/**
 * muster_state_load_snapshot:
 * @state: a state folder
 * @journal: the id of its journal
 * @head: the journal's last seq
 * @world: a new world
 *
 * Puts the last snapshot into the world, if it is of this journal and not beyond its end.
 *
 * Returns: FALSE if the world is to be thrown away; a missing snapshot leaves it new and is no
 * error
 */
gboolean
muster_state_load_snapshot (const char *state, MusterUlid journal, guint64 head, MusterWorld *world)
{
  g_autofree char *path = snapshot_path (state), *text = NULL;
  g_autoptr (GError) error = NULL;
  MusterUlid of = { 0, 0 };
  const char *newline;
  gint64 seq;
  gsize n;

  if (!g_file_get_contents (path, &text, &n, NULL))
    return TRUE;
  newline = memchr (text, '\n', n);
  if (newline == NULL || !read_head (text, (gsize) (newline - text), &of, &seq) ||
      !muster_ulid_equal (of, journal) || (guint64) seq > head)
    {
      g_message ("the snapshot is not of this journal; folding the whole journal");
      return TRUE;
    }
  if (muster_world_load (world, newline + 1, n - (gsize) (newline + 1 - text), &error))
    return TRUE;
  g_message ("the snapshot cannot be read (%s); folding the whole journal", error->message);
  return FALSE;
}

/**
 * muster_state_save_snapshot:
 * @state: a state folder
 * @journal: the id of its journal
 * @world: a hub's world, all of it on disk
 *
 * Leaves a snapshot for the next start. Failing costs the next start some time, nothing else.
 */
void
muster_state_save_snapshot (const char *state, MusterUlid journal, const MusterWorld *world)
{
  g_autofree char *path = snapshot_path (state);
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  MusterScope scope = { .hub = TRUE };
  MusterJsonWriter writer;

  muster_json_writer_init (&writer, out);
  muster_json_begin_object (&writer);
  muster_json_member_ulid (&writer, "journal", journal);
  muster_json_member_int (&writer, "seq", (gint64) muster_world_get_seq (world));
  muster_json_end_object (&writer);
  g_string_append_c (out, '\n');
  muster_world_save (world, &scope, out);
  if (!g_file_set_contents_full (path, out->str, (gssize) out->len, G_FILE_SET_CONTENTS_CONSISTENT,
                                 0600, &error))
    g_warning ("no snapshot is left for the next start: %s", error->message);
}

/**
 * muster_state_prefix_error:
 * @state: a state folder
 * @error: (inout) (nullable): what went wrong in it
 *
 * The journal tells its errors by the name of its file; who runs several hubs wants to know whose.
 */
void
muster_state_prefix_error (const char *state, GError **error)
{
  if (error != NULL && *error != NULL && strstr ((*error)->message, state) == NULL)
    g_prefix_error (error, "%s: ", state);
}
