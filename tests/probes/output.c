/* output.c - tests of what is kept of a probe's output
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "probes/probe.h"
#include <string.h>

static void
test_short_is_kept (void)
{
  g_autoptr (GString) text = g_string_new ("Filesystem full\n");

  muster_probe_cap_output (text, 1024);
  g_assert_cmpstr (text->str, ==, "Filesystem full\n");
}

static void
test_head_and_tail (void)
{
  g_autoptr (GString) text = g_string_new ("HEAD");

  for (guint i = 0; i < 100000; i++)
    g_string_append_c (text, 'x');
  g_string_append (text, "TAIL");
  muster_probe_cap_output (text, 1024);
  g_assert_cmpuint (text->len, <=, 1024);
  g_assert_true (g_str_has_prefix (text->str, "HEADx"));
  g_assert_true (g_str_has_suffix (text->str, "xTAIL"));
  g_assert_nonnull (strstr (text->str, "\n[99112 of 100008 bytes left out here]\n"));
}

static GString *
make_text (gsize want_bytes, gboolean utf8)
{
  GString *text = g_string_new (NULL);

  while (text->len < want_bytes)
    if (utf8)
      g_string_append_unichar (text, (gunichar) g_test_rand_int_range ('a', 0xD000));
    else
      g_string_append_c (text, (char) g_test_rand_int_range ('a', 0x100));
  return text;
}

/* Any length and any bytes: within the cap, the counts are right, and what was UTF-8 still is. */
static void
test_random (void)
{
  for (guint i = 0; i < 500; i++)
    {
      gboolean utf8 = g_test_rand_bit ();
      g_autoptr (GString) text = make_text ((gsize) g_test_rand_int_range (0, 10000), utf8);
      gsize before = text->len, max_bytes = (gsize) g_test_rand_int_range (1024, 4096);
      const char *notice;
      gsize notice_n;

      muster_probe_cap_output (text, max_bytes);
      g_assert_cmpuint (text->len, <=, max_bytes);
      g_assert_true (!utf8 || g_utf8_validate_len (text->str, text->len, NULL));
      notice = strstr (text->str, "\n[");
      g_assert_true ((notice != NULL) == (before > max_bytes));
      if (notice == NULL)
        continue;
      notice_n = strcspn (notice, "]") + 2;
      g_assert_cmpuint (text->len - notice_n + g_ascii_strtoull (notice + 2, NULL, 10), ==, before);
    }
}

static void
test_durations (void)
{
  static const struct
  {
    gint64 us;
    const char *text;
  } cases[] = {
    { -5, "0.00 ms" },  { 0, "0.00 ms" },     { 214, "0.21 ms" },   { 9990, "9.99 ms" },
    { 12345, "12 ms" }, { 999000, "999 ms" }, { 3400000, "3.4 s" }, { 10000000, "10.0 s" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = muster_probe_duration_text (cases[i].us);
      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/probes/output/short-is-kept", test_short_is_kept);
  g_test_add_func ("/probes/output/head-and-tail", test_head_and_tail);
  g_test_add_func ("/probes/output/random", test_random);
  g_test_add_func ("/probes/output/durations", test_durations);
  return g_test_run ();
}
