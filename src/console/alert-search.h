/* alert-search.h - the entry above a room's alerts: words and matchers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "console/alert-filter.h"
#include <gtk/gtk.h>
G_BEGIN_DECLS

/* signals: "filter-changed": what is typed is a filter, another one than before; "left": Escape;
 * "down": the arrow. Its button activates "alerts.silence-filter" of a widget around it. */
#define MUSTER_TYPE_ALERT_SEARCH (muster_alert_search_get_type ())
G_DECLARE_FINAL_TYPE (MusterAlertSearch, muster_alert_search, MUSTER, ALERT_SEARCH, GtkWidget)

GtkWidget *muster_alert_search_new (void);
/* What was typed and is a filter. */
const char *muster_alert_search_get_text (MusterAlertSearch *self);
void muster_alert_search_set_text (MusterAlertSearch *self, const char *text);

G_END_DECLS
