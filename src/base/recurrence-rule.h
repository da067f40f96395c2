/* recurrence-rule.h - a rule of RFC 5545 as it was read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/recurrence.h"
G_BEGIN_DECLS

typedef enum
{
  MUSTER_FREQ_NONE,
  MUSTER_FREQ_HOURLY,
  MUSTER_FREQ_DAILY,
  MUSTER_FREQ_WEEKLY,
  MUSTER_FREQ_MONTHLY,
  MUSTER_FREQ_YEARLY,
} MusterFreq;

/* "-1FR": the last Friday of the month or the year. */
typedef struct
{
  gint8 nth;      /* not 0 */
  guint8 weekday; /* 0 is Monday */
} MusterNthDay;

typedef struct
{
  MusterFreq freq;
  guint interval;
  guint count;         /* 0: none */
  gint64 until_s;      /* the last instant or wall time; G_MAXINT64: none */
  gboolean until_utc;  /* an instant */
  guint8 week_start;   /* 0 is Monday */
  guint16 months;      /* bit 1 is January; 0: not said, as below */
  guint32 month_days;  /* bit n: the nth */
  guint32 days_to_end; /* bit n: the nth from the end of the month */
  guint8 weekdays;     /* bit 0 is Monday */
  MusterNthDay nth_days[MUSTER_RECURRENCE_VALUES_MAX];
  guint n_nth_days;
  gint16 positions[MUSTER_RECURRENCE_VALUES_MAX];
  guint n_positions;
} MusterRecurrenceRule;

gboolean muster_recurrence_rule_parse (const char *text, MusterRecurrenceRule *out, GError **error);

G_END_DECLS
