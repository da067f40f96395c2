/* alert-item-private.h - what an alert is made of: for the file that reads one
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "console/alert-item.h"
G_BEGIN_DECLS

struct _MusterAlertItem
{
  GObject parent_instance;
  char *id;     /* (nullable): it is a heading */
  char *title;  /* safe */
  char *reason; /* (nullable): what holds it back; safe */
  char *why;    /* (nullable): why it is in the incident; safe */
  char *folded; /* what words are looked for in */
  char *block;  /* the bytes of the labels */
  MusterLabelSet labels;
  gint64 first_us;
  gint64 last_us;
  gint64 count;
  guint changes; /* lately, where it comes and goes; 0: it does not */
  MusterAlertState state;
  gboolean is_open;
};

G_END_DECLS
