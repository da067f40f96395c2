/* follower.c - folding in slices, and what a slice tells
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "replica/follower.h"

#include "wire/event-codec.h"

#include <gio/gio.h>

typedef struct
{
  MusterClock *clock;
  MusterFollower *follower;
  MusterSha256 chain;
  guint64 seq; /* of the last line pushed */
  GString *told;
} Bench;

static void
event_cb (const MusterEvent *event, gpointer user_data)
{
  Bench *self = user_data;

  g_string_append_printf (self->told, "e%" G_GUINT64_FORMAT " ", event->seq);
  /* all of the slice is folded by now */
  g_assert_cmpuint (muster_world_get_seq (muster_follower_get_world (self->follower)), ==,
                    self->seq);
}

static void
pulse_cb (const char *json, gpointer user_data)
{
  g_string_append_printf (((Bench *) user_data)->told, "%s ", json);
}

static void
changed_cb (guint incident, gpointer user_data)
{
  g_string_append_printf (((Bench *) user_data)->told, "c%u ", incident);
}

static const MusterFollowerFuncs funcs = { event_cb, pulse_cb, changed_cb };

static Bench *
bench_new (void)
{
  Bench *self = g_new0 (Bench, 1);

  self->clock = muster_clock_new_manual (1000000);
  self->follower = muster_follower_new (self->clock, &funcs, self);
  self->told = g_string_new (NULL);
  return self;
}

static void
bench_free (Bench *self)
{
  muster_follower_free (self->follower);
  g_object_unref (self->clock);
  g_string_free (self->told, TRUE);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Bench, bench_free)

static void
push_withheld (Bench *self)
{
  g_autoptr (GString) line = g_string_new (NULL);
  MusterSha256 leaf = { { (guchar) self->seq } };

  muster_line_append_withheld (line, ++self->seq, &leaf);
  muster_chain_step (&self->chain, &leaf);
  muster_follower_push_line (self->follower, (gint64) self->seq, line->str, line->len);
}

static void
push_event (Bench *self, MusterEventKind kind, guint incident)
{
  g_autoptr (MusterBatch) batch = muster_batch_new ();
  g_autoptr (GString) head = g_string_new (NULL);
  MusterEvent *event = muster_batch_add (batch, kind);
  MusterSha256 leaf;

  event->seq = ++self->seq;
  event->incident = incident;
  muster_event_append_head (event, NULL, head);
  muster_event_leaf (head->str, head->len, &leaf);
  muster_chain_step (&self->chain, &leaf);
  muster_follower_push_line (self->follower, (gint64) self->seq, head->str, head->len);
}

static void
fold (Bench *self)
{
  g_autoptr (GError) error = NULL;

  muster_follower_fold (self->follower, &error);
  g_assert_no_error (error);
}

static void
test_slices (void)
{
  g_autoptr (Bench) bench = bench_new ();
  guint slices = 0;

  for (guint i = 0; i < 5000; i++)
    push_withheld (bench);
  while (muster_follower_count_waiting (bench->follower) > 0)
    {
      const guint before = muster_follower_count_waiting (bench->follower);

      fold (bench);
      g_assert_cmpuint (before - muster_follower_count_waiting (bench->follower), <=, 2048);
      slices++;
    }
  g_assert_cmpuint (slices, ==, 3);
  g_assert_cmpuint (muster_world_get_seq (muster_follower_get_world (bench->follower)), ==, 5000);
  g_assert_true (muster_follower_agrees (bench->follower, 5000, &bench->chain));
  bench->chain.bytes[31] ^= 1;
  g_assert_false (muster_follower_agrees (bench->follower, 5000, &bench->chain));
  g_assert_true (muster_follower_agrees (bench->follower, 4999, &bench->chain));
  g_assert_cmpstr (bench->told->str, ==, "");
}

static void
test_telling (void)
{
  g_autoptr (Bench) bench = bench_new ();

  push_event (bench, MUSTER_EVENT_INCIDENT_DECLARED, 1);
  push_event (bench, MUSTER_EVENT_INCIDENT_ACKNOWLEDGED, 1);
  muster_follower_push_pulse (bench->follower, "{\"a\":1}", 7);
  push_withheld (bench);
  push_event (bench, MUSTER_EVENT_INCIDENT_UNACKNOWLEDGED, 1);
  fold (bench);
  g_assert_cmpstr (bench->told->str, ==, "e1 e2 {\"a\":1} e4 c1 ");
  g_string_truncate (bench->told, 0);
  push_event (bench, MUSTER_EVENT_HUB_STARTED, 0);
  fold (bench);
  g_assert_cmpstr (bench->told->str, ==, "e5 c0 ");
}

/* What came before the wrong line counts, what came behind it does not. */
static void
test_up_to_the_wrong_line (void)
{
  g_autoptr (Bench) bench = bench_new ();
  g_autoptr (GError) error = NULL;

  push_withheld (bench);
  push_withheld (bench);
  muster_follower_push_line (bench->follower, 3, "{}", 2);
  bench->seq = 3;
  push_withheld (bench);
  g_assert_false (muster_follower_fold (bench->follower, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_assert_cmpuint (muster_world_get_seq (muster_follower_get_world (bench->follower)), ==, 2);
  g_assert_cmpuint (muster_follower_count_waiting (bench->follower), ==, 0);
}

static void
test_full (void)
{
  g_autoptr (Bench) bench = bench_new ();
  g_autofree char *letters = g_strnfill (MUSTER_FOLLOWER_QUEUE_BYTES / 4, 'a');

  for (guint i = 0; i < 4; i++)
    {
      g_assert_false (muster_follower_is_full (bench->follower));
      muster_follower_push_pulse (bench->follower, letters, MUSTER_FOLLOWER_QUEUE_BYTES / 4);
    }
  g_assert_true (muster_follower_is_full (bench->follower));
  fold (bench);
  g_assert_false (muster_follower_is_full (bench->follower));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/replica/follower/slices", test_slices);
  g_test_add_func ("/replica/follower/telling", test_telling);
  g_test_add_func ("/replica/follower/up-to-the-wrong-line", test_up_to_the_wrong_line);
  g_test_add_func ("/replica/follower/full", test_full);
  return g_test_run ();
}
