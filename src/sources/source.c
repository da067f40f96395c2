/* source.c - finds a source by its name or its sender's path
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "sources/source.h"

/**
 * muster_source_find:
 * @name: SOURCE of /v1/intake/KEY/SOURCE
 *
 * Returns: (transfer none) (nullable): the source of that name
 */
const MusterSource *
muster_source_find (const char *name)
{
  g_return_val_if_fail (name != NULL, NULL);

  for (gsize i = 0; muster_sources[i] != NULL; i++)
    if (strcmp (muster_sources[i]->name, name) == 0)
      return muster_sources[i];
  return NULL;
}

/* One segment of a pattern, @pattern_n bytes of it, against one of a path. */
static gboolean
take_segment (const char *pattern,
              gsize pattern_n,
              const char *segment,
              gboolean has_key,
              MusterSourceRoute *out)
{
  gboolean is_key = pattern_n == 5 && memcmp (pattern, "{key}", 5) == 0;

  if (*pattern != '{')
    return strlen (segment) == pattern_n && memcmp (pattern, segment, pattern_n) == 0;
  if (is_key && !has_key)
    out->key = segment;
  else if (!is_key || *out->part == '\0')
    out->part = segment;
  return TRUE;
}

static gboolean
matches (const char *pattern,
         const char *const *segments,
         guint n,
         gboolean has_key,
         MusterSourceRoute *out)
{
  out->part = "";
  out->key = NULL;
  for (guint i = 0; i < n; i++)
    {
      gsize pattern_n = *pattern == '/' ? strcspn (pattern + 1, "/") : 0;

      if (pattern_n == 0 || !take_segment (pattern + 1, pattern_n, segments[i], has_key, out))
        return FALSE;
      pattern += 1 + pattern_n;
    }
  return n > 0 && *pattern == '\0';
}

static gboolean
find_path (const MusterSource *source,
           const char *const *segments,
           guint n,
           gboolean has_key,
           MusterSourceRoute *out)
{
  out->source = source;
  out->asks = FALSE;
  for (gsize i = 0; source->paths != NULL && source->paths[i] != NULL; i++)
    if (matches (source->paths[i], segments, n, has_key, out))
      {
        out->path = source->paths[i];
        return TRUE;
      }
  out->path = source->question_path;
  out->asks = TRUE;
  return out->path != NULL && matches (out->path, segments, n, has_key, out);
}

/**
 * muster_source_route_path:
 * @segments: of a path as its sender knows it, decoded
 * @n: how many
 * @has_key: whether an integration key stood before them
 * @out: (out): where it leads; it points into @segments
 *
 * Returns: whether it is the path of a source
 */
gboolean
muster_source_route_path (const char *const *segments,
                          guint n,
                          gboolean has_key,
                          MusterSourceRoute *out)
{
  for (gsize i = 0; muster_sources[i] != NULL; i++)
    if (find_path (muster_sources[i], segments, n, has_key, out))
      return TRUE;
  return FALSE;
}

/**
 * muster_source_route_name:
 * @segments: SOURCE and what follows it in the path, decoded
 * @n: how many, at least one
 * @out: (out): where it leads; it points into @segments
 *
 * A sender that appends its own path to the address it was given is understood, too.
 *
 * Returns: whether there is such a source, and it takes what follows
 */
gboolean
muster_source_route_name (const char *const *segments, guint n, MusterSourceRoute *out)
{
  const MusterSource *source = n > 0 ? muster_source_find (segments[0]) : NULL;

  if (source == NULL)
    return FALSE;
  if (find_path (source, segments + 1, n - 1, TRUE, out))
    return TRUE;
  *out = (MusterSourceRoute){ .source = source, .part = n > 1 ? segments[1] : "" };
  return n <= 2;
}

/**
 * muster_intake_get_header:
 * @self: a request
 * @name: of a header, in any case
 *
 * Returns: (nullable): its value
 */
const char *
muster_intake_get_header (const MusterIntake *self, const char *name)
{
  return self->get_header != NULL ? self->get_header (self->headers, name) : NULL;
}
