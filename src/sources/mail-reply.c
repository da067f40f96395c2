/* mail-reply.c - what somebody answers to the mail of a page (wire-formats 2.8)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The first line that somebody wrote says it; what is quoted below it does not count. Machines
 * answer too: what is marked as theirs is never done.
 */
#include "sources/mail-reply.h"

#include "sources/fill.h"

static const struct
{
  const char *word;
  MusterReplyVerb verb;
} verbs[] = {
  { "ack", MUSTER_REPLY_ACKNOWLEDGE },          { "acknowledge", MUSTER_REPLY_ACKNOWLEDGE },
  { "acknowledged", MUSTER_REPLY_ACKNOWLEDGE }, { "resolve", MUSTER_REPLY_RESOLVE },
  { "resolved", MUSTER_REPLY_RESOLVE },         { "note", MUSTER_REPLY_NOTE },
};

static MusterText
trim (MusterText text)
{
  while (text.n > 0 && g_ascii_isspace (text.bytes[0]))
    text = (MusterText){ text.bytes + 1, text.n - 1 };
  while (text.n > 0 && g_ascii_isspace (text.bytes[text.n - 1]))
    text.n--;
  return text;
}

static gboolean
begins (MusterText text, const char *word)
{
  return text.n >= strlen (word) && g_ascii_strncasecmp (text.bytes, word, strlen (word)) == 0;
}

/* RFC 3834, and what was there before it. */
static gboolean
is_automatic (const MusterMail *mail, MusterArena *arena)
{
  MusterText automatic = trim (muster_mail_header (mail, "Auto-Submitted", 0, arena));
  MusterText precedence = trim (muster_mail_header (mail, "Precedence", 0, arena));

  return (automatic.n > 0 && !begins (automatic, "no")) || begins (precedence, "bulk") ||
         begins (precedence, "auto_reply") || begins (precedence, "list") ||
         muster_text_equal (muster_mail_header (mail, "Return-Path", 0, arena), "<>") ||
         begins (muster_mail_header (mail, "Content-Type", 0, arena), "multipart/report");
}

/* What stands before an address is one name: else it is a list. */
static gboolean
is_name (MusterText name)
{
  gboolean is_quoted = name.n >= 2 && name.bytes[0] == '"' && name.bytes[name.n - 1] == '"' &&
                       memchr (name.bytes + 1, '"', name.n - 2) == NULL;

  return name.n == 0 || is_quoted ||
         (memchr (name.bytes, ',', name.n) == NULL && memchr (name.bytes, '<', name.n) == NULL &&
          memchr (name.bytes, '"', name.n) == NULL);
}

/* "Ana <ana@example.org>" or the address alone; of several headers or addresses none. */
static MusterText
find_sender (const MusterMail *mail, MusterArena *arena)
{
  const MusterText none = { NULL, 0 };
  MusterText from = trim (muster_mail_header (mail, "From", 0, arena));
  const char *open, *at;

  if (from.n == 0 || muster_mail_header (mail, "From", 1, arena).n > 0)
    return none;
  if (from.bytes[from.n - 1] == '>')
    {
      open = g_strrstr_len (from.bytes, (gssize) from.n, "<");
      if (open == NULL || !is_name (trim ((MusterText){ from.bytes, (gsize) (open - from.bytes) })))
        return none;
      from = (MusterText){ open + 1, (gsize) (from.bytes + from.n - 1 - (open + 1)) };
    }
  at = from.n > 0 ? memchr (from.bytes, '@', from.n) : NULL;
  if (at == NULL || memchr (from.bytes, ',', from.n) != NULL ||
      memchr (at + 1, '@', (gsize) (from.bytes + from.n - at - 1)) != NULL)
    return none;
  return from;
}

/* The first line with something in it, and all before what is quoted. */
static MusterText
find_words (MusterText text, MusterText *first)
{
  MusterText rest = trim (text);
  const char *end = rest.n > 0 ? memchr (rest.bytes, '\n', rest.n) : NULL;
  const char *quoted = rest.n > 0 ? g_strstr_len (rest.bytes, (gssize) rest.n, "\n>") : NULL;

  *first = trim ((MusterText){ rest.bytes, end != NULL ? (gsize) (end - rest.bytes) : rest.n });
  if (quoted != NULL)
    rest.n = (gsize) (quoted - rest.bytes);
  return rest;
}

static void
read_words (MusterText text, MusterMailReply *out)
{
  MusterText first, word;
  MusterText words = find_words (text, &first);

  word = (MusterText){ first.bytes, 0 };
  while (word.n < first.n && g_ascii_isalpha (word.bytes[word.n]))
    word.n++;
  for (gsize i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (word.n == strlen (verbs[i].word) && begins (word, verbs[i].word))
      out->verb = verbs[i].verb;
  if (out->verb != MUSTER_REPLY_NOTE)
    {
      /* "ack." says it, and "resolve the DNS name first" does not */
      if (first.n > word.n + 1 || (first.n > word.n && g_ascii_isalnum (first.bytes[word.n])))
        out->verb = MUSTER_REPLY_NOTHING;
      return;
    }
  words = trim ((MusterText){ words.bytes + word.n, words.n - word.n });
  if (words.n > 0 && words.bytes[0] == ':')
    words = trim ((MusterText){ words.bytes + 1, words.n - 1 });
  out->note = words;
  if (words.n == 0)
    out->verb = MUSTER_REPLY_NOTHING;
}

/**
 * muster_mail_reply_read:
 * @message: as it came, behind a Return-Path
 * @arena: for what is decoded
 * @out: (out): what it says
 *
 * Returns: whether it is a message of mail
 */
gboolean
muster_mail_reply_read (MusterText message, MusterArena *arena, MusterMailReply *out)
{
  g_autofree MusterMail *mail = g_new (MusterMail, 1);

  *out = (MusterMailReply){ 0 };
  if (!muster_mail_parse (message, mail))
    return FALSE;
  out->is_automatic = is_automatic (mail, arena);
  out->sender = find_sender (mail, arena);
  read_words (muster_mail_text (mail, arena), out);
  return TRUE;
}
