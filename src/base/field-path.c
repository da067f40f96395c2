/* field-path.c - field paths: "$.alert.name", "alerts[0].labels['a b']"
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The part of JSONPath (RFC 9535) that names one place: members and indexes. No wildcards, filters
 * or descent, so that a path costs no more than its steps, and leads to one value or to none.
 */
#include "base/field-path.h"

#define PATH_BYTES_MAX 256
#define INDEX_MAX      9999 /* an item's; no body has more alerts */

static const char *
read_index (const char *p, MusterFieldStep *out)
{
  out->is_index = TRUE;
  for (out->index = 0; g_ascii_isdigit (*p) && out->index <= INDEX_MAX; p++)
    out->index = out->index * 10 + (guint) g_ascii_digit_value (*p);
  return *p == ']' && out->index <= INDEX_MAX ? p + 1 : NULL;
}

static const char *
read_quoted (const char *p, MusterFieldStep *out)
{
  const char *end = strchr (p + 1, *p);

  if (end == NULL || end[1] != ']' || end == p + 1)
    return NULL;
  out->name = (MusterText){ p + 1, (gsize) (end - p - 1) };
  return end + 2;
}

/* Behind a step; NULL if there is none there. @first: a name needs no dot before it. */
static const char *
read_step (const char *p, gboolean first, MusterFieldStep *out)
{
  *out = (MusterFieldStep){ .is_index = FALSE };
  if (*p == '[')
    {
      if (p[1] == '\'' || p[1] == '"')
        return read_quoted (p + 1, out);
      return g_ascii_isdigit (p[1]) ? read_index (p + 1, out) : NULL;
    }
  if (*p == '.')
    p++;
  else if (!first)
    return NULL;
  out->name = (MusterText){ p, strcspn (p, ".[]'\"") };
  return out->name.n > 0 ? p + out->name.n : NULL;
}

/**
 * muster_field_path_begin:
 * @path: a path, which outlives what is returned
 *
 * "$" alone is the value itself; before more it may be left out.
 *
 * Returns: the path before its first step
 */
MusterFieldPath
muster_field_path_begin (const char *path)
{
  gboolean has_root = *path == '$' && (path[1] == '\0' || path[1] == '.' || path[1] == '[');

  return (MusterFieldPath){ .p = has_root ? path + 1 : path, .first = !has_root };
}

/**
 * muster_field_path_next:
 * @self: a path on its way
 * @out: (out): its next step
 *
 * Returns: whether there is one
 */
gboolean
muster_field_path_next (MusterFieldPath *self, MusterFieldStep *out)
{
  if (self->p == NULL || (!self->first && *self->p == '\0'))
    return FALSE;
  self->p = self->n < MUSTER_FIELD_STEPS_MAX ? read_step (self->p, self->first, out) : NULL;
  self->first = FALSE;
  self->n += self->p != NULL;
  return self->p != NULL;
}

/**
 * muster_field_path_check:
 * @path: what may be one
 * @error: %MUSTER_BASE_ERROR_SYNTAX or %MUSTER_BASE_ERROR_LIMIT
 *
 * For paths that come from a configuration.
 *
 * Returns: whether it is a path
 */
gboolean
muster_field_path_check (const char *path, GError **error)
{
  MusterFieldPath at = muster_field_path_begin (path);
  const char *last = at.p;
  MusterFieldStep step;

  if (strlen (path) > PATH_BYTES_MAX)
    {
      g_set_error (error, MUSTER_BASE_ERROR, MUSTER_BASE_ERROR_LIMIT,
                   "a field path is at most %d bytes long", PATH_BYTES_MAX);
      return FALSE;
    }
  while (muster_field_path_next (&at, &step))
    last = at.p;
  if (at.p != NULL)
    return TRUE;
  if (at.n == MUSTER_FIELD_STEPS_MAX)
    g_set_error (error, MUSTER_BASE_ERROR, MUSTER_BASE_ERROR_LIMIT,
                 "a field path has at most %d steps", MUSTER_FIELD_STEPS_MAX);
  else
    g_set_error (error, MUSTER_BASE_ERROR, MUSTER_BASE_ERROR_SYNTAX,
                 "a field path is names and indexes, as in $.alerts[0].labels['a b'], and this one "
                 "is none from its byte %" G_GSIZE_FORMAT " on",
                 (gsize) (last - path) + 1);
  return FALSE;
}
