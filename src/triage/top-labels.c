/* top-labels.c - which labels the most of very many alerts have, in little memory
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * "Space-Saving" of Metwally, Agrawal and El Abbadi (2005): of as many counters as there are, the
 * smallest is given to a label that has none, with its count as the possible error. What most
 * alerts have never loses its counter, and what is said of it is what is sure.
 */
#include "triage/top-labels.h"

#include "base/hash.h"

#include <string.h>

/**
 * muster_top_labels_new:
 *
 * Returns: (transfer full): of no alerts
 */
MusterTopLabels *
muster_top_labels_new (void)
{
  return g_new0 (MusterTopLabels, 1);
}

/**
 * muster_top_labels_free:
 * @self: labels
 *
 * Frees them.
 */
void
muster_top_labels_free (MusterTopLabels *self)
{
  for (guint i = 0; i < self->n_labels; i++)
    {
      g_free (self->labels[i].name);
      g_free (self->labels[i].value);
    }
  g_free (self);
}

/* Only to compare less: what has the same is compared. */
static guint64
hash_label (const MusterLabel *label)
{
  return muster_hash (muster_hash (1, label->name, label->name_n), label->value, label->value_n);
}

static gboolean
is_label (const MusterTopLabel *kept, const MusterLabel *label)
{
  return strncmp (kept->name, label->name, label->name_n) == 0 &&
         kept->name[label->name_n] == '\0' &&
         strncmp (kept->value, label->value, label->value_n) == 0 &&
         kept->value[label->value_n] == '\0';
}

static void
set_label (MusterTopLabel *kept, const MusterLabel *label, guint64 hash)
{
  g_free (kept->name);
  g_free (kept->value);
  kept->name = g_strndup (label->name, label->name_n);
  kept->value = g_strndup (label->value, label->value_n);
  kept->hash = hash;
  kept->error = kept->n;
}

static void
add_label (MusterTopLabels *self, const MusterLabel *label)
{
  guint64 hash = hash_label (label);
  MusterTopLabel *least = &self->labels[0];

  for (guint i = 0; i < self->n_labels; i++)
    {
      MusterTopLabel *kept = &self->labels[i];

      if (kept->hash == hash && is_label (kept, label))
        {
          kept->n++;
          return;
        }
      if (kept->n < least->n)
        least = kept;
    }
  if (self->n_labels < MUSTER_TOP_LABELS_KEPT)
    least = &self->labels[self->n_labels++];
  set_label (least, label, hash);
  least->n++;
}

/**
 * muster_top_labels_add:
 * @self: labels
 * @labels: of one alert
 *
 * Counts them. O(labels).
 */
void
muster_top_labels_add (MusterTopLabels *self, const MusterLabelSet *labels)
{
  self->alerts++;
  for (guint i = 0; i < labels->n; i++)
    add_label (self, &labels->items[i]);
}

/**
 * muster_top_labels_restore:
 * @self: labels of a snapshot
 * @label: one of them; copied
 *
 * Takes it in.
 */
void
muster_top_labels_restore (MusterTopLabels *self, const MusterTopLabel *label)
{
  MusterLabel view = { label->name, label->value, (guint16) strlen (label->name),
                       (guint16) strlen (label->value) };
  MusterTopLabel *kept;

  if (self->n_labels == MUSTER_TOP_LABELS_KEPT)
    return;
  kept = &self->labels[self->n_labels++];
  set_label (kept, &view, hash_label (&view));
  kept->n = label->n;
  kept->error = label->error;
}

static gboolean
is_better (const MusterTopLabel *a, const MusterTopLabel *b)
{
  guint64 sure_a = a->n - a->error, sure_b = b->n - b->error;

  return sure_a > sure_b || (sure_a == sure_b && strcmp (a->name, b->name) < 0);
}

/**
 * muster_top_labels_get:
 * @self: labels
 * @out: (out): room for @max
 * @max: how many are wanted
 *
 * Returns: how many there are: those that most alerts are sure to have, best first
 */
guint
muster_top_labels_get (const MusterTopLabels *self, const MusterTopLabel **out, guint max)
{
  guint n = 0;

  for (guint i = 0; i < self->n_labels; i++)
    {
      const MusterTopLabel *label = &self->labels[i];
      guint at = n;

      while (at > 0 && is_better (label, out[at - 1]))
        at--;
      if (at >= max)
        continue;
      n = MIN (n + 1, max);
      memmove (&out[at + 1], &out[at], (n - at - 1) * sizeof *out);
      out[at] = label;
    }
  return n;
}
