/* service-map.c - the configured services as a graph
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/service-map.h"

#include <string.h>

struct _MusterServiceMap
{
  const MusterDirectory *directory;
  MusterServiceGraph *graph; /* NULL: not made yet */
  guint64 version;           /* of the directory's services, when it was made */
};

/**
 * muster_service_map_new:
 * @directory: what is configured; outlives the map
 *
 * Returns: (transfer full): a map of its services
 */
MusterServiceMap *
muster_service_map_new (const MusterDirectory *directory)
{
  MusterServiceMap *self = g_new0 (MusterServiceMap, 1);

  self->directory = directory;
  return self;
}

/**
 * muster_service_map_free:
 * @self: a map
 *
 * Frees it.
 */
void
muster_service_map_free (MusterServiceMap *self)
{
  g_clear_pointer (&self->graph, muster_service_graph_free);
  g_free (self);
}

/* `depends_on` and `aliases` of a service's body: lists of names */
static void
add_names (MusterServiceGraph *graph, guint node, const char *body)
{
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  MusterText member, text;

  muster_json_reader_begin (reader, body, strlen (body), NULL);
  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &member))
    {
      gboolean is_edge = muster_text_equal (member, "depends_on");

      if (!is_edge && !muster_text_equal (member, "aliases"))
        {
          muster_json_reader_skip (reader);
          continue;
        }
      muster_json_reader_enter_array (reader);
      while (muster_json_reader_next_item (reader))
        if (muster_json_reader_string (reader, &text))
          {
            g_autofree char *name = muster_text_dup (text);

            if (is_edge)
              muster_service_graph_add_edge (graph, node, name);
            else
              muster_service_graph_add_alias (graph, node, name);
          }
    }
}

static gboolean
is_service (const MusterObject *object)
{
  return !object->removed && strcmp (object->type, MUSTER_OBJECT_SERVICE) == 0;
}

static MusterServiceGraph *
make_graph (const MusterDirectory *directory)
{
  const GPtrArray *objects = muster_directory_objects (directory);
  MusterServiceGraph *graph = muster_service_graph_new ();

  /* All names first: an alias never takes a service's own. */
  for (guint i = 0; i < objects->len; i++)
    {
      const MusterObject *object = g_ptr_array_index (objects, i);

      if (is_service (object))
        muster_service_graph_add (graph, object->id, object->name);
    }
  for (guint i = 0; i < objects->len; i++)
    {
      const MusterObject *object = g_ptr_array_index (objects, i);

      if (is_service (object) && object->body != NULL)
        add_names (graph, muster_service_graph_find (graph, object->id), object->body);
    }
  muster_service_graph_seal (graph);
  return graph;
}

/**
 * muster_service_map_get_graph:
 * @self: a map
 *
 * O(1) unless services were configured since the last time; then O(services + edges).
 *
 * Returns: (transfer none): the graph, until the next event of configuration
 */
const MusterServiceGraph *
muster_service_map_get_graph (MusterServiceMap *self)
{
  guint64 version = muster_directory_services_version (self->directory);

  if (self->graph != NULL && self->version == version)
    return self->graph;
  g_clear_pointer (&self->graph, muster_service_graph_free);
  self->graph = make_graph (self->directory);
  self->version = version;
  return self->graph;
}
