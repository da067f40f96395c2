/* page-token.c - tests of what a link in a page may do
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "wire/page-token.h"

#include <string.h>

static MusterSha256
make_key (guchar byte)
{
  MusterSha256 key;

  memset (key.bytes, byte, sizeof key.bytes);
  return key;
}

static MusterPageToken
make_token (GRand *chance)
{
  static const guint limits[] = { 2, 10, 1000, 10000000 };

  return (MusterPageToken){
    .page = { (guint64) g_rand_int (chance) << 32 | g_rand_int (chance),
              (guint64) g_rand_int (chance) << 32 | g_rand_int (chance) },
    .incident = (guint) g_rand_int_range (chance, 1, (gint32) limits[g_rand_int (chance) % 4]),
    .action = (MusterPageAction) (g_rand_int (chance) % MUSTER_PAGE_ACTIONS),
  };
}

static void
test_round_trip (void)
{
  g_autoptr (GRand) chance = g_rand_new_with_seed (g_test_rand_int ());
  MusterSha256 key = make_key (7);

  for (guint i = 0; i < 2000; i++)
    {
      MusterPageToken token = make_token (chance), back;
      g_autofree char *text = muster_page_token_write (&token, &key);
      g_autofree char *upper = g_ascii_strup (text, -1);

      g_assert_cmpuint (strlen (text), <=, MUSTER_PAGE_TOKEN_BYTES_MAX);
      g_assert_true (muster_page_token_read (text, strlen (text), &key, &back));
      g_assert_true (muster_ulid_equal (back.page, token.page));
      g_assert_cmpuint (back.incident, ==, token.incident);
      g_assert_cmpint (back.action, ==, token.action);
      g_assert_true (muster_page_token_read (upper, strlen (upper), &key, &back));
    }
}

/* Whatever is changed, nobody has signed it. */
static void
test_forged (void)
{
  static const char digits[] = "0123456789abcdefghjkmnpqrstvwxyz";
  g_autoptr (GRand) chance = g_rand_new_with_seed (g_test_rand_int ());
  MusterSha256 key = make_key (7), other = make_key (8);

  for (guint i = 0; i < 200; i++)
    {
      MusterPageToken token = make_token (chance), back;
      g_autofree char *text = muster_page_token_write (&token, &key);
      gsize n = strlen (text);

      g_assert_false (muster_page_token_read (text, n, &other, &back));
      for (gsize at = 0; at < n; at++)
        {
          g_autofree char *forged = g_strdup (text);

          forged[at] = digits[g_rand_int (chance) % 32];
          if (forged[at] != text[at])
            g_assert_false (muster_page_token_read (forged, n, &key, &back));
          g_assert_false (muster_page_token_read (text, at, &key, &back));
        }
    }
}

static void
test_hostile (void)
{
  static const char *const texts[] = {
    "",
    "a",
    "01j00000000000000000000000a1",
    "01j00000000000000000000000a0000000000000000000000000",
    "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"
    "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff",
    "01j00000000000000000000000a99999999999999999999999999999999999999999999999999999999999999",
  };
  MusterSha256 key = make_key (0);
  MusterPageToken token = { { 1, 1 }, 10000000, MUSTER_PAGE_JOIN };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      MusterPageToken back;

      g_assert_false (muster_page_token_read (texts[i], strlen (texts[i]), &key, &back));
    }
  g_assert_null (muster_page_token_write (&token, &key));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/page-token/round-trip", test_round_trip);
  g_test_add_func ("/page-token/forged", test_forged);
  g_test_add_func ("/page-token/hostile", test_hostile);
  return g_test_run ();
}
