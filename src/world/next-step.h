/* next-step.h - whom an incident tells next, and when, if nobody answers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "world/world.h"
G_BEGIN_DECLS

typedef enum
{
  MUSTER_NEXT_NONE,       /* nothing comes by itself */
  MUSTER_NEXT_STEP,       /* of its policy; .who, or nobody */
  MUSTER_NEXT_UNANSWERED, /* who answers for the service, and every console, once more */
  MUSTER_NEXT_LAPSE,      /* its acknowledgement ends, and all begins anew */
  MUSTER_NEXT_SNOOZE_END, /* it was for a time only */
} MusterNextKind;

#define MUSTER_NEXT_WHO_MAX 3

typedef struct
{
  MusterNextKind kind;
  gint64 at_us;
  MusterUlid who[MUSTER_NEXT_WHO_MAX]; /* people, by what is configured now */
  guint n_who;                         /* also those beyond the first few */
} MusterNextStep;

/* On a hub and on a console alike. O(its escalations), and what resolving a schedule costs. */
void muster_next_step_find (MusterNextStep *self,
                            const MusterWorld *world,
                            const MusterIncident *incident);

G_END_DECLS
