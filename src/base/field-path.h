/* field-path.h - field paths: "$.alert.name", "alerts[0].labels['a b']"
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/json-reader.h"
G_BEGIN_DECLS

#define MUSTER_FIELD_STEPS_MAX 32

/* To a member of an object or an item of a list. */
typedef struct
{
  gboolean is_index;
  guint index;
  MusterText name; /* into the path */
} MusterFieldStep;

/* A path on its way. */
typedef struct
{
  const char *p; /* NULL: what stood there is no step */
  gboolean first;
  guint n; /* steps so far */
} MusterFieldPath;

MusterFieldPath muster_field_path_begin (const char *path);
/* FALSE at its end, and where it is no path; then p is NULL. */
gboolean muster_field_path_next (MusterFieldPath *self, MusterFieldStep *out);

/* Is it a path? Error: MUSTER_BASE_ERROR, with what is wrong in words, and where in the path. */
gboolean muster_field_path_check (const char *path, GError **error);

G_END_DECLS
