/* api-commands.c - POST: a command from JSON to the committer (protocol §5)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/crypto.h"
#include "base/json-writer.h"
#include "hub/api-json.h"
#include "hub/letter-replay.h"
#include "hub/problem.h"
#include "hub/routes.h"
#include "hub/shift-preview.h"
#include "wire/command-codec.h"
#include "world/commands.h"
#include "world/policy-warnings.h"

#include <string.h>

typedef struct
{
  MusterWork work; /* first */
  MusterCommand *command;
} CommandWork;

static void
work_free (MusterWork *work)
{
  CommandWork *self = (CommandWork *) work;

  if (self->command->secret != NULL)
    muster_wipe (self->command->secret, strlen (self->command->secret));
  muster_command_free (self->command);
  g_free (self);
}

/* What only the first answer has: the secret itself is nowhere but here. */
static void
append_made (const MusterCommand *command, const MusterDecided *decided, MusterJsonWriter *writer)
{
  const char *name = command->spec->name;

  if (strcmp (name, "calendar.add") == 0)
    {
      g_autofree char *path = g_strdup_printf ("/calendar/%s/oncall.ics", command->secret);

      muster_json_member_ulid (writer, "calendar", decided->made);
      muster_json_member_string (writer, "path", path);
      return;
    }
  muster_json_member_string (writer, strcmp (name, "token.add") == 0 ? "token" : "key",
                             command->secret);
  if (strcmp (name, "key.add") == 0)
    muster_json_member_string (writer, "service", muster_command_text (command, "service"));
  else if (strcmp (name, "drill.start") == 0)
    muster_json_member_ulid (writer, "drill", decided->made);
}

/* Of a policy: what its steps do not do. */
static void
append_policy_warnings (const MusterCommand *command,
                        const MusterWorld *world,
                        MusterJsonWriter *writer)
{
  const MusterObject *policy =
      muster_directory_find (muster_world_get_directory (world), MUSTER_OBJECT_POLICY,
                             muster_command_text (command, "name"), -1);
  g_autoptr (GPtrArray) warnings =
      policy != NULL ? muster_policy_list_warnings (world, policy) : NULL;

  if (warnings == NULL || warnings->len == 0)
    return;
  muster_json_name (writer, "warnings");
  muster_json_begin_array (writer);
  for (guint i = 0; i < warnings->len; i++)
    muster_json_string (writer, g_ptr_array_index (warnings, i));
  muster_json_end_array (writer);
}

static gboolean
is_policy_put (const MusterCommand *command)
{
  return strcmp (command->spec->name, "config.put") == 0 &&
         strcmp (muster_command_text (command, "object"), MUSTER_OBJECT_POLICY) == 0;
}

/**
 * muster_decided_append_json:
 * @command: a command
 * @decided: what happened
 * @world: (nullable): the world after it, for warnings
 * @out: where to
 *
 * Writes the answer to a command (protocol §5).
 */
void
muster_decided_append_json (const MusterCommand *command,
                            const MusterDecided *decided,
                            const MusterWorld *world,
                            GString *out)
{
  MusterJsonWriter writer;

  muster_json_writer_init (&writer, out);
  muster_json_begin_object (&writer);
  muster_json_name (&writer, "seq");
  muster_json_begin_array (&writer);
  for (guint i = 0; i < decided->n; i++)
    muster_json_int (&writer, (gint64) (decided->first_seq + i));
  muster_json_end_array (&writer);
  muster_json_name (&writer, "incident");
  muster_json_incident_id (&writer, decided->incident);
  if (strcmp (command->spec->name, "silence.set") == 0 && !muster_ulid_is_null (decided->made))
    muster_json_member_ulid (&writer, "silence", decided->made);
  if (strcmp (command->spec->name, "schedule.ask") == 0)
    muster_json_member_ulid (&writer, "request", decided->made);
  else if (g_str_has_prefix (command->spec->name, "schedule.") &&
           !muster_ulid_is_null (decided->made))
    {
      muster_json_member_ulid (&writer, "override", decided->made);
      if (world != NULL)
        muster_json_shift_warnings (&writer, world, command);
    }
  if (world != NULL && is_policy_put (command))
    append_policy_warnings (command, world, &writer);
  if (command->secret != NULL && !decided->is_repeat)
    append_made (command, decided, &writer);
  muster_json_end_object (&writer);
  g_string_append_c (out, '\n');
}

static MusterWorkResult
run_command (MusterWork *work, MusterCommitter *committer)
{
  CommandWork *self = (CommandWork *) work;
  g_autoptr (GError) error = NULL;
  MusterDecided decided;
  GString *body;

  if (!muster_command_do (committer, self->command, &decided, &error))
    work->answer = muster_problem_from_error (error);
  else
    {
      body = g_string_new (NULL);
      muster_decided_append_json (self->command, &decided, muster_committer_get_world (committer),
                                  body);
      work->answer = muster_answer_new_take (200, "application/json", body);
      /* Without events it is so already, by what may not be on disk yet. */
      work->wait_seq = muster_world_get_seq (muster_committer_get_world (committer));
    }
  return MUSTER_WORK_DONE;
}

static const MusterWorkFuncs command_funcs = { run_command, NULL, work_free };

/**
 * muster_is_command_path:
 * @target: of a POST
 *
 * Returns: whether the command table has a row for it
 */
gboolean
muster_is_command_path (const MusterTarget *target)
{
  MusterCall call = { .target = target };
  g_autofree char *path = muster_call_dup_path (&call);
  MusterUlid object;
  guint incident;

  return muster_command_by_path (path, &incident, &object) != NULL;
}

/**
 * muster_command_handle:
 * @call: a POST whose path is a command's
 *
 * Decodes the command on the HTTP thread and hands it over.
 */
void
muster_command_handle (MusterCall *call)
{
  g_autofree char *path = muster_call_dup_path (call);
  g_autoptr (MusterCommand) command = NULL;
  g_autoptr (GError) error = NULL;
  const MusterCommandSpec *spec;
  MusterUlid object;
  CommandWork *work;
  guint incident;
  gsize n;
  const char *body = (const char *) muster_request_get_body (call->request, &n);

  spec = muster_command_by_path (path, &incident, &object);
  command = muster_command_decode_json (spec, body, n, &error);
  if (command == NULL)
    {
      muster_call_answer (call, muster_problem_from_error (error));
      return;
    }
  command->incident = incident;
  command->object = object;
  if (incident == 0 && muster_ulid_is_null (object) && strstr (spec->path, "{id}") != NULL)
    command->name = g_strdup (call->target->segments[2]);
  command->actor = call->who.actor;
  command->access = call->who.access;
  if (muster_is_shift_preview (call, spec))
    {
      muster_shift_preview_handle (call, g_steal_pointer (&command));
      return;
    }
  if (spec->makes_secret)
    command->secret = muster_new_secret ();
  work = g_new0 (CommandWork, 1);
  work->work.funcs = &command_funcs;
  work->command = g_steal_pointer (&command);
  muster_call_submit (call, &work->work);
}
