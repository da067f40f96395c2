/* oncall-pages.h - the pages of the place On call: Schedule, Policies, Readiness
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "console/session.h"
#include "console/width-watcher.h"
#include <gtk/gtk.h>
G_BEGIN_DECLS

/* signals: "turned": another page is shown */
#define MUSTER_TYPE_ONCALL_PAGES (muster_oncall_pages_get_type ())
G_DECLARE_FINAL_TYPE (MusterOncallPages, muster_oncall_pages, MUSTER, ONCALL_PAGES, GtkWidget)

/* Takes @schedule, which is in a box, and the place of it there. */
MusterOncallPages *muster_oncall_pages_wrap (GtkWidget *schedule, GtkWidget *place);
gboolean muster_oncall_pages_is_schedule (MusterOncallPages *self); /* is that one shown? */
void muster_oncall_pages_show (MusterOncallPages *self, MusterSession *session);
void muster_oncall_pages_set_width (MusterOncallPages *self, MusterWidth width);

G_END_DECLS
