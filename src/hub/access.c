/* access.c - who a request is from
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/access.h"

#include "base/crypto.h"

#include <string.h>

#define REQUEST_US (G_USEC_PER_SEC / 50)
#define BURST_US   (500 * (gint64) REQUEST_US)

typedef enum
{
  OF_TOKEN,
  OF_KEY,
  OF_CALENDAR,
} CredentialKind;

typedef struct
{
  MusterSha256 hash;
  CredentialKind kind;
  MusterIdentity identity;
} Credential;

struct _MusterAccessTable
{
  guint32 owner_uid;
  GRWLock lock;
  GHashTable *mappings;    /* char * → char *: what sources need of the configuration */
  GHashTable *credentials; /* MusterSha256 * (in the value) → Credential */
  gboolean has_canary;
  MusterSha256 canary;  /* of the key of the hub's own */
  MusterIdentity owner; /* its person is null until there is one */
  GMutex rates_lock;
  GHashTable *rates; /* MusterUlid * of a token or person → gint64 *, when its allowance is full */
};

static guint
hash_sha256 (gconstpointer hash)
{
  guint head;

  memcpy (&head, hash, sizeof head);
  return head;
}

static gboolean
sha256_equal (gconstpointer a, gconstpointer b)
{
  return muster_equal_constant_time (a, b, MUSTER_SHA256_BYTES);
}

static GHashTable *
new_credentials (void)
{
  return g_hash_table_new_full (hash_sha256, sha256_equal, NULL, g_free);
}

/**
 * muster_access_table_new:
 * @owner_uid: of the state folder
 *
 * Returns: (transfer full): a table that knows nobody but the owner
 */
MusterAccessTable *
muster_access_table_new (guint32 owner_uid)
{
  MusterAccessTable *self = g_new0 (MusterAccessTable, 1);

  self->owner_uid = owner_uid;
  self->credentials = new_credentials ();
  self->mappings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->owner = (MusterIdentity){ .access = MUSTER_ACCESS_ADMIN };
  g_rw_lock_init (&self->lock);
  g_mutex_init (&self->rates_lock);
  self->rates =
      g_hash_table_new_full (muster_ulid_hash, muster_ulid_equal_pointers, g_free, g_free);
  return self;
}

/**
 * muster_access_table_free:
 * @self: a table that no thread uses any more
 *
 * Frees it.
 */
void
muster_access_table_free (MusterAccessTable *self)
{
  g_hash_table_unref (self->credentials);
  g_hash_table_unref (self->mappings);
  g_hash_table_unref (self->rates);
  g_mutex_clear (&self->rates_lock);
  g_rw_lock_clear (&self->lock);
  g_free (self);
}

/* A drill's key ends with it, and a person's tokens with the person. */
static gboolean
is_in_force (const MusterWorld *world, const MusterObject *object, gboolean is_key)
{
  const MusterDirectory *directory = muster_world_get_directory (world);
  const MusterObject *holder =
      muster_directory_get (directory, is_key ? object->drill : object->service);

  return !object->removed && object->hash != NULL && (holder == NULL || !holder->removed);
}

/* FALSE: it is no secret that lets anybody in. */
static gboolean
kind_of (const MusterObject *object, CredentialKind *out)
{
  static const char *const types[] = { MUSTER_OBJECT_TOKEN, MUSTER_OBJECT_KEY,
                                       MUSTER_OBJECT_CALENDAR };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (strcmp (object->type, types[i]) == 0)
      {
        *out = (CredentialKind) i;
        return TRUE;
      }
  return FALSE;
}

static void
add_hash (GHashTable *credentials,
          const MusterObject *object,
          CredentialKind kind,
          const char *hash)
{
  gboolean is_key = kind == OF_KEY;
  Credential *credential = g_new0 (Credential, 1);

  credential->kind = kind;
  credential->identity.access = is_key ? MUSTER_ACCESS_INTAKE : object->access;
  credential->identity.actor.id = object->id;
  credential->identity.has_token = !is_key;
  if (!is_key)
    credential->identity.token = object->id;
  credential->identity.actor.type = is_key ? MUSTER_ACTOR_KEY : MUSTER_ACTOR_SCREEN;
  if (kind != OF_TOKEN)
    credential->identity.service = object->service;
  else if (!muster_ulid_is_null (object->service))
    {
      credential->identity.person = object->service;
      credential->identity.actor = (MusterActor){ MUSTER_ACTOR_PERSON, object->service };
    }
  if (muster_from_hex (hash, strlen (hash), credential->hash.bytes, sizeof credential->hash.bytes))
    g_hash_table_replace (credentials, &credential->hash, credential);
  else
    g_free (credential);
}

static void
add_credential (GHashTable *credentials, const MusterWorld *world, const MusterObject *object)
{
  CredentialKind kind;

  if (!kind_of (object, &kind) || !is_in_force (world, object, kind == OF_KEY))
    return;
  add_hash (credentials, object, kind, object->hash);
  if (object->old_hash != NULL) /* a key that was rotated a while ago */
    add_hash (credentials, object, kind, object->old_hash);
}

/**
 * muster_access_table_renew:
 * @self: a table
 * @world: with the directory as it is now
 *
 * Takes keys and tokens from the directory. The owner is its first person who is an administrator;
 * a team file that makes administrators of nobody leaves it the first person.
 */
void
muster_access_table_renew (MusterAccessTable *self, const MusterWorld *world)
{
  const GPtrArray *objects = muster_directory_objects (muster_world_get_directory (world));
  GHashTable *credentials = new_credentials ();
  GHashTable *mappings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  const MusterObject *owner = NULL;
  GHashTable *old, *old_mappings;

  for (guint i = 0; i < objects->len; i++)
    {
      const MusterObject *object = g_ptr_array_index (objects, i);

      add_credential (credentials, world, object);
      if (!object->removed && object->body != NULL &&
          strcmp (object->type, MUSTER_OBJECT_MAPPING) == 0)
        g_hash_table_replace (mappings, g_strdup (object->name), g_strdup (object->body));
      if (!object->removed && strcmp (object->type, MUSTER_OBJECT_PERSON) == 0 &&
          (owner == NULL ||
           (owner->access != MUSTER_ACCESS_ADMIN && object->access == MUSTER_ACCESS_ADMIN)))
        owner = object;
    }
  g_rw_lock_writer_lock (&self->lock);
  old = self->credentials;
  self->credentials = credentials;
  old_mappings = self->mappings;
  self->mappings = mappings;
  self->owner.person = owner != NULL ? owner->id : (MusterUlid){ 0, 0 };
  self->owner.actor = owner != NULL ? (MusterActor){ MUSTER_ACTOR_PERSON, owner->id }
                                    : (MusterActor){ MUSTER_ACTOR_HUB, { 0, 0 } };
  g_rw_lock_writer_unlock (&self->lock);
  g_hash_table_unref (old);
  g_hash_table_unref (old_mappings);
}

/* --- the canary --- */

static const MusterUlid canary_id = { 0, 1 }; /* of 1970: no other is made so */

/**
 * muster_access_table_set_canary:
 * @self: a table
 * @secret: a key that only this hub knows
 *
 * Lets the hub's own canary alert in, from now on.
 */
void
muster_access_table_set_canary (MusterAccessTable *self, const char *secret)
{
  MusterSha256 hash;

  muster_sha256 ((MusterPiece[]){ { secret, strlen (secret) } }, 1, &hash);
  g_rw_lock_writer_lock (&self->lock);
  self->canary = hash;
  self->has_canary = TRUE;
  g_rw_lock_writer_unlock (&self->lock);
}

/**
 * muster_is_canary:
 * @key: an integration key's id
 *
 * Returns: whether what comes by it is the canary alert
 */
gboolean
muster_is_canary (MusterUlid key)
{
  return muster_ulid_equal (key, canary_id);
}

/**
 * muster_access_table_dup_mapping:
 * @self: a table
 * @name: of a mapping in the configuration
 *
 * Returns: (nullable) (transfer full): its JSON
 */
char *
muster_access_table_dup_mapping (MusterAccessTable *self, const char *name)
{
  char *copy;

  g_rw_lock_reader_lock (&self->lock);
  copy = g_strdup (g_hash_table_lookup (self->mappings, name));
  g_rw_lock_reader_unlock (&self->lock);
  return copy;
}

/**
 * muster_access_table_has_token:
 * @self: a table
 * @token: a token's id
 *
 * For what was let in before, such as a stream.
 *
 * Returns: whether it still lets its bearer in
 */
gboolean
muster_access_table_has_token (MusterAccessTable *self, MusterUlid token)
{
  gboolean found = FALSE;
  GHashTableIter iter;
  gpointer value;

  g_rw_lock_reader_lock (&self->lock);
  g_hash_table_iter_init (&iter, self->credentials);
  while (!found && g_hash_table_iter_next (&iter, NULL, &value))
    found = muster_ulid_equal (((const Credential *) value)->identity.token, token);
  g_rw_lock_reader_unlock (&self->lock);
  return found;
}

/**
 * muster_access_table_get_owner:
 * @self: a table
 *
 * Returns: the person that owns the state folder; the hub itself before there is one
 */
MusterActor
muster_access_table_get_owner (MusterAccessTable *self)
{
  MusterActor owner;

  g_rw_lock_reader_lock (&self->lock);
  owner = self->owner.actor;
  g_rw_lock_reader_unlock (&self->lock);
  return owner;
}

static gboolean
find (MusterAccessTable *self,
      const char *secret,
      gsize n,
      CredentialKind kind,
      MusterIdentity *out)
{
  const MusterPiece piece = { secret, n };
  const Credential *credential;
  gboolean found;
  MusterSha256 hash;

  muster_sha256 (&piece, 1, &hash);
  g_rw_lock_reader_lock (&self->lock);
  credential = g_hash_table_lookup (self->credentials, &hash);
  found = credential != NULL && credential->kind == kind;
  if (found)
    *out = credential->identity;
  else if (kind == OF_KEY && self->has_canary && sha256_equal (&self->canary, &hash))
    {
      *out = (MusterIdentity){ .actor = { MUSTER_ACTOR_KEY, canary_id },
                               .access = MUSTER_ACCESS_INTAKE };
      found = TRUE;
    }
  g_rw_lock_reader_unlock (&self->lock);
  return found;
}

/**
 * muster_access_table_find_key:
 * @self: a table
 * @key: an integration key as it was sent
 * @n: its bytes
 * @out: (out): whose it is
 *
 * Returns: whether it is a key that is in force
 */
gboolean
muster_access_table_find_key (MusterAccessTable *self,
                              const char *key,
                              gsize n,
                              MusterIdentity *out)
{
  return find (self, key, n, OF_KEY, out);
}

/**
 * muster_access_table_find_calendar:
 * @self: a table
 * @secret: out of a calendar's address
 * @n: its bytes
 * @out: (out): the calendar as its token, and what it is of as its service
 *
 * Returns: whether it is the secret of one that is in force
 */
gboolean
muster_access_table_find_calendar (MusterAccessTable *self,
                                   const char *secret,
                                   gsize n,
                                   MusterIdentity *out)
{
  return find (self, secret, n, OF_CALENDAR, out);
}

/* "user:password" in base 64: the password */
static char *
dup_basic_password (const char *encoded)
{
  g_autofree char *text = NULL;
  const char *colon;
  gsize n;

  if (strlen (encoded) > 4096)
    return NULL;
  text = (char *) g_base64_decode (encoded, &n);
  text = g_realloc (text, n + 1);
  text[n] = '\0';
  colon = memchr (text, ':', n);
  return colon != NULL ? g_strdup (colon + 1) : NULL;
}

/**
 * muster_request_dup_credential:
 * @request: a request
 *
 * Returns: (nullable) (transfer full): the secret in its Authorization header
 */
char *
muster_request_dup_credential (const MusterRequest *request)
{
  const char *header = muster_request_get_header (request, "Authorization");

  if (header == NULL)
    return NULL;
  if (g_ascii_strncasecmp (header, "Bearer ", 7) == 0)
    return g_strdup (header + 7);
  if (g_ascii_strncasecmp (header, "Basic ", 6) == 0)
    return dup_basic_password (header + 6);
  if (g_ascii_strncasecmp (header, "GenieKey ", 9) == 0)
    return g_strdup (header + 9);
  return NULL;
}

/**
 * muster_access_table_identify:
 * @self: a table
 * @request: a request
 * @out: (out): who it is from
 *
 * A token counts everywhere; without one, the peer of the Unix socket is known by its uid.
 *
 * Returns: whether it is somebody we know
 */
gboolean
muster_access_table_identify (MusterAccessTable *self, MusterRequest *request, MusterIdentity *out)
{
  g_autofree char *token = muster_request_dup_credential (request);

  if (token != NULL)
    return find (self, token, strlen (token), OF_TOKEN, out);
  if (muster_request_get_peer_uid (request) == MUSTER_NO_UID ||
      muster_request_get_peer_uid (request) != self->owner_uid)
    return FALSE;
  g_rw_lock_reader_lock (&self->lock);
  *out = self->owner;
  g_rw_lock_reader_unlock (&self->lock);
  return TRUE;
}

/**
 * muster_access_table_admit:
 * @self: a table
 * @who: who asks
 * @boot_us: the time, of the clock that never steps
 * @out_retry_s: (out): when to come again
 *
 * The generic cell rate algorithm (ITU-T I.371): one instant a caller, whatever the rate.
 *
 * Returns: whether the request is within its caller's rate
 */
gboolean
muster_access_table_admit (MusterAccessTable *self,
                           const MusterIdentity *who,
                           gint64 boot_us,
                           guint *out_retry_s)
{
  gboolean admitted;
  gint64 *full_us, wait_us;

  if (!who->has_token)
    return TRUE;
  g_mutex_lock (&self->rates_lock);
  full_us = g_hash_table_lookup (self->rates, &who->actor.id);
  if (full_us == NULL)
    {
      full_us = g_new0 (gint64, 1);
      g_hash_table_insert (self->rates, g_memdup2 (&who->actor.id, sizeof who->actor.id), full_us);
    }
  wait_us = MAX (*full_us, boot_us) + REQUEST_US - BURST_US - boot_us;
  admitted = wait_us <= 0;
  if (admitted)
    *full_us = MAX (*full_us, boot_us) + REQUEST_US;
  g_mutex_unlock (&self->rates_lock);
  *out_retry_s = admitted ? 0 : (guint) (wait_us / G_USEC_PER_SEC) + 1;
  return admitted;
}
