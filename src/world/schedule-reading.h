/* schedule-reading.h - the body of a schedule being read: for the files that read one
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "world/rules-reading.h"
#include "world/schedule-body.h"
G_BEGIN_DECLS

typedef struct
{
  MusterRulesReading json;
  MusterScheduleBody *body;
  GHashTable *numbers; /* a person's name to their place, plus 1 */
  GPtrArray *zoneless; /* of MusterLayer: they are where the schedule is */
  gboolean has_layers, has_versions;
} MusterScheduleReading;

/* What a calendar calls somebody. */
typedef struct
{
  char *named; /* compared without regard to case; an e-mail address or a summary */
  guint person;
} MusterCalendarPerson;

GTimeZone *muster_schedule_read_zone (MusterScheduleReading *self);
guint muster_schedule_read_person (MusterScheduleReading *self);
/* Of MusterDutyHours. */
void muster_schedule_read_windows (MusterScheduleReading *self, GArray *hours);
/* The people of a calendar, of MusterCalendarPerson. */
GPtrArray *muster_schedule_read_calendar_people (MusterScheduleReading *self);
/* What is in @text, a calendar, becomes the layer's shifts. */
void muster_schedule_read_calendar (MusterScheduleReading *self,
                                    MusterLayer *layer,
                                    const char *text,
                                    const GPtrArray *people);
/* Of MusterLayer. */
void muster_schedule_read_layers (MusterScheduleReading *self, GPtrArray *layers);

G_END_DECLS
