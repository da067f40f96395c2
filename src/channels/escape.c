/* escape.c - text from outside, meaning itself in a format and within its limit (security R9, R28)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "channels/escape.h"

#include "base/safe-text.h"

#include <string.h>

#define FULLWIDTH_AT "\xef\xbc\xa0" /* shown as an @, and mentions nobody */

static const char *
get_entity (char c)
{
  switch (c)
    {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    default:
      return NULL;
    }
}

static char *
escape_entities (const char *text, const char *which)
{
  GString *out = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p++)
    if (strchr (which, *p) != NULL)
      g_string_append (out, get_entity (*p));
    else
      g_string_append_c (out, *p);
  return g_string_free (out, FALSE);
}

/**
 * muster_escape_html:
 * @text: safe text
 *
 * Returns: (transfer full): it, as the text of an element or an attribute in double quotes
 */
char *
muster_escape_html (const char *text)
{
  return escape_entities (text, "&<>\"");
}

/**
 * muster_escape_slack:
 * @text: safe text
 *
 * Returns: (transfer full): it, with what Slack takes for its own characters as entities
 *   ("Formatting message text": &, < and > only)
 */
char *
muster_escape_slack (const char *text)
{
  return escape_entities (text, "&<>");
}

/* Whether some chat would read @p as markup, a link, a list or an emoji where it stands; @line is
 * where its line begins. */
static gboolean
is_sign (const char *line, const char *p)
{
  if (strchr ("\\`*_~|[]<>#$&", *p) != NULL)
    return TRUE;
  if (*p == ':')
    return p[1] == '/' || g_ascii_isalnum (p[1]) || p[1] == '+' || p[1] == '-';
  if (*p == '.' && p - line >= 3 && g_ascii_strncasecmp (p - 3, "www", 3) == 0)
    return TRUE;
  if (*p == '.' || *p == ')')
    return p > line && strspn (line, "0123456789") == (gsize) (p - line);
  return p == line && strchr ("-+=", *p) != NULL;
}

/**
 * muster_escape_markdown:
 * @text: safe text
 *
 * Puts a backslash before every sign that Markdown's readers would take for more than a sign, which
 * they take away again. What mentions people becomes a sign that looks the same: chats look for
 * mentions before they look at backslashes. A line's first spaces go, as four of them make a block
 * of code.
 *
 * Returns: (transfer full): Markdown for Discord
 */
char *
muster_escape_markdown (const char *text)
{
  GString *out = g_string_new (NULL);
  const char *line = text;

  for (const char *p = text; *p != '\0'; p++)
    {
      if (p == line && (*p == ' ' || *p == '\t'))
        {
          line++;
          continue;
        }
      if (*p == '@')
        {
          g_string_append (out, FULLWIDTH_AT);
          continue;
        }
      if (is_sign (line, p))
        g_string_append_c (out, '\\');
      g_string_append_c (out, *p);
      if (*p == '\n')
        line = p + 1;
    }
  return g_string_free (out, FALSE);
}

/**
 * muster_escape_mattermost:
 * @text: safe text
 *
 * Mattermost looks for Slack's links in angle brackets before it looks at backslashes.
 *
 * Returns: (transfer full): Markdown for Mattermost
 */
char *
muster_escape_mattermost (const char *text)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *escaped = muster_escape_markdown (text);

  g_string_assign (out, escaped);
  g_string_replace (out, "\\<", "&lt;", 0);
  g_string_replace (out, "\\>", "&gt;", 0);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/**
 * muster_page_fit:
 * @text: (nullable): anything
 * @max_bytes: how long it may be when escaped
 * @lines: whether it may have lines
 * @escape: (nullable): what it stands in
 *
 * Cuts before it escapes, so that no escape is cut through.
 *
 * Returns: (transfer full): text of at most @max_bytes bytes
 */
char *
muster_page_fit (const char *text, gsize max_bytes, gboolean lines, MusterEscapeFunc escape)
{
  g_autofree char *safe = muster_safe_text (text, -1, lines);
  gsize n = strlen (safe);

  for (gsize room = max_bytes; room > 0;)
    {
      g_autofree char *cut = muster_cut_text (safe, n, room);
      const char *plain = cut != NULL ? cut : safe;
      g_autofree char *escaped = escape != NULL ? escape (plain) : g_strdup (plain);
      gsize got = strlen (escaped);

      if (got <= max_bytes)
        return g_steal_pointer (&escaped);
      room = MIN (room - 1, (gsize) ((double) room * (double) max_bytes / (double) got));
    }
  return g_strdup ("");
}
