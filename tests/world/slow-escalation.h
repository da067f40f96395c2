/* slow-escalation.h - who is told when, second by second: what the world is held against
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Written from the rules (on-call.md §4), not from the code, in elapsed seconds alone: it does not
 * know that a wall clock can be set, but for what is until a wall shows something.
 */
#pragma once
#include <glib.h>

#define SLOW_STEPS_MAX   4
#define SLOW_TARGETS_MAX 3
#define SLOW_PEOPLE      3
#define SLOW_ROTA        SLOW_PEOPLE /* a target: whoever is on call by then */

typedef struct
{
  guint after; /* seconds */
  gboolean in_turn;
  guint targets[SLOW_TARGETS_MAX];
  guint n_targets;
} SlowStep;

typedef struct
{
  SlowStep steps[SLOW_STEPS_MAX];
  guint n_steps;
  guint repeat, wait, ack_timeout; /* 0: none */
  gboolean critical_all;
} SlowPlan;

/* Who of the people is on call when a wall in UTC shows that. */
typedef guint (*SlowOnCall) (gint64 wall_s, gpointer user_data);

typedef struct _SlowEscalation SlowEscalation;

/* @deaf: whose screens show nothing. Nothing is open yet; it is second 0. */
SlowEscalation *slow_escalation_new (const SlowPlan *plan,
                                     const gboolean *deaf,
                                     SlowOnCall on_call,
                                     gpointer user_data);
void slow_escalation_free (SlowEscalation *self);

/* To that second, doing what is due on the way; or asleep until then, doing it all there. */
void slow_escalation_run (SlowEscalation *self, gint64 to);
void slow_escalation_sleep (SlowEscalation *self, gint64 to);
void slow_escalation_set_wall (SlowEscalation *self, gint64 wall_s);      /* that it shows now */
void slow_escalation_set_severity (SlowEscalation *self, guint severity); /* 0: it is resolved */
void slow_escalation_acknowledge (SlowEscalation *self);
void slow_escalation_unacknowledge (SlowEscalation *self);
void slow_escalation_note (SlowEscalation *self);
void slow_escalation_snooze (SlowEscalation *self, gint64 until_wall_s);
void slow_escalation_escalate (SlowEscalation *self, gboolean all);
/* "30 2.1:" for a step, "30 2.1 0" for a page of person 0; a line each. */
const char *slow_escalation_story (const SlowEscalation *self);
