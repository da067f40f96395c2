/* policy-targets.h - choose whom a step of a policy pages
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <gtk/gtk.h>

#include "oncall/policy.h"
#include "world/directory.h"
G_BEGIN_DECLS

/* A chooser of schedules, people and teams; what it tells as chosen is read by parse(). */
GtkWidget *muster_policy_targets_new (const MusterDirectory *directory, GtkWindow *parent);
/* @name: within @id */
gboolean muster_policy_target_parse (const char *id, MusterTargetKind *kind, const char **name);

G_END_DECLS
