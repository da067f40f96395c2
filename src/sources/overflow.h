/* overflow.h - one report that stands for label sets over budget (security R8)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "model/report.h"
G_BEGIN_DECLS

#define MUSTER_OVERFLOW_LINES_MAX 8

/* Starts as all zero. */
typedef struct
{
  guint n;
  guint n_resolved;
  MusterSeverity worst;
  gint64 ends_us; /* the latest; MUSTER_NO_TIME once one did not say */
  gboolean timed;
  guint n_lines;
  MusterText lines[MUSTER_OVERFLOW_LINES_MAX]; /* which, for people */
} MusterOverflow;

/* Folds the element @index, read as far as @report; @name (its alertname) may be empty. */
typedef struct
{
  guint index;
  const char *why; /* in words */
  MusterText name;
  const MusterReport *report;
} MusterFolded;

void muster_overflow_fold (MusterOverflow *self, MusterReports *out, const MusterFolded *what);
/* Adds the report, if there is anything to stand for. @source is a source's name, static. */
void muster_overflow_finish (const MusterOverflow *self, MusterReports *out, const char *source);

G_END_DECLS
