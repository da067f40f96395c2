/* civil-date.h - days counted, as dates of the Gregorian calendar
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

#define MUSTER_DAY_S G_GINT64_CONSTANT (86400)

/* Of any year, also long before the calendar was made. */
typedef struct
{
  gint64 year;
  guint month, day; /* from 1 */
} MusterCivilDate;

/* Days are counted from 1970-01-01, which is 0. */
gint64 muster_civil_date_to_days (MusterCivilDate self);
MusterCivilDate muster_civil_date_from_days (gint64 days);
guint muster_days_in_month (gint64 year, guint month);
/* The day of that number @n months on, or the last of that month. */
MusterCivilDate muster_civil_date_add_months (MusterCivilDate self, gint64 n);

/* Rounded down, where C rounds towards zero; @b > 0. */
static inline gint64
muster_floor_div (gint64 a, gint64 b)
{
  return a / b - (a % b < 0);
}

static inline gint64
muster_floor_mod (gint64 a, gint64 b)
{
  return a - b * muster_floor_div (a, b);
}

/* 0 is Monday. */
static inline guint
muster_weekday_of_days (gint64 days)
{
  return (guint) muster_floor_mod (days + 3, 7);
}

G_END_DECLS
