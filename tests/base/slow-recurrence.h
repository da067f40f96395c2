/* slow-recurrence.h - rules of recurrence at random, and their times day by day
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <glib.h>

typedef enum
{
  SLOW_HOURLY,
  SLOW_DAILY,
  SLOW_WEEKLY,
  SLOW_MONTHLY,
  SLOW_YEARLY,
} SlowFreq;

/* Lists end with a 0; what is not said is empty. */
typedef struct
{
  SlowFreq freq;
  int interval, count;
  int week_start; /* 1 is Monday */
  int months[6], month_days[6], positions[4];
  int weekdays[6]; /* 1 is Monday */
  int nths[6];     /* of the same place; 0: every one */
} SlowRule;

/* Makes one of g_test_rand_int(), and returns its text. */
char *slow_rule_make (SlowRule *out);
GArray *slow_rule_list (const SlowRule *rule, gint64 start_s, gint64 to_s); /* of gint64 */
