/* ask.c - asks a hub over its link and waits
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/ask.h"

#include "base/json-reader.h"
#include "model/error.h"

#include <string.h>

static void
replied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **out = user_data;

  *out = g_object_ref (result);
}

/* The "detail" of a problem document, else its "title". */
static char *
dup_problem (GBytes *body)
{
  gsize n;
  const char *bytes = g_bytes_get_data (body, &n);
  char *detail = muster_answer_dup_member (bytes, (gssize) n, "detail");

  return detail != NULL ? detail : muster_answer_dup_member (bytes, (gssize) n, "title");
}

static GBytes *
take_body (MusterHubReply *reply, GError **error)
{
  g_autofree char *problem = NULL;

  if (reply->status / 100 == 2)
    return g_bytes_ref (reply->body);
  problem = dup_problem (reply->body);
  if (problem != NULL)
    g_set_error_literal (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_INVALID, problem);
  else
    g_set_error (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_INVALID,
                 "The hub answered with status %u", reply->status);
  return NULL;
}

static GBytes *
wait_for_body (MusterHubLink *link, GAsyncResult **result, GError **error)
{
  g_autoptr (GAsyncResult) ready = NULL;
  g_autoptr (MusterHubReply) reply = NULL;

  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  ready = g_steal_pointer (result);
  reply = muster_hub_link_request_finish (link, ready, error);
  return reply != NULL ? take_body (reply, error) : NULL;
}

/**
 * muster_ask_get:
 * @link: a hub
 * @path: what to get
 * @cancellable: (nullable): ends the wait
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the body
 */
GBytes *
muster_ask_get (MusterHubLink *link, const char *path, GCancellable *cancellable, GError **error)
{
  GAsyncResult *result = NULL;

  muster_hub_link_get_async (link, path, cancellable, replied_cb, &result);
  return wait_for_body (link, &result, error);
}

/**
 * muster_ask_post:
 * @link: a hub
 * @path: where to
 * @json: the body
 * @cancellable: (nullable): ends the wait; the hub may have done it all the same
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the answer's body
 */
GBytes *
muster_ask_post (MusterHubLink *link,
                 const char *path,
                 GBytes *json,
                 GCancellable *cancellable,
                 GError **error)
{
  GAsyncResult *result = NULL;

  muster_hub_link_post_async (link, path, json, cancellable, replied_cb, &result);
  return wait_for_body (link, &result, error);
}

/**
 * muster_answer_dup_member:
 * @json: an answer
 * @n: its bytes, or -1
 * @member: a member's name
 *
 * Returns: (transfer full) (nullable): its value if it is a string
 */
char *
muster_answer_dup_member (const char *json, gssize n, const char *member)
{
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  char *found = NULL;
  MusterText name, text;

  muster_json_reader_begin (reader, json, n < 0 ? strlen (json) : (gsize) n, NULL);
  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    if (found == NULL && muster_text_equal (name, member) &&
        muster_json_reader_peek (reader) == MUSTER_JSON_STRING &&
        muster_json_reader_string (reader, &text))
      found = muster_text_dup (text);
    else
      muster_json_reader_skip (reader);
  return found;
}
