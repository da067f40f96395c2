/* api-letters.c - GET /v1/dead-letters: bodies that could not be read, and what could become of one
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/api-json.h"
#include "hub/letter-replay.h"
#include "hub/problem.h"
#include "hub/query.h"

static void
write_replay (MusterJsonWriter *writer, const MusterWorld *world, const MusterDeadLetter *letter)
{
  const MusterObject *person =
      letter->replayer.type == MUSTER_ACTOR_PERSON
          ? muster_directory_get (muster_world_get_directory (world), letter->replayer.id)
          : NULL;

  muster_json_name (writer, "replayedAt");
  if (letter->replayed_us != MUSTER_NO_TIME)
    muster_json_instant (writer, letter->replayed_us);
  else
    muster_json_null (writer);
  muster_json_member_string (writer, "replayedBy", person != NULL ? person->name : NULL);
  muster_json_member_string (writer, "replayedAs", letter->replayed_as);
  muster_json_member_string (writer, "replayedWith", letter->replayed_with);
}

static void
write_letter (MusterJsonWriter *writer, const MusterWorld *world, const MusterDeadLetter *letter)
{
  muster_json_begin_object (writer);
  muster_json_member_ulid (writer, "id", letter->id);
  muster_json_member_int (writer, "seq", (gint64) letter->seq);
  muster_json_member_instant (writer, "at", letter->at_us);
  muster_json_member_ulid (writer, "key", letter->key);
  muster_json_member_string (writer, "source", letter->source);
  muster_json_member_string (writer, "reason", letter->reason);
  muster_json_member_int (writer, "bytes", letter->n_bytes);
  muster_json_member_string (writer, "text", letter->text);
  muster_json_member_string (writer, "contentType", letter->content_type);
  muster_json_member_string (writer, "target", letter->target);
  muster_json_member_bool (writer, "whole", muster_dead_letter_is_whole (letter));
  write_replay (writer, world, letter);
  muster_json_end_object (writer);
}

/**
 * muster_letters_append_json:
 * @world: a hub's world
 * @body: where to
 *
 * Writes the list of the letters, newest first.
 */
void
muster_letters_append_json (const MusterWorld *world, GString *body)
{
  const GQueue *letters = muster_world_get_dead_letters (world);
  MusterJsonWriter writer;

  muster_query_begin_list (&writer, body);
  for (const GList *link = letters->tail; link != NULL; link = link->prev)
    write_letter (&writer, world, link->data);
  muster_query_end_list (&writer, NULL);
}

/**
 * muster_query_get_letters:
 * @self: GET /v1/dead-letters
 * @committer: whose letters
 *
 * Lists them.
 *
 * Returns: %MUSTER_WORK_DONE
 */
MusterWorkResult
muster_query_get_letters (MusterQuery *self, MusterCommitter *committer)
{
  GString *body = g_string_new (NULL);

  muster_letters_append_json (muster_committer_get_world (committer), body);
  return muster_query_answer_json (self, committer, body);
}

/**
 * muster_query_preview_letter:
 * @self: GET /v1/dead-letters/preview?letter=ID&source=NAME&mapping=NAME
 * @committer: whose letters
 *
 * Answers what would become of a letter if it was taken in.
 *
 * Returns: %MUSTER_WORK_DONE
 */
MusterWorkResult
muster_query_preview_letter (MusterQuery *self, MusterCommitter *committer)
{
  const char *text = muster_query_parameter (self, "letter");
  MusterReading as = { muster_query_parameter (self, "source"),
                       muster_query_parameter (self, "mapping") };
  const MusterDeadLetter *letter = NULL;
  MusterJsonWriter writer;
  GString *body;
  MusterUlid id;

  if (text != NULL && muster_ulid_parse (text, -1, &id))
    letter = muster_world_get_dead_letter (muster_committer_get_world (committer), id);
  if (letter == NULL)
    {
      self->work.answer = muster_problem_new (404, "not-found", "There is no such dead letter",
                                              "The newest 200 are kept: say ?letter=ID");
      return MUSTER_WORK_DONE;
    }
  body = g_string_new (NULL);
  muster_json_writer_init (&writer, body);
  muster_letter_preview (&writer, committer, letter, &as);
  return muster_query_answer_json (self, committer, body);
}
