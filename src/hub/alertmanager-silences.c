/* alertmanager-silences.c - Alertmanager's silences, which are commands and values of ours
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/instant.h"
#include "hub/alertmanager-json.h"
#include "hub/alertmanager.h"
#include "world/commands.h"

#include <string.h>

/* Alertmanager's rule: the filter looks at the matchers as if they were labels. */
static gboolean
passes_filter (const MusterMatchers *filter, const MusterSilence *silence)
{
  MusterLabel items[MUSTER_MATCHERS_MAX];
  MusterLabelSet labels = { items, 0 };

  for (guint i = 0; i < silence->matchers->items->len; i++)
    {
      const MusterMatcher *matcher = g_ptr_array_index (silence->matchers->items, i);

      items[labels.n++] =
          (MusterLabel){ matcher->name, matcher->value, (guint16) strlen (matcher->name),
                         (guint16) strlen (matcher->value) };
    }
  return muster_matchers_match (filter, &labels) == MUSTER_PATTERN_YES;
}

/* Those of everybody concern a key's alerts as well. */
static gboolean
may_see_silence (const MusterAmWork *self, const MusterSilence *silence)
{
  return muster_ulid_is_null (silence->service) || muster_am_may_see (self, silence->service);
}

/**
 * muster_am_get_silences:
 * @self: GET /api/v2/silences
 * @committer: whose silences
 *
 * Lists them, the oldest first.
 *
 * Returns: %MUSTER_WORK_DONE
 */
MusterWorkResult
muster_am_get_silences (MusterAmWork *self, MusterCommitter *committer)
{
  const GPtrArray *list =
      muster_silences_list (muster_world_get_silences (muster_committer_get_world (committer)));
  gint64 now_us = muster_committer_now_us (committer);
  GString *body = g_string_new (NULL);
  MusterJsonWriter writer;

  muster_json_writer_init (&writer, body);
  muster_json_begin_array (&writer);
  for (guint i = 0; i < list->len; i++)
    {
      const MusterSilence *silence = g_ptr_array_index (list, i);

      if (may_see_silence (self, silence) && passes_filter (self->filter, silence))
        muster_am_write_silence (&writer, silence, now_us);
    }
  muster_json_end_array (&writer);
  return muster_am_answer (self, committer, body);
}

static MusterWorkResult
answer_not_found (MusterAmWork *self)
{
  self->work.answer = muster_am_refusal (404, "there is no silence with that id");
  return MUSTER_WORK_DONE;
}

/**
 * muster_am_get_silence:
 * @self: GET /api/v2/silence/ID
 * @committer: whose silences
 *
 * Shows one.
 *
 * Returns: %MUSTER_WORK_DONE
 */
MusterWorkResult
muster_am_get_silence (MusterAmWork *self, MusterCommitter *committer)
{
  const MusterSilence *silence = muster_silences_get (
      muster_world_get_silences (muster_committer_get_world (committer)), self->id);
  GString *body;
  MusterJsonWriter writer;

  if (silence == NULL || !may_see_silence (self, silence))
    return answer_not_found (self);
  body = g_string_new (NULL);
  muster_json_writer_init (&writer, body);
  muster_am_write_silence (&writer, silence, muster_committer_now_us (committer));
  return muster_am_answer (self, committer, body);
}

/* FALSE: refused, and answered so. */
static gboolean
decide (MusterAmWork *self, MusterCommitter *committer, MusterDecided *decided)
{
  g_autoptr (GError) error = NULL;
  guint status = 400;

  if (muster_committer_decide (committer, self->command, decided, &error))
    return TRUE;
  if (g_error_matches (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_NOT_FOUND))
    status = 404;
  else if (g_error_matches (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_FORBIDDEN))
    status = 403;
  self->work.answer = muster_am_refusal (status, error->message);
  return FALSE;
}

/**
 * muster_am_set_silence:
 * @self: POST /api/v2/silences, decoded
 * @committer: whose silences
 *
 * Sets or changes one.
 *
 * Returns: %MUSTER_WORK_DONE
 */
MusterWorkResult
muster_am_set_silence (MusterAmWork *self, MusterCommitter *committer)
{
  MusterUlid id = muster_command_ulid (self->command, "silence");
  MusterDecided decided;
  g_autoptr (GString) uuid = g_string_new (NULL);
  GString *body;
  MusterJsonWriter writer;

  if (!decide (self, committer, &decided))
    return MUSTER_WORK_DONE;
  /* Nothing was made where the silence is so already. */
  muster_am_append_uuid (muster_ulid_is_null (decided.made) ? id : decided.made, uuid);
  body = g_string_new (NULL);
  muster_json_writer_init (&writer, body);
  muster_json_begin_object (&writer);
  muster_json_member_string (&writer, "silenceID", uuid->str);
  muster_json_end_object (&writer);
  return muster_am_answer (self, committer, body);
}

/**
 * muster_am_end_silence:
 * @self: DELETE /api/v2/silence/ID, decoded
 * @committer: whose silences
 *
 * Ends one.
 *
 * Returns: %MUSTER_WORK_DONE
 */
MusterWorkResult
muster_am_end_silence (MusterAmWork *self, MusterCommitter *committer)
{
  MusterDecided decided;

  if (!decide (self, committer, &decided))
    return MUSTER_WORK_DONE;
  self->work.answer = muster_answer_new_static (200, NULL, "");
  self->work.wait_seq = muster_world_get_seq (muster_committer_get_world (committer));
  return MUSTER_WORK_DONE;
}

/* --- decoding, on the HTTP thread --- */

/* Silences are commands like all others; a key may give these two. */
static MusterCommand *
new_command (const MusterAmWork *self, const char *name)
{
  MusterCommand *command = muster_command_new (muster_command_by_name (name));

  command->actor = self->call.who.actor;
  command->access =
      self->call.who.access == MUSTER_ACCESS_INTAKE ? MUSTER_ACCESS_MANAGER : self->call.who.access;
  return command;
}

static gboolean
fail (GError **error, const char *message)
{
  g_set_error_literal (error, MUSTER_BASE_ERROR, MUSTER_BASE_ERROR_SYNTAX, message);
  return FALSE;
}

static gboolean
read_time (MusterJsonReader *reader, MusterCommand *command, const char *name, GError **error)
{
  MusterText text = { NULL, 0 };
  gint64 at_us;

  muster_json_reader_string (reader, &text);
  if (text.n == 0 || !muster_instant_parse (text.bytes, (gssize) text.n, &at_us))
    return muster_json_reader_failed (reader) || fail (error, "a time is not of RFC 3339");
  muster_command_set_int (command, name, at_us);
  return TRUE;
}

static void
read_words (MusterJsonReader *reader, MusterCommand *command, const char *name)
{
  g_autofree char *words = NULL;
  MusterText text;

  if (!muster_json_reader_string (reader, &text) || text.n == 0)
    return;
  words = muster_text_dup (text);
  muster_command_set_text (command, name, words);
}

static gboolean
read_id (MusterJsonReader *reader, MusterCommand *command, GError **error)
{
  g_autofree char *words = NULL;
  MusterText text;
  MusterUlid id;

  if (muster_json_reader_peek (reader) == MUSTER_JSON_NULL)
    return muster_json_reader_null (reader);
  if (!muster_json_reader_string (reader, &text) || text.n == 0)
    return TRUE; /* "": a new one */
  words = muster_text_dup (text);
  if (!muster_am_parse_uuid (words, &id))
    return fail (error, "the id is no UUID");
  muster_command_set_ulid (command, "silence", id);
  return TRUE;
}

static gboolean
read_matchers (MusterJsonReader *reader, MusterCommand *command, GError **error)
{
  g_autoptr (MusterMatchers) matchers = muster_matchers_new ();
  g_autoptr (GString) text = g_string_new (NULL);

  if (!muster_matchers_read_json (matchers, reader, error))
    return FALSE;
  muster_matchers_append_text (matchers, text);
  muster_command_set_text (command, "matchers", text->str);
  return TRUE;
}

static gboolean
read_member (MusterJsonReader *reader, MusterText name, MusterCommand *command, GError **error)
{
  if (muster_text_equal (name, "id"))
    return read_id (reader, command, error);
  if (muster_text_equal (name, "matchers"))
    return read_matchers (reader, command, error);
  if (muster_text_equal (name, "startsAt"))
    return read_time (reader, command, "startsAt", error);
  if (muster_text_equal (name, "endsAt"))
    return read_time (reader, command, "endsAt", error);
  if (muster_text_equal (name, "createdBy"))
    read_words (reader, command, "createdBy");
  else if (muster_text_equal (name, "comment"))
    read_words (reader, command, "comment");
  else
    muster_json_reader_skip (reader);
  return TRUE;
}

/**
 * muster_am_decode_silence:
 * @self: POST /api/v2/silences
 * @error: return location; MUSTER_BASE_ERROR
 *
 * Makes its command. On the HTTP thread.
 *
 * Returns: whether its body is one
 */
gboolean
muster_am_decode_silence (MusterAmWork *self, GError **error)
{
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  MusterText name;
  gsize n;
  const char *body = (const char *) muster_request_get_body (self->call.request, &n);

  self->command = new_command (self, "silence.set");
  muster_json_reader_begin (reader, body, n, NULL);
  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    if (!read_member (reader, name, self->command, error))
      return FALSE;
  if (!muster_json_reader_finish (reader, error))
    return FALSE;
  if (!muster_command_has (self->command, "matchers") ||
      !muster_command_has (self->command, "startsAt") ||
      !muster_command_has (self->command, "endsAt"))
    return fail (error, "a silence needs matchers, startsAt and endsAt");
  return TRUE;
}

/**
 * muster_am_decode_end:
 * @self: DELETE /api/v2/silence/ID
 * @error: return location; MUSTER_BASE_ERROR
 *
 * Makes its command. On the HTTP thread.
 *
 * Returns: whether its body is one
 */
gboolean
muster_am_decode_end (MusterAmWork *self, GError **error)
{
  self->command = new_command (self, "silence.end");
  self->command->object = self->id;
  return TRUE;
}
