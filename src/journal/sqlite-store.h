/* sqlite-store.h - the connection that writes rows and checkpoints
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "journal/writer.h"
G_BEGIN_DECLS

typedef struct _MusterSqliteStore MusterSqliteStore;

extern const MusterWriterStore muster_sqlite_store_type;

MusterSqliteStore *muster_sqlite_store_new (const char *path, MusterUlid new_id, GError **error);
gboolean muster_sqlite_store_get_head (MusterSqliteStore *self,
                                       guint64 *seq,
                                       MusterSha256 *chain,
                                       GError **error);
MusterUlid muster_sqlite_store_get_id (const MusterSqliteStore *self);
void muster_sqlite_store_free (MusterSqliteStore *self);

G_END_DECLS
