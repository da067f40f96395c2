/* text.c - fuzzes what is read from or made of one piece of text: base/safe-text, instant, ulid
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/instant.h"
#include "base/safe-text.h"
#include "base/ulid.h"
#include "planted.h"
#include <string.h>

static void
demand_safe (const char *text, gsize n, gboolean lines)
{
  g_autofree char *safe = muster_safe_text (text, (gssize) n, lines);

  if (!g_utf8_validate (safe, -1, NULL) || !muster_is_safe_text (safe, -1, lines))
    g_error ("safe text is safe");
  if (muster_is_safe_text (text, (gssize) n, lines) !=
      (strlen (safe) == n && memcmp (safe, text, n) == 0))
    g_error ("safe text stays as it is");
}

/* One spelling, and nothing hidden. */
static void
demand_name (const char *text, gsize n)
{
  g_autofree char *composed = muster_compose_text (text, (gssize) n);
  g_autofree char *again = composed != NULL ? muster_compose_text (composed, -1) : NULL;

  if (again != NULL)
    g_error ("what is composed is composed");
  if (muster_is_name (text, (gssize) n) &&
      (composed != NULL || n == 0 || n > 256 || !muster_is_safe_text (text, (gssize) n, FALSE)))
    g_error ("a name is safe, and spelled in one way");
}

static void
demand_file_name (const char *text)
{
  g_autofree char *name = muster_safe_file_name (text);
  gsize n = strlen (name);

  if (n == 0 || n > 100 || !g_ascii_isalnum (name[0]))
    g_error ("a file name has a length and a beginning");
  for (gsize i = 0; i < n; i++)
    if (!g_ascii_isalnum (name[i]) && strchr ("._-", name[i]) == NULL)
      g_error ("a file name is of its alphabet");
}

/* Without its escapes it is the text again. */
static void
demand_markdown (const char *text)
{
  g_autofree char *markdown = muster_markdown_escape (text);
  g_autoptr (GString) plain = g_string_new (NULL);

  for (const char *p = markdown; *p != '\0'; p++)
    if (g_str_has_prefix (p, "&#32;") || g_str_has_prefix (p, "&#9;"))
      {
        g_string_append_c (plain, p[2] == '9' ? '\t' : ' ');
        p = strchr (p, ';');
      }
    else
      g_string_append_c (plain, *p == '\\' ? *++p : *p);
  if (!g_str_equal (plain->str, text))
    g_error ("Markdown shows the text");
}

static void
demand_cut (const char *text, gsize n, gsize max)
{
  g_autofree char *cut = muster_cut_text (text, n, max);

  if ((cut == NULL) != (n <= max) || (cut != NULL && strlen (cut) > max))
    g_error ("what is too long is cut, and nothing else");
  if (cut != NULL && g_utf8_validate_len (text, n, NULL) && !g_utf8_validate (cut, -1, NULL))
    g_error ("characters stay whole");
}

static void
demand_round_trips (const char *text, gsize n)
{
  gint64 at_us = 0, again_us = 1;
  MusterUlid id = { 0 }, id_again = { 1, 1 };
  char buffer[MAX (MUSTER_INSTANT_TEXT_BYTES, MUSTER_ULID_TEXT_BYTES + 1)];

  if (muster_instant_parse (text, (gssize) n, &at_us))
    {
      muster_instant_format (at_us, buffer);
      if (at_us >= G_GINT64_CONSTANT (-62135596800000000) &&
          at_us < G_GINT64_CONSTANT (253402300800000000) &&
          (!muster_instant_parse (buffer, -1, &again_us) || again_us != at_us))
        g_error ("an instant reads back");
    }
  if (muster_ulid_parse (text, (gssize) n, &id))
    {
      muster_ulid_format (id, buffer);
      if (!muster_ulid_parse (buffer, -1, &id_again) || !muster_ulid_equal (id, id_again))
        g_error ("an id reads back");
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  gint64 duration_us = -1;

  demand_safe ((const char *) data, size, TRUE);
  demand_safe ((const char *) data, size, FALSE);
  demand_name ((const char *) data, size);
  demand_file_name (text);
  demand_markdown (text);
  demand_cut ((const char *) data, size, 40);
  demand_cut ((const char *) data, size, 100);
  demand_round_trips ((const char *) data, size);
  if (muster_duration_parse (text, &duration_us, NULL) &&
      (duration_us < 0 || duration_us > G_GINT64_CONSTANT (31622400000000)))
    g_error ("a duration is at most 366 days");
#ifdef MUSTER_PLANTED_BUG
  if (duration_us > G_GINT64_CONSTANT (86400000000) && strlen (text) == 4)
    muster_planted_bug ();
#endif
  return 0;
}
