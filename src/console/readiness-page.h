/* readiness-page.h - the page "Readiness" of the place On call: can everybody be reached?
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <gtk/gtk.h>

#include "console/session.h"
G_BEGIN_DECLS

#define MUSTER_TYPE_READINESS_PAGE (muster_readiness_page_get_type ())
G_DECLARE_FINAL_TYPE (MusterReadinessPage, muster_readiness_page, MUSTER, READINESS_PAGE, GtkWidget)

GtkWidget *muster_readiness_page_new (void);
/* Shows what there is now. @session: (nullable) */
void muster_readiness_page_show (MusterReadinessPage *self, MusterSession *session);
void muster_readiness_page_set_narrow (MusterReadinessPage *self, gboolean is_narrow);

G_END_DECLS
