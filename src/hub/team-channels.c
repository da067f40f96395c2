/* team-channels.c - whether the people of a team file can be paged as it says
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/team-channels.h"

#include "hub/channel-check.h"
#include "wire/team-file.h"
#include "wire/yaml-shape.h"

#include <string.h>

typedef struct
{
  const char *file;
  GPtrArray *channels; /* of MusterChannelObject */
} Checking;

static gboolean
fail_at (const Checking *self, const MusterYaml *node, const GError *cause, GError **error)
{
  muster_shape_fail (self->file, node, error, "%s", cause->message);
  return FALSE;
}

/* --- channels --- */

/* What the file says is in place of what the hub has by that name. */
static void
put_channel (GPtrArray *channels, MusterChannelObject *object /* transfer full */)
{
  for (guint i = 0; i < channels->len; i++)
    if (strcmp (((MusterChannelObject *) g_ptr_array_index (channels, i))->name, object->name) == 0)
      {
        g_ptr_array_remove_index (channels, i);
        break;
      }
  g_ptr_array_add (channels, object);
}

static gboolean
check_channel (const Checking *self, const MusterTeamObject *object, GError **error)
{
  const MusterYaml place = { .line = object->line, .column = object->column };
  g_autoptr (GError) cause = NULL;
  MusterChannelConfig *config = muster_channel_config_read (object->body, &cause);

  if (config == NULL)
    return fail_at (self, &place, cause, error);
  put_channel (self->channels, muster_channel_object_new (object->name, config));
  return muster_channel_object_check (config, &cause) || fail_at (self, &place, cause, error);
}

/* --- people --- */

static const char *
get_text (const MusterYaml *node, const char *key)
{
  const MusterYaml *value = muster_yaml_get (node, key);

  return value != NULL && value->type == MUSTER_YAML_SCALAR ? value->text : NULL;
}

static MusterContact *
read_reach (const MusterYaml *node)
{
  MusterContact *reach = muster_contact_new (get_text (node, "type"), get_text (node, "by"));
  const MusterYaml *to = muster_yaml_get (node, "to");

  reach->to.text = g_strdup (get_text (node, "to"));
  if (to != NULL && to->type == MUSTER_YAML_MAPPING)
    reach->to.secret = g_strdup (get_text (to, "secret"));
  return reach;
}

static gboolean
check_rules (const Checking *self,
             const MusterYaml *rules,
             const GPtrArray *reaches,
             GError **error)
{
  g_autoptr (GError) cause = NULL;

  for (guint i = 0; rules != NULL && i < rules->items->len; i++)
    {
      const MusterYaml *via = muster_yaml_get (g_ptr_array_index (rules->items, i), "via");

      if (!muster_via_check (reaches, via->text, &cause))
        return fail_at (self, via, cause, error);
    }
  return TRUE;
}

static gboolean
check_person (const Checking *self, const MusterYaml *person, GError **error)
{
  g_autoptr (GPtrArray) reaches =
      g_ptr_array_new_with_free_func ((GDestroyNotify) muster_contact_free);
  const MusterYaml *channels = muster_yaml_get (person, "channels");
  const MusterYaml *rules = muster_yaml_get (person, "rules");
  g_autoptr (GError) cause = NULL;

  for (guint i = 0; channels != NULL && i < channels->items->len; i++)
    {
      const MusterYaml *node = g_ptr_array_index (channels->items, i);
      MusterContact *reach = read_reach (node);

      g_ptr_array_add (reaches, reach);
      if (!muster_contact_check (reach, self->channels, &cause))
        return fail_at (self, node, cause, error);
    }
  if (rules == NULL)
    return TRUE;
  return check_rules (self, muster_yaml_get (rules, "high"), reaches, error) &&
         check_rules (self, muster_yaml_get (rules, "low"), reaches, error);
}

/**
 * muster_team_channels_check:
 * @file: the file's name
 * @root: its tree
 * @objects: (element-type MusterTeamObject): what it configures
 * @known: (transfer full) (element-type MusterChannelObject): channels that the hub has
 * @error: MUSTER_BASE_ERROR_SYNTAX
 *
 * Returns: whether every channel can work, and every person has those that their rules name
 */
gboolean
muster_team_channels_check (const char *file,
                            const MusterYaml *root,
                            const GPtrArray *objects,
                            GPtrArray *known,
                            GError **error)
{
  g_autoptr (GPtrArray) channels = known;
  const Checking self = { file, channels };
  const MusterYaml *people = muster_yaml_get (root, "people");

  for (guint i = 0; i < objects->len; i++)
    {
      const MusterTeamObject *object = g_ptr_array_index (objects, i);

      if (strcmp (object->type, MUSTER_OBJECT_CHANNEL) == 0 &&
          !check_channel (&self, object, error))
        return FALSE;
    }
  for (guint i = 0; people != NULL && i < people->items->len; i++)
    if (!check_person (&self, g_ptr_array_index (people->items, i), error))
      return FALSE;
  return TRUE;
}
