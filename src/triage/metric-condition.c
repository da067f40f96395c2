/* metric-condition.c - a metric that says whether something holds
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "triage/metric-condition.h"

/**
 * muster_metric_condition_new:
 *
 * Returns: (transfer full): one that asks nobody
 */
MusterMetricCondition *
muster_metric_condition_new (void)
{
  MusterMetricCondition *self = g_new0 (MusterMetricCondition, 1);

  self->interval_us = MUSTER_METRIC_INTERVAL_US;
  return self;
}

/**
 * muster_metric_condition_free:
 * @self: a condition
 *
 * Frees it.
 */
void
muster_metric_condition_free (MusterMetricCondition *self)
{
  g_free (self->url);
  g_free (self->query);
  g_free (self->token);
  g_free (self);
}

/**
 * muster_metric_condition_choose:
 * @self: a condition
 * @values: what was answered, with a number
 *
 * Of several series any one is enough.
 *
 * Returns: the number that decides
 */
double
muster_metric_condition_choose (const MusterMetricCondition *self, const MusterMetricValues *values)
{
  return self->is_above ? values->max : values->min;
}

static gboolean
is_met (const MusterMetricCondition *self, double value)
{
  return self->is_above ? value > self->threshold : value < self->threshold;
}

static const char *
write_number (double number, char out[G_ASCII_DTOSTR_BUF_SIZE])
{
  return g_ascii_formatd (out, G_ASCII_DTOSTR_BUF_SIZE, "%.6g", number);
}

/**
 * muster_metric_condition_explain:
 * @self: a condition
 * @value: for which it holds
 *
 * Returns: (transfer full): why, as "3.2 is below 10"
 */
char *
muster_metric_condition_explain (const MusterMetricCondition *self, double value)
{
  char left[G_ASCII_DTOSTR_BUF_SIZE], right[G_ASCII_DTOSTR_BUF_SIZE];

  return g_strdup_printf ("%s is %s %s", write_number (value, left),
                          self->is_above ? "above" : "below",
                          write_number (self->threshold, right));
}

/**
 * muster_metric_watch_begin:
 * @self: (out): a watch
 * @now_us: boot time
 *
 * Nothing is known yet.
 */
void
muster_metric_watch_begin (MusterMetricWatch *self, gint64 now_us)
{
  *self = (MusterMetricWatch){ now_us, G_MAXINT64 };
}

/**
 * muster_metric_watch_hear:
 * @self: a watch
 * @condition: what is watched for
 * @value: the number that decides
 * @holds: whether it holds already
 * @now_us: boot time
 *
 * It begins to hold when it was so for as long as it has to be, and ends at once.
 *
 * Returns: whether it holds
 */
MusterMetricVerdict
muster_metric_watch_hear (MusterMetricWatch *self,
                          const MusterMetricCondition *condition,
                          double value,
                          gboolean holds,
                          gint64 now_us)
{
  self->heard_us = now_us;
  if (!is_met (condition, value))
    {
      self->met_us = G_MAXINT64;
      return MUSTER_METRIC_HOLDS_NOT;
    }
  self->met_us = MIN (self->met_us, now_us);
  return holds || now_us - self->met_us >= condition->for_us ? MUSTER_METRIC_HOLDS
                                                             : MUSTER_METRIC_HOLDS_NOT;
}

/**
 * muster_metric_watch_miss:
 * @self: a watch
 * @condition: what is watched for
 * @now_us: boot time
 *
 * There was no answer, or none with a number.
 *
 * Returns: %MUSTER_METRIC_KEEPS, or that it is not known
 */
MusterMetricVerdict
muster_metric_watch_miss (MusterMetricWatch *self,
                          const MusterMetricCondition *condition,
                          gint64 now_us)
{
  if (now_us - self->heard_us < MUSTER_METRIC_PATIENCE * condition->interval_us)
    return MUSTER_METRIC_KEEPS;
  self->met_us = G_MAXINT64;
  return MUSTER_METRIC_UNKNOWN;
}
