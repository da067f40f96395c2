/* command-bar.h - one line that takes notes and commands
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <gtk/gtk.h>

#include "console/command-completion.h"
G_BEGIN_DECLS

/* Takes a line; FALSE and *complaint (transfer full) in words if it is wrong. */
typedef gboolean (*MusterLineFunc) (const char *line, char **complaint, gpointer user_data);
/* Completes a line; (transfer full) of MusterCompletion. */
typedef GPtrArray *(*MusterCompleteFunc) (const char *line, gpointer user_data);

#define MUSTER_TYPE_COMMAND_BAR (muster_command_bar_get_type ())
G_DECLARE_FINAL_TYPE (MusterCommandBar, muster_command_bar, MUSTER, COMMAND_BAR, GtkWidget)

GtkWidget *muster_command_bar_new (void);
void muster_command_bar_set_funcs (MusterCommandBar *self,
                                   MusterLineFunc take,
                                   MusterCompleteFunc complete,
                                   gpointer user_data);
void muster_command_bar_set_text (MusterCommandBar *self, const char *text);
char *muster_command_bar_get_text (MusterCommandBar *self);
void muster_command_bar_send (MusterCommandBar *self);
void muster_command_bar_set_narrow (MusterCommandBar *self, gboolean is_narrow);

G_END_DECLS
