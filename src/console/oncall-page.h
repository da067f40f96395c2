/* oncall-page.h - the place "On call": who is on call when, and where nobody is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <adwaita.h>

#include "console/session.h"
#include "console/width-watcher.h"
G_BEGIN_DECLS

#define MUSTER_TYPE_ONCALL_PAGE (muster_oncall_page_get_type ())
G_DECLARE_FINAL_TYPE (MusterOncallPage, muster_oncall_page, MUSTER, ONCALL_PAGE, GtkWidget)

GtkWidget *muster_oncall_page_new (void);
void muster_oncall_page_set_session (MusterOncallPage *self, MusterSession *session);
void muster_oncall_page_set_menu (MusterOncallPage *self, GMenuModel *menu);
void muster_oncall_page_popup_menu (MusterOncallPage *self);
void muster_oncall_page_set_width (MusterOncallPage *self, MusterWidth width);
void muster_oncall_page_set_letter_keys (MusterOncallPage *self, gboolean letter_keys);

G_END_DECLS
