/* hostile.c - a hub that lies, or a wire that does, ends in words, never in a crash or in a wrong
 * world
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk.h"

#include <string.h>

/* The next event, as a line that is not the hub's, and what comes of it. */
static void
give (Desk *desk, const char *bytes, gsize n)
{
  toy_hub_step (desk->hub, 5);
  while (toy_hub_seq (desk->hub) == muster_world_get_seq (muster_replica_get_world (desk->replica)))
    toy_hub_step (desk->hub, 1);
  mock_link_spoil (desk->link, muster_world_get_seq (muster_replica_get_world (desk->replica)) + 1,
                   bytes, n);
  desk_settle (desk);
}

/* The log has the trouble, too; here that is as it should be. */
static void
ignore_cb (const char *domain, GLogLevelFlags level, const char *message, gpointer user_data)
{
}

static void
check_found (Desk *desk)
{
  g_assert_nonnull (muster_replica_get_trouble (desk->replica));
  desk_assert_equal (desk);
}

static void
test_garbage (void)
{
  static const char *const lines[] = {
    "",
    "x",
    "{}",
    "[]",
    "null",
    "0",
    "\"\"",
    "{\"seq\":",
    "{\"seq\":1,\"leaf\":\"00\"}",
    "{\"seq\":-1,\"leaf\":\"0000000000000000000000000000000000000000000000000000000000000000\"}",
    "{\"seq\":0,\"leaf\":\"0000000000000000000000000000000000000000000000000000000000000000\"}",
    "{\"seq\":1,\"leaf\":\"0000000000000000000000000000000000000000000000000000000000000000\"}",
    "{\"seq\":9007199254740992,"
    "\"leaf\":\"0000000000000000000000000000000000000000000000000000000000000000\"}",
    "{\"seq\":9007199254740993,"
    "\"leaf\":\"0000000000000000000000000000000000000000000000000000000000000000\"}",
    "{\"seq\":1e300,\"leaf\":\"0000000000000000000000000000000000000000000000000000000000000000\"}",
    "{\"seq\":7,\"at\":\"2026-03-06T14:25:02Z\",\"kind\":\"note.added\",\"v\":1,\"actor\":\"hub\","
    "\"command\":null,\"incident\":\"INC-99999999999999999999\",\"facts\":{},\"claimed\":null,"
    "\"digest\":null}",
    "{\"seq\":7,\"at\":\"9999-99-99T99:99:99Z\",\"kind\":\"\",\"v\":1,\"actor\":\"\","
    "\"command\":\"\",\"incident\":\"\",\"facts\":[],\"claimed\":7,\"digest\":7}",
  };
  g_autoptr (Desk) desk = desk_new (MUSTER_ACCESS_ADMIN);
  g_autofree char *deep = g_strnfill (100000, '[');
  g_autofree char *long_line = g_strnfill (3 * 1024 * 1024, 'a');

  desk_settle (desk);
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      give (desk, lines[i], strlen (lines[i]));
      check_found (desk);
      desk_restart (desk);
      desk_settle (desk);
      g_assert_null (muster_replica_get_trouble (desk->replica));
    }
  give (desk, deep, strlen (deep));
  give (desk, long_line, strlen (long_line));
  give (desk, "\0\0\0\0", 4);
  give (desk, "\xff\xfe{", 3);
  check_found (desk);
}

/* A line that is well formed and of another place. */
static void
test_gap_and_repeat (void)
{
  g_autoptr (Desk) desk = desk_new (MUSTER_ACCESS_ADMIN);
  const GString *line;

  desk_settle (desk);
  toy_hub_step (desk->hub, 20);
  desk_settle (desk);
  line = g_ptr_array_index (desk->hub->lines, 3);
  give (desk, line->str, line->len);
  check_found (desk);
  desk_restart (desk);
  desk_settle (desk);
  toy_hub_step (desk->hub, 20);
  line = g_ptr_array_index (desk->hub->lines, desk->hub->lines->len - 1);
  mock_link_spoil (desk->link, muster_world_get_seq (muster_replica_get_world (desk->replica)) + 1,
                   line->str, line->len);
  desk_settle (desk);
  check_found (desk);
}

/* One bit of one line. A head's is found by the next word about the chain, a payload's at once. */
static gboolean
flip_a_bit (Desk *desk)
{
  const guint64 seq = muster_world_get_seq (muster_replica_get_world (desk->replica)) + 1;
  g_autofree char *bytes = NULL, *pulse = NULL, *before = NULL, *after = NULL;
  const GString *line;

  while (toy_hub_seq (desk->hub) < seq)
    toy_hub_step (desk->hub, 1);
  line = g_ptr_array_index (desk->hub->lines, (guint) seq - 1);
  bytes = g_memdup2 (line->str, line->len);
  bytes[g_test_rand_int_range (0, (gint32) line->len)] ^=
      (char) (1 << g_test_rand_int_range (0, 8));
  mock_link_spoil (desk->link, seq, bytes, line->len);
  desk_settle (desk);
  before = toy_hub_save (desk->hub, muster_replica_get_world (desk->replica));
  pulse = toy_hub_chain_pulse (desk->hub);
  mock_link_pulse (desk->link, pulse);
  desk_turn (desk, 20);
  desk_settle (desk);
  desk_assert_equal (desk);
  if (muster_replica_get_trouble (desk->replica) != NULL)
    return TRUE;
  /* not found: then it meant the same, as a digit of the salt in capitals does */
  after = toy_hub_save (desk->hub, muster_replica_get_world (desk->replica));
  g_assert_cmpstr (before, ==, after);
  return FALSE;
}

static void
test_flipped_bits (void)
{
  static const MusterAccess roles[] = { MUSTER_ACCESS_ADMIN, MUSTER_ACCESS_SCREEN };
  guint found = 0;

  for (guint i = 0; i < 60; i++)
    {
      g_autoptr (Desk) desk = desk_new (roles[i % 2]);

      toy_hub_step (desk->hub, (guint) g_test_rand_int_range (0, 40));
      desk_settle (desk);
      found += flip_a_bit (desk);
    }
  g_assert_cmpuint (found, >=, 54);
}

static void
test_honest_pulse (void)
{
  g_autoptr (Desk) desk = desk_new (MUSTER_ACCESS_SCREEN);
  static const char *const others[] = { "",
                                        "{",
                                        "[1]",
                                        "{\"seq\":3}",
                                        "{\"chain\":\"ab\",\"seq\":1}",
                                        "{\"seq\":\"x\",\"chain\":7}",
                                        "{\"presence\":[1,2]}" };

  toy_hub_step (desk->hub, 30);
  desk_settle (desk);
  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *pulse = NULL;

      toy_hub_step (desk->hub, 30);
      desk_settle (desk);
      pulse = toy_hub_chain_pulse (desk->hub);
      mock_link_pulse (desk->link, pulse);
      desk_turn (desk, 20);
    }
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    mock_link_pulse (desk->link, others[i]);
  desk_settle (desk);
  g_assert_null (muster_replica_get_trouble (desk->replica));
}

/* What is asked for comes wrong, for a while. */
static void
test_wrong_answers (void)
{
  static const struct
  {
    const char *prefix;
    guint status;
    const char *body;
  } cases[] = {
    { "/v1/snapshot", 200, "" },
    { "/v1/snapshot", 200, "{\"part\":\"head\",\"v\":1,\"seq\":1}\n" },
    { "/v1/snapshot", 200, "{\"part\":\"end\"}\n" },
    { "/v1/snapshot", 200, "{\"part\":\"head\",\"v\":99,\"seq\":1}\n{\"part\":\"end\"}\n" },
    { "/v1/snapshot", 500, "<html>" },
    { "/v1/snapshot", 401, "{\"title\":\"Who are you?\"}" },
    { "/v1/me", 200, "" },
    { "/v1/me", 200, "{}" },
    { "/v1/me", 200, "{\"person\":7,\"access\":\"admin\"}" },
    { "/v1/me", 200, "{\"person\":\"ana\",\"access\":\"admin\"}" },
    { "/v1/me", 200, "{\"person\":null,\"access\":\"emperor\"}" },
    { "/v1/me", 403, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Desk) desk = desk_new (MUSTER_ACCESS_VIEWER);
      MusterHubReply *reply = toy_reply (cases[i].status, cases[i].body);

      reply->seq = 1;
      reply->chain = g_strnfill (64, i % 2 == 0 ? '0' : 'x');
      reply->journal = muster_ulid_to_string (desk->hub->journal);
      mock_link_reply (desk->link, reply);
      mock_link_fault (desk->link, MOCK_REPLY, cases[i].prefix, 3);
      desk_wait (desk, muster_replica_get_trouble (desk->replica) != NULL);
      g_assert_cmpint (muster_replica_get_state (desk->replica), !=, MUSTER_REPLICA_LIVE);
      desk_settle (desk);
      desk_assert_equal (desk);
      g_assert_null (muster_replica_get_trouble (desk->replica));
    }
}

/* Answers to commands: what was refused, or cannot be understood, is in the tray. */
static void
test_wrong_verdicts (void)
{
  static const struct
  {
    guint status;
    const char *body;
  } cases[] = {
    { 200, "" },
    { 200, "{\"seq\":{},\"incident\":null}" },
    { 200, "{\"seq\":[9007199254740993]}" },
    { 200, "{\"seq\":[1],\"incident\":\"INC-0\"}" },
    { 409, "" },
    { 404, "<html>" },
    { 422, "{\"type\":7,\"detail\":[]}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Desk) desk = desk_new (MUSTER_ACCESS_RESPONDER);

      desk_settle (desk);
      desk_declare (desk, "slow");
      mock_link_cut (desk->link, TRUE);
      g_assert_true (desk_send_wait (desk, desk_note (1, "n"), NULL, NULL));
      mock_link_reply (desk->link, toy_reply (cases[i].status, cases[i].body));
      mock_link_fault (desk->link, MOCK_REPLY, "/v1/incidents", 1);
      mock_link_cut (desk->link, FALSE);
      desk_settle (desk);
      g_assert_cmpuint (muster_replica_get_unapplied (desk->replica)->len, ==, 1);
    }
}

/* Sequence numbers from the future: the answer is given all the same, once the link goes. */
static void
test_seq_that_never_comes (void)
{
  g_autoptr (Desk) desk = desk_new (MUSTER_ACCESS_RESPONDER);

  desk_settle (desk);
  desk_declare (desk, "slow");
  mock_link_reply (desk->link, toy_reply (200, "{\"seq\":[9007199254740992],\"incident\":null}"));
  mock_link_fault (desk->link, MOCK_REPLY, "/v1/incidents", 1);
  desk_send (desk, desk_note (1, "n"));
  desk_turn (desk, 50);
  g_assert_cmpuint (desk->n_sending, ==, 1);
  mock_link_cut (desk->link, TRUE);
  desk_wait (desk, desk->n_sending == 0);
  g_assert_cmpuint (desk->n_failed, ==, 0);
}

/* More than fits into a slice, and into the queue. */
static void
test_flood (void)
{
  g_autoptr (Desk) desk = desk_new (MUSTER_ACCESS_ADMIN);

  desk_settle (desk);
  for (guint i = 0; i < 200000; i++)
    mock_link_pulse (desk->link,
                     "{\"presence\":\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"}");
  toy_hub_step (desk->hub, 200);
  desk_settle (desk);
  desk_assert_equal (desk);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);
  g_log_set_handler ("muster", G_LOG_LEVEL_WARNING, ignore_cb, NULL);
  g_test_add_func ("/replica/hostile/garbage", test_garbage);
  g_test_add_func ("/replica/hostile/gap-and-repeat", test_gap_and_repeat);
  g_test_add_func ("/replica/hostile/flipped-bits", test_flipped_bits);
  g_test_add_func ("/replica/hostile/honest-pulse", test_honest_pulse);
  g_test_add_func ("/replica/hostile/wrong-answers", test_wrong_answers);
  g_test_add_func ("/replica/hostile/wrong-verdicts", test_wrong_verdicts);
  g_test_add_func ("/replica/hostile/seq-that-never-comes", test_seq_that_never_comes);
  g_test_add_func ("/replica/hostile/flood", test_flood);
  return g_test_run ();
}
