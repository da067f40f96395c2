/* mail-text.c - text as mail has it: headers of RFC 2047, bodies of RFC 2045
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "channels/mail-text.h"

#include "base/civil-date.h"

#include <string.h>

#define MAIL_LINE_MAX  76 /* RFC 2045 §6.7, RFC 2047 §2 */
#define WORD_BYTES_MAX 39 /* in base 64 with what is around it: 64 characters */

/* One line as it is: nothing that RFC 2047 would read as something else. */
static gboolean
is_short_ascii (const char *name, const char *value)
{
  for (const char *p = value; *p != '\0'; p++)
    if (*p < ' ' || *p >= 0x7f || (p[0] == '=' && p[1] == '?'))
      return FALSE;
  return strlen (name) + strlen (": ") + strlen (value) <= MAIL_LINE_MAX;
}

/* Bytes of as many characters as go into one encoded word. */
static gsize
measure_word (const char *text)
{
  const char *p = text;

  while (*p != '\0' && g_utf8_next_char (p) - text <= WORD_BYTES_MAX)
    p = g_utf8_next_char (p);
  return (gsize) (p - text);
}

/**
 * muster_mail_append_header:
 * @out: a message's head
 * @name: of a header
 * @value: safe text, one line
 *
 * Each encoded word has whole characters in it (RFC 2047 §5).
 */
void
muster_mail_append_header (GString *out, const char *name, const char *value)
{
  g_return_if_fail (g_utf8_validate (value, -1, NULL));

  g_string_append_printf (out, "%s: ", name);
  if (is_short_ascii (name, value))
    {
      g_string_append_printf (out, "%s\r\n", value);
      return;
    }
  for (const char *p = value; *p != '\0';)
    {
      gsize n = measure_word (p);
      g_autofree char *word = g_base64_encode ((const guchar *) p, n);

      g_string_append_printf (out, "%s=?UTF-8?B?%s?=", p > value ? "\r\n " : "", word);
      p += n;
    }
  g_string_append (out, "\r\n");
}

/* Quoted-printable, without what ends the line. */
static void
append_line (GString *out, const char *line, gsize n)
{
  gsize column = 0;

  for (gsize i = 0; i < n; i++)
    {
      guchar c = (guchar) line[i];
      gboolean is_blank = c == ' ' || c == '\t';
      gboolean is_plain = (c > ' ' && c < 0x7f && c != '=') || (is_blank && i + 1 < n);
      gsize width = is_plain ? 1 : 3;

      if (column + width > MAIL_LINE_MAX - 1)
        {
          g_string_append (out, "=\r\n");
          column = 0;
        }
      if (is_plain)
        g_string_append_c (out, (char) c);
      else
        g_string_append_printf (out, "=%02X", c);
      column += width;
    }
}

/**
 * muster_mail_append_body:
 * @out: a part's body
 * @text: lines of safe text
 *
 * Appends it as quoted-printable.
 */
void
muster_mail_append_body (GString *out, const char *text)
{
  while (*text != '\0')
    {
      gsize n = strcspn (text, "\n");

      append_line (out, text, n);
      g_string_append (out, "\r\n");
      text += n + (text[n] == '\n');
    }
}

/**
 * muster_mail_format_date:
 * @at_us: instant, µs since the Unix epoch, UTC
 *
 * Returns: (transfer full): it as RFC 5322 §3.3 has it
 */
char *
muster_mail_format_date (gint64 at_us)
{
  static const char weekdays[] = "MonTueWedThuFriSatSun";
  static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
  gint64 at_s = muster_floor_div (at_us, G_TIME_SPAN_SECOND);
  gint64 days = muster_floor_div (at_s, MUSTER_DAY_S);
  guint second = (guint) muster_floor_mod (at_s, MUSTER_DAY_S);
  MusterCivilDate date = muster_civil_date_from_days (days);

  return g_strdup_printf ("%.3s, %02u %.3s %04" G_GINT64_FORMAT " %02u:%02u:%02u +0000",
                          weekdays + 3 * muster_weekday_of_days (days), date.day,
                          months + 3 * (date.month - 1), date.year, second / 3600, second / 60 % 60,
                          second % 60);
}
