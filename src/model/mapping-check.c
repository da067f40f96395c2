/* mapping-check.c - may this be a mapping: which places of a foreign body are an alert's?
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * {"each":"$.alerts", "title":"$.name", "key":"$.id", "status":"$.state", "resolved":["ok"],
 *  "acknowledged":["ack"], "severity":"$.level", "severities":{"bad":2}, "service":"$.app",
 *  "starts":"$.since", "ends":"$.until", "url":"$.link", "description":"$.text",
 *  "labels":{"host":"$.host","env":"live"}}
 *
 * What begins with "$" is a field path from the alert ("each": always one, from the body), anything
 * else stands for itself. Only the title is needed. Paths may lead to nothing. A member that is not
 * known is refused: a name that is misspelt would be a place that is never looked at.
 */
#include "model/mapping-check.h"

#include "base/field-path.h"
#include "base/safe-text.h"

#define MAPPING_BYTES_MAX (32 * 1024)

/* What is being read; errors name it. */
typedef struct
{
  MusterJsonReader *reader;
  const char *member;
  MusterText of; /* a member of that, or empty */
} Place;

typedef struct
{
  const char *name;
  void (*check) (Place *self);
} Member;

static void
fail (const Place *self, const char *what)
{
  g_autofree char *of = muster_safe_text (self->of.n > 0 ? self->of.bytes : "",
                                          (gssize) MIN (self->of.n, 128), FALSE);

  muster_json_reader_fail (self->reader, "%s%s%s %s", self->member, self->of.n > 0 ? "." : "", of,
                           what);
}

static void
check_path (const Place *self, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *what = NULL;

  if (muster_field_path_check (path, &error))
    return;
  what = g_strdup_printf ("is no field path: %s", error->message);
  fail (self, what);
}

static char *
dup_string (Place *self)
{
  MusterText text;

  if (muster_json_reader_peek (self->reader) != MUSTER_JSON_STRING)
    fail (self, "is no text");
  return muster_json_reader_string (self->reader, &text) ? muster_text_dup (text) : NULL;
}

static void
check_each (Place *self)
{
  g_autofree char *text = dup_string (self);

  if (text != NULL && *text != '\0')
    check_path (self, text);
}

static void
check_place (Place *self)
{
  g_autofree char *text = dup_string (self);

  if (text != NULL && *text == '$')
    check_path (self, text);
}

static void
check_title (Place *self)
{
  g_autofree char *text = dup_string (self);

  if (text != NULL && *text == '\0')
    fail (self, "is empty");
  else if (text != NULL && *text == '$')
    check_path (self, text);
}

static void
check_places (Place *self)
{
  if (muster_json_reader_peek (self->reader) != MUSTER_JSON_OBJECT)
    fail (self, "is no object");
  muster_json_reader_enter_object (self->reader);
  while (muster_json_reader_next_member (self->reader, &self->of))
    check_place (self);
}

static void
check_words (Place *self)
{
  if (muster_json_reader_peek (self->reader) != MUSTER_JSON_ARRAY)
    fail (self, "is no list");
  muster_json_reader_enter_array (self->reader);
  while (muster_json_reader_next_item (self->reader))
    if (muster_json_reader_peek (self->reader) != MUSTER_JSON_STRING)
      fail (self, "has a word that is no text");
    else
      muster_json_reader_skip (self->reader);
}

/* A digit, as a number or as a text. */
static void
check_severities (Place *self)
{
  MusterText raw;

  if (muster_json_reader_peek (self->reader) != MUSTER_JSON_OBJECT)
    fail (self, "is no object");
  muster_json_reader_enter_object (self->reader);
  while (muster_json_reader_next_member (self->reader, &self->of) &&
         muster_json_reader_raw (self->reader, &raw))
    {
      gboolean is_quoted = raw.n == 3 && raw.bytes[0] == '"';
      char digit = raw.n == 1 || is_quoted ? raw.bytes[is_quoted ? 1 : 0] : '\0';

      if (digit < '1' || digit > '5')
        fail (self, "is no severity from 1 to 5");
    }
}

static const Member members[] = {
  { "each", check_each },         { "title", check_title },    { "key", check_place },
  { "status", check_place },      { "resolved", check_words }, { "acknowledged", check_words },
  { "severity", check_place },    { "service", check_place },  { "severities", check_severities },
  { "starts", check_place },      { "ends", check_place },     { "url", check_place },
  { "description", check_place }, { "labels", check_places },
};

static void
fail_unknown (MusterJsonReader *reader, MusterText name)
{
  g_autofree char *safe = muster_safe_text (name.bytes, (gssize) MIN (name.n, 128), FALSE);

  muster_json_reader_fail (reader, "a mapping has nothing called “%s”", safe);
}

static void
check_member (MusterJsonReader *reader, MusterText name)
{
  Place place = { .reader = reader };

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    if (muster_text_equal (name, members[i].name))
      {
        place.member = members[i].name;
        members[i].check (&place);
        return;
      }
  fail_unknown (reader, name);
}

/**
 * muster_mapping_check:
 * @json: what may be one
 * @error: return location for a #MusterBaseError
 *
 * Returns: whether it is a mapping
 */
gboolean
muster_mapping_check (const char *json, GError **error)
{
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  gboolean has_title = FALSE;
  MusterText name;

  if (strlen (json) > MAPPING_BYTES_MAX)
    {
      g_set_error_literal (error, MUSTER_BASE_ERROR, MUSTER_BASE_ERROR_LIMIT,
                           "a mapping is at most 32 KiB long");
      return FALSE;
    }
  muster_json_reader_begin (reader, json, strlen (json), NULL);
  if (muster_json_reader_peek (reader) != MUSTER_JSON_OBJECT)
    muster_json_reader_fail (reader, "a mapping is an object that says where the title is");
  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    {
      has_title |= muster_text_equal (name, "title");
      check_member (reader, name);
    }
  if (!muster_json_reader_failed (reader) && !has_title)
    muster_json_reader_fail (reader, "a mapping says where the title is");
  if (muster_json_reader_finish (reader, error))
    return TRUE;
  g_prefix_error (error, "the mapping: ");
  return FALSE;
}
