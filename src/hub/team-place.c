/* team-place.c - where in a team file stands what was refused of an object's JSON
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The JSON was written from the file's tree. So both are walked side by side until the reader of
 * the one is where it stopped.
 */
#include "hub/team-place.h"

#include "base/json-reader.h"

typedef struct
{
  MusterJsonReader *reader;
  const char *where;
} Walk;

/* As deep as JSON may be. */
static const MusterYaml *
walk (const Walk *self, const MusterYaml *node)
{
  MusterJsonType type = muster_json_reader_peek (self->reader);
  const MusterYaml *found = NULL;
  MusterText name;

  if (type == MUSTER_JSON_OBJECT)
    {
      muster_json_reader_enter_object (self->reader);
      while (found == NULL && muster_json_reader_next_member (self->reader, &name))
        {
          g_autofree char *key = muster_text_dup (name);
          const MusterYaml *member = node != NULL ? muster_yaml_get (node, key) : NULL;

          found = walk (self, member);
        }
    }
  else if (type == MUSTER_JSON_ARRAY)
    {
      muster_json_reader_enter_array (self->reader);
      for (guint i = 0; found == NULL && muster_json_reader_next_item (self->reader); i++)
        found = walk (self, node != NULL && node->items != NULL && i < node->items->len
                                ? g_ptr_array_index (node->items, i)
                                : NULL);
    }
  else
    muster_json_reader_skip (self->reader);
  if (found == NULL && !muster_json_reader_failed (self->reader) &&
      muster_json_reader_get_place (self->reader) >= self->where)
    return node;
  return found;
}

/**
 * muster_team_place_find:
 * @node: an object of the file
 * @body: its JSON
 * @where: into it
 *
 * Returns: (transfer none) (nullable): the first value that ends there or later
 */
const MusterYaml *
muster_team_place_find (const MusterYaml *node, const char *body, const char *where)
{
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  const Walk self = { reader, where };

  muster_json_reader_begin (reader, body, strlen (body), NULL);
  return walk (&self, node);
}

/**
 * muster_team_place_object:
 * @root: a team file
 * @list: one of its lists of objects
 * @name: the name of one
 *
 * Returns: (transfer none) (nullable): that one
 */
const MusterYaml *
muster_team_place_object (const MusterYaml *root, const char *list, const char *name)
{
  const MusterYaml *objects = muster_yaml_get (root, list);

  for (guint i = 0; objects != NULL && objects->items != NULL && i < objects->items->len; i++)
    {
      const MusterYaml *object = g_ptr_array_index (objects->items, i);
      const MusterYaml *its = muster_yaml_get (object, "name");

      if (its != NULL && its->text != NULL && strcmp (its->text, name) == 0)
        return object;
    }
  return NULL;
}
