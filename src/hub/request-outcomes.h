/* request-outcomes.h - what became of the latest requests, for senders that ask
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "model/report-outcome.h"
G_BEGIN_DECLS

typedef struct _MusterRequestOutcomes MusterRequestOutcomes;

/* Of at most @max requests, > 0: a new one puts out the oldest. */
MusterRequestOutcomes *muster_request_outcomes_new (guint max);
void muster_request_outcomes_free (MusterRequestOutcomes *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterRequestOutcomes, muster_request_outcomes_free)
void muster_request_outcomes_add (MusterRequestOutcomes *self,
                                  MusterUlid request,
                                  const MusterReportOutcome *outcome);
/* NULL: not among the latest, or of another integration key. Good until the next is added. */
const MusterReportOutcome *muster_request_outcomes_find (const MusterRequestOutcomes *self,
                                                         MusterUlid request,
                                                         MusterUlid key);

G_END_DECLS
