/* alert-index.h - every alert that matters now, each one packed allocation
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "triage/alert.h"
G_BEGIN_DECLS

typedef struct _MusterAlertIndex MusterAlertIndex;

MusterAlertIndex *muster_alert_index_new (MusterHashSeed seed);
void muster_alert_index_free (MusterAlertIndex *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterAlertIndex, muster_alert_index_free)

/* The newest alert of that identity, firing or resolved. */
MusterAlert *muster_alert_index_find (const MusterAlertIndex *self,
                                      const MusterAlertIdentity *identity);
MusterAlert *muster_alert_index_get (const MusterAlertIndex *self, MusterUlid id);
/* Takes an alert in; one of the same identity that was there is no longer found by it, and is
 * @older (nullable). */
MusterAlert *muster_alert_index_add (MusterAlertIndex *self,
                                     const MusterAlertIdentity *identity,
                                     MusterUlid id,
                                     MusterAlert **older);
/* Puts it first in its incident's list. */
void muster_alert_index_attach (MusterAlertIndex *self, MusterAlert *alert, guint incident);
/* Out of the list of the incident that it is in, O(alerts of it), and first in another's. */
void muster_alert_index_move (MusterAlertIndex *self, MusterAlert *alert, guint incident);
void muster_alert_index_forget_incident (MusterAlertIndex *self, guint incident);
/* The newest alert of an incident; the rest by ->older. */
MusterAlert *muster_alert_index_first (const MusterAlertIndex *self, guint incident);

void muster_alert_index_set_firing (MusterAlertIndex *self, MusterAlert *alert, gint64 ends_us);
void muster_alert_index_set_resolved (MusterAlertIndex *self, MusterAlert *alert, gint64 ends_us);
void muster_alert_index_set_ends (MusterAlertIndex *self, MusterAlert *alert, gint64 ends_us);

/* When the first firing timed alert ends; G_MAXINT64: none. May be early, never late. */
gint64 muster_alert_index_next_end (const MusterAlertIndex *self);
/* Takes an alert whose end is at or before @now_us from the queue; NULL when there is no more. The
 * caller resolves it. */
MusterAlert *muster_alert_index_pop_ended (MusterAlertIndex *self, gint64 now_us);
/* No firing timed alert ends before @until_us (protocol §2, hub.started). */
void muster_alert_index_grant_grace (MusterAlertIndex *self, gint64 until_us);

/* Views into the alert; @labels->items is the caller's array of alert->n_labels. */
void muster_alert_get_labels (const MusterAlertIndex *index,
                              const MusterAlert *alert,
                              MusterLabelSet *labels);
MusterUlid muster_alert_index_key (const MusterAlertIndex *self, const MusterAlert *alert);

/* The service that it is about; null: none. */
MusterUlid muster_alert_index_service (const MusterAlertIndex *self, const MusterAlert *alert);
void
muster_alert_index_set_service (MusterAlertIndex *self, MusterAlert *alert, MusterUlid service);

guint muster_alert_index_size (const MusterAlertIndex *self);
guint muster_alert_index_firing (const MusterAlertIndex *self);
guint muster_alert_index_firing_of (const MusterAlertIndex *self, MusterUlid key);
typedef void (*MusterAlertFunc) (MusterAlert *alert, gpointer user_data);
void
muster_alert_index_foreach (const MusterAlertIndex *self, MusterAlertFunc func, gpointer user_data);

/* A walk over all alerts with pauses, in which the index may change; {0} is before its beginning.
 */
typedef struct
{
  MusterHashSeed of; /* the index that it began in */
  guint n_moves;
  gsize slot;
} MusterAlertWalk;

/* Looks at no more than @max places. What is there from beginning to end is seen: once, or again
 * where the index grew. FALSE when all were. */
gboolean muster_alert_index_walk (const MusterAlertIndex *self,
                                  MusterAlertWalk *walk,
                                  guint max,
                                  MusterAlertFunc func,
                                  gpointer user_data);

G_END_DECLS
