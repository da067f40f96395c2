/* route-test.c - who would hear of an alert, and by which rules
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/route-test.h"

#include "base/instant.h"
#include "base/json-writer.h"
#include "hub/configure.h"
#include "hub/replay-world.h"
#include "sources/source.h"
#include "world/alerts-report.h"
#include "world/recipients.h"
#include "world/severity-overrides.h"

#include <string.h>

typedef struct
{
  MusterWorld *world;
  MusterReports *reports;
  const MusterReport *report; /* the alert */
  gint64 at_us;
  MusterJsonWriter *writer;
} Asking;

/* --- the event --- */

typedef struct
{
  MusterText alert; /* its JSON */
  gint64 at_us;
  gboolean is_ours; /* our own format, which has a summary */
} Event;

static gboolean
fail (GError **error, const char *what)
{
  g_set_error_literal (error, MUSTER_BASE_ERROR, MUSTER_BASE_ERROR_SYNTAX, what);
  return FALSE;
}

/* Finds out what kind of event it is; @out has its times unless it says otherwise. */
static gboolean
read_event (MusterJsonReader *reader, const char *bytes, gsize n, Event *out, GError **error)
{
  MusterText name, text = { NULL, 0 };

  out->alert = (MusterText){ bytes, n };
  muster_json_reader_begin (reader, bytes, n, NULL);
  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    if (muster_text_equal (name, "alert"))
      muster_json_reader_raw (reader, &out->alert);
    else if (muster_text_equal (name, "receivedAt"))
      muster_json_reader_string (reader, &text);
    else
      {
        out->is_ours |= muster_text_equal (name, "summary");
        muster_json_reader_skip (reader);
      }
  if (!muster_json_reader_finish (reader, error))
    return FALSE;
  if (text.n > 0 && !muster_instant_parse (text.bytes, (gssize) text.n, &out->at_us))
    return fail (error, "“receivedAt” is no time such as 2026-03-06T14:25:00Z");
  return TRUE;
}

/* By the very decoder of intake. */
static gboolean
decode (Asking *self, MusterJsonReader *reader, const Event *event, GError **error)
{
  const MusterSource *source = muster_source_find (event->is_ours ? "generic" : "prometheus");
  g_autofree char *body = g_strdup_printf ("[%.*s]", (int) event->alert.n, event->alert.bytes);
  MusterIntake in = { .method = "POST",
                      .part = "",
                      .query = "",
                      .unique = "event",
                      .body = muster_arena_strndup (self->reports->arena, body, strlen (body)),
                      .body_n = strlen (body),
                      .received_us = self->at_us };

  if (!source->decode (&in, reader, self->reports, error))
    return FALSE;
  if (self->reports->refusals->len > 0)
    return fail (error, g_array_index (self->reports->refusals, MusterRefusal, 0).reason);
  self->report = &g_array_index (self->reports->reports, MusterReport, 0);
  return TRUE;
}

/* --- the answer --- */

static void
write_route (MusterJsonWriter *writer, const MusterRoute *route)
{
  muster_json_member_string (writer, "route", route->path);
  muster_json_member_string (writer, "name", route->name);
}

/* What the first matcher that fails wanted, and what there is. */
static char *
explain_labels (const MusterRoute *route, const MusterLabelSet *labels)
{
  for (guint i = 0; i < route->matchers->items->len; i++)
    {
      const MusterMatcher *matcher = g_ptr_array_index (route->matchers->items, i);
      g_autoptr (MusterMatchers) alone = muster_matchers_new ();
      g_autoptr (GString) wanted = g_string_new (NULL);
      g_autofree char *value = NULL;

      if (!muster_matchers_add (alone, matcher->match, matcher->name, matcher->value, NULL) ||
          muster_matchers_match (alone, labels) == MUSTER_PATTERN_YES)
        continue;
      muster_matchers_append_text (alone, wanted);
      value = muster_label_set_dup_value (labels, matcher->name);
      if (value == NULL)
        return g_strdup_printf ("wants %s; the alert has no label %s", wanted->str, matcher->name);
      return g_strdup_printf ("wants %s; %s is \"%s\"", wanted->str, matcher->name, value);
    }
  return NULL;
}

static void
write_step (const MusterRoute *route, MusterRouteOutcome outcome, gpointer user_data)
{
  static const char *const words[] = {
    [MUSTER_ROUTE_MATCHED] = "matched",
    [MUSTER_ROUTE_OTHER_LABELS] = "labels",
    [MUSTER_ROUTE_OTHER_HOURS] = "hours",
    [MUSTER_ROUTE_TOO_COSTLY] = "too costly",
  };
  const Asking *self = user_data;
  g_autofree char *why = NULL;

  if (outcome == MUSTER_ROUTE_OTHER_LABELS)
    why = explain_labels (route, &self->report->labels);
  else if (outcome == MUSTER_ROUTE_OTHER_HOURS)
    why = g_strdup ("it is outside its hours");
  else if (outcome == MUSTER_ROUTE_TOO_COSTLY)
    why = g_strdup ("a pattern takes too long to try; the rule is passed over");
  muster_json_begin_object (self->writer);
  write_route (self->writer, route);
  muster_json_member_bool (self->writer, "matched", outcome == MUSTER_ROUTE_MATCHED);
  muster_json_member_string (self->writer, "outcome", words[outcome]);
  muster_json_member_string (self->writer, "why", why);
  muster_json_end_object (self->writer);
}

static void
write_targets (const Asking *self, const GPtrArray *routes)
{
  muster_json_name (self->writer, "targets");
  muster_json_begin_array (self->writer);
  for (guint i = 0; i < routes->len; i++)
    {
      const MusterRoute *route = g_ptr_array_index (routes, i);
      const MusterRouteTarget *target = muster_route_get_target (route);

      muster_json_begin_object (self->writer);
      write_route (self->writer, route);
      if (target->kind != NULL)
        muster_json_member_string (self->writer, target->kind, target->name);
      muster_json_end_object (self->writer);
    }
  muster_json_end_array (self->writer);
}

static void
write_recipients (const Asking *self, const GPtrArray *routes, const MusterObject *service)
{
  static const char *const fallbacks[] = {
    [MUSTER_FALLBACK_SERVICE_POLICY] = "service policy",
    [MUSTER_FALLBACK_SERVICE_TEAM] = "service team",
    [MUSTER_FALLBACK_EVERYONE] = "everyone",
  };
  const MusterDirectory *directory = muster_world_get_directory (self->world);
  g_autoptr (GPtrArray) recipients = g_ptr_array_new_with_free_func (g_free);
  const char *fallback = NULL;

  for (guint i = 0; i < routes->len; i++)
    muster_directory_add_recipients (
        directory, muster_route_get_target (g_ptr_array_index (routes, i)), recipients);
  if (recipients->len == 0)
    fallback = fallbacks[muster_directory_add_fallback (directory, service, recipients)];
  muster_json_name (self->writer, "recipients");
  muster_json_begin_array (self->writer);
  for (guint i = 0; i < recipients->len; i++)
    muster_json_string (self->writer, g_ptr_array_index (recipients, i));
  muster_json_end_array (self->writer);
  muster_json_member_string (self->writer, "fallback", fallback);
}

static void
write_answer (const Asking *self)
{
  const MusterRuleBook *rules = muster_world_get_rules (self->world);
  const MusterObject *service = muster_directory_service_of (
      muster_world_get_directory (self->world), &self->report->labels, self->report->service, NULL);
  MusterSeverity severity = muster_world_severity_of (self->world, self->report);
  g_autoptr (GPtrArray) routes = NULL;
  g_autofree char *raised = NULL;

  muster_json_begin_object (self->writer);
  muster_json_member_instant (self->writer, "at", self->at_us);
  muster_json_member_string (self->writer, "service", service != NULL ? service->name : NULL);
  muster_json_name (self->writer, "rules");
  muster_json_begin_array (self->writer);
  routes = muster_routes_find (rules->routes, &self->report->labels, self->at_us, write_step,
                               (gpointer) self);
  muster_json_end_array (self->writer);
  if (routes->len > 0 &&
      muster_route_get_severity (g_ptr_array_index (routes, 0)) != MUSTER_SEVERITY_NONE)
    severity = muster_route_get_severity (g_ptr_array_index (routes, 0));
  severity = muster_severity_overrides_apply (
      rules->overrides, severity,
      &(MusterSeverityAlert){ &self->report->labels, service != NULL ? service->name : NULL },
      self->at_us, &raised);
  muster_json_member_int (self->writer, "severity", severity);
  if (raised != NULL)
    muster_json_member_string (self->writer, "raised", raised);
  write_targets (self, routes);
  write_recipients (self, routes, service);
  muster_json_end_object (self->writer);
}

/**
 * muster_route_test:
 * @objects: (element-type MusterTeamObject): what is configured
 * @event: JSON
 * @n: its bytes
 * @now_us: when it comes, µs UTC, unless it says so itself
 * @out: where the answer goes: every rule that was evaluated and the result, as one JSON object
 * @error: return location
 *
 * Returns: whether configuration and event are right
 */
gboolean
muster_route_test (const GPtrArray *objects,
                   const char *event,
                   gsize n,
                   gint64 now_us,
                   GString *out,
                   GError **error)
{
  g_auto (MusterReplayWorld) replay = { 0 };
  g_autoptr (MusterReports) reports = muster_reports_new ();
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  MusterJsonWriter writer;
  Asking self = { .reports = reports, .writer = &writer };
  Event read = { .at_us = now_us };

  muster_replay_world_init (&replay);
  replay.context.now_us = now_us;
  self.world = replay.world;
  if (!muster_world_configure (replay.world, &replay.context, objects, error) ||
      !read_event (reader, event, n, &read, error))
    return FALSE;
  self.at_us = read.at_us;
  if (!decode (&self, reader, &read, error))
    return FALSE;
  muster_json_writer_init (&writer, out);
  write_answer (&self);
  return TRUE;
}
