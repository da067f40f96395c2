/* openapi.c - the API's description, from its tables
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/openapi.h"

#include "base/version.h"
#include "hub/openapi-json.h"
#include "world/commands.h"

#include <string.h>

static const struct
{
  const char *path;
  const char *summary;
  const char *media_type;
} reads[] = {
  { "/v1/me", "Who the caller is", "application/json" },
  { "/v1/incidents", "Incidents, newest first", "application/json" },
  { "/v1/incidents/{id}", "One incident", "application/json" },
  { "/v1/incidents/{id}/timeline", "Its timeline, oldest first", "application/json" },
  { "/v1/incidents/{id}/changes",
    "The changes that may have begun it, likeliest first; outside: why none of them did",
    "application/json" },
  { "/v1/incidents/{id}/similar",
    "Open incidents that may be the same one: suggestions, with the parts of their score",
    "application/json" },
  { "/v1/incidents/{id}/graph",
    "The services around what fails in it; more: how many of these are left out",
    "application/json" },
  { "/v1/incidents/{id}/export", "Its postmortem", "text/markdown" },
  { "/v1/alerts", "Alerts, newest first", "application/json" },
  { "/v1/alertmanagers", "Alertmanagers that the hub asks, and how that goes", "application/json" },
  { "/v1/dead-man-switches", "Who is told that the hub lives, and how that goes",
    "application/json" },
  { "/v1/severity-overrides", "Overrides of severities: which hold, since when, and their metrics",
    "application/json" },
  { "/v1/changes", "What was changed, newest first", "application/json" },
  { "/v1/stream", "The live stream: Server-Sent Events", "text/event-stream" },
  { "/v1/snapshot", "The console's parts as lines of JSON", "application/x-ndjson" },
  { "/v1/config", "What is configured", "application/json" },
  { "/v1/keys", "Integration keys, and when each was last heard of", "application/json" },
  { "/v1/tokens", "Tokens", "application/json" },
  { "/v1/calendars", "Addresses of calendars, without their secrets", "application/json" },
  { "/calendar/{secret}/{file}", "Shifts for calendar programs; the secret is all that it takes",
    "text/calendar" },
  { "/v1/drills", "Drills that run", "application/json" },
  { "/v1/silences", "Silences, those that ended in the last five days too", "application/json" },
  { "/v1/silences/preview", "What a silence of ?matchers= would hold back: a count, and the first",
    "application/json" },
  { "/v1/maintenance",
    "Maintenance windows, and when they come within ?days=", "application/json" },
  { "/v1/maintenance/preview",
    "What ?window= (a name or an id) or one of ?body= (JSON) would hold back now: a count",
    "application/json" },
  { "/v1/schedules", "Schedules: who is on call now, until when, and who is next",
    "application/json" },
  { "/v1/schedules/{id}/roster",
    "Who is on call ?from= to ?to=: each layer, overrides, and what comes of them",
    "application/json" },
  { "/v1/schedules/{id}/gaps", "When nobody is on call within ?months=", "application/json" },
  { "/v1/schedules/{id}/candidates",
    "Who had best take a shift ?from= ?to=: rest in days, hours of nine weeks, and rules that it "
    "would break",
    "application/json" },
  { "/v1/schedules/{id}/fairness",
    "What each has of it ?from= ?to=: hours, nights, weekends, holidays, pages, and those while "
    "they "
    "sleep",
    "application/json" },
  { "/v1/schedules/{id}/rebalance",
    "Shifts of the next twelve weeks that somebody had better take of who has most: three at most, "
    "as an override that replaces",
    "application/json" },
  { "/v1/schedules/{id}/history", "Who was on call ?at= a time, by which version and overrides",
    "application/json" },
  { "/v1/schedules/{id}/handover", "What the next handover would say now", "application/json" },
  { "/v1/shift-requests", "Who asks whom to take a shift, and who offers to", "application/json" },
  { "/v1/handovers", "What was handed over from shift to shift, newest first", "application/json" },
  { "/v1/oncall", "Who is on call everywhere, now or ?at=", "application/json" },
  { "/v1/notices", "What the caller was told of their shifts, newest first", "application/json" },
  { "/v1/readiness",
    "Whether everybody can be reached, or ?person=: channels, test pages, what is wrong; policies "
    "and schedules that reach nobody",
    "application/json" },
  { "/v1/storms", "Storms that go on: what each key folded, how fast, and what it shares",
    "application/json" },
  { "/v1/dead-letters", "Bodies that no source could read", "application/json" },
  { "/v1/dead-letters/preview",
    "What ?letter= would become as ?source= or with ?mapping=: its alerts, or why it cannot be "
    "read",
    "application/json" },
  { "/v1/openapi", "This document", "application/json" },
  { "/healthz", "Whether the hub takes work", "application/json" },
  { "/metrics", "Figures for Prometheus", "text/plain" },
};

static void
write_property (MusterJsonWriter *writer, const char *name, MusterArgumentType type)
{
  muster_json_name (writer, name);
  muster_openapi_schema (writer, type);
}

static void
write_body (MusterJsonWriter *writer, const MusterCommandSpec *spec)
{
  muster_json_name (writer, "requestBody");
  muster_json_begin_object (writer);
  muster_json_name (writer, "content");
  muster_json_begin_object (writer);
  muster_json_name (writer, "application/json");
  muster_json_begin_object (writer);
  muster_json_name (writer, "schema");
  muster_json_begin_object (writer);
  muster_json_member_string (writer, "type", "object");
  muster_json_member_bool (writer, "additionalProperties", FALSE);
  muster_json_name (writer, "properties");
  muster_json_begin_object (writer);
  write_property (writer, "id", MUSTER_ARGUMENT_ULID);
  write_property (writer, "basis", MUSTER_ARGUMENT_INT);
  write_property (writer, "at", MUSTER_ARGUMENT_INSTANT);
  for (guint i = 0; spec->arguments[i].name != NULL; i++)
    write_property (writer, spec->arguments[i].name, spec->arguments[i].type);
  muster_json_end_object (writer);
  muster_json_name (writer, "required");
  muster_json_begin_array (writer);
  for (guint i = 0; spec->arguments[i].name != NULL; i++)
    if (spec->arguments[i].required)
      muster_json_string (writer, spec->arguments[i].name);
  muster_json_end_array (writer);
  for (guint i = 0; i < 4; i++) /* schema, media type, content, requestBody */
    muster_json_end_object (writer);
}

static void
write_read (MusterJsonWriter *writer, guint i)
{
  muster_json_name (writer, "get");
  muster_json_begin_object (writer);
  muster_json_member_string (writer, "summary", reads[i].summary);
  muster_openapi_parameters (writer, reads[i].path, NULL);
  muster_json_name (writer, "responses");
  muster_json_begin_object (writer);
  muster_openapi_response (writer, "200", "What was asked for", reads[i].media_type);
  muster_openapi_response (writer, "default", "A problem (RFC 9457)", "application/problem+json");
  muster_json_end_object (writer);
  muster_json_end_object (writer);
}

static void
write_command (MusterJsonWriter *writer, const MusterCommandSpec *spec)
{
  muster_json_name (writer, "post");
  muster_json_begin_object (writer);
  muster_json_member_string (writer, "operationId", spec->name);
  muster_json_member_string (writer, "summary", spec->title);
  muster_json_member_string (writer, "x-access-role", muster_access_name (spec->access));
  /* what would change is asked for so, and nothing does */
  muster_openapi_parameters (writer, spec->path,
                             g_str_has_prefix (spec->name, "schedule.") ? "preview" : NULL);
  write_body (writer, spec);
  muster_json_name (writer, "responses");
  muster_json_begin_object (writer);
  muster_openapi_response (writer, "200", "It happened, or had happened", "application/json");
  muster_openapi_response (writer, "409", "It changed since the basis", "application/problem+json");
  muster_openapi_response (writer, "default", "A problem (RFC 9457)", "application/problem+json");
  muster_json_end_object (writer);
  muster_json_end_object (writer);
}

static gboolean
has_read (const char *path)
{
  for (guint i = 0; i < G_N_ELEMENTS (reads); i++)
    if (strcmp (reads[i].path, path) == 0)
      return TRUE;
  return FALSE;
}

/* A path once, with its get and its post. */
static void
write_paths (MusterJsonWriter *writer)
{
  guint n;
  const MusterCommandRow *rows = muster_command_rows (&n);

  for (guint i = 0; i < G_N_ELEMENTS (reads); i++)
    {
      muster_json_name (writer, reads[i].path);
      muster_json_begin_object (writer);
      write_read (writer, i);
      for (guint k = 0; k < n; k++)
        if (strcmp (rows[k].spec.path, reads[i].path) == 0)
          write_command (writer, &rows[k].spec);
      muster_json_end_object (writer);
    }
  for (guint k = 0; k < n; k++)
    if (!has_read (rows[k].spec.path))
      {
        muster_json_name (writer, rows[k].spec.path);
        muster_json_begin_object (writer);
        write_command (writer, &rows[k].spec);
        muster_json_end_object (writer);
      }
}

/* The one post that is no command: it changes nothing. */
static void
write_rules_preview (MusterJsonWriter *writer)
{
  static const char *const members[] = { "object", "name", "body", "days" };

  muster_json_name (writer, "/v1/rules/preview");
  muster_json_begin_object (writer);
  muster_json_name (writer, "post");
  muster_json_begin_object (writer);
  muster_json_member_string (writer, "operationId", "rules.preview");
  muster_json_member_string (writer, "summary",
                             "What other rules would have made of the alerts of the last days");
  muster_json_member_string (writer, "x-access-role", muster_access_name (MUSTER_ACCESS_RESPONDER));
  muster_json_name (writer, "requestBody");
  muster_json_begin_object (writer);
  muster_json_name (writer, "content");
  muster_json_begin_object (writer);
  muster_json_name (writer, "application/json");
  muster_json_begin_object (writer);
  muster_json_name (writer, "schema");
  muster_json_begin_object (writer);
  muster_json_member_string (writer, "type", "object");
  muster_json_name (writer, "required");
  muster_json_begin_array (writer);
  for (guint i = 0; i < 3; i++)
    muster_json_string (writer, members[i]);
  muster_json_end_array (writer);
  muster_json_name (writer, "properties");
  muster_json_begin_object (writer);
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      muster_json_name (writer, members[i]);
      muster_json_begin_object (writer);
      muster_json_member_string (writer, "type", i == 3 ? "integer" : i == 2 ? "object" : "string");
      muster_json_end_object (writer);
    }
  for (guint i = 0; i < 5; i++) /* properties, schema, the type, content, requestBody */
    muster_json_end_object (writer);
  muster_json_name (writer, "responses");
  muster_json_begin_object (writer);
  muster_openapi_response (writer, "200", "How many incidents, by these and by the present rules",
                           "application/json");
  muster_openapi_response (writer, "default", "A problem (RFC 9457)", "application/problem+json");
  muster_json_end_object (writer);
  muster_json_end_object (writer);
  muster_json_end_object (writer);
}

/**
 * muster_openapi_append:
 * @out: where to
 *
 * Writes the API's description: the command table, the resources, the sources.
 */
void
muster_openapi_append (GString *out)
{
  MusterJsonWriter writer;

  muster_json_writer_init (&writer, out);
  muster_json_begin_object (&writer);
  muster_json_member_string (&writer, "openapi", "3.1.0");
  muster_json_name (&writer, "info");
  muster_json_begin_object (&writer);
  muster_json_member_string (&writer, "title", "Muster hub");
  muster_json_member_string (&writer, "version", MUSTER_VERSION);
  muster_json_end_object (&writer);
  muster_json_name (&writer, "paths");
  muster_json_begin_object (&writer);
  write_paths (&writer);
  write_rules_preview (&writer);
  muster_openapi_doors (&writer);
  muster_json_end_object (&writer);
  muster_json_end_object (&writer);
  g_string_append_c (out, '\n');
}
