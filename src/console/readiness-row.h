/* readiness-row.h - how one person is reached, and what is wrong with that
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <gtk/gtk.h>

#include "console/readiness.h"
G_BEGIN_DECLS

GtkWidget *muster_readiness_row_new (const MusterReadiness *what);

G_END_DECLS
