/* escalation.h - how far an incident has got in its policy
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "oncall/policy.h"
G_BEGIN_DECLS

/* Where it is; what comes next is due at muster_escalation_get_due(). Nothing ever just stops: when
 * all rounds are over the incident is unanswered, and that is told again and again. */
typedef struct
{
  gint64 round_us;  /* when the round began, µs UTC */
  gint64 early_us;  /* the next step does not wait longer; MUSTER_NO_TIME: it does */
  guint round;      /* from 1, over all starts */
  guint last_round; /* after it nobody has answered */
  guint step;       /* that comes next, from 0 */
  gboolean heard;   /* somebody was told in this round */
  gboolean at_once; /* the steps of a round are taken together */
} MusterEscalation;

/* A start, or a new one after an acknowledgement that has lapsed: @after rounds were before. */
void muster_escalation_start (MusterEscalation *self,
                              const MusterPolicy *policy,
                              guint after,
                              gint64 now_us);
gboolean muster_escalation_is_unanswered (const MusterEscalation *self, const MusterPolicy *policy);
gint64 muster_escalation_get_due (const MusterEscalation *self, const MusterPolicy *policy);
/* The step was taken at @now_us; @heard: somebody was told. */
void muster_escalation_advance (MusterEscalation *self,
                                const MusterPolicy *policy,
                                gboolean heard,
                                gint64 now_us);
/* Nobody whom the last step told can be reached; or, @asked, somebody does not want to wait. */
void muster_escalation_hasten (MusterEscalation *self,
                               const MusterPolicy *policy,
                               gboolean asked,
                               gint64 now_us);

G_END_DECLS
