/* lmtp-session.c - the receiving side of LMTP (RFC 2033, on RFC 5321)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A message ends with CR LF "." CR LF and nothing else: what ends a line for some servers and not
 * for others is how one message is made to hold another (smuggling).
 */
#include "wire/lmtp-session.h"

#include <string.h>

#define ERRORS_MAX     16
#define PATH_BYTES_MAX 256
#define ALERT_PREFIX   "alert+"
#define REPLY_PREFIX   "reply+"

/* Where in a line of a message. */
typedef enum
{
  AT_START,
  AT_DOT, /* a line begins with it */
  AT_DOT_CR,
  AT_TEXT,
  AT_CR,
} Place;

struct _MusterLmtpSession
{
  MusterLmtpFindFunc find;
  gpointer user_data;
  MusterLmtpState state;
  GString *line;
  gboolean is_line_long;
  GString *output;
  guint64 progress;
  guint n_errors;
  gboolean is_greeted;
  gboolean is_known;

  gboolean has_sender;
  GString *message; /* begins with the sender's Return-Path */
  gsize head_n;     /* which is that long */
  gsize size;
  Place place;
  guint n_recipients;
  MusterLmtpRecipient recipients[MUSTER_LMTP_RECIPIENTS_MAX];
};

/* A path, "<ana@example.org>", and what follows it. */
typedef struct
{
  const char *address;
  gsize n;
  const char *rest;
} Path;

static void
reply (MusterLmtpSession *self, const char *text)
{
  g_string_append (self->output, text);
  g_string_append (self->output, "\r\n");
}

static void
end_transaction (MusterLmtpSession *self)
{
  self->has_sender = FALSE;
  self->n_recipients = 0;
  self->size = self->head_n = 0;
  g_string_truncate (self->message, 0);
  if (self->message->allocated_len > 64 * 1024) /* it may be long until the next */
    {
      g_string_free (self->message, TRUE);
      self->message = g_string_new (NULL);
    }
}

/**
 * muster_lmtp_session_end:
 * @self: a session
 * @why: for the other side, in words
 *
 * Says that it has to end. A message that waits for its answers is not taken.
 */
void
muster_lmtp_session_end (MusterLmtpSession *self, const char *why)
{
  g_string_append_printf (self->output, "421 4.3.2 %s\r\n", why);
  self->state = MUSTER_LMTP_OVER;
}

/* Whoever says nothing that we understand is no mail server. */
static void
complain (MusterLmtpSession *self, const char *text)
{
  if (++self->n_errors > ERRORS_MAX)
    muster_lmtp_session_end (self, "Too many errors");
  else
    reply (self, text);
}

/* --- commands --- */

static void
do_lhlo (MusterLmtpSession *self, const char *arguments)
{
  if (*arguments == '\0')
    {
      complain (self, "501 5.5.4 LHLO wants a name");
      return;
    }
  end_transaction (self);
  self->is_greeted = TRUE;
  reply (self, "250-muster");
  reply (self, "250-PIPELINING");
  reply (self, "250-ENHANCEDSTATUSCODES");
  reply (self, "250-8BITMIME");
  g_string_append_printf (self->output, "250 SIZE %" G_GSIZE_FORMAT "\r\n",
                          MUSTER_LMTP_MESSAGE_BYTES_MAX);
}

/* Only what can be seen goes into a header line. */
static gboolean
is_visible (const char *text, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (!g_ascii_isprint (text[i]))
      return FALSE;
  return TRUE;
}

/* "FROM:<…> …"; what is in quotes does not end it. */
static gboolean
parse_path (const char *text, const char *word, Path *out)
{
  gboolean is_quoted = FALSE;
  const char *end;

  if (g_ascii_strncasecmp (text, word, strlen (word)) != 0)
    return FALSE;
  for (text += strlen (word); *text == ' ';)
    text++;
  if (*text != '<')
    return FALSE;
  for (end = ++text; *end != '\0' && (is_quoted || *end != '>'); end++)
    if (*end == '"')
      is_quoted = !is_quoted;
    else if (*end == '\\' && end[1] != '\0')
      end++;
  *out = (Path){ text, (gsize) (end - text), *end == '>' ? end + 1 : end };
  return *end == '>' && out->n <= PATH_BYTES_MAX && is_visible (text, out->n);
}

typedef enum
{
  PARAMETERS_WELL,
  PARAMETERS_UNKNOWN,
  PARAMETERS_TOO_LARGE,
} Parameters;

/* SIZE=N and BODY=…: what LHLO offered. */
static Parameters
check_mail_parameters (const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      const char *word = words[i];
      guint64 size;

      if (*word == '\0' || g_ascii_strcasecmp (word, "BODY=8BITMIME") == 0 ||
          g_ascii_strcasecmp (word, "BODY=7BIT") == 0)
        continue;
      if (g_ascii_strncasecmp (word, "SIZE=", strlen ("SIZE=")) != 0 ||
          !g_ascii_string_to_unsigned (word + strlen ("SIZE="), 10, 0, G_MAXINT64, &size, NULL))
        return PARAMETERS_UNKNOWN;
      if (size > MUSTER_LMTP_MESSAGE_BYTES_MAX)
        return PARAMETERS_TOO_LARGE;
    }
  return PARAMETERS_WELL;
}

static void
do_mail (MusterLmtpSession *self, const char *arguments)
{
  Parameters parameters;
  Path path;

  if (!self->is_greeted || self->has_sender)
    {
      complain (self, self->is_greeted ? "503 5.5.1 There is a sender already"
                                       : "503 5.5.1 Say LHLO first");
      return;
    }
  if (!parse_path (arguments, "FROM:", &path))
    {
      complain (self, "501 5.1.7 Say MAIL FROM:<address>");
      return;
    }
  parameters = check_mail_parameters (path.rest);
  if (parameters == PARAMETERS_TOO_LARGE)
    reply (self, "552 5.3.4 The message is too large");
  else if (parameters == PARAMETERS_UNKNOWN)
    complain (self, "555 5.5.4 There is no such parameter");
  else
    {
      self->has_sender = TRUE;
      g_string_printf (self->message, "Return-Path: <%.*s>\r\n", (int) path.n, path.address);
      self->head_n = self->message->len;
      reply (self, "250 2.1.0 Sender noted");
    }
}

static gboolean
has_prefix (const char *local, const char *prefix)
{
  return g_ascii_strncasecmp (local, prefix, strlen (prefix)) == 0;
}

/* alert+KEY@… or reply+TOKEN@…; an old route before the address ("@a,@b:") is passed over. */
static gboolean
find_recipient (const MusterLmtpSession *self, const Path *path, MusterLmtpRecipient *out)
{
  g_autofree char *address = g_strndup (path->address, path->n);
  const char *local = address[0] == '@' ? strchr (address, ':') : NULL;
  gsize n = 0;

  local = local != NULL ? local + 1 : address;
  *out = (MusterLmtpRecipient){ .is_reply = has_prefix (local, REPLY_PREFIX) };
  if (!out->is_reply && !has_prefix (local, ALERT_PREFIX))
    return FALSE;
  local += out->is_reply ? strlen (REPLY_PREFIX) : strlen (ALERT_PREFIX);
  while (g_ascii_isalnum (local[n]))
    n++;
  return n > 0 && local[n] == '@' && self->find (local, n, out, self->user_data);
}

static void
do_rcpt (MusterLmtpSession *self, const char *arguments)
{
  MusterLmtpRecipient recipient;
  Path path;

  if (!self->has_sender)
    complain (self, "503 5.5.1 Say MAIL first");
  else if (!parse_path (arguments, "TO:", &path))
    complain (self, "501 5.1.3 Say RCPT TO:<address>");
  else if (*path.rest != '\0')
    complain (self, "555 5.5.4 There is no such parameter");
  else if (self->n_recipients == MUSTER_LMTP_RECIPIENTS_MAX)
    reply (self, "452 4.5.3 Too many recipients");
  else if (!find_recipient (self, &path, &recipient))
    complain (self, "550 5.1.1 No integration key has this address"); /* never said back */
  else
    {
      self->recipients[self->n_recipients++] = recipient;
      self->is_known = TRUE;
      reply (self, "250 2.1.5 Recipient known");
    }
}

static void
do_data (MusterLmtpSession *self, const char *arguments)
{
  if (*arguments != '\0')
    complain (self, "501 5.5.4 DATA takes nothing");
  else if (self->n_recipients == 0)
    complain (self, "503 5.5.1 There is no recipient");
  else
    {
      self->state = MUSTER_LMTP_DATA;
      self->place = AT_START;
      reply (self, "354 End with a line that is a dot");
    }
}

static void
do_rset (MusterLmtpSession *self, const char *arguments)
{
  end_transaction (self);
  reply (self, "250 2.0.0 Forgotten");
}

static void
do_noop (MusterLmtpSession *self, const char *arguments)
{
  reply (self, "250 2.0.0 Done");
}

static void
do_vrfy (MusterLmtpSession *self, const char *arguments)
{
  reply (self, "252 2.1.5 Send it and see");
}

static void
do_quit (MusterLmtpSession *self, const char *arguments)
{
  reply (self, "221 2.0.0 Good-bye");
  self->state = MUSTER_LMTP_OVER;
}

static const struct
{
  const char *name;
  void (*run) (MusterLmtpSession *self, const char *arguments);
} commands[] = {
  { "LHLO", do_lhlo }, { "MAIL", do_mail }, { "RCPT", do_rcpt }, { "DATA", do_data },
  { "RSET", do_rset }, { "NOOP", do_noop }, { "VRFY", do_vrfy }, { "QUIT", do_quit },
};

static void
run_line (MusterLmtpSession *self)
{
  const char *line = self->line->str;
  gsize name_n = strcspn (line, " ");
  const char *arguments = line + name_n;

  if (strlen (line) != self->line->len)
    {
      complain (self, "500 5.5.2 A command has no NUL in it");
      return;
    }
  while (*arguments == ' ')
    arguments++;
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    if (name_n == strlen (commands[i].name) &&
        g_ascii_strncasecmp (line, commands[i].name, name_n) == 0)
      {
        commands[i].run (self, arguments);
        return;
      }
  complain (self, "500 5.5.1 There is no such command; this is LMTP");
}

/* Takes bytes up to the end of a line, and does what it says. */
static gsize
feed_command (MusterLmtpSession *self, const char *bytes, gsize n)
{
  const char *end = memchr (bytes, '\n', n);
  gsize line_n = end != NULL ? (gsize) (end - bytes) : n;

  if (self->line->len + line_n > MUSTER_LMTP_LINE_BYTES_MAX)
    self->is_line_long = TRUE;
  else
    g_string_append_len (self->line, bytes, (gssize) line_n);
  if (end == NULL)
    return n;
  if (self->line->len > 0 && self->line->str[self->line->len - 1] == '\r')
    g_string_truncate (self->line, self->line->len - 1);
  self->progress++;
  if (self->is_line_long)
    complain (self, "500 5.5.6 The line is too long");
  else
    run_line (self);
  self->is_line_long = FALSE;
  g_string_truncate (self->line, 0);
  return line_n + 1;
}

/* --- a message --- */

static void
keep (MusterLmtpSession *self, char byte)
{
  if (self->size++ < MUSTER_LMTP_KEPT_BYTES_MAX)
    g_string_append_c (self->message, byte);
}

static Place
keep_text (MusterLmtpSession *self, char byte)
{
  if (byte == '\r')
    return AT_CR;
  keep (self, byte);
  return AT_TEXT;
}

/* TRUE: the message ends with this byte. */
static gboolean
feed_byte (MusterLmtpSession *self, char byte)
{
  switch (self->place)
    {
    case AT_START:
      self->place = byte == '.' ? AT_DOT : keep_text (self, byte);
      break;
    case AT_DOT:
      self->place = byte == '\r' ? AT_DOT_CR : keep_text (self, byte);
      break;
    case AT_DOT_CR:
      if (byte == '\n')
        return TRUE;
      keep (self, '\r');
      self->place = keep_text (self, byte);
      break;
    case AT_CR:
      keep (self, '\r');
      if (byte == '\n')
        keep (self, '\n');
      self->place = byte == '\n' ? AT_START : keep_text (self, byte);
      break;
    case AT_TEXT:
    default:
      self->place = keep_text (self, byte);
      break;
    }
  return FALSE;
}

static gsize
feed_message (MusterLmtpSession *self, const char *bytes, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (feed_byte (self, bytes[i]))
      {
        self->state = MUSTER_LMTP_MESSAGE;
        n = i + 1;
      }
  self->progress += n;
  if (self->size > 2 * MUSTER_LMTP_MESSAGE_BYTES_MAX) /* it was told what we take */
    muster_lmtp_session_end (self, "The message does not end");
  return n;
}

/**
 * muster_lmtp_session_feed:
 * @self: a session
 * @bytes: what came
 * @n: how many
 *
 * Goes on as far as it may: what follows a message waits until that is answered.
 *
 * Returns: how many it took; the rest is to be fed again
 */
gsize
muster_lmtp_session_feed (MusterLmtpSession *self, const char *bytes, gsize n)
{
  gsize taken = 0;

  while (taken < n && self->state <= MUSTER_LMTP_DATA)
    taken += self->state == MUSTER_LMTP_DATA ? feed_message (self, bytes + taken, n - taken)
                                             : feed_command (self, bytes + taken, n - taken);
  return taken;
}

/**
 * muster_lmtp_session_answer:
 * @self: a session in the state %MUSTER_LMTP_MESSAGE
 * @outcomes: one a recipient, in order
 *
 * Says what became of the message, and goes on.
 */
void
muster_lmtp_session_answer (MusterLmtpSession *self, const MusterLmtpOutcome *outcomes)
{
  static const char *const replies[] = {
    [MUSTER_LMTP_TAKEN] = "250 2.0.0 On disk",
    [MUSTER_LMTP_BUSY] = "451 4.3.0 It cannot be stored now",
    [MUSTER_LMTP_UNREADABLE] = "554 5.6.0 No alert can be made of it; an administrator is told",
    [MUSTER_LMTP_TOO_LARGE] = "552 5.3.4 The message is too large; an administrator is told",
    [MUSTER_LMTP_NOT_DONE] =
        "554 5.6.0 Nothing was done: answer as who was paged, with ack, resolve or note first",
  };

  g_return_if_fail (self->state == MUSTER_LMTP_MESSAGE);
  for (guint i = 0; i < self->n_recipients; i++)
    reply (self, replies[outcomes[i]]);
  end_transaction (self);
  self->state = MUSTER_LMTP_COMMANDS;
}

/* --- what it is at --- */

/**
 * muster_lmtp_session_new:
 * @find: knows the keys
 * @user_data: for @find
 *
 * Returns: (transfer full): a session that greets
 */
MusterLmtpSession *
muster_lmtp_session_new (MusterLmtpFindFunc find, gpointer user_data)
{
  MusterLmtpSession *self = g_new0 (MusterLmtpSession, 1);

  self->find = find;
  self->user_data = user_data;
  self->line = g_string_new (NULL);
  self->output = g_string_new ("220 muster LMTP\r\n");
  self->message = g_string_new (NULL);
  return self;
}

/**
 * muster_lmtp_session_free:
 * @self: (transfer full): a session
 */
void
muster_lmtp_session_free (MusterLmtpSession *self)
{
  g_string_free (self->line, TRUE);
  g_string_free (self->output, TRUE);
  g_string_free (self->message, TRUE);
  g_free (self);
}

/**
 * muster_lmtp_session_get_state:
 *
 * Returns: what it waits for
 */
MusterLmtpState
muster_lmtp_session_get_state (const MusterLmtpSession *self)
{
  return self->state;
}

/**
 * muster_lmtp_session_get_output:
 *
 * Returns: (transfer none): what is to be sent
 */
GString *
muster_lmtp_session_get_output (MusterLmtpSession *self)
{
  return self->output;
}

/**
 * muster_lmtp_session_get_progress:
 *
 * Returns: a number that grows with each complete command and with a message's bytes
 */
guint64
muster_lmtp_session_get_progress (const MusterLmtpSession *self)
{
  return self->progress;
}

/**
 * muster_lmtp_session_is_known:
 *
 * Returns: whether it has named an integration key that is in force, or a page of this hub
 */
gboolean
muster_lmtp_session_is_known (const MusterLmtpSession *self)
{
  return self->is_known;
}

/**
 * muster_lmtp_session_get_n_recipients:
 *
 * Returns: how many answers a message needs
 */
guint
muster_lmtp_session_get_n_recipients (const MusterLmtpSession *self)
{
  return self->n_recipients;
}

/**
 * muster_lmtp_session_get_recipient:
 * @i: which
 *
 * Returns: who it is, as @find gave it
 */
const MusterLmtpRecipient *
muster_lmtp_session_get_recipient (const MusterLmtpSession *self, guint i)
{
  g_return_val_if_fail (i < self->n_recipients, NULL);
  return &self->recipients[i];
}

/**
 * muster_lmtp_session_dup_message:
 *
 * Returns: (transfer full): its first %MUSTER_LMTP_KEPT_BYTES_MAX bytes, behind a Return-Path
 */
GBytes *
muster_lmtp_session_dup_message (const MusterLmtpSession *self)
{
  return g_bytes_new (self->message->str, self->message->len);
}

/**
 * muster_lmtp_session_get_size:
 *
 * Returns: bytes of the message as it was sent
 */
gsize
muster_lmtp_session_get_size (const MusterLmtpSession *self)
{
  return self->size;
}
