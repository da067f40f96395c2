/* pagerduty.h - what both kinds of PagerDuty's schedules share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "importers/import-layer.h"
G_BEGIN_DECLS

/* A schedule of the third version of the API: of rotations and events. */
void muster_pagerduty_read_rotations (MusterImport *self,
                                      MusterImportSchedule *schedule,
                                      const MusterValue *value);
void muster_pagerduty_read_assignments (MusterImport *self,
                                        MusterImportSchedule *schedule,
                                        const MusterValue *value);
void muster_pagerduty_read_custom_shift (MusterImport *self,
                                         MusterImportSchedule *schedule,
                                         const MusterValue *value);
void muster_pagerduty_read_override_shift (MusterImport *self,
                                           MusterImportSchedule *schedule,
                                           const MusterValue *value);

G_END_DECLS
