/* dead-man-body.c - who is to notice that this hub is silent, as it is configured
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/dead-man-body.h"

#include "base/instant.h"
#include "base/json-reader.h"
#include "model/error.h"

#include <string.h>

#define EVERY_US (30 * G_USEC_PER_SEC)

/**
 * muster_dead_man_body_clear:
 * @self: what an object says
 *
 * Frees what is in it.
 */
void
muster_dead_man_body_clear (MusterDeadManBody *self)
{
  g_clear_pointer (&self->url, g_free);
  g_clear_pointer (&self->secret, g_free);
}

static void
read_text (MusterJsonReader *reader, char **out)
{
  MusterText text;

  if (!muster_json_reader_string (reader, &text))
    return;
  g_free (*out);
  *out = muster_text_dup (text);
}

static void
read_secret (MusterJsonReader *reader, MusterDeadManBody *out)
{
  MusterText name;

  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    if (muster_text_equal (name, "secret"))
      read_text (reader, &out->secret);
    else
      muster_json_reader_skip (reader);
}

static void
read_every (MusterJsonReader *reader, MusterDeadManBody *out)
{
  g_autofree char *text = NULL;

  read_text (reader, &text);
  if (text != NULL && (!muster_duration_parse (text, &out->every_us, NULL) ||
                       out->every_us < MUSTER_DEAD_MAN_EVERY_MIN_US))
    muster_json_reader_fail (reader, "“every” is a duration of 10s or more");
}

static void
read_member (MusterJsonReader *reader, MusterText name, MusterDeadManBody *out)
{
  if (muster_text_equal (name, "every"))
    read_every (reader, out);
  else if (muster_text_equal (name, "network"))
    muster_json_reader_bool (reader, &out->network);
  else if (!muster_text_equal (name, "url"))
    muster_json_reader_skip (reader);
  else if (muster_json_reader_peek (reader) == MUSTER_JSON_OBJECT)
    read_secret (reader, out);
  else
    read_text (reader, &out->url);
}

/**
 * muster_dead_man_check_url:
 * @url: where it is told that this hub lives
 * @network: whether it may lead to this machine and its network
 * @error: %MUSTER_MODEL_ERROR_INVALID
 *
 * Which addresses its name leads to is looked at when it is asked (security R29).
 *
 * Returns: whether it may be that
 */
gboolean
muster_dead_man_check_url (const char *url, gboolean network, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_ENCODED, NULL);
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : "";
  gboolean has_host = uri != NULL && g_uri_get_host (uri) != NULL && *g_uri_get_host (uri) != '\0';

  if (has_host && g_uri_get_userinfo (uri) == NULL &&
      (strcmp (scheme, "https") == 0 || (network && strcmp (scheme, "http") == 0)))
    return TRUE;
  g_set_error_literal (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_INVALID,
                       "A dead man's switch has a “url” with https, or with http where “network” "
                       "is true, without user and password");
  return FALSE;
}

/**
 * muster_dead_man_body_read:
 * @body: (nullable): JSON
 * @out: (out): what it says; to be cleared
 * @error: %MUSTER_BASE_ERROR or %MUSTER_MODEL_ERROR_INVALID
 *
 * Members that are not known are passed over.
 *
 * Returns: whether it is a dead man's switch
 */
gboolean
muster_dead_man_body_read (const char *body, MusterDeadManBody *out, GError **error)
{
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  MusterText name;

  *out = (MusterDeadManBody){ .every_us = EVERY_US };
  body = body != NULL ? body : "{}";
  muster_json_reader_begin (reader, body, strlen (body), NULL);
  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    read_member (reader, name, out);
  if (!muster_json_reader_finish (reader, error))
    return FALSE;
  return out->secret != NULL ||
         muster_dead_man_check_url (out->url != NULL ? out->url : "", out->network, error);
}
