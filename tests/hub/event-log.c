/* event-log.c - who reads what of the log, in which pieces, and who is sent for a snapshot
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/event-log.h"
#include <string.h>

#define BEAT          ":hb\n\n"
#define ZEROS         "0000000000000000000000000000000000000000000000000000000000000000"
#define WITHHELD(seq) "id: " #seq "\ndata: {\"seq\":" #seq ",\"leaf\":\"" ZEROS "\"}\n\n"
#define PERSON                                                                                     \
  {                                                                                                \
    7, 7                                                                                           \
  }

typedef struct
{
  MusterLogReader *reader;
  guint sleeps;
  guint wakes;
} Reader;

static void
sleep_cb (gpointer user_data)
{
  ((Reader *) user_data)->sleeps++;
}

static void
wake_cb (gpointer user_data)
{
  ((Reader *) user_data)->wakes++;
}

static void
open_reader (Reader *self, MusterEventLog *log, const MusterLogStart *start)
{
  static const MusterLogReaderFuncs funcs = { sleep_cb, wake_cb };

  *self = (Reader){ 0 };
  self->reader = muster_log_reader_new (log, start, &funcs, self);
}

/* Reads in pieces of @max until it sleeps or ends; says how in *@out_end. */
static char *
drain (Reader *self, gsize max, gssize *out_end)
{
  GString *out = g_string_new (NULL);
  g_autofree char *piece = g_malloc (max);
  gssize n;

  while ((n = muster_log_reader_read (self->reader, piece, max)) > 0)
    {
      g_assert_cmpint (n, <=, (gssize) max);
      g_string_append_len (out, piece, n);
    }
  if (out_end != NULL)
    *out_end = n;
  return g_string_free (out, FALSE);
}

#define assert_drains(reader, max, text, end)                                                      \
  G_STMT_START                                                                                     \
  {                                                                                                \
    gssize how_;                                                                                   \
    g_autofree char *got_ = drain (reader, max, &how_);                                            \
    g_assert_cmpstr (got_, ==, text);                                                              \
    g_assert_cmpint (how_, ==, end);                                                               \
  }                                                                                                \
  G_STMT_END

/* Role 1 sees all of an event, 2 its head, others that there is one. */
static void
append (MusterEventLog *log, guint64 seq)
{
  g_autofree char *full = g_strdup_printf ("{\"full\":%" G_GUINT64_FORMAT "}", seq);
  g_autofree char *head = g_strdup_printf ("{\"head\":%" G_GUINT64_FORMAT "}", seq);
  MusterLogEvent event = { .seq = seq,
                           .full = { full, strlen (full) },
                           .head = { head, strlen (head) },
                           .full_roles = 1,
                           .head_roles = 3,
                           .person = PERSON };

  muster_event_log_append (log, &event);
}

static MusterEventLog *
new_log (guint64 head, guint n, gsize bytes)
{
  MusterEventLog *log = muster_event_log_new ((MusterUlid){ 1, 1 }, head, bytes);

  for (guint64 seq = head + 1; seq <= head + n; seq++)
    append (log, seq);
  return log;
}

static void
test_forms (void)
{
  static const struct
  {
    MusterLogStart start;
    const char *text;
  } cases[] = {
    { { .roles = 1 }, "id: 6\ndata: {\"full\":6}\n\n" },
    { { .roles = 5 }, "id: 6\ndata: {\"full\":6}\n\n" },
    { { .roles = 2 }, "id: 6\ndata: {\"head\":6}\n\n" },
    { { .roles = 4 }, WITHHELD (6) },
    { { .roles = 0 }, WITHHELD (6) },
    { { .roles = 4, .person = PERSON }, "id: 6\ndata: {\"full\":6}\n\n" },
    { { .roles = 4, .person = { 7, 8 } }, WITHHELD (6) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MusterEventLog) log = new_log (5, 0, MUSTER_LOG_BYTES);
      Reader reader;

      open_reader (&reader, log, &cases[i].start);
      assert_drains (&reader, 4096, BEAT, 0);
      append (log, 6);
      assert_drains (&reader, 4096, cases[i].text, 0);
      muster_log_reader_free (reader.reader);
    }
}

static void
test_resume (void)
{
  static const struct
  {
    MusterLogStart start;
    const char *text;
    gssize end;
  } cases[] = {
    { { .roles = 4 }, BEAT, 0 },
    { { .roles = 4, .resumes = TRUE, .since = 13 }, BEAT, 0 },
    { { .roles = 4, .resumes = TRUE, .since = 12 }, BEAT WITHHELD (13), 0 },
    { { .roles = 4, .resumes = TRUE, .since = 10 },
      BEAT WITHHELD (11) WITHHELD (12) WITHHELD (13),
      0 },
    { { .roles = 4, .resumes = TRUE, .since = 9 },
      BEAT "event: reset\ndata: {\"snapshot\":\"/v1/snapshot\",\"seq\":13}\n\n",
      MUSTER_LOG_END },
    { { .roles = 4, .resumes = TRUE, .since = 0 },
      BEAT "event: reset\ndata: {\"snapshot\":\"/v1/snapshot\",\"seq\":13}\n\n",
      MUSTER_LOG_END },
    { { .roles = 4, .resumes = TRUE, .since = 14 },
      BEAT "event: reset\ndata: {\"snapshot\":\"/v1/snapshot\",\"seq\":13}\n\n",
      MUSTER_LOG_END },
    { { .roles = 4, .resumes = TRUE, .since = 13, .is_foreign = TRUE },
      BEAT "event: reset\ndata: {\"snapshot\":\"/v1/snapshot\",\"seq\":13}\n\n",
      MUSTER_LOG_END },
  };
  g_autoptr (MusterEventLog) log = new_log (10, 3, MUSTER_LOG_BYTES);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (gsize max = 1; max < 200; max += 13)
      {
        Reader reader;

        open_reader (&reader, log, &cases[i].start);
        assert_drains (&reader, max, cases[i].text, cases[i].end);
        muster_log_reader_free (reader.reader);
      }
}

/* An empty log: its head is all there is, also after a restart. */
static void
test_empty (void)
{
  g_autoptr (MusterEventLog) log = new_log (10, 0, MUSTER_LOG_BYTES);
  Reader reader;

  open_reader (&reader, log, &(MusterLogStart){ .resumes = TRUE, .since = 10 });
  assert_drains (&reader, 99, BEAT, 0);
  muster_log_reader_free (reader.reader);
  open_reader (&reader, log, &(MusterLogStart){ .resumes = TRUE, .since = 9 });
  assert_drains (&reader, 999,
                 BEAT "event: reset\ndata: {\"snapshot\":\"/v1/snapshot\",\"seq\":10}\n\n",
                 MUSTER_LOG_END);
  muster_log_reader_free (reader.reader);
}

static void
test_pulses (void)
{
  g_autoptr (MusterEventLog) log = new_log (0, 1, MUSTER_LOG_BYTES);
  MusterLogText text = { "{\"n\":2}", 7 };
  Reader before, after, other;

  open_reader (&before, log, &(MusterLogStart){ .roles = 4 });
  open_reader (&other, log, &(MusterLogStart){ .roles = 2 });
  assert_drains (&before, 99, BEAT, 0);
  assert_drains (&other, 99, BEAT, 0);
  muster_event_log_pulse (log, text, 4);
  muster_event_log_beat (log);
  append (log, 2);
  assert_drains (&before, 99, "event: pulse\ndata: {\"n\":2}\n\n" BEAT WITHHELD (2), 0);
  assert_drains (&other, 99, BEAT "id: 2\ndata: {\"head\":2}\n\n", 0);
  /* Later only events are told. */
  open_reader (&after, log, &(MusterLogStart){ .roles = 4, .resumes = TRUE, .since = 0 });
  assert_drains (&after, 99, BEAT WITHHELD (1) WITHHELD (2), 0);
  muster_log_reader_free (before.reader);
  muster_log_reader_free (after.reader);
  muster_log_reader_free (other.reader);
}

/* A batch wakes a sleeper once; one that is awake not at all. */
static void
test_wakes_once (void)
{
  g_autoptr (MusterEventLog) log = new_log (0, 0, MUSTER_LOG_BYTES);
  Reader reader;

  open_reader (&reader, log, &(MusterLogStart){ .roles = 4 });
  assert_drains (&reader, 99, BEAT, 0);
  g_assert_cmpuint (reader.sleeps, ==, 1);
  muster_event_log_notify (log);
  g_assert_cmpuint (reader.wakes, ==, 0);
  for (guint seq = 1; seq <= 100; seq++)
    append (log, seq);
  g_assert_cmpuint (reader.wakes, ==, 0);
  muster_event_log_notify (log);
  append (log, 101);
  muster_event_log_notify (log);
  g_assert_cmpuint (reader.wakes, ==, 1);
  muster_log_reader_end (reader.reader);
  g_assert_cmpuint (reader.wakes, ==, 1);
  muster_log_reader_free (reader.reader);

  open_reader (&reader, log, &(MusterLogStart){ .roles = 4 });
  assert_drains (&reader, 99, BEAT, 0);
  muster_log_reader_end (reader.reader);
  g_assert_cmpuint (reader.wakes, ==, 1);
  assert_drains (&reader, 99, "", MUSTER_LOG_END);
  muster_log_reader_free (reader.reader);
}

/* One that falls off the tail is sent for a snapshot, but never in the middle of a line. */
static void
test_falls_off (void)
{
  g_autoptr (MusterEventLog) log = new_log (0, 0, 4096);
  MusterLogStart start = { .roles = 1, .resumes = TRUE, .since = 0 };
  Reader slow, cut;
  char piece[20];

  append (log, 1);
  open_reader (&slow, log, &start);
  open_reader (&cut, log, &start);
  g_assert_cmpint (muster_log_reader_read (slow.reader, piece, 5), ==, 5);
  g_assert_cmpint (muster_log_reader_read (cut.reader, piece, 5), ==, 5);
  g_assert_cmpint (muster_log_reader_read (cut.reader, piece, 9), ==, 9);
  for (guint seq = 2; seq <= 1000; seq++)
    append (log, seq);
  assert_drains (&slow, 99, "event: reset\ndata: {\"snapshot\":\"/v1/snapshot\",\"seq\":1000}\n\n",
                 MUSTER_LOG_END);
  assert_drains (&cut, 99, "", MUSTER_LOG_LOST);
  muster_log_reader_free (slow.reader);
  muster_log_reader_free (cut.reader);
}

/* Should a seq not follow, nobody reads across the gap. */
static void
test_gap (void)
{
  g_autoptr (MusterEventLog) log = new_log (0, 3, MUSTER_LOG_BYTES);
  Reader reader;

  open_reader (&reader, log, &(MusterLogStart){ .roles = 4, .resumes = TRUE, .since = 2 });
  g_assert_cmpint (muster_log_reader_read (reader.reader, (char[8]){ 0 }, 8), ==, 5);
  append (log, 9);
  assert_drains (&reader, 99, "event: reset\ndata: {\"snapshot\":\"/v1/snapshot\",\"seq\":9}\n\n",
                 MUSTER_LOG_END);
  muster_log_reader_free (reader.reader);
  open_reader (&reader, log, &(MusterLogStart){ .roles = 4, .resumes = TRUE, .since = 8 });
  assert_drains (&reader, 99, BEAT WITHHELD (9), 0);
  muster_log_reader_free (reader.reader);
}

/* Whatever the pieces, the appends and the size of the log: a reader gets every event in order,
 * each whole, until it is told that it does not. */
static void
test_gapless (void)
{
  for (guint round = 0; round < 200; round++)
    {
      gsize bytes = (gsize) g_test_rand_int_range (500, 20000);
      g_autoptr (MusterEventLog) log = new_log (0, 1, bytes);
      g_autoptr (GString) got = g_string_new (NULL), want = g_string_new (BEAT);
      guint64 seq = 1;
      gssize n = 0;
      Reader reader;
      char piece[512];

      open_reader (&reader, log, &(MusterLogStart){ .roles = 4, .resumes = TRUE, .since = 1 });
      for (guint turn = 0; turn < 100 && n >= 0; turn++)
        {
          for (gint k = g_test_rand_int_range (0, 8); k > 0; k--)
            {
              append (log, ++seq);
              g_string_append_printf (want,
                                      "id: %" G_GUINT64_FORMAT "\ndata: {\"seq\":%" G_GUINT64_FORMAT
                                      ",\"leaf\":\"" ZEROS "\"}\n\n",
                                      seq, seq);
            }
          if (reader.sleeps > reader.wakes)
            muster_event_log_notify (log);
          if (reader.sleeps == reader.wakes)
            n = muster_log_reader_read (reader.reader, piece,
                                        (gsize) g_test_rand_int_range (1, sizeof piece));
          if (n > 0)
            g_string_append_len (got, piece, n);
        }
      if (strstr (got->str, "event: reset") != NULL)
        g_string_truncate (got, (gsize) (strstr (got->str, "event: reset") - got->str));
      g_assert_true (g_str_has_prefix (want->str, got->str));
      muster_log_reader_free (reader.reader);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hub/event-log/forms", test_forms);
  g_test_add_func ("/hub/event-log/resume", test_resume);
  g_test_add_func ("/hub/event-log/empty", test_empty);
  g_test_add_func ("/hub/event-log/pulses", test_pulses);
  g_test_add_func ("/hub/event-log/wakes-once", test_wakes_once);
  g_test_add_func ("/hub/event-log/falls-off", test_falls_off);
  g_test_add_func ("/hub/event-log/gap", test_gap);
  g_test_add_func ("/hub/event-log/gapless", test_gapless);
  return g_test_run ();
}
