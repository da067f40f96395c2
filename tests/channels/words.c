/* words.c - escapes, limits, mail's encodings, addresses and hours, as tables
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "channels/answer.h"
#include "channels/mail-text.h"
#include "channels/page-text.h"
#include "channels/settings.h"

#include <string.h>

#define NOW_US (G_GINT64_CONSTANT (1772807102) * G_TIME_SPAN_SECOND) /* 2026-03-06 14:25:02 */

static void
test_escapes (void)
{
  static const struct
  {
    MusterEscapeFunc escape;
    const char *text, *expected;
  } cases[] = {
    { muster_escape_html, "<a href=\"x\">&</a>", "&lt;a href=&quot;x&quot;&gt;&amp;&lt;/a&gt;" },
    { muster_escape_slack, "<!channel> & \"q\"", "&lt;!channel&gt; &amp; \"q\"" },
    { muster_escape_markdown, "**b** [x](https://y) @all :x: a: 1.5\n   # h\n- l\n1. n",
      "\\*\\*b\\*\\* \\[x\\](https\\://y) \xef\xbc\xa0"
      "all \\:x: a: 1.5\n\\# h\n\\- l\n1\\. n" },
    { muster_escape_mattermost, "<https://e|x> & www.e", "&lt;https\\://e\\|x&gt; \\& www\\.e" },
    { muster_escape_markdown, "plain 支払", "plain 支払" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *got = cases[i].escape (cases[i].text);

      g_assert_cmpstr (got, ==, cases[i].expected);
    }
}

/* Never longer, never in the middle of a character or of an escape, and as long as can be. */
static void
test_fit (void)
{
  g_autofree char *ands = g_strnfill (500, '&');
  g_autofree char *fits = muster_page_fit (ands, 2500, FALSE, muster_escape_html);
  g_autofree char *cut = muster_page_fit (ands, 1000, FALSE, muster_escape_html);
  g_autofree char *line = muster_page_fit ("a\nb", 100, FALSE, NULL);
  g_autofree char *lines = muster_page_fit ("a\nb", 100, TRUE, NULL);
  g_autofree char *none = muster_page_fit (NULL, 100, TRUE, NULL);

  g_assert_cmpuint (strlen (fits), ==, 2500);
  g_assert_cmpuint (strlen (cut), <=, 1000);
  g_assert_cmpuint (strlen (cut), >, 500);
  g_assert_nonnull (strstr (cut, "&amp;\xe2\x80\xa6 [+"));
  g_assert_cmpstr (line, ==, "a<U+000A>b");
  g_assert_cmpstr (lines, ==, "a\nb");
  g_assert_cmpstr (none, ==, "");
  for (gsize max = 0; max < 200; max++)
    {
      g_autofree char *wide =
          muster_page_fit ("支払いサービスの支払いサービスの支払いサービスの支払い<&>", max, TRUE,
                           muster_escape_html);

      g_assert_cmpuint (strlen (wide), <=, max);
      g_assert_true (g_utf8_validate (wide, -1, NULL));
    }
}

static void
test_titles (void)
{
  MusterPageMessage message = { .number = 7, .n_incidents = 1, .title = "Down", .severity = 1 };
  g_autofree char *one = muster_page_title (&message, 100, NULL);
  g_autofree char *two = NULL, *three = NULL, *four = NULL, *text = NULL;

  g_assert_cmpstr (one, ==, "SEV-1 INC-7: Down");
  message.kind = MUSTER_PAGE_RESOLVED;
  message.severity = MUSTER_SEVERITY_NONE;
  two = muster_page_title (&message, 100, NULL);
  g_assert_cmpstr (two, ==, "Resolved: INC-7: Down");
  message.kind = MUSTER_PAGE_BUNDLE;
  message.n_incidents = 3;
  three = muster_page_title (&message, 100, NULL);
  g_assert_cmpstr (three, ==, "3 incidents, worst: INC-7: Down");
  message.kind = MUSTER_PAGE_NOTICE;
  message.text = "Nobody is on call";
  four = muster_page_title (&message, 100, NULL);
  text = muster_page_text (&message, 100, NULL);
  g_assert_cmpstr (four, ==, "Down");
  g_assert_cmpstr (text, ==, "Nobody is on call");
}

/* The first link is worth more than text; none is ever cut. */
static void
test_links_before_text (void)
{
  g_autofree char *text = g_strnfill (5000, 'x');
  MusterPageMessage message = {
    .number = 7, .title = "Down", .text = text, .url = "https://hub.example/i/7"
  };

  for (gsize max = 40; max < 400; max++)
    {
      g_autofree char *plain = muster_page_plain (&message, max);

      g_assert_cmpuint (strlen (plain), <=, max);
      g_assert_true (g_str_has_suffix (plain, "\nOpen: https://hub.example/i/7"));
    }
}

static void
test_mail_headers (void)
{
  static const struct
  {
    const char *value, *expected;
  } cases[] = {
    { "plain", "Subject: plain\r\n" },
    { "gr\u00fcn", "Subject: =?UTF-8?B?Z3LDvG4=?=\r\n" },
    { "=?x?=", "Subject: =?UTF-8?B?PT94Pz0=?=\r\n" },
    { "支払い支払い支払い支払い支払い",
      "Subject: =?UTF-8?B?5pSv5omV44GE5pSv5omV44GE5pSv5omV44GE5pSv5omV44GE5pSv?=\r\n"
      " =?UTF-8?B?5omV44GE?=\r\n" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) out = g_string_new (NULL);

      muster_mail_append_header (out, "Subject", cases[i].value);
      g_assert_cmpstr (out->str, ==, cases[i].expected);
    }
}

static void
test_mail_bodies (void)
{
  g_autofree char *long_line = g_strnfill (100, 'x');
  g_autofree char *expected = g_strdup_printf ("%.75s=\r\n%.25s\r\n", long_line, long_line);
  const struct
  {
    const char *text, *expected;
  } cases[] = {
    { "a = b \n\n.\n\u00e4", "a =3D b=20\r\n\r\n.\r\n=C3=A4\r\n" },
    { long_line, expected },
    { "", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) out = g_string_new (NULL);

      muster_mail_append_body (out, cases[i].text);
      g_assert_cmpstr (out->str, ==, cases[i].expected);
    }
}

static void
test_mail_dates (void)
{
  static const struct
  {
    gint64 at_us;
    const char *expected;
  } cases[] = {
    { NOW_US, "Fri, 06 Mar 2026 14:25:02 +0000" },
    { 0, "Thu, 01 Jan 1970 00:00:00 +0000" },
    { -1, "Wed, 31 Dec 1969 23:59:59 +0000" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *got = muster_mail_format_date (cases[i].at_us);

      g_assert_cmpstr (got, ==, cases[i].expected);
    }
}

static void
test_addresses (void)
{
  static const char *const good[] = { "a@b.example", "sarah.chen+night@mail.example.com",
                                      "o'neil@x", "a_b=c@b-c.d" };
  static const char *const bad[] = { "a",        "@b",         "a@",     "a b@c",   "a@b c",
                                     "a@b\r\nc", "a@b,c@d",    "<a@b>",  "\"a\"@b", "a..b@c",
                                     ".a@b",     "a.@b",       "a@b..c", "a@.b",    "a@b@c",
                                     "a@[::1]",  "\xc3\xa4@b", "a@b.",   "a;b@c",   "a(b)@c" };

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (muster_settings_check_address (good[i], "x", NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (muster_settings_check_address (bad[i], "x", NULL));
}

static void
test_urls (void)
{
  static const char *const good[] = { "https://a.example/x?y=z&t=%20", "http://[::1]:8080/" };
  static const char *const bad[] = { "ftp://a/",     "https:///x",   "https://a b/", "//a/",
                                     "https://a/#x", "https://u@a/", "https://a/\"", "a" };

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (muster_settings_check_url (good[i], "https http", NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (muster_settings_check_url (bad[i], "https http", NULL));
  g_assert_false (muster_settings_check_url ("http://a/", "https", NULL));
}

static const char *
get_header (gconstpointer value, const char *name)
{
  return strcmp (name, "Retry-After") == 0 ? value : NULL;
}

static void
test_waits (void)
{
  static const struct
  {
    const char *header;
    guint expected;
  } cases[] = {
    { "30", 30 },
    { "0", 1 },
    { "1.2", 2 },
    { "99999999999999999999", MUSTER_VERDICT_WAIT_MAX_S },
    { "-5", 7 },
    { "soon", 7 },
    { "nan", 7 },
    { "", 7 },
    { "Fri, 06 Mar 2026 14:27:02 GMT", 120 },
    { "Fri, 06 Mar 2026 14:20:00 GMT", 1 },
    { "Fri, 06 Foo 2026 14:27:02 GMT", 7 },
    { "Fri, 06 Mar 2099 14:27:02 GMT", MUSTER_VERDICT_WAIT_MAX_S },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      MusterChannelAnswer answer = { .get_header = get_header,
                                     .headers = cases[i].header,
                                     .now_us = NOW_US };

      g_assert_cmpuint (muster_answer_get_wait (&answer, 7), ==, cases[i].expected);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/channels/words/escapes", test_escapes);
  g_test_add_func ("/channels/words/fit", test_fit);
  g_test_add_func ("/channels/words/titles", test_titles);
  g_test_add_func ("/channels/words/links-before-text", test_links_before_text);
  g_test_add_func ("/channels/words/mail-headers", test_mail_headers);
  g_test_add_func ("/channels/words/mail-bodies", test_mail_bodies);
  g_test_add_func ("/channels/words/mail-dates", test_mail_dates);
  g_test_add_func ("/channels/words/addresses", test_addresses);
  g_test_add_func ("/channels/words/urls", test_urls);
  g_test_add_func ("/channels/words/waits", test_waits);
  return g_test_run ();
}
