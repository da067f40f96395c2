/* lint.h - what a schedule asks of people that it had better not
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "oncall/roster.h"
G_BEGIN_DECLS

/* A day without duty parts two shifts; what is between is one, as a week of office hours. */
#define MUSTER_LINT_SHIFT_DAYS_MAX 7
#define MUSTER_LINT_REST_DAYS_MIN  14

typedef enum
{
  MUSTER_LINT_GAP,                   /* nobody is on call though somebody has to be */
  MUSTER_LINT_HANDOFF_IN_WINDOW,     /* a turn ends within hours of its layer */
  MUSTER_LINT_LONG_SHIFT,            /* over 7 days */
  MUSTER_LINT_SHORT_REST,            /* under 14 days between two shifts */
  MUSTER_LINT_NO_CHANNEL,            /* nothing reaches them */
  MUSTER_LINT_EMPTY_LAYER,           /* nobody is ever on call of it */
  MUSTER_LINT_HIDDEN_LAYER,          /* one above is always on */
  MUSTER_LINT_SHIFTS_NOT_RESTRICTED, /* advances by shifts and has no hours */
} MusterLintCode;

typedef struct
{
  MusterLintCode code;
  const char *layer; /* nullable; the schedule's */
  guint person;      /* G_MAXUINT: it is about nobody */
  guint n;           /* how often */
  gint64 at_s;       /* the first time, or the worst; G_MININT64: it is no matter of time */
  gint64 length_s;   /* of the gap, the shift or the rest then */
} MusterLintFinding;

typedef struct
{
  const MusterSchedule *schedule;
  const MusterRoster *roster;  /* of it, as far as is looked ahead */
  guint n_people;              /* people are below that */
  const gboolean *unreachable; /* of each; nullable */
} MusterLint;

GArray *muster_lint_run (const MusterLint *self); /* of MusterLintFinding */
const char *muster_lint_code_to_string (MusterLintCode self);
/* For a person to read; @names: of people. */
char *muster_lint_finding_describe (const MusterLintFinding *self, const char *const *names);

G_END_DECLS
