/* handover-window.h - what one shift tells the next: to be read and confirmed, or to be written
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <adwaita.h>

#include "console/session.h"
G_BEGIN_DECLS

#define MUSTER_TYPE_HANDOVER_WINDOW (muster_handover_window_get_type ())
G_DECLARE_FINAL_TYPE (MusterHandoverWindow,
                      muster_handover_window,
                      MUSTER,
                      HANDOVER_WINDOW,
                      AdwWindow)

/* Which one, and in which zone times are told. */
typedef struct
{
  MusterUlid schedule;
  MusterUlid handover; /* null: the next one, that is still to come */
  GTimeZone *zone;
} MusterHandoverWish;

/* NULL: there is no such schedule. */
GtkWidget *muster_handover_window_new (MusterSession *session,
                                       const MusterHandoverWish *wish,
                                       GtkWindow *parent);

G_END_DECLS
