/* maintenance.h - windows in which some alerts are nobody's business
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/ulid.h"
#include "triage/occasions.h"
#include "triage/selection.h"
G_BEGIN_DECLS

/* One of them, as it is configured. */
typedef struct
{
  MusterUlid id;
  guint64 seq; /* of the event that configured it so */
  char *name;
  MusterSelection *selection;
  MusterOccasions *occasions;
} MusterMaintenanceWindow;

MusterMaintenanceWindow *
muster_maintenance_window_new (MusterUlid id, guint64 seq, const char *name);
void muster_maintenance_window_free (MusterMaintenanceWindow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterMaintenanceWindow, muster_maintenance_window_free)

/* That it is open, as the journal tells it. */
typedef struct
{
  MusterUlid id; /* of the window */
  guint64 seq;   /* of the event that opened it; 0: it is not open */
  gint64 starts_us;
  gint64 ends_us;
} MusterOpening;

typedef enum
{
  MUSTER_MAINTENANCE_KEEPS,   /* nothing is to be done */
  MUSTER_MAINTENANCE_OPENS,   /* its time has come */
  MUSTER_MAINTENANCE_ENDS,    /* its time is over */
  MUSTER_MAINTENANCE_CHANGED, /* and what it held back is to be looked at anew */
  MUSTER_MAINTENANCE_REMOVED,
} MusterMaintenanceDue;

typedef struct _MusterMaintenance MusterMaintenance;

MusterMaintenance *muster_maintenance_new (void);
void muster_maintenance_free (MusterMaintenance *self);

/* As it is configured at @at_us; one that is open stays so until that is told otherwise. */
void muster_maintenance_put (MusterMaintenance *self,
                             MusterMaintenanceWindow *window /* transfer full */,
                             gint64 at_us);
void muster_maintenance_remove (MusterMaintenance *self, MusterUlid id);
void muster_maintenance_open (MusterMaintenance *self, const MusterOpening *opening);
void muster_maintenance_close (MusterMaintenance *self, MusterUlid id, gint64 at_us);

/* NULL: there is none, or it was removed. */
const MusterMaintenanceWindow *muster_maintenance_get (const MusterMaintenance *self,
                                                       MusterUlid id);
/* NULL: it is not open. */
const MusterOpening *muster_maintenance_get_opening (const MusterMaintenance *self, MusterUlid id);
GPtrArray *
muster_maintenance_list (const MusterMaintenance *self); /* of MusterMaintenanceWindow, by id */
GPtrArray *muster_maintenance_list_open (const MusterMaintenance *self); /* of MusterOpening */

/* When one of them opens or ends, µs UTC; G_MAXINT64: none does; G_MININT64: one was changed. */
gint64 muster_maintenance_next_change (const MusterMaintenance *self);
/* What is due first; @out says of which, and when it opens until when. */
MusterMaintenanceDue
muster_maintenance_find_due (MusterMaintenance *self, gint64 now_us, MusterOpening *out);

/* Whether any is open: if not, muster_maintenance_match() need not be asked. */
gboolean muster_maintenance_is_open (const MusterMaintenance *self);
/* One that is open and about the alert; NULL: none is. */
const MusterMaintenanceWindow *muster_maintenance_match (const MusterMaintenance *self,
                                                         const MusterLabelSet *labels,
                                                         const char *service);

G_END_DECLS
