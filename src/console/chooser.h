/* chooser.h - a window that asks for one thing of many
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "model/severity.h"
#include <adwaita.h>
G_BEGIN_DECLS

/* Something to choose; all of it owned and fit to be shown (security R9). */
typedef struct
{
  char *id; /* what is told when it is chosen */
  char *title;
  char *detail;            /* (nullable) */
  MusterSeverity severity; /* MUSTER_SEVERITY_NONE: no glyph */
  gboolean is_likely;      /* stands first, under its own heading */
} MusterChoice;

MusterChoice *muster_choice_new (const char *id, const char *title, const char *detail);
void muster_choice_free (MusterChoice *self);

typedef struct
{
  const char *title;       /* of the window: what happens to what is chosen */
  const char *placeholder; /* what is looked for */
  const char *likely;      /* over the likely ones */
  const char *others;      /* over the rest */
  const char *nothing;     /* where there is nothing to choose */
} MusterChooserWords;

/* signals: "chosen" (id); the window closes by itself */
#define MUSTER_TYPE_CHOOSER (muster_chooser_get_type ())
G_DECLARE_FINAL_TYPE (MusterChooser, muster_chooser, MUSTER, CHOOSER, AdwWindow)

GtkWidget *muster_chooser_new (GtkWindow *parent, const MusterChooserWords *words);
/* Of MusterChoice, in order; kept. */
void muster_chooser_set (MusterChooser *self, GPtrArray *choices);

G_END_DECLS
