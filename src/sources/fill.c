/* fill.c - what is said of one alert or change, out of a body that was read whole
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "sources/fill.h"
#include "base/crypto.h"
#include "sources/form.h"

#define DEDUP_BYTES_MAX 512
#define DIGEST_BYTES    16 /* of what stands for a long key: half of a SHA-256 */
#define TAGS_BYTES_MAX  1024
#define LABELS_OF_OURS  8 /* room for those that a source adds itself */

/**
 * muster_draft_init_other:
 * @self: on the stack
 * @source: the source's name, static
 * @in: the request
 * @reader: begun here, and at the end of nothing
 * @out: empty
 *
 * Begins a body that the source reads by itself.
 */
void
muster_draft_init_other (MusterDraft *self,
                         const char *source,
                         const MusterIntake *in,
                         MusterJsonReader *reader,
                         MusterReports *out)
{
  static const MusterIntake blank = { .body = "{}", .body_n = 2 };

  muster_draft_init (self, source, &blank, reader, out);
  self->in = in;
  muster_json_reader_skip (reader);
}

/**
 * muster_draft_read_whole:
 * @self: on the stack
 * @source: the source's name, static
 * @in: the request
 * @reader: begun here
 * @out: empty
 *
 * Begins a body, and reads it to its end. A form is read as an object of strings.
 *
 * Returns: (nullable): the whole, an object or an array; %NULL with the reader's error
 */
const MusterValue *
muster_draft_read_whole (MusterDraft *self,
                         const char *source,
                         const MusterIntake *in,
                         MusterJsonReader *reader,
                         MusterReports *out)
{
  const MusterValue *whole;

  if (muster_intake_is_form (in))
    {
      muster_draft_init_other (self, source, in, reader, out);
      whole = muster_value_from_form ((MusterText){ in->body, in->body_n }, out->arena);
      if (whole == NULL)
        muster_json_reader_fail (reader, "the form cannot be read");
      return whole;
    }
  muster_draft_init (self, source, in, reader, out);
  whole = muster_value_read (reader, out->arena);
  if (whole != NULL && whole->type != MUSTER_JSON_OBJECT && whole->type != MUSTER_JSON_ARRAY)
    muster_json_reader_fail (reader, "the body is neither an object nor an array");
  return muster_json_reader_failed (reader) ? NULL : whole;
}

/**
 * muster_draft_set_title:
 * @self: an element
 * @text: of any length
 *
 * Sets the title. One that will be cut is kept as the annotation "full_title", as far as that goes.
 */
void
muster_draft_set_title (MusterDraft *self, MusterText text)
{
  self->report.title = text;
  if (text.n > MUSTER_TITLE_BYTES_MAX)
    muster_pairs_add (&self->annotations, "full_title", text);
}

static MusterText
add_digest (MusterArena *arena, MusterText text, gsize kept_n)
{
  g_autoptr (GString) key = g_string_new_len (text.bytes, (gssize) kept_n);
  MusterSha256 digest;

  while (key->len > 0 && ((guchar) text.bytes[key->len] & 0xc0) == 0x80)
    g_string_truncate (key, key->len - 1); /* to a character's border */
  muster_sha256 (&(MusterPiece){ .bytes = text.bytes, .n = text.n }, 1, &digest);
  if (key->len > 0)
    g_string_append (key, "…");
  muster_append_hex (key, digest.bytes, DIGEST_BYTES);
  return (MusterText){ muster_arena_strndup (arena, key->str, key->len), key->len };
}

/**
 * muster_draft_set_dedup:
 * @self: an element
 * @text: the sender's own key, of any length
 *
 * Sets what the alert is known by. A key over 512 bytes keeps its beginning for people and ends
 * with a digest of the whole, so that unlike keys stay unlike.
 */
void
muster_draft_set_dedup (MusterDraft *self, MusterText text)
{
  if (text.n > DEDUP_BYTES_MAX)
    {
      text = add_digest (self->out->arena, text, DEDUP_BYTES_MAX - 2 * DIGEST_BYTES - 3);
      self->report.marks |= MUSTER_MARK_CUT;
    }
  self->report.dedup = text;
}

/**
 * muster_draft_join_dedup:
 * @self: an element
 * @parts: texts that together are its identity
 * @n: how many
 *
 * For senders that know an alert by several fields.
 */
void
muster_draft_join_dedup (MusterDraft *self, const MusterText *parts, guint n)
{
  g_autoptr (GString) key = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      if (i > 0)
        g_string_append_c (key, '/');
      g_string_append_len (key, parts[i].n > 0 ? parts[i].bytes : "", (gssize) parts[i].n);
    }
  muster_draft_set_dedup (
      self, (MusterText){ muster_arena_strndup (self->out->arena, key->str, key->len), key->len });
}

/**
 * muster_text_is:
 * @self: a text
 * @word: ASCII
 *
 * Returns: whether it is that word, in any case of letters
 */
gboolean
muster_text_is (MusterText self, const char *word)
{
  return strlen (word) == self.n &&
         g_ascii_strncasecmp (word, self.n > 0 ? self.bytes : "", self.n) == 0;
}

/**
 * muster_draft_set_status:
 * @self: an element
 * @word: the sender's
 * @table: its words, ended by a %NULL word
 *
 * Says what became of the alert.
 *
 * Returns: whether the word is one of the table
 */
gboolean
muster_draft_set_status (MusterDraft *self, MusterText word, const MusterStatusWord *table)
{
  for (; table->word != NULL; table++)
    if (muster_text_is (word, table->word))
      {
        self->report.status = table->status;
        return TRUE;
      }
  return FALSE;
}

/**
 * muster_draft_set_time:
 * @self: an element whose status is known
 * @time: when its state began, as sent
 *
 * Sets the start of what fires, and the end of what is over.
 */
void
muster_draft_set_time (MusterDraft *self, MusterText time)
{
  time = muster_source_time (self->out->arena, time);
  if (self->report.status == MUSTER_REPORT_RESOLVED)
    self->ends = time;
  else if (self->report.status == MUSTER_REPORT_FIRING)
    self->starts = time;
}

/**
 * muster_draft_set_severity:
 * @self: an element
 * @word: the sender's
 * @table: (nullable): its words, in lower case, ended by a %NULL word
 *
 * Sets the severity, and keeps the word as a label. A word that is not in the table is looked up
 * among all monitors' words; no word leaves the severity to the labels.
 */
void
muster_draft_set_severity (MusterDraft *self, MusterText word, const MusterSeverityWord *table)
{
  if (word.n == 0)
    return;
  self->report.severity = muster_severity_from_alert (word.bytes, (gssize) word.n);
  for (; table != NULL && table->word != NULL; table++)
    if (muster_text_is (word, table->word))
      self->report.severity = table->severity;
  muster_pairs_add (&self->labels, "severity", word);
}

/**
 * muster_draft_set_url:
 * @self: an element
 * @url: where the sender shows it
 *
 * Sets the link, if it is one of the web: nothing else is ever opened.
 */
void
muster_draft_set_url (MusterDraft *self, MusterText url)
{
  if ((url.n > 8 && g_ascii_strncasecmp (url.bytes, "https://", 8) == 0) ||
      (url.n > 7 && g_ascii_strncasecmp (url.bytes, "http://", 7) == 0))
    self->report.url = url;
}

/* An alert that is known by a key of its own may do without a label; one that is known by its
 * labels may not, and is folded at its end if they are too many (R8). */
static gboolean
has_room (MusterDraft *self, const MusterPairs *pairs, MusterText name)
{
  if (pairs != &self->labels || self->report.dedup.n == 0)
    return pairs->n < G_N_ELEMENTS (pairs->items);
  if (pairs->n < MUSTER_LABELS_MAX - LABELS_OF_OURS && name.n <= MUSTER_LABEL_NAME_BYTES_MAX)
    return TRUE;
  self->report.marks |= MUSTER_MARK_CUT;
  return FALSE;
}

static void
add_pair (MusterDraft *self, MusterPairs *pairs, MusterText name, MusterText value)
{
  gboolean identifies = pairs == &self->labels && self->report.dedup.n == 0;

  if (value.n == 0)
    return;
  if (name.n == 0 && !identifies)
    {
      self->report.marks |= MUSTER_MARK_CUT;
      return;
    }
  for (guint i = 0; i < pairs->n; i++)
    if (muster_compare_texts (pairs->items[i].name, name) == 0)
      return;
  if (has_room (self, pairs, name))
    pairs->items[pairs->n++] = (MusterPair){ name, value };
}

/**
 * muster_draft_add_members:
 * @self: an element
 * @pairs: its labels or annotations
 * @name: of a value that is no object
 * @value: (nullable): what to add
 *
 * Adds an object's members by their own names, values as text, but for names that are there. Labels
 * that are too many are left out, with a mark, if the alert's dedup key was set before.
 */
void
muster_draft_add_members (MusterDraft *self,
                          MusterPairs *pairs,
                          const char *name,
                          const MusterValue *value)
{
  MusterArena *arena = self->out->arena;

  if (value == NULL)
    return;
  if (value->type != MUSTER_JSON_OBJECT)
    {
      muster_pairs_add (pairs, name, muster_value_to_text (value, arena));
      return;
    }
  for (const MusterValue *member = value->first; member != NULL; member = member->next)
    add_pair (self, pairs, member->name, muster_value_to_text (member, arena));
}

static gboolean
is_space (char c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/**
 * muster_split_text:
 * @text: items between commas
 * @out: (out): the items, without space around them; empty ones are left out
 * @max: room for how many
 *
 * Returns: how many items there are, at most @max
 */
guint
muster_split_text (MusterText text, MusterText *out, guint max)
{
  const char *p = text.n > 0 ? text.bytes : "";
  const char *end = p + text.n;
  guint n = 0;

  while (p < end && n < max)
    {
      const char *comma = memchr (p, ',', (gsize) (end - p));
      const char *stop = comma != NULL ? comma : end;
      MusterText item = { p, 0 };

      while (item.bytes < stop && is_space (*item.bytes))
        item.bytes++;
      item.n = (gsize) (stop - item.bytes);
      while (item.n > 0 && is_space (item.bytes[item.n - 1]))
        item.n--;
      if (item.n > 0)
        out[n++] = item;
      p = comma != NULL ? comma + 1 : end;
    }
  return n;
}

/**
 * muster_draft_add_tags:
 * @self: an element
 * @name: of the label for tags without a name of their own
 * @tags: what the sender hung on it
 * @n: how many
 *
 * "env:prod" and "env=prod" become labels; the others are joined in one.
 */
void
muster_draft_add_tags (MusterDraft *self, const char *name, const MusterText *tags, guint n)
{
  g_autoptr (GString) rest = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      MusterText tag = tags[i];
      gsize at = 0;

      while (at < tag.n && tag.bytes[at] != ':' && tag.bytes[at] != '=')
        at++;
      if (at > 0 && at + 1 < tag.n && at <= MUSTER_LABEL_NAME_BYTES_MAX)
        add_pair (self, &self->labels, (MusterText){ tag.bytes, at },
                  (MusterText){ tag.bytes + at + 1, tag.n - at - 1 });
      else if (rest->len + tag.n < TAGS_BYTES_MAX)
        {
          if (rest->len > 0)
            g_string_append (rest, ", ");
          g_string_append_len (rest, tag.bytes, (gssize) tag.n);
        }
      else
        self->report.marks |= MUSTER_MARK_CUT;
    }
  muster_pairs_add (
      &self->labels, name,
      (MusterText){ muster_arena_strndup (self->out->arena, rest->str, rest->len), rest->len });
}

/**
 * muster_draft_printf:
 * @self: an element
 * @format: as of printf()
 * @...: its arguments
 *
 * Returns: the text, in the reports' arena
 */
MusterText
muster_draft_printf (MusterDraft *self, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;
  gsize n;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  n = strlen (text);
  return (MusterText){ muster_arena_strndup (self->out->arena, text, n), n };
}

/**
 * muster_text_first_line:
 * @text: of any number of lines
 *
 * Returns: its first line
 */
MusterText
muster_text_first_line (MusterText text)
{
  gsize n = 0;

  while (n < text.n && text.bytes[n] != '\n' && text.bytes[n] != '\r')
    n++;
  return (MusterText){ text.bytes, n };
}

/**
 * muster_text_short_commit:
 * @text: a commit's digest
 *
 * Returns: its first 10 digits; @text if it is none
 */
MusterText
muster_text_short_commit (MusterText text)
{
  for (gsize i = 0; i < text.n; i++)
    if (!g_ascii_isxdigit (text.bytes[i]))
      return text;
  return (MusterText){ text.bytes, MIN (text.n, 10) };
}
