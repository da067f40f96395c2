/* page-fold.h - who is told of an incident, in its timeline
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "model/incident.h"
G_BEGIN_DECLS

void muster_incident_fold_page (MusterIncident *self, const MusterEvent *event);
void muster_incident_fold_page_folded (MusterIncident *self, const MusterEvent *event);
void muster_incident_fold_page_moved (MusterIncident *self, const MusterEvent *event);
void muster_incident_fold_page_retried (MusterIncident *self, const MusterEvent *event);
void muster_incident_fold_policy (MusterIncident *self, const MusterEvent *event);
void muster_incident_fold_step (MusterIncident *self, const MusterEvent *event);
void muster_incident_fold_person (MusterIncident *self, const MusterEvent *event);
void muster_incident_fold_hastened (MusterIncident *self, const MusterEvent *event);
void muster_incident_fold_snoozed (MusterIncident *self, const MusterEvent *event);
void muster_incident_fold_resumed (MusterIncident *self, const MusterEvent *event);

G_END_DECLS
