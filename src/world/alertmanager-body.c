/* alertmanager-body.c - the Alertmanagers that the hub asks by itself, as they are configured
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/alertmanager-body.h"

#include "base/instant.h"
#include "base/json-reader.h"
#include "base/server-address.h"
#include "model/error.h"

#include <string.h>

#define INTERVAL_US (30 * G_USEC_PER_SEC)
#define GRACE_US    (2 * 60 * G_USEC_PER_SEC)

/**
 * muster_alertmanager_body_clear:
 * @self: what an object says
 *
 * Frees what is in it.
 */
void
muster_alertmanager_body_clear (MusterAlertmanagerBody *self)
{
  g_clear_pointer (&self->urls, g_strfreev);
  g_clear_pointer (&self->token, g_free);
}

static void
read_urls (MusterJsonReader *reader, MusterAlertmanagerBody *out)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  MusterText text;

  muster_json_reader_enter_array (reader);
  while (muster_json_reader_next_item (reader) && muster_json_reader_string (reader, &text))
    {
      g_autofree char *url = muster_text_dup (text);

      if (!muster_is_server_address (url))
        muster_json_reader_fail (reader, "an address is http(s)://HOST:PORT, without a query");
      while (g_str_has_suffix (url, "/"))
        url[strlen (url) - 1] = '\0';
      g_strv_builder_add (builder, url);
    }
  g_clear_pointer (&out->urls, g_strfreev);
  out->urls = g_strv_builder_end (builder);
}

static void
read_duration (MusterJsonReader *reader, gint64 min_us, gint64 *out_us)
{
  g_autofree char *text = NULL;
  MusterText value;

  if (!muster_json_reader_string (reader, &value))
    return;
  text = muster_text_dup (value);
  if (!muster_duration_parse (text, out_us, NULL) || *out_us < min_us)
    muster_json_reader_fail (reader, "it is no duration, or too short");
}

static void
read_secret (MusterJsonReader *reader, char **out)
{
  MusterText name, value;

  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    if (muster_text_equal (name, "secret") && muster_json_reader_string (reader, &value))
      {
        g_free (*out);
        *out = muster_text_dup (value);
      }
    else
      muster_json_reader_skip (reader);
}

static void
read_member (MusterJsonReader *reader, MusterText name, MusterAlertmanagerBody *out)
{
  MusterText value;

  if (muster_text_equal (name, "urls"))
    read_urls (reader, out);
  else if (muster_text_equal (name, "interval"))
    read_duration (reader, MUSTER_ALERTMANAGER_INTERVAL_MIN_US, &out->interval_us);
  else if (muster_text_equal (name, "grace"))
    read_duration (reader, 0, &out->grace_us);
  else if (muster_text_equal (name, "silences"))
    muster_json_reader_bool (reader, &out->silences);
  else if (muster_text_equal (name, "token"))
    read_secret (reader, &out->token);
  else if (!muster_text_equal (name, "key"))
    muster_json_reader_skip (reader);
  else if (muster_json_reader_string (reader, &value) &&
           !muster_ulid_parse (value.bytes, (gssize) value.n, &out->key))
    muster_json_reader_fail (reader, "key is the id of an integration key");
}

/**
 * muster_alertmanager_body_read:
 * @body: (nullable): JSON
 * @out: (out): what it says; to be cleared
 * @error: %MUSTER_BASE_ERROR, or %MUSTER_MODEL_ERROR_INVALID without addresses or with too many
 *
 * Members that are not known are passed over.
 *
 * Returns: whether it is an Alertmanager's
 */
gboolean
muster_alertmanager_body_read (const char *body, MusterAlertmanagerBody *out, GError **error)
{
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  MusterText name;
  guint n;

  *out = (MusterAlertmanagerBody){ .interval_us = INTERVAL_US,
                                   .grace_us = GRACE_US,
                                   .silences = TRUE };
  body = body != NULL ? body : "{}";
  muster_json_reader_begin (reader, body, strlen (body), NULL);
  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    read_member (reader, name, out);
  if (!muster_json_reader_finish (reader, error))
    return FALSE;
  n = out->urls != NULL ? g_strv_length (out->urls) : 0;
  if (n > 0 && n <= MUSTER_ALERTMANAGER_URLS_MAX)
    return TRUE;
  g_set_error (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_INVALID,
               "An Alertmanager has 1 to %d addresses, as \"urls\":[\"http://10.0.0.1:9093\"]",
               MUSTER_ALERTMANAGER_URLS_MAX);
  return FALSE;
}

/**
 * muster_alertmanager_check:
 * @directory: what there is
 * @body: what the object says
 * @error: as muster_alertmanager_body_read()
 *
 * Returns: whether it may be configured so
 */
gboolean
muster_alertmanager_check (const MusterDirectory *directory, const char *body, GError **error)
{
  g_auto (MusterAlertmanagerBody) read = { 0 };
  const MusterObject *key;

  if (!muster_alertmanager_body_read (body, &read, error))
    return FALSE;
  if (muster_ulid_is_null (read.key))
    return TRUE;
  key = muster_directory_get (directory, read.key);
  if (key != NULL && strcmp (key->type, MUSTER_OBJECT_KEY) == 0)
    return TRUE;
  g_set_error_literal (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_INVALID,
                       "There is no integration key with that id");
  return FALSE;
}
