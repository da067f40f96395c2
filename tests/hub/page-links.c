/* page-links.c - who is paged answers by the page: links, and the mail's answer
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "live-hub.h"

#include "hub/page-offer.h"

#include <string.h>

#define ANSWER "answer=yes"
#define MAIL   "ana@example.org"

typedef struct
{
  LiveHub *live;
  char *lmtp;
  MusterUlid page; /* of INC-1, to ana */
} Paged;

static const MusterIncident *
incident_of (const Paged *self)
{
  return muster_world_get_incident (live_hub_world (self->live), 1);
}

static void
listen_lmtp (Paged *self)
{
  g_auto (GStrv) addresses = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (muster_hub_listen_lmtp (self->live->hub, "127.0.0.1:0", &error));
  g_assert_no_error (error);
  addresses = muster_lmtp_server_get_addresses (muster_hub_get_lmtp (self->live->hub));
  g_free (self->lmtp);
  self->lmtp = g_strdup (addresses[0]);
}

static Paged *
paged_new (gboolean on_disk)
{
  Paged *self = g_new0 (Paged, 1);
  g_autoptr (LiveAnswer) person = NULL, asked = NULL;
  g_autofree char *key = NULL;
  const MusterPage *page;

  self->live = live_hub_new (on_disk);
  listen_lmtp (self);
  person =
      live_post (self->live, NULL, "/v1/config",
                 "{\"object\":\"person\",\"name\":\"ana\",\"body\":"
                 "{\"full_name\":\"Ana "
                 "<b>\"},\"contact\":{\"channels\":[{\"type\":\"desktop\"},{\"type\":\"email\","
                 "\"to\":\"Ana@example.org\"}]}}");
  g_assert_cmpuint (person->status, ==, 200);
  key = live_key (self->live, "api");
  g_assert_cmpuint (live_alert (self->live, key,
                                "{\"summary\":\"<script>alert(1)</script> & co\","
                                "\"severity\":\"critical\"}"),
                    ==, 202);
  asked = live_post (self->live, NULL, "/v1/incidents/INC-1/page", "{\"target\":\"person:ana\"}");
  g_assert_cmpuint (asked->status, ==, 200);
  live_hub_settle (self->live);
  page = g_ptr_array_index (incident_of (self)->pages, incident_of (self)->pages->len - 1);
  self->page = page->id;
  return self;
}

static void
paged_free (Paged *self)
{
  live_hub_free (self->live);
  g_free (self->lmtp);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Paged, paged_free)

/* "/a/TOKEN" of that action. */
static char *
link_path (const Paged *self, MusterPageAction action)
{
  g_auto (MusterPageOffer) offer;
  const char *path;

  muster_page_offer_init (&offer, muster_hub_get_offers (self->live->hub), self->page, 1);
  g_assert_cmpuint (offer.n, ==, 4);
  path = strstr (offer.links[action].url, "/a/");
  g_assert_true (g_str_has_prefix (offer.links[action].url, "https://muster.example/a/"));
  return g_strdup (path);
}

static LiveAnswer *
follow (const Paged *self, const char *path, const char *body)
{
  LiveRequest request = { .path = path, .body = body, .by_tcp = TRUE };

  return live_ask (self->live, &request);
}

/* --- links --- */

static void
test_ask_and_answer (void)
{
  g_autoptr (Paged) paged = paged_new (FALSE);
  g_autofree char *path = link_path (paged, MUSTER_PAGE_ACKNOWLEDGE);
  g_autoptr (LiveAnswer) asked = follow (paged, path, NULL);
  g_autoptr (LiveAnswer) again = follow (paged, path, NULL);
  g_autoptr (LiveAnswer) other = follow (paged, path, "answer=no");
  g_autoptr (LiveAnswer) done = NULL, twice = NULL;
  g_autofree char *policy = live_answer_header (asked, "Content-Security-Policy");
  g_autofree char *cache = live_answer_header (asked, "Cache-Control");

  g_assert_cmpuint (asked->status, ==, 200);
  g_assert_cmpuint (again->status, ==, 200);
  g_assert_cmpuint (other->status, ==, 200);
  g_assert_nonnull (strstr (policy, "default-src 'none'"));
  g_assert_cmpstr (cache, ==, "no-store");
  g_assert_nonnull (strstr (asked->body, "&lt;script&gt;alert(1)&lt;/script&gt; &amp; co"));
  g_assert_nonnull (strstr (asked->body, "Ana &lt;b&gt;"));
  g_assert_null (strstr (asked->body, "<script"));
  g_assert_false (incident_of (paged)->acknowledged); /* scanners follow links */
  done = follow (paged, path, ANSWER);
  g_assert_cmpuint (done->status, ==, 200);
  g_assert_true (incident_of (paged)->acknowledged);
  g_assert_nonnull (strstr (done->body, "Done."));
  twice = follow (paged, path, ANSWER);
  g_assert_cmpuint (twice->status, ==, 200);
  g_assert_nonnull (strstr (twice->body, "used already"));
}

/* Once: what is done by it does not come back by it. */
static void
test_once (void)
{
  g_autoptr (Paged) paged = paged_new (TRUE);
  g_autofree char *path = link_path (paged, MUSTER_PAGE_ACKNOWLEDGE);
  g_autoptr (LiveAnswer) done = follow (paged, path, ANSWER);
  g_autoptr (LiveAnswer) back =
      live_post (paged->live, NULL, "/v1/incidents/INC-1/unacknowledge", "{}");
  g_autoptr (LiveAnswer) again = NULL;

  g_assert_cmpuint (done->status, ==, 200);
  g_assert_cmpuint (back->status, ==, 200);
  live_hub_restart (paged->live);
  again = follow (paged, path, ANSWER);
  g_assert_cmpuint (again->status, ==, 200);
  g_assert_nonnull (strstr (again->body, "used already"));
  g_assert_false (incident_of (paged)->acknowledged);
}

static void
test_other_actions (void)
{
  g_autoptr (Paged) paged = paged_new (FALSE);
  g_autofree char *join = link_path (paged, MUSTER_PAGE_JOIN);
  g_autofree char *escalate = link_path (paged, MUSTER_PAGE_ESCALATE);
  g_autofree char *resolve = link_path (paged, MUSTER_PAGE_RESOLVE);
  g_autoptr (LiveAnswer) joined = follow (paged, join, ANSWER);
  g_autoptr (LiveAnswer) escalated = follow (paged, escalate, ANSWER);
  g_autoptr (LiveAnswer) resolved = NULL, late = NULL;

  g_assert_cmpuint (joined->status, ==, 200);
  g_assert_cmpuint (incident_of (paged)->observers->len, ==, 1);
  g_assert_cmpuint (escalated->status, ==, 200);
  resolved = follow (paged, resolve, ANSWER);
  g_assert_cmpuint (resolved->status, ==, 200);
  g_assert_false (muster_incident_is_open (incident_of (paged)));
  g_free (escalate);
  escalate = link_path (paged, MUSTER_PAGE_ACKNOWLEDGE);
  late = follow (paged, escalate, ANSWER);
  g_assert_cmpuint (late->status, ==, 409);
}

static void
test_old (void)
{
  g_autoptr (Paged) paged = paged_new (FALSE);
  g_autofree char *path = link_path (paged, MUSTER_PAGE_ACKNOWLEDGE);
  g_autoptr (LiveAnswer) late = NULL;

  live_hub_advance (paged->live, MUSTER_PAGE_LINK_US + G_USEC_PER_SEC);
  late = follow (paged, path, ANSWER);
  g_assert_cmpuint (late->status, ==, 410);
  g_assert_false (incident_of (paged)->acknowledged);
}

static void
test_forged (void)
{
  g_autoptr (Paged) paged = paged_new (FALSE);
  g_autofree char *path = link_path (paged, MUSTER_PAGE_ACKNOWLEDGE);
  guint n_limited = 0;

  path[strlen (path) - 1] = path[strlen (path) - 1] == '0' ? '1' : '0';
  for (guint i = 0; i < 40; i++)
    {
      g_autoptr (LiveAnswer) answer = follow (paged, path, ANSWER);

      g_assert_true (answer->status == 404 || answer->status == 429);
      n_limited += answer->status == 429;
    }
  g_assert_cmpuint (n_limited, >, 0); /* nobody tries them out */
  g_assert_false (incident_of (paged)->acknowledged);
}

/* --- answers by mail --- */

/* The status of the one message, to the page's address. */
static guint
reply_with (Paged *self, const char *head, const char *text)
{
  g_autofree char *to = muster_page_offers_dup_reply_address (
      muster_hub_get_offers (self->live->hub), self->page, 1, "muster@example.org");
  g_autofree char *says =
      g_strdup_printf ("LHLO mx\r\nMAIL FROM:<" MAIL ">\r\nRCPT TO:<%s>\r\nDATA\r\n%s\r\n\r\n%s\r\n"
                       ".\r\nQUIT\r\n",
                       to, head, text);
  g_autoptr (GString) answers = live_talk (self->lmtp, says, strlen (says));
  g_auto (GStrv) lines = g_strsplit (answers->str, "\r\n", -1);
  guint n = g_strv_length (lines);

  g_assert_nonnull (strstr (answers->str, "250 2.1.5 "));
  return (guint) g_ascii_strtoull (lines[n - 3], NULL, 10);
}

static void
test_reply (void)
{
  g_autoptr (Paged) paged = paged_new (FALSE);
  const char *from = "From: Ana <ana@example.org>";

  g_assert_cmpuint (reply_with (paged, from, "what is this?\r\n\r\n> ack"), ==, 554);
  g_assert_cmpuint (reply_with (paged, from, "ack the DNS name first"), ==, 554);
  g_assert_false (incident_of (paged)->acknowledged);
  g_assert_cmpuint (reply_with (paged, from, "\r\n  Ack.\r\n\r\n> SEV-2"), ==, 250);
  g_assert_true (incident_of (paged)->acknowledged);
  g_assert_cmpuint (reply_with (paged, from, "note: the pool\r\nran out\r\n\r\n> quoted"), ==, 250);
  g_assert_cmpuint (reply_with (paged, from, "resolve"), ==, 250);
  g_assert_false (muster_incident_is_open (incident_of (paged)));
}

/* Only whom the page was for, and no machine. */
static void
test_reply_of_others (void)
{
  static const struct
  {
    const char *head;
    guint status;
  } rows[] = {
    { "From: mallory@example.org", 554 },
    { "From: Mallory <mallory@example.org>, Ana <ana@example.org>", 554 },
    { "From: ana@example.org\r\nFrom: mallory@example.org", 554 },
    { "From: \"ana@example.org\" <mallory@example.org>", 554 },
    { "From: mallory@example.org, Ana <ana@example.org>", 554 },
    { "From: \"M\" <mallory@example.org>, \"A\" <ana@example.org>", 554 },
    { "From: ana@example.org, mallory@example.org", 554 },
    { "From: <ana@example.org", 554 },
    { "Subject: no sender", 554 },
    { "From: ana@example.org\r\nAuto-Submitted: auto-replied", 250 },
    { "From: ana@example.org\r\nPrecedence: bulk", 250 },
  };
  g_autoptr (Paged) paged = paged_new (FALSE);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpuint (reply_with (paged, rows[i].head, "ack"), ==, rows[i].status);
  g_assert_false (incident_of (paged)->acknowledged);
}

static void
test_reply_twice (void)
{
  g_autoptr (Paged) paged = paged_new (FALSE);
  const char *head = "From: ana@example.org\r\nMessage-ID: <1@example.org>";
  guint n;

  g_assert_cmpuint (reply_with (paged, head, "note once"), ==, 250);
  n = incident_of (paged)->entries->len;
  g_assert_cmpuint (reply_with (paged, head, "note once"), ==, 250);
  g_assert_cmpuint (incident_of (paged)->entries->len, ==, n);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/page-links/ask-and-answer", test_ask_and_answer);
  g_test_add_func ("/page-links/once", test_once);
  g_test_add_func ("/page-links/other-actions", test_other_actions);
  g_test_add_func ("/page-links/old", test_old);
  g_test_add_func ("/page-links/forged", test_forged);
  g_test_add_func ("/page-links/reply", test_reply);
  g_test_add_func ("/page-links/reply-of-others", test_reply_of_others);
  g_test_add_func ("/page-links/reply-twice", test_reply_twice);
  return g_test_run ();
}
