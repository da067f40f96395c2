/* rules-window.h - the rules of triage: who hears, how bad, what stands for what, what is one
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "console/session.h"
G_BEGIN_DECLS

GtkWidget *muster_rules_window_new (MusterSession *session, GtkWindow *parent);

G_END_DECLS
