/* alertmanager.c - Alertmanager's API v2 from the other side (wire-formats 2.2)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What we make there bears its id of ours in its comment: so nothing has to be remembered about it,
 * neither here nor there, and two Musters leave each other's alone.
 */
#include "connectors/alertmanager.h"

#include "base/instant.h"
#include "base/json-writer.h"

#include <string.h>

#define MARK "[muster "

/* --- status --- */

/**
 * muster_am_status_clear:
 * @self: what it says
 *
 * Frees what is in it.
 */
void
muster_am_status_clear (MusterAmStatus *self)
{
  g_clear_pointer (&self->instance, g_free);
}

static void
read_version (MusterJsonReader *reader, MusterAmStatus *out)
{
  MusterText name, branch;

  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    if (!muster_text_equal (name, "branch"))
      muster_json_reader_skip (reader);
    else if (muster_json_reader_string (reader, &branch))
      out->is_muster = branch.n >= 6 && memcmp (branch.bytes, "muster", 6) == 0;
}

/**
 * muster_am_status_decode:
 * @json: what was answered
 * @n: bytes of it
 * @out: (out): what it says; to be cleared
 * @error: MUSTER_BASE_ERROR
 *
 * Returns: whether it is a status
 */
gboolean
muster_am_status_decode (const char *json, gsize n, MusterAmStatus *out, GError **error)
{
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  MusterText name, text;

  *out = (MusterAmStatus){ 0 };
  muster_json_reader_begin (reader, json, n, NULL);
  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    if (muster_text_equal (name, "versionInfo"))
      read_version (reader, out);
    else if (!muster_text_equal (name, "uptime"))
      muster_json_reader_skip (reader);
    else if (muster_json_reader_string (reader, &text))
      {
        g_free (out->instance);
        out->instance = muster_text_dup (text);
      }
  if (!muster_json_reader_finish (reader, error))
    return FALSE;
  if (out->instance == NULL)
    out->instance = g_strdup ("");
  return TRUE;
}

/* --- silences --- */

static void
silence_free (gpointer data)
{
  MusterAmSilence *self = data;

  g_free (self->id);
  g_free (self);
}

/* "… [muster 01J…]" */
static gboolean
read_mark (MusterText comment, MusterUlid *out)
{
  gsize n = strlen (MARK) + MUSTER_ULID_TEXT_BYTES + 1;
  const char *mark = comment.n >= n ? comment.bytes + comment.n - n : NULL;

  return mark != NULL && memcmp (mark, MARK, strlen (MARK)) == 0 && mark[n - 1] == ']' &&
         muster_ulid_parse (mark + strlen (MARK), MUSTER_ULID_TEXT_BYTES, out);
}

static void
read_time (MusterJsonReader *reader, gint64 *out)
{
  MusterText text;

  if (muster_json_reader_string (reader, &text))
    muster_instant_parse (text.bytes, (gssize) text.n, out);
}

static gboolean
read_is_over (MusterJsonReader *reader)
{
  gboolean is_over = FALSE;
  MusterText name, text;

  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    if (!muster_text_equal (name, "state"))
      muster_json_reader_skip (reader);
    else if (muster_json_reader_string (reader, &text))
      is_over = muster_text_equal (text, "expired");
  return is_over;
}

/* NULL: it is not ours, or over. */
static MusterAmSilence *
read_silence (MusterJsonReader *reader)
{
  MusterAmSilence *self = g_new0 (MusterAmSilence, 1);
  gboolean is_ours = FALSE, is_over = FALSE;
  MusterText name, text;

  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    if (muster_text_equal (name, "comment"))
      is_ours = muster_json_reader_string (reader, &text) && read_mark (text, &self->ours);
    else if (muster_text_equal (name, "id"))
      {
        g_clear_pointer (&self->id, g_free);
        if (muster_json_reader_string (reader, &text))
          self->id = muster_text_dup (text);
      }
    else if (muster_text_equal (name, "startsAt"))
      read_time (reader, &self->starts_us);
    else if (muster_text_equal (name, "endsAt"))
      read_time (reader, &self->ends_us);
    else if (muster_text_equal (name, "status"))
      is_over = read_is_over (reader);
    else
      muster_json_reader_skip (reader);
  if (is_ours && !is_over && self->id != NULL)
    return self;
  silence_free (self);
  return NULL;
}

/**
 * muster_am_silences_decode:
 * @json: what was answered
 * @n: bytes of it
 * @error: MUSTER_BASE_ERROR
 *
 * Returns: (transfer full) (element-type MusterAmSilence) (nullable): those that bear our mark and
 *   are not over
 */
GPtrArray *
muster_am_silences_decode (const char *json, gsize n, GError **error)
{
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  g_autoptr (GPtrArray) silences = g_ptr_array_new_with_free_func (silence_free);

  muster_json_reader_begin (reader, json, n, NULL);
  muster_json_reader_enter_array (reader);
  while (muster_json_reader_next_item (reader))
    {
      MusterAmSilence *silence = read_silence (reader);

      if (silence != NULL)
        g_ptr_array_add (silences, silence);
    }
  return muster_json_reader_finish (reader, error) ? g_steal_pointer (&silences) : NULL;
}

/**
 * muster_am_wish_encode:
 * @wish: a silence
 *
 * Returns: (transfer full): the body of POST /api/v2/silences
 */
char *
muster_am_wish_encode (const MusterAmWish *wish)
{
  g_autoptr (GString) body = g_string_new (NULL);
  g_autoptr (GString) comment = g_string_new (wish->comment);
  char ours[MUSTER_ULID_TEXT_BYTES + 1];
  MusterJsonWriter writer;

  muster_ulid_format (wish->ours, ours);
  g_string_append_printf (comment, "%s" MARK "%s]", comment->len > 0 ? " " : "", ours);
  muster_json_writer_init (&writer, body);
  muster_json_begin_object (&writer);
  if (wish->id != NULL)
    muster_json_member_string (&writer, "id", wish->id);
  muster_json_name (&writer, "matchers");
  muster_matchers_write_json (wish->matchers, &writer);
  muster_json_member_instant (&writer, "startsAt", wish->starts_us);
  muster_json_member_instant (&writer, "endsAt", wish->ends_us);
  muster_json_member_string (&writer, "createdBy", wish->author);
  muster_json_member_string (&writer, "comment", comment->str);
  muster_json_end_object (&writer);
  return g_string_free (g_steal_pointer (&body), FALSE);
}
