/* severity-override.h - times in which some alerts are worse than they say
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/ulid.h"
#include "model/severity.h"
#include "triage/occasions.h"
#include "triage/selection.h"
G_BEGIN_DECLS

typedef struct
{
  MusterUlid id; /* of its object */
  char *name;
  char *reason; /* nullable */
  MusterSelection *selection;
  MusterOccasions *occasions;
  guint raise;             /* by so many steps; 0: to .severity */
  MusterSeverity severity; /* at least that bad */
  MusterSpan found;        /* the occasion that was found last; empty: none yet */
  gint64 found_us;         /* after which instant it is the first */
} MusterSeverityOverride;

MusterSeverityOverride *muster_severity_override_new (MusterUlid id, const char *name);
void muster_severity_override_free (MusterSeverityOverride *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterSeverityOverride, muster_severity_override_free)

/* What it makes of @severity at @at_us; the same where it is not about the alert, or not then. */
MusterSeverity muster_severity_override_apply (MusterSeverityOverride *self,
                                               MusterSeverity severity,
                                               const MusterLabelSet *labels,
                                               const char *service,
                                               gint64 at_us);
/* "SEV-2 → SEV-1: peak season until 2027-01-02 00:00 (Europe/Berlin)" */
char *muster_severity_override_explain (const MusterSeverityOverride *self,
                                        MusterSeverity from,
                                        MusterSeverity to);

G_END_DECLS
