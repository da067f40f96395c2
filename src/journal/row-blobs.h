/* row-blobs.h - the rows of an SQLite journal, in as little memory as they take
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "journal/database.h"
#include "journal/row-source.h"
G_BEGIN_DECLS

/* As muster_row_cursor_new(), for a reader that rests while it has a row: the row is read into
 * buffers of its own, piece by piece, so that there is one copy of it and not three. It seeks
 * before every row. */
MusterRowSource *muster_row_blobs_new (sqlite3 *db, GError **error);
void muster_row_blobs_free (MusterRowSource *source);

G_END_DECLS
