/* target.c - a request target taken apart: path segments and query, decoded
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The text is copied once behind the struct and decoded in place: decoding never makes it longer.
 * No path is ever mapped to a file; what could climb one is refused all the same (hostile input
 * 52).
 */
#include "hub/target.h"
#include "base/error.h"
#include <string.h>

static gboolean
refuse (GError **error, MusterBaseError code, const char *reason)
{
  g_set_error_literal (error, MUSTER_BASE_ERROR, (int) code, reason);
  return FALSE;
}

/* Decodes percent escapes in place, and '+' to a space in a query. */
static gboolean
decode (char *text, gboolean is_query, GError **error)
{
  char *out = text;

  for (const char *in = text; *in != '\0'; in++)
    {
      guchar c = (guchar) *in;

      if (c == '+' && is_query)
        c = ' ';
      else if (c == '%')
        {
          if (!g_ascii_isxdigit (in[1]) || !g_ascii_isxdigit (in[2]))
            return refuse (error, MUSTER_BASE_ERROR_SYNTAX, "bad percent escape in the target");
          c = (guchar) (g_ascii_xdigit_value (in[1]) * 16 + g_ascii_xdigit_value (in[2]));
          in += 2;
        }
      if (c < 0x20 || c == 0x7f)
        return refuse (error, MUSTER_BASE_ERROR_SYNTAX, "control character in the target");
      *out++ = (char) c;
    }
  *out = '\0';
  if (!g_utf8_validate (text, out - text, NULL))
    return refuse (error, MUSTER_BASE_ERROR_SYNTAX, "target is not UTF-8");
  return TRUE;
}

/* Where a sender's own identifier stands, as Opsgenie's alias does after /v2/alerts, it may hold an
 * escaped slash. It is compared and kept as a whole, and climbs nowhere. */
static gboolean
may_hold_slash (const MusterTarget *self)
{
  guint n = self->segments_n;

  return n >= 2 && g_str_equal (self->segments[n - 2], "v2") &&
         g_str_equal (self->segments[n - 1], "alerts");
}

static gboolean
add_segment (MusterTarget *self, char *text, GError **error)
{
  if (self->segments_n == MUSTER_TARGET_SEGMENTS_MAX)
    return refuse (error, MUSTER_BASE_ERROR_LIMIT, "too many segments in the path");
  if (!decode (text, FALSE, error))
    return FALSE;
  if (*text == '\0')
    return refuse (error, MUSTER_BASE_ERROR_SYNTAX, "empty segment in the path");
  if (g_str_equal (text, ".") || g_str_equal (text, "..") ||
      (strpbrk (text, "/\\") != NULL && !may_hold_slash (self)))
    return refuse (error, MUSTER_BASE_ERROR_SYNTAX, "segment that climbs in the path");
  self->segments[self->segments_n++] = text;
  return TRUE;
}

static gboolean
add_parameter (MusterTarget *self, char *text, GError **error)
{
  char *value = strchr (text, '=');

  if (*text == '\0')
    return TRUE;
  if (self->parameters_n == MUSTER_TARGET_PARAMETERS_MAX)
    return refuse (error, MUSTER_BASE_ERROR_LIMIT, "too many parameters in the query");
  if (value != NULL)
    *value++ = '\0';
  else
    value = text + strlen (text);
  if (!decode (text, TRUE, error) || !decode (value, TRUE, error))
    return FALSE;
  self->parameters[self->parameters_n++] = (MusterParameter){ text, value };
  return TRUE;
}

static gboolean
split (MusterTarget *self, char *path, char *query, GError **error)
{
  char *next;

  if (*path != '/' || strpbrk (path, " #") != NULL)
    return refuse (error, MUSTER_BASE_ERROR_SYNTAX, "target is no path");
  for (char *at = path + 1; at != NULL && path[1] != '\0'; at = next)
    {
      next = strchr (at, '/');
      if (next != NULL)
        *next++ = '\0';
      if (!add_segment (self, at, error))
        return FALSE;
    }
  for (char *at = query; at != NULL; at = next)
    {
      next = strchr (at, '&');
      if (next != NULL)
        *next++ = '\0';
      if (!add_parameter (self, at, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * muster_target_parse:
 * @raw: the target as sent, after muster_framing_check(): origin form, or absolute form to us
 *
 * Takes a target apart (RFC 3986). Escapes are decoded exactly once, after splitting. What is not
 * UTF-8, holds a control character (so also "%00"), a bad escape, an empty segment ("//", a
 * trailing slash), "." or "..", or an escaped '/' or '\' is refused, never repaired; so is what is
 * over %MUSTER_TARGET_BYTES_MAX. The one exception is the segment after ".../v2/alerts/".
 *
 * Returns: (transfer full): the parts; %NULL with %MUSTER_BASE_ERROR_SYNTAX or
 *   %MUSTER_BASE_ERROR_LIMIT
 */
MusterTarget *
muster_target_parse (const char *raw, GError **error)
{
  g_autoptr (MusterTarget) self = NULL;
  gsize raw_bytes = strlen (raw);
  char *path, *query;

  if (raw_bytes > MUSTER_TARGET_BYTES_MAX)
    {
      refuse (error, MUSTER_BASE_ERROR_LIMIT, "the target is over 8 KiB");
      return NULL;
    }
  self = g_malloc (sizeof (MusterTarget) + raw_bytes + 1);
  self->segments_n = 0;
  self->parameters_n = 0;
  memcpy (self->text, raw, raw_bytes + 1);
  path = self->text;
  if (*path != '/' && strstr (path, "://") != NULL)
    path = strchr (strstr (path, "://") + 3, '/');
  if (path == NULL)
    path = self->text;
  query = strchr (path, '?');
  if (query != NULL)
    *query++ = '\0';
  return split (self, path, query, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * muster_target_get:
 * @name: a parameter's name
 *
 * Returns: (nullable): the decoded value of the first parameter so named; %NULL if there is none
 */
const char *
muster_target_get (const MusterTarget *self, const char *name)
{
  for (guint i = 0; i < self->parameters_n; i++)
    if (g_str_equal (self->parameters[i].name, name))
      return self->parameters[i].value;
  return NULL;
}

/**
 * muster_target_count:
 * @name: a parameter's name
 *
 * Returns: how many parameters have that name; most callers refuse more than one
 */
guint
muster_target_count (const MusterTarget *self, const char *name)
{
  guint n = 0;

  for (guint i = 0; i < self->parameters_n; i++)
    n += g_str_equal (self->parameters[i].name, name);
  return n;
}

void
muster_target_free (MusterTarget *self)
{
  g_free (self);
}
