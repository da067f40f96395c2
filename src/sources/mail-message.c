/* mail-message.c - a message of Internet mail, as far as an alert needs it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * RFC 5322 headers, RFC 2045 bodies. Whatever a message holds, something comes of it: what cannot
 * be decoded is shown as it stands, with what is no text replaced.
 */
#include "sources/mail-message.h"
#include "sources/fill.h"

#define DEPTH_MAX         4
#define PARTS_MAX         32
#define PARAMETER_MAX     128
#define HEADER_BYTES_MAX  4096
#define CHARSET_BYTES_MAX 40

static const MusterText nothing = { NULL, 0 };

static MusterText
rest_of (MusterText text, gsize skip)
{
  return (MusterText){ text.bytes + skip, text.n - skip };
}

/* Takes a line off the front, without its end. */
static gboolean
take_line (MusterText *rest, MusterText *line)
{
  const char *end = rest->n > 0 ? memchr (rest->bytes, '\n', rest->n) : NULL;
  gsize n = end != NULL ? (gsize) (end - rest->bytes) : rest->n;

  if (rest->n == 0)
    return FALSE;
  *line = (MusterText){ rest->bytes, n };
  if (n > 0 && line->bytes[n - 1] == '\r')
    line->n--;
  *rest = rest_of (*rest, end != NULL ? n + 1 : n);
  return TRUE;
}

static void
add_line (MusterMail *self, MusterText line)
{
  const char *colon = memchr (line.bytes, ':', line.n);
  MusterMailHeader *last = self->n > 0 ? &self->headers[self->n - 1] : NULL;
  gsize name_n = colon != NULL ? (gsize) (colon - line.bytes) : 0;

  if (line.bytes[0] == ' ' || line.bytes[0] == '\t')
    {
      if (last != NULL)
        last->value.n = (gsize) (line.bytes + line.n - last->value.bytes);
      return;
    }
  if (name_n == 0 || self->n == MUSTER_MAIL_HEADERS_MAX)
    return;
  self->headers[self->n++] =
      (MusterMailHeader){ { line.bytes, name_n }, rest_of (line, name_n + 1) };
}

/**
 * muster_mail_parse:
 * @message: a message, or a part of one
 * @out: (out): what it is made of
 *
 * Takes it apart at the first empty line.
 *
 * Returns: whether it has a header
 */
gboolean
muster_mail_parse (MusterText message, MusterMail *out)
{
  MusterText line;

  out->n = 0;
  while (take_line (&message, &line) && line.n > 0)
    add_line (out, line);
  out->body = message;
  return out->n > 0;
}

/* --- characters --- */

static MusterText
keep_utf8 (const char *bytes, gsize n, MusterArena *arena)
{
  g_autofree char *valid = g_utf8_make_valid (n > 0 ? bytes : "", (gssize) n);
  gsize valid_n = strlen (valid);

  return (MusterText){ muster_arena_strndup (arena, valid, valid_n), valid_n };
}

static gboolean
is_charset (MusterText name)
{
  for (gsize i = 0; i < name.n; i++)
    if (!g_ascii_isalnum (name.bytes[i]) && strchr ("-_.:", name.bytes[i]) == NULL)
      return FALSE;
  return name.n > 0 && name.n <= CHARSET_BYTES_MAX;
}

static MusterText
to_utf8 (MusterText text, MusterText charset, MusterArena *arena)
{
  g_autofree char *name = NULL, *converted = NULL;
  gsize n = 0;

  if (is_charset (charset) && !muster_text_is (charset, "utf-8") &&
      !muster_text_is (charset, "us-ascii"))
    {
      name = muster_text_dup (charset);
      converted =
          g_convert (text.n > 0 ? text.bytes : "", (gssize) text.n, "UTF-8", name, NULL, &n, NULL);
    }
  if (converted != NULL)
    return keep_utf8 (converted, n, arena);
  return keep_utf8 (text.bytes, text.n, arena);
}

static MusterText
decode_base64 (MusterText text, MusterArena *arena)
{
  char *out = muster_arena_alloc (arena, text.n / 4 * 3 + 4);
  gint state = 0;
  guint save = 0;
  gsize n =
      g_base64_decode_step (text.n > 0 ? text.bytes : "", text.n, (guchar *) out, &state, &save);

  return (MusterText){ out, n };
}

/* @is_word: of a header, where "_" is a space; else a soft line break is nothing. */
static MusterText
decode_quoted (MusterText text, gboolean is_word, MusterArena *arena)
{
  char *out = muster_arena_alloc (arena, text.n + 1);
  gsize n = 0;

  for (gsize i = 0; i < text.n; i++)
    {
      const char *p = text.bytes + i;
      gsize left = text.n - i;

      if (*p == '=' && left >= 3 && g_ascii_isxdigit (p[1]) && g_ascii_isxdigit (p[2]))
        {
          out[n++] = (char) (g_ascii_xdigit_value (p[1]) * 16 + g_ascii_xdigit_value (p[2]));
          i += 2;
        }
      else if (*p == '=' && !is_word && left >= 2 && p[1] == '\n')
        i += 1;
      else if (*p == '=' && !is_word && left >= 3 && p[1] == '\r' && p[2] == '\n')
        i += 2;
      else
        out[n++] = *p == '_' && is_word ? ' ' : *p;
    }
  return (MusterText){ out, n };
}

/* --- headers --- */

/* One "=?charset?B?…?=" at the front: how long it is, 0 if there is none. */
static gsize
decode_word (MusterText text, MusterArena *arena, MusterText *out)
{
  MusterText fields[3];
  gsize at = 2;

  if (text.n < 8 || memcmp (text.bytes, "=?", 2) != 0)
    return 0;
  for (guint i = 0; i < 3; i++)
    {
      const char *end = memchr (text.bytes + at, '?', text.n - at);

      if (end == NULL)
        return 0;
      fields[i] = (MusterText){ text.bytes + at, (gsize) (end - text.bytes) - at };
      at = (gsize) (end - text.bytes) + 1;
    }
  if (at >= text.n || text.bytes[at] != '=' || fields[1].n != 1)
    return 0;
  if (muster_text_is (fields[1], "B"))
    *out = to_utf8 (decode_base64 (fields[2], arena), fields[0], arena);
  else if (muster_text_is (fields[1], "Q"))
    *out = to_utf8 (decode_quoted (fields[2], TRUE, arena), fields[0], arena);
  else
    return 0;
  return at + 1;
}

static gboolean
is_blank (char c)
{
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Blanks are one space, and nothing between two encoded words (RFC 2047 §6.2). */
static MusterText
decode_header (MusterText value, MusterArena *arena)
{
  g_autoptr (GString) out = g_string_new (NULL);
  gboolean was_word = FALSE, space = FALSE;
  MusterText word = nothing;

  value.n = MIN (value.n, HEADER_BYTES_MAX);
  while (value.n > 0)
    {
      gsize n = decode_word (value, arena, &word);

      if (is_blank (*value.bytes))
        space = TRUE;
      else
        {
          if (space && out->len > 0 && !(was_word && n > 0))
            g_string_append_c (out, ' ');
          if (n > 0)
            g_string_append_len (out, word.bytes, (gssize) word.n);
          else
            g_string_append_c (out, *value.bytes);
          was_word = n > 0;
          space = FALSE;
        }
      value = rest_of (value, MAX (n, 1));
    }
  return keep_utf8 (out->str, out->len, arena);
}

static MusterText
raw_header (const MusterMail *self, const char *name, guint i)
{
  for (guint k = 0; k < self->n; k++)
    if (muster_text_is (self->headers[k].name, name) && i-- == 0)
      return self->headers[k].value;
  return nothing;
}

/**
 * muster_mail_header:
 * @self: a message
 * @name: a header's name
 * @i: which of that name, from 0
 * @arena: for what is decoded
 *
 * Returns: its value, for people; empty if there is none
 */
MusterText
muster_mail_header (const MusterMail *self, const char *name, guint i, MusterArena *arena)
{
  return decode_header (raw_header (self, name, i), arena);
}

/* --- bodies --- */

/* "name=value" or "name="value"" behind a semicolon. */
static MusterText
get_parameter (MusterText header, const char *name)
{
  for (gsize i = 0; i + strlen (name) + 1 < header.n; i++)
    {
      MusterText at = rest_of (header, i);
      gsize n = 0;
      gboolean quoted;

      if (g_ascii_strncasecmp (at.bytes, name, strlen (name)) != 0 ||
          at.bytes[strlen (name)] != '=' ||
          (i > 0 && !is_blank (at.bytes[-1]) && at.bytes[-1] != ';'))
        continue;
      at = rest_of (at, strlen (name) + 1);
      quoted = at.n > 0 && at.bytes[0] == '"';
      if (quoted)
        at = rest_of (at, 1);
      while (n < at.n && n < PARAMETER_MAX &&
             (quoted ? at.bytes[n] != '"' : at.bytes[n] != ';' && !is_blank (at.bytes[n])))
        n++;
      return (MusterText){ at.bytes, n };
    }
  return nothing;
}

static gboolean
has_type (MusterText header, const char *type)
{
  gsize i = 0;

  while (i < header.n && is_blank (header.bytes[i]))
    i++;
  return header.n - i >= strlen (type) &&
         g_ascii_strncasecmp (header.bytes + i, type, strlen (type)) == 0;
}

static MusterText
decode_text (const MusterMail *self, MusterText type, MusterArena *arena)
{
  MusterText encoding = raw_header (self, "Content-Transfer-Encoding", 0);
  MusterText body = { self->body.bytes, MIN (self->body.n, MUSTER_MAIL_TEXT_BYTES_MAX) };

  if (has_type (encoding, "base64"))
    body = decode_base64 (body, arena);
  else if (has_type (encoding, "quoted-printable"))
    body = decode_quoted (body, FALSE, arena);
  return to_utf8 (body, get_parameter (type, "charset"), arena);
}

static gboolean
is_boundary (MusterText line, MusterText boundary)
{
  return line.n >= boundary.n + 2 && line.bytes[0] == '-' && line.bytes[1] == '-' &&
         memcmp (line.bytes + 2, boundary.bytes, boundary.n) == 0;
}

static gboolean
find_text (const MusterMail *self, guint depth, MusterArena *arena, MusterText *out);

static gboolean
find_in_parts (const MusterMail *self,
               MusterText boundary,
               guint depth,
               MusterArena *arena,
               MusterText *out)
{
  MusterText rest = self->body, line, part = nothing;

  for (guint n = 0; n < PARTS_MAX && take_line (&rest, &line);)
    {
      if (!is_boundary (line, boundary))
        {
          if (part.bytes != NULL)
            part.n = (gsize) (line.bytes + line.n - part.bytes);
          continue;
        }
      if (part.n > 0)
        {
          g_autofree MusterMail *inner = g_new (MusterMail, 1);

          muster_mail_parse (part, inner);
          if (find_text (inner, depth + 1, arena, out))
            return TRUE;
        }
      n++;
      part = (MusterText){ rest.bytes, 0 };
    }
  return FALSE;
}

static gboolean
find_text (const MusterMail *self, guint depth, MusterArena *arena, MusterText *out)
{
  MusterText type = raw_header (self, "Content-Type", 0);
  MusterText boundary = get_parameter (type, "boundary");

  if (has_type (type, "multipart/"))
    return depth < DEPTH_MAX && boundary.n > 0 && find_in_parts (self, boundary, depth, arena, out);
  if (type.n > 0 && !has_type (type, "text/plain"))
    return FALSE;
  *out = decode_text (self, type, arena);
  return TRUE;
}

/* Lines end with a line feed alone, as everywhere else. */
static MusterText
drop_returns (MusterText text, MusterArena *arena)
{
  char *out = muster_arena_alloc (arena, text.n + 1);
  gsize n = 0;

  for (gsize i = 0; i < text.n; i++)
    if (text.bytes[i] != '\r' || i + 1 == text.n || text.bytes[i + 1] != '\n')
      out[n++] = text.bytes[i];
  while (n > 0 && is_blank (out[n - 1]))
    n--;
  return (MusterText){ out, n };
}

/**
 * muster_mail_text:
 * @self: a message
 * @arena: for what is decoded
 *
 * Returns: its plain text, at most its first 64 KiB; empty if it has none
 */
MusterText
muster_mail_text (const MusterMail *self, MusterArena *arena)
{
  MusterText text = nothing;

  find_text (self, 0, arena, &text);
  return drop_returns (text, arena);
}

/**
 * muster_mail_date:
 * @date: a Date header
 * @arena: for the result
 *
 * Returns: it as RFC 3339 has it, in UTC or with its offset; empty if it is no date
 */
MusterText
muster_mail_date (MusterText date, MusterArena *arena)
{
  static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
  g_autofree char *copy = muster_text_dup (date);
  g_auto (GStrv) words = NULL;
  g_autofree char *out = NULL;
  const char *month;
  guint at = 0;
  gsize n;

  if (date.n == 0 || date.n > 64)
    return nothing;
  words = g_strsplit_set (copy, " ", 8);
  if (words[0] != NULL && strchr (words[0], ',') != NULL)
    at = 1;
  if (g_strv_length (words) < at + 5 || strlen (words[at + 1]) != 3 ||
      strlen (words[at + 2]) != 4 || strlen (words[at + 3]) < 5 || strlen (words[at]) > 2)
    return nothing;
  month = strstr (months, words[at + 1]);
  if (month == NULL || (month - months) % 3 != 0)
    return nothing;
  out = g_strdup_printf ("%s-%02d-%s%s %s%s %s", words[at + 2], (int) (month - months) / 3 + 1,
                         strlen (words[at]) < 2 ? "0" : "", words[at], words[at + 3],
                         strlen (words[at + 3]) == 5 ? ":00" : "", words[at + 4]);
  n = strlen (out);
  return muster_source_time (arena, (MusterText){ muster_arena_strndup (arena, out, n), n });
}
