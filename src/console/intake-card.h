/* intake-card.h - an integration key, or a letter that nobody could read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "console/hub-list.h"
#include "world/directory.h"
#include <gtk/gtk.h>
G_BEGIN_DECLS

/* Cards of a page. A key's button is at @revoke (out). */
GtkWidget *muster_intake_key_card_new (MusterHubThing *key,
                                       const MusterDirectory *directory,
                                       gint64 now_us,
                                       GtkWidget **revoke);
GtkWidget *muster_intake_letter_card_new (MusterHubThing *letter,
                                          const MusterDirectory *directory,
                                          gint64 now_us);
/* The service of a key, for people. */
char *muster_intake_tell_service (const MusterDirectory *directory, const char *service);

G_END_DECLS
