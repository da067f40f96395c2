/* policies-page.h - the page "Policies" of the place On call: whom each policy would tell, and when
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <adwaita.h>

#include "console/session.h"
G_BEGIN_DECLS

#define MUSTER_TYPE_POLICIES_PAGE (muster_policies_page_get_type ())
G_DECLARE_FINAL_TYPE (MusterPoliciesPage, muster_policies_page, MUSTER, POLICIES_PAGE, GtkWidget)

GtkWidget *muster_policies_page_new (void);
/* Shows what there is now. @session: (nullable) */
void muster_policies_page_show (MusterPoliciesPage *self, MusterSession *session);
void muster_policies_page_set_narrow (MusterPoliciesPage *self, gboolean is_narrow);

G_END_DECLS
