/* notices.c - notices leave by what people are reached by; what answers is of this test
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/outbound.h"
#include "live-hub.h"

#include <string.h>

typedef struct
{
  LiveHub *hub;
  GString *log;        /* "url title; " */
  const char *refuses; /* a part of the URL; nullable */
  MusterOutbound outbound;
} Desk;

static void
answer_cb (const MusterOutboundRequest *request, GTask *task, gpointer user_data)
{
  Desk *self = user_data;
  gboolean refused = self->refuses != NULL && strstr (request->url, self->refuses) != NULL;
  g_autofree char *body = g_strndup (request->body, request->body_n);
  const char *title = strstr (body, "\"title\":\"");

  g_test_message ("%s: %s", request->url, body);
  g_assert_nonnull (title);
  title += strlen ("\"title\":\"");
  g_string_append_printf (self->log, "%s %.*s; ", request->url, (int) strcspn (title, "\""), title);
  g_task_return_pointer (
      task, muster_outbound_answer_new (refused ? 404 : 200, g_string_new ("{\"id\":\"1\"}"), NULL),
      (GDestroyNotify) muster_outbound_answer_free);
  g_object_unref (task);
}

static void
do_it (Desk *self, const char *path, const char *body)
{
  g_autoptr (LiveAnswer) answer = live_post (self->hub, NULL, path, body);

  g_test_message ("%s: %s", path, answer->body);
  g_assert_cmpuint (answer->status, ==, 200);
  live_hub_settle (self->hub);
}

static Desk *
desk_new (const char *contact)
{
  Desk *self = g_new0 (Desk, 1);
  g_autofree char *ben =
      g_strdup_printf ("{\"object\":\"person\",\"name\":\"ben\",\"contact\":%s}", contact);

  self->hub = live_hub_new (FALSE);
  self->log = g_string_new (NULL);
  self->outbound = (MusterOutbound){ answer_cb, self };
  self->hub->outbound = &self->outbound;
  muster_hub_set_outbound (self->hub->hub, &self->outbound);
  do_it (self, "/v1/config",
         "{\"object\":\"channel\",\"name\":\"push\",\"body\":{\"type\":\"ntfy\",\"url\":"
         "\"https://push.example\"}}");
  do_it (self, "/v1/config",
         "{\"object\":\"channel\",\"name\":\"other\",\"body\":{\"type\":\"apprise\",\"url\":"
         "\"https://other.example\",\"user\":\"key\"}}");
  do_it (self, "/v1/config", ben);
  do_it (self, "/v1/config",
         "{\"object\":\"schedule\",\"name\":\"pay\",\"body\":{\"zone\":\"UTC\",\"layers\":[{"
         "\"name\":\"l\",\"start\":\"2026-03-02T09:00\",\"every\":\"1 week\",\"members\":["
         "\"owner\"]}]}}");
  return self;
}

static void
desk_free (Desk *self)
{
  live_hub_free (self->hub);
  g_string_free (self->log, TRUE);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Desk, desk_free)

static void
cover (Desk *self)
{
  do_it (self, "/v1/schedules/pay/override",
         "{\"kind\":\"cover\",\"person\":\"ben\",\"to\":\"2026-03-07T09:00:00Z\"}");
}

#define BOTH                                                                                       \
  "\"channels\":[{\"type\":\"ntfy\",\"to\":\"ben\"},{\"type\":\"apprise\",\"to\":\"ben\"}]"

/* By the first of what is not urgent, and by that alone. */
static void
test_first (void)
{
  g_autoptr (Desk) desk = desk_new ("{" BOTH ",\"rules\":{\"high\":[{\"via\":\"ntfy\"}],\"low\":["
                                    "{\"via\":\"desktop\"},{\"via\":\"apprise\",\"after\":\"5m\"},"
                                    "{\"via\":\"ntfy\",\"after\":\"9m\"}]}}");

  cover (desk);
  live_hub_advance (desk->hub, G_TIME_SPAN_HOUR);
  g_assert_cmpstr (desk->log->str, ==,
                   "https://other.example/notify/key Your shifts of pay changed; ");
}

/* What one does not take the next one gets. */
static void
test_next (void)
{
  g_autoptr (Desk) desk = desk_new ("{" BOTH "}");

  desk->refuses = "push.example";
  cover (desk);
  g_assert_cmpstr (desk->log->str, ==,
                   "https://push.example/ Your shifts of pay changed; "
                   "https://other.example/notify/key Your shifts of pay changed; ");
  desk->refuses = "example";
  g_string_truncate (desk->log, 0);
  do_it (desk, "/v1/schedules/pay/override",
         "{\"kind\":\"remove\",\"person\":\"ben\",\"to\":\"2026-03-07T09:00:00Z\"}");
  g_assert_nonnull (strstr (desk->log->str, "other.example"));
  live_hub_advance (desk->hub, G_TIME_SPAN_HOUR); /* and that is all */
}

/* Who has only a desktop has it on the desktop; who did it is not told. */
static void
test_none (void)
{
  g_autoptr (Desk) desk = desk_new ("{\"channels\":[{\"type\":\"desktop\"}]}");

  cover (desk);
  g_assert_cmpstr (desk->log->str, ==, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/notices/first", test_first);
  g_test_add_func ("/notices/next", test_next);
  g_test_add_func ("/notices/none", test_none);
  return g_test_run ();
}
