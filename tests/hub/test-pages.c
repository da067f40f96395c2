/* test-pages.c - test pages, and whether everybody can be reached; what answers is of this test
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/outbound.h"
#include "live-hub.h"

#include <string.h>

typedef struct
{
  LiveHub *hub;
  GString *log; /* "title text; " */
  guint status; /* of every answer; 0: the connection breaks */
  MusterOutbound outbound;
} Desk;

static char *
take (const char *body, const char *member)
{
  const char *at = strstr (body, member);

  g_assert_nonnull (at);
  at += strlen (member);
  return g_strndup (at, strcspn (at, "\""));
}

static void
answer_cb (const MusterOutboundRequest *request, GTask *task, gpointer user_data)
{
  Desk *self = user_data;
  g_autofree char *body = g_strndup (request->body, request->body_n);
  g_autofree char *title = take (body, "\"title\":\"");

  g_string_append_printf (self->log, "%s; ", title);
  if (self->status == 0)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED, "nobody is there");
  else
    g_task_return_pointer (
        task, muster_outbound_answer_new (self->status, g_string_new ("{\"id\":\"1\"}"), NULL),
        (GDestroyNotify) muster_outbound_answer_free);
  g_object_unref (task);
}

static LiveAnswer *
post (Desk *self, const char *token, const char *path, const char *body, guint status)
{
  LiveAnswer *answer = live_post (self->hub, token, path, body);

  g_test_message ("%s: %s", path, answer->body);
  g_assert_cmpuint (answer->status, ==, status);
  live_hub_settle (self->hub);
  return answer;
}

static void
must (Desk *self, const char *path, const char *body)
{
  live_answer_free (post (self, NULL, path, body, 200));
}

#define BEN                                                                                        \
  "{\"object\":\"person\",\"name\":\"ben\",\"access\":\"responder\",\"contact\":{\"channels\":[{"  \
  "\"type\":\"ntfy\",\"to\":\"ben\"}],\"rules\":{\"high\":[{\"via\":\"ntfy\"}],\"low\":[{\"via\":" \
  "\"ntfy\"}]}}}"
#define PUSH                                                                                       \
  "{\"object\":\"channel\",\"name\":\"push\",\"body\":{\"type\":\"ntfy\",\"url\":"                 \
  "\"https://push.example\"}}"

static Desk *
desk_new (gboolean on_disk)
{
  Desk *self = g_new0 (Desk, 1);

  self->hub = live_hub_new (on_disk);
  self->log = g_string_new (NULL);
  self->status = 200;
  self->outbound = (MusterOutbound){ answer_cb, self };
  self->hub->outbound = &self->outbound;
  muster_hub_set_outbound (self->hub->hub, &self->outbound);
  must (self, "/v1/config", PUSH);
  must (self, "/v1/config", BEN);
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

/* What GET /v1/readiness says of ben has all of @parts, separated by "|". */
static void
assert_ready (Desk *self, const char *token, const char *parts)
{
  g_autoptr (LiveAnswer) answer = live_get (self->hub, token, "/v1/readiness?person=ben");
  g_auto (GStrv) each = g_strsplit (parts, "|", -1);

  g_assert_cmpuint (answer->status, ==, 200);
  for (guint i = 0; each[i] != NULL; i++)
    {
      g_test_message ("%s in %s", each[i], answer->body);
      g_assert_nonnull (strstr (answer->body, each[i]));
    }
}

#define TEST "/v1/people/ben/test-page"

/* It comes, is known of, and is no incident. */
static void
test_comes (void)
{
  g_autoptr (Desk) desk = desk_new (FALSE);

  assert_ready (desk, NULL,
                "\"ready\":\"partly\"|\"kind\":\"untested\",\"channel\":\"ntfy\"|"
                "\"state\":\"untested\"|\"testedAt\":null");
  must (desk, TEST, "{}");
  g_assert_cmpstr (desk->log->str, ==, "Test page; ");
  assert_ready (desk, NULL,
                "\"ready\":\"yes\"|\"problems\":[]|\"state\":\"works\"|\"by\":\"push\"|"
                "\"waiting\":false|\"workedAt\":\"2026-03-06T14:00:0|\"confirmedAt\":null");
  g_assert_cmpuint (muster_world_last_incident (live_hub_world (desk->hub)), ==, 0);
}

/* Once a minute, by each channel. */
static void
test_rate (void)
{
  g_autoptr (Desk) desk = desk_new (FALSE);

  must (desk, TEST, "{}");
  live_answer_free (post (desk, NULL, TEST, "{}", 409));
  live_hub_advance (desk->hub, G_TIME_SPAN_MINUTE);
  must (desk, TEST, "{\"channel\":\"ntfy\"}");
  g_assert_cmpstr (desk->log->str, ==, "Test page; Test page; ");
  live_answer_free (post (desk, NULL, TEST, "{\"channel\":\"sms\"}", 400));
  live_answer_free (post (desk, NULL, "/v1/people/zoe/test-page", "{}", 404));
}

/* One's own whoever one is, and others' by administrators. */
static void
test_access (void)
{
  g_autoptr (Desk) desk = desk_new (FALSE);
  g_autofree char *ana = live_token (desk->hub, "ana", MUSTER_ACCESS_MANAGER);
  g_autoptr (LiveAnswer) made =
      live_post (desk->hub, NULL, "/v1/tokens", "{\"person\":\"ben\",\"role\":\"viewer\"}");
  g_autofree char *ben = live_answer_string (made, "token");
  g_autofree char *test = NULL, *confirm = NULL;
  const MusterObject *person = muster_directory_find (
      muster_world_get_directory (live_hub_world (desk->hub)), MUSTER_OBJECT_PERSON, "ben", -1);
  const MusterPageReach *reach;

  live_answer_free (post (desk, ana, TEST, "{}", 403));
  live_answer_free (post (desk, ben, TEST, "{}", 200));
  reach = muster_page_reaches_get (muster_world_get_page_reaches (live_hub_world (desk->hub)),
                                   person->id, "ntfy");
  test = muster_ulid_to_string (reach->test);
  confirm = g_strdup_printf ("/v1/test-pages/%s/confirm", test);
  live_answer_free (post (desk, ana, confirm, "{}", 404));
  live_answer_free (post (desk, ben, confirm, "{}", 200));
  g_assert_cmpint (reach->confirmed_us, !=, MUSTER_NO_TIME);
  /* By what others are reached is nobody's business; whether they are is everybody's. */
  assert_ready (desk, ana, "\"channels\":null|\"ready\":\"yes\"");
  assert_ready (desk, ben, "\"channel\":\"ntfy\"|\"confirmedAt\":\"2026");
}

/* It fails as a page would, but says so soon. */
static void
test_fails (void)
{
  g_autoptr (Desk) desk = desk_new (FALSE);

  desk->status = 0;
  must (desk, TEST, "{}");
  assert_ready (desk, NULL, "\"waiting\":true");
  live_hub_advance (desk->hub, 2 * G_TIME_SPAN_SECOND);
  live_hub_advance (desk->hub, 4 * G_TIME_SPAN_SECOND);
  g_assert_cmpstr (desk->log->str, ==, "Test page; Test page; Test page; ");
  assert_ready (desk, NULL,
                "\"ready\":\"no\"|\"waiting\":false|\"state\":\"failing\"|"
                "\"reason\":\"nobody is there\"|\"kind\":\"no-way\"|\"kind\":\"failing\"");
  desk->status = 404;
  live_hub_advance (desk->hub, G_TIME_SPAN_MINUTE);
  must (desk, TEST, "{}");
  assert_ready (desk, NULL, "\"waiting\":false|\"state\":\"failing\"");
}

/* What is changed since has to be tried again; what is not configured reaches nobody. */
static void
test_changes (void)
{
  g_autoptr (Desk) desk = desk_new (FALSE);
  g_autofree char *id = NULL, *path = NULL;

  must (desk, TEST, "{}");
  must (desk, "/v1/config",
        "{\"object\":\"channel\",\"name\":\"push\",\"body\":{\"type\":\"ntfy\",\"url\":"
        "\"https://other.example\"}}");
  assert_ready (desk, NULL, "\"ready\":\"partly\"|\"state\":\"untested\"|\"workedAt\":\"2026");
  id = muster_ulid_to_string (
      muster_directory_find (muster_world_get_directory (live_hub_world (desk->hub)),
                             MUSTER_OBJECT_CHANNEL, "push", -1)
          ->id);
  path = g_strdup_printf ("/v1/config/%s/remove", id);
  must (desk, path, "{}");
  assert_ready (desk, NULL, "\"ready\":\"no\"|\"state\":\"unreachable\"|\"by\":null");
  live_hub_advance (desk->hub, G_TIME_SPAN_MINUTE);
  must (desk, TEST, "{}");
  assert_ready (desk, NULL, "no channel of the type ntfy is configured");
}

/* What is known of it outlives the hub; what is not is said to be lost. */
static void
test_restart (void)
{
  g_autoptr (Desk) desk = desk_new (TRUE);

  must (desk, TEST, "{}");
  live_hub_restart (desk->hub);
  assert_ready (desk, NULL, "\"state\":\"works\"");
  live_hub_restart_without_snapshot (desk->hub);
  assert_ready (desk, NULL, "\"state\":\"works\"");
  live_hub_advance (desk->hub, G_TIME_SPAN_MINUTE);
  desk->status = 0;
  must (desk, TEST, "{}");
  assert_ready (desk, NULL, "\"waiting\":true");
  live_hub_restart_without_snapshot (desk->hub);
  live_hub_settle (desk->hub);
  assert_ready (desk, NULL, "\"waiting\":false|started anew");
}

/* A desktop needs a console that shows it. */
static void
test_desktop (void)
{
  g_autoptr (Desk) desk = desk_new (FALSE);

  must (desk, "/v1/config",
        "{\"object\":\"person\",\"name\":\"ben\",\"contact\":{\"channels\":[{"
        "\"type\":\"desktop\"}]}}");
  must (desk, TEST, "{}");
  assert_ready (desk, NULL,
                "\"ready\":\"partly\"|\"kind\":\"console-only\"|\"state\":\"failing\"|"
                "no console is connected");
}

/* A page that came is as good as a test. */
static void
test_page (void)
{
  g_autoptr (Desk) desk = desk_new (FALSE);

  must (desk, "/v1/incidents", "{\"title\":\"It burns\"}");
  must (desk, "/v1/incidents/INC-1/page", "{\"target\":\"person:ben\"}");
  live_hub_advance (desk->hub, 3 * G_TIME_SPAN_MINUTE);
  assert_ready (desk, NULL, "\"state\":\"works\"|\"testedAt\":null");
}

static void
test_whole (void)
{
  g_autoptr (Desk) desk = desk_new (FALSE);
  g_autoptr (LiveAnswer) answer = NULL;

  must (desk, "/v1/config", "{\"object\":\"person\",\"name\":\"cho\"}");
  must (desk, "/v1/config",
        "{\"object\":\"schedule\",\"name\":\"pay\",\"body\":{\"zone\":\"UTC\",\"layers\":[{"
        "\"name\":\"l\",\"start\":\"2026-03-02T09:00\",\"every\":\"1 day\",\"members\":["
        "\"cho\",null]}]}}");
  must (desk, "/v1/config",
        "{\"object\":\"policy\",\"name\":\"p\",\"body\":{\"steps\":[{\"notify\":[{\"schedule\":"
        "\"pay\"}]}]}}");
  answer = live_get (desk->hub, NULL, "/v1/readiness");
  g_test_message ("%s", answer->body);
  g_assert_nonnull (strstr (answer->body, "\"kind\":\"no-channel\""));
  g_assert_nonnull (strstr (answer->body, "\"policies\":[{\"name\":\"p\",\"problems\":[\""
                                          "Nobody of step 1 has a channel"));
  g_assert_nonnull (strstr (answer->body, "\"schedules\":[{\"name\":\"pay\",\"problems\":[\""
                                          "Nobody who is on call now can be reached\"]}]"));
  live_answer_free (g_steal_pointer (&answer));
  live_hub_advance (desk->hub, G_TIME_SPAN_DAY);
  answer = live_get (desk->hub, NULL, "/v1/readiness");
  g_assert_nonnull (strstr (answer->body, "[\"Nobody is on call now\"]"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/test-pages/comes", test_comes);
  g_test_add_func ("/test-pages/rate", test_rate);
  g_test_add_func ("/test-pages/access", test_access);
  g_test_add_func ("/test-pages/fails", test_fails);
  g_test_add_func ("/test-pages/changes", test_changes);
  g_test_add_func ("/test-pages/restart", test_restart);
  g_test_add_func ("/test-pages/desktop", test_desktop);
  g_test_add_func ("/test-pages/page", test_page);
  g_test_add_func ("/test-pages/whole", test_whole);
  return g_test_run ();
}
