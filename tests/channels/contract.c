/* contract.c - every channel against recorded requests and documented answers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * contract FIXTURES: FIXTURES/NAME/SAMPLE.out is the whole request that a sample gives, with
 * FIXTURES/NAME/settings; with MUSTER_UPDATE_FIXTURES set, it is written anew: read the difference
 * before you commit it. FIXTURES/NAME/answers begins with comments that say which page of the
 * other side's documentation it is from, and when. Then blocks with an empty line between them: the
 * status, headers, a body, and behind "= " the verdict.
 */
#include "channels/settings.h"
#include "model/error.h"
#include "samples.h"

#include <string.h>

static const char *fixtures;

/* --- requests --- */

static char *
dump_request (const MusterChannelRequest *request)
{
  GString *out = g_string_new (NULL);

  g_string_append_printf (out, "%s %s\n", request->method != NULL ? request->method : "SMTP",
                          request->url);
  if (request->sender != NULL)
    g_string_append_printf (out, "MAIL FROM:<%s>\nRCPT TO:<%s>\n", request->sender,
                            request->recipient);
  for (guint i = 0; i < request->headers->len; i++)
    g_string_append_printf (out, "%s\n", (const char *) g_ptr_array_index (request->headers, i));
  g_string_append_printf (out, "\n%s", request->body->str);
  return g_string_free (out, FALSE);
}

static void
check_sample (const MusterChannel *channel,
              const MusterChannelSettings *settings,
              const Sample *sample)
{
  g_autofree char *file = g_strconcat (sample->name, ".out", NULL);
  g_autofree char *path = g_build_filename (fixtures, channel->name, file, NULL);
  g_autofree char *expected = NULL, *got = NULL;
  g_auto (MusterChannelRequest) request;
  g_autoptr (GError) error = NULL;

  g_test_message ("%s", path);
  muster_channel_render (channel, &sample->message, settings, &request, &error);
  g_assert_no_error (error);
  got = dump_request (&request);
  if (g_getenv ("MUSTER_UPDATE_FIXTURES") != NULL)
    {
      g_assert_true (g_file_set_contents (path, got, -1, NULL));
      return;
    }
  g_file_get_contents (path, &expected, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (got, ==, expected);
}

static void
test_requests (gconstpointer data)
{
  const MusterChannel *channel = data;
  g_auto (SampleSettings) settings;

  sample_settings_read (&settings, fixtures, channel->name);
  for (guint i = 0; samples[i].name != NULL; i++)
    check_sample (channel, &settings.settings, &samples[i]);
}

/* --- answers --- */

/* "Retry-After: 30" */
static gboolean
is_header (const char *line)
{
  gsize n = strspn (line, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-");

  return n > 0 && strncmp (line + n, ": ", 2) == 0;
}

static const char *
get_header (gconstpointer headers, const char *name)
{
  const char *const *lines = headers;
  gsize n = strlen (name);

  for (guint i = 0; lines[i] != NULL; i++)
    if (g_str_has_prefix (lines[i], name) && strncmp (lines[i] + n, ": ", 2) == 0)
      return lines[i] + n + 2;
  return NULL;
}

static char *
dump_verdict (const MusterVerdict *verdict)
{
  static const char *const kinds[] = { "sent", "refused", "retry", "limited" };
  GString *out = g_string_new (kinds[verdict->kind]);

  if (verdict->broken)
    g_string_append (out, " broken");
  if (verdict->wait_s > 0)
    g_string_append_printf (out, " %u s", verdict->wait_s);
  if (verdict->reason != NULL)
    g_string_append_printf (out, ": %s", verdict->reason);
  return g_string_free (out, FALSE);
}

static void
check_answer (const MusterChannel *channel, const char *block)
{
  g_auto (GStrv) lines = g_strsplit (block, "\n", -1);
  g_autoptr (GPtrArray) headers = g_ptr_array_new ();
  g_autoptr (GString) body = g_string_new (NULL);
  MusterChannelAnswer answer = { .get_header = get_header, .now_us = SAMPLE_NOW_US };
  g_auto (MusterVerdict) verdict = { 0 };
  g_autofree char *got = NULL;
  guint n = g_strv_length (lines), i;

  g_test_message ("%s: %s", channel->name, block);
  g_assert_cmpuint (n, >=, 2);
  answer.status = (guint) g_ascii_strtoull (lines[0], NULL, 10);
  for (i = 1; i + 1 < n && is_header (lines[i]); i++)
    g_ptr_array_add (headers, lines[i]);
  g_ptr_array_add (headers, NULL);
  for (; i + 1 < n; i++)
    g_string_append_printf (body, "%s\n", lines[i]);
  answer.headers = headers->pdata;
  answer.body = body->str;
  answer.body_n = body->len;
  channel->judge (&answer, &verdict);
  got = dump_verdict (&verdict);
  g_assert_true (g_str_has_prefix (lines[n - 1], "= "));
  g_assert_cmpstr (got, ==, lines[n - 1] + 2);
}

static void
test_answers (gconstpointer data)
{
  const MusterChannel *channel = data;
  g_autofree char *path = g_build_filename (fixtures, channel->name, "answers", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) blocks = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  blocks = g_strsplit (g_strchomp (text), "\n\n", -1);
  g_assert_true (g_str_has_prefix (blocks[0], "# "));
  g_assert_cmpuint (g_strv_length (blocks), >=, 4);
  for (guint i = 1; blocks[i] != NULL; i++)
    check_answer (channel, blocks[i]);
}

/* --- all of them --- */

/* Whatever comes back is a verdict that says when, or why. */
static void
test_any_answer (gconstpointer data)
{
  static const char *const bodies[] = { "",
                                        "{",
                                        "{\"ok\":1}",
                                        "[]",
                                        "null",
                                        "\xff\x1b[31m\r\n",
                                        "{\"retry_after\":-1e300,\"errcode\":5,\"code\":\"x\"}" };
  const MusterChannel *channel = data;

  for (guint status = 0; status < 1000; status++)
    for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++)
      {
        MusterChannelAnswer answer = { .status = status,
                                       .body = bodies[i],
                                       .body_n = strlen (bodies[i]) };
        g_auto (MusterVerdict) verdict = { 0 };

        channel->judge (&answer, &verdict);
        g_assert_true ((verdict.kind == MUSTER_VERDICT_SENT) == (verdict.reason == NULL));
        g_assert_true ((verdict.kind >= MUSTER_VERDICT_RETRY) == (verdict.wait_s > 0));
        g_assert_cmpuint (verdict.wait_s, <=, MUSTER_VERDICT_WAIT_MAX_S);
        g_assert_true (!verdict.broken || verdict.kind == MUSTER_VERDICT_REFUSED);
        g_assert_true (verdict.kind != MUSTER_VERDICT_SENT || (status >= 200 && status < 300));
        g_assert_true (verdict.reason == NULL || g_utf8_validate (verdict.reason, -1, NULL));
      }
}

/* What nobody has typed yet, and what would break out of a header, is refused, and rendering says
 * so rather than to send it. */
static void
test_bad_settings (gconstpointer data)
{
  static const char *const bad[] = { "",
                                     "a\r\nX-Evil: 1",
                                     "file:///etc/passwd",
                                     "http://",
                                     " ",
                                     "https://u:p@host.example/",
                                     "<a@b>, c@d",
                                     "\xc3\xa4" };
  const MusterChannel *channel = data;

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      MusterChannelSettings settings = { bad[i], bad[i], bad[i], bad[i], bad[i], bad[i] };
      g_auto (MusterChannelRequest) request;
      g_autoptr (GError) error = NULL;

      g_assert_false (
          muster_channel_render (channel, &samples[0].message, &settings, &request, &error));
      g_assert_error (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_INVALID);
      g_assert_cmpuint (request.body->len, ==, 0);
    }
}

static void
test_table (void)
{
  for (guint i = 0; muster_channels[i] != NULL; i++)
    {
      const MusterChannel *channel = muster_channels[i];

      g_assert_true (muster_channel_find (channel->name) == channel);
      g_assert_true (i == 0 || strcmp (muster_channels[i - 1]->name, channel->name) < 0);
      g_assert_true (channel->title != NULL && *channel->title != '\0');
      g_assert_true (channel->check != NULL && channel->render != NULL && channel->judge != NULL);
      g_assert_cmpuint (channel->limits.text_bytes, >, 0);
      g_assert_cmpuint (channel->limits.request_bytes, >, channel->limits.text_bytes);
    }
  g_assert_null (muster_channel_find ("pigeon"));
}

static void
add (const char *what, const MusterChannel *channel, GTestDataFunc test)
{
  g_autofree char *path = g_strdup_printf ("/channels/%s/%s", channel->name, what);

  g_test_add_data_func (path, channel, test);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  fixtures = argv[1];
  g_test_add_func ("/channels/table", test_table);
  for (guint i = 0; muster_channels[i] != NULL; i++)
    {
      add ("requests", muster_channels[i], test_requests);
      add ("answers", muster_channels[i], test_answers);
      add ("any-answer", muster_channels[i], test_any_answer);
      add ("bad-settings", muster_channels[i], test_bad_settings);
    }
  return g_test_run ();
}
