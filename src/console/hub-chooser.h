/* hub-chooser.h - which hub the console shows: the private one, another, or a drill's
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "console/session.h"
#include "console/settings.h"
G_BEGIN_DECLS

/* Signals: "session-changed" (no arguments); "failed" (const char *): what could not be done, in
 * words. */
#define MUSTER_TYPE_HUB_CHOOSER (muster_hub_chooser_get_type ())
G_DECLARE_FINAL_TYPE (MusterHubChooser, muster_hub_chooser, MUSTER, HUB_CHOOSER, GObject)

MusterHubChooser *muster_hub_chooser_new (MusterSettings *settings, MusterClock *clock);
MusterSession *muster_hub_chooser_get_session (MusterHubChooser *self); /* NULL: not chosen */
/* Where things of the hub that is shown are kept. */
const char *muster_hub_chooser_get_folder (MusterHubChooser *self);

/* What the person chose before; FALSE: nothing. */
gboolean muster_hub_chooser_use_chosen (MusterHubChooser *self);
void muster_hub_chooser_use_private (MusterHubChooser *self);
/* @token (nullable): the one in the keyring, if any */
gboolean muster_hub_chooser_use_url (MusterHubChooser *self,
                                     const char *url,
                                     const char *token,
                                     GError **error);
gboolean muster_hub_chooser_start_drill (MusterHubChooser *self,
                                         const char *name,
                                         guint speed,
                                         GError **error);
void muster_hub_chooser_end_drill (MusterHubChooser *self);
void muster_hub_chooser_retry (MusterHubChooser *self);
void muster_hub_chooser_close (MusterHubChooser *self); /* at the end of the program */

G_END_DECLS
