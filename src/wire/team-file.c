/* team-file.c - team.yaml: teams, people, services, policies, schedules and rules
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "wire/team-file.h"

#include "base/json-writer.h"
#include "wire/team-schema.h"

/* In the order in which they refer to one another, so that a hub can take them one by one. */
static const struct
{
  const char *key;
  const char *type;
} lists[] = {
  { "channels", "channel" },
  { "people", "person" },
  { "teams", "team" },
  { "schedules", "schedule" },
  { "policies", "policy" },
  { "services", "service" },
  { "maintenance", "maintenance" },
  { "heartbeats", "heartbeat" },
  { "mappings", "mapping" },
  { "alertmanagers", "alertmanager" },
  { "dead_man_switches", "dead_man_switch" },
  { "severity_overrides", "severity_override" },
};

/* Lists of rules of triage. */
static const char *const rule_keys[] = { "routes", "severity_map", "inhibit" };

/* Members that do not go into the body. */
static const char *const told_apart[] = { "name", "role", "channels", "rules" };
static const char *const contact_keys[] = { "channels", "rules" };

/**
 * muster_team_object_free:
 * @self: an object
 *
 * Frees it.
 */
void
muster_team_object_free (MusterTeamObject *self)
{
  g_free (self->name);
  g_free (self->body);
  g_free (self->contact);
  g_free (self);
}

/* --- names --- */

static char *
name_key (const char *type, const char *name)
{
  return g_strdup_printf ("%s %s", type, name);
}

/* "type name" → the object's node */
static GHashTable *
collect_names (const char *file, const MusterYaml *root, GError **error)
{
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      const MusterYaml *list = muster_yaml_get (root, lists[i].key);

      for (guint j = 0; list != NULL && j < list->items->len; j++)
        {
          const MusterYaml *name = muster_yaml_get (g_ptr_array_index (list->items, j), "name");
          g_autofree char *key = name_key (lists[i].type, name->text);
          const MusterYaml *first = g_hash_table_lookup (names, key);

          if (first != NULL)
            {
              g_autofree char *quoted = muster_shape_quote (name->text);

              muster_shape_fail (file, name, error, "there is a %s %s already, in line %u",
                                 lists[i].type, quoted, first->line);
              return NULL;
            }
          g_hash_table_insert (names, g_steal_pointer (&key), (gpointer) name);
        }
    }
  return g_steal_pointer (&names);
}

static gboolean
is_known (GHashTable *names, const MusterTeamLookup *lookup, const char *type, const char *name)
{
  g_autofree char *key = name_key (type, name);

  return g_hash_table_contains (names, key) ||
         (lookup != NULL && lookup->known (type, name, lookup->user_data));
}

static gboolean
check_references (const MusterShapeReport *report,
                  GHashTable *names,
                  const MusterTeamLookup *lookup,
                  GError **error)
{
  for (guint i = 0; i < report->references->len; i++)
    {
      const MusterReference *reference = &g_array_index (report->references, MusterReference, i);
      g_autofree char *quoted = NULL;

      if (is_known (names, lookup, reference->types, reference->node->text))
        continue;
      quoted = muster_shape_quote (reference->node->text);
      muster_shape_fail (report->file, reference->node, error, "there is no %s %s",
                         reference->types, quoted);
      return FALSE;
    }
  return TRUE;
}

/* --- objects --- */

static gboolean
is_one_of (const char *name, const char *const *list, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (strcmp (list[i], name) == 0)
      return TRUE;
  return FALSE;
}

/* The members of @node that are of @list, or those that are not. */
static char *
write_members (const MusterYaml *node, const char *const *list, gsize n, gboolean of_list)
{
  g_autoptr (GString) json = g_string_new (NULL);
  MusterJsonWriter writer;

  muster_json_writer_init (&writer, json);
  muster_json_begin_object (&writer);
  for (guint i = 0; i < node->items->len; i++)
    {
      const MusterYaml *key = g_ptr_array_index (node->keys, i);
      g_autoptr (GString) value = NULL;

      if (is_one_of (key->text, list, n) != of_list)
        continue;
      value = g_string_new (NULL);
      muster_yaml_append_json (g_ptr_array_index (node->items, i), value);
      muster_json_name (&writer, key->text);
      muster_json_raw (&writer, value->str, value->len);
    }
  muster_json_end_object (&writer);
  return g_string_free (g_steal_pointer (&json), FALSE);
}

static MusterTeamObject *
make_object (const char *type, const char *name, const MusterYaml *node)
{
  MusterTeamObject *self = g_new0 (MusterTeamObject, 1);

  self->type = type;
  self->name = g_strdup (name);
  self->line = node->line;
  self->column = node->column;
  self->body = write_members (node, told_apart, G_N_ELEMENTS (told_apart), FALSE);
  return self;
}

static void
set_person (MusterTeamObject *self, const MusterYaml *node)
{
  const MusterYaml *role = muster_yaml_get (node, "role");

  if (role != NULL) /* without it they keep what they have */
    muster_access_parse (role->text, -1, &self->access);
  if (muster_yaml_get (node, "channels") != NULL || muster_yaml_get (node, "rules") != NULL)
    self->contact = write_members (node, contact_keys, G_N_ELEMENTS (contact_keys), TRUE);
}

/* A list of rules is one object, as their order counts: {"rules":[…]}. */
static MusterTeamObject *
make_rules (const char *key, const MusterYaml *list)
{
  MusterTeamObject *object = g_new0 (MusterTeamObject, 1);
  GString *body = g_string_new ("{\"rules\":");

  muster_yaml_append_json (list, body);
  g_string_append_c (body, '}');
  object->type = "rules";
  object->name = g_strdup (key);
  object->body = g_string_free (body, FALSE);
  object->line = list->line;
  object->column = list->column;
  return object;
}

static GPtrArray *
make_objects (const MusterYaml *root)
{
  GPtrArray *objects = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_team_object_free);
  const MusterYaml *grouping = muster_yaml_get (root, "grouping");

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      const MusterYaml *list = muster_yaml_get (root, lists[i].key);

      for (guint j = 0; list != NULL && j < list->items->len; j++)
        {
          const MusterYaml *node = g_ptr_array_index (list->items, j);
          const char *name = muster_yaml_get (node, "name")->text;
          MusterTeamObject *object = make_object (lists[i].type, name, node);

          if (g_str_equal (object->type, "person"))
            set_person (object, node);
          g_ptr_array_add (objects, object);
        }
    }
  if (grouping != NULL)
    g_ptr_array_add (objects, make_object ("grouping", "default", grouping));
  for (guint i = 0; i < G_N_ELEMENTS (rule_keys); i++)
    if (muster_yaml_get (root, rule_keys[i]) != NULL)
      g_ptr_array_add (objects, make_rules (rule_keys[i], muster_yaml_get (root, rule_keys[i])));
  return objects;
}

/**
 * muster_team_file_read:
 * @file: the file's name, for errors
 * @root: the tree
 * @lookup: (nullable): what the hub knows
 * @error: (out): as muster_team_file_parse()
 *
 * Returns: (transfer full) (element-type MusterTeamObject) (nullable): as muster_team_file_parse()
 */
GPtrArray *
muster_team_file_read (const char *file,
                       const MusterYaml *root,
                       const MusterTeamLookup *lookup,
                       GError **error)
{
  g_autoptr (GArray) references = g_array_new (FALSE, FALSE, sizeof (MusterReference));
  g_autoptr (GHashTable) names = NULL;
  MusterShapeReport report = { file, references };

  if (!muster_shape_check (&muster_team_schema, root, &report, error))
    return NULL;
  names = collect_names (file, root, error);
  if (names == NULL || !check_references (&report, names, lookup, error))
    return NULL;
  return make_objects (root);
}

/**
 * muster_team_file_parse:
 * @file: the file's name, for errors
 * @text: its bytes
 * @n: how many
 * @lookup: (nullable): what the hub knows beside the file
 * @error: (out): MUSTER_BASE_ERROR; its message begins with "FILE:LINE:COLUMN: "
 *
 * Reads a team file. Unknown keys at any depth, values of a wrong type, names that are there
 * twice, and names that neither the file nor the hub knows are refused. The same file gives the
 * same objects, channels first, then people, teams, schedules, policies, services, maintenance
 * windows, overrides of severities and the grouping rule, each in the order of the file.
 *
 * Returns: (transfer full) (element-type MusterTeamObject) (nullable): what it configures
 */
GPtrArray *
muster_team_file_parse (const char *file,
                        const char *text,
                        gsize n,
                        const MusterTeamLookup *lookup,
                        GError **error)
{
  g_autoptr (MusterYaml) root = muster_yaml_parse (file, text, n, error);

  return root != NULL ? muster_team_file_read (file, root, lookup, error) : NULL;
}
