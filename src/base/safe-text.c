/* safe-text.c - text from outside, made fit for people (security R9, R28)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/safe-text.h"
#include "base/text-scan.h"

#define FILE_NAME_MAX 100
#define CUT_MARK_MAX  32 /* bytes of the longest mark, and some */
#define NAME_BYTES    256
#define MARKS_MAX     8 /* on one character: no script needs more, and a pile hides other lines */

/* Characters that change how others are shown, or are not seen at all: what R9 names, and its
 * cousins. Sorted; C0 and tags apart, bidi and zero-width as of Unicode 15. The variation selectors
 * of emoji (U+FE00-FE0F) stay. */
static const struct
{
  gunichar first, last;
} unsafe_ranges[] = {
  { 0x7f, 0x9f },       /* delete, C1 */
  { 0xad, 0xad },       /* soft hyphen */
  { 0x34f, 0x34f },     /* combining grapheme joiner */
  { 0x61c, 0x61c },     /* Arabic letter mark */
  { 0x115f, 0x1160 },   /* Hangul fillers */
  { 0x17b4, 0x17b5 },   /* Khmer vowels that show nothing */
  { 0x180b, 0x180f },   /* Mongolian selectors and separator */
  { 0x200b, 0x200f },   /* zero-width, bidi marks */
  { 0x2028, 0x202e },   /* line and paragraph separator, bidi embeddings and overrides */
  { 0x2060, 0x206f },   /* joiner, invisible operators, bidi isolates, old controls */
  { 0x3164, 0x3164 },   /* Hangul filler */
  { 0xfeff, 0xfeff },   /* zero-width no-break space */
  { 0xffa0, 0xffa0 },   /* Hangul filler */
  { 0xfff9, 0xfffb },   /* interlinear annotations */
  { 0x1d173, 0x1d17a }, /* musical controls */
  { 0xe0000, 0xe0fff }, /* tags, further variation selectors */
};

/**
 * muster_is_safe_character:
 * @c: a character
 *
 * Returns: whether it shows, and changes nothing about how others are shown (line feed and tab do
 *   not count: U+0000 to U+001F are taken for safe)
 */
gboolean
muster_is_safe_character (gunichar c)
{
  for (gsize i = 0; i < G_N_ELEMENTS (unsafe_ranges) && c >= unsafe_ranges[i].first; i++)
    if (c <= unsafe_ranges[i].last)
      return FALSE;
  return TRUE;
}

static gsize
length_of (const char *text, gssize n)
{
  return n < 0 ? strlen (text) : (gsize) n;
}

typedef struct
{
  const char *end;
  gboolean lines; /* line feeds and tabs may stay */
  guint n_marks;  /* on the last character; MARKS_MAX: there is none that could carry one */
} Scan;

static gboolean
is_safe_wide (Scan *self, gunichar c)
{
  if (!muster_is_safe_character (c))
    return FALSE;
  if (!g_unichar_ismark (c))
    self->n_marks = 0;
  else if (self->n_marks++ >= MARKS_MAX)
    return FALSE;
  return TRUE;
}

/* Bytes of the character at @p; *safe is whether it may be shown as it is. */
static guint
look_at (Scan *self, const char *p, gboolean *safe)
{
  guint n = muster_utf8_length (p, self->end);

  if (n == 1 && (guchar) *p >= 0x20)
    {
      *safe = *p != 0x7f;
      self->n_marks = 0;
    }
  else if (n == 1)
    *safe = self->lines && (*p == '\n' || *p == '\t');
  else
    *safe = n > 0 && is_safe_wide (self, g_utf8_get_char (p));
  if (!*safe || (guchar) *p < 0x20)
    self->n_marks = MARKS_MAX;
  return n;
}

/* The first place at or behind @p that must be escaped, or the end. */
static const char *
scan_safe (Scan *self, const char *p)
{
  while (p < self->end)
    {
      const char *stop = muster_scan_plain (p, self->end);
      const char *deleted =
          memchr (p, 0x7f, (gsize) (stop - p)); /* plain for JSON, not for people */
      gboolean safe = TRUE;

      if (stop > p)
        self->n_marks = 0;
      if (deleted != NULL)
        {
          self->n_marks = MARKS_MAX;
          return deleted;
        }
      p = stop;
      if (p < self->end)
        p += look_at (self, p, &safe);
      if (!safe)
        return stop;
    }
  return self->end;
}

/* Writes what cannot be shown so that it can; returns where the next character begins. */
static const char *
append_escaped (GString *out, const char *p, const char *end)
{
  guint n = muster_utf8_length (p, end);

  if (n == 0)
    g_string_append_printf (out, "<\\x%02X>", (guint) (guchar) *p);
  else
    g_string_append_printf (out, "<U+%04X>", g_utf8_get_char (p));
  return p + MAX (n, 1);
}

/**
 * muster_safe_text_append:
 * @out: where the text goes
 * @text: (nullable): @n bytes of anything
 * @n: how many, or -1 if it ends with a zero
 * @lines: whether line feeds and tabs may stay
 *
 * Appends @text with every control, bidirectional, invisible and tag character, every mark that has
 * no character to sit on or piles up there, and every byte that is not UTF-8, as a visible escape:
 * "<U+202E>", "<\x9B>". One escape is at most 10 bytes long.
 */
void
muster_safe_text_append (GString *out, const char *text, gssize n, gboolean lines)
{
  const char *p = text != NULL ? text : "";
  Scan scan = { p + (text != NULL ? length_of (text, n) : 0), lines, MARKS_MAX };

  g_return_if_fail (out != NULL);

  while (p < scan.end)
    {
      const char *stop = scan_safe (&scan, p);

      g_string_append_len (out, p, (gssize) (stop - p));
      p = stop < scan.end ? append_escaped (out, stop, scan.end) : scan.end;
    }
}

/**
 * muster_safe_text:
 * @text: (nullable): @n bytes of anything
 * @n: how many, or -1 if it ends with a zero
 * @lines: whether line feeds and tabs may stay
 *
 * Returns: (transfer full): what muster_safe_text_append() appends; @text itself where nothing is
 *   wrong with it
 */
char *
muster_safe_text (const char *text, gssize n, gboolean lines)
{
  GString *out = g_string_sized_new (text != NULL ? length_of (text, n) + 1 : 1);

  muster_safe_text_append (out, text, n, lines);
  return g_string_free (out, FALSE);
}

/**
 * muster_is_safe_text:
 * @text: @n bytes of anything
 * @n: how many, or -1 if it ends with a zero
 * @lines: whether line feeds and tabs may stay
 *
 * Returns: whether muster_safe_text() would change nothing
 */
gboolean
muster_is_safe_text (const char *text, gssize n, gboolean lines)
{
  Scan scan = { NULL, lines, MARKS_MAX };

  g_return_val_if_fail (text != NULL, TRUE);

  scan.end = text + length_of (text, n);
  return scan_safe (&scan, text) == scan.end;
}

/* --- names --- */

/* Below U+0300 every text is composed; in UTF-8 that is below the byte 0xcc. */
static gboolean
may_be_decomposed (const char *text, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (G_UNLIKELY ((guchar) text[i] >= 0xcc))
      return TRUE;
  return FALSE;
}

/**
 * muster_compose_text:
 * @text: @n bytes
 * @n: how many, or -1 if it ends with a zero
 *
 * Checks for Unicode's composed form (NFC, UAX #15), in which one spelling stands for all that are
 * the same text. ASCII costs a look at each byte.
 *
 * Returns: (transfer full) (nullable): the composed form; %NULL where @text has it already, or is
 *   not UTF-8
 */
char *
muster_compose_text (const char *text, gssize n)
{
  gsize length;
  g_autofree char *composed = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  length = length_of (text, n);
  if (!may_be_decomposed (text, length) || !g_utf8_validate_len (text, length, NULL))
    return NULL;
  composed = g_utf8_normalize (text, (gssize) length, G_NORMALIZE_NFC);
  if (strlen (composed) == length && memcmp (composed, text, length) == 0)
    return NULL;
  return g_steal_pointer (&composed);
}

/**
 * muster_is_name:
 * @text: @n bytes of anything
 * @n: how many, or -1 if it ends with a zero
 *
 * Says whether people can tell it from every other name: it hides nothing, has one spelling, and
 * neither begins nor ends with a space of any kind (security R9).
 *
 * Returns: whether it is 1 to 256 bytes of such text
 */
gboolean
muster_is_name (const char *text, gssize n)
{
  g_autofree char *composed = NULL;
  gsize length;

  g_return_val_if_fail (text != NULL, FALSE);

  length = length_of (text, n);
  if (length == 0 || length > NAME_BYTES || !muster_is_safe_text (text, (gssize) length, FALSE) ||
      g_unichar_isspace (g_utf8_get_char (text)) ||
      g_unichar_isspace (g_utf8_get_char (g_utf8_prev_char (text + length))))
    return FALSE;
  composed = muster_compose_text (text, (gssize) length);
  return composed == NULL;
}

/* --- file names --- */

/* Names that some systems give to devices, whatever follows a full stop. */
static gboolean
is_device_name (const char *name)
{
  static const char *const devices[] = {
    "con", "prn", "aux", "nul", "conin$", "conout$", "clock$"
  };
  gsize n = strcspn (name, ".");

  for (gsize i = 0; i < G_N_ELEMENTS (devices); i++)
    if (n == strlen (devices[i]) && g_ascii_strncasecmp (name, devices[i], n) == 0)
      return TRUE;
  return n == 4 && g_ascii_isdigit (name[3]) &&
         (g_ascii_strncasecmp (name, "com", 3) == 0 || g_ascii_strncasecmp (name, "lpt", 3) == 0);
}

/**
 * muster_safe_file_name:
 * @text: (nullable): what the file is about, of any length and any bytes
 *
 * Makes a name of [A-Za-z0-9][A-Za-z0-9._-]{0,99} (security R28): Latin letters lose their accents,
 * other runs become one "-". The name is not unique; create it with O_EXCL under an open directory.
 *
 * Returns: (transfer full): a name, never empty, never a device's
 */
char *
muster_safe_file_name (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  g_autofree char *ascii = g_str_to_ascii (valid, "C");
  g_autoptr (GString) name = g_string_new (NULL);

  for (const char *p = ascii; *p != '\0' && name->len < FILE_NAME_MAX; p++)
    {
      gboolean inside = name->len > 0;

      if (g_ascii_isalnum (*p) || (inside && (*p == '.' || *p == '_')))
        g_string_append_c (name, *p);
      else if (inside && name->str[name->len - 1] != '-')
        g_string_append_c (name, '-');
    }
  while (name->len > 0 && !g_ascii_isalnum (name->str[name->len - 1]))
    g_string_truncate (name, name->len - 1);
  if (name->len == 0)
    g_string_assign (name, "file");
  if (is_device_name (name->str))
    g_string_prepend (name, "file-");
  g_string_truncate (name, MIN (name->len, FILE_NAME_MAX));
  return g_string_free (g_steal_pointer (&name), FALSE);
}

/* --- Markdown --- */

/* Whether Markdown reads @p as markup where it stands; @line is where its line begins. */
static gboolean
is_markup (const char *line, const char *p)
{
  if (strchr ("\\`*_[]<>&#~|$", *p) != NULL)
    return TRUE;
  if (*p == ':') /* the autolinks of GitHub's Markdown */
    return p[1] == '/' || g_str_has_prefix (p, ":www.");
  if (*p == '@')
    return p > line && p[1] != '\0';
  if (*p == '.' && p - line >= 3 && g_ascii_strncasecmp (p - 3, "www", 3) == 0)
    return TRUE;
  if (*p == '.' || *p == ')') /* "1." makes a list, of up to nine digits */
    return p > line && p - line <= 9 && strspn (line, "0123456789") == (gsize) (p - line);
  if (p == line) /* a list, a rule, a title underlined; the first escaped, it is none */
    return strchr ("+-=", *p) != NULL;
  return FALSE;
}

/**
 * muster_markdown_escape:
 * @text: (nullable): text as typed, of any number of lines
 *
 * Escapes what CommonMark and GitHub's Markdown would read as markup, HTML or a link. Text that was
 * not made safe before is not made safe by this.
 *
 * Returns: (transfer full): Markdown that shows @text as it is
 */
char *
muster_markdown_escape (const char *text)
{
  GString *out = g_string_new (NULL);
  const char *line = text;

  for (const char *p = text; p != NULL && *p != '\0'; p++)
    {
      if (p == line && (*p == ' ' || *p == '\t')) /* else four of them make a code block */
        {
          g_string_append_printf (out, "&#%d;", *p);
          continue;
        }
      if (g_ascii_ispunct (*p) && is_markup (line, p))
        g_string_append_c (out, '\\');
      g_string_append_c (out, *p);
      if (*p == '\n' || *p == '\r')
        line = p + 1;
    }
  return g_string_free (out, FALSE);
}

/* --- length --- */

/* The last place at or before @n where a character begins. */
static gsize
character_border (const char *text, gsize n)
{
  gsize border = n;

  while (border > 0 && n - border < 4 && muster_is_continuation (text[border]))
    border--;
  return muster_is_continuation (text[border]) ? n : border;
}

/**
 * muster_cut_text:
 * @text: @n bytes of UTF-8
 * @n: how many
 * @max_bytes: how many there may be
 *
 * Cuts text that is too long: what stays, then an ellipsis and the number of bytes cut off:
 * "… [+1234 B]". Where @max_bytes leaves no room for that, it only cuts.
 *
 * Returns: (transfer full) (nullable): at most @max_bytes bytes and a zero; NULL if @text fits
 */
char *
muster_cut_text (const char *text, gsize n, gsize max_bytes)
{
  GString *out;
  gsize kept;

  g_return_val_if_fail (text != NULL || n == 0, NULL);

  if (n <= max_bytes)
    return NULL;
  if (max_bytes < 2 * CUT_MARK_MAX)
    return g_strndup (text, character_border (text, max_bytes));
  kept = character_border (text, max_bytes - CUT_MARK_MAX);
  out = g_string_new_len (text, (gssize) kept);
  g_string_append_printf (out, "\xe2\x80\xa6 [+%" G_GSIZE_FORMAT " B]", n - kept);
  return g_string_free (out, FALSE);
}
