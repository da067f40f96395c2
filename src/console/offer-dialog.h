/* offer-dialog.h - offers to take the shift of somebody who asks
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <adwaita.h>

#include "console/session.h"
G_BEGIN_DECLS

#define MUSTER_TYPE_OFFER_DIALOG (muster_offer_dialog_get_type ())
G_DECLARE_FINAL_TYPE (MusterOfferDialog, muster_offer_dialog, MUSTER, OFFER_DIALOG, AdwWindow)

/* Times are told in @zone. NULL: the request is over. */
GtkWidget *muster_offer_dialog_new (MusterSession *session,
                                    MusterUlid request,
                                    GTimeZone *zone,
                                    GtkWindow *parent);

G_END_DECLS
