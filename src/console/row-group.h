/* row-group.h - a card of rows under a heading, each with what can be done about it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <gtk/gtk.h>
G_BEGIN_DECLS

#define MUSTER_ROW_BUTTONS_MAX 2

typedef struct
{
  guint deed;        /* told when it is pressed; above 0 */
  const char *label; /* not owned */
  gboolean is_suggested;
  gboolean is_always; /* it needs no link to the hub */
} MusterRowButton;

/* What a row says; all of it owned, and fit to be shown. */
typedef struct
{
  const char *icon; /* (nullable), not owned */
  char *face;       /* (nullable): whose, instead of an icon */
  char *title;
  char *detail;        /* (nullable) */
  char *figure;        /* (nullable): at the end, "0 h → 72 h" */
  gboolean is_warning; /* the detail is */
  guint n_buttons;
  MusterRowButton buttons[MUSTER_ROW_BUTTONS_MAX];
} MusterRow;

MusterRow *muster_row_new (const char *icon,
                           char *title /* transfer full */,
                           char *detail /* transfer full */);
void muster_row_free (MusterRow *self);
void muster_row_add_button (MusterRow *self, guint deed, const char *label, gboolean is_suggested);

/* signals: "pressed" (guint row, guint deed) */
#define MUSTER_TYPE_ROW_GROUP (muster_row_group_get_type ())
G_DECLARE_FINAL_TYPE (MusterRowGroup, muster_row_group, MUSTER, ROW_GROUP, GtkWidget)

GtkWidget *muster_row_group_new (void);
/* @hint (nullable): small, beside the title */
void muster_row_group_set_title (MusterRowGroup *self, const char *title, const char *hint);
/* @suffix (transfer floating): at the end of the title's line */
void muster_row_group_set_suffix (MusterRowGroup *self, GtkWidget *suffix);
/* @rows (transfer full): of MusterRow. Nothing moves, and the focus stays, where they say the same
 * as those that are shown. @nothing (nullable): said where there are none. */
void muster_row_group_set (MusterRowGroup *self, GPtrArray *rows, const char *nothing);
/* Whether buttons stand below the words. */
void muster_row_group_set_narrow (MusterRowGroup *self, gboolean is_narrow);
/* Whether anything can be done. */
void muster_row_group_set_active (MusterRowGroup *self, gboolean is_active);

G_END_DECLS
