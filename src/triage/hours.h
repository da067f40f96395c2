/* hours.h - parts of the week in a zone: when a rule holds
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

#define MUSTER_MINUTES_A_DAY 1440

/* From a minute of some days to another; to one that is not later: of the day after. */
typedef struct
{
  guint8 days; /* bit 0 is Monday */
  guint16 from_min, to_min;
} MusterHoursWindow;

typedef struct
{
  GTimeZone *zone;
  GArray *windows; /* of MusterHoursWindow; any of them */
} MusterHours;

/* NULL: there is no such zone. */
MusterHours *muster_hours_new (const char *zone);
void muster_hours_free (MusterHours *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterHours, muster_hours_free)
/* "mo"… "su" and "20:00"; FALSE: it is none. */
gboolean muster_hours_parse_day (const char *text, guint8 *out_bit);
gboolean muster_hours_parse_minute (const char *text, guint16 *out_min);

gboolean muster_hours_contain (const MusterHours *self, gint64 at_us);

G_END_DECLS
