/* poison.c - bodies that end the hub are not read a third time (security P12)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The file is mapped: what is written there before a body is read is there after a crash, without a
 * sync. Whoever starts next finds which bodies were being read. One of them is to blame, and from
 * then on each of them is read while nothing else is: a second crash leaves no doubt. A body that
 * was read well is forgotten.
 */
#include "hub/poison.h"

#include "base/version.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define MAGIC        "muster decoding 2"
#define SLOTS        8 /* threads that read at a time */
#define ENTRIES      64
#define TEXT_MAX     (64 * 1024)
#define CRASHES_MAX  2
#define SOURCE_BYTES 40

/* A body that is being read. */
typedef struct
{
  guint32 is_busy; /* set last, cleared first */
  guint32 text_n;
  MusterUlid key;
  guint64 n_bytes;
  guint64 name_hash; /* 0: it is known by its bytes */
  guint32 is_part;
  char source[SOURCE_BYTES];
  char text[TEXT_MAX];
} Slot;

/* One that was being read when the hub ended. */
typedef struct
{
  guint64 hash;
  guint32 crashes; /* 0: no entry */
  guint32 next;    /* of the first entry: which is written next */
} Entry;

typedef struct
{
  char magic[32];
  char version[32];
  Entry entries[ENTRIES];
  Slot slots[SLOTS];
} File;

struct _MusterPoison
{
  File *file;
  GRWLock lock; /* who reads what ended the hub once has it alone */
  GMutex lock_of_file;
  gint n_entries; /* atomic */
  GPtrArray *found;
};

/* FNV-1a: the same on every machine and in every version. It keeps nobody out: whoever makes two
 * bodies of one hash has both of them refused. */
static guint64
hash_bytes (guint64 hash, const char *bytes, gsize n)
{
  for (gsize i = 0; i < n; i++)
    hash = (hash ^ (guchar) bytes[i]) * G_GUINT64_CONSTANT (0x100000001b3);
  return hash;
}

/* By its first bytes, and how many there are. */
static guint64
hash_body (const char *source, const char *text, gsize text_n, guint64 n_bytes)
{
  guint64 hash = G_GUINT64_CONSTANT (0xcbf29ce484222325);

  hash = hash_bytes (hash, source, strlen (source) + 1);
  hash = hash_bytes (hash, text, text_n);
  return hash_bytes (hash, (const char *) &n_bytes, sizeof n_bytes);
}

static guint64
hash_name (const char *source, const char *name)
{
  guint64 hash = G_GUINT64_CONSTANT (0xcbf29ce484222325);

  hash = hash_bytes (hash, source, strlen (source) + 1);
  return MAX (hash_bytes (hash, name, strlen (name)), 1);
}

static guint64
hash_of (const MusterPoisonBody *body)
{
  return body->name != NULL
             ? hash_name (body->source, body->name)
             : hash_body (body->source, body->bytes, MIN (body->n, TEXT_MAX), body->n);
}

static guint64
hash_of_slot (const Slot *slot)
{
  char source[SOURCE_BYTES + 1] = "";

  if (slot->name_hash != 0)
    return slot->name_hash;
  memcpy (source, slot->source, SOURCE_BYTES);
  return hash_body (source, slot->text, MIN (slot->text_n, TEXT_MAX), slot->n_bytes);
}

static Entry *
find_entry (const MusterPoison *self, guint64 hash)
{
  for (guint i = 0; i < ENTRIES; i++)
    if (self->file->entries[i].crashes > 0 && self->file->entries[i].hash == hash)
      return &self->file->entries[i];
  return NULL;
}

/* How often a body ended the hub; where none ever did, nothing is reckoned. */
static guint
count_crashes (MusterPoison *self, const MusterPoisonBody *body)
{
  const Entry *entry;
  guint64 hash;
  guint n;

  if (!muster_poison_has_any (self))
    return 0;
  hash = hash_of (body);
  g_mutex_lock (&self->lock_of_file);
  entry = find_entry (self, hash);
  n = entry != NULL ? entry->crashes : 0;
  g_mutex_unlock (&self->lock_of_file);
  return n;
}

static Entry *
add_entry (MusterPoison *self, guint64 hash)
{
  guint32 *next = &self->file->entries[0].next;
  Entry *entry = NULL;

  for (guint i = 0; entry == NULL && i < ENTRIES; i++)
    if (self->file->entries[i].crashes == 0)
      entry = &self->file->entries[i];
  if (entry == NULL) /* the oldest is let go of */
    {
      entry = &self->file->entries[*next % ENTRIES];
      *next = (*next + 1) % ENTRIES;
    }
  else
    g_atomic_int_inc (&self->n_entries);
  entry->hash = hash;
  entry->crashes = 0;
  return entry;
}

/* --- what the process before left --- */

/**
 * muster_poison_found_free:
 * @self: a body that was set aside
 *
 * Frees it.
 */
void
muster_poison_found_free (MusterPoisonFound *self)
{
  g_free (self->source);
  g_free (self->text);
  g_free (self);
}

static void
set_aside (MusterPoison *self, const Slot *slot)
{
  MusterPoisonFound *found = g_new0 (MusterPoisonFound, 1);
  const char *end;

  g_utf8_validate_len (slot->text, MIN (slot->text_n, TEXT_MAX), &end);
  found->key = slot->key;
  found->source = g_strndup (slot->source, SOURCE_BYTES);
  found->text = g_strndup (slot->text, (gsize) (end - slot->text));
  found->n_bytes = slot->n_bytes;
  g_ptr_array_add (self->found, found);
}

static void
blame (MusterPoison *self, Slot *slot)
{
  guint64 hash = hash_of_slot (slot);
  Entry *entry = find_entry (self, hash);

  if (entry == NULL)
    entry = add_entry (self, hash);
  if (entry->crashes < CRASHES_MAX)
    {
      entry->crashes = slot->is_part != 0 ? CRASHES_MAX : entry->crashes + 1;
      if (entry->crashes == CRASHES_MAX)
        set_aside (self, slot);
    }
  slot->is_busy = 0;
}

/* Another version may read what this one could not. */
static void
begin_file (File *file)
{
  if (strncmp (file->magic, MAGIC, sizeof file->magic) == 0 &&
      strncmp (file->version, MUSTER_VERSION, sizeof file->version) == 0)
    return;
  memset (file->entries, 0, sizeof file->entries);
  for (guint i = 0; i < SLOTS; i++)
    file->slots[i].is_busy = 0;
  memset (file->version, 0, sizeof file->version);
  g_strlcpy (file->version, MUSTER_VERSION, sizeof file->version);
  memset (file->magic, 0, sizeof file->magic);
  g_strlcpy (file->magic, MAGIC, sizeof file->magic);
}

static File *
map_file (const char *path, GError **error)
{
  int fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  void *map = MAP_FAILED;

  if (fd >= 0 && ftruncate (fd, sizeof (File)) == 0)
    map = mmap (NULL, sizeof (File), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (map == MAP_FAILED)
    g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), "%s: %s", path,
                 g_strerror (errno));
  if (fd >= 0)
    close (fd);
  return map != MAP_FAILED ? map : NULL;
}

/**
 * muster_poison_open:
 * @state: a state folder, which this process has alone
 * @error: return location for a #GFileError
 *
 * Opens the file, and finds what was being read if the process before was ended by it.
 *
 * Returns: (transfer full) (nullable): what is known of bodies that end the hub
 */
MusterPoison *
muster_poison_open (const char *state, GError **error)
{
  g_autofree char *path = g_build_filename (state, "decoding", NULL);
  File *file = map_file (path, error);
  MusterPoison *self;

  if (file == NULL)
    return NULL;
  self = g_new0 (MusterPoison, 1);
  self->file = file;
  self->found = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_poison_found_free);
  g_rw_lock_init (&self->lock);
  g_mutex_init (&self->lock_of_file);
  begin_file (file);
  for (guint i = 0; i < ENTRIES; i++)
    self->n_entries += file->entries[i].crashes > 0;
  for (guint i = 0; i < SLOTS; i++)
    if (file->slots[i].is_busy != 0)
      blame (self, &file->slots[i]);
  return self;
}

/**
 * muster_poison_free:
 * @self: what is known of bodies that end the hub
 *
 * Closes the file.
 */
void
muster_poison_free (MusterPoison *self)
{
  munmap (self->file, sizeof (File));
  g_ptr_array_unref (self->found);
  g_mutex_clear (&self->lock_of_file);
  g_rw_lock_clear (&self->lock);
  g_free (self);
}

/**
 * muster_poison_get_found:
 * @self: what is known of bodies that end the hub
 *
 * Returns: (transfer none) (element-type MusterPoisonFound): what was set aside when it was opened
 */
const GPtrArray *
muster_poison_get_found (const MusterPoison *self)
{
  return self->found;
}

/**
 * muster_poison_is_quarantined:
 * @self: what is known of bodies that end the hub
 * @body: one
 *
 * Returns: whether it did twice
 */
gboolean
muster_poison_is_quarantined (MusterPoison *self, const MusterPoisonBody *body)
{
  return count_crashes (self, body) >= CRASHES_MAX;
}

/**
 * muster_poison_is_suspect:
 * @self: what is known of bodies that end the hub
 * @body: one
 *
 * Returns: whether it was being read when the hub ended, and has not been read well since
 */
gboolean
muster_poison_is_suspect (MusterPoison *self, const MusterPoisonBody *body)
{
  return count_crashes (self, body) > 0;
}

/**
 * muster_poison_has_any:
 * @self: what is known of bodies that end the hub
 *
 * Returns: whether any body is suspect
 */
gboolean
muster_poison_has_any (MusterPoison *self)
{
  return g_atomic_int_get (&self->n_entries) > 0;
}

/* --- reading --- */

static gint
take_slot (MusterPoison *self, const MusterPoisonBody *body)
{
  gint i = 0;

  g_mutex_lock (&self->lock_of_file);
  while (i < SLOTS && self->file->slots[i].is_busy != 0)
    i++;
  if (i < SLOTS)
    self->file->slots[i].is_busy = 1;
  g_mutex_unlock (&self->lock_of_file);
  if (i == SLOTS)
    return -1;
  self->file->slots[i].key = body->key;
  self->file->slots[i].n_bytes = body->n;
  self->file->slots[i].name_hash = body->name != NULL ? hash_of (body) : 0;
  self->file->slots[i].is_part = body->is_part;
  self->file->slots[i].text_n = (guint32) MIN (body->n, TEXT_MAX);
  strncpy (self->file->slots[i].source, body->source, SOURCE_BYTES);
  if (body->n > 0)
    memcpy (self->file->slots[i].text, body->bytes, MIN (body->n, TEXT_MAX));
  return i;
}

/**
 * muster_poison_begin:
 * @self: what is known of bodies that end the hub
 * @body: one that is about to be read
 *
 * Notes it, up to its first 64 KiB. One that was being read when the hub ended waits until nothing
 * else is.
 *
 * Returns: for muster_poison_end()
 */
MusterPoisonNote
muster_poison_begin (MusterPoison *self, const MusterPoisonBody *body)
{
  MusterPoisonNote note = { -1, count_crashes (self, body) > 0 };

  if (note.is_alone)
    g_rw_lock_writer_lock (&self->lock);
  else
    g_rw_lock_reader_lock (&self->lock);
  note.slot = take_slot (self, body);
  return note;
}

static void
forget (MusterPoison *self, const Slot *slot)
{
  guint64 hash = hash_of_slot (slot);
  Entry *entry;

  g_mutex_lock (&self->lock_of_file);
  entry = find_entry (self, hash);
  if (entry != NULL && entry->crashes < CRASHES_MAX)
    {
      entry->crashes = 0;
      g_atomic_int_add (&self->n_entries, -1);
    }
  g_mutex_unlock (&self->lock_of_file);
}

/**
 * muster_poison_end:
 * @self: what is known of bodies that end the hub
 * @note: of muster_poison_begin()
 * @is_done: whether nothing more is done with the body
 *
 * It was read, well or not: the hub is still there.
 */
void
muster_poison_end (MusterPoison *self, MusterPoisonNote note, gboolean is_done)
{
  if (note.slot >= 0)
    {
      Slot *slot = &self->file->slots[note.slot];

      if (note.is_alone && is_done)
        forget (self, slot);
      g_atomic_int_set ((gint *) &slot->is_busy, 0);
    }
  if (note.is_alone)
    g_rw_lock_writer_unlock (&self->lock);
  else
    g_rw_lock_reader_unlock (&self->lock);
}
