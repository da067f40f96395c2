/* lmtp-session.c - what is said to who brings mail (RFC 2033)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "wire/lmtp-session.h"

#include <string.h>

#define HELLO    "LHLO mx\r\n"
#define GREETING "220 muster LMTP\r\n"
#define OFFERS                                                                                     \
  "250-muster\r\n250-PIPELINING\r\n250-ENHANCEDSTATUSCODES\r\n250-8BITMIME\r\n250 SIZE "           \
  "16777216\r\n"
#define FROM    "MAIL FROM:<m@example.org>\r\n"
#define FROM_OK "250 2.1.0 Sender noted\r\n"
#define TO      "RCPT TO:<alert+one@hub>\r\n"
#define TO_OK   "250 2.1.5 Recipient known\r\n"
#define UNKNOWN "550 5.1.1 No integration key has this address\r\n"
#define GO      "354 End with a line that is a dot\r\n"
#define TAKEN   "250 2.0.0 On disk\r\n"
#define BYE     "221 2.0.0 Good-bye\r\n"

/* There are the keys "one" and "two", and a page with the token "nine". */
static gboolean
find (const char *key, gsize n, MusterLmtpRecipient *out, gpointer user_data)
{
  out->key = (MusterUlid){ 0, n == 3 && strncmp (key, "two", 3) == 0 ? 2 : 1 };
  if (out->is_reply)
    out->key.lo = 9;
  return out->is_reply ? n == 4 && strncmp (key, "nine", 4) == 0
                       : n == 3 && (strncmp (key, "one", 3) == 0 || strncmp (key, "two", 3) == 0);
}

/* A whole session: each message is taken by every recipient and put into @messages, with who it is
 * for. */
static char *
talk (const char *bytes, gsize n, gsize stride, GString *messages)
{
  g_autoptr (MusterLmtpSession) session = muster_lmtp_session_new (find, NULL);
  const MusterLmtpOutcome taken[MUSTER_LMTP_RECIPIENTS_MAX] = { MUSTER_LMTP_TAKEN };
  gsize fed = 0;

  while (fed < n && muster_lmtp_session_get_state (session) != MUSTER_LMTP_OVER)
    {
      fed += muster_lmtp_session_feed (session, bytes + fed, MIN (stride, n - fed));
      if (muster_lmtp_session_get_state (session) != MUSTER_LMTP_MESSAGE)
        continue;
      for (guint i = 0; i < muster_lmtp_session_get_n_recipients (session); i++)
        {
          g_autoptr (GBytes) message = muster_lmtp_session_dup_message (session);

          g_string_append_printf (
              messages, "%u:", (guint) muster_lmtp_session_get_recipient (session, i)->key.lo);
          g_string_append_len (messages, g_bytes_get_data (message, NULL),
                               (gssize) g_bytes_get_size (message));
        }
      muster_lmtp_session_answer (session, taken);
    }
  return g_strdup (muster_lmtp_session_get_output (session)->str);
}

/* --- what is answered --- */

static void
test_dialogues (void)
{
  static const struct
  {
    const char *says, *answers, *messages;
  } cases[] = {
    { HELLO "QUIT\r\n", OFFERS BYE, "" },
    { "quit\r\nNOOP\r\n", BYE, "" },
    { "EHLO mx\r\nHELO mx\r\n",
      "500 5.5.1 There is no such command; this is LMTP\r\n"
      "500 5.5.1 There is no such command; this is LMTP\r\n",
      "" },
    { "LHLO\r\n", "501 5.5.4 LHLO wants a name\r\n", "" },
    { FROM, "503 5.5.1 Say LHLO first\r\n", "" },
    { HELLO TO "DATA\r\n", OFFERS "503 5.5.1 Say MAIL first\r\n503 5.5.1 There is no recipient\r\n",
      "" },
    { HELLO FROM FROM, OFFERS FROM_OK "503 5.5.1 There is a sender already\r\n", "" },
    { HELLO FROM TO "DATA\r\nSubject: a\r\n\r\nb\r\n.\r\nQUIT\r\n",
      OFFERS FROM_OK TO_OK GO TAKEN BYE,
      "1:Return-Path: <m@example.org>\r\nSubject: a\r\n\r\nb\r\n" },
    /* one answer a recipient that was known, and none for others */
    { HELLO FROM TO "RCPT TO:<alert+no@hub>\r\nRCPT TO:<ALERT+two@hub>\r\nDATA\r\n.\r\n",
      OFFERS FROM_OK TO_OK UNKNOWN TO_OK GO TAKEN TAKEN,
      "1:Return-Path: <m@example.org>\r\n2:Return-Path: <m@example.org>\r\n" },
    /* a transaction begins anew */
    { HELLO FROM TO "RSET\r\nDATA\r\n" FROM "DATA\r\n",
      OFFERS FROM_OK TO_OK "250 2.0.0 Forgotten\r\n503 5.5.1 There is no recipient\r\n" FROM_OK
                           "503 5.5.1 There is no recipient\r\n",
      "" },
    { HELLO FROM TO "DATA\r\n.\r\nDATA\r\n",
      OFFERS FROM_OK TO_OK GO TAKEN "503 5.5.1 There is no recipient\r\n",
      "1:Return-Path: <m@example.org>\r\n" },
    { HELLO FROM "RCPT TO:<one@hub>\r\nRCPT TO:<alert+one>\r\nRCPT TO:<alert+@hub>\r\n"
                 "RCPT TO:<\"alert+one\"@hub>\r\nRCPT TO:<alert+o.e@hub>\r\n",
      OFFERS FROM_OK UNKNOWN UNKNOWN UNKNOWN UNKNOWN UNKNOWN, "" },
    { HELLO FROM "RCPT TO:<reply+one@hub>\r\nRCPT TO:<Reply+nine@hub>\r\nDATA\r\n.\r\n",
      OFFERS FROM_OK UNKNOWN TO_OK GO TAKEN, "9:Return-Path: <m@example.org>\r\n" },
    { HELLO FROM "RCPT TO:<@a,@b:alert+one@hub>\r\nRCPT TO: <alert+one@hub>\r\n",
      OFFERS FROM_OK TO_OK TO_OK, "" },
    { HELLO FROM "RCPT TO:alert+one@hub\r\nRCPT TO:<alert+one@hub\r\nRCPT TO:<alert+one@hub> "
                 "NOTIFY=NEVER\r\n",
      OFFERS FROM_OK "501 5.1.3 Say RCPT TO:<address>\r\n501 5.1.3 Say RCPT TO:<address>\r\n"
                     "555 5.5.4 There is no such parameter\r\n",
      "" },
    { HELLO "MAIL FROM:<> BODY=8BITMIME SIZE=100\r\n" TO "DATA\r\n.\r\n",
      OFFERS FROM_OK TO_OK GO TAKEN, "1:Return-Path: <>\r\n" },
    { HELLO "MAIL FROM:<a@b> SIZE=16777217\r\nMAIL FROM:<a@b> SIZE=-1\r\nMAIL FROM:<a@b> "
            "SMTPUTF8\r\n",
      OFFERS "552 5.3.4 The message is too large\r\n555 5.5.4 There is no such parameter\r\n"
             "555 5.5.4 There is no such parameter\r\n",
      "" },
    /* nothing of an address becomes a line of the header */
    { HELLO "MAIL FROM:<a\rX: b@c>\r\nMAIL FROM:<a\tb>\r\nMAIL FROM:<\xc3\xa4@b>\r\n",
      OFFERS "501 5.1.7 Say MAIL FROM:<address>\r\n501 5.1.7 Say MAIL FROM:<address>\r\n"
             "501 5.1.7 Say MAIL FROM:<address>\r\n",
      "" },
    { HELLO "MAIL FROM:<\"a>b\"@c>\r\n" TO "DATA\r\n.\r\n", OFFERS FROM_OK TO_OK GO TAKEN,
      "1:Return-Path: <\"a>b\"@c>\r\n" },
    { "NOOP\nnoop  x\nVRFY one\n",
      "250 2.0.0 Done\r\n250 2.0.0 Done\r\n252 2.1.5 Send it and see\r\n", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (gsize stride = 1; stride < 200; stride += stride < 5 ? 1 : 61)
      {
        g_autoptr (GString) messages = g_string_new (NULL);
        g_autofree char *answers = talk (cases[i].says, strlen (cases[i].says), stride, messages);

        g_test_message ("case %u, %" G_GSIZE_FORMAT " at a time", i, stride);
        g_assert_true (g_str_has_prefix (answers, GREETING));
        g_assert_cmpstr (answers + strlen (GREETING), ==, cases[i].answers);
        g_assert_cmpstr (messages->str, ==, cases[i].messages);
      }
}

/* --- where a message ends --- */

static void
test_ends (void)
{
  static const struct
  {
    const char *data; /* what follows DATA */
    const char *message;
    const char *rest; /* answers after the first message */
  } cases[] = {
    { "a\r\n..\r\n.b\r\n...\r\n.\r\n", "a\r\n.\r\nb\r\n..\r\n", "" },
    /* only CR LF "." CR LF ends it: the rest are bytes of it (smuggling) */
    { "a\n.\nMAIL FROM:<x@y>\r\n.\r\n", "a\n.\nMAIL FROM:<x@y>\r\n", "" },
    { "a\r\n.\nb\r\n.\r\n", "a\r\n\nb\r\n", "" },
    { "a\n.\r\nb\r\n.\r\n", "a\n.\r\nb\r\n", "" },
    { "a\r.\r\nb\r\n.\r\n", "a\r.\r\nb\r\n", "" },
    { "a\r\n.\rb\r\n.\r\n", "a\r\n\rb\r\n", "" },
    { "a\r\n.\r\r\n.\r\n", "a\r\n\r\r\n", "" },
    { "a\r\r\n.\r\n", "a\r\r\n", "" },
    { "a\r\n.\r\nNOOP\r\n", "a\r\n", "250 2.0.0 Done\r\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (gsize stride = 1; stride < 100; stride += stride < 5 ? 1 : 47)
      {
        g_autofree char *says = g_strconcat (HELLO FROM TO "DATA\r\n", cases[i].data, NULL);
        g_autofree char *message =
            g_strconcat ("1:Return-Path: <m@example.org>\r\n", cases[i].message, NULL);
        g_autofree char *expected =
            g_strconcat (GREETING OFFERS FROM_OK TO_OK GO TAKEN, cases[i].rest, NULL);
        g_autoptr (GString) messages = g_string_new (NULL);
        g_autofree char *answers = talk (says, strlen (says), stride, messages);

        g_test_message ("case %u, %" G_GSIZE_FORMAT " at a time", i, stride);
        g_assert_cmpstr (messages->str, ==, message);
        g_assert_cmpstr (answers, ==, expected);
      }
}

static void
test_outcomes (void)
{
  static const char says[] = HELLO FROM TO TO TO TO "DATA\r\n.\r\n";
  static const MusterLmtpOutcome outcomes[] = { MUSTER_LMTP_UNREADABLE, MUSTER_LMTP_BUSY,
                                                MUSTER_LMTP_TAKEN, MUSTER_LMTP_TOO_LARGE };
  g_autoptr (MusterLmtpSession) session = muster_lmtp_session_new (find, NULL);
  g_auto (GStrv) lines = NULL;

  muster_lmtp_session_feed (session, says, strlen (says));
  muster_lmtp_session_answer (session, outcomes);
  lines = g_strsplit (strstr (muster_lmtp_session_get_output (session)->str, "354 "), "\r\n", -1);
  g_assert_true (g_str_has_prefix (lines[1], "554 "));
  g_assert_true (g_str_has_prefix (lines[2], "451 "));
  g_assert_true (g_str_has_prefix (lines[3], "250 "));
  g_assert_true (g_str_has_prefix (lines[4], "552 "));
  g_assert_cmpstr (lines[5], ==, "");
}

/* --- what is too much --- */

static void
test_long_lines (void)
{
  g_autoptr (GString) says = g_string_new ("NOOP ");
  g_autoptr (GString) messages = g_string_new (NULL);
  g_autofree char *answers = NULL;

  while (says->len < 100000)
    g_string_append_c (says, 'x');
  g_string_append (says, "\r\nNOOP\r\n");
  answers = talk (says->str, says->len, 999, messages);
  g_assert_cmpstr (answers, ==, GREETING "500 5.5.6 The line is too long\r\n250 2.0.0 Done\r\n");
}

static void
test_nul (void)
{
  static const char says[] = "NOOP\0x\r\nQUIT\r\n";
  g_autoptr (GString) messages = g_string_new (NULL);
  g_autofree char *answers = talk (says, sizeof says - 1, 3, messages);

  g_assert_cmpstr (answers, ==, GREETING "500 5.5.2 A command has no NUL in it\r\n" BYE);
}

/* A browser that was sent here, or somebody who tries keys. */
static void
test_errors (void)
{
  g_autoptr (GString) says = g_string_new (HELLO FROM);
  g_autoptr (GString) messages = g_string_new (NULL);
  g_autofree char *answers = NULL;

  for (guint i = 0; i < 100; i++)
    g_string_append_printf (says, "RCPT TO:<alert+guess%u@hub>\r\n", i);
  answers = talk (says->str, says->len, 64, messages);
  g_assert_true (g_str_has_suffix (answers, UNKNOWN "421 4.3.2 Too many errors\r\n"));
  g_assert_cmpuint (strlen (answers), <, 2000);
  g_assert_null (strstr (answers, "guess")); /* what may be a key is not said back */
}

static void
test_recipients (void)
{
  g_autoptr (MusterLmtpSession) session = muster_lmtp_session_new (find, NULL);

  muster_lmtp_session_feed (session, HELLO FROM, strlen (HELLO FROM));
  for (guint i = 0; i < 2 * MUSTER_LMTP_RECIPIENTS_MAX; i++)
    muster_lmtp_session_feed (session, TO, strlen (TO));
  g_assert_cmpuint (muster_lmtp_session_get_n_recipients (session), ==, MUSTER_LMTP_RECIPIENTS_MAX);
  g_assert_true (g_str_has_suffix (muster_lmtp_session_get_output (session)->str,
                                   "452 4.5.3 Too many recipients\r\n"));
}

/* Read to its end and counted, but not kept. */
static void
test_large (void)
{
  g_autoptr (MusterLmtpSession) session = muster_lmtp_session_new (find, NULL);
  g_autofree char *piece = g_strnfill (100000, 'x');
  g_autoptr (GBytes) message = NULL;
  guint n = 0;

  muster_lmtp_session_feed (session, HELLO FROM TO "DATA\r\n", strlen (HELLO FROM TO "DATA\r\n"));
  for (; n < 170; n++)
    muster_lmtp_session_feed (session, piece, 100000);
  muster_lmtp_session_feed (session, "\r\n.\r\n", 5);
  g_assert_cmpint (muster_lmtp_session_get_state (session), ==, MUSTER_LMTP_MESSAGE);
  g_assert_cmpuint (muster_lmtp_session_get_size (session), ==, 17000002);
  message = muster_lmtp_session_dup_message (session);
  g_assert_cmpuint (g_bytes_get_size (message), ==,
                    MUSTER_LMTP_KEPT_BYTES_MAX + strlen ("Return-Path: <m@example.org>\r\n"));
}

static void
test_endless (void)
{
  g_autoptr (MusterLmtpSession) session = muster_lmtp_session_new (find, NULL);
  g_autofree char *piece = g_strnfill (1000000, 'x');
  guint n = 0;

  muster_lmtp_session_feed (session, HELLO FROM TO "DATA\r\n", strlen (HELLO FROM TO "DATA\r\n"));
  while (muster_lmtp_session_get_state (session) == MUSTER_LMTP_DATA)
    {
      muster_lmtp_session_feed (session, piece, 1000000);
      g_assert_cmpuint (n++, <, 40);
    }
  g_assert_cmpint (muster_lmtp_session_get_state (session), ==, MUSTER_LMTP_OVER);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lmtp-session/dialogues", test_dialogues);
  g_test_add_func ("/lmtp-session/ends", test_ends);
  g_test_add_func ("/lmtp-session/outcomes", test_outcomes);
  g_test_add_func ("/lmtp-session/long-lines", test_long_lines);
  g_test_add_func ("/lmtp-session/nul", test_nul);
  g_test_add_func ("/lmtp-session/errors", test_errors);
  g_test_add_func ("/lmtp-session/recipients", test_recipients);
  g_test_add_func ("/lmtp-session/large", test_large);
  g_test_add_func ("/lmtp-session/endless", test_endless);
  return g_test_run ();
}
