/* command-line.c - what is typed into the command bar, as a command
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/command-line.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/instant.h"
#include "base/safe-text.h"
#include "console/check-list.h"
#include "model/error.h"
#include "world/commands.h"

#define SHOWN_BYTES_MAX 40 /* of what was typed, in a complaint */

static const MusterCommandWord words[] = {
  { "about", "incident.about", { "service" } },
  { "ack", "incident.acknowledge", { NULL } },
  { "escalate", "incident.escalate", { NULL } },
  { "impact", "incident.impact", { "text" } },
  { "merge", "incident.merge", { "into", "reason" } },
  { "note", "incident.note", { "text" } },
  { "page", "incident.page", { "target" } },
  { "pin", "incident.pin", { "seq" } },
  { "release", "incident.release", { "role" } },
  { "reopen", "incident.reopen", { "reason" } },
  { "resolve", "incident.resolve", { "reason" } },
  { "role", "incident.assign", { "role", "person" } },
  { "run", "incident.run", { "template", "arguments" } },
  { "sev", "incident.severity", { "severity", "reason" } },
  { "snooze", "incident.snooze", { "until" } },
  { "stage", "incident.stage", { "stage", "reason" } },
  { "task", "incident.task", { "owner", "due", "text" } },
  { "title", "incident.title", { "title" } },
  { "unack", "incident.unacknowledge", { NULL } },
};

/* A line on its way to a command. */
typedef struct
{
  const MusterCommandLine *line;
  const MusterCommandWord *word;
  MusterCommand *command;
  const char *at; /* what is not read yet */
} Reading;

typedef gboolean (*ReadFunc) (Reading *self, const MusterArgumentSpec *argument, GError **error);

/**
 * muster_command_words:
 * @n: (out): how many
 *
 * Returns: (transfer none): the words, in order
 */
const MusterCommandWord *
muster_command_words (guint *n)
{
  *n = G_N_ELEMENTS (words);
  return words;
}

/**
 * muster_command_word_argument:
 * @self: a word
 * @i: which of its arguments
 *
 * Returns: (nullable) (transfer none): the argument in the command's own row; %NULL: it has no more
 */
const MusterArgumentSpec *
muster_command_word_argument (const MusterCommandWord *self, guint i)
{
  const MusterCommandSpec *spec = muster_command_by_name (self->command);

  g_return_val_if_fail (spec != NULL, NULL);
  if (self->arguments[i] == NULL)
    return NULL;
  for (guint k = 0; spec->arguments[k].name != NULL; k++)
    if (strcmp (spec->arguments[k].name, self->arguments[i]) == 0)
      return &spec->arguments[k];
  g_return_val_if_reached (NULL);
}

/* --- errors --- */

static gboolean
complain (GError **error, const char *format, const char *typed)
{
  g_autofree char *cut = muster_cut_text (typed, strlen (typed), SHOWN_BYTES_MAX);
  g_autofree char *shown = muster_safe_text (cut != NULL ? cut : typed, -1, FALSE);

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  g_set_error (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_INVALID, format, shown);
#pragma GCC diagnostic pop
  return FALSE;
}

/* --- pieces --- */

static void
skip_space (Reading *self)
{
  while (g_ascii_isspace (*self->at))
    self->at++;
}

/* The next word; NULL at the end. */
static char *
take_word (Reading *self)
{
  const char *start;

  skip_space (self);
  start = self->at;
  while (*self->at != '\0' && !g_ascii_isspace (*self->at))
    self->at++;
  return self->at > start ? g_strndup (start, (gsize) (self->at - start)) : NULL;
}

static char *
take_rest (Reading *self)
{
  char *rest;

  skip_space (self);
  rest = g_strchomp (g_strdup (self->at));
  self->at += strlen (self->at);
  if (*rest != '\0')
    return rest;
  g_free (rest);
  return NULL;
}

static gboolean
begins (const char *title, const char *typed)
{
  return g_ascii_strncasecmp (title, typed, strlen (typed)) == 0;
}

/* --- one reader a type of argument --- */

static gboolean
read_text (Reading *self, const MusterArgumentSpec *argument, GError **error)
{
  g_autofree char *text = take_rest (self);

  if (text != NULL)
    muster_command_set_text (self->command, argument->name, text);
  return TRUE;
}

static gboolean
read_severity (Reading *self, const MusterArgumentSpec *argument, GError **error)
{
  g_autofree char *typed = take_word (self);
  MusterSeverity severity = MUSTER_SEVERITY_NONE;

  if (typed == NULL)
    return TRUE;
  if (!muster_severity_parse (typed, -1, &severity))
    for (int i = MUSTER_SEVERITY_CRITICAL; i <= MUSTER_SEVERITY_INFO; i++)
      if (begins (muster_severity_word ((MusterSeverity) i), typed))
        severity = (MusterSeverity) i;
  if (severity == MUSTER_SEVERITY_NONE)
    return complain (error, _ ("“%s” is no severity. It goes from 1, critical, to 5, info"), typed);
  muster_command_set_int (self->command, argument->name, severity);
  return TRUE;
}

static gboolean
read_stage (Reading *self, const MusterArgumentSpec *argument, GError **error)
{
  g_autofree char *typed = take_word (self);
  MusterStage found;

  if (typed == NULL)
    return TRUE;
  if (!muster_stage_parse (typed, -1, &found))
    {
      for (found = MUSTER_STAGE_DETECT; found < MUSTER_N_STAGES; found++)
        if (begins (muster_stage_title (found), typed))
          break;
      if (found == MUSTER_N_STAGES)
        return complain (error,
                         _ ("“%s” is no stage. They are detect, triage, mobilise, diagnose, "
                            "mitigate, monitor, resolved and reviewed"),
                         typed);
    }
  muster_command_set_int (self->command, argument->name, found);
  return TRUE;
}

static gboolean
read_role (Reading *self, const MusterArgumentSpec *argument, GError **error)
{
  g_autofree char *typed = take_word (self);
  MusterRole found;

  if (typed == NULL)
    return TRUE;
  if (!muster_role_parse (typed, -1, &found))
    {
      for (found = MUSTER_ROLE_COMMANDER; found <= MUSTER_ROLE_OBSERVER; found++)
        if (begins (muster_role_title (found), typed) || begins (muster_role_name (found), typed))
          break;
      if (found > MUSTER_ROLE_OBSERVER)
        return complain (error,
                         _ ("“%s” is no role. They are commander, communications, "
                            "technicalLead, scribe and observer"),
                         typed);
    }
  muster_command_set_int (self->command, argument->name, found);
  return TRUE;
}

/* By handle, id or full name, also with an at sign. */
static const MusterObject *
find_object (const Reading *self, const char *type, const char *typed)
{
  const MusterDirectory *directory = muster_world_get_directory (self->line->world);
  const GPtrArray *objects = muster_directory_objects (directory);
  const char *name = *typed == '@' ? typed + 1 : typed;
  const MusterObject *object = muster_directory_resolve (directory, type, name);

  for (guint i = 0; object == NULL && i < objects->len; i++)
    {
      const MusterObject *other = g_ptr_array_index (objects, i);

      if (!other->removed && strcmp (other->type, type) == 0 && other->full_name != NULL &&
          g_ascii_strcasecmp (other->full_name, name) == 0)
        object = other;
    }
  return object;
}

static gboolean
set_person (Reading *self, const char *argument, const char *typed, GError **error)
{
  const MusterObject *person = find_object (self, MUSTER_OBJECT_PERSON, typed);
  g_autofree char *id = NULL;

  if (person == NULL)
    return complain (error, _ ("Nobody here is called “%s”"), typed);
  id = muster_ulid_to_string (person->id);
  muster_command_set_text (self->command, argument, id);
  return TRUE;
}

/* At the end of a line a name may have spaces; before other text it needs its at sign. */
static gboolean
read_name (Reading *self, const MusterArgumentSpec *argument, GError **error)
{
  gboolean is_last = strcmp (argument->name, "person") == 0;
  g_autofree char *typed = NULL;

  skip_space (self);
  if (!is_last && *self->at != '@')
    return TRUE;
  typed = is_last ? take_rest (self) : take_word (self);
  return typed == NULL || set_person (self, argument->name, typed, error);
}

static gboolean
read_target (Reading *self, const MusterArgumentSpec *argument, GError **error)
{
  g_autofree char *typed = take_rest (self);
  g_autofree char *target = NULL, *id = NULL;
  const MusterObject *object;

  if (typed == NULL)
    return TRUE;
  if (g_str_has_prefix (typed, "person:") || g_str_has_prefix (typed, "team:") ||
      g_str_has_prefix (typed, "schedule:"))
    {
      muster_command_set_text (self->command, argument->name, typed);
      return TRUE;
    }
  object = find_object (self, MUSTER_OBJECT_PERSON, typed);
  if (object == NULL)
    object = find_object (self, MUSTER_OBJECT_TEAM, typed);
  if (object == NULL)
    object = find_object (self, MUSTER_OBJECT_SCHEDULE, typed);
  if (object == NULL)
    return complain (error, _ ("No person, team or schedule is called “%s”"), typed);
  id = muster_ulid_to_string (object->id);
  target = g_strconcat (object->type, ":", id, NULL);
  muster_command_set_text (self->command, argument->name, target);
  return TRUE;
}

static gboolean
read_service (Reading *self, const MusterArgumentSpec *argument, GError **error)
{
  g_autofree char *typed = take_rest (self);
  const MusterObject *service =
      typed != NULL ? find_object (self, MUSTER_OBJECT_SERVICE, typed) : NULL;

  if (typed != NULL && service == NULL)
    return complain (error, _ ("No service is called “%s”"), typed);
  if (service != NULL)
    muster_command_set_text (self->command, argument->name, service->name);
  return TRUE;
}

/* "INC-3", also "inc-3" and "3" */
static gboolean
read_incident (Reading *self, const MusterArgumentSpec *argument, GError **error)
{
  g_autofree char *typed = take_word (self);
  g_autofree char *id = NULL;
  const char *digits = typed;

  if (typed == NULL)
    return TRUE;
  if (g_ascii_strncasecmp (typed, "INC-", 4) == 0)
    digits += 4;
  id = g_strconcat ("INC-", digits, NULL);
  if (muster_world_get_incident (self->line->world, muster_incident_parse_id (id, -1)) == NULL)
    return complain (error, _ ("There is no incident “%s”"), typed);
  muster_command_set_text (self->command, argument->name, id);
  return TRUE;
}

/* "15:30": the next such time of day, in UTC. */
static gboolean
parse_time_of_day (const char *typed, gint64 now_us, gint64 *out_us)
{
  const gint64 day_us = G_TIME_SPAN_DAY;
  guint64 hour, minute;
  g_auto (GStrv) parts = g_strsplit (typed, ":", 3);

  if (g_strv_length (parts) != 2 ||
      !g_ascii_string_to_unsigned (parts[0], 10, 0, 23, &hour, NULL) ||
      !g_ascii_string_to_unsigned (parts[1], 10, 0, 59, &minute, NULL))
    return FALSE;
  *out_us = now_us - now_us % day_us + (gint64) (hour * 60 + minute) * G_TIME_SPAN_MINUTE;
  if (*out_us < now_us)
    *out_us += day_us;
  return TRUE;
}

/* "30m", "15:30" in UTC, or an instant. */
static gboolean
parse_time (const char *typed, gint64 now_us, gint64 *out_us)
{
  gint64 span_us;

  if (!muster_duration_parse (typed, &span_us, NULL))
    return parse_time_of_day (typed, now_us, out_us) || muster_instant_parse (typed, -1, out_us);
  *out_us = now_us + span_us;
  return TRUE;
}

static gboolean
read_until (Reading *self, const MusterArgumentSpec *argument, GError **error)
{
  g_autofree char *typed = take_word (self);
  gint64 at_us;

  if (typed == NULL)
    return TRUE;
  if (!parse_time (typed, self->line->now_us, &at_us))
    return complain (error, _ ("“%s” is no time. Say 30m, or 15:30 in UTC"), typed);
  muster_command_set_int (self->command, argument->name, at_us);
  return TRUE;
}

static gboolean
read_due (Reading *self, const MusterArgumentSpec *argument, GError **error)
{
  g_autofree char *typed = NULL;
  const char *value;
  gint64 at_us;

  skip_space (self);
  if (!g_str_has_prefix (self->at, "due:"))
    return TRUE;
  typed = take_word (self);
  value = typed + strlen ("due:");
  if (!parse_time (value, self->line->now_us, &at_us))
    return complain (error, _ ("“%s” is no time. Say due:30m, or due:15:30 in UTC"), value);
  muster_command_set_int (self->command, argument->name, at_us);
  return TRUE;
}

/* The line to pin: by number, or the newest. */
static gboolean
read_seq (Reading *self, const MusterArgumentSpec *argument, GError **error)
{
  const GPtrArray *entries = self->line->incident->entries;
  g_autofree char *typed = take_word (self);
  guint64 seq;

  if (typed == NULL && entries->len > 0)
    seq = ((const MusterEntry *) g_ptr_array_index (entries, entries->len - 1))->seq;
  else if (typed == NULL || !g_ascii_string_to_unsigned (typed, 10, 1, G_MAXINT64, &seq, NULL))
    return complain (error, _ ("“%s” is no line of the timeline. Without it the newest is meant"),
                     typed != NULL ? typed : "");
  muster_command_set_int (self->command, argument->name, (gint64) seq);
  return TRUE;
}

static gboolean
read_template (Reading *self, const MusterArgumentSpec *argument, GError **error)
{
  g_autofree char *typed = take_word (self);

  if (typed == NULL)
    return TRUE;
  if (muster_check_find (typed) == NULL)
    return complain (
        error, _ ("There is no check “%s”. They are disk, dns, http, memory, tcp and unit"), typed);
  muster_command_set_text (self->command, argument->name, typed);
  return TRUE;
}

/* "port=443" goes to its own place, anything else to the first that is free. */
static int
find_place (const MusterCheck *check, const char *typed, char *const *values, const char **value)
{
  const char *equals = strchr (typed, '=');

  for (int i = 0; equals != NULL && check->arguments[i].name != NULL; i++)
    if (strlen (check->arguments[i].name) == (gsize) (equals - typed) &&
        g_str_has_prefix (typed, check->arguments[i].name))
      {
        *value = equals + 1;
        return i;
      }
  for (int i = 0; check->arguments[i].name != NULL; i++)
    if (values[i] == NULL)
      {
        *value = typed;
        return i;
      }
  return -1;
}

static gboolean
read_arguments (Reading *self, const MusterArgumentSpec *argument, GError **error)
{
  const char *name = muster_command_text (self->command, "template");
  const MusterCheck *check = name != NULL ? muster_check_find (name) : NULL;
  g_auto (GStrv) values = g_new0 (char *, MUSTER_CHECK_ARGUMENTS_MAX + 1);
  const char *given[MUSTER_CHECK_ARGUMENTS_MAX] = { NULL };
  const char *missing = NULL;
  g_autofree char *json = NULL;

  if (check == NULL)
    return TRUE;
  for (;;)
    {
      g_autofree char *typed = take_word (self);
      const char *value = NULL;
      int place = typed != NULL ? find_place (check, typed, values, &value) : -1;

      if (typed == NULL)
        break;
      if (place < 0)
        return complain (error, _ ("“%s” is more than this check takes"), typed);
      g_free (values[place]);
      values[place] = g_strdup (value);
    }
  for (guint i = 0; i < MUSTER_CHECK_ARGUMENTS_MAX; i++)
    given[i] = values[i];
  json = muster_check_arguments (check, given, &missing);
  /* TRANSLATORS: the placeholder is what a check must be told, as "Host name" */
  if (json == NULL)
    return complain (error, _ ("This check needs: %s"), missing);
  muster_command_set_text (self->command, argument->name, json);
  return TRUE;
}

static ReadFunc
find_reader (const MusterArgumentSpec *argument)
{
  static const ReadFunc readers[] = {
    [MUSTER_ARGUMENT_TEXT] = read_text,         [MUSTER_ARGUMENT_NAME] = read_name,
    [MUSTER_ARGUMENT_SEVERITY] = read_severity, [MUSTER_ARGUMENT_STAGE] = read_stage,
    [MUSTER_ARGUMENT_ROLE] = read_role,         [MUSTER_ARGUMENT_INT] = read_seq,
    [MUSTER_ARGUMENT_INSTANT] = read_due,       [MUSTER_ARGUMENT_TOKEN] = read_template,
    [MUSTER_ARGUMENT_STRINGS] = read_arguments,
  };

  if (strcmp (argument->name, "until") == 0)
    return read_until;
  if (strcmp (argument->name, "target") == 0)
    return read_target;
  if (strcmp (argument->name, "service") == 0)
    return read_service;
  return strcmp (argument->name, "into") == 0 ? read_incident : readers[argument->type];
}

/* --- the whole --- */

static const MusterCommandWord *
find_word (const char *typed)
{
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strcmp (words[i].word, typed) == 0)
      return &words[i];
  return NULL;
}

static gboolean
complain_missing (const MusterCommandWord *word, const char *argument, GError **error)
{
  g_autoptr (GString) usage = g_string_new (NULL);

  g_string_append_printf (usage, "/%s", word->word);
  for (guint i = 0; word->arguments[i] != NULL; i++)
    g_string_append_printf (usage,
                            muster_command_word_argument (word, i)->required ? " %s" : " [%s]",
                            word->arguments[i]);
  g_set_error (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_INVALID,
               /* TRANSLATORS: how a command is written, as "/sev severity [reason]" */
               _ ("Something is missing. Write it as %s"), usage->str);
  return FALSE;
}

static gboolean
read_command (Reading *self, GError **error)
{
  const MusterArgumentSpec *argument;

  for (guint i = 0; (argument = muster_command_word_argument (self->word, i)) != NULL; i++)
    {
      if (!find_reader (argument) (self, argument, error))
        return FALSE;
      if (argument->required && !muster_command_has (self->command, argument->name))
        return complain_missing (self->word, argument->name, error);
    }
  skip_space (self);
  return *self->at == '\0' ||
         complain (error, _ ("“%s” is more than this command takes"), self->at);
}

static MusterCommand *
make (const MusterCommandLine *self, const char *name)
{
  MusterCommand *command = muster_command_new (muster_command_by_name (name));

  command->incident = self->incident->number;
  command->actor = self->me;
  return command;
}

static MusterCommand *
make_note (const MusterCommandLine *self, const char *text, GError **error)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text));
  MusterCommand *command;

  if (*trimmed == '\0')
    {
      g_set_error_literal (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_INVALID,
                           _ ("There is nothing to send yet"));
      return NULL;
    }
  command = make (self, "incident.note");
  muster_command_set_text (command, "text", trimmed);
  return command;
}

/* To move to Resolved is to resolve, with the questions of it. */
static MusterCommand *
resolve_instead (const MusterCommandLine *self, MusterCommand *command /* transfer full */)
{
  g_autoptr (MusterCommand) stage = command;
  MusterCommand *resolve = make (self, "incident.resolve");

  if (muster_command_has (stage, "reason"))
    muster_command_set_text (resolve, "reason", muster_command_text (stage, "reason"));
  return resolve;
}

/**
 * muster_command_line_parse:
 * @self: what the line is read against
 * @line: what was typed; any text
 * @error: #MUSTER_MODEL_ERROR_INVALID, with words for the person who typed
 *
 * Returns: (transfer full) (nullable): the command
 */
MusterCommand *
muster_command_line_parse (const MusterCommandLine *self, const char *line, GError **error)
{
  Reading reading = { .line = self, .at = line };
  g_autofree char *typed = NULL;

  skip_space (&reading);
  if (*reading.at != '/')
    return make_note (self, line, error);
  reading.at++;
  if (*reading.at == '/')
    return make_note (self, reading.at, error);
  typed = take_word (&reading);
  reading.word = typed != NULL ? find_word (typed) : NULL;
  if (reading.word == NULL)
    {
      complain (error, _ ("There is no command “/%s”. Type / alone to see them all"),
                typed != NULL ? typed : "");
      return NULL;
    }
  reading.command = make (self, reading.word->command);
  if (!read_command (&reading, error))
    {
      muster_command_free (reading.command);
      return NULL;
    }
  if (strcmp (reading.word->word, "stage") == 0 &&
      muster_command_int (reading.command, "stage") == MUSTER_STAGE_RESOLVED)
    return resolve_instead (self, reading.command);
  return reading.command;
}
