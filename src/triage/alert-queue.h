/* alert-queue.h - which firing alert ends first, unless it is reported again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "triage/alert.h"
G_BEGIN_DECLS

typedef struct _MusterAlertQueue MusterAlertQueue;

MusterAlertQueue *muster_alert_queue_new (void);
void muster_alert_queue_free (MusterAlertQueue *self); /* the alerts are not its own */

/* @alert->ends_us is another one: into the queue with it, or to its new place. */
void muster_alert_queue_update (MusterAlertQueue *self, MusterAlert *alert);
void muster_alert_queue_remove (MusterAlertQueue *self, MusterAlert *alert);
/* May be early, never late; G_MAXINT64: none. */
gint64 muster_alert_queue_next (const MusterAlertQueue *self);
/* One that still fires, and whose end has come; NULL when there is no more. */
MusterAlert *muster_alert_queue_pop (MusterAlertQueue *self, gint64 now_us);

/* Does it fire, and end when its time is over? */
gboolean muster_alert_ends_by_itself (const MusterAlert *alert);

G_END_DECLS
