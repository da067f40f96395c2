/* hub-answer.c - what a hub answers to commands and questions
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "replica/hub-answer.h"

#include "base/json-reader.h"
#include "base/safe-text.h"
#include "model/command.h"

#include <glib/gi18n.h>

#define PROBLEM_PREFIX "urn:muster:problem:"
/* Words for a person: what is longer is no sentence. */
#define WORDS_MAX_BYTES 2000

static MusterJsonReader *
read_body (GBytes *body)
{
  MusterJsonReader *reader = muster_json_reader_new ();
  gsize n;
  const char *bytes = g_bytes_get_data (body, &n);

  muster_json_reader_begin (reader, bytes, n, NULL);
  return reader;
}

static guint64
read_last_seq (MusterJsonReader *reader)
{
  guint64 last = 0;
  gint64 seq = 0;

  muster_json_reader_enter_array (reader);
  while (muster_json_reader_next_item (reader))
    if (muster_json_reader_int (reader, &seq) && seq > 0)
      last = MAX (last, (guint64) seq);
  return last;
}

static guint
read_incident (MusterJsonReader *reader)
{
  MusterText text;
  guint incident;

  if (muster_json_reader_peek (reader) == MUSTER_JSON_NULL)
    {
      muster_json_reader_null (reader);
      return 0;
    }
  if (!muster_json_reader_string (reader, &text))
    return 0;
  incident = muster_incident_parse_id (text.bytes, (gssize) text.n);
  if (incident == 0)
    muster_json_reader_fail (reader, "the id of an incident");
  return incident;
}

/**
 * muster_hub_answer_read:
 * @body: of an answer with status 200 to a command
 * @out: (out): what it says
 * @error: MUSTER_BASE_ERROR
 *
 * Reads {"seq":[…],"incident":"INC-7"}; other members are left to whoever asked for them.
 *
 * Returns: whether it is such an answer
 */
gboolean
muster_hub_answer_read (GBytes *body, MusterHubAnswer *out, GError **error)
{
  g_autoptr (MusterJsonReader) reader = read_body (body);
  MusterText name;

  *out = (MusterHubAnswer){ 0 };
  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    if (muster_text_equal (name, "seq"))
      out->last_seq = read_last_seq (reader);
    else if (muster_text_equal (name, "incident"))
      out->incident = read_incident (reader);
    else
      muster_json_reader_skip (reader);
  return muster_json_reader_finish (reader, error);
}

/**
 * muster_me_read:
 * @body: of an answer with status 200 to GET /v1/me
 * @out: (out): who the hub says that we are
 * @error: MUSTER_BASE_ERROR
 *
 * Reads {"person":"ULID","access":"admin"}; person is null for what is no person.
 *
 * Returns: whether it is such an answer
 */
gboolean
muster_me_read (GBytes *body, MusterMe *out, GError **error)
{
  g_autoptr (MusterJsonReader) reader = read_body (body);
  MusterText name, text;

  *out = (MusterMe){ .access = MUSTER_ACCESS_NONE };
  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    {
      const gboolean is_person = muster_text_equal (name, "person");
      const gboolean is_access = muster_text_equal (name, "access");

      if ((!is_person && !is_access) || muster_json_reader_peek (reader) == MUSTER_JSON_NULL)
        muster_json_reader_skip (reader);
      else if (!muster_json_reader_string (reader, &text))
        break;
      else if (is_person && !muster_ulid_parse (text.bytes, (gssize) text.n, &out->person))
        muster_json_reader_fail (reader, "the id of a person");
      else if (is_access && !muster_access_parse (text.bytes, (gssize) text.n, &out->access))
        muster_json_reader_fail (reader, "an access role");
    }
  if (out->access == MUSTER_ACCESS_NONE)
    muster_json_reader_fail (reader, "no access role");
  return muster_json_reader_finish (reader, error);
}

/**
 * muster_hub_status_is_passing:
 * @status: an HTTP status
 *
 * Returns: whether the same request, sent again later, may fare better
 */
gboolean
muster_hub_status_is_passing (guint status)
{
  return status >= 500 || status == 401 || status == 408 || status == 429;
}

static int
code_of (MusterText type, guint status)
{
  static const struct
  {
    const char *name;
    MusterModelError code;
  } codes[] = {
    { PROBLEM_PREFIX "conflict", MUSTER_MODEL_ERROR_CONFLICT },
    { PROBLEM_PREFIX "not-found", MUSTER_MODEL_ERROR_NOT_FOUND },
    { PROBLEM_PREFIX "invalid", MUSTER_MODEL_ERROR_INVALID },
    { PROBLEM_PREFIX "state", MUSTER_MODEL_ERROR_STATE },
    { PROBLEM_PREFIX "stale", MUSTER_MODEL_ERROR_STALE },
    { PROBLEM_PREFIX "forbidden", MUSTER_MODEL_ERROR_FORBIDDEN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (muster_text_equal (type, codes[i].name))
      return (int) codes[i].code;
  return status == 401 || status == 403 ? MUSTER_MODEL_ERROR_FORBIDDEN : MUSTER_MODEL_ERROR_INVALID;
}

static char *
make_words (MusterText detail, MusterText title, guint status)
{
  MusterText words = detail.n > 0 ? detail : title;

  if (words.n == 0 || words.n > WORDS_MAX_BYTES)
    /* Translators: %u: the number of an HTTP status */
    return g_strdup_printf (_ ("The hub refused this with status %u"), status);
  return muster_safe_text (words.bytes, (gssize) words.n, FALSE);
}

/**
 * muster_hub_problem_read:
 * @status: an HTTP status that is not 200
 * @body: of the answer
 *
 * Reads a problem document (RFC 9457) for people: its detail, else its title, made safe to show. A
 * hub's hub (a proxy, a strange server) may answer anything; then the status has to do.
 *
 * Returns: (transfer full): a #MusterModelError; G_IO_ERROR_BUSY where the hub may say otherwise
 *   later
 */
GError *
muster_hub_problem_read (guint status, GBytes *body)
{
  g_autoptr (MusterJsonReader) reader = read_body (body);
  MusterText name, type = { NULL, 0 }, title = { NULL, 0 }, detail = { NULL, 0 };
  g_autofree char *words = NULL;

  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    {
      MusterText *out = muster_text_equal (name, "type")     ? &type
                        : muster_text_equal (name, "title")  ? &title
                        : muster_text_equal (name, "detail") ? &detail
                                                             : NULL;

      if (out == NULL)
        muster_json_reader_skip (reader);
      else
        muster_json_reader_string (reader, out);
    }
  if (!muster_json_reader_finish (reader, NULL))
    type = title = detail = (MusterText){ NULL, 0 };
  words = make_words (detail, title, status);
  if (muster_hub_status_is_passing (status) && status != 401)
    return g_error_new_literal (G_IO_ERROR, G_IO_ERROR_BUSY, words);
  return g_error_new_literal (MUSTER_MODEL_ERROR, code_of (type, status), words);
}
