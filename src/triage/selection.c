/* selection.c - which alerts something is about: by their labels, their service, or both
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "triage/selection.h"

#include <string.h>

/**
 * muster_selection_new:
 *
 * Returns: (transfer full): one that selects everything
 */
MusterSelection *
muster_selection_new (void)
{
  MusterSelection *self = g_new (MusterSelection, 1);

  self->matchers = muster_matchers_new ();
  self->services = g_ptr_array_new_with_free_func (g_free);
  return self;
}

/**
 * muster_selection_free:
 * @self: a selection
 *
 * Frees it.
 */
void
muster_selection_free (MusterSelection *self)
{
  muster_matchers_free (self->matchers);
  g_ptr_array_unref (self->services);
  g_free (self);
}

/**
 * muster_selection_is_narrow:
 * @self: a selection
 *
 * Returns: whether it names a service, or a label's value that is not empty
 */
gboolean
muster_selection_is_narrow (const MusterSelection *self)
{
  return self->services->len > 0 || !muster_matchers_match_nothing (self->matchers);
}

static gboolean
has_service (const MusterSelection *self, const char *service)
{
  for (guint i = 0; service != NULL && i < self->services->len; i++)
    if (strcmp (g_ptr_array_index (self->services, i), service) == 0)
      return TRUE;
  return self->services->len == 0;
}

/**
 * muster_selection_match:
 * @self: a selection
 * @labels: of an alert
 * @service: (nullable): the name of the alert's service
 *
 * Returns: whether it is about the alert: where both are said, labels and service agree
 */
MusterPatternResult
muster_selection_match (const MusterSelection *self,
                        const MusterLabelSet *labels,
                        const char *service)
{
  return has_service (self, service) ? muster_matchers_match (self->matchers, labels)
                                     : MUSTER_PATTERN_NO;
}
