/* mail-reply.c - one answer to the mail of a page
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two things have to agree: the token, which only that mail had, and the address that it came from,
 * which has to be one that the page's person is told by. Who forwards a page gives nothing away.
 */
#include "hub/mail-reply.h"

#include "base/json-reader.h"
#include "hub/page-offer.h"
#include "sources/mail-reply.h"
#include "world/commands.h"

#include <string.h>

typedef struct
{
  MusterWork work; /* first */
  MusterPageToken page;
  GBytes *message; /* what the words point into */
  MusterArena *arena;
  MusterMailReply reply;
  MusterIntakeAnswered answered;
  gpointer user_data;
} ReplyWork;

/* --- who it is from --- */

/* Whether an entry of a person's channels is mail to @address. */
static gboolean
is_channel (MusterJsonReader *reader, MusterText address)
{
  gboolean is_mail = FALSE, is_address = FALSE;
  MusterText name, value;

  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    if (muster_text_equal (name, "type") && muster_json_reader_string (reader, &value))
      is_mail = muster_text_equal (value, "email");
    else if (!muster_text_equal (name, "to"))
      muster_json_reader_skip (reader);
    else if (muster_json_reader_string (reader, &value))
      is_address =
          value.n == address.n && g_ascii_strncasecmp (value.bytes, address.bytes, address.n) == 0;
  return is_mail && is_address;
}

/* @contact: a person's (files-and-commands) */
static gboolean
has_address (const char *contact, MusterText address)
{
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  gboolean found = FALSE;
  MusterText name;

  if (contact == NULL || address.n == 0)
    return FALSE;
  muster_json_reader_begin (reader, contact, strlen (contact), NULL);
  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    if (!muster_text_equal (name, "channels") || !muster_json_reader_enter_array (reader))
      muster_json_reader_skip (reader);
    else
      while (muster_json_reader_next_item (reader))
        found = is_channel (reader, address) || found;
  return muster_json_reader_finish (reader, NULL) && found;
}

/* Whom the page was for, if the mail is from them, and while it may still be answered. */
static const MusterObject *
find_person (const ReplyWork *self, MusterCommitter *committer)
{
  const MusterWorld *world = muster_committer_get_world (committer);
  const MusterIncident *incident = muster_world_get_incident (world, self->page.incident);
  const MusterPage *page =
      incident != NULL ? muster_incident_find_page (incident, self->page.page) : NULL;
  const MusterObject *person =
      page != NULL ? muster_directory_get (muster_world_get_directory (world), page->person) : NULL;

  if (person == NULL || person->removed || !has_address (person->contact, self->reply.sender) ||
      muster_committer_now_us (committer) - page->at_us > MUSTER_PAGE_REPLY_US)
    return NULL;
  return person;
}

/* --- what it says --- */

static MusterCommand *
make_command (const ReplyWork *self, const MusterObject *person)
{
  const char *name = self->reply.verb == MUSTER_REPLY_NOTE      ? "incident.note"
                     : self->reply.verb == MUSTER_REPLY_RESOLVE ? "incident.resolve"
                                                                : "incident.acknowledge";
  MusterCommand *command = muster_command_new (muster_command_by_name (name));
  g_autofree char *note = muster_text_dup (self->reply.note);

  command->incident = self->page.incident;
  command->actor = (MusterActor){ MUSTER_ACTOR_PERSON, person->id };
  command->access = MUSTER_ACCESS_RESPONDER; /* as by a link */
  if (self->reply.verb == MUSTER_REPLY_NOTE)
    muster_command_set_text (command, "text", note);
  return command;
}

static guint
act (const ReplyWork *self, MusterCommitter *committer)
{
  const MusterObject *person = find_person (self, committer);
  g_autoptr (MusterCommand) command = NULL;
  g_autoptr (GError) error = NULL;
  MusterDecided decided;

  if (self->reply.is_automatic)
    return 200;
  if (person == NULL || self->reply.verb == MUSTER_REPLY_NOTHING)
    return 409;
  command = make_command (self, person);
  return muster_committer_decide (committer, command, &decided, &error) ? 200 : 409;
}

static MusterWorkResult
run (MusterWork *work, MusterCommitter *committer)
{
  ReplyWork *self = (ReplyWork *) work;

  work->answer = muster_answer_new_static (act (self, committer), NULL, "");
  work->wait_seq = muster_world_get_seq (muster_committer_get_world (committer));
  return MUSTER_WORK_DONE;
}

static void
work_answered (MusterWork *work, const MusterAnswer *answer)
{
  ReplyWork *self = (ReplyWork *) work;

  self->answered (muster_answer_get_status (answer), self->user_data);
}

static void
work_free (MusterWork *work)
{
  ReplyWork *self = (ReplyWork *) work;

  g_bytes_unref (self->message);
  muster_arena_free (self->arena);
  g_free (self);
}

/**
 * muster_mail_reply_submit:
 * @door: where it goes
 * @message: as it came, behind a Return-Path
 * @page: what it answers, by the envelope
 * @answered: called once, on any thread
 * @user_data: for @answered
 *
 * Reads an answer and hands it over.
 */
void
muster_mail_reply_submit (const MusterMailDoor *door,
                          GBytes *message,
                          const MusterPageToken *page,
                          MusterIntakeAnswered answered,
                          gpointer user_data)
{
  static const MusterWorkFuncs funcs = { run, NULL, work_free, work_answered };
  ReplyWork *self = g_new0 (ReplyWork, 1);
  MusterText text;

  self->work.funcs = &funcs;
  self->page = *page;
  self->message = g_bytes_ref (message);
  self->arena = muster_arena_new (4096);
  self->answered = answered;
  self->user_data = user_data;
  text.bytes = g_bytes_get_data (message, &text.n);
  if (!muster_mail_reply_read (text, self->arena, &self->reply))
    self->reply.verb = MUSTER_REPLY_NOTHING;
  muster_committer_submit (door->committer, &self->work);
}
