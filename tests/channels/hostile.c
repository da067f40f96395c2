/* hostile.c - no message makes a channel write what is malformed, too long, or somebody else's
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * hostile FIXTURES: by the settings that are there.
 */
#include "base/json-reader.h"
#include "base/safe-text.h"
#include "samples.h"

#include <string.h>

#define ROUNDS 60

static const char *fixtures;

static const char *const pieces[] = {
  "a",
  " ",
  "\n",
  "\r\n",
  "\r",
  "\t",
  "&",
  "<",
  ">",
  "\"",
  "'",
  "\\",
  "`",
  "*",
  "_",
  "~",
  "|",
  "@all",
  "@here",
  "=?",
  "?=",
  "=_muster_",
  ".",
  "\n.\n",
  "%0d",
  "\x1b",
  "\x7f",
  "\xff",
  "\xc3",
  "\xc3\xa4",
  "\u202e",
  "\u2028",
  "\ufeff",
  "\U0001f525",
  "e\u0301",
  "\n--",
  "https://x.y/",
  "<!channel>",
  "[a](b)",
  "\n\nTo: x@y",
  "=3D",
  "{{x}}",
  "${x}",
  "#",
  "-",
  "1. ",
  "\"}]}",
  "支払",
};

/* One in four is long enough to be cut anywhere. */
static char *
make_text (void)
{
  GString *text = g_string_new (NULL);
  gint n = g_test_rand_int_range (0, 4) == 0 ? g_test_rand_int_range (0, 30000)
                                             : g_test_rand_int_range (0, 300);

  while (n-- > 0)
    g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
  return g_string_free (text, FALSE);
}

static void
check_lines (const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    g_assert_true (*p >= ' ' && *p < 0x7f);
}

static gboolean
is_json (const MusterChannelRequest *request)
{
  for (guint i = 0; i < request->headers->len; i++)
    if (strcmp (g_ptr_array_index (request->headers, i), "Content-Type: application/json") == 0)
      return TRUE;
  return FALSE;
}

/* Lines of ASCII that end in CR LF and nowhere else, of RFC 5322's length; and only our headers. */
static void
check_mail (const char *mail)
{
  static const char *const names[] = {
    "From",       "To",           "Subject",      "Date",
    "Message-ID", "In-Reply-To",  "References",   "Auto-Submitted",
    "Importance", "MIME-Version", "Content-Type", "Reply-To",
    NULL,
  };
  g_auto (GStrv) lines = g_strsplit (mail, "\r\n", -1);
  gboolean in_head = TRUE;
  guint n_boundaries = 0;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_assert_cmpuint (strlen (lines[i]), <=, 78);
      for (const char *p = lines[i]; *p != '\0'; p++)
        g_assert_true ((*p >= ' ' && *p < 0x7f) || *p == '\t');
      in_head = in_head && *lines[i] != '\0';
      if (in_head && *lines[i] != ' ')
        {
          g_autofree char *name = g_strndup (lines[i], strcspn (lines[i], ":"));

          g_assert_true (g_strv_contains (names, name));
        }
      n_boundaries += g_str_has_prefix (lines[i], "--=_muster_");
    }
  g_assert_false (in_head);
  g_assert_cmpuint (n_boundaries, ==, 3);
}

/* Texts in it are safe, whatever they are of. */
static void
check_json (const char *json, gsize n)
{
  g_autoptr (GError) error = NULL;

  muster_json_check (json, n, &error);
  g_assert_no_error (error);
  g_assert_null (strstr (json, "\u202e"));
  g_assert_null (strstr (json, "\\r"));
  g_assert_null (strstr (json, "\\u001b"));
}

/* application/x-www-form-urlencoded */
static void
check_form (const char *form)
{
  for (const char *p = form; *p != '\0'; p++)
    g_assert_true (g_ascii_isalnum (*p) || strchr ("-_.~%&=+", *p) != NULL);
}

static void
check_request (const MusterChannel *channel, const MusterChannelRequest *request)
{
  check_lines (request->url);
  for (guint i = 0; i < request->headers->len; i++)
    check_lines (g_ptr_array_index (request->headers, i));
  g_assert_cmpuint (request->body->len, <=, channel->limits.request_bytes);
  g_assert_cmpuint (strlen (request->body->str), ==, request->body->len);
  if (channel->transport == MUSTER_TRANSPORT_SMTP)
    check_mail (request->body->str);
  else if (is_json (request))
    check_json (request->body->str, request->body->len);
  else
    check_form (request->body->str);
}

static void
test_hostile (gconstpointer data)
{
  const MusterChannel *channel = data;
  g_auto (SampleSettings) settings;

  sample_settings_read (&settings, fixtures, channel->name);
  for (guint round = 0; round < ROUNDS; round++)
    {
      g_autofree char *title = make_text (), *text = make_text (), *service = make_text ();
      g_autofree char *name = make_text (), *tail = make_text ();
      g_autofree char *url = g_strconcat ("https://hub.example/", tail, NULL);
      MusterPageLink links[] = { { "acknowledge", name, "https://hub.example/a/1" },
                                 { "resolve", name, url },
                                 { "join", title, "https://hub.example/a/3" },
                                 { "escalate", service, "https://hub.example/a/4" },
                                 { "more", name, "https://hub.example/a/5" } };
      MusterPageMessage message = samples[round % 4].message;
      g_auto (MusterChannelRequest) request;

      message.title = title;
      message.text = text;
      message.service = service;
      message.url = url;
      message.links = links;
      message.n_links = (guint) g_test_rand_int_range (0, G_N_ELEMENTS (links) + 1);
      message.severity = (MusterSeverity) g_test_rand_int_range (0, 6);
      message.firing = g_test_rand_int ();
      g_assert_true (muster_channel_render (channel, &message, &settings.settings, &request, NULL));
      check_request (channel, &request);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  fixtures = argv[1];
  for (guint i = 0; muster_channels[i] != NULL; i++)
    {
      g_autofree char *path = g_strconcat ("/channels/hostile/", muster_channels[i]->name, NULL);

      g_test_add_data_func (path, muster_channels[i], test_hostile);
    }
  return g_test_run ();
}
