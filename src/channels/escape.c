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

/**
 * muster_escape_markdown:
 * @text: safe text
 *
 * Puts a backslash before every sign that some chat reads as markup, a link or an emoji, which
 * CommonMark's readers take away again. What mentions people becomes a sign that looks the same:
 * chats look for mentions before they look at backslashes. A line's first spaces go, as four of
 * them make a block of code.
 *
 * Returns: (transfer full): Markdown for Mattermost and Discord
 */
char *
muster_escape_markdown (const char *text)
{
  GString *out = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p++)
    {
      gboolean begins = out->len == 0 || out->str[out->len - 1] == '\n';

      if (begins && (*p == ' ' || *p == '\t'))
        continue;
      if (*p == '@')
        g_string_append (out, FULLWIDTH_AT);
      else
        {
          if (strchr ("\\`*_~|[]<>()#+-=:.!&$", *p) != NULL)
            g_string_append_c (out, '\\');
          g_string_append_c (out, *p);
        }
    }
  return g_string_free (out, FALSE);
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
