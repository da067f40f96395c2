/* override-dialog.h - asks who stands in for whom, and shows what that changes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <adwaita.h>

#include "console/roster-lanes.h"
#include "console/session.h"
G_BEGIN_DECLS

/* What it begins with. */
typedef struct
{
  MusterUlid schedule;
  MusterModifierKind kind;
  const char *person, *other; /* names; nullable */
  gint64 from_s, to_s;
  const char *reason; /* nullable */
  MusterUlid instead; /* an override that ends when this one is made; null: none */
  GTimeZone *zone;    /* in which times are typed */
} MusterOverrideWish;

#define MUSTER_TYPE_OVERRIDE_DIALOG (muster_override_dialog_get_type ())
G_DECLARE_FINAL_TYPE (MusterOverrideDialog,
                      muster_override_dialog,
                      MUSTER,
                      OVERRIDE_DIALOG,
                      AdwWindow)

GtkWidget *muster_override_dialog_new (MusterSession *session,
                                       const MusterOverrideWish *wish,
                                       GtkWindow *parent);

G_END_DECLS
