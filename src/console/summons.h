/* summons.h - pages to me are heard, and those of a SEV-1 cover the screens
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "console/notifier.h"
#include "console/settings.h"
G_BEGIN_DECLS

/* Signal "open" (n of INC-n): the person wants to see it. Signal "failed" (words): what was chosen
 * could not be done. */
#define MUSTER_TYPE_SUMMONS (muster_summons_get_type ())
G_DECLARE_FINAL_TYPE (MusterSummons, muster_summons, MUSTER, SUMMONS, GObject)

MusterSummons *muster_summons_new (MusterNotifier *notifier,
                                   MusterSession *session,
                                   MusterSettings *settings,
                                   GtkApplication *app);
void muster_summons_stop (MusterSummons *self);

G_END_DECLS
