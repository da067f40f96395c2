/* grouping.c - which alerts are one incident: the first rule
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "triage/grouping.h"

#include <string.h>

/**
 * muster_grouping_clear:
 * @self: a rule
 *
 * Frees its names; it is the default rule then.
 */
void
muster_grouping_clear (MusterGrouping *self)
{
  for (guint i = 0; i < self->n; i++)
    g_free (self->names[i]);
  self->n = 0;
}

static gboolean
choose (const MusterLabelSet *labels, const char *name, MusterLabelSet *out)
{
  gsize value_n, name_n = strlen (name);
  const char *value = muster_label_set_get (labels, name, &value_n);

  if (value == NULL)
    return FALSE;
  out->items[out->n++] = (MusterLabel){ name, value, (guint16) name_n, (guint16) value_n };
  return TRUE;
}

/**
 * muster_grouping_choose:
 * @self: a rule
 * @labels: an alert's labels
 * @service: the service that its sender's own field names, where it has no such label; n 0: none
 * @out: (out caller-allocates): the labels that name its group
 *
 * An alert that has none of the labels is in the group of those that have none.
 */
void
muster_grouping_choose (const MusterGrouping *self,
                        const MusterLabelSet *labels,
                        MusterText service,
                        MusterLabelSet *out)
{
  out->n = 0;
  if (self->n > 0)
    {
      for (guint i = 0; i < self->n; i++)
        choose (labels, self->names[i], out);
      return;
    }
  choose (labels, "alertname", out);
  if (choose (labels, "service", out))
    return;
  if (service.n > 0)
    out->items[out->n++] = (MusterLabel){ "service", service.bytes, 7, (guint16) service.n };
  else
    choose (labels, "job", out);
}
