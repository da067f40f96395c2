/* pager.c - pages that leave, by the manual clock; what answers is of this test
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/outbound.h"
#include "hub/secrets.h"
#include "live-hub.h"

#include <stdio.h>
#include <string.h>

#define SECOND G_TIME_SPAN_SECOND

typedef enum
{
  ANSWER,  /* with a status */
  BREAK,   /* before anything is sent */
  UNKNOWN, /* after it was sent */
  HANG,
} Behaviour;

typedef struct
{
  const char *channel; /* a part of the URL; ended by a NULL */
  Behaviour behaviour;
  guint status;
  const char *header; /* nullable */
} Rule;

typedef struct
{
  LiveHub *hub;
  GString *log;     /* "a@0.0 b@15.0 ", when asked since the desk was made */
  GPtrArray *asked; /* of char *: bodies */
  GPtrArray *keys;  /* of char *: their Idempotency-Key, or "" */
  GPtrArray *hangs; /* of GTask, owned */
  const Rule *rules;
  guint n_services;
  gint64 began_us;
  MusterOutbound outbound;
} Desk;

/* --- what answers --- */

static const Rule *
find_rule (const Desk *self, const char *url)
{
  for (const Rule *rule = self->rules; rule != NULL && rule->channel != NULL; rule++)
    if (strstr (url, rule->channel) != NULL)
      return rule;
  return NULL;
}

static void
note_key (Desk *self, const char *const *headers)
{
  static const char name[] = "Idempotency-Key: ";
  const char *key = "";

  for (guint i = 0; headers != NULL && headers[i] != NULL; i++)
    if (g_str_has_prefix (headers[i], name))
      key = headers[i] + strlen (name);
  g_ptr_array_add (self->keys, g_strdup (key));
}

static void
give_answer (GTask *task /* transfer full */, guint status, const char *header)
{
  GPtrArray *headers = g_ptr_array_new_with_free_func (g_free);
  MusterOutboundAnswer *answer;

  if (header != NULL)
    g_ptr_array_add (headers, g_strdup (header));
  answer = muster_outbound_answer_new (status, g_string_new ("{\"id\":\"1\"}"), headers);
  if (status == 0)
    answer->broken = g_strdup ("the connection broke");
  g_task_return_pointer (task, answer, (GDestroyNotify) muster_outbound_answer_free);
  g_object_unref (task);
}

/* "https://a.example/…" is "a". */
static void
asked_cb (const MusterOutboundRequest *request, GTask *task, gpointer user_data)
{
  Desk *self = user_data;
  const Rule *rule = find_rule (self, request->url);
  double at = (double) (muster_clock_boot_us (self->hub->clock) - self->began_us) / SECOND;

  g_string_append_printf (self->log, "%.1s@%.1f ", request->url + strlen ("https://"), at);
  g_ptr_array_add (self->asked, g_strndup (request->body, request->body_n));
  note_key (self, request->headers);
  if (rule == NULL || rule->behaviour == ANSWER)
    give_answer (task, rule != NULL ? rule->status : 200, rule != NULL ? rule->header : NULL);
  else if (rule->behaviour == UNKNOWN)
    give_answer (task, 0, NULL);
  else if (rule->behaviour == HANG)
    g_ptr_array_add (self->hangs, task);
  else
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED, "nobody is there");
      g_object_unref (task);
    }
}

static void
let_go (Desk *self, guint status)
{
  while (self->hangs->len > 0)
    give_answer (g_ptr_array_steal_index (self->hangs, 0), status, NULL);
  live_hub_settle (self->hub);
}

/* --- a hub that pages --- */

static void
must (Desk *self, const char *path, const char *body)
{
  g_autoptr (LiveAnswer) answer = live_post (self->hub, NULL, path, body);

  if (answer->status / 100 != 2)
    g_error ("%s %s: %u %s", path, body, answer->status, answer->body);
  live_hub_settle (self->hub);
}

/* The channels a, by @type, and b, which never de-duplicates. */
static void
configure (Desk *self, const char *type)
{
  g_autofree char *a =
      g_strdup_printf ("{\"object\":\"channel\",\"name\":\"a\",\"body\":{\"type\":\"%s\",\"url\":"
                       "\"https://a.example\"%s}}",
                       type, g_str_equal (type, "webhook") ? ",\"secret\":{\"secret\":\"s\"}" : "");
  g_autofree char *ben = g_strdup_printf (
      "{\"object\":\"person\",\"name\":\"ben\",\"contact\":{\"channels\":[{\"type\":\"%s\",\"to\":"
      "\"ben\"},{\"type\":\"apprise\"}],\"rules\":{\"high\":[{\"via\":\"%s\"},{\"via\":\"apprise\","
      "\"after\":\"5m\"}]}}}",
      type, type);

  must (self, "/v1/config", a);
  must (self, "/v1/config",
        "{\"object\":\"channel\",\"name\":\"b\",\"body\":{\"type\":\"apprise\",\"url\":"
        "\"https://b.example\",\"user\":\"key\"}}");
  must (self, "/v1/config", ben);
  must (self, "/v1/config",
        "{\"object\":\"person\",\"name\":\"cho\",\"contact\":{\"channels\":[{\"type\":\"apprise\"}"
        "],\"rules\":{\"high\":[{\"via\":\"apprise\"}]}}}");
  must (self, "/v1/config",
        "{\"object\":\"policy\",\"name\":\"ben\",\"body\":{\"wait\":\"1h\",\"steps\":[{\"notify\":"
        "[{\"person\":\"ben\"}]}]}}");
  must (self, "/v1/config",
        "{\"object\":\"policy\",\"name\":\"cho\",\"body\":{\"wait\":\"1h\",\"steps\":[{\"notify\":"
        "[{\"person\":\"cho\"}]}]}}");
}

static Desk *
desk_new (gboolean on_disk, const char *type)
{
  Desk *self = g_new0 (Desk, 1);

  self->hub = live_hub_new (on_disk);
  self->log = g_string_new (NULL);
  self->asked = g_ptr_array_new_with_free_func (g_free);
  self->keys = g_ptr_array_new_with_free_func (g_free);
  self->hangs = g_ptr_array_new_with_free_func (g_object_unref);
  self->outbound = (MusterOutbound){ asked_cb, self };
  self->hub->outbound = &self->outbound;
  muster_hub_set_outbound (self->hub->hub, &self->outbound);
  if (on_disk)
    g_assert_true (muster_secret_set (self->hub->state, "s", "sesame-1", 8, NULL));
  configure (self, type);
  self->began_us = muster_clock_boot_us (self->hub->clock);
  return self;
}

static void
desk_free (Desk *self)
{
  let_go (self, 200);
  live_hub_free (self->hub);
  g_ptr_array_unref (self->hangs);
  g_ptr_array_unref (self->keys);
  g_ptr_array_unref (self->asked);
  g_string_free (self->log, TRUE);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Desk, desk_free)

/* A new incident of a new service, of which @who is told. */
static guint
fire (Desk *self, const char *who)
{
  const MusterWorld *world = live_hub_world (self->hub);
  g_autofree char *service = g_strdup_printf ("s%u", ++self->n_services);
  g_autofree char *put = g_strdup_printf (
      "{\"object\":\"service\",\"name\":\"%s\",\"body\":{\"policy\":\"%s\"}}", service, who);
  g_autofree char *alert = g_strdup_printf ("{\"summary\":\"It burns in %s\",\"labels\":{"
                                            "\"alertname\":\"Burns%s\"},\"severity\":\"critical\"}",
                                            service, service);
  g_autofree char *key = NULL;

  must (self, "/v1/config", put);
  key = live_key (self->hub, service);
  g_assert_cmpuint (live_alert (self->hub, key, alert), ==, 202);
  live_hub_settle (self->hub);
  for (guint i = muster_world_last_incident (world); i > 0; i--)
    if (g_strcmp0 (muster_directory_title (muster_world_get_directory (world),
                                           muster_world_get_incident (world, i)->service),
                   service) == 0)
      return i;
  g_error ("no incident of %s", service);
}

static void
acknowledge (Desk *self, guint incident)
{
  g_autofree char *path = g_strdup_printf ("/v1/incidents/INC-%u/acknowledge", incident);

  must (self, path, "{}");
}

/* In steps, as what is due is done when it is. */
static void
wait_for (Desk *self, gint64 us)
{
  for (gint64 done_us = 0; done_us < us; done_us += SECOND / 10)
    live_hub_advance (self->hub, MIN (SECOND / 10, us - done_us));
}

static void
assert_log (Desk *self, const char *expected)
{
  g_assert_cmpstr (self->log->str, ==, expected);
  g_string_truncate (self->log, 0);
}

/* A line of the incident's timeline says so. */
static void
assert_line (Desk *self, guint incident, const char *words)
{
  g_autofree char *path = g_strdup_printf ("/v1/incidents/INC-%u/timeline", incident);
  g_autoptr (LiveAnswer) answer = live_get (self->hub, NULL, path);

  g_test_message ("%s in %s", words, answer->body);
  g_assert_nonnull (strstr (answer->body, words));
}

/* What the hub reports of itself: that pages do not leave by a. */
static gboolean
is_in_trouble (Desk *self)
{
  g_autoptr (LiveAnswer) answer =
      live_get (self->hub, NULL, "/v1/alerts?filter=alertname%3DPagesDoNotLeave");

  return strstr (answer->body, "\"status\":\"firing\"") != NULL;
}

/* --- cases --- */

/* 1 s, 2 s, 4 s, each less up to a quarter of it, and not all alike. */
static void
test_retry (void)
{
  static const Rule breaks[] = { { "a.example", BREAK, 0, NULL }, { NULL } };
  g_autoptr (GHashTable) waits = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < 5; i++)
    {
      g_autoptr (Desk) desk = desk_new (FALSE, "ntfy");
      double at[4] = { 0 };
      guint n;

      desk->rules = breaks;
      n = fire (desk, "ben");
      wait_for (desk, 8 * SECOND);
      g_test_message ("%s", desk->log->str);
      g_assert_cmpint (
          sscanf (desk->log->str, "a@%lf a@%lf a@%lf a@%lf", &at[0], &at[1], &at[2], &at[3]), ==,
          4);
      for (guint j = 1; j < 4; j++)
        {
          double most = 1 << (j - 1), waited = at[j] - at[j - 1];

          g_assert_cmpfloat (waited, >=, 0.75 * most - 0.01);
          g_assert_cmpfloat (waited, <=, most + 0.21); /* as the clock moves in steps */
        }
      g_hash_table_add (waits, g_strdup (desk->log->str));
      assert_line (desk, n, "tried 4 times");
      assert_line (desk, n, "nobody is there");
      desk->rules = NULL;
      wait_for (desk, 9 * SECOND);
      assert_line (desk, n, "sent at try 5");
    }
  g_assert_cmpuint (g_hash_table_size (waits), >, 1);
}

/* A channel that fails five times rests; others do not, and whoever is next is told at once. */
static void
test_breaker (void)
{
  static const Rule breaks[] = { { "a.example", BREAK, 0, NULL }, { NULL } };
  g_autoptr (Desk) desk = desk_new (FALSE, "ntfy");
  guint n;

  desk->rules = breaks;
  for (guint i = 0; i < 5; i++)
    fire (desk, "ben");
  g_assert_true (is_in_trouble (desk));
  g_string_truncate (desk->log, 0);
  n = fire (desk, "ben");
  assert_log (desk, "b@0.0 "); /* by the next rule, five minutes early */
  assert_line (desk, n, "the channel has failed 5 times in a row");
  fire (desk, "cho");
  assert_log (desk, "b@0.0 ");
  wait_for (desk, 14 * SECOND);
  assert_log (desk, ""); /* it rests */
  wait_for (desk, 15 * SECOND);
  g_string_truncate (desk->log, 0); /* who is late by then has been told by b */
  desk->rules = NULL;
  wait_for (desk, 2 * SECOND);
  g_assert_true (g_str_has_prefix (desk->log->str, "a@30."));
  g_assert_false (is_in_trouble (desk));
  fire (desk, "ben");
  g_assert_nonnull (strstr (desk->log->str, "a@31.0"));
}

/* What the other side wants is kept, by all pages of the channel, and it is not out of order. */
static void
test_retry_after (void)
{
  static const Rule limits[] = { { "a.example", ANSWER, 429, "Retry-After: 12" }, { NULL } };
  g_autoptr (Desk) desk = desk_new (FALSE, "ntfy");
  guint first, second;

  desk->rules = limits;
  first = fire (desk, "ben");
  assert_log (desk, "a@0.0 ");
  desk->rules = NULL;
  second = fire (desk, "ben");
  wait_for (desk, 11 * SECOND + SECOND / 2);
  assert_log (desk, "");
  wait_for (desk, SECOND);
  assert_log (desk, "a@12.0 a@12.0 ");
  assert_line (desk, first, "sent at try 2");
  assert_line (desk, second, "paged on ntfy, sent");
  g_assert_false (is_in_trouble (desk));
}

/* What can never be sent has the next rule follow at once, and is told of. */
static void
test_refused (void)
{
  static const Rule refuses[] = { { "a.example", ANSWER, 403, NULL }, { NULL } };
  g_autoptr (Desk) desk = desk_new (FALSE, "ntfy");
  guint n;

  desk->rules = refuses;
  n = fire (desk, "ben");
  assert_log (desk, "a@0.0 b@0.0 ");
  assert_line (desk, n, "paged on ntfy, not delivered");
  assert_line (desk, n, "paged on apprise, sent");
  g_assert_true (is_in_trouble (desk));
}

/* Fifteen seconds are enough to wait for a channel. */
static void
test_late (void)
{
  static const Rule hangs[] = { { "a.example", HANG, 0, NULL }, { NULL } };
  g_autoptr (Desk) desk = desk_new (FALSE, "ntfy");
  guint n;

  desk->rules = hangs;
  n = fire (desk, "ben");
  fire (desk, "cho"); /* a lane of its own */
  assert_log (desk, "a@0.0 b@0.0 ");
  wait_for (desk, 14 * SECOND + SECOND / 2);
  assert_log (desk, "");
  wait_for (desk, SECOND);
  assert_log (desk, "b@15.0 ");
  let_go (desk, 200);
  assert_line (desk, n, "paged on ntfy, sent");
}

/* One at a time where a kill would have it come twice, unless that hangs; then four at most. Those
 * of another channel do not notice. */
static void
test_lanes (void)
{
  static const Rule hangs[] = { { "a.example", HANG, 0, NULL }, { NULL } };
  g_autoptr (Desk) desk = desk_new (FALSE, "ntfy");

  desk->rules = hangs;
  for (guint i = 0; i < 6; i++)
    fire (desk, "ben");
  assert_log (desk, "a@0.0 ");
  for (guint i = 0; i < 3; i++)
    fire (desk, "cho");
  assert_log (desk, "b@0.0 b@0.0 b@0.0 ");
  wait_for (desk, 5 * SECOND);
  assert_log (desk, "a@1.0 a@2.0 a@3.0 ");
  desk->rules = NULL;
  let_go (desk, 200);
  assert_log (desk, "a@5.0 a@5.0 ");
}

/* An acknowledgement stops what waits for another try, and what is to come. */
static void
test_acknowledge (void)
{
  static const Rule breaks[] = { { "a.example", BREAK, 0, NULL }, { NULL } };
  g_autoptr (Desk) desk = desk_new (FALSE, "ntfy");
  guint n;

  desk->rules = breaks;
  n = fire (desk, "ben");
  assert_log (desk, "a@0.0 ");
  acknowledge (desk, n);
  live_hub_advance (desk->hub, 2 * G_TIME_SPAN_HOUR);
  assert_log (desk, "");
  assert_line (desk, n, "no longer needed");
}

/* One that is under way goes on, and its answer is its outcome. */
static void
test_acknowledge_under_way (void)
{
  static const Rule hangs[] = { { "a.example", HANG, 0, NULL }, { NULL } };
  g_autoptr (Desk) desk = desk_new (FALSE, "ntfy");
  guint n;

  desk->rules = hangs;
  n = fire (desk, "ben");
  acknowledge (desk, n);
  let_go (desk, 200);
  assert_line (desk, n, "paged on ntfy, sent");
  live_hub_advance (desk->hub, 2 * G_TIME_SPAN_HOUR);
  assert_log (desk, "a@0.0 ");
}

static void
restart (Desk *self)
{
  live_hub_restart_without_snapshot (self->hub);
  let_go (self, 200); /* whoever asked is gone, and hears nothing of it */
}

/* After a start it is sent again under the same key, which is all that the other side needs. */
static void
test_restart_with_key (void)
{
  static const Rule hangs[] = { { "a.example", HANG, 0, NULL }, { NULL } };
  g_autoptr (Desk) desk = desk_new (TRUE, "webhook");
  guint n;

  desk->rules = hangs;
  n = fire (desk, "ben");
  desk->rules = NULL;
  restart (desk);
  g_assert_cmpuint (desk->asked->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (desk->keys, 0), !=, "");
  g_assert_cmpstr (g_ptr_array_index (desk->keys, 0), ==, g_ptr_array_index (desk->keys, 1));
  g_assert_null (strstr (g_ptr_array_index (desk->asked, 1), "may have come before"));
  assert_line (desk, n, "paged on webhook, sent\"");
  restart (desk); /* and that is all */
  g_assert_cmpuint (desk->asked->len, ==, 2);
}

/* Without one it says so, there and in the timeline. */
static void
test_restart_without_key (void)
{
  static const Rule hangs[] = { { "a.example", HANG, 0, NULL }, { NULL } };
  g_autoptr (Desk) desk = desk_new (TRUE, "ntfy");
  guint n;

  desk->rules = hangs;
  n = fire (desk, "ben");
  desk->rules = NULL;
  restart (desk);
  g_assert_cmpuint (desk->asked->len, ==, 2);
  g_assert_null (strstr (g_ptr_array_index (desk->asked, 0), "may have come before"));
  g_assert_nonnull (strstr (g_ptr_array_index (desk->asked, 1), "may have come before"));
  assert_line (desk, n, "possibly twice");
}

/* Whether a page came that broke off nobody knows: it is marked, and not sent a third time. */
static void
test_unknown (void)
{
  static const Rule breaks[] = { { "a.example", UNKNOWN, 0, NULL }, { NULL } };
  g_autoptr (Desk) desk = desk_new (FALSE, "ntfy");
  guint n;

  desk->rules = breaks;
  n = fire (desk, "ben");
  wait_for (desk, 4 * SECOND);
  g_assert_nonnull (strstr (g_ptr_array_index (desk->asked, 1), "may have come before"));
  g_assert_cmpuint (desk->asked->len, ==, 3); /* the third is by b */
  g_assert_nonnull (strstr (desk->log->str, "b@"));
  assert_line (desk, n, "whether it came is not known");
}

/* While the journal fails nothing leaves, and nothing is forgotten. */
static void
test_journal_fails (void)
{
  g_autoptr (Desk) desk = desk_new (FALSE, "ntfy");
  static const Rule hangs[] = { { "a.example", HANG, 0, NULL }, { NULL } };
  guint n;

  desk->rules = hangs;
  n = fire (desk, "ben");
  g_test_expect_message ("muster", G_LOG_LEVEL_WARNING, "*journal cannot be written*");
  live_hub_fail_next (desk->hub, 1);
  let_go (desk, 200); /* that it was sent cannot be written */
  desk->rules = NULL;
  wait_for (desk, 10 * SECOND);
  g_test_assert_expected_messages ();
  assert_log (desk, "a@0.0 ");
  assert_line (desk, n, "paged on ntfy, sent");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pager/retry", test_retry);
  g_test_add_func ("/pager/breaker", test_breaker);
  g_test_add_func ("/pager/retry-after", test_retry_after);
  g_test_add_func ("/pager/refused", test_refused);
  g_test_add_func ("/pager/late", test_late);
  g_test_add_func ("/pager/lanes", test_lanes);
  g_test_add_func ("/pager/acknowledge", test_acknowledge);
  g_test_add_func ("/pager/acknowledge-under-way", test_acknowledge_under_way);
  g_test_add_func ("/pager/restart-with-key", test_restart_with_key);
  g_test_add_func ("/pager/restart-without-key", test_restart_without_key);
  g_test_add_func ("/pager/unknown", test_unknown);
  g_test_add_func ("/pager/journal-fails", test_journal_fails);
  return g_test_run ();
}
