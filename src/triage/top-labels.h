/* top-labels.h - which labels the most of very many alerts have, in little memory
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/label-set.h"
G_BEGIN_DECLS

#define MUSTER_TOP_LABELS_KEPT 32

/* A label; @n less @error alerts have it at least, @n at most. */
typedef struct
{
  guint64 n;
  guint64 error;
  guint64 hash;
  char *name;
  char *value;
} MusterTopLabel;

typedef struct
{
  guint64 alerts;
  guint n_labels;
  MusterTopLabel labels[MUSTER_TOP_LABELS_KEPT];
} MusterTopLabels;

MusterTopLabels *muster_top_labels_new (void);
void muster_top_labels_free (MusterTopLabels *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterTopLabels, muster_top_labels_free)
/* The labels of one alert. */
void muster_top_labels_add (MusterTopLabels *self, const MusterLabelSet *labels);
/* For a snapshot: one more of those kept. */
void muster_top_labels_restore (MusterTopLabels *self, const MusterTopLabel *label);
/* Those that most alerts are sure to have, best first: how many. */
guint muster_top_labels_get (const MusterTopLabels *self, const MusterTopLabel **out, guint max);

G_END_DECLS
