/* list-order.h - keep the entries of a list in order while they come, change and go
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

/* What happened to an entry since the list was last in order; the first member of the entry. */
typedef struct
{
  gboolean is_moved;   /* new, or its place may be another */
  gboolean is_removed; /* goes with the next commit */
  gboolean is_changed; /* who looks at it must be told */
} MusterListMarks;

void muster_list_mark_moved (GPtrArray *moved, gpointer entry);
void muster_list_order (GPtrArray **ordered, GPtrArray *moved, GCompareFunc compare);
void muster_list_tell_changed (const GPtrArray *shown, GFunc tell);
gboolean muster_list_is_removed (gpointer key, gpointer entry, gpointer user_data);

G_END_DECLS
