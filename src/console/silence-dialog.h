/* silence-dialog.h - asks what is silenced, how long and why, and shows what that holds back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "console/session.h"
#include <adwaita.h>
G_BEGIN_DECLS

/* What it begins with. */
typedef struct
{
  const char *matchers; /* "" for none */
  gboolean is_alert;    /* they are the labels of an alert */
  const char *comment;  /* nullable */
  MusterUlid silence;   /* it is that one that gets another end; null: a new one */
  gint64 starts_us;     /* of that one; MUSTER_NO_TIME: now */
} MusterSilenceDraft;

#define MUSTER_TYPE_SILENCE_DIALOG (muster_silence_dialog_get_type ())
G_DECLARE_FINAL_TYPE (MusterSilenceDialog, muster_silence_dialog, MUSTER, SILENCE_DIALOG, AdwWindow)

/* signals: "silenced": the hub took it */
GtkWidget *muster_silence_dialog_new (MusterSession *session,
                                      const MusterSilenceDraft *draft,
                                      GtkWindow *parent);

G_END_DECLS
