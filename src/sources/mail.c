/* mail.c - one message of Internet mail is one alert
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A message comes as a body, from whatever delivers mail into a pipe; who addressed it to
 * alert+KEY@ has said the key. An alert is known by its subject, without what replies, states and
 * counters put before it: so "PROBLEM: disk" and "RECOVERY: disk" are about the same.
 *
 * Answers of machines and bounces are taken and nothing is made of them, or two machines would
 * write to each other for ever. What a machine writes by itself (auto-generated: cron does) is an
 * alert.
 */
#include "sources/fill.h"
#include "sources/mail-message.h"
#include "sources/reply.h"
#include <glib/gi18n.h>

#define ADDRESS "alert+"

static const struct
{
  const char *word; /* before a colon, or at the beginning of what is in brackets */
  MusterReportStatus status;
} prefixes[] = {
  { "re", MUSTER_REPORT_FIRING },         { "fw", MUSTER_REPORT_FIRING },
  { "fwd", MUSTER_REPORT_FIRING },        { "aw", MUSTER_REPORT_FIRING },
  { "wg", MUSTER_REPORT_FIRING },         { "alert", MUSTER_REPORT_FIRING },
  { "problem", MUSTER_REPORT_FIRING },    { "firing", MUSTER_REPORT_FIRING },
  { "triggered", MUSTER_REPORT_FIRING },  { "down", MUSTER_REPORT_FIRING },
  { "recovery", MUSTER_REPORT_RESOLVED }, { "recovered", MUSTER_REPORT_RESOLVED },
  { "resolved", MUSTER_REPORT_RESOLVED }, { "ok", MUSTER_REPORT_RESOLVED },
  { "up", MUSTER_REPORT_RESOLVED },
};

static gboolean
find_prefix (MusterText word, MusterReportStatus *status)
{
  for (gsize i = 0; i < G_N_ELEMENTS (prefixes); i++)
    if (muster_text_is (word, prefixes[i].word))
      {
        *status = prefixes[i].status == MUSTER_REPORT_RESOLVED ? MUSTER_REPORT_RESOLVED : *status;
        return TRUE;
      }
  return FALSE;
}

/* How much of @subject a prefix takes up; 0: there is none. */
static gsize
prefix_length (MusterText subject, MusterReportStatus *status)
{
  gboolean in_brackets = subject.n > 0 && subject.bytes[0] == '[';
  const char *end =
      subject.n > 0 ? memchr (subject.bytes, in_brackets ? ']' : ':', subject.n) : NULL;
  gsize n = end != NULL ? (gsize) (end - subject.bytes) : 0;
  MusterText word = { subject.bytes + (in_brackets ? 1 : 0), 0 };

  if (n == 0 || n > 32)
    return 0;
  while (word.bytes + word.n < end && g_ascii_isalpha (word.bytes[word.n]))
    word.n++;
  if (!in_brackets && word.bytes + word.n < end)
    return 0; /* "disk full: /var" is no prefix */
  return find_prefix (word, status) ? n + 1 : 0;
}

static MusterText
normalise (MusterText subject, MusterReportStatus *status)
{
  gsize n;

  do
    {
      while (subject.n > 0 && subject.bytes[0] == ' ')
        subject = (MusterText){ subject.bytes + 1, subject.n - 1 };
      n = prefix_length (subject, status);
      if (n < subject.n)
        subject = (MusterText){ subject.bytes + n, subject.n - n };
    }
  while (n > 0 && n < subject.n);
  return subject;
}

/* alert+KEY@… in whatever says to whom it was sent. */
static MusterText
find_key (const MusterMail *mail, MusterArena *arena)
{
  static const char *const names[] = { "Delivered-To", "X-Original-To", "To", "Cc" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      MusterText to = muster_mail_header (mail, names[i], 0, arena);

      for (gsize at = 0; at + strlen (ADDRESS) < to.n; at++)
        if (g_ascii_strncasecmp (to.bytes + at, ADDRESS, strlen (ADDRESS)) == 0)
          {
            MusterText key = { to.bytes + at + strlen (ADDRESS), 0 };

            while (key.bytes + key.n < to.bytes + to.n && g_ascii_isalnum (key.bytes[key.n]))
              key.n++;
            if (key.bytes + key.n < to.bytes + to.n && key.bytes[key.n] == '@')
              return key;
          }
    }
  return (MusterText){ 0 };
}

static gboolean
begins (MusterText text, const char *word)
{
  return text.n >= strlen (word) && g_ascii_strncasecmp (text.bytes, word, strlen (word)) == 0;
}

static gboolean
is_answer (const MusterMail *mail, MusterArena *arena)
{
  MusterText automatic = muster_mail_header (mail, "Auto-Submitted", 0, arena);

  return (automatic.n > 0 && !begins (automatic, "no") && !begins (automatic, "auto-generated")) ||
         muster_text_equal (muster_mail_header (mail, "Return-Path", 0, arena), "<>") ||
         begins (muster_mail_header (mail, "Content-Type", 0, arena), "multipart/report");
}

static void
fill (MusterDraft *draft, const MusterMail *mail)
{
  MusterArena *arena = draft->out->arena;
  MusterText subject = muster_mail_header (mail, "Subject", 0, arena);
  MusterText id = muster_mail_header (mail, "Message-ID", 0, arena);
  MusterText from = muster_mail_header (mail, "From", 0, arena);
  MusterText priority = muster_mail_header (mail, "X-Priority", 0, arena);
  MusterText name = normalise (subject, &draft->report.status);

  if (subject.n == 0 && id.n == 0)
    muster_draft_flaw (draft, "the message has neither a subject nor an id");
  muster_draft_set_dedup (draft, name.n > 0 ? name : id);
  muster_draft_set_time (draft,
                         muster_mail_date (muster_mail_header (mail, "Date", 0, arena), arena));
  if (begins (priority, "1") || begins (priority, "2") ||
      begins (muster_mail_header (mail, "Importance", 0, arena), "high"))
    draft->report.severity = MUSTER_SEVERITY_MINOR;
  muster_pairs_add (&draft->labels, "alertname", draft->report.dedup);
  muster_pairs_add (&draft->labels, "from", from);
  muster_pairs_add (&draft->annotations, "description", muster_mail_text (mail, arena));
  muster_pairs_add (&draft->annotations, "message_id", id);
  muster_draft_set_title (draft, subject.n > 0 ? subject : id);
}

static gboolean
decode (const MusterIntake *in, MusterJsonReader *reader, MusterReports *out, GError **error)
{
  g_autofree MusterMail *mail = g_new (MusterMail, 1);
  MusterDraft draft;

  muster_draft_init_other (&draft, "mail", in, reader, out);
  if (!muster_mail_parse ((MusterText){ in->body, in->body_n }, mail))
    muster_json_reader_fail (reader, "it is no message of mail");
  else
    {
      out->key = find_key (mail, out->arena);
      if (!is_answer (mail, out->arena))
        {
          muster_draft_begin (&draft, 0);
          fill (&draft, mail);
          muster_draft_end (&draft);
        }
    }
  return muster_draft_finish (&draft, error);
}

const MusterSource muster_source_mail = {
  .name = "mail",
  /* Translators: messages of Internet mail; a way to send alerts */
  .title = N_ ("E-mail"),
  .decode = decode,
  .reply = muster_reply_accepted_202,
};
