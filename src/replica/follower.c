/* follower.c - folds a hub's lines into a world, a little at a time, and checks them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "replica/follower.h"

#include "base/json-reader.h"
#include "wire/event-codec.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>

/* The clock is asked once for so many lines, and a slice ends after so many even where the clock
 * stands still (a test's). */
#define LINES_A_LOOK  16
#define LINES_A_SLICE 2048

typedef struct
{
  gint64 seq; /* -1: a pulse */
  gsize n;
  char bytes[]; /* and a zero */
} Waiting;

/* What a slice has to tell: one of the two. */
typedef struct
{
  const MusterEvent *event; /* in the slice's batch */
  Waiting *pulse;           /* owned */
} Telling;

typedef struct
{
  MusterBatch *batch;
  GArray *tellings;    /* of Telling */
  GHashTable *changed; /* of incident numbers */
} Slice;

struct _MusterFollower
{
  MusterClock *clock;
  const MusterFollowerFuncs *funcs;
  gpointer user_data;
  MusterWorld *world;
  MusterSha256 chain; /* after the world's seq */
  MusterJsonReader *reader;
  GQueue waiting; /* of Waiting */
  gsize waiting_bytes;
};

static MusterWorld *
new_world (void)
{
  MusterHashSeed seed;

  muster_random_bytes ((guchar *) &seed, sizeof seed);
  return muster_world_new (MUSTER_WORLD_CONSOLE, seed);
}

/**
 * muster_follower_new:
 * @clock: says how long a slice took
 * @funcs: what to call; must outlive the follower
 * @user_data: for @funcs
 *
 * Returns: (transfer full): a follower with an empty world
 */
MusterFollower *
muster_follower_new (MusterClock *clock, const MusterFollowerFuncs *funcs, gpointer user_data)
{
  MusterFollower *self = g_new0 (MusterFollower, 1);

  self->clock = g_object_ref (clock);
  self->funcs = funcs;
  self->user_data = user_data;
  self->world = new_world ();
  self->reader = muster_json_reader_new ();
  return self;
}

/**
 * muster_follower_free:
 * @self: (nullable): a follower
 */
void
muster_follower_free (MusterFollower *self)
{
  if (self == NULL)
    return;
  muster_follower_drop (self);
  muster_world_free (self->world);
  muster_json_reader_free (self->reader);
  g_object_unref (self->clock);
  g_free (self);
}

/**
 * muster_follower_get_world:
 * @self: a follower
 *
 * Returns: (transfer none): the world, until begin() puts another in its place
 */
const MusterWorld *
muster_follower_get_world (const MusterFollower *self)
{
  return self->world;
}

/**
 * muster_follower_begin:
 * @self: a follower
 * @world: (transfer full): a console's world
 * @chain: the chain after the world's seq
 *
 * Goes on from a snapshot.
 */
void
muster_follower_begin (MusterFollower *self, MusterWorld *world, const MusterSha256 *chain)
{
  muster_follower_drop (self);
  muster_world_free (self->world);
  self->world = world;
  self->chain = *chain;
}

/* --- what waits --- */

static void
push (MusterFollower *self, gint64 seq, const char *bytes, gsize n)
{
  Waiting *waiting = g_malloc (sizeof *waiting + n + 1);

  waiting->seq = seq;
  waiting->n = n;
  if (n > 0)
    memcpy (waiting->bytes, bytes, n);
  waiting->bytes[n] = '\0';
  g_queue_push_tail (&self->waiting, waiting);
  self->waiting_bytes += sizeof *waiting + n;
}

/**
 * muster_follower_push_line:
 * @self: a follower
 * @seq: the line's id on the stream
 * @bytes: the line
 * @n: its bytes
 */
void
muster_follower_push_line (MusterFollower *self, gint64 seq, const char *bytes, gsize n)
{
  g_return_if_fail (seq >= 0);
  push (self, seq, bytes, n);
}

/**
 * muster_follower_push_pulse:
 * @self: a follower
 * @bytes: a pulse's data
 * @n: its bytes
 *
 * A pulse is told in its place among the lines.
 */
void
muster_follower_push_pulse (MusterFollower *self, const char *bytes, gsize n)
{
  push (self, -1, bytes, n);
}

static Waiting *
pop (MusterFollower *self)
{
  Waiting *waiting = g_queue_pop_head (&self->waiting);

  self->waiting_bytes -= sizeof *waiting + waiting->n;
  return waiting;
}

/**
 * muster_follower_drop:
 * @self: a follower
 *
 * Forgets all that waits.
 */
void
muster_follower_drop (MusterFollower *self)
{
  while (!g_queue_is_empty (&self->waiting))
    g_free (pop (self));
}

/**
 * muster_follower_count_waiting:
 * @self: a follower
 *
 * Returns: how many lines and pulses wait
 */
guint
muster_follower_count_waiting (const MusterFollower *self)
{
  return self->waiting.length;
}

/**
 * muster_follower_is_full:
 * @self: a follower
 *
 * Returns: whether to fold before taking more
 */
gboolean
muster_follower_is_full (const MusterFollower *self)
{
  return self->waiting_bytes > MUSTER_FOLLOWER_QUEUE_BYTES;
}

/* --- checks --- */

/**
 * muster_follower_agrees:
 * @self: a follower
 * @seq: of an event
 * @chain: what the hub says that the chain is after it
 *
 * Returns: whether that is what came of our lines; also where we are at another seq
 */
gboolean
muster_follower_agrees (const MusterFollower *self, guint64 seq, const MusterSha256 *chain)
{
  return seq != muster_world_get_seq (self->world) ||
         memcmp (chain->bytes, self->chain.bytes, sizeof chain->bytes) == 0;
}

/* Whatever the journal holds, the lines have no gaps, and heads stand under their own number. */
static gboolean
check_line (const MusterFollower *self, gint64 id, const MusterLine *line, GError **error)
{
  const guint64 wanted = muster_world_get_seq (self->world) + 1;

  if (line->seq == wanted && (guint64) id == wanted)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
               _ ("The hub sent event %llu where %llu should follow"),
               (unsigned long long) line->seq, (unsigned long long) wanted);
  return FALSE;
}

/* A pulse may say {"seq":N,"chain":"64 digits"}; most say something else. */
static gboolean
check_pulse (MusterFollower *self, const Waiting *pulse, GError **error)
{
  MusterSha256 chain;
  gboolean has_chain = FALSE;
  MusterText name, text;
  gint64 seq = -1;

  muster_json_reader_begin (self->reader, pulse->bytes, pulse->n, NULL);
  if (muster_json_reader_peek (self->reader) != MUSTER_JSON_OBJECT)
    return TRUE;
  muster_json_reader_enter_object (self->reader);
  while (muster_json_reader_next_member (self->reader, &name))
    if (muster_text_equal (name, "seq"))
      muster_json_reader_int (self->reader, &seq);
    else if (muster_text_equal (name, "chain") && muster_json_reader_string (self->reader, &text))
      has_chain = muster_from_hex (text.bytes, text.n, chain.bytes, sizeof chain.bytes);
    else
      muster_json_reader_skip (self->reader);
  if (!muster_json_reader_finish (self->reader, NULL) || seq < 0 || !has_chain ||
      muster_follower_agrees (self, (guint64) seq, &chain))
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
               _ ("What the hub sent up to event %lld is not what its journal holds"),
               (long long) seq);
  return FALSE;
}

/* --- folding --- */

static void
note_changed (Slice *slice, const MusterEvent *event)
{
  g_hash_table_add (slice->changed, GUINT_TO_POINTER (event->incident));
}

static gboolean
fold_line (MusterFollower *self, const Waiting *waiting, Slice *slice, GError **error)
{
  MusterLine line;
  g_autoptr (GError) wrong = NULL;

  if (!muster_line_decode (waiting->bytes, waiting->n, self->reader, slice->batch, &line, &wrong))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                   /* Translators: %s says what is wrong, for whoever knows the format */
                   _ ("The hub sent what cannot be read as event %lld (%s)"),
                   (long long) waiting->seq, wrong->message);
      return FALSE;
    }
  if (!check_line (self, waiting->seq, &line, error))
    return FALSE;
  muster_chain_step (&self->chain, &line.leaf);
  if (line.event == NULL)
    {
      muster_world_skip (self->world, line.seq);
      return TRUE;
    }
  muster_world_evolve (self->world, line.event);
  note_changed (slice, line.event);
  g_array_append_vals (slice->tellings, &(Telling){ .event = line.event }, 1);
  return TRUE;
}

static gboolean
fold_one (MusterFollower *self, Slice *slice, GError **error)
{
  Waiting *waiting = pop (self);
  gboolean folded;

  if (waiting->seq < 0)
    {
      folded = check_pulse (self, waiting, error);
      g_array_append_vals (slice->tellings, &(Telling){ .pulse = waiting }, 1);
      return folded;
    }
  folded = fold_line (self, waiting, slice, error);
  g_free (waiting);
  return folded;
}

static void
tell (MusterFollower *self, const Slice *slice)
{
  GHashTableIter iter;
  gpointer incident;

  for (guint i = 0; i < slice->tellings->len; i++)
    {
      const Telling *telling = &g_array_index (slice->tellings, Telling, i);

      if (telling->event != NULL)
        self->funcs->event (telling->event, self->user_data);
      else
        self->funcs->pulse (telling->pulse->bytes, self->user_data);
    }
  g_hash_table_iter_init (&iter, slice->changed);
  while (g_hash_table_iter_next (&iter, &incident, NULL))
    self->funcs->changed (GPOINTER_TO_UINT (incident), self->user_data);
}

static void
slice_clear (Slice *slice)
{
  for (guint i = 0; i < slice->tellings->len; i++)
    g_free (g_array_index (slice->tellings, Telling, i).pulse);
  g_array_unref (slice->tellings);
  g_hash_table_unref (slice->changed);
  muster_batch_unref (slice->batch);
}

/**
 * muster_follower_fold:
 * @self: a follower
 * @error: G_IO_ERROR_INVALID_DATA, in words for people
 *
 * Folds what waits, for about %MUSTER_FOLLOWER_SLICE_US, then tells what happened.
 *
 * Returns: whether all was well
 */
gboolean
muster_follower_fold (MusterFollower *self, GError **error)
{
  const gint64 end_us = muster_clock_boot_us (self->clock) + MUSTER_FOLLOWER_SLICE_US;
  Slice slice = { muster_batch_new (), g_array_new (FALSE, FALSE, sizeof (Telling)),
                  g_hash_table_new (NULL, NULL) };
  gboolean well = TRUE;

  for (guint i = 1; well && i <= LINES_A_SLICE && self->waiting.length > 0; i++)
    {
      well = fold_one (self, &slice, error);
      if (i % LINES_A_LOOK == 0 && muster_clock_boot_us (self->clock) >= end_us)
        break;
    }
  if (!well)
    muster_follower_drop (self);
  tell (self, &slice);
  slice_clear (&slice);
  return well;
}
