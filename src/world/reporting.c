/* reporting.c - one body of reports being decided
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/reporting.h"

#include "base/safe-text.h"
#include "world/attach.h"
#include "world/severity-overrides.h"

#include <string.h>

#define TITLE_BYTES_MAX 512

/**
 * muster_reporting_begin:
 * @self: a body
 * @key: the id of the integration key it came by
 *
 * Begins with a summary of nothing.
 */
void
muster_reporting_begin (MusterReporting *self, MusterUlid key)
{
  self->key_id = key;
  self->key = muster_directory_get (muster_world_get_directory (self->world), key);
  if (self->key != NULL)
    self->drill = self->key->drill;
  memset (self->summary, 0, sizeof *self->summary);
}

/**
 * muster_reporting_emit:
 * @self: a body
 * @kind: what happens
 * @incident: n of INC-n, or 0
 *
 * Returns: (transfer none): the event, without a seq and not folded
 */
MusterEvent *
muster_reporting_emit (MusterReporting *self, MusterEventKind kind, guint incident)
{
  MusterEvent *event = muster_batch_add (self->batch, kind);

  event->at_us = self->context->now_us;
  if (!muster_ulid_is_null (self->key_id)) /* else the hub's own */
    event->actor = (MusterActor){ MUSTER_ACTOR_KEY, self->key_id };
  event->incident = incident;
  return event;
}

/**
 * muster_reporting_commit:
 * @self: a body
 * @event: the newest event of its batch
 *
 * Gives it its seq and folds it.
 */
void
muster_reporting_commit (MusterReporting *self, MusterEvent *event)
{
  event->seq = muster_world_get_seq (self->world) + 1;
  self->summary->last_seq = event->seq;
  muster_world_evolve (self->world, event);
}

/**
 * muster_reporting_raise:
 * @self: a body
 * @report: an alert of it, whose severity without overrides is known
 *
 * Drills are as they are written.
 */
void
muster_reporting_raise (MusterReporting *self, const MusterReport *report)
{
  const GPtrArray *overrides = muster_world_get_rules (self->world)->overrides;
  g_autofree char *reason = NULL;
  const MusterObject *service;
  MusterSeverityAlert alert;

  self->unraised = self->severity;
  self->raised = NULL;
  if (overrides->len == 0 || !muster_ulid_is_null (self->drill))
    return;
  service = muster_world_service_of (self->world, report, self->key);
  alert = (MusterSeverityAlert){ &report->labels, service != NULL ? service->name : NULL };
  self->severity = muster_severity_overrides_apply (overrides, self->severity, &alert,
                                                    self->context->now_us, &reason);
  if (reason != NULL)
    self->raised = muster_arena_strndup (self->batch->arena, reason, strlen (reason));
}

/**
 * muster_make_label:
 * @name: a label's name
 * @value: its value, of at most 64 KiB
 *
 * Returns: a view of both
 */
MusterLabel
muster_make_label (const char *name, const char *value)
{
  return (MusterLabel){ name, value, (guint16) strlen (name), (guint16) strlen (value) };
}

/**
 * muster_report_dup_title:
 * @report: an alert
 *
 * Returns: (transfer full): what its sender calls it, cut to 512 bytes; else "alertname on service"
 */
char *
muster_report_dup_title (const MusterReport *report)
{
  g_autofree char *name = muster_label_set_dup_value (&report->labels, "alertname");
  g_autofree char *service = muster_label_set_dup_value (&report->labels, "service");
  char *cut;

  if (report->title.n > 0)
    {
      cut = muster_cut_text (report->title.bytes, report->title.n, TITLE_BYTES_MAX);
      return cut != NULL ? cut : muster_text_dup (report->title);
    }
  if (name == NULL)
    return g_strdup (service != NULL ? service : "Alert without a name");
  return service != NULL ? g_strdup_printf ("%s on %s", name, service) : g_steal_pointer (&name);
}
