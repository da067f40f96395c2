/* key-card.h - an integration key: what it is for, when it was last heard of, what can be done
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "console/hub-list.h"
#include "world/directory.h"
#include <gtk/gtk.h>
G_BEGIN_DECLS

typedef struct
{
  GtkWidget *rotate;
  GtkWidget *retire; /* NULL: it has no old token */
  GtkWidget *revoke;
} MusterKeyButtons;

GtkWidget *muster_key_card_new (MusterHubThing *key,
                                const MusterDirectory *directory,
                                gint64 now_us,
                                MusterKeyButtons *buttons);

G_END_DECLS
