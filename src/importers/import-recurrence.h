/* import-recurrence.h - shifts that other systems say by a rule of RFC 5545
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "importers/import-layer.h"
G_BEGIN_DECLS

/* How far ahead shifts are listed one by one that no rule of ours says. */
#define MUSTER_IMPORT_LISTED_DAYS 400

typedef struct
{
  const char *zone;    /* where the wall stands */
  const char *rrule;   /* "FREQ=WEEKLY;BYDAY=MO" */
  gint64 start_s;      /* of the first shift, a wall time */
  gint64 length_s;     /* of each, on the wall */
  gint64 from_s;       /* an instant: those that start earlier do not count; G_MININT64: none */
  gint64 per_member;   /* so many in a row are one member's; 0: all are always on */
  gboolean by_period;  /* turns are of the rule's days, weeks or months, not of shifts */
  const char *exdates; /* nullable: starts that are left out, "20260601T090000 20260602T…" */
} MusterImportRecurrence;

/* Makes turns and hours of a layer with members, or lists its shifts; FALSE: neither, as the report
 * says. */
gboolean muster_import_layer_recur (MusterImport *self,
                                    MusterImportLayer *layer,
                                    const MusterImportRecurrence *recurrence);

G_END_DECLS
