/* ulid.c - ids sort by time, and read back as they were written
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/ulid.h"
#include "random-below.h"
#include <string.h>

#define NOW_US G_GINT64_CONSTANT (1772807102123456)

/* Chance that is always the same byte. */
static void
fill_with (gpointer user_data, guchar *bytes, gsize n)
{
  memset (bytes, *(const guchar *) user_data, n);
}

static void
fill_at_random (gpointer user_data, guchar *bytes, gsize n)
{
  for (gsize i = 0; i < n; i++)
    bytes[i] = (guchar) g_test_rand_int ();
}

static MusterUlid
random_ulid (void)
{
  MusterUlid id;

  fill_at_random (NULL, (guchar *) &id, sizeof id);
  return id;
}

static void
test_worked_cases (void)
{
  guchar zero = 0;
  MusterUlidSource source;
  char text[MUSTER_ULID_TEXT_BYTES + 1];

  muster_ulid_source_init (&source, fill_with, &zero);
  /* The specification's example of a time: 1469918176385 ms is 01ARYZ6S41. */
  muster_ulid_format (muster_ulid_source_next (&source, G_GINT64_CONSTANT (1469918176385000)),
                      text);
  g_assert_cmpstr (text, ==, "01ARYZ6S410000000000000000");
  muster_ulid_format ((MusterUlid){ G_MAXUINT64, G_MAXUINT64 }, text);
  g_assert_cmpstr (text, ==, "7ZZZZZZZZZZZZZZZZZZZZZZZZZ");
}

static void
test_round_trip (void)
{
  for (guint i = 0; i < 2000; i++)
    {
      MusterUlid id = random_ulid (), back = { 0 };
      g_autofree char *text = muster_ulid_to_string (id);
      g_autofree char *lower = g_ascii_strdown (text, -1);
      g_autoptr (GString) appended = g_string_new ("x");

      g_assert_true (muster_ulid_parse (text, -1, &back));
      g_assert_true (muster_ulid_equal (id, back));
      g_assert_true (muster_ulid_parse (lower, 26, &back));
      g_assert_true (muster_ulid_equal_pointers (&id, &back));
      g_assert_cmpuint (muster_ulid_hash (&id), ==, muster_ulid_hash (&back));
      muster_ulid_append (id, appended);
      g_assert_cmpstr (appended->str + 1, ==, text);
    }
}

static void
test_order_of_texts (void)
{
  for (guint i = 0; i < 2000; i++)
    {
      MusterUlid a = random_ulid (), b = random_ulid ();
      g_autofree char *a_text = NULL;
      g_autofree char *b_text = NULL;

      if (i % 2 == 0) /* tell apart in the lower half alone */
        b.hi = a.hi;
      a_text = muster_ulid_to_string (a);
      b_text = muster_ulid_to_string (b);
      g_assert_cmpint (muster_ulid_compare (a, b) < 0, ==, strcmp (a_text, b_text) < 0);
      g_assert_cmpint (muster_ulid_compare (b, a), ==, -muster_ulid_compare (a, b));
      g_assert_cmpint (muster_ulid_compare (a, a), ==, 0);
    }
}

static void
test_refuses (void)
{
  static const char *const texts[] = {
    "",
    "01ARYZ6S41000000000000000",
    "01ARYZ6S4100000000000000000",
    "81ARYZ6S410000000000000000",
    "01ARYZ6S41000000000000000I",
    "01ARYZ6S41000000000000000L",
    "01ARYZ6S41000000000000000O",
    "01ARYZ6S41000000000000000U",
    "01ARYZ6S41000000000000000-",
    "01ARYZ6S4100000000000000\xc3\xa9",
  };
  MusterUlid id = { 1, 2 };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_false (muster_ulid_parse (texts[i], -1, &id));
  g_assert_false (muster_ulid_parse (NULL, -1, &id));
  g_assert_false (muster_ulid_parse ("01ARYZ6S41000000\0000000000", 26, &id));
  g_assert_true (muster_ulid_equal (id, (MusterUlid){ 1, 2 }));
}

static void
test_one_millisecond (void)
{
  guchar ones = 0xff;
  MusterUlidSource source;
  MusterUlid first, second, third;

  /* The chance is at its end: the next id carries into the time, and still follows. */
  muster_ulid_source_init (&source, fill_with, &ones);
  first = muster_ulid_source_next (&source, NOW_US);
  second = muster_ulid_source_next (&source, NOW_US + 1);
  third = muster_ulid_source_next (&source, NOW_US + 2);
  g_assert_cmpint (muster_ulid_compare (first, second), <, 0);
  g_assert_cmpint (muster_ulid_compare (second, third), !=, 0);

  muster_ulid_source_init (&source, fill_at_random, NULL);
  first = muster_ulid_source_next (&source, NOW_US);
  for (guint i = 0; i < 1000; i++)
    {
      second = muster_ulid_source_next (&source, NOW_US - NOW_US % 1000 + i % 1000);
      g_assert_cmpint (muster_ulid_compare (first, second), <, 0);
      first = second;
    }
}

static void
test_time_leads (void)
{
  MusterUlidSource source;
  gint64 now_us = NOW_US;
  MusterUlid last;

  muster_ulid_source_init (&source, fill_at_random, NULL);
  last = muster_ulid_source_next (&source, now_us);
  for (guint i = 0; i < 1000; i++)
    {
      MusterUlid next;

      now_us += 1000 + random_below (10000);
      next = muster_ulid_source_next (&source, now_us);
      g_assert_cmpint (muster_ulid_compare (last, next), <, 0);
      g_assert_cmpuint (next.hi >> 16, ==, (guint64) now_us / 1000);
      last = next;
    }
  /* a clock that went back is believed */
  last = muster_ulid_source_next (&source, NOW_US);
  g_assert_cmpuint (last.hi >> 16, ==, NOW_US / 1000);
}

static void
test_never_null (void)
{
  guchar zero = 0;
  MusterUlidSource source;

  muster_ulid_source_init (&source, fill_with, &zero);
  g_assert_false (muster_ulid_is_null (muster_ulid_source_next (&source, 0)));
  muster_ulid_source_init (&source, fill_with, &zero);
  g_assert_false (muster_ulid_is_null (muster_ulid_source_next (&source, G_MININT64)));
  g_assert_cmpuint (muster_ulid_source_next (&source, G_MAXINT64).hi >> 16, ==,
                    G_MAXINT64 / 1000 < (G_GINT64_CONSTANT (1) << 48)
                        ? G_MAXINT64 / 1000
                        : (G_GINT64_CONSTANT (1) << 48) - 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ulid/worked-cases", test_worked_cases);
  g_test_add_func ("/ulid/round-trip", test_round_trip);
  g_test_add_func ("/ulid/order-of-texts", test_order_of_texts);
  g_test_add_func ("/ulid/refuses", test_refuses);
  g_test_add_func ("/ulid/one-millisecond", test_one_millisecond);
  g_test_add_func ("/ulid/time-leads", test_time_leads);
  g_test_add_func ("/ulid/never-null", test_never_null);
  return g_test_run ();
}
