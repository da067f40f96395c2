/* metric-condition.h - a metric that says whether something holds
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "model/metric-values.h"
G_BEGIN_DECLS

#define MUSTER_METRIC_INTERVAL_US     (60 * G_USEC_PER_SEC)
#define MUSTER_METRIC_INTERVAL_MIN_US (15 * G_USEC_PER_SEC)
#define MUSTER_METRIC_PATIENCE        5 /* intervals without an answer, until it is not known */

typedef struct
{
  char *url;   /* of a server as Prometheus is, without a slash at the end */
  char *query; /* PromQL */
  double threshold;
  gboolean is_above;  /* it holds above the threshold; else below */
  gint64 for_us;      /* once it was so for that long */
  gint64 interval_us; /* between two questions */
  char *token;        /* the secret's name; nullable */
} MusterMetricCondition;

MusterMetricCondition *muster_metric_condition_new (void);
void muster_metric_condition_free (MusterMetricCondition *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterMetricCondition, muster_metric_condition_free)

/* The number that decides: the highest for above, the lowest for below. */
double muster_metric_condition_choose (const MusterMetricCondition *self,
                                       const MusterMetricValues *values);
/* "3.2 is below 10" */
char *muster_metric_condition_explain (const MusterMetricCondition *self, double value);

typedef enum
{
  MUSTER_METRIC_KEEPS, /* as it was */
  MUSTER_METRIC_HOLDS,
  MUSTER_METRIC_HOLDS_NOT,
  MUSTER_METRIC_UNKNOWN, /* for too long: as if it did not */
} MusterMetricVerdict;

/* One that is asked again and again. Times are of boot, µs. */
typedef struct
{
  gint64 heard_us; /* when it last answered, or was first asked */
  gint64 met_us;   /* since when it is so; G_MAXINT64: it is not */
} MusterMetricWatch;

void muster_metric_watch_begin (MusterMetricWatch *self, gint64 now_us);
/* @holds: already, as the journal tells it */
MusterMetricVerdict muster_metric_watch_hear (MusterMetricWatch *self,
                                              const MusterMetricCondition *condition,
                                              double value,
                                              gboolean holds,
                                              gint64 now_us);
MusterMetricVerdict muster_metric_watch_miss (MusterMetricWatch *self,
                                              const MusterMetricCondition *condition,
                                              gint64 now_us);

G_END_DECLS
