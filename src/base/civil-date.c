/* civil-date.c - days counted, as dates of the Gregorian calendar
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Years are counted from March, so that the day that some years have more is their last. 400 of
 * them are an era of 146,097 days; 719,468 days are from the first of March of year 0 to 1970.
 */
#include "base/civil-date.h"

#define ERA_DAYS   146097
#define EPOCH_DAYS 719468

/**
 * muster_civil_date_to_days:
 * @self: a date
 *
 * Returns: days since 1970-01-01
 */
gint64
muster_civil_date_to_days (MusterCivilDate self)
{
  gint64 year = self.month <= 2 ? self.year - 1 : self.year;
  gint64 era = muster_floor_div (year, 400), of_era = year - 400 * era;
  gint64 month = (self.month + 9) % 12; /* 0 is March */
  gint64 of_year = (153 * month + 2) / 5 + self.day - 1;

  return era * ERA_DAYS + of_era * 365 + of_era / 4 - of_era / 100 + of_year - EPOCH_DAYS;
}

/**
 * muster_civil_date_from_days:
 * @days: days since 1970-01-01
 *
 * Returns: the date
 */
MusterCivilDate
muster_civil_date_from_days (gint64 days)
{
  gint64 era = muster_floor_div (days + EPOCH_DAYS, ERA_DAYS);
  gint64 day = days + EPOCH_DAYS - era * ERA_DAYS;
  gint64 year = (day - day / 1460 + day / 36524 - day / 146096) / 365;
  gint64 of_year = day - (365 * year + year / 4 - year / 100);
  gint64 month = (5 * of_year + 2) / 153; /* 0 is March */
  MusterCivilDate date;

  date.day = (guint) (of_year - (153 * month + 2) / 5 + 1);
  date.month = (guint) (month < 10 ? month + 3 : month - 9);
  date.year = era * 400 + year + (date.month <= 2 ? 1 : 0);
  return date;
}

/**
 * muster_days_in_month:
 * @year: a year
 * @month: from 1
 *
 * Returns: how many it has
 */
guint
muster_days_in_month (gint64 year, guint month)
{
  gboolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

  if (month == 2)
    return leap ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

/**
 * muster_civil_date_add_months:
 * @self: a date
 * @n: months, may be negative
 *
 * Returns: the day of the same number, or the last of a month that has not so many
 */
MusterCivilDate
muster_civil_date_add_months (MusterCivilDate self, gint64 n)
{
  gint64 month = self.year * 12 + self.month - 1 + n;
  MusterCivilDate date = { muster_floor_div (month, 12), (guint) muster_floor_mod (month, 12) + 1,
                           0 };

  date.day = MIN (self.day, muster_days_in_month (date.year, date.month));
  return date;
}
