/* sns.c - what Amazon SNS signs, and what it wants confirmed; nothing here asks a network
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * sns FIXTURES: the folder with the signed messages and their certificate.
 */
#include "hub/outbound.h"
#include "live-hub.h"

#include <string.h>

static const char *fixtures;

/* What stands in for Amazon. */
typedef struct
{
  LiveHub *hub;
  char *key;
  const char *certificate; /* a fixture; NULL: it cannot be fetched */
  gboolean confirms;
  GTask *held; /* where @holds: asked, not answered */
  gboolean holds;
  GPtrArray *asked; /* addresses, in order */
} Amazon;

static char *
read_fixture (const char *name)
{
  g_autofree char *path = g_build_filename (fixtures, name, NULL);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

static void
answer (GTask *task, guint status, char *body)
{
  MusterOutboundAnswer *made = muster_outbound_answer_new (status, g_string_new (body), NULL);

  g_free (body);
  g_task_return_pointer (task, made, (GDestroyNotify) muster_outbound_answer_free);
  g_object_unref (task);
}

static void
ask (const MusterOutboundRequest *request, GTask *task, gpointer user_data)
{
  Amazon *self = user_data;

  g_assert_cmpint (request->reach, ==, MUSTER_OUTBOUND_PUBLIC);
  g_assert_true (g_str_has_prefix (request->url, "https://sns.eu-west-1.amazonaws.com/"));
  g_ptr_array_add (self->asked, g_strdup (request->url));
  if (self->holds)
    self->held = task;
  else if (strstr (request->url, "ConfirmSubscription") != NULL)
    answer (task, self->confirms ? 200 : 403, g_strdup ("<xml/>"));
  else if (self->certificate != NULL)
    answer (task, 200, read_fixture (self->certificate));
  else
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "no answer in time");
      g_object_unref (task);
    }
}

static Amazon *
amazon_new (const char *certificate)
{
  Amazon *self = g_new0 (Amazon, 1);

  self->hub = live_hub_new (FALSE);
  self->key = live_key (self->hub, "shop");
  self->certificate = certificate;
  self->asked = g_ptr_array_new_with_free_func (g_free);
  muster_hub_set_outbound (self->hub->hub, &(MusterOutbound){ ask, self });
  return self;
}

static void
amazon_free (Amazon *self)
{
  live_hub_free (self->hub);
  g_ptr_array_unref (self->asked);
  g_free (self->key);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Amazon, amazon_free)

static guint
post (Amazon *self, const char *body)
{
  g_autofree char *path = g_strdup_printf ("/v1/intake/%s/aws-sns", self->key);
  g_autoptr (LiveAnswer) got = live_post (self->hub, NULL, path, body);

  live_hub_settle (self->hub);
  return got->status;
}

static guint
post_fixture (Amazon *self, const char *name)
{
  g_autofree char *body = read_fixture (name);

  return post (self, body);
}

static char *
alerts (Amazon *self)
{
  g_autoptr (LiveAnswer) got = live_get (self->hub, NULL, "/v1/alerts");

  return g_steal_pointer (&got->body);
}

static gboolean
has (Amazon *self, const char *text)
{
  g_autofree char *all = alerts (self);

  return strstr (all, text) != NULL;
}

/* --- tests --- */

static void
test_valid (void)
{
  static const char *const names[] = { "notification-1.json", "notification-2.json",
                                       "plain-2.json" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (Amazon) amazon = amazon_new ("certificate.pem");

      g_assert_cmpuint (post_fixture (amazon, names[i]), ==, 200);
      g_assert_true (has (amazon, "\"sns_signature\":\"valid\""));
      g_assert_false (has (amazon, "SignatureNotChecked"));
      g_assert_cmpuint (post_fixture (amazon, names[i]), ==, 200);
      g_assert_cmpuint (amazon->asked->len, ==, 1); /* the certificate is kept */
    }
}

/* Refused, and an administrator can see it. */
static void
test_forged (void)
{
  static const struct
  {
    const char *name, *from, *to;
  } cases[] = {
    { "other-key.json", "", "" },
    { "notification-2.json", "Threshold", "threshold" },
    { "notification-2.json", "22b80b92", "22b80b93" },
    { "notification-1.json", "\"SignatureVersion\": \"1\"", "\"SignatureVersion\": \"2\"" },
    { "notification-1.json", "\"SignatureVersion\": \"1\"", "\"SignatureVersion\": \"3\"" },
    { "notification-1.json", "\"Signature\": \"", "\"Signature\": \"AAAA" },
    { "notification-1.json", "\"Signature\": \"", "\"Signature\": \"\", \"S\": \"" },
    { "notification-1.json", "https://sns.eu", "http://sns.eu" },
    { "notification-1.json", "https://sns.eu-west-1.amazonaws.com/",
      "https://sns.eu-west-1.amazonaws.com.example.org/" },
    { "notification-1.json", "https://sns.eu-west-1.amazonaws.com/",
      "https://bucket.s3.amazonaws.com/" },
    { "notification-1.json", "https://sns.eu-west-1.amazonaws.com/",
      "https://sns.eu-west-1.amazonaws.com@example.org/" },
    { "notification-1.json", "https://sns.eu-west-1.amazonaws.com/",
      "https://sns.eu-west-1.amazonaws.com:444/" },
    { "notification-1.json", "https://sns.eu-west-1.amazonaws.com/", "https://127.0.0.1/" },
    { "notification-1.json", ".pem\"", ".txt\"" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Amazon) amazon = amazon_new ("certificate.pem");
      g_autoptr (LiveAnswer) letters = NULL;
      g_autofree char *body = read_fixture (cases[i].name);
      g_autoptr (GString) changed = g_string_new (body);

      if (*cases[i].from != '\0')
        g_assert_cmpuint (g_string_replace (changed, cases[i].from, cases[i].to, 1), ==, 1);
      g_test_message ("%s for %s", cases[i].to, cases[i].from);
      g_assert_cmpuint (post (amazon, changed->str), ==, 400);
      g_assert_false (has (amazon, "checkout-5xx\""));
      letters = live_get (amazon->hub, NULL, "/v1/dead-letters");
      g_assert_nonnull (strstr (letters->body, "checkout-5xx"));
    }
}

/* An alert is not lost because Amazon is not to be reached. */
static void
test_not_to_be_had (void)
{
  static const char *const certificates[] = { NULL, "README", "ended.pem" };

  for (guint i = 0; i < G_N_ELEMENTS (certificates); i++)
    {
      g_autoptr (Amazon) amazon = amazon_new (certificates[i]);

      g_assert_cmpuint (post_fixture (amazon, "notification-2.json"), ==, 200);
      g_assert_true (has (amazon, "\"sns_signature\":\"not checked: the certificate "));
      g_assert_true (has (amazon, "SignatureNotChecked"));
      g_assert_cmpuint (post_fixture (amazon, "notification-2.json"), ==, 200);
      g_assert_cmpuint (amazon->asked->len, ==, 1); /* not at once again */
      amazon->certificate = "certificate.pem";
      live_hub_advance (amazon->hub, 61 * G_USEC_PER_SEC);
      g_assert_cmpuint (post_fixture (amazon, "notification-2.json"), ==, 200);
      g_assert_cmpuint (amazon->asked->len, ==, 2);
      g_assert_cmpuint (
          muster_alert_index_firing (muster_world_get_alerts (live_hub_world (amazon->hub))), ==,
          1); /* that of the signatures is over */
    }
}

static void
test_confirmed (void)
{
  static const char *const names[] = { "confirmation-1.json", "confirmation-2.json" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (Amazon) amazon = amazon_new ("certificate.pem");

      amazon->confirms = TRUE;
      g_assert_cmpuint (post_fixture (amazon, names[i]), ==, 200);
      g_assert_cmpuint (amazon->asked->len, ==, 2);
      g_assert_true (g_str_has_suffix (g_ptr_array_index (amazon->asked, 1), "Token=2336412f37"));
      g_assert_false (has (amazon, "SubscriptionNotConfirmed"));
    }
}

/* A person has to. */
static void
test_not_confirmed (void)
{
  static const struct
  {
    const char *name, *certificate;
    guint asked;
  } cases[] = {
    { "confirmation-2.json", "certificate.pem", 2 },         /* Amazon refuses */
    { "confirmation-2.json", NULL, 1 },                      /* nobody knows who signed it */
    { "confirmation-elsewhere.json", "certificate.pem", 1 }, /* never asked */
    { "unsubscribe-2.json", "certificate.pem", 1 },          /* would subscribe again */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Amazon) amazon = amazon_new (cases[i].certificate);

      g_test_message ("%s", cases[i].name);
      if (i == 0)
        g_test_expect_message ("muster", G_LOG_LEVEL_MESSAGE, "*could not be confirmed*");
      post_fixture (amazon, cases[i].name);
      g_test_assert_expected_messages ();
      g_assert_cmpuint (amazon->asked->len, ==, cases[i].asked);
      if (i != 2)
        g_assert_true (has (amazon, "SubscriptionNotConfirmed"));
    }
}

static void
test_raw (void)
{
  g_autoptr (Amazon) amazon = amazon_new (NULL);

  g_assert_cmpuint (
      post (amazon, "{\"AlarmName\":\"raw\",\"NewStateValue\":\"ALARM\",\"Region\":\"r\"}"), ==,
      200);
  g_assert_cmpuint (post (amazon, "[1"), ==, 400);
  g_assert_cmpuint (amazon->asked->len, ==, 0);
}

/* Once both wait. */
static gboolean
release_cb (gpointer data)
{
  Amazon *self = data;
  MusterServerStats stats;

  muster_server_get_stats (muster_hub_get_server (self->hub->hub), &stats);
  if (stats.deferred < 2 || self->held == NULL)
    return G_SOURCE_CONTINUE;
  self->holds = FALSE;
  answer (g_steal_pointer (&self->held), 200, read_fixture ("certificate.pem"));
  return G_SOURCE_REMOVE;
}

/* For one certificate, which is asked for once. */
static void
test_two_wait (void)
{
  g_autoptr (Amazon) amazon = amazon_new ("certificate.pem");
  g_autofree char *path = g_strdup_printf ("/v1/intake/%s/aws-sns", amazon->key);
  g_autofree char *one = read_fixture ("notification-2.json");
  g_autofree char *two = read_fixture ("plain-2.json");
  const char *const paths[] = { path, path }, *const bodies[] = { one, two };
  LiveAnswer *answers[2];

  amazon->holds = TRUE;
  g_idle_add (release_cb, amazon);
  live_post_both (amazon->hub, paths, bodies, answers);
  g_assert_cmpuint (amazon->asked->len, ==, 1);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_cmpuint (answers[i]->status, ==, 200);
      live_answer_free (answers[i]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixtures = argv[1];
  g_test_add_func ("/sns/valid", test_valid);
  g_test_add_func ("/sns/forged", test_forged);
  g_test_add_func ("/sns/not-to-be-had", test_not_to_be_had);
  g_test_add_func ("/sns/confirmed", test_confirmed);
  g_test_add_func ("/sns/not-confirmed", test_not_confirmed);
  g_test_add_func ("/sns/raw", test_raw);
  g_test_add_func ("/sns/two-wait", test_two_wait);
  return g_test_run ();
}
