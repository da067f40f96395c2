/* import-calendar.h - an iCalendar file as a schedule of a team file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/calendar-reader.h"
G_BEGIN_DECLS

typedef struct
{
  const char *layer;     /* what the layer is called */
  const char *schedule;  /* and its schedule */
  const GPtrArray *team; /* nullable: of MusterTeamObject, among them the people */
  GPtrArray *report;     /* of char *: what is worth knowing */
  guint n_unknown;       /* names that are nobody's */
} MusterImportCalendar;

/* NULL: it is no calendar that a layer may be. */
char *muster_import_calendar_write (MusterImportCalendar *self,
                                    const char *text,
                                    gsize n,
                                    GError **error);

G_END_DECLS
