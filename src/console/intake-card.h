/* intake-card.h - cards of the window about intake: a letter that nobody could read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "console/hub-list.h"
#include "world/directory.h"
#include <gtk/gtk.h>
G_BEGIN_DECLS

/* A card without content, and lines of it. */
GtkWidget *muster_intake_card_new (const char *name);
void muster_intake_card_add (GtkWidget *box, const char *text, const char *classes);
char *muster_intake_tell_at (gint64 at_us, gint64 now_us);

GtkWidget *muster_intake_letter_card_new (MusterHubThing *letter,
                                          const MusterDirectory *directory,
                                          gint64 now_us,
                                          GtkWidget **again);
/* The service of a key, for people. */
char *muster_intake_tell_service (const MusterDirectory *directory, const char *service);

G_END_DECLS
