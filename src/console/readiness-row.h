/* readiness-row.h - how one person is reached, and what is wrong with that
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <gtk/gtk.h>

#include "console/readiness.h"
G_BEGIN_DECLS

typedef struct
{
  gint64 now_us;
  GTimeZone *zone;
  gboolean may_test; /* the reader may send them a test page */
  gboolean is_me;    /* and say that it came */
  gboolean is_narrow;
} MusterReadinessReader;

/* signals: "test" (): they are to get a test page; "came" (const char *test): one came */
#define MUSTER_TYPE_READINESS_ROW (muster_readiness_row_get_type ())
G_DECLARE_FINAL_TYPE (MusterReadinessRow,
                      muster_readiness_row,
                      MUSTER,
                      READINESS_ROW,
                      GtkListBoxRow)

GtkWidget *muster_readiness_row_new (const MusterReadyPerson *what,
                                     const MusterReadinessReader *reader);
MusterUlid muster_readiness_row_get_person (MusterReadinessRow *self);

G_END_DECLS
