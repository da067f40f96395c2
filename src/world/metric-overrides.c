/* metric-overrides.c - overrides of severities that a metric decides on
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The world knows since when one holds, never a value: that is asked every minute and told only
 * when it has crossed. A metric that nobody could read for too long is an alert, and raises
 * nothing.
 */
#include "world/metric-overrides.h"

#include "world/own-alert.h"
#include "world/severity-spells.h"

/* An alert of the hub's own, known by the override. */
static void
report_unknown (MusterWorld *world,
                const MusterDecideContext *context,
                const MusterMetricFinding *finding,
                MusterBatch *batch)
{
  const MusterObject *object =
      muster_directory_get (muster_world_get_directory (world), finding->id);
  const char *name = object != NULL ? object->name : "";
  gboolean is_unknown = finding->verdict == MUSTER_METRIC_UNKNOWN;
  g_autofree char *title =
      g_strdup_printf ("The metric of the severity override %s cannot be read", name);

  muster_world_report_own (world, context,
                           &(MusterOwnAlert){
                               .name = "SeverityOverrideUnknown",
                               .kind = "severity-override",
                               .about = finding->id,
                               .status = is_unknown ? MUSTER_REPORT_FIRING : MUSTER_REPORT_RESOLVED,
                               .severity = MUSTER_SEVERITY_LOW,
                               .title = title,
                               .description = finding->words,
                               .labels = { { "override", name } },
                           },
                           batch);
}

static void
settle (MusterWorld *world,
        const MusterDecideContext *context,
        const MusterMetricFinding *finding,
        const MusterSeverityOverride *override,
        MusterBatch *batch)
{
  MusterOverrideSpell spell = { .id = finding->id,
                                .starts_us = context->now_us,
                                .ends_us = MUSTER_NO_TIME,
                                .why = (char *) finding->words };

  if (finding->verdict == MUSTER_METRIC_HOLDS && override->spell == NULL)
    muster_world_begin_override (world, context, &spell, batch);
  else if (finding->verdict != MUSTER_METRIC_HOLDS && override->spell != NULL)
    muster_world_end_override (world, context, finding->id,
                               finding->verdict == MUSTER_METRIC_UNKNOWN ? "unknown" : "metric",
                               batch);
}

/**
 * muster_world_hear_metric:
 * @world: a hub's world
 * @context: time and chance
 * @finding: what was found; what says nothing new changes nothing
 * @batch: where the events go; they have their seqs and are folded
 *
 * An override that was changed since is none of the finding's; one that is gone, or asks no metric
 * any more, has nothing that could not be read.
 */
void
muster_world_hear_metric (MusterWorld *world,
                          const MusterDecideContext *context,
                          const MusterMetricFinding *finding,
                          MusterBatch *batch)
{
  const MusterSeverityOverride *override = muster_world_find_override (world, finding->id);
  MusterMetricFinding gone = *finding;

  if (finding->verdict == MUSTER_METRIC_KEEPS)
    return;
  if (override == NULL || override->metric == NULL)
    {
      gone.verdict = MUSTER_METRIC_HOLDS_NOT;
      report_unknown (world, context, &gone, batch);
      return;
    }
  if (override->seq != finding->seq)
    return;
  while (muster_world_run_overrides (world, context, batch)) /* what was before it was changed */
    continue;
  settle (world, context, finding, override, batch);
  report_unknown (world, context, finding, batch);
}
