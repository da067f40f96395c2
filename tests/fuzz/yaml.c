/* yaml.c - fuzzes base/yaml
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/yaml.h"
#include "base/json-reader.h"
#include "planted.h"

/* The tree, with its lines, holds what its type says. */
static void
demand_sound (const MusterYaml *node)
{
  if (node->line == 0 || node->column == 0)
    g_error ("a node stands nowhere");
  if ((node->type == MUSTER_YAML_SCALAR) != (node->text != NULL && node->items == NULL))
    g_error ("a scalar is its text");
  if ((node->type == MUSTER_YAML_MAPPING) != (node->keys != NULL))
    g_error ("a mapping has keys");
  if (node->keys != NULL && node->keys->len != node->items->len)
    g_error ("a key has a value");
  for (guint i = 0; node->items != NULL && i < node->items->len; i++)
    demand_sound (g_ptr_array_index (node->items, i));
}

/* Its JSON is JSON, but that a mapping may have more members than a strict reader takes. */
static void
demand_json (const MusterYaml *tree)
{
  g_autoptr (GString) json = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  muster_yaml_append_json (tree, json);
  if (!muster_json_check (json->str, json->len, &error) &&
      !g_error_matches (error, MUSTER_BASE_ERROR, MUSTER_BASE_ERROR_LIMIT))
    g_error ("%s", error->message);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MusterYaml) tree = muster_yaml_parse ("f", (const char *) data, size, &error);

  if ((tree == NULL) != (error != NULL))
    g_error ("neither a tree nor an error");
  if (tree == NULL && !g_str_has_prefix (error->message, "f:"))
    g_error ("an error says where");
  if (tree == NULL)
    return 0;
  demand_sound (tree);
  demand_json (tree);
#ifdef MUSTER_PLANTED_BUG
  if (tree->type == MUSTER_YAML_MAPPING && tree->line > 1 && tree->keys->len == 1)
    muster_planted_bug ();
#endif
  return 0;
}
