/* graph-data.c - the services around an incident, as the hub tells them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/graph-data.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/instant.h"
#include "base/json-reader.h"
#include "base/safe-text.h"
#include "console/format.h"
#include "model/event.h"

#define NODES_MAX 1000 /* a hub tells far less */

static void
node_free (gpointer data)
{
  MusterGraphNode *self = data;

  g_free (self->service);
  g_free (self->title);
  g_strfreev (self->upstream);
  g_free (self);
}

/**
 * muster_graph_data_free:
 * @self: data
 */
void
muster_graph_data_free (MusterGraphData *self)
{
  g_ptr_array_unref (self->nodes);
  g_array_unref (self->edges);
  g_free (self);
}

/* --- reading --- */

static char *
read_text (MusterJsonReader *reader)
{
  MusterText text;

  if (muster_json_reader_peek (reader) != MUSTER_JSON_STRING)
    muster_json_reader_skip (reader);
  else if (muster_json_reader_string (reader, &text))
    return muster_text_dup (text);
  return g_strdup ("");
}

static GStrv
read_names (MusterJsonReader *reader)
{
  GPtrArray *names = g_ptr_array_new ();

  if (muster_json_reader_peek (reader) == MUSTER_JSON_ARRAY)
    {
      muster_json_reader_enter_array (reader);
      while (muster_json_reader_next_item (reader))
        g_ptr_array_add (names, read_text (reader));
    }
  else
    muster_json_reader_skip (reader);
  g_ptr_array_add (names, NULL);
  return (GStrv) g_ptr_array_free (names, FALSE);
}

static gint64
read_int (MusterJsonReader *reader)
{
  gint64 value = 0;

  muster_json_reader_int (reader, &value);
  return value;
}

static MusterSeverity
read_severity (MusterJsonReader *reader)
{
  gint64 value = read_int (reader);

  return (MusterSeverity) CLAMP (value, MUSTER_SEVERITY_NONE, MUSTER_SEVERITY_INFO);
}

static gboolean
read_bool (MusterJsonReader *reader)
{
  gboolean value = FALSE;

  muster_json_reader_bool (reader, &value);
  return value;
}

static gint64
read_instant (MusterJsonReader *reader)
{
  g_autofree char *text = read_text (reader);
  gint64 at_us;

  return muster_instant_parse (text, -1, &at_us) ? at_us : MUSTER_NO_TIME;
}

static MusterGraphNode *
read_node (MusterJsonReader *reader)
{
  MusterGraphNode *node = g_new0 (MusterGraphNode, 1);
  MusterText name;

  node->first_us = MUSTER_NO_TIME;
  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    if (muster_text_equal (name, "service") && !node->service)
      node->service = read_text (reader);
    else if (muster_text_equal (name, "severity"))
      node->severity = read_severity (reader);
    else if (muster_text_equal (name, "alerts"))
      node->alerts = read_int (reader);
    else if (muster_text_equal (name, "startsAt"))
      node->first_us = read_instant (reader);
    else if (muster_text_equal (name, "about"))
      node->is_about = read_bool (reader);
    else if (muster_text_equal (name, "path"))
      node->is_on_path = read_bool (reader);
    else if (muster_text_equal (name, "dependsOn") && !node->upstream)
      node->upstream = read_names (reader);
    else
      muster_json_reader_skip (reader);
  if (!node->service)
    node->service = g_strdup ("");
  if (!node->upstream)
    node->upstream = g_new0 (char *, 1);
  node->title = muster_safe_text (node->service, -1, FALSE);
  return node;
}

static void
add_edges (MusterGraphData *self)
{
  g_autoptr (GHashTable) places = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->nodes->len; i++)
    g_hash_table_insert (places, muster_graph_data_get (self, i)->service,
                         GUINT_TO_POINTER (i + 1));
  for (guint i = 0; i < self->nodes->len; i++)
    for (char **name = muster_graph_data_get (self, i)->upstream; *name; name++)
      {
        guint place = GPOINTER_TO_UINT (g_hash_table_lookup (places, *name));
        MusterGraphEdge edge = { i, place - 1 };

        if (place > 0 && edge.to != i)
          g_array_append_val (self->edges, edge);
      }
}

/**
 * muster_graph_data_read:
 * @json: what the hub answered to GET /v1/incidents/INC-n/graph
 * @error: why it is none
 *
 * Returns: (transfer full) (nullable): the services
 */
MusterGraphData *
muster_graph_data_read (GBytes *json, GError **error)
{
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  g_autoptr (MusterGraphData) self = g_new0 (MusterGraphData, 1);
  MusterText name;
  gsize n;
  const char *bytes = g_bytes_get_data (json, &n);

  self->nodes = g_ptr_array_new_with_free_func (node_free);
  self->edges = g_array_new (FALSE, FALSE, sizeof (MusterGraphEdge));
  muster_json_reader_begin (reader, bytes, n, NULL);
  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    if (muster_text_equal (name, "more"))
      self->n_more = read_int (reader);
    else if (muster_text_equal (name, "items") && muster_json_reader_enter_array (reader))
      while (muster_json_reader_next_item (reader))
        {
          MusterGraphNode *node = read_node (reader);

          if (self->nodes->len < NODES_MAX)
            g_ptr_array_add (self->nodes, node);
          else
            node_free (node);
        }
    else
      muster_json_reader_skip (reader);
  if (!muster_json_reader_finish (reader, error))
    return NULL;
  add_edges (self);
  return g_steal_pointer (&self);
}

/* --- what it says --- */

/**
 * muster_graph_data_get:
 * @self: data
 * @i: which
 *
 * Returns: (transfer none): a service
 */
const MusterGraphNode *
muster_graph_data_get (const MusterGraphData *self, guint i)
{
  return g_ptr_array_index (self->nodes, i);
}

/**
 * muster_graph_node_fails:
 * @self: a service
 *
 * Returns: whether it has an alert in the incident
 */
gboolean
muster_graph_node_fails (const MusterGraphNode *self)
{
  return self->severity != MUSTER_SEVERITY_NONE;
}

/**
 * muster_graph_data_is_failing_edge:
 * @self: data
 * @edge: which
 *
 * Returns: whether both ends fail, or lie between what fails and what the incident is about
 */
gboolean
muster_graph_data_is_failing_edge (const MusterGraphData *self, guint edge)
{
  const MusterGraphEdge *one = &g_array_index (self->edges, MusterGraphEdge, edge);

  return muster_graph_data_get (self, one->from)->is_on_path &&
         muster_graph_data_get (self, one->to)->is_on_path;
}

static const MusterGraphNode *
find_about (const MusterGraphData *self)
{
  for (guint i = 0; i < self->nodes->len; i++)
    if (muster_graph_data_get (self, i)->is_about)
      return muster_graph_data_get (self, i);
  return NULL;
}

static char *
tell_alerts (const MusterGraphNode *node)
{
  gulong n = (gulong) MAX (node->alerts, 0);
  g_autofree char *count = muster_format_count (n);

  return g_strdup_printf (ngettext ("%s alert", "%s alerts", n), count);
}

/* ", 40 s later" than what it is about */
static char *
tell_later (const MusterGraphData *self, const MusterGraphNode *node)
{
  const MusterGraphNode *about = find_about (self);
  gint64 after_us = about && about != node && about->first_us != MUSTER_NO_TIME &&
                            node->first_us != MUSTER_NO_TIME
                        ? node->first_us - about->first_us
                        : 0;
  g_autofree char *span = NULL;

  if (ABS (after_us) < G_USEC_PER_SEC)
    return NULL;
  span = muster_format_span (ABS (after_us));
  /* TRANSLATORS: how long after what began it, or before, another service failed */
  return g_strdup_printf (after_us > 0 ? _ ("%s later") : _ ("%s earlier"), span);
}

/**
 * muster_graph_data_dup_caption:
 * @self: data
 * @i: which service
 *
 * Returns: (transfer full): what stands under its name
 */
char *
muster_graph_data_dup_caption (const MusterGraphData *self, guint i)
{
  const MusterGraphNode *node = muster_graph_data_get (self, i);
  g_autofree char *alerts = tell_alerts (node);
  g_autofree char *later = tell_later (self, node);

  if (node->is_about && muster_graph_node_fails (node))
    /* TRANSLATORS: the service that most likely failed first, and its alerts, as "3 alerts" */
    return g_strdup_printf (_ ("began it · %s"), alerts);
  if (node->is_about)
    /* TRANSLATORS: the service that most likely failed first, but has no alert */
    return g_strdup (_ ("suspected · no alert"));
  if (muster_graph_node_fails (node) && later)
    return g_strdup_printf ("%s · %s", alerts, later);
  if (muster_graph_node_fails (node))
    return g_steal_pointer (&alerts);
  /* TRANSLATORS: a service between some that fail */
  return g_strdup (node->is_on_path ? _ ("between · no alert") : _ ("no alert"));
}

/**
 * muster_graph_data_describe:
 * @self: data
 * @i: which service
 *
 * Returns: (transfer full): all that the picture says of it, in words
 */
char *
muster_graph_data_describe (const MusterGraphData *self, guint i)
{
  const MusterGraphNode *node = muster_graph_data_get (self, i);
  g_autofree char *caption = muster_graph_data_dup_caption (self, i);
  g_autofree char *names = g_strjoinv (", ", node->upstream);
  g_autofree char *upstream = muster_safe_text (names, -1, FALSE);
  /* TRANSLATORS: a service's name */
  g_autofree char *state =
      g_strdup_printf (muster_graph_node_fails (node) ? _ ("%s, failing") : "%s", node->title);

  if (!*upstream)
    return g_strdup_printf ("%s, %s", state, caption);
  /* TRANSLATORS: a service and its state, what is known, and the services that it needs */
  return g_strdup_printf (_ ("%s, %s, depends on %s"), state, caption, upstream);
}

/**
 * muster_graph_data_tell:
 * @self: data
 *
 * Returns: (transfer full): what the picture shows
 */
char *
muster_graph_data_tell (const MusterGraphData *self)
{
  const MusterGraphNode *about = find_about (self);
  GString *out = g_string_new (NULL);
  guint n_failing = 0;

  if (self->nodes->len == 0)
    return g_string_free (
        g_string_append (out, _ ("None of the services of this incident is known.")), FALSE);
  for (guint i = 0; i < self->nodes->len; i++)
    n_failing += muster_graph_node_fails (muster_graph_data_get (self, i));
  if (about)
    g_string_append_printf (out,
                            muster_graph_node_fails (about)
                                /* TRANSLATORS: a service's name */
                                ? _ ("%s most likely began it. ")
                                : _ ("%s is suspected: it has no alert itself. "),
                            about->title);
  g_string_append_printf (
      out,
      ngettext ("%u of %u service here fails", "%u of %u services here fail", self->nodes->len),
      n_failing, self->nodes->len);
  if (self->n_more > 0)
    g_string_append_printf (
        out,
        /* TRANSLATORS: services that are near but not in the picture */
        ngettext (", and %d more is near", ", and %d more are near", (gulong) self->n_more),
        (int) MIN (self->n_more, G_MAXINT));
  g_string_append_c (out, '.');
  return g_string_free (out, FALSE);
}
