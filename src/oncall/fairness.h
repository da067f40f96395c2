/* fairness.h - how much each is on call, and when
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "oncall/roster.h"
G_BEGIN_DECLS

/* Nights are from 22:00 to 06:00 and weekends from Saturday to Sunday where the person lives. */
typedef struct
{
  guint person;
  gint64 total_s, night_s, weekend_s;
  guint n_duties, n_nights, n_weekends; /* of which they have any part */
  gint64 longest_s;                     /* without a pause */
  gint64 least_rest_s;                  /* between two duties; -1: there are not two */
  int overload;                         /* percent over what everybody has; 0: they have not more */
} MusterWorkload;

/* In percent. */
typedef struct
{
  int coverage; /* of what is to be covered */
  int balance;  /* 100: all have the same */
  int score;    /* the mean of both */
} MusterQuality;

/* Of each of @n_people, whose zones are @zones (nullable each: the schedule's). */
GArray *muster_fairness_measure (const MusterSchedule *schedule,
                                 const MusterRoster *roster,
                                 GTimeZone *const *zones,
                                 guint n_people);
/* Of what everybody has, of MusterWorkload; sets their overload. */
MusterQuality muster_fairness_judge (GArray *workloads, double covered_share);

G_END_DECLS
