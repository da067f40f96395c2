/* list-splice.h - turn what a list shows into what it should show, in the fewest changes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <gio/gio.h>
G_BEGIN_DECLS

void muster_list_splice (GListModel *model, GPtrArray *shown, const GPtrArray *wanted);

G_END_DECLS
