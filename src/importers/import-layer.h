/* import-layer.h - the layers of an imported schedule
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "importers/import.h"
G_BEGIN_DECLS

MusterImportLayer *muster_import_layer_new (const MusterValue *value, const char *name);
void muster_import_layer_free (MusterImportLayer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterImportLayer, muster_import_layer_free)
/* The next turn's people. */
GPtrArray *muster_import_layer_add_member (MusterImportLayer *self);
void muster_import_layer_turn_members (MusterImportLayer *self, gint64 by);
/* FALSE: no turn is that long here. */
gboolean muster_import_layer_set_turn (MusterImportLayer *self, gint64 seconds);
gboolean muster_import_layer_set_every (MusterImportLayer *self, gint64 n, const char *unit);
/* FALSE: a week has no such hours. */
gboolean muster_import_layer_add_window (MusterImportLayer *self,
                                         guint8 days,
                                         gint64 from_s,
                                         gint64 length_s);
/* Hours that leave nothing out are none. */
void muster_import_layer_settle_windows (MusterImportLayer *self);
void muster_import_layer_add_event (MusterImportLayer *self,
                                    const MusterImportPerson *person,
                                    gint64 start_s,
                                    gint64 end_s,
                                    const char *rrule);
/* The number of the turn that is on at a wall time. */
gint64 muster_import_layer_turn_at (const MusterImportLayer *self, gint64 wall_s);

G_END_DECLS
