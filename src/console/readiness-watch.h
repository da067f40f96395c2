/* readiness-watch.h - asks a hub who can be reached, again when something has happened
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "console/readiness.h"
#include "console/session.h"
G_BEGIN_DECLS

/* It holds the last answer. */
typedef struct _MusterReadinessWatch MusterReadinessWatch;

/* @changed: there is another answer, or another trouble */
MusterReadinessWatch *muster_readiness_watch_new (GFunc changed, gpointer user_data);
void muster_readiness_watch_free (MusterReadinessWatch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterReadinessWatch, muster_readiness_watch_free)

/* @session: (nullable): the hub; another one than before: nothing is known */
void muster_readiness_watch_set (MusterReadinessWatch *self, MusterSession *session);
/* Now, or as soon as it may: the hub is asked once a second at most. */
void muster_readiness_watch_ask (MusterReadinessWatch *self);

const MusterReadiness *muster_readiness_watch_get (const MusterReadinessWatch *self); /* nullable */
/* Counts answers that say something else than those before them. */
guint muster_readiness_watch_count (const MusterReadinessWatch *self);
/* When the hub answered last, µs UTC; MUSTER_NO_TIME: never. */
gint64 muster_readiness_watch_get_asked_us (const MusterReadinessWatch *self);
/* Why it did not, the last time, fit to be shown; nullable. */
const char *muster_readiness_watch_get_trouble (const MusterReadinessWatch *self);

G_END_DECLS
