/* policy.h - who is told of an incident, in which order
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

#define MUSTER_POLICY_STEPS_MAX       100
#define MUSTER_POLICY_TARGETS_MAX     100
#define MUSTER_POLICY_ROUNDS_MAX      100
#define MUSTER_POLICY_WAIT_DEFAULT_US (10 * G_TIME_SPAN_MINUTE)

typedef enum
{
  MUSTER_TARGET_SCHEDULE, /* whoever is on call of it by then */
  MUSTER_TARGET_PERSON,
  MUSTER_TARGET_TEAM,
} MusterTargetKind;

typedef struct
{
  MusterTargetKind kind;
  char *name;
} MusterPolicyTarget;

typedef struct
{
  gint64 after_us;    /* since the round began, not since the step before */
  gboolean in_turn;   /* one target, another each time; else all */
  gboolean working;   /* people are told within their working hours */
  GPtrArray *targets; /* of MusterPolicyTarget */
} MusterPolicyStep;

typedef struct
{
  GPtrArray *steps;      /* of MusterPolicyStep, earliest first; none: unanswered at once */
  guint repeat;          /* further rounds, after the first */
  gint64 wait_us;        /* after the last step of a round */
  gint64 ack_timeout_us; /* how long an acknowledgement holds; 0: for good */
  gboolean critical_all; /* SEV-1 starts all steps of a round together */
} MusterPolicy;

/* A round is no shorter than that. */
#define MUSTER_POLICY_ROUND_MIN_US G_TIME_SPAN_MINUTE

/* @body: JSON as a policy's object has it (files-and-commands); NULL: nobody. NULL with an error:
 * MUSTER_BASE_ERROR, or MUSTER_MODEL_ERROR_INVALID for what no policy may be. */
MusterPolicy *muster_policy_read (const char *body, GError **error);
void muster_policy_free (MusterPolicy *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterPolicy, muster_policy_free)

const MusterPolicyStep *muster_policy_get_step (const MusterPolicy *self, guint step);
/* From the begin of a round to that of the next. */
gint64 muster_policy_get_round_us (const MusterPolicy *self);

const char *muster_target_kind_to_string (MusterTargetKind kind);
gboolean muster_target_kind_from_string (const char *text, MusterTargetKind *out);
/* The body of a policy that tells one target at once, for routes that lead to one. */
char *muster_target_dup_policy (MusterTargetKind kind, const char *name);

G_END_DECLS
