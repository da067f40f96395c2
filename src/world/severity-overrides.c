/* severity-overrides.c - what is configured to make alerts worse for a time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/severity-overrides.h"

#include "model/error.h"
#include "world/metric-body.h"
#include "world/window-body.h"

#include <string.h>

typedef struct
{
  MusterWindowBody window;
  MusterMetricCondition *metric; /* NULL: it has times */
  guint raise;
  MusterSeverity severity;
} Body;

static void
body_clear (Body *self)
{
  muster_window_body_clear (&self->window);
  g_clear_pointer (&self->metric, muster_metric_condition_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Body, body_clear)

static void
read_member (Body *self, MusterRulesReading *reading, MusterText member)
{
  if (muster_text_equal (member, "raise"))
    self->raise = muster_rules_read_count (reading, "raise", 1, 4);
  else if (muster_text_equal (member, "severity"))
    self->severity = muster_rules_read_severity (reading);
  else if (muster_text_equal (member, "metric"))
    {
      g_clear_pointer (&self->metric, muster_metric_condition_free);
      self->metric = muster_metric_body_read (reading);
    }
  else if (!muster_window_body_read_member (&self->window, reading, member))
    muster_json_reader_skip (reading->reader);
}

static void
check_whole (const Body *self, MusterRulesReading *reading)
{
  const MusterWindowBody *window = &self->window;

  if ((self->raise > 0) == (self->severity != MUSTER_SEVERITY_NONE))
    muster_rules_complain (reading, "An override of severities says “raise” or “severity”");
  if (self->metric != NULL && (window->start != NULL || window->duration_us != 0 ||
                               window->rrule != NULL || window->until != NULL))
    muster_rules_complain (reading, "An override of severities has times or a “metric”");
}

static gboolean
read_body (const char *text, Body *out, GError **error)
{
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  MusterRulesReading reading = { reader, NULL, 0 };
  MusterText member;

  muster_window_body_begin (&out->window);
  text = text != NULL ? text : "{}";
  muster_json_reader_begin (reader, text, strlen (text), NULL);
  muster_json_reader_enter_object (reader);
  while (reading.why == NULL && muster_json_reader_next_member (reader, &member))
    read_member (out, &reading, member);
  if (!muster_json_reader_failed (reader))
    check_whole (out, &reading);
  if (reading.why != NULL)
    {
      g_propagate_error (error, reading.why);
      return FALSE;
    }
  return muster_json_reader_finish (reader, error) &&
         (out->metric != NULL || muster_window_body_finish (&out->window, error));
}

/**
 * muster_severity_override_check:
 * @directory: what is configured
 * @body: what an object of type "severity_override" is to say
 * @error: return location
 *
 * Returns: whether it may
 */
gboolean
muster_severity_override_check (const MusterDirectory *directory, const char *body, GError **error)
{
  g_auto (Body) read = { 0 };

  return read_body (body, &read, error) &&
         muster_selection_check (read.window.selection, directory, error);
}

/**
 * muster_severity_override_read:
 * @object: an object of type "severity_override"
 *
 * Returns: (transfer full) (nullable): the override; %NULL: it is removed, or of a version that
 *   says what we do not know
 */
MusterSeverityOverride *
muster_severity_override_read (const MusterObject *object)
{
  g_auto (Body) body = { 0 };
  MusterSeverityOverride *self;

  if (object->removed || !read_body (object->body, &body, NULL))
    return NULL;
  self = muster_severity_override_new (object->id, object->seq, object->name);
  self->raise = body.raise;
  self->severity = body.severity;
  self->reason = g_steal_pointer (&body.window.reason);
  self->selection = g_steal_pointer (&body.window.selection);
  self->occasions = g_steal_pointer (&body.window.occasions);
  self->metric = g_steal_pointer (&body.metric);
  return self;
}

/**
 * muster_severity_overrides_apply:
 * @overrides: (element-type MusterSeverityOverride): in order
 * @severity: how bad an alert is without them
 * @alert: the alert
 * @at_us: when it comes, µs UTC
 * @reason: (inout): why it is worse, of the one that makes it worst
 *
 * They do not add up: the one that makes it worst counts.
 *
 * Returns: how bad it is
 */
MusterSeverity
muster_severity_overrides_apply (const GPtrArray *overrides,
                                 MusterSeverity severity,
                                 const MusterSeverityAlert *alert,
                                 gint64 at_us,
                                 char **reason)
{
  MusterSeverityOverride *worst = NULL;
  MusterSeverity result = severity;

  for (guint i = 0; i < overrides->len; i++)
    {
      MusterSeverityOverride *override = g_ptr_array_index (overrides, i);
      MusterSeverity raised =
          muster_severity_override_apply (override, severity, alert->labels, alert->service, at_us);

      if (raised < result)
        {
          result = raised;
          worst = override;
        }
    }
  if (worst != NULL && reason != NULL)
    {
      g_free (*reason);
      *reason = muster_severity_override_explain (worst, severity, result);
    }
  return result;
}
