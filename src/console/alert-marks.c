/* alert-marks.c - which alerts of a list somebody chose, to do one thing with all of them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/alert-marks.h"

#include <string.h>

struct _MusterAlertMarks
{
  GObject parent_instance;
  GHashTable *ids;
};

static guint signal_changed;

G_DEFINE_FINAL_TYPE (MusterAlertMarks, muster_alert_marks, G_TYPE_OBJECT)

static void
finalize (GObject *object)
{
  g_hash_table_unref (MUSTER_ALERT_MARKS (object)->ids);
  G_OBJECT_CLASS (muster_alert_marks_parent_class)->finalize (object);
}

static void
muster_alert_marks_class_init (MusterAlertMarksClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = finalize;
  signal_changed = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
muster_alert_marks_init (MusterAlertMarks *self)
{
  self->ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/**
 * muster_alert_marks_new:
 *
 * Returns: (transfer full): no marks
 */
MusterAlertMarks *
muster_alert_marks_new (void)
{
  return g_object_new (MUSTER_TYPE_ALERT_MARKS, NULL);
}

/**
 * muster_alert_marks_has:
 * @self: marks
 * @id: (nullable): an alert's
 *
 * Returns: whether it is chosen
 */
gboolean
muster_alert_marks_has (MusterAlertMarks *self, const char *id)
{
  return id && g_hash_table_contains (self->ids, id);
}

/**
 * muster_alert_marks_toggle:
 * @self: marks
 * @id: an alert's
 *
 * Chooses it, or no longer.
 */
void
muster_alert_marks_toggle (MusterAlertMarks *self, const char *id)
{
  g_return_if_fail (MUSTER_IS_ALERT_MARKS (self) && id);

  if (!g_hash_table_remove (self->ids, id))
    g_hash_table_add (self->ids, g_strdup (id));
  g_signal_emit (self, signal_changed, 0);
}

/**
 * muster_alert_marks_clear:
 * @self: marks
 *
 * Chooses none.
 */
void
muster_alert_marks_clear (MusterAlertMarks *self)
{
  g_return_if_fail (MUSTER_IS_ALERT_MARKS (self));

  if (g_hash_table_size (self->ids) == 0)
    return;
  g_hash_table_remove_all (self->ids);
  g_signal_emit (self, signal_changed, 0);
}

/**
 * muster_alert_marks_count:
 * @self: marks
 *
 * Returns: how many are chosen
 */
guint
muster_alert_marks_count (MusterAlertMarks *self)
{
  return g_hash_table_size (self->ids);
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/**
 * muster_alert_marks_dup_ids:
 * @self: marks
 *
 * Returns: (transfer full): the ids with commas, the oldest alert first
 */
char *
muster_alert_marks_dup_ids (MusterAlertMarks *self)
{
  guint n;
  g_autofree char **ids = (char **) g_hash_table_get_keys_as_array (self->ids, &n);

  if (n > 0)
    qsort (ids, n, sizeof *ids, compare_ids);
  return g_strjoinv (",", ids);
}
