/* row-cursor.h - the rows of an SQLite journal, each with its payloads
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "journal/database.h"
#include "journal/row-source.h"
G_BEGIN_DECLS

MusterRowSource *muster_row_cursor_new (sqlite3 *db, GError **error);
void muster_row_cursor_free (MusterRowSource *source);

G_END_DECLS
