/* mail-intake.c - one message of mail for one integration key
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/mail-intake.h"

#include "sources/mail-message.h"

/**
 * muster_mail_intake_digest:
 * @message: a message
 * @key: the id of the integration key, or the page, that it is for
 * @out: (out): what says whether it is the same message for the same key again
 *
 * Returns: whether it has a Message-ID (wire-formats 2.8)
 */
gboolean
muster_mail_intake_digest (GBytes *message, MusterUlid key, MusterSha256 *out)
{
  g_autoptr (MusterArena) arena = muster_arena_new (1024);
  g_autofree MusterMail *mail = g_new (MusterMail, 1);
  MusterText text, id;

  text.bytes = g_bytes_get_data (message, &text.n);
  if (!muster_mail_parse (text, mail))
    return FALSE;
  id = muster_mail_header (mail, "Message-ID", 0, arena);
  muster_sha256 ((MusterPiece[]){ { &key, sizeof key }, { id.bytes, id.n } }, 2, out);
  return id.n > 0;
}

/* FALSE, and the reason: nothing can be made of it. */
static gboolean
decode (const MusterMailDoor *door,
        const MusterIntakeWork *work,
        MusterReports *reports,
        GError **error)
{
  MusterDecoder *decoder = muster_decoder_take (door->decoders);
  MusterIntake in = {
    .method = "POST",
    .part = "",
    .query = "",
    .content_type = "message/rfc822",
    .received_us = muster_committer_get_clock_us (door->committer),
  };
  gboolean decoded;

  in.body = g_bytes_get_data (work->body, &in.body_n);
  decoded = muster_guarded_decode (&(MusterGuarded){ door->poison, work->key, work->source, &in },
                                   decoder, reports, error);
  muster_decoder_give_back (door->decoders, decoder);
  return decoded;
}

/**
 * muster_mail_intake_submit:
 * @door: where it goes
 * @message: as it came, behind a Return-Path
 * @key: the id of the integration key that the envelope names
 * @answered: called once, on any thread
 * @user_data: for @answered
 *
 * Decodes a message and hands it over; what cannot be decoded is journaled too.
 */
void
muster_mail_intake_submit (const MusterMailDoor *door,
                           GBytes *message,
                           MusterUlid key,
                           MusterIntakeAnswered answered,
                           gpointer user_data)
{
  MusterIntakeWork *work = muster_intake_work_new (muster_source_find ("mail"), key);
  g_autoptr (MusterReports) reports = muster_reports_new ();
  g_autoptr (GError) error = NULL;
  const char *bytes;
  gsize n;

  work->answered = answered;
  work->user_data = user_data;
  work->body = g_bytes_ref (message);
  work->poison = door->poison;
  bytes = g_bytes_get_data (message, &n);
  work->n_bytes = n;
  if (decode (door, work, reports, &error))
    work->reports = g_steal_pointer (&reports);
  else
    {
      work->reason = g_strdup (error->message);
      muster_intake_work_keep (work, door->access, bytes, n);
    }
  muster_committer_submit (door->committer, &work->work);
}

/**
 * muster_mail_intake_refuse_large:
 * @door: where it goes
 * @key: the id of the integration key that the envelope names
 * @n_bytes: how long it was
 *
 * Raises a high alert: its sender is told already.
 */
void
muster_mail_intake_refuse_large (const MusterMailDoor *door, MusterUlid key, gsize n_bytes)
{
  MusterIntakeWork *work = muster_intake_work_new (muster_source_find ("mail"), key);

  work->n_bytes = n_bytes;
  work->too_large = TRUE;
  work->reason = g_strdup ("the message is over 16 MiB");
  muster_committer_submit (door->committer, &work->work);
}
