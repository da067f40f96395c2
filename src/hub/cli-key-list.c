/* cli-key-list.c - the integration keys of a hub, for the command line
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/cli-key-list.h"

#include "base/json-reader.h"
#include "base/safe-text.h"
#include "hub/query.h"
#include "model/error.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

/* Of one key: texts and numbers as they are written. */
typedef struct
{
  char *id;
  char *service;
  char *heard;
  char *source;
  char *silent;
  char *old;
  gint64 alerts;
  gint64 refused;
} Key;

typedef void (*KeyFunc) (const Key *key, gpointer user_data);

static void
key_clear (Key *self)
{
  g_free (self->id);
  g_free (self->service);
  g_free (self->heard);
  g_free (self->source);
  g_free (self->silent);
  g_free (self->old);
}

static void
read_member (MusterJsonReader *reader, MusterText name, Key *key)
{
  const struct
  {
    const char *name;
    char **text;
  } texts[] = { { "id", &key->id },
                { "serviceName", &key->service },
                { "lastEventAt", &key->heard },
                { "lastSource", &key->source },
                { "silentSince", &key->silent },
                { "oldTokenEndsAt", &key->old } };
  MusterText text;

  if (muster_text_equal (name, "alerts"))
    muster_json_reader_int (reader, &key->alerts);
  else if (muster_text_equal (name, "refused"))
    muster_json_reader_int (reader, &key->refused);
  else if (muster_json_reader_peek (reader) != MUSTER_JSON_STRING)
    muster_json_reader_skip (reader);
  else if (muster_json_reader_string (reader, &text))
    for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
      if (muster_text_equal (name, texts[i].name) && *texts[i].text == NULL)
        *texts[i].text = muster_text_dup (text);
}

static gboolean
for_each (const char *json, KeyFunc func, gpointer user_data, GError **error)
{
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  MusterText name;

  muster_json_reader_begin (reader, json, strlen (json), NULL);
  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    {
      if (!muster_text_equal (name, "items"))
        {
          muster_json_reader_skip (reader);
          continue;
        }
      muster_json_reader_enter_array (reader);
      while (muster_json_reader_next_item (reader))
        {
          Key key = { 0 };

          muster_json_reader_enter_object (reader);
          while (muster_json_reader_next_member (reader, &name))
            read_member (reader, name, &key);
          func (&key, user_data);
          key_clear (&key);
        }
    }
  return muster_json_reader_finish (reader, error);
}

/**
 * muster_cli_key_list:
 * @hub: where they are
 * @error: return location
 *
 * Returns: (transfer full) (nullable): {"items":[…]}, as GET /v1/keys answers
 */
char *
muster_cli_key_list (MusterCliHub *hub, GError **error)
{
  MusterHub *direct = muster_cli_hub_direct (hub);
  g_autoptr (GBytes) answer = NULL;
  GString *body;

  if (direct == NULL)
    {
      answer = muster_cli_hub_get (hub, "/v1/keys", error);
      return answer != NULL ? g_strndup (g_bytes_get_data (answer, NULL), g_bytes_get_size (answer))
                            : NULL;
    }
  body = g_string_new (NULL);
  muster_keys_append_json (muster_committer_get_world (muster_hub_get_committer (direct)), body);
  g_string_append_c (body, '\n');
  return g_string_free (body, FALSE);
}

typedef struct
{
  const char *wanted;
  char *found; /* the id of one */
  guint n;
} Search;

static void
look_cb (const Key *key, gpointer user_data)
{
  Search *search = user_data;

  if (g_strcmp0 (key->id, search->wanted) != 0 && g_strcmp0 (key->service, search->wanted) != 0)
    return;
  g_free (search->found);
  search->found = g_strdup (key->id);
  search->n++;
}

/**
 * muster_cli_key_find:
 * @hub: where it is
 * @name_or_id: what was typed: its id, or the name of its service
 * @out: (out): its id
 * @error: %MUSTER_MODEL_ERROR_NOT_FOUND, or %MUSTER_MODEL_ERROR_INVALID where a service has several
 *
 * Returns: whether it is one key
 */
gboolean
muster_cli_key_find (MusterCliHub *hub, const char *name_or_id, MusterUlid *out, GError **error)
{
  g_autofree char *json = muster_cli_key_list (hub, error);
  g_autofree char *found = NULL;
  Search search = { .wanted = name_or_id };

  if (json == NULL || !for_each (json, look_cb, &search, error))
    {
      g_free (search.found);
      return FALSE;
    }
  found = search.found;
  if (search.n == 1 && muster_ulid_parse (found, -1, out))
    return TRUE;
  if (search.n == 0)
    g_set_error (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_NOT_FOUND,
                 _ ("There is no key “%s”, by its id or by its service"), name_or_id);
  else
    g_set_error (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_INVALID,
                 _ ("“%s” has %u keys: say which, by the id that “musterd key list” shows"),
                 name_or_id, search.n);
  return FALSE;
}

static void
print_cb (const Key *key, gpointer unused)
{
  g_autofree char *service = muster_safe_text (key->service != NULL ? key->service : "", -1, FALSE);

  printf ("%s  %s  ", key->id, service);
  if (key->heard == NULL)
    printf ("%s", _ ("never heard of"));
  else
    /* TRANSLATORS: an instant, and the format of alerts that it came in */
    printf (_ ("heard of %s by %s"), key->heard, key->source != NULL ? key->source : "?");
  printf ("  ");
  printf (_ ("%" G_GINT64_FORMAT " new alerts, %" G_GINT64_FORMAT " refused"), key->alerts,
          key->refused);
  if (key->silent != NULL)
    {
      printf ("  ");
      printf (_ ("silent since %s"), key->silent);
    }
  if (key->old != NULL)
    {
      printf ("  ");
      printf (_ ("its old token ends %s"), key->old);
    }
  printf ("\n");
}

/**
 * muster_cli_key_print:
 * @json: as muster_cli_key_list() gives it
 *
 * Prints them for people.
 */
void
muster_cli_key_print (const char *json)
{
  for_each (json, print_cb, NULL, NULL);
}
