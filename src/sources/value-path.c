/* value-path.c - what a field path leads to
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/field-path.h"
#include "sources/value.h"

static const MusterValue *
get_item (const MusterValue *self, guint index)
{
  const MusterValue *item = self->type == MUSTER_JSON_ARRAY ? self->first : NULL;

  for (; item != NULL && index > 0; index--)
    item = item->next;
  return item;
}

/**
 * muster_value_at:
 * @self: (nullable): a value
 * @path: from it
 *
 * Follows a path.
 *
 * Returns: (nullable) (transfer none): what is there
 */
const MusterValue *
muster_value_at (const MusterValue *self, const char *path)
{
  MusterFieldPath at = muster_field_path_begin (path);
  MusterFieldStep step;

  while (self != NULL && muster_field_path_next (&at, &step))
    self = step.is_index ? get_item (self, step.index) : muster_value_get (self, step.name);
  return at.p != NULL ? self : NULL;
}
