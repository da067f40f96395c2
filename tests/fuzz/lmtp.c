/* lmtp.c - fuzzes what mail servers say: however the bytes are cut, they mean the same
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "planted.h"
#include "wire/lmtp-session.h"

#include <string.h>

/* A key is any word that begins with a k, and so is a page's token. */
static gboolean
find (const char *key, gsize n, MusterLmtpRecipient *out, gpointer user_data)
{
  out->key = (MusterUlid){ n, (guchar) key[0] };
  return key[0] == 'k';
}

static void
demand_message (MusterLmtpSession *session, GString *messages)
{
  g_autoptr (GBytes) message = muster_lmtp_session_dup_message (session);
  gsize n;
  const char *bytes = g_bytes_get_data (message, &n);
  guint n_recipients = muster_lmtp_session_get_n_recipients (session);

  if (n_recipients == 0 || n_recipients > MUSTER_LMTP_RECIPIENTS_MAX)
    g_error ("a message has recipients");
  if (!g_str_has_prefix (bytes, "Return-Path: <"))
    g_error ("a message begins with who sent it");
  g_string_append_printf (messages, "%u %" G_GSIZE_FORMAT " ", n_recipients, n);
  g_string_append_len (messages, bytes, (gssize) n);
#ifdef MUSTER_PLANTED_BUG
  if (n_recipients == 2 && g_strstr_len (bytes, (gssize) n, "\r\n.") != NULL)
    muster_planted_bug ();
#endif
}

static void
talk (const char *bytes, gsize n, gsize stride, GString *answers, GString *messages)
{
  g_autoptr (MusterLmtpSession) session = muster_lmtp_session_new (find, NULL);
  MusterLmtpOutcome outcomes[MUSTER_LMTP_RECIPIENTS_MAX];
  gsize fed = 0;

  for (guint i = 0; i < MUSTER_LMTP_RECIPIENTS_MAX; i++)
    outcomes[i] = (MusterLmtpOutcome) (i % 4);
  while (fed < n && muster_lmtp_session_get_state (session) != MUSTER_LMTP_OVER)
    {
      gsize taken = muster_lmtp_session_feed (session, bytes + fed, MIN (stride, n - fed));

      if (taken == 0 || taken > MIN (stride, n - fed))
        g_error ("a session goes on");
      fed += taken;
      if (muster_lmtp_session_get_state (session) != MUSTER_LMTP_MESSAGE)
        continue;
      demand_message (session, messages);
      muster_lmtp_session_answer (session, outcomes);
    }
  g_string_append (answers, muster_lmtp_session_get_output (session)->str);
  if (strlen (answers->str) != muster_lmtp_session_get_output (session)->len)
    g_error ("an answer is text");
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GString) whole = g_string_new (NULL), cut = g_string_new (NULL);
  g_autoptr (GString) messages = g_string_new (NULL), messages_cut = g_string_new (NULL);

  talk ((const char *) data, size, MAX (size, 1), whole, messages);
  talk ((const char *) data, size, 1 + size % 7, cut, messages_cut);
  if (!g_string_equal (whole, cut) || !g_string_equal (messages, messages_cut))
    g_error ("how bytes are cut changes nothing");
  return 0;
}
