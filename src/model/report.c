/* report.c - what a sender said, decoded: alerts, changes, pings, and what was refused
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/report.h"

/* A hundred alerts with their labels and annotations, without a second block. */
#define ARENA_BLOCK_BYTES (64 * 1024)

/**
 * muster_reports_new:
 *
 * Returns: (transfer full): an empty list with an arena of its own. Made once a thread and reset
 *   between requests, it allocates nothing in the long run.
 */
MusterReports *
muster_reports_new (void)
{
  MusterReports *self = g_new0 (MusterReports, 1);

  self->arena = muster_arena_new (ARENA_BLOCK_BYTES);
  self->reports = g_array_new (FALSE, TRUE, sizeof (MusterReport));
  self->changes = g_array_new (FALSE, TRUE, sizeof (MusterChange));
  self->pings = g_array_new (FALSE, TRUE, sizeof (MusterPing));
  self->refusals = g_array_new (FALSE, TRUE, sizeof (MusterRefusal));
  return self;
}

/**
 * muster_reports_reset:
 * @self: a list
 *
 * Forgets everything, for the next body; memory is kept.
 */
void
muster_reports_reset (MusterReports *self)
{
  g_return_if_fail (self != NULL);

  muster_arena_reset (self->arena);
  g_array_set_size (self->reports, 0);
  g_array_set_size (self->changes, 0);
  g_array_set_size (self->pings, 0);
  g_array_set_size (self->refusals, 0);
  self->key = (MusterText){ 0 };
  self->request = (MusterText){ 0 };
  self->source = NULL;
  self->is_replay = FALSE;
  self->values_over_budget = 0;
  self->wants_outcome = FALSE;
  self->outcome = (MusterReportOutcome){ 0 };
  self->truncated = 0;
}

/**
 * muster_reports_free:
 * @self: (transfer full) (nullable): a list
 *
 * Frees it and all that its reports point to, but for the request's body.
 */
void
muster_reports_free (MusterReports *self)
{
  if (self == NULL)
    return;
  muster_arena_free (self->arena);
  g_array_unref (self->reports);
  g_array_unref (self->changes);
  g_array_unref (self->pings);
  g_array_unref (self->refusals);
  g_free (self);
}

/**
 * muster_reports_add:
 * @self: a list
 *
 * Returns: (transfer none): a new last report, all empty, firing, without times. Valid until the
 *   next is added.
 */
MusterReport *
muster_reports_add (MusterReports *self)
{
  MusterReport *report;

  g_return_val_if_fail (self != NULL, NULL);

  g_array_set_size (self->reports, self->reports->len + 1);
  report = &g_array_index (self->reports, MusterReport, self->reports->len - 1);
  report->starts_us = MUSTER_NO_TIME;
  report->ends_us = MUSTER_NO_TIME;
  return report;
}

/**
 * muster_reports_refuse:
 * @self: a list
 * @index: which element of the sender's list, from 0
 * @format: why, in words that never echo what was sent (security, B1)
 * @...: its arguments
 *
 * Says that one element was not taken while the others were.
 */
void
muster_reports_refuse (MusterReports *self, guint index, const char *format, ...)
{
  g_autofree char *reason = NULL;
  MusterRefusal refusal = { .index = index };
  va_list args;

  g_return_if_fail (self != NULL);

  va_start (args, format);
  reason = g_strdup_vprintf (format, args);
  va_end (args);
  refusal.reason = muster_arena_strndup (self->arena, reason, strlen (reason));
  g_array_append_val (self->refusals, refusal);
}
