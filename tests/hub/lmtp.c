/* lmtp.c - mail for alert+KEY@…, to a whole hub
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "live-hub.h"
#include "raw-client.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MESSAGE(subject, id)                                                                       \
  "From: cron@example.org\r\nSubject: " subject "\r\nMessage-ID: <" id "@example.org>\r\n\r\n"     \
  "df says it is full\r\n"

typedef struct
{
  LiveHub *live;
  char *address;
  char *key;
} Post;

static void
listen_at (Post *self, const char *spec)
{
  g_auto (GStrv) addresses = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (muster_hub_listen_lmtp (self->live->hub, spec, &error));
  g_assert_no_error (error);
  addresses = muster_lmtp_server_get_addresses (muster_hub_get_lmtp (self->live->hub));
  g_free (self->address);
  self->address = g_strdup (addresses[g_strv_length (addresses) - 1]);
}

static Post *
post_new (void)
{
  Post *self = g_new0 (Post, 1);

  self->live = live_hub_new (FALSE);
  self->key = live_key (self->live, "api");
  listen_at (self, "127.0.0.1:0");
  return self;
}

static void
post_free (Post *self)
{
  live_hub_free (self->live);
  g_free (self->address);
  g_free (self->key);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Post, post_free)

static MusterWorld *
world (const Post *self)
{
  return live_hub_world (self->live);
}

/* KEY in @says is the key. A whole session; the answers, a line each, without the greetings. */
static char *
session (Post *self, const char *says)
{
  g_autoptr (GString) bytes = g_string_new ("LHLO mx\r\n");
  g_autoptr (GString) answers = NULL;
  const char *start;

  g_string_append (bytes, says);
  g_string_append (bytes, "QUIT\r\n");
  g_string_replace (bytes, "KEY", self->key, 0);
  answers = live_talk (self->address, bytes->str, bytes->len);
  live_hub_settle (self->live);
  start = strstr (answers->str, " SIZE ");
  g_assert_nonnull (start);
  g_assert_true (g_str_has_suffix (answers->str, "221 2.0.0 Good-bye\r\n"));
  return g_strndup (strchr (start, '\n') + 1,
                    (gsize) (strstr (answers->str, "221 ") - strchr (start, '\n') - 1));
}

/* What the last recipient of one message is told; only its number. */
static guint
send_mail (Post *self, const char *from, const char *message)
{
  g_autofree char *says = g_strdup_printf (
      "MAIL FROM:<%s>\r\nRCPT TO:<alert+KEY@hub>\r\nDATA\r\n%s.\r\n", from, message);
  g_autofree char *answers = session (self, says);
  g_auto (GStrv) lines = g_strsplit (answers, "\r\n", -1);

  g_assert_cmpuint (g_strv_length (lines), ==, 5); /* and an empty one */
  g_assert_true (g_str_has_prefix (lines[2], "354 "));
  return (guint) g_ascii_strtoull (lines[3], NULL, 10);
}

/* --- tests --- */

static void
test_alert (void)
{
  g_autoptr (Post) post = post_new ();

  g_assert_cmpuint (send_mail (post, "cron@example.org", MESSAGE ("PROBLEM: disk full", "1")), ==,
                    250);
  g_assert_cmpuint (muster_world_last_incident (world (post)), ==, 1);
  g_assert_cmpuint (muster_alert_index_firing (muster_world_get_alerts (world (post))), ==, 1);
  g_assert_cmpuint (send_mail (post, "cron@example.org", MESSAGE ("RECOVERY: disk full", "2")), ==,
                    250);
  g_assert_cmpuint (muster_alert_index_firing (muster_world_get_alerts (world (post))), ==, 0);
}

/* A mail server that did not hear our answer sends it again: also after it was all over. */
static void
test_again (void)
{
  g_autoptr (Post) post = post_new ();

  send_mail (post, "m@example.org", MESSAGE ("PROBLEM: disk full", "1"));
  send_mail (post, "m@example.org", MESSAGE ("OK: disk full", "2"));
  g_assert_cmpuint (send_mail (post, "m@example.org", MESSAGE ("PROBLEM: disk full", "1")), ==,
                    250);
  g_assert_cmpuint (muster_alert_index_firing (muster_world_get_alerts (world (post))), ==, 0);
  g_assert_cmpuint (send_mail (post, "m@example.org", MESSAGE ("PROBLEM: disk full", "3")), ==,
                    250);
  g_assert_cmpuint (muster_alert_index_firing (muster_world_get_alerts (world (post))), ==, 1);
}

static void
test_recipients (void)
{
  g_autoptr (Post) post = post_new ();
  g_autofree char *other = live_key (post->live, "db");
  g_autofree char *upper = g_ascii_strup (other, -1);
  g_autofree char *says =
      g_strdup_printf ("MAIL FROM:<m@example.org>\r\nRCPT TO:<alert+KEY@hub>\r\n"
                       "RCPT TO:<alert+nobody@hub>\r\nRCPT TO:<Alert+%s@hub>\r\n"
                       "DATA\r\n" MESSAGE ("disk", "1") ".\r\n",
                       upper);
  g_autofree char *answers = session (post, says);

  g_assert_cmpstr (answers, ==,
                   "250 2.1.0 Sender noted\r\n250 2.1.5 Recipient known\r\n"
                   "550 5.1.1 No integration key has this address\r\n250 2.1.5 Recipient known\r\n"
                   "354 End with a line that is a dot\r\n"
                   "250 2.0.0 On disk\r\n250 2.0.0 On disk\r\n");
  g_assert_cmpuint (muster_alert_index_firing (muster_world_get_alerts (world (post))), ==, 2);
}

/* Two machines would write to each other for ever. */
static void
test_bounce (void)
{
  g_autoptr (Post) post = post_new ();

  g_assert_cmpuint (send_mail (post, "", MESSAGE ("Undelivered", "1")), ==, 250);
  g_assert_cmpuint (muster_world_last_incident (world (post)), ==, 0);
}

static void
test_unreadable (void)
{
  g_autoptr (Post) post = post_new ();
  g_autoptr (LiveAnswer) letters = NULL;

  g_assert_cmpuint (send_mail (post, "m@example.org", "\r\nnothing to know it by\r\n"), ==, 554);
  letters = live_get (post->live, NULL, "/v1/dead-letters");
  g_assert_nonnull (strstr (letters->body, "nothing to know it by"));
}

static void
test_large (void)
{
  g_autoptr (Post) post = post_new ();
  g_autoptr (GString) says =
      g_string_new ("MAIL FROM:<m@example.org>\r\nRCPT TO:<alert+KEY@hub>\r\nDATA\r\n");
  g_autofree char *line = g_strnfill (70000, 'x');
  g_autofree char *answers = NULL;

  g_string_append (says, "Subject: small at first\r\n\r\n");
  while (says->len < 17 * 1024 * 1024)
    g_string_append_printf (says, "%s\r\n", line);
  g_string_append (says, ".\r\n");
  answers = session (post, says->str);
  g_assert_nonnull (strstr (answers, "\r\n552 "));
  g_assert_cmpuint (muster_world_last_incident (world (post)), ==, 1); /* "intake refused …" */
}

static void
test_failing_journal (void)
{
  g_autoptr (Post) post = post_new ();

  g_test_expect_message ("muster", G_LOG_LEVEL_WARNING, "*journal cannot be written*");
  live_hub_fail_next (post->live, 1);
  g_assert_cmpuint (send_mail (post, "m@example.org", MESSAGE ("disk", "1")), ==, 451);
  g_assert_cmpuint (send_mail (post, "m@example.org", MESSAGE ("disk", "1")), ==, 451);
  live_hub_advance (post->live, G_USEC_PER_SEC);
  g_test_assert_expected_messages ();
  g_assert_cmpuint (send_mail (post, "m@example.org", MESSAGE ("disk", "1")), ==, 250);
  g_assert_cmpuint (muster_world_last_incident (world (post)), ==, 1);
}

static void
test_revoked (void)
{
  g_autoptr (Post) post = post_new ();
  g_autoptr (LiveAnswer) keys = live_get (post->live, NULL, "/v1/keys");
  const char *id = strstr (keys->body, "\"id\":\"");
  g_autofree char *path = g_strdup_printf ("/v1/keys/%.26s/revoke", id + strlen ("\"id\":\""));
  g_autoptr (LiveAnswer) revoked = live_post (post->live, NULL, path, "{}");
  g_autofree char *answers = NULL;

  g_assert_cmpuint (revoked->status, ==, 200);
  answers = session (post, "MAIL FROM:<m@example.org>\r\nRCPT TO:<alert+KEY@hub>\r\n");
  g_assert_nonnull (strstr (answers, "550 5.1.1 "));
}

/* --- who is slow, or too many --- */

static void
test_slow (void)
{
  static const char *const beginnings[] = {
    "",
    "LHLO",
    "LHLO mx\r\nNO",
    "LHLO mx\r\nMAIL FROM:<a@b>\r\nRCPT TO:<alert+KEY@hub>\r\n"
    "DATA\r\nSubject: drip",
  };
  g_autoptr (Post) post = post_new ();

  for (guint i = 0; i < G_N_ELEMENTS (beginnings); i++)
    {
      g_autoptr (GString) says = g_string_new (beginnings[i]);
      g_autoptr (GString) answers = NULL;
      int fd = raw_connect (post->address);

      g_string_replace (says, "KEY", post->key, 0);
      raw_send (fd, says->str, (gssize) says->len);
      g_string_free (raw_read_until (fd, i == 3 ? "354 " : i == 2 ? "SIZE" : "220 "), TRUE);
      muster_clock_advance (post->live->clock, 61 * G_USEC_PER_SEC);
      muster_lmtp_server_tick (muster_hub_get_lmtp (post->live->hub));
      answers = raw_read_all (fd);
      g_assert_nonnull (strstr (answers->str, "421 4.3.2 Too slow\r\n"));
      close (fd);
    }
  g_assert_cmpuint (muster_world_last_incident (world (post)), ==, 0);
}

/* Those that said nothing yet make room; those with a key do not, and one more is turned away. */
static void
test_many (void)
{
  g_autoptr (Post) post = post_new ();
  g_autofree char *hello =
      g_strdup_printf ("LHLO mx\r\nMAIL FROM:<a@b>\r\nRCPT TO:<alert+%s@hub>\r\n", post->key);
  g_autoptr (GString) answers = NULL;
  int strangers[32], known[32], surplus;

  for (guint i = 0; i < 32; i++)
    {
      strangers[i] = raw_connect (post->address);
      g_string_free (raw_read_until (strangers[i], "220 "), TRUE);
    }
  for (guint i = 0; i < 32; i++)
    {
      known[i] = raw_connect (post->address);
      raw_send (known[i], hello, -1);
      g_string_free (raw_read_until (known[i], "250 2.1.5 "), TRUE);
    }
  for (guint i = 0; i < 32; i++)
    {
      g_autoptr (GString) end = raw_read_all (strangers[i]);

      g_assert_nonnull (strstr (end->str, "421 4.3.2 Others want to send\r\n"));
      close (strangers[i]);
    }
  surplus = raw_connect (post->address);
  answers = raw_read_all (surplus);
  g_assert_cmpstr (answers->str, ==, "421 4.3.2 Too many connections\r\n");
  close (surplus);
  for (guint i = 0; i < 32; i++)
    close (known[i]);
}

/* Gone while its message is stored: that is an alert all the same. */
static void
test_gone (void)
{
  g_autoptr (Post) post = post_new ();
  g_autofree char *says =
      g_strdup_printf ("LHLO mx\r\nMAIL FROM:<a@b>\r\nRCPT TO:<alert+%s@hub>\r\nDATA\r\n"
                       "Subject: disk\r\n\r\n.\r\n",
                       post->key);

  for (guint i = 0; i < 20; i++)
    {
      int fd = raw_connect (post->address);

      raw_send (fd, says, -1);
      g_string_free (raw_read_until (fd, "354 "), TRUE);
      close (fd);
    }
  while (muster_world_last_incident (world (post)) == 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_end (void)
{
  g_autoptr (Post) post = post_new ();
  g_autoptr (GString) answers = NULL;
  int fd = raw_connect (post->address);

  g_string_free (raw_read_until (fd, "220 "), TRUE);
  g_clear_pointer (&post, post_free);
  answers = raw_read_all (fd);
  g_assert_cmpstr (answers->str, ==, "muster LMTP\r\n421 4.3.2 The hub ends\r\n");
  close (fd);
}

/* --- where it listens --- */

static void
test_socket (void)
{
  g_autoptr (Post) post = post_new ();
  g_autofree char *spec = g_strconcat ("unix:", post->live->folder, "/mail", NULL);
  g_autoptr (GError) error = NULL;
  struct stat info;

  listen_at (post, spec);
  g_assert_cmpint (stat (spec + strlen ("unix:"), &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 0777, ==, 0666); /* mail servers have accounts of their own */
  g_assert_cmpuint (send_mail (post, "m@example.org", MESSAGE ("disk", "1")), ==, 250);
  g_assert_false (muster_hub_listen_lmtp (post->live->hub, "0.0.0.0:0", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lmtp/alert", test_alert);
  g_test_add_func ("/lmtp/again", test_again);
  g_test_add_func ("/lmtp/recipients", test_recipients);
  g_test_add_func ("/lmtp/bounce", test_bounce);
  g_test_add_func ("/lmtp/unreadable", test_unreadable);
  g_test_add_func ("/lmtp/large", test_large);
  g_test_add_func ("/lmtp/failing-journal", test_failing_journal);
  g_test_add_func ("/lmtp/revoked", test_revoked);
  g_test_add_func ("/lmtp/slow", test_slow);
  g_test_add_func ("/lmtp/many", test_many);
  g_test_add_func ("/lmtp/gone", test_gone);
  g_test_add_func ("/lmtp/end", test_end);
  g_test_add_func ("/lmtp/socket", test_socket);
  return g_test_run ();
}
