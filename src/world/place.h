/* place.h - an alert comes into its incident
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "world/reporting.h"
G_BEGIN_DECLS

/* An alert and its incident. */
typedef struct
{
  guint incident;
  MusterUlid service; /* of the alert, or null */
  guint n_known;      /* what failed in the incident before */
  char *reason;       /* owned, nullable */
  gboolean again;
  gboolean by_rule; /* that people wrote, it is in its group */
} MusterPlace;

void muster_place_clear (MusterPlace *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MusterPlace, muster_place_clear)

/* Says who an incident that was just opened goes to. */
void muster_place_tell_routes (MusterReporting *self, guint incident);
/* Of MusterRoute; NULL: there are no rules. The first may say how bad the report is. */
GPtrArray *muster_reporting_find_routes (MusterReporting *self, const MusterReport *report);
/* The incident that takes an alert in: opened where there is none, merged where there are several.
 * Then the alert's own event is to be emitted, and what follows from it settled. */
void muster_place_find (MusterReporting *self,
                        const MusterReport *report,
                        MusterUlid id,
                        MusterPlace *place);
void muster_place_settle (MusterReporting *self,
                          const MusterReport *report,
                          MusterUlid id,
                          const MusterPlace *place);
/* Makes the incident as bad as the alert at hand, if that is worse. */
void muster_place_raise (MusterReporting *self, guint number);

G_END_DECLS
