/* severity-override.h - times in which some alerts are worse than they say
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/ulid.h"
#include "model/severity.h"
#include "triage/metric-condition.h"
#include "triage/occasions.h"
#include "triage/selection.h"
G_BEGIN_DECLS

/* That one holds, as the journal tells it. */
typedef struct
{
  MusterUlid id; /* of the override */
  guint64 seq;   /* of the event that began it */
  gint64 starts_us;
  gint64 ends_us; /* MUSTER_NO_TIME: when its metric says so */
  char *why;      /* what its metric said; nullable */
} MusterOverrideSpell;

void muster_override_spell_free (MusterOverrideSpell *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterOverrideSpell, muster_override_spell_free)

typedef struct
{
  MusterUlid id; /* of its object */
  guint64 seq;   /* of the event that configured it so */
  char *name;
  char *reason; /* nullable */
  MusterSelection *selection;
  MusterOccasions *occasions;    /* either these */
  MusterMetricCondition *metric; /* or this */
  guint raise;                   /* by so many steps; 0: to .severity */
  MusterSeverity severity;       /* at least that bad */
  MusterSpan found;              /* the occasion that was found last; empty: none yet */
  gint64 found_us;               /* after which instant it is the first */
  MusterSpan next;               /* the occasion that is to be told of; at the end of time: none */
  const MusterOverrideSpell *spell; /* not owned; NULL: that it holds was not told */
} MusterSeverityOverride;

MusterSeverityOverride *muster_severity_override_new (MusterUlid id, guint64 seq, const char *name);
void muster_severity_override_free (MusterSeverityOverride *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterSeverityOverride, muster_severity_override_free)

/* Is now its time? */
gboolean muster_severity_override_holds (MusterSeverityOverride *self, gint64 at_us);
/* What it makes of @severity at @at_us; the same where it is not about the alert, or not then. */
MusterSeverity muster_severity_override_apply (MusterSeverityOverride *self,
                                               MusterSeverity severity,
                                               const MusterLabelSet *labels,
                                               const char *service,
                                               gint64 at_us);
/* "SEV-2 → SEV-1: peak season until 2027-01-02 00:00 (Europe/Berlin)",
 * "SEV-2 → SEV-1: few orders (3.2 is below 10)" */
char *muster_severity_override_explain (const MusterSeverityOverride *self,
                                        MusterSeverity from,
                                        MusterSeverity to);

G_END_DECLS
