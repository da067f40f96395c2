/* places.h - the five places of the console
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <gtk/gtk.h>
G_BEGIN_DECLS

typedef struct
{
  const char *name;
  const char *title; /* N_() */
  const char *icon;
  const char *key;     /* an accelerator */
  const char *will_be; /* (nullable): what it will hold, N_(); NULL: it is there */
} MusterPlace;

#define MUSTER_PLACE_BOARD  "board"
#define MUSTER_PLACE_ONCALL "on-call"

const MusterPlace *muster_places (guint *n);
GtkWidget *muster_place_new_empty (const MusterPlace *place);

G_END_DECLS
