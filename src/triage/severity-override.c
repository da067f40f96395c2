/* severity-override.c - times in which some alerts are worse than they say
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "triage/severity-override.h"

#include "base/wall-time.h"

#include <string.h>

/**
 * muster_override_spell_free:
 * @self: a spell
 *
 * Frees it.
 */
void
muster_override_spell_free (MusterOverrideSpell *self)
{
  g_free (self->why);
  g_free (self);
}

/**
 * muster_severity_override_new:
 * @id: of its object
 * @seq: of the event that configured it
 * @name: how people call it
 *
 * Returns: (transfer full): one without selection and occasions
 */
MusterSeverityOverride *
muster_severity_override_new (MusterUlid id, guint64 seq, const char *name)
{
  MusterSeverityOverride *self = g_new0 (MusterSeverityOverride, 1);

  self->id = id;
  self->seq = seq;
  self->next = (MusterSpan){ G_MAXINT64, G_MAXINT64 };
  self->name = g_strdup (name);
  return self;
}

/**
 * muster_severity_override_free:
 * @self: an override
 *
 * Frees it.
 */
void
muster_severity_override_free (MusterSeverityOverride *self)
{
  g_clear_pointer (&self->selection, muster_selection_free);
  g_clear_pointer (&self->occasions, muster_occasions_free);
  g_clear_pointer (&self->metric, muster_metric_condition_free);
  g_free (self->reason);
  g_free (self->name);
  g_free (self);
}

/**
 * muster_severity_override_holds:
 * @self: an override; it remembers the occasion at hand
 * @at_us: an instant, µs UTC
 *
 * What a metric says was told. Alerts come in the order of time, so nearly always the occasion is
 * the one found last.
 *
 * Returns: whether it makes alerts worse then
 */
gboolean
muster_severity_override_holds (MusterSeverityOverride *self, gint64 at_us)
{
  if (self->occasions == NULL)
    return self->spell != NULL;
  if (at_us < self->found_us || at_us >= self->found.end_us)
    {
      if (!muster_occasions_next (self->occasions, at_us, &self->found))
        self->found = (MusterSpan){ G_MAXINT64, G_MAXINT64 };
      self->found_us = at_us;
    }
  return muster_span_contains (self->found, at_us);
}

/**
 * muster_severity_override_apply:
 * @self: an override; it remembers the occasion at hand
 * @severity: how bad an alert is without it
 * @labels: its labels
 * @service: (nullable): the name of its service
 * @at_us: when it comes, µs UTC
 *
 * Never makes it less bad.
 *
 * Returns: how bad the alert is
 */
MusterSeverity
muster_severity_override_apply (MusterSeverityOverride *self,
                                MusterSeverity severity,
                                const MusterLabelSet *labels,
                                const char *service,
                                gint64 at_us)
{
  guint steps = (guint) (severity - MUSTER_SEVERITY_CRITICAL);

  if (severity == MUSTER_SEVERITY_NONE || severity == MUSTER_SEVERITY_CRITICAL ||
      !muster_severity_override_holds (self, at_us) ||
      muster_selection_match (self->selection, labels, service) != MUSTER_PATTERN_YES)
    return severity;
  if (self->raise > 0)
    return (MusterSeverity) (severity - MIN (self->raise, steps));
  return MIN (severity, self->severity);
}

static void
append_until (const MusterSeverityOverride *self, GString *out)
{
  GTimeZone *zone = self->occasions->zone;
  g_autoptr (GString) until = g_string_new (NULL);

  muster_wall_time_append (muster_wall_time_at (zone, self->found.end_us / G_USEC_PER_SEC), until);
  until->str[strlen ("2027-01-02")] = ' ';
  g_string_truncate (until, strlen ("2027-01-02 00:00"));
  g_string_append_printf (out, " until %s (%s)", until->str, g_time_zone_get_identifier (zone));
}

/**
 * muster_severity_override_explain:
 * @self: an override that was applied just now
 * @from: how bad an alert was without it
 * @to: how bad it is
 *
 * Returns: (transfer full): why, in one line
 */
char *
muster_severity_override_explain (const MusterSeverityOverride *self,
                                  MusterSeverity from,
                                  MusterSeverity to)
{
  GString *out = g_string_new (NULL);

  g_string_append_printf (out, "SEV-%d → SEV-%d: %s", (int) from, (int) to, self->name);
  if (self->occasions != NULL)
    append_until (self, out);
  else if (self->spell != NULL && self->spell->why != NULL)
    g_string_append_printf (out, " (%s)", self->spell->why);
  if (self->reason != NULL)
    g_string_append_printf (out, ": %s", self->reason);
  return g_string_free (out, FALSE);
}
