/* cli-apply.c - musterd apply: makes the configuration as a file says
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/safe-text.h"
#include "hub/channel-check.h"
#include "hub/cli.h"
#include "hub/team-channels.h"
#include "wire/team-file.h"
#include "world/commands.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

typedef struct
{
  MusterCliPlace place;
  char *file;
  gboolean prune;
  gboolean dry_run;
} Options;

/* What the hub has, by type and name. */
typedef struct
{
  MusterUlid id;
  char *type;
  char *name;
  char *body;        /* nullable */
  gboolean is_named; /* by the file */
} Existing;

typedef struct
{
  MusterCliHub *hub;
  GHashTable *existing; /* "type/name" → Existing */
  const Options *options;
} Applying;

static void
existing_free (Existing *self)
{
  g_free (self->type);
  g_free (self->name);
  g_free (self->body);
  g_free (self);
}

static Existing *
find_existing (GHashTable *existing, const char *type, const char *name)
{
  g_autofree char *key = g_strdup_printf ("%s/%s", type, name);

  return g_hash_table_lookup (existing, key);
}

static void
add_existing (GHashTable *existing, Existing *object /* transfer full */)
{
  g_hash_table_replace (existing, g_strdup_printf ("%s/%s", object->type, object->name), object);
}

/* --- what is there --- */

static void
read_directory (MusterHub *hub, GHashTable *existing)
{
  const GPtrArray *objects = muster_directory_objects (
      muster_world_get_directory (muster_committer_get_world (muster_hub_get_committer (hub))));

  for (guint i = 0; i < objects->len; i++)
    {
      const MusterObject *object = g_ptr_array_index (objects, i);
      Existing *found;

      if (object->removed || object->hash != NULL)
        continue;
      found = g_new0 (Existing, 1);
      *found = (Existing){ object->id, g_strdup (object->type), g_strdup (object->name),
                           g_strdup (object->body), FALSE };
      add_existing (existing, found);
    }
}

static Existing *
read_object (MusterJsonReader *reader)
{
  Existing *object = g_new0 (Existing, 1);
  MusterText name, text;

  object->type = g_strdup ("");
  object->name = g_strdup ("");
  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    if (muster_text_equal (name, "id") && muster_json_reader_string (reader, &text))
      muster_ulid_parse (text.bytes, (gssize) text.n, &object->id);
    else if (muster_text_equal (name, "object") && muster_json_reader_string (reader, &text))
      {
        g_free (object->type);
        object->type = muster_text_dup (text);
      }
    else if (muster_text_equal (name, "name") && muster_json_reader_string (reader, &text))
      {
        g_free (object->name);
        object->name = muster_text_dup (text);
      }
    else if (muster_text_equal (name, "body") && object->body == NULL &&
             muster_json_reader_raw (reader, &text))
      object->body = muster_text_dup (text);
    else
      muster_json_reader_skip (reader);
  return object;
}

static gboolean
read_hub (MusterCliHub *hub, GHashTable *existing, GError **error)
{
  g_autoptr (GBytes) body = muster_cli_hub_get (hub, "/v1/config", error);
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  MusterText name;
  gsize n;
  const char *bytes;

  if (body == NULL)
    return FALSE;
  bytes = g_bytes_get_data (body, &n);
  muster_json_reader_begin (reader, bytes, n, NULL);
  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    {
      if (!muster_text_equal (name, "items"))
        {
          muster_json_reader_skip (reader);
          continue;
        }
      muster_json_reader_enter_array (reader);
      while (muster_json_reader_next_item (reader))
        add_existing (existing, read_object (reader));
    }
  return muster_json_reader_finish (reader, error);
}

static gboolean
is_known (const char *type, const char *name, gpointer user_data)
{
  return find_existing (user_data, type, name) != NULL;
}

/* --- applying --- */

static void
say (const Applying *self, const char *sign, const char *type, const char *name)
{
  g_autofree char *safe = NULL;

  if (!self->options->dry_run)
    return;
  safe = muster_safe_text (name, -1, FALSE); /* the hub's word, not ours */
  printf ("%s %s %s\n", sign, type, safe);
}

/* What is no reason to refuse it, but had better be known. */
static void
tell_warnings (const MusterTeamObject *object, const char *answer)
{
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  MusterText name, text;

  muster_json_reader_begin (reader, answer, strlen (answer), NULL);
  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    if (!muster_text_equal (name, "warnings"))
      muster_json_reader_skip (reader);
    else if (muster_json_reader_enter_array (reader))
      while (muster_json_reader_next_item (reader) && muster_json_reader_string (reader, &text))
        {
          g_autofree char *safe = muster_safe_text (text.bytes, (gssize) text.n, FALSE);
          g_autofree char *safe_name = muster_safe_text (object->name, -1, FALSE);

          g_printerr ("%s %s: %s\n", object->type, safe_name, safe);
        }
}

static gboolean
put_object (Applying *self, const MusterTeamObject *object, GError **error)
{
  g_autoptr (MusterCommand) command = muster_command_new (muster_command_by_name ("config.put"));
  Existing *existing = find_existing (self->existing, object->type, object->name);
  g_autofree char *answer = NULL;

  if (existing == NULL)
    say (self, "+", object->type, object->name);
  else if (g_strcmp0 (existing->body, object->body) != 0)
    say (self, "~", object->type, object->name);
  if (existing != NULL)
    existing->is_named = TRUE;
  if (self->options->dry_run)
    return TRUE;
  muster_command_set_text (command, "object", object->type);
  muster_command_set_text (command, "name", object->name);
  muster_command_set_text (command, "body", object->body);
  muster_command_set_text (command, "contact", object->contact);
  if (object->access != MUSTER_ACCESS_NONE)
    muster_command_set_int (command, "access", object->access);
  answer = muster_cli_hub_command (self->hub, command, error);
  if (answer != NULL)
    tell_warnings (object, answer);
  return answer != NULL;
}

static gboolean
is_prunable (const Existing *object)
{
  static const char *const types[] = {
    "team",      "service", "policy",       "schedule",          "grouping", "rules", "maintenance",
    "heartbeat", "mapping", "alertmanager", "severity_override", "channel",  NULL
  };

  return !object->is_named && g_strv_contains (types, object->type);
}

static gboolean
prune (Applying *self, GError **error)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->existing);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Existing *object = value;
      g_autoptr (MusterCommand) command = NULL;
      g_autofree char *answer = NULL;

      if (!is_prunable (object))
        continue;
      say (self, "-", object->type, object->name);
      if (self->options->dry_run)
        continue;
      command = muster_command_new (muster_command_by_name ("config.remove"));
      command->object = object->id;
      answer = muster_cli_hub_command (self->hub, command, error);
      if (answer == NULL)
        return FALSE;
    }
  return TRUE;
}

/* Where to apply, and what is there. */
static gboolean
begin (Applying *self, MusterCliHub *hub, const Options *options, GError **error)
{
  *self = (Applying){
    .hub = hub,
    .existing =
        g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) existing_free),
    .options = options,
  };
  if (muster_cli_hub_direct (hub) == NULL)
    return read_hub (hub, self->existing, error);
  read_directory (muster_cli_hub_direct (hub), self->existing);
  return TRUE;
}

static void
applying_clear (Applying *self)
{
  g_clear_pointer (&self->existing, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Applying, applying_clear)

static GString *
read_file (const char *path, GError **error)
{
  g_autofree char *text = NULL;
  gsize n;

  return g_file_get_contents (path, &text, &n, error) ? g_string_new_len (text, (gssize) n) : NULL;
}

/* By what the hub can page. */
static GPtrArray *
list_channels (const Applying *self)
{
  GPtrArray *channels =
      g_ptr_array_new_with_free_func ((GDestroyNotify) muster_channel_object_free);
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->existing);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const Existing *object = value;
      MusterChannelConfig *config = strcmp (object->type, MUSTER_OBJECT_CHANNEL) == 0
                                        ? muster_channel_config_read (object->body, NULL)
                                        : NULL;

      if (config != NULL)
        g_ptr_array_add (channels, muster_channel_object_new (object->name, config));
    }
  return channels;
}

static GPtrArray *
read_objects (const Applying *self, const char *file, const GString *text, GError **error)
{
  g_autoptr (MusterYaml) root = muster_yaml_parse (file, text->str, text->len, error);
  g_autoptr (GPtrArray) objects = NULL;

  if (root != NULL)
    objects =
        muster_team_file_read (file, root, &(MusterTeamLookup){ is_known, self->existing }, error);
  if (objects == NULL ||
      !muster_team_channels_check (file, root, objects, list_channels (self), error))
    return NULL;
  return g_steal_pointer (&objects);
}

static gboolean
apply (MusterCliHub *hub, const Options *options, const GString *text, GError **error)
{
  g_auto (Applying) self = { 0 };
  g_autoptr (GPtrArray) objects = NULL;

  if (!begin (&self, hub, options, error))
    return FALSE;
  objects = read_objects (&self, options->file, text, error);
  if (objects == NULL)
    return FALSE;
  for (guint i = 0; i < objects->len; i++)
    if (!put_object (&self, g_ptr_array_index (objects, i), error))
      return FALSE;
  return !options->prune || prune (&self, error);
}

/**
 * muster_cli_apply_objects:
 * @hub: where to
 * @objects: (element-type MusterTeamObject): what there is to be
 * @only_missing: what the hub has by that type and name stays as it is
 * @error: return location
 *
 * Returns: whether all of it is there
 */
gboolean
muster_cli_apply_objects (MusterCliHub *hub,
                          const GPtrArray *objects,
                          gboolean only_missing,
                          GError **error)
{
  const Options options = { 0 };
  g_auto (Applying) self = { 0 };

  if (!begin (&self, hub, &options, error))
    return FALSE;
  for (guint i = 0; i < objects->len; i++)
    {
      const MusterTeamObject *object = g_ptr_array_index (objects, i);

      if (only_missing && find_existing (self.existing, object->type, object->name) != NULL)
        continue;
      if (!put_object (&self, object, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * muster_cli_read_team_file:
 * @path: of a team.yaml
 * @error: return location
 *
 * Reads a file for a verb that asks no hub: what it refers to has to be in it.
 *
 * Returns: (transfer full) (nullable) (element-type MusterTeamObject): what it configures
 */
GPtrArray *
muster_cli_read_team_file (const char *path, GError **error)
{
  g_autoptr (GString) text = read_file (path, error);

  return text != NULL ? muster_team_file_parse (path, text->str, text->len, NULL, error) : NULL;
}

/**
 * muster_cli_apply_file:
 * @hub: a hub of this process
 * @file: a team.yaml
 * @error: return location
 *
 * Applies a file to a hub that is about to serve.
 *
 * Returns: whether all of it holds
 */
gboolean
muster_cli_apply_file (MusterHub *hub, const char *file, GError **error)
{
  Options options = { .file = (char *) file };
  g_autoptr (MusterCliHub) borrowed = muster_cli_hub_borrow (hub);
  g_autoptr (GString) text = read_file (file, error);

  return text != NULL && apply (borrowed, &options, text, error);
}

static int
apply_options (const Options *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) text = read_file (options->file, &error);
  g_autoptr (MusterCliHub) hub = NULL;

  if (text != NULL) /* a state folder is made for no file that is not there */
    hub = muster_cli_hub_open (&options->place, &error);
  if (hub == NULL || !apply (hub, options, text, &error))
    return muster_cli_fail (&muster_verb_apply, error);
  return MUSTER_EXIT_DONE;
}

static int
run (int argc, char **argv)
{
  Options options = { 0 };
  const GOptionEntry entries[] = {
    { "file", 'f', 0, G_OPTION_ARG_FILENAME, &options.file, N_ ("What to apply"), "FILE" },
    { "prune", 0, 0, G_OPTION_ARG_NONE, &options.prune, N_ ("End what it does not name"), NULL },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &options.dry_run, N_ ("Print the difference"), NULL },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  int result;

  if (!muster_cli_parse (&muster_verb_apply, entries, &options.place, &argc, &argv))
    result = MUSTER_EXIT_USAGE;
  else if (argc > 1)
    result = muster_cli_surplus (&muster_verb_apply, argv[1]);
  else if (options.file == NULL)
    result = muster_cli_usage (&muster_verb_apply, _ ("say -f FILE: what to apply"));
  else
    result = apply_options (&options);
  muster_cli_place_clear (&options.place);
  g_free (options.file);
  return result;
}

const MusterVerb muster_verb_apply = {
  .name = "apply",
  .places = MUSTER_CLI_STATE | MUSTER_CLI_HUB,
  .usage = "[--state DIR | --hub URL] -f FILE.yaml [--prune] [--dry-run]",
  .help = N_ ("Configure people, teams, services, policies and rules as a file says"),
  .run = run,
};
