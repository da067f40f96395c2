/* rehearsal.h - what the alerts of the journal would have become by other rules
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/json-writer.h"
#include "model/event.h"
#include "world/world.h"
G_BEGIN_DECLS

/* Two worlds in memory that hear the same alerts: by the rules that are in force, and by others. */
typedef struct _MusterRehearsal MusterRehearsal;

/* @configuration: as muster_world_save_configuration() writes it */
MusterRehearsal *muster_rehearsal_new (const char *configuration, gsize n, GError **error);
void muster_rehearsal_free (MusterRehearsal *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterRehearsal, muster_rehearsal_free)

/* Puts an object into the second world; an error if it may not be so. */
gboolean muster_rehearsal_change (MusterRehearsal *self,
                                  const char *object,
                                  const char *name,
                                  const char *body,
                                  GError **error);
/* Plays an event of the journal; only those of alerts count. */
void muster_rehearsal_play (MusterRehearsal *self, const MusterEvent *event);
/* Members of an object: "alerts", "now" and "then". */
void muster_rehearsal_write (const MusterRehearsal *self, MusterJsonWriter *writer);

G_END_DECLS
