/* commands.c - the one table of what can be asked for
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/commands.h"

#include <glib/gi18n.h>
#include <string.h>

/* Whose {id} may be a name. */
static const char *const named[] = { "/v1/schedules/", "/v1/people/", NULL };

#define ONE(n) MUSTER_INCIDENT_FIELD_##n
#define ARG(n) MUSTER_ARGUMENT_##n
#define NO_ARGS                                                                                    \
  {                                                                                                \
    {                                                                                              \
      NULL, ARG (TEXT), FALSE                                                                      \
    }                                                                                              \
  }

#define INCIDENT(verb, words, kind, ...)                                                           \
  {                                                                                                \
    "incident." verb, "/v1/incidents/{id}/" verb, words, MUSTER_ACCESS_RESPONDER,                  \
        MUSTER_COMMAND_##kind, FALSE, __VA_ARGS__                                                  \
  }

static const MusterCommandRow rows[] = {
  { { "incident.declare",
      "/v1/incidents",
      N_ ("Declare an incident"),
      MUSTER_ACCESS_RESPONDER,
      MUSTER_COMMAND_ADDITIVE,
      FALSE,
      { { "title", ARG (TEXT), TRUE },
        { "severity", ARG (SEVERITY), FALSE },
        { "description", ARG (TEXT), FALSE },
        { "service", ARG (NAME), FALSE },
        { "impact", ARG (TEXT), FALSE },
        { "users", ARG (INT), FALSE },
        { "needs", ARG (TEXT), FALSE },
        { "customFields", ARG (JSON), FALSE } } },
    FALSE,
    -1,
    muster_decide_declare },
  { INCIDENT ("acknowledge", N_ ("Acknowledge"), STATE, NO_ARGS), TRUE, ONE (ACKNOWLEDGED),
    muster_decide_acknowledge },
  { INCIDENT ("unacknowledge", N_ ("Take the acknowledgement back"), STATE, NO_ARGS), TRUE,
    ONE (ACKNOWLEDGED), muster_decide_unacknowledge },
  { INCIDENT ("severity",
              N_ ("Set the severity"),
              STATE,
              { { "severity", ARG (SEVERITY), TRUE }, { "reason", ARG (TEXT), FALSE } }),
    TRUE, ONE (SEVERITY), muster_decide_severity },
  { INCIDENT ("stage",
              N_ ("Move to a stage"),
              STATE,
              { { "stage", ARG (STAGE), TRUE }, { "reason", ARG (TEXT), FALSE } }),
    TRUE, ONE (STAGE), muster_decide_stage },
  { INCIDENT ("title", N_ ("Rename"), STATE, { { "title", ARG (TEXT), TRUE } }), TRUE, ONE (TITLE),
    muster_decide_title },
  { INCIDENT ("resolve", N_ ("Resolve"), STATE, { { "reason", ARG (TEXT), FALSE } }), TRUE,
    ONE (STAGE), muster_decide_resolve },
  { INCIDENT ("reopen", N_ ("Reopen"), STATE, { { "reason", ARG (TEXT), FALSE } }), TRUE,
    ONE (STAGE), muster_decide_reopen },
  { INCIDENT ("assign",
              N_ ("Assign a role"),
              STATE,
              { { "role", ARG (ROLE), TRUE }, { "person", ARG (NAME), FALSE } }),
    TRUE, -1, muster_decide_assign },
  { INCIDENT ("hand-over",
              N_ ("Hand a role over"),
              STATE,
              { { "role", ARG (ROLE), TRUE }, { "person", ARG (NAME), TRUE } }),
    TRUE, -1, muster_decide_assign },
  { INCIDENT ("release",
              N_ ("Leave a role"),
              STATE,
              { { "role", ARG (ROLE), TRUE }, { "person", ARG (NAME), FALSE } }),
    TRUE, -1, muster_decide_release },
  { INCIDENT ("about",
              N_ ("Say which service it is about"),
              STATE,
              { { "service", ARG (NAME), TRUE }, { "reason", ARG (TEXT), FALSE } }),
    TRUE, ONE (ABOUT), muster_decide_about },
  { INCIDENT ("merge",
              N_ ("Merge into another incident"),
              ONLINE,
              { { "into", ARG (TEXT), TRUE }, { "reason", ARG (TEXT), FALSE } }),
    TRUE, -1, muster_decide_merge },
  { INCIDENT ("split",
              N_ ("Take alerts out into an incident of their own"),
              ONLINE,
              { { "alerts", ARG (TEXT), TRUE },
                { "title", ARG (TEXT), FALSE },
                { "reason", ARG (TEXT), FALSE } }),
    TRUE, -1, muster_decide_split },
  { INCIDENT ("apart",
              N_ ("Say that it is not the same as another incident"),
              ONLINE,
              { { "from", ARG (TEXT), TRUE }, { "reason", ARG (TEXT), FALSE } }),
    TRUE, -1, muster_decide_apart },
  { INCIDENT ("note", N_ ("Add a note"), ADDITIVE, { { "text", ARG (TEXT), TRUE } }), TRUE, -1,
    muster_decide_note },
  { INCIDENT ("pin",
              N_ ("Pin or unpin a line"),
              ADDITIVE,
              { { "seq", ARG (INT), TRUE }, { "on", ARG (BOOL), FALSE } }),
    TRUE, -1, muster_decide_pin },
  { INCIDENT ("impact",
              N_ ("Say the impact"),
              STATE,
              { { "text", ARG (TEXT), TRUE },
                { "start", ARG (INSTANT), FALSE },
                { "users", ARG (INT), FALSE } }),
    TRUE, ONE (IMPACT), muster_decide_impact },
  { INCIDENT ("task",
              N_ ("Add a task"),
              ADDITIVE,
              { { "text", ARG (TEXT), TRUE },
                { "owner", ARG (NAME), FALSE },
                { "due", ARG (INSTANT), FALSE } }),
    TRUE, -1, muster_decide_task },
  { INCIDENT ("task-done",
              N_ ("Close a task"),
              ADDITIVE,
              { { "task", ARG (ULID), TRUE }, { "done", ARG (BOOL), FALSE } }),
    TRUE, -1, muster_decide_task_done },
  { INCIDENT ("undo", N_ ("Undo"), ONLINE, { { "seq", ARG (INT), TRUE } }), TRUE, -1,
    muster_decide_undo },
  { INCIDENT ("page", N_ ("Page someone"), ONLINE, { { "target", ARG (TEXT), TRUE } }), TRUE, -1,
    muster_decide_page },
  { INCIDENT ("snooze",
              N_ ("Acknowledge for a while"),
              ONLINE,
              { { "until", ARG (INSTANT), TRUE } }),
    TRUE, MUSTER_INCIDENT_FIELD_ACKNOWLEDGED, muster_decide_snooze },
  { INCIDENT ("escalate",
              N_ ("Tell the next ones at once"),
              ONLINE,
              { { "all", ARG (BOOL), FALSE } }),
    TRUE, -1, muster_decide_escalate },
  { INCIDENT ("page-shown",
              N_ ("Say that a page is on screen"),
              ONLINE,
              { { "page", ARG (ULID), TRUE } }),
    TRUE, -1, muster_decide_page_shown },
  { INCIDENT ("run",
              N_ ("Run a diagnostic check"),
              ONLINE,
              { { "template", ARG (TOKEN), TRUE },
                { "arguments", ARG (STRINGS), FALSE },
                { "node", ARG (NAME), FALSE } }),
    TRUE, -1, muster_decide_run },
  { { "change.record",
      "/v1/changes",
      N_ ("Say that something was changed"),
      MUSTER_ACCESS_RESPONDER,
      MUSTER_COMMAND_ADDITIVE,
      FALSE,
      { { "title", ARG (TEXT), TRUE },
        { "kind", ARG (TOKEN), FALSE },
        { "service", ARG (NAME), FALSE },
        { "start", ARG (INSTANT), FALSE },
        { "version", ARG (TEXT), FALSE },
        { "url", ARG (TEXT), FALSE } } },
    FALSE,
    -1,
    muster_decide_change_record },
  { { "config.put",
      "/v1/config",
      N_ ("Configure a person, team, service, policy, schedule or rule"),
      MUSTER_ACCESS_MANAGER,
      MUSTER_COMMAND_ONLINE,
      FALSE,
      { { "object", ARG (TOKEN), TRUE },
        { "name", ARG (TEXT), TRUE },
        { "body", ARG (JSON), FALSE },
        { "contact", ARG (JSON), FALSE },
        { "access", ARG (ACCESS), FALSE } } },
    FALSE,
    -1,
    muster_decide_config_put },
  { { "config.remove", "/v1/config/{id}/remove", N_ ("Take something out of the configuration"),
      MUSTER_ACCESS_MANAGER, MUSTER_COMMAND_ONLINE, FALSE, NO_ARGS },
    FALSE,
    -1,
    muster_decide_config_remove },
  { { "calendar.add",
      "/v1/calendars",
      N_ ("Make an address at which calendar programs read somebody’s shifts, or a schedule’s"),
      MUSTER_ACCESS_RESPONDER,
      MUSTER_COMMAND_ONLINE,
      TRUE,
      { { "person", ARG (TEXT), FALSE }, { "schedule", ARG (TEXT), FALSE } } },
    FALSE,
    -1,
    muster_decide_calendar_add },
  { { "calendar.revoke", "/v1/calendars/{id}/revoke", N_ ("Revoke a calendar’s address"),
      MUSTER_ACCESS_RESPONDER, MUSTER_COMMAND_ONLINE, FALSE, NO_ARGS },
    FALSE,
    -1,
    muster_decide_calendar_revoke },
  { { "key.add",
      "/v1/keys",
      N_ ("Make an integration key"),
      MUSTER_ACCESS_ADMIN,
      MUSTER_COMMAND_ONLINE,
      TRUE,
      { { "service", ARG (TEXT), TRUE }, { "drill", ARG (ULID), FALSE } } },
    FALSE,
    -1,
    muster_decide_key_add },
  { { "key.revoke", "/v1/keys/{id}/revoke", N_ ("Revoke an integration key"), MUSTER_ACCESS_ADMIN,
      MUSTER_COMMAND_ONLINE, FALSE, NO_ARGS },
    FALSE,
    -1,
    muster_decide_key_revoke },
  { { "key.rotate",
      "/v1/keys/{id}/rotate",
      N_ ("Give an integration key a new token, beside which the old one is valid for a while"),
      MUSTER_ACCESS_ADMIN,
      MUSTER_COMMAND_ONLINE,
      TRUE,
      { { "overlap", ARG (TEXT), FALSE } } },
    FALSE,
    -1,
    muster_decide_key_rotate },
  { { "key.retire", "/v1/keys/{id}/retire", N_ ("End the old token of an integration key"),
      MUSTER_ACCESS_ADMIN, MUSTER_COMMAND_ONLINE, FALSE, NO_ARGS },
    FALSE,
    -1,
    muster_decide_key_retire },
  { { "key.configure",
      "/v1/keys/{id}/configure",
      N_ ("Say what is a storm of an integration key, and what a silence"),
      MUSTER_ACCESS_ADMIN,
      MUSTER_COMMAND_ONLINE,
      FALSE,
      { { "flood", ARG (INT), FALSE }, { "silence", ARG (TEXT), FALSE } } },
    FALSE,
    -1,
    muster_decide_key_configure },
  { { "letter.replay",
      "/v1/dead-letters/{id}/replay",
      N_ ("Take in after all what could not be read, as this source or with that mapping"),
      MUSTER_ACCESS_MANAGER,
      MUSTER_COMMAND_ONLINE,
      FALSE,
      { { "source", ARG (TEXT), FALSE }, { "mapping", ARG (TEXT), FALSE } } },
    FALSE,
    -1,
    muster_decide_letter_replay },
  { { "token.add",
      "/v1/tokens",
      N_ ("Make a token"),
      MUSTER_ACCESS_ADMIN,
      MUSTER_COMMAND_ONLINE,
      TRUE,
      { { "person", ARG (TEXT), TRUE }, { "role", ARG (ACCESS), TRUE } } },
    FALSE,
    -1,
    muster_decide_token_add },
  { { "token.revoke", "/v1/tokens/{id}/revoke", N_ ("Revoke a token"), MUSTER_ACCESS_ADMIN,
      MUSTER_COMMAND_ONLINE, FALSE, NO_ARGS },
    FALSE,
    -1,
    muster_decide_token_revoke },
  { { "secret.name",
      "/v1/secrets",
      N_ ("Note that a secret was set"),
      MUSTER_ACCESS_ADMIN,
      MUSTER_COMMAND_ONLINE,
      FALSE,
      { { "name", ARG (TEXT), TRUE } } },
    FALSE,
    -1,
    muster_decide_secret },
  { { "silence.set",
      "/v1/silences",
      N_ ("Silence alerts"),
      MUSTER_ACCESS_RESPONDER,
      MUSTER_COMMAND_ONLINE,
      FALSE,
      { { "matchers", ARG (TEXT), TRUE },
        { "endsAt", ARG (INSTANT), TRUE },
        { "startsAt", ARG (INSTANT), FALSE },
        { "comment", ARG (TEXT), FALSE },
        { "createdBy", ARG (TEXT), FALSE },
        { "silence", ARG (ULID), FALSE } } },
    FALSE,
    -1,
    muster_decide_silence_set },
  { { "alert.acknowledge",
      "/v1/alerts/{id}/acknowledge",
      N_ ("Silence an alert until it is over"),
      MUSTER_ACCESS_RESPONDER,
      MUSTER_COMMAND_ONLINE,
      FALSE,
      { { "endsAt", ARG (INSTANT), FALSE }, { "comment", ARG (TEXT), FALSE } } },
    FALSE,
    -1,
    muster_decide_alert_acknowledge },
  { { "silence.end", "/v1/silences/{id}/end", N_ ("End a silence"), MUSTER_ACCESS_RESPONDER,
      MUSTER_COMMAND_ONLINE, FALSE, NO_ARGS },
    FALSE,
    -1,
    muster_decide_silence_end },
  { { "schedule.override",
      "/v1/schedules/{id}/override",
      N_ ("Have somebody stand in, or be on call too, or not"),
      MUSTER_ACCESS_RESPONDER,
      MUSTER_COMMAND_ONLINE,
      FALSE,
      { { "kind", ARG (TOKEN), TRUE },
        { "person", ARG (NAME), FALSE },
        { "other", ARG (NAME), FALSE },
        { "from", ARG (INSTANT), FALSE },
        { "to", ARG (INSTANT), TRUE },
        { "reason", ARG (TEXT), FALSE } } },
    FALSE,
    -1,
    muster_decide_override },
  { { "schedule.swap",
      "/v1/schedules/{id}/swap",
      N_ ("Have two people take each other's shifts"),
      MUSTER_ACCESS_MANAGER, /* others ask, and the other one agrees */
      MUSTER_COMMAND_ONLINE,
      FALSE,
      { { "person", ARG (NAME), FALSE },
        { "other", ARG (NAME), TRUE },
        { "from", ARG (INSTANT), FALSE },
        { "to", ARG (INSTANT), TRUE },
        { "reason", ARG (TEXT), FALSE } } },
    FALSE,
    -1,
    muster_decide_swap },
  { { "schedule.override-end", "/v1/overrides/{id}/end", N_ ("End an override or a swap"),
      MUSTER_ACCESS_RESPONDER, MUSTER_COMMAND_ONLINE, FALSE, NO_ARGS },
    FALSE,
    -1,
    muster_decide_override_end },
  { { "schedule.ask",
      "/v1/schedules/{id}/ask",
      N_ ("Ask who takes a shift"),
      MUSTER_ACCESS_RESPONDER,
      MUSTER_COMMAND_ONLINE,
      FALSE,
      { { "person", ARG (NAME), FALSE },
        { "other", ARG (NAME), FALSE },
        { "from", ARG (INSTANT), TRUE },
        { "to", ARG (INSTANT), TRUE },
        { "note", ARG (TEXT), FALSE } } },
    FALSE,
    -1,
    muster_decide_ask },
  { { "schedule.offer",
      "/v1/shift-requests/{id}/offer",
      N_ ("Offer to take a shift, for another one or for nothing"),
      MUSTER_ACCESS_RESPONDER,
      MUSTER_COMMAND_ONLINE,
      FALSE,
      { { "person", ARG (NAME), FALSE },
        { "from", ARG (INSTANT), FALSE },
        { "to", ARG (INSTANT), FALSE } } },
    FALSE,
    -1,
    muster_decide_offer },
  { { "schedule.accept",
      "/v1/shift-requests/{id}/accept",
      N_ ("Take an offer: that one has the shift"),
      MUSTER_ACCESS_RESPONDER,
      MUSTER_COMMAND_ONLINE,
      FALSE,
      { { "person", ARG (NAME), FALSE } } },
    FALSE,
    -1,
    muster_decide_accept },
  { { "schedule.decline", "/v1/shift-requests/{id}/decline",
      N_ ("Say that one does not take a shift that one was asked to"), MUSTER_ACCESS_RESPONDER,
      MUSTER_COMMAND_ONLINE, FALSE, NO_ARGS },
    FALSE,
    -1,
    muster_decide_decline },
  { { "schedule.withdraw", "/v1/shift-requests/{id}/withdraw", N_ ("Take a request back"),
      MUSTER_ACCESS_RESPONDER, MUSTER_COMMAND_ONLINE, FALSE, NO_ARGS },
    FALSE,
    -1,
    muster_decide_withdraw },
  { { "handover.watch",
      "/v1/schedules/{id}/watch",
      N_ ("Say what the next shift has to look after"),
      MUSTER_ACCESS_RESPONDER,
      MUSTER_COMMAND_ONLINE,
      FALSE,
      { { "text", ARG (TEXT), TRUE } } },
    FALSE,
    -1,
    muster_decide_handover_watch },
  { { "handover.unwatch", "/v1/remarks/{id}/end",
      N_ ("Take back what the next shift has to look after"), MUSTER_ACCESS_RESPONDER,
      MUSTER_COMMAND_ONLINE, FALSE, NO_ARGS },
    FALSE,
    -1,
    muster_decide_handover_unwatch },
  { { "handover.confirm", "/v1/handovers/{id}/confirm", N_ ("Say that a handover was read"),
      MUSTER_ACCESS_RESPONDER, MUSTER_COMMAND_ONLINE, FALSE, NO_ARGS },
    FALSE,
    -1,
    muster_decide_handover_confirm },
  { { "notice.confirm", "/v1/notices/{id}/confirm", N_ ("Say that a notice was read"),
      MUSTER_ACCESS_RESPONDER, MUSTER_COMMAND_ONLINE, FALSE, NO_ARGS },
    FALSE,
    -1,
    muster_decide_notice_confirm },
  { { "person.test-page",
      "/v1/people/{id}/test-page",
      N_ ("Send somebody a test page"),
      MUSTER_ACCESS_VIEWER, /* oneself; others: administrators */
      MUSTER_COMMAND_ONLINE,
      FALSE,
      { { "channel", ARG (TOKEN), FALSE } } },
    FALSE,
    -1,
    muster_decide_test_page },
  { { "test-page.confirm", "/v1/test-pages/{id}/confirm", N_ ("Say that a test page came"),
      MUSTER_ACCESS_VIEWER, MUSTER_COMMAND_ONLINE, FALSE, NO_ARGS },
    FALSE,
    -1,
    muster_decide_test_page_confirm },
  { { "drill.start",
      "/v1/drills",
      N_ ("Start a drill"),
      MUSTER_ACCESS_RESPONDER,
      MUSTER_COMMAND_ONLINE,
      TRUE,
      { { "name", ARG (TEXT), TRUE }, { "speed", ARG (INT), FALSE } } },
    FALSE,
    -1,
    muster_decide_drill_start },
  { { "drill.end", "/v1/drills/{id}/end", N_ ("End a drill"), MUSTER_ACCESS_RESPONDER,
      MUSTER_COMMAND_ONLINE, FALSE, NO_ARGS },
    FALSE,
    -1,
    muster_decide_drill_end },
};

/**
 * muster_command_rows:
 * @n: (out): how many
 *
 * Returns: (transfer none): the table
 */
const MusterCommandRow *
muster_command_rows (guint *n)
{
  *n = G_N_ELEMENTS (rows);
  return rows;
}

/**
 * muster_command_row:
 * @spec: a spec of the table
 *
 * Returns: (transfer none): the row that it stands in
 */
const MusterCommandRow *
muster_command_row (const MusterCommandSpec *spec)
{
  return (const MusterCommandRow *) ((const char *) spec -
                                     G_STRUCT_OFFSET (MusterCommandRow, spec));
}

/**
 * muster_command_by_name:
 * @name: a command's name, as in "incident.note"
 *
 * Returns: (nullable) (transfer none): its spec
 */
const MusterCommandSpec *
muster_command_by_name (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (strcmp (rows[i].spec.name, name) == 0)
      return &rows[i].spec;
  return NULL;
}

/* Matches a path against a pattern with at most one {id}; @id gets where it stands. */
static gboolean
matches (const char *pattern, const char *path, const char **id, gsize *id_n)
{
  const char *hole = strstr (pattern, "{id}");
  gsize head_n = hole != NULL ? (gsize) (hole - pattern) : strlen (pattern);
  const char *tail;

  *id = NULL;
  if (strncmp (pattern, path, head_n) != 0)
    return FALSE;
  if (hole == NULL)
    return path[head_n] == '\0';
  tail = path + head_n;
  *id = tail;
  *id_n = strcspn (tail, "/");
  return *id_n > 0 && strcmp (tail + *id_n, hole + 4) == 0;
}

static gboolean
may_be_named (const char *pattern)
{
  for (guint i = 0; named[i] != NULL; i++)
    if (g_str_has_prefix (pattern, named[i]))
      return TRUE;
  return FALSE;
}

/**
 * muster_command_by_path:
 * @path: of a POST, without query, not escaped
 * @incident: (out): the number of the incident in it, or 0
 * @object: (out): the id of the object in it, or the null id
 *
 * Returns: (nullable) (transfer none): the spec that the path is for
 */
const MusterCommandSpec *
muster_command_by_path (const char *path, guint *incident, MusterUlid *object)
{
  *incident = 0;
  *object = (MusterUlid){ 0, 0 };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const char *id;
      gsize id_n = 0;

      if (!matches (rows[i].spec.path, path, &id, &id_n))
        continue;
      if (id == NULL)
        return &rows[i].spec;
      if (rows[i].wants_incident && (*incident = muster_incident_parse_id (id, (gssize) id_n)) > 0)
        return &rows[i].spec;
      if (!rows[i].wants_incident &&
          (muster_ulid_parse (id, (gssize) id_n, object) || may_be_named (rows[i].spec.path)))
        return &rows[i].spec;
    }
  return NULL;
}

/**
 * muster_command_dup_path:
 * @command: a command
 *
 * Returns: (transfer full): the path to post it to
 */
char *
muster_command_dup_path (const MusterCommand *command)
{
  const char *hole = strstr (command->spec->path, "{id}");
  GString *path = g_string_new (NULL);

  if (hole == NULL)
    return g_string_free (g_string_append (path, command->spec->path), FALSE);
  g_string_append_len (path, command->spec->path, hole - command->spec->path);
  if (muster_command_row (command->spec)->wants_incident)
    muster_incident_append_id (command->incident, path);
  else if (command->name != NULL)
    g_string_append_uri_escaped (path, command->name, NULL, FALSE);
  else
    muster_ulid_append (command->object, path);
  g_string_append (path, hole + 4);
  return g_string_free (path, FALSE);
}
