/* event-log.c - the one log of framed stream lines in memory: a reader is an offset into it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An entry holds its frames, as they go over the wire, one after the other in one allocation. The
 * entries are a ring that grows by doubling and lets go of its oldest when over its bytes. Places
 * in it are counted from the beginning of the log, never reused, so a reader is two numbers and one
 * that stalls costs nothing. One lock for all: what is done under it is a copy of some kilobytes.
 */
#include "hub/event-log.h"
#include "wire/event-codec.h"
#include <string.h>

#define ENTRIES_MIN      256
#define PREFIX_BYTES_MAX 40

static const char beat_frame[] = ":hb\n\n";

typedef enum
{
  FORM_FULL,
  FORM_HEAD,
  FORM_N,
  FORM_WITHHELD = FORM_N, /* has no frame: few want it, and it is made for them */
} Form;

typedef struct
{
  guint64 seq;  /* of a pulse or beat: that of the event before */
  char *frames; /* owned, but for the beat's */
  guint32 bytes[FORM_N];
  guint32 full_roles;
  guint32 head_roles;
  MusterUlid person;
  MusterSha256 leaf;
  gboolean is_fleeting; /* without a seq: nobody is told of it later */
} Entry;

struct _MusterEventLog
{
  GMutex lock;
  MusterUlid journal;
  guint64 head_seq; /* of the last event there is, in the log or before it */
  Entry *entries;
  guint64 capacity; /* a power of two */
  guint64 tail;     /* place of the oldest entry */
  guint64 next;     /* place of the next one */
  gsize bytes;
  gsize max_bytes;
  GQueue sleeping; /* MusterLogReader */
  guint readers_n;
};

struct _MusterLogReader
{
  MusterEventLog *log;
  MusterLogReaderFuncs funcs;
  gpointer user_data;
  guint32 roles;
  MusterUlid person;
  guint64 place;   /* of the entry it is at */
  gsize offset;    /* bytes of that entry's frame that it has */
  guint64 joined;  /* what is fleeting and older is not for it */
  GString *notice; /* what it is told before the log, or instead of it */
  gsize notice_offset;
  GString *withheld;  /* the frame of an event that it may not see */
  gboolean is_ending; /* after the notice */
  gboolean is_asleep;
  GList link; /* in log->sleeping */
};

/* --- the ring; the caller has the lock --- */

static Entry *
entry_at (MusterEventLog *self, guint64 place)
{
  return &self->entries[place & (self->capacity - 1)];
}

static gsize
entry_bytes (const Entry *entry)
{
  return sizeof (Entry) + entry->bytes[FORM_FULL] + entry->bytes[FORM_HEAD];
}

static void
drop_oldest (MusterEventLog *self)
{
  Entry *entry = entry_at (self, self->tail++);

  self->bytes -= entry_bytes (entry);
  if (entry->frames != beat_frame)
    g_free (entry->frames);
}

static void
grow (MusterEventLog *self)
{
  guint64 capacity = self->capacity * 2;
  Entry *entries = g_new (Entry, capacity);

  for (guint64 place = self->tail; place < self->next; place++)
    entries[place & (capacity - 1)] = *entry_at (self, place);
  g_free (self->entries);
  self->entries = entries;
  self->capacity = capacity;
}

static void
push (MusterEventLog *self, const Entry *entry)
{
  if (self->next - self->tail == self->capacity)
    grow (self);
  *entry_at (self, self->next++) = *entry;
  self->bytes += entry_bytes (entry);
  while (self->bytes > self->max_bytes && self->next - self->tail > 1)
    drop_oldest (self);
}

/* The place of the first entry after an event: binary search, as pulses lie between. */
static guint64
find_after (MusterEventLog *self, guint64 seq)
{
  guint64 low = self->tail, high = self->next;

  while (low < high)
    {
      guint64 middle = low + (high - low) / 2;
      if (entry_at (self, middle)->seq > seq)
        high = middle;
      else
        low = middle + 1;
    }
  return low;
}

/* The seq whose reader has nothing to miss yet: that before the oldest event kept. */
static guint64
oldest_since (MusterEventLog *self)
{
  for (guint64 place = self->tail; place < self->next; place++)
    if (!entry_at (self, place)->is_fleeting)
      return entry_at (self, place)->seq - 1;
  return self->head_seq;
}

/* --- frames --- */

static gsize
frame_bytes (const MusterLogText *text, gsize prefix_n)
{
  return text->n > 0 ? prefix_n + text->n + strlen ("\n\n") : 0;
}

static char *
write_frame (char *at, const MusterLogText *text, const char *prefix, gsize prefix_n)
{
  if (text->n == 0)
    return at;
  memcpy (at, prefix, prefix_n);
  memcpy (at + prefix_n, text->bytes, text->n);
  memcpy (at + prefix_n + text->n, "\n\n", 2);
  return at + prefix_n + text->n + 2;
}

static void
write_frames (Entry *entry, const MusterLogText texts[FORM_N], const char *prefix)
{
  gsize prefix_n = strlen (prefix), n = 0;
  char *at;

  for (guint i = 0; i < FORM_N; i++)
    {
      entry->bytes[i] = (guint32) frame_bytes (&texts[i], prefix_n);
      n += entry->bytes[i];
    }
  at = entry->frames = g_malloc (n);
  for (guint i = 0; i < FORM_N; i++)
    at = write_frame (at, &texts[i], prefix, prefix_n);
}

/* As g_snprintf() would, at a tenth of its cost: it is done for every event. */
static void
write_prefix (char *at, guint64 seq)
{
  char digits[20];
  gsize n = sizeof digits;

  for (; seq > 0 || n == sizeof digits; seq /= 10)
    digits[--n] = (char) ('0' + seq % 10);
  memcpy (at, "id: ", 4);
  memcpy (at + 4, digits + n, sizeof digits - n);
  memcpy (at + 4 + sizeof digits - n, "\ndata: ", sizeof "\ndata: ");
}

static Form
choose_form (const Entry *entry, const MusterLogReader *reader)
{
  gboolean is_own =
      !muster_ulid_is_null (entry->person) && muster_ulid_equal (entry->person, reader->person);

  if (entry->bytes[FORM_FULL] > 0 && (is_own || (entry->full_roles & reader->roles) != 0))
    return FORM_FULL;
  if (entry->bytes[FORM_HEAD] > 0 && (entry->head_roles & reader->roles) != 0)
    return FORM_HEAD;
  return FORM_WITHHELD;
}

static const char *
make_withheld (const Entry *entry, const MusterLogReader *reader, gsize *out_n)
{
  GString *frame = reader->withheld;
  char prefix[PREFIX_BYTES_MAX];

  write_prefix (prefix, entry->seq);
  g_string_assign (frame, prefix);
  muster_line_append_withheld (frame, entry->seq, &entry->leaf);
  g_string_append (frame, "\n\n");
  *out_n = frame->len;
  return frame->str;
}

/* The frame of an entry that a reader gets, and its length: 0 for none. */
static const char *
choose_frame (const Entry *entry, guint64 place, const MusterLogReader *reader, gsize *out_n)
{
  Form form = choose_form (entry, reader);

  *out_n = 0;
  if (entry->is_fleeting && (form == FORM_WITHHELD || place < reader->joined))
    return entry->frames;
  if (form == FORM_WITHHELD)
    return make_withheld (entry, reader, out_n);
  *out_n = entry->bytes[form];
  return entry->frames + (form == FORM_HEAD ? entry->bytes[FORM_FULL] : 0);
}

/* --- the log --- */

/**
 * muster_event_log_new:
 * @journal: the journal's id, for Muster-Journal
 * @head_seq: of the last event committed so far, 0 for none; the first one appended follows it
 * @max_bytes: of frames and their bookkeeping; the newest entry is kept even if larger
 *
 * Every function may be called from any thread.
 *
 * Returns: (transfer full): an empty log
 */
MusterEventLog *
muster_event_log_new (MusterUlid journal, guint64 head_seq, gsize max_bytes)
{
  MusterEventLog *self = g_new0 (MusterEventLog, 1);

  g_mutex_init (&self->lock);
  self->journal = journal;
  self->head_seq = head_seq;
  self->max_bytes = max_bytes;
  self->capacity = ENTRIES_MIN;
  self->entries = g_new (Entry, self->capacity);
  return self;
}

/**
 * muster_event_log_free:
 *
 * Only when no reader is left.
 */
void
muster_event_log_free (MusterEventLog *self)
{
  g_return_if_fail (self->readers_n == 0);
  while (self->tail < self->next)
    drop_oldest (self);
  g_free (self->entries);
  g_mutex_clear (&self->lock);
  g_free (self);
}

MusterUlid
muster_event_log_get_journal (const MusterEventLog *self)
{
  return self->journal;
}

guint64
muster_event_log_get_head (MusterEventLog *self)
{
  guint64 seq;

  g_mutex_lock (&self->lock);
  seq = self->head_seq;
  g_mutex_unlock (&self->lock);
  return seq;
}

/**
 * muster_event_log_append:
 * @event: committed; its bytes are copied
 *
 * Adds an event. Readers hear of it at the next muster_event_log_notify(), so a batch wakes each of
 * them once. Should its seq not follow, the log begins anew with it: who is behind is sent for a
 * snapshot, and nobody misses an event without being told.
 */
void
muster_event_log_append (MusterEventLog *self, const MusterLogEvent *event)
{
  const MusterLogText texts[FORM_N] = { event->full, event->head };
  Entry entry = { .seq = event->seq,
                  .full_roles = event->full_roles,
                  .head_roles = event->head_roles,
                  .person = event->person,
                  .leaf = event->leaf };
  char prefix[PREFIX_BYTES_MAX];

  write_prefix (prefix, event->seq);
  write_frames (&entry, texts, prefix);
  g_mutex_lock (&self->lock);
  if (event->seq != self->head_seq + 1)
    while (self->tail < self->next)
      drop_oldest (self);
  self->head_seq = event->seq;
  push (self, &entry);
  g_mutex_unlock (&self->lock);
}

/**
 * muster_event_log_pulse:
 * @text: what changed without an event
 * @roles: who may know
 *
 * Adds an `event: pulse` (protocol §4): for those who read now, outside every promise.
 */
void
muster_event_log_pulse (MusterEventLog *self, MusterLogText text, guint32 roles)
{
  const MusterLogText texts[FORM_N] = { text };
  Entry entry = { .full_roles = roles, .is_fleeting = TRUE };

  write_frames (&entry, texts, "event: pulse\ndata: ");
  g_mutex_lock (&self->lock);
  entry.seq = self->head_seq;
  push (self, &entry);
  g_mutex_unlock (&self->lock);
}

/**
 * muster_event_log_beat:
 *
 * Adds the comment that says the link is alive, and notifies. Nothing when nobody reads.
 */
void
muster_event_log_beat (MusterEventLog *self)
{
  Entry entry = { .frames = (char *) beat_frame,
                  .full_roles = MUSTER_LOG_ALL_ROLES,
                  .is_fleeting = TRUE };

  entry.bytes[FORM_FULL] = sizeof beat_frame - 1;
  g_mutex_lock (&self->lock);
  entry.seq = self->head_seq;
  if (self->readers_n > 0)
    push (self, &entry);
  g_mutex_unlock (&self->lock);
  muster_event_log_notify (self);
}

static void
wake_reader (MusterLogReader *reader)
{
  g_queue_unlink (&reader->log->sleeping, &reader->link);
  reader->is_asleep = FALSE;
  reader->funcs.wake (reader->user_data);
}

/**
 * muster_event_log_notify:
 *
 * Wakes the readers that sleep although there is more for them: once after a batch.
 */
void
muster_event_log_notify (MusterEventLog *self)
{
  GList *next;

  g_mutex_lock (&self->lock);
  for (GList *l = self->sleeping.head; l != NULL; l = next)
    {
      next = l->next;
      if (((MusterLogReader *) l->data)->place < self->next)
        wake_reader (l->data);
    }
  g_mutex_unlock (&self->lock);
}

/* --- readers --- */

static void
send_for_snapshot (MusterLogReader *self)
{
  g_string_append_printf (self->notice,
                          "event: reset\ndata: {\"snapshot\":\"/v1/snapshot\",\"seq\":"
                          "%" G_GUINT64_FORMAT "}\n\n",
                          self->log->head_seq);
  self->is_ending = TRUE;
}

/**
 * muster_log_reader_new:
 * @start: who reads and from where
 * @funcs: how it is made to sleep and to wake
 *
 * Begins to read after @start's seq, or at the head. What is too old, beyond the head or of another
 * journal gets `event: reset` and the end (protocol §4).
 *
 * Returns: (transfer full): a reader, awake
 */
MusterLogReader *
muster_log_reader_new (MusterEventLog *log,
                       const MusterLogStart *start,
                       const MusterLogReaderFuncs *funcs,
                       gpointer user_data)
{
  MusterLogReader *self = g_new0 (MusterLogReader, 1);

  self->log = log;
  self->funcs = *funcs;
  self->user_data = user_data;
  self->roles = start->roles;
  self->person = start->person;
  self->link.data = self;
  self->withheld = g_string_new (NULL);
  self->notice = g_string_new (beat_frame); /* so the head goes out at once, and a first byte */
  g_mutex_lock (&log->lock);
  log->readers_n++;
  self->joined = log->next;
  self->place = log->next;
  if (start->resumes)
    {
      self->place = find_after (log, start->since);
      if (start->is_foreign || start->since > log->head_seq || start->since < oldest_since (log))
        send_for_snapshot (self);
    }
  g_mutex_unlock (&log->lock);
  return self;
}

static gsize
read_notice (MusterLogReader *self, char *out, gsize max)
{
  gsize n = MIN (max, self->notice->len - self->notice_offset);

  memcpy (out, self->notice->str + self->notice_offset, n);
  self->notice_offset += n;
  return n;
}

static gsize
read_entries (MusterLogReader *self, char *out, gsize max)
{
  MusterEventLog *log = self->log;
  gsize filled = 0;

  while (self->place < log->next && filled < max)
    {
      gsize frame_n, n;
      const char *frame = choose_frame (entry_at (log, self->place), self->place, self, &frame_n);

      n = MIN (frame_n - self->offset, max - filled);
      memcpy (out + filled, frame + self->offset, n);
      filled += n;
      self->offset += n;
      if (self->offset < frame_n)
        break;
      self->offset = 0;
      self->place++;
    }
  return filled;
}

static gssize
fall_asleep (MusterLogReader *self)
{
  self->is_asleep = TRUE;
  g_queue_push_tail_link (&self->log->sleeping, &self->link);
  self->funcs.sleep (self->user_data);
  return 0;
}

static gssize
read_locked (MusterLogReader *self, char *out, gsize max)
{
  MusterEventLog *log = self->log;
  gsize n = read_notice (self, out, max);

  if (n > 0)
    return (gssize) n;
  if (self->is_ending)
    return MUSTER_LOG_END;
  if (self->place < log->tail)
    {
      if (self->offset > 0)
        return MUSTER_LOG_LOST;
      send_for_snapshot (self);
      return (gssize) read_notice (self, out, max);
    }
  n = read_entries (self, out, max);
  return n > 0 ? (gssize) n : fall_asleep (self);
}

/**
 * muster_log_reader_read:
 * @out: where to
 * @max: its size in bytes, > 0
 *
 * Copies what there is, as many lines and pieces of lines as fit.
 *
 * Returns: bytes written; 0 if there is nothing: funcs.sleep was called, and funcs.wake will be;
 *   %MUSTER_LOG_END or %MUSTER_LOG_LOST
 */
gssize
muster_log_reader_read (MusterLogReader *self, char *out, gsize max)
{
  gssize n;

  g_mutex_lock (&self->log->lock);
  n = read_locked (self, out, max);
  g_mutex_unlock (&self->log->lock);
  return n;
}

/**
 * muster_log_reader_end:
 *
 * Makes it end as soon as it is read again, and wakes it for that. From any thread.
 */
void
muster_log_reader_end (MusterLogReader *self)
{
  g_mutex_lock (&self->log->lock);
  self->is_ending = TRUE;
  if (self->is_asleep)
    wake_reader (self);
  g_mutex_unlock (&self->log->lock);
}

void
muster_log_reader_free (MusterLogReader *self)
{
  MusterEventLog *log = self->log;

  g_mutex_lock (&log->lock);
  if (self->is_asleep)
    g_queue_unlink (&log->sleeping, &self->link);
  log->readers_n--;
  g_mutex_unlock (&log->lock);
  g_string_free (self->notice, TRUE);
  g_string_free (self->withheld, TRUE);
  g_free (self);
}
