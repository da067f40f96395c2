/* next-label.h - a line that counts down to whom an incident tells next
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <gtk/gtk.h>

#include "world/world.h"
G_BEGIN_DECLS

#define MUSTER_TYPE_NEXT_LABEL (muster_next_label_get_type ())
G_DECLARE_FINAL_TYPE (MusterNextLabel, muster_next_label, MUSTER, NEXT_LABEL, GtkWidget)

/* Not shown while nothing comes by itself. */
GtkWidget *muster_next_label_new (void);
void muster_next_label_set (MusterNextLabel *self,
                            const MusterWorld *world,
                            const MusterIncident *incident);

G_END_DECLS
