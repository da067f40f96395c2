/* directory.c - what is configured
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/directory.h"

#include "base/safe-text.h"
#include "world/service-select.h"

#include <string.h>

struct _MusterDirectory
{
  GPtrArray *objects;  /* of MusterObject, owned */
  GHashTable *by_id;   /* MusterUlid * → MusterObject */
  GHashTable *by_name; /* MusterObject → itself, by type and name */
  GHashTable *by_hash; /* char * → MusterObject */
  MusterServiceSelect *select;
  guint64 services_version; /* counts changes of services */
};

static guint
hash_name (gconstpointer data)
{
  const MusterObject *object = data;

  return g_str_hash (object->type) * 31 + g_str_hash (object->name);
}

static gboolean
names_equal (gconstpointer a, gconstpointer b)
{
  const MusterObject *x = a, *y = b;

  return strcmp (x->type, y->type) == 0 && strcmp (x->name, y->name) == 0;
}

/**
 * muster_directory_new:
 *
 * Returns: (transfer full): an empty directory
 */
MusterDirectory *
muster_directory_new (void)
{
  MusterDirectory *self = g_new0 (MusterDirectory, 1);

  self->objects = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_object_free);
  self->by_id = g_hash_table_new (muster_ulid_hash, muster_ulid_equal_pointers);
  self->by_name = g_hash_table_new (hash_name, names_equal);
  self->by_hash = g_hash_table_new (g_str_hash, g_str_equal);
  self->select = muster_service_select_new ();
  return self;
}

/**
 * muster_directory_free:
 * @self: a directory
 *
 * Frees it and all objects.
 */
void
muster_directory_free (MusterDirectory *self)
{
  muster_service_select_free (self->select);
  g_hash_table_unref (self->by_hash);
  g_hash_table_unref (self->by_name);
  g_hash_table_unref (self->by_id);
  g_ptr_array_unref (self->objects);
  g_free (self);
}

/* --- what bodies say --- */

static char *
read_member (const char *body, const char *wanted)
{
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  g_autofree char *found = NULL;
  MusterText name, value;

  if (body == NULL)
    return NULL;
  muster_json_reader_begin (reader, body, strlen (body), NULL);
  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    if (found == NULL && muster_text_equal (name, wanted) &&
        muster_json_reader_peek (reader) == MUSTER_JSON_STRING)
      {
        if (muster_json_reader_string (reader, &value))
          found = muster_text_dup (value);
      }
    else
      muster_json_reader_skip (reader);
  return g_steal_pointer (&found);
}

/* --- indexes --- */

static void
take_out_hash (MusterDirectory *self, const MusterObject *object, const char *hash)
{
  if (hash != NULL && g_hash_table_lookup (self->by_hash, hash) == object)
    g_hash_table_remove (self->by_hash, hash);
}

static void
take_out_of_indexes (MusterDirectory *self, MusterObject *object)
{
  if (g_hash_table_lookup (self->by_name, object) == object)
    g_hash_table_remove (self->by_name, object);
  take_out_hash (self, object, object->hash);
  take_out_hash (self, object, object->old_hash);
  if (strcmp (object->type, MUSTER_OBJECT_SERVICE) != 0)
    return;
  muster_service_select_remove (self->select, object);
  self->services_version++;
}

static void
put_into_indexes (MusterDirectory *self, MusterObject *object)
{
  gboolean is_service = strcmp (object->type, MUSTER_OBJECT_SERVICE) == 0;

  if (object->removed)
    return;
  if (*object->name != '\0')
    g_hash_table_replace (self->by_name, object, object);
  if (object->hash != NULL)
    g_hash_table_replace (self->by_hash, object->hash, object);
  if (object->old_hash != NULL)
    g_hash_table_replace (self->by_hash, object->old_hash, object);
  if (!is_service)
    return;
  muster_service_select_add (self->select, object);
  self->services_version++;
}

static MusterObject *
get_or_add (MusterDirectory *self, const char *type, MusterUlid id)
{
  MusterObject *object = muster_directory_get (self, id);

  if (object != NULL)
    return object;
  object = muster_object_new (type, id);
  g_ptr_array_add (self->objects, object);
  g_hash_table_insert (self->by_id, &object->id, object);
  return object;
}

/**
 * muster_directory_restore:
 * @self: a directory
 * @object: (transfer full): an object whose id is not in it
 *
 * Takes an object from a snapshot.
 */
void
muster_directory_restore (MusterDirectory *self, MusterObject *object)
{
  if (muster_directory_get (self, object->id) != NULL)
    {
      muster_object_free (object);
      return;
    }
  g_ptr_array_add (self->objects, object);
  g_hash_table_insert (self->by_id, &object->id, object);
  put_into_indexes (self, object);
}

/* --- fold --- */

static void
fold_contact (MusterDirectory *self, const MusterEvent *event)
{
  MusterObject *person = muster_directory_get (self, muster_event_ulid (event, MUSTER_FACT_ID));

  if (person == NULL)
    return;
  g_free (person->contact);
  person->contact = muster_event_dup_field (event, MUSTER_FIELD_BODY);
}

static void
fold_put (MusterDirectory *self, const MusterEvent *event)
{
  const char *type = muster_event_token (event, MUSTER_FACT_OBJECT);
  MusterObject *object;

  if (type == NULL)
    return;
  if (strcmp (type, MUSTER_OBJECT_CONTACT) == 0)
    {
      fold_contact (self, event);
      return;
    }
  object = get_or_add (self, type, muster_event_ulid (event, MUSTER_FACT_ID));
  take_out_of_indexes (self, object);
  g_free (object->name);
  g_free (object->body);
  g_free (object->full_name);
  g_free (object->hash);
  object->seq = event->seq;
  object->at_us = event->at_us;
  object->removed = FALSE;
  object->name = muster_event_dup_text (event, MUSTER_FIELD_NAME);
  object->body = muster_event_dup_field (event, MUSTER_FIELD_BODY);
  object->full_name = read_member (object->body, "full_name");
  object->hash = g_strdup (muster_event_token (event, MUSTER_FACT_HASH));
  object->service = muster_event_ulid (event, MUSTER_FACT_SERVICE);
  object->drill = muster_event_ulid (event, MUSTER_FACT_DRILL);
  object->access = (MusterAccess) muster_event_int (event, MUSTER_FACT_ACCESS);
  put_into_indexes (self, object);
}

static void
fold_granted (MusterDirectory *self, const MusterEvent *event)
{
  MusterObject *token =
      get_or_add (self, MUSTER_OBJECT_TOKEN, muster_event_ulid (event, MUSTER_FACT_ID));

  take_out_of_indexes (self, token);
  g_free (token->name);
  g_free (token->hash);
  token->seq = event->seq;
  token->at_us = event->at_us;
  token->name = muster_event_dup_text (event, MUSTER_FIELD_NAME);
  token->hash = g_strdup (muster_event_token (event, MUSTER_FACT_HASH));
  token->access = (MusterAccess) muster_event_int (event, MUSTER_FACT_ACCESS);
  token->service = muster_event_ulid (event, MUSTER_FACT_PERSON);
  put_into_indexes (self, token);
}

/* A new token; the one before is valid for a while yet, or no longer. */
static void
fold_rotated (MusterDirectory *self, const MusterEvent *event)
{
  MusterObject *key = muster_directory_get (self, muster_event_ulid (event, MUSTER_FACT_ID));

  if (key == NULL || key->removed || strcmp (key->type, MUSTER_OBJECT_KEY) != 0)
    return;
  take_out_of_indexes (self, key);
  if (event->kind == MUSTER_EVENT_KEY_ROTATED)
    muster_object_rotate (key, muster_event_token (event, MUSTER_FACT_HASH),
                          muster_event_int (event, MUSTER_FACT_ENDS), event->at_us);
  else
    muster_object_retire (key);
  put_into_indexes (self, key);
}

static void
fold_drill_started (MusterDirectory *self, const MusterEvent *event)
{
  MusterObject *drill =
      get_or_add (self, MUSTER_OBJECT_DRILL, muster_event_ulid (event, MUSTER_FACT_DRILL));

  g_free (drill->name);
  drill->seq = event->seq;
  drill->at_us = event->at_us;
  drill->name = muster_event_dup_text (event, MUSTER_FIELD_NAME);
  drill->service = muster_event_ulid (event, MUSTER_FACT_PERSON);
}

static void
fold_removed (MusterDirectory *self, const MusterEvent *event, MusterFactName id)
{
  MusterObject *object = muster_directory_get (self, muster_event_ulid (event, id));

  if (object == NULL || object->removed)
    return;
  take_out_of_indexes (self, object);
  object->removed = TRUE;
  object->seq = event->seq;
  put_into_indexes (self, object);
}

/**
 * muster_directory_fold:
 * @self: a directory
 * @event: the next event
 *
 * Moves it on; events of other things change nothing.
 */
void
muster_directory_fold (MusterDirectory *self, const MusterEvent *event)
{
  if (event->kind == MUSTER_EVENT_CONFIG_PUT)
    fold_put (self, event);
  else if (event->kind == MUSTER_EVENT_CONFIG_REMOVED)
    fold_removed (self, event, MUSTER_FACT_ID);
  else if (event->kind == MUSTER_EVENT_ACCESS_GRANTED)
    fold_granted (self, event);
  else if (event->kind == MUSTER_EVENT_ACCESS_REVOKED)
    fold_removed (self, event, MUSTER_FACT_ID);
  else if (event->kind == MUSTER_EVENT_KEY_ROTATED || event->kind == MUSTER_EVENT_KEY_RETIRED)
    fold_rotated (self, event);
  else if (event->kind == MUSTER_EVENT_DRILL_STARTED)
    fold_drill_started (self, event);
  else if (event->kind == MUSTER_EVENT_DRILL_ENDED)
    fold_removed (self, event, MUSTER_FACT_DRILL);
}

/* --- queries --- */

/**
 * muster_directory_get:
 * @self: a directory
 * @id: an object's id
 *
 * Returns: (nullable) (transfer none): the object, also a removed one
 */
MusterObject *
muster_directory_get (const MusterDirectory *self, MusterUlid id)
{
  return g_hash_table_lookup (self->by_id, &id);
}

/**
 * muster_directory_find:
 * @self: a directory
 * @type: one of MUSTER_OBJECT_…
 * @name: a name
 * @n: its bytes, or -1
 *
 * Finds a name also by another spelling of the same text (Unicode's composed form).
 *
 * Returns: (nullable) (transfer none): the object of that name, not removed
 */
MusterObject *
muster_directory_find (const MusterDirectory *self, const char *type, const char *name, gssize n)
{
  char buffer[1040];
  gsize length = n < 0 ? strlen (name) : (gsize) n;
  MusterObject wanted = { .type = (char *) type, .name = buffer };
  MusterObject *object;
  g_autofree char *composed = NULL;

  if (length >= sizeof buffer)
    return NULL;
  memcpy (buffer, name, length);
  buffer[length] = '\0';
  object = g_hash_table_lookup (self->by_name, &wanted);
  if (object == NULL && (composed = muster_compose_text (buffer, (gssize) length)) != NULL)
    {
      wanted.name = composed;
      object = g_hash_table_lookup (self->by_name, &wanted);
    }
  return object;
}

/**
 * muster_directory_find_hash:
 * @self: a directory
 * @type: key or token
 * @hash: SHA-256 of the secret, 64 digits
 *
 * Returns: (nullable) (transfer none): the key or token, not revoked
 */
MusterObject *
muster_directory_find_hash (const MusterDirectory *self, const char *type, const char *hash)
{
  MusterObject *object = g_hash_table_lookup (self->by_hash, hash);

  return object != NULL && strcmp (object->type, type) == 0 ? object : NULL;
}

/**
 * muster_directory_resolve:
 * @self: a directory
 * @type: one of MUSTER_OBJECT_…
 * @name_or_id: what a person typed or a program sent
 *
 * Returns: (nullable) (transfer none): the object, not removed
 */
MusterObject *
muster_directory_resolve (const MusterDirectory *self, const char *type, const char *name_or_id)
{
  MusterUlid id;
  MusterObject *object;

  if (muster_ulid_parse (name_or_id, -1, &id))
    {
      object = muster_directory_get (self, id);
      if (object != NULL && !object->removed && strcmp (object->type, type) == 0)
        return object;
    }
  return muster_directory_find (self, type, name_or_id, -1);
}

/**
 * muster_directory_objects:
 * @self: a directory
 *
 * Returns: (element-type MusterObject) (transfer none): all, also removed ones
 */
const GPtrArray *
muster_directory_objects (const MusterDirectory *self)
{
  return self->objects;
}

/**
 * muster_directory_title:
 * @self: a directory
 * @id: a person's or a service's id
 *
 * Returns: (transfer none): the full name, else the name, else "?"
 */
const char *
muster_directory_title (const MusterDirectory *self, MusterUlid id)
{
  const MusterObject *object = muster_directory_get (self, id);

  if (object == NULL)
    return "?";
  if (object->full_name != NULL && *object->full_name != '\0')
    return object->full_name;
  return *object->name != '\0' ? object->name : "?";
}

static void
add_person (const MusterDirectory *self, MusterText name, GPtrArray *people)
{
  MusterObject *person =
      muster_directory_find (self, MUSTER_OBJECT_PERSON, name.bytes, (gssize) name.n);

  if (person != NULL && !g_ptr_array_find (people, person, NULL))
    g_ptr_array_add (people, person);
}

/**
 * muster_directory_list_people:
 * @self: a directory
 * @team: one of its teams
 *
 * Says who of a team can be paged. A name of nobody, of somebody removed, or that stands there
 * twice adds none.
 *
 * Returns: (transfer container) (element-type MusterObject): people, in the team's order
 */
GPtrArray *
muster_directory_list_people (const MusterDirectory *self, const MusterObject *team)
{
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  GPtrArray *people = g_ptr_array_new ();
  MusterText name;

  if (team->body == NULL)
    return people;
  muster_json_reader_begin (reader, team->body, strlen (team->body), NULL);
  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    {
      if (!muster_text_equal (name, "people"))
        {
          muster_json_reader_skip (reader);
          continue;
        }
      muster_json_reader_enter_array (reader);
      while (muster_json_reader_next_item (reader))
        if (muster_json_reader_string (reader, &name))
          add_person (self, name, people);
    }
  return people;
}

/**
 * muster_directory_service_of:
 * @self: a directory
 * @labels: an alert's labels
 * @service: the service's name by the sender's own field; n 0: none
 * @key: (nullable): the integration key it came by
 *
 * Says which service an alert belongs to (protocol §6). O(labels).
 *
 * Returns: (nullable) (transfer none): the service
 */
MusterObject *
muster_directory_service_of (const MusterDirectory *self,
                             const MusterLabelSet *labels,
                             MusterText service,
                             const MusterObject *key)
{
  MusterObject *found = muster_service_select_match (self->select, labels);
  gsize n = service.n;
  const char *name = n > 0 ? service.bytes : muster_label_set_get (labels, "service", &n);

  if (found == NULL && name != NULL)
    found = muster_directory_find (self, MUSTER_OBJECT_SERVICE, name, (gssize) n);
  if (found == NULL && name != NULL)
    found = muster_service_select_alias (self->select, name, n);
  if (found == NULL && key != NULL)
    found = muster_directory_get (self, key->service);
  return found;
}

/**
 * muster_directory_services_version:
 * @self: a directory
 *
 * Returns: a number that changes whenever a service does
 */
guint64
muster_directory_services_version (const MusterDirectory *self)
{
  return self->services_version;
}
