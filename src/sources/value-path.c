/* value-path.c - field paths: "$.alert.name", "alerts[0].labels['a b']"
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The part of JSONPath (RFC 9535) that names one place: members and indexes. No wildcards, filters
 * or descent, so that a path costs no more than its steps, and leads to one value or to none.
 */
#include "base/error.h"
#include "sources/value.h"

#define PATH_BYTES_MAX 256
#define STEPS_MAX      32
#define INDEX_MAX      9999 /* an item's; no body has more alerts */

typedef struct
{
  gboolean is_index;
  guint index;
  MusterText name;
} Step;

static const char *
read_index (const char *p, Step *out)
{
  out->is_index = TRUE;
  for (out->index = 0; g_ascii_isdigit (*p) && out->index <= INDEX_MAX; p++)
    out->index = out->index * 10 + (guint) g_ascii_digit_value (*p);
  return *p == ']' && out->index <= INDEX_MAX ? p + 1 : NULL;
}

static const char *
read_quoted (const char *p, Step *out)
{
  const char *end = strchr (p + 1, *p);

  if (end == NULL || end[1] != ']' || end == p + 1)
    return NULL;
  out->name = (MusterText){ p + 1, (gsize) (end - p - 1) };
  return end + 2;
}

/* Behind a step; NULL if there is none there. @first: a name needs no dot before it. */
static const char *
read_step (const char *p, gboolean first, Step *out)
{
  *out = (Step){ .is_index = FALSE };
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

/* "$" alone is the value itself; before more it may be left out. */
static const char *
read_root (const char *path, gboolean *first)
{
  gboolean has_root = *path == '$' && (path[1] == '\0' || path[1] == '.' || path[1] == '[');

  *first = !has_root;
  return has_root ? path + 1 : path;
}

/**
 * muster_value_path_check:
 * @path: what may be one
 * @error: %MUSTER_BASE_ERROR_SYNTAX or %MUSTER_BASE_ERROR_LIMIT
 *
 * For paths that come from a configuration.
 *
 * Returns: whether it is a path
 */
gboolean
muster_value_path_check (const char *path, GError **error)
{
  gboolean first;
  const char *p = read_root (path, &first);
  guint steps = 0;
  Step step;

  if (strlen (path) > PATH_BYTES_MAX)
    {
      g_set_error (error, MUSTER_BASE_ERROR, MUSTER_BASE_ERROR_LIMIT,
                   "a field path is over %d bytes", PATH_BYTES_MAX);
      return FALSE;
    }
  for (; p != NULL && (first || *p != '\0'); first = FALSE, steps++)
    p = read_step (p, first, &step);
  if (p == NULL)
    g_set_error_literal (error, MUSTER_BASE_ERROR, MUSTER_BASE_ERROR_SYNTAX,
                         "a field path is names and indexes, as in $.alerts[0].labels['a b']");
  else if (steps > STEPS_MAX)
    g_set_error (error, MUSTER_BASE_ERROR, MUSTER_BASE_ERROR_LIMIT,
                 "a field path has more than %d steps", STEPS_MAX);
  return p != NULL && steps <= STEPS_MAX;
}

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
  gboolean first;
  const char *p = read_root (path, &first);
  Step step;

  for (guint i = 0; self != NULL && p != NULL && (first || *p != '\0'); first = FALSE, i++)
    {
      p = i < STEPS_MAX ? read_step (p, first, &step) : NULL;
      if (p != NULL)
        self = step.is_index ? get_item (self, step.index) : muster_value_get (self, step.name);
    }
  return p != NULL ? self : NULL;
}
