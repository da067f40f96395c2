/* rank-changes.c - ranks the changes of one recorded incident, for changes.py: JSON in, JSON out
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/instant.h"
#include "base/json-writer.h"
#include "triage/change-ranking.h"
#include "triage/onset.h"

typedef struct
{
  MusterArena *arena;
  MusterJsonReader *reader;
  MusterServiceGraph *graph;
  GHashTable *names; /* of services → node + 1 */
  GArray *failing;   /* of MusterUlid */
  GArray *changes;   /* of MusterChangeFacts */
  GArray *signs;     /* of MusterSign */
  gint64 fired_us, onset_us;
  gboolean has_onset;
  double load;
} Case;

static MusterUlid
id_of (guint node)
{
  return (MusterUlid){ 1, node + 1 };
}

static const char *
read_text (Case *self)
{
  MusterText text = { NULL, 0 };

  if (muster_json_reader_peek (self->reader) == MUSTER_JSON_NULL)
    {
      muster_json_reader_null (self->reader);
      return NULL;
    }
  muster_json_reader_string (self->reader, &text);
  return muster_arena_strndup (self->arena, text.bytes != NULL ? text.bytes : "", text.n);
}

static gint64
read_instant (Case *self)
{
  gint64 at_us = 0;
  const char *text = read_text (self);

  if (text == NULL || !muster_instant_parse (text, -1, &at_us))
    muster_json_reader_fail (self->reader, "not an instant");
  return at_us;
}

static MusterUlid
read_service (Case *self)
{
  const char *name = read_text (self);
  gpointer found = name != NULL ? g_hash_table_lookup (self->names, name) : NULL;

  return found != NULL ? id_of (GPOINTER_TO_UINT (found) - 1) : (MusterUlid){ 0, 0 };
}

static void
read_graph (Case *self)
{
  MusterText name;

  muster_json_reader_enter_object (self->reader);
  while (muster_json_reader_next_member (self->reader, &name))
    {
      g_autofree char *service = muster_text_dup (name);
      guint node = muster_service_graph_size (self->graph);

      muster_service_graph_add (self->graph, id_of (node), service);
      g_hash_table_insert (self->names, g_steal_pointer (&service), GUINT_TO_POINTER (node + 1));
      muster_json_reader_enter_array (self->reader);
      while (muster_json_reader_next_item (self->reader))
        muster_service_graph_add_edge (self->graph, node, read_text (self));
    }
  muster_service_graph_seal (self->graph);
}

static void
read_change (Case *self)
{
  MusterChangeFacts change = { .at_us = 0 };
  MusterText name;

  muster_json_reader_enter_object (self->reader);
  while (muster_json_reader_next_member (self->reader, &name))
    if (muster_text_equal (name, "service"))
      change.service = read_service (self);
    else if (muster_text_equal (name, "at"))
      change.at_us = read_instant (self);
    else if (muster_text_equal (name, "kind"))
      change.kind = read_text (self);
    else if (muster_text_equal (name, "version"))
      change.version = read_text (self);
    else if (muster_text_equal (name, "title"))
      change.title = read_text (self);
    else if (muster_text_equal (name, "files"))
      change.files = read_text (self);
    else if (muster_text_equal (name, "diff"))
      change.diff = read_text (self);
    else
      muster_json_reader_skip (self->reader);
  g_array_append_val (self->changes, change);
}

static void
read_sign (Case *self)
{
  MusterSign sign = { .text = "" };
  MusterText name;

  muster_json_reader_enter_object (self->reader);
  while (muster_json_reader_next_member (self->reader, &name))
    if (muster_text_equal (name, "service"))
      sign.service = read_service (self);
    else
      sign.text = read_text (self);
  g_array_append_val (self->signs, sign);
}

static GArray *
read_samples (Case *self)
{
  GArray *samples = g_array_new (FALSE, FALSE, sizeof (MusterSample));

  muster_json_reader_enter_array (self->reader);
  while (muster_json_reader_next_item (self->reader))
    {
      MusterSample sample;

      muster_json_reader_enter_array (self->reader);
      muster_json_reader_next_item (self->reader);
      sample.at_us = read_instant (self);
      muster_json_reader_next_item (self->reader);
      muster_json_reader_number (self->reader, &sample.value);
      while (muster_json_reader_next_item (self->reader))
        muster_json_reader_skip (self->reader);
      g_array_append_val (samples, sample);
    }
  return samples;
}

/* The first that stands out says when it began: the one that the alert is about comes first. */
static void
read_series (Case *self)
{
  g_autoptr (GArray) samples = read_samples (self);
  gint64 onset_us;

  if (!self->has_onset && muster_onset_find ((const MusterSample *) samples->data, samples->len,
                                             self->fired_us, &onset_us))
    {
      self->has_onset = TRUE;
      self->onset_us = onset_us;
    }
}

static void
read_traffic (Case *self)
{
  g_autoptr (GArray) samples = read_samples (self);

  self->load =
      MAX (self->load, muster_onset_growth ((const MusterSample *) samples->data, samples->len,
                                            self->has_onset ? self->onset_us : self->fired_us));
}

static void
read_list (Case *self, void (*read) (Case *self))
{
  muster_json_reader_enter_array (self->reader);
  while (muster_json_reader_next_item (self->reader))
    read (self);
}

static void
read_failing (Case *self)
{
  MusterUlid id = read_service (self);

  g_array_append_val (self->failing, id);
}

/* "graph", "firedAt" and "series" come before what rests on them. */
static void
read_case (Case *self)
{
  MusterText name;

  muster_json_reader_enter_object (self->reader);
  while (muster_json_reader_next_member (self->reader, &name))
    if (muster_text_equal (name, "graph"))
      read_graph (self);
    else if (muster_text_equal (name, "firedAt"))
      self->fired_us = read_instant (self);
    else if (muster_text_equal (name, "failing"))
      read_list (self, read_failing);
    else if (muster_text_equal (name, "changes"))
      read_list (self, read_change);
    else if (muster_text_equal (name, "signs"))
      read_list (self, read_sign);
    else if (muster_text_equal (name, "series"))
      read_list (self, read_series);
    else if (muster_text_equal (name, "traffic"))
      read_list (self, read_traffic);
    else
      muster_json_reader_skip (self->reader);
}

static void
write_suspect (MusterJsonWriter *writer, const Case *self, const MusterSuspect *suspect)
{
  const MusterChangeFacts *change =
      &g_array_index (self->changes, MusterChangeFacts, suspect->change);

  muster_json_begin_object (writer);
  muster_json_member_string (writer, "kind", change->kind);
  muster_json_member_string (writer, "version", change->version);
  muster_json_member_string (
      writer, "title", g_array_index (self->changes, MusterChangeFacts, suspect->source).title);
  muster_json_name (writer, "score");
  muster_json_double (writer, suspect->score);
  muster_json_name (writer, "reasons");
  muster_json_begin_array (writer);
  for (guint i = 0; i < suspect->parts->len; i++)
    {
      const MusterSuspicion *part = &g_array_index (suspect->parts, MusterSuspicion, i);
      g_autofree char *text = g_strdup_printf ("%+.2f %s", part->points, part->text);

      muster_json_string (writer, text);
    }
  muster_json_end_array (writer);
  muster_json_end_object (writer);
}

static void
write_ranking (const Case *self, const MusterTrouble *trouble, const MusterChangeRanking *ranking)
{
  g_autoptr (GString) out = g_string_new (NULL);
  MusterJsonWriter writer;

  muster_json_writer_init (&writer, out);
  muster_json_begin_object (&writer);
  muster_json_member_instant (&writer, "onset", trouble->onset_us);
  muster_json_member_string (&writer, "outside", ranking->outside);
  muster_json_member_int (&writer, "later", ranking->n_later);
  muster_json_name (&writer, "suspects");
  muster_json_begin_array (&writer);
  for (guint i = 0; i < ranking->suspects->len; i++)
    write_suspect (&writer, self, g_ptr_array_index (ranking->suspects, i));
  muster_json_end_array (&writer);
  muster_json_end_object (&writer);
  g_print ("%s\n", out->str);
}

int
main (int argc, char **argv)
{
  g_autoptr (MusterArena) arena = muster_arena_new (1 << 16);
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  g_autoptr (MusterServiceGraph) graph = muster_service_graph_new ();
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GArray) failing = g_array_new (FALSE, FALSE, sizeof (MusterUlid));
  g_autoptr (GArray) changes = g_array_new (FALSE, FALSE, sizeof (MusterChangeFacts));
  g_autoptr (GArray) signs = g_array_new (FALSE, FALSE, sizeof (MusterSign));
  Case self = { arena, reader, graph, names, failing, changes, signs };
  g_autoptr (MusterChangeRanking) ranking = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  MusterTrouble trouble;
  gsize n;

  if (argc != 2 || !g_file_get_contents (argv[1], &text, &n, &error))
    {
      g_printerr ("%s\n", error != NULL ? error->message : "usage: rank-changes FILE");
      return 2;
    }
  muster_json_reader_begin (reader, text, n, arena);
  read_case (&self);
  if (!muster_json_reader_finish (reader, &error))
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  trouble = (MusterTrouble){ .graph = graph,
                             .failing = (const MusterUlid *) failing->data,
                             .n_failing = failing->len,
                             .onset_us = self.has_onset ? self.onset_us : self.fired_us,
                             .signs = (const MusterSign *) signs->data,
                             .n_signs = signs->len,
                             .load = self.load };
  ranking =
      muster_change_ranking_new ((const MusterChangeFacts *) changes->data, changes->len, &trouble);
  write_ranking (&self, &trouble, ranking);
  return 0;
}
