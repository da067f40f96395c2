/* window-body.h - what a maintenance window says, read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "triage/maintenance.h"
#include "world/directory.h"
#include "world/rules-reading.h"
G_BEGIN_DECLS

#define MUSTER_WINDOW_SERVICES_MAX 64

/* What an object "maintenance" says: {"match":"service=\"db\"","services":["db"],
 * "zone":"Europe/Berlin","start":"2026-03-01T02:00","duration":"2h","rrule":"FREQ=WEEKLY;BYDAY=SU",
 * "until":"2026-12-31T00:00","reason":"Backup"}. It has match, services, or both; zone is UTC if
 * it is not said; without rrule there is one window. */
typedef struct
{
  MusterSelection *selection;
  char *zone;
  char *start;
  gint64 duration_us;
  char *rrule;  /* nullable */
  char *until;  /* nullable */
  char *reason; /* nullable */
  MusterOccasions *occasions;
} MusterWindowBody;

gboolean muster_window_body_read (const char *body, MusterWindowBody *out, GError **error);
void muster_window_body_clear (MusterWindowBody *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MusterWindowBody, muster_window_body_clear)

/* The same for objects that have windows among other things: begin, read each member that is one
 * of theirs, and make sense of them. */
void muster_window_body_begin (MusterWindowBody *self);
gboolean muster_window_body_read_member (MusterWindowBody *self,
                                         MusterRulesReading *reading,
                                         MusterText member);
gboolean muster_window_body_finish (MusterWindowBody *self, GError **error);

/* Whether the services that it names are there. */
gboolean muster_selection_check (const MusterSelection *self,
                                 const MusterDirectory *directory,
                                 GError **error);
/* May an object say so? */
gboolean
muster_maintenance_check (const MusterDirectory *directory, const char *body, GError **error);
/* NULL: it is removed, or says what cannot be read. */
MusterMaintenanceWindow *muster_maintenance_window_read (const MusterObject *object);

G_END_DECLS
