/* crypto.c - known answers, and chance that does not repeat
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/crypto.h"
#include "random-below.h"
#include <string.h>

static void
assert_hex (const MusterSha256 *digest, const char *expected)
{
  char hex[2 * MUSTER_SHA256_BYTES + 1];

  muster_to_hex (digest->bytes, sizeof digest->bytes, hex);
  g_assert_cmpstr (hex, ==, expected);
}

/* FIPS 180-4's examples. */
static void
test_sha256_known (void)
{
  MusterSha256 digest;
  MusterPiece abc = { "abc", 3 };
  MusterPiece two_blocks = { "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 56 };

  muster_sha256 (NULL, 0, &digest);
  assert_hex (&digest, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  muster_sha256 (&abc, 1, &digest);
  assert_hex (&digest, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  muster_sha256 (&two_blocks, 1, &digest);
  assert_hex (&digest, "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

/* However it is cut, and as GLib says. */
static void
test_sha256_pieces (void)
{
  for (guint round = 0; round < 500; round++)
    {
      guchar bytes[600];
      gsize n = random_below (sizeof bytes);
      gsize first = n > 0 ? random_below ((guint) n) : 0;
      MusterPiece pieces[] = { { bytes, first }, { NULL, 0 }, { bytes + first, n - first } };
      g_autofree char *expected = NULL;
      MusterSha256 digest;

      for (gsize i = 0; i < n; i++)
        bytes[i] = (guchar) g_test_rand_int ();
      expected = g_compute_checksum_for_data (G_CHECKSUM_SHA256, bytes, n);
      muster_sha256 (pieces, G_N_ELEMENTS (pieces), &digest);
      assert_hex (&digest, expected);
    }
}

/* RFC 4231, cases 1, 2 and 6. */
static void
test_hmac_known (void)
{
  guchar key[131];
  MusterSha256 code;
  const char *long_key = "Test Using Larger Than Block-Size Key - Hash Key First";

  memset (key, 0x0b, 20);
  muster_hmac_sha256 (key, 20, "Hi There", 8, &code);
  assert_hex (&code, "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  muster_hmac_sha256 ((const guchar *) "Jefe", 4, "what do ya want for nothing?", 28, &code);
  assert_hex (&code, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  memset (key, 0xaa, sizeof key);
  muster_hmac_sha256 (key, sizeof key, long_key, strlen (long_key), &code);
  assert_hex (&code, "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
  muster_hmac_sha256 (key, sizeof key, NULL, 0, &code);
}

static void
test_equal (void)
{
  g_assert_true (muster_equal_constant_time ("", "", 0));
  g_assert_true (muster_equal_constant_time ("secret", "secret", 6));
  g_assert_false (muster_equal_constant_time ("secret", "secreT", 6));
  g_assert_false (muster_equal_constant_time ("Secret", "secret", 6));
  g_assert_true (muster_equal_constant_time ("secret", "secreT", 5));
}

static void
test_hex (void)
{
  guchar bytes[64], back[64];
  char hex[129];
  g_autoptr (GString) text = g_string_new ("x");

  for (gsize n = 0; n <= sizeof bytes; n++)
    {
      muster_random_bytes (bytes, n);
      muster_to_hex (bytes, n, hex);
      g_assert_cmpuint (strlen (hex), ==, 2 * n);
      g_assert_true (muster_from_hex (hex, 2 * n, back, n));
      g_assert_cmpmem (bytes, n, back, n);
      g_string_truncate (text, 1);
      muster_append_hex (text, bytes, n);
      g_assert_cmpstr (text->str + 1, ==, hex);
    }
  g_assert_true (muster_from_hex ("00ff7a", 6, back, 3));
  g_assert_cmpmem (back, 3, "\x00\xff\x7a", 3);
  g_assert_false (muster_from_hex ("00ff7A", 6, back, 3));
  g_assert_false (muster_from_hex ("00ff7", 5, back, 3));
  g_assert_false (muster_from_hex ("00ff7", 5, back, 2));
  g_assert_false (muster_from_hex ("00ff7a", 6, back, 2));
  g_assert_false (muster_from_hex ("0g", 2, back, 1));
  g_assert_false (muster_from_hex ("g0", 2, back, 1));
}

static void
test_wipe (void)
{
  char secret[] = "0123456789";

  muster_wipe (secret, 9);
  g_assert_cmpmem (secret, sizeof secret,
                   "\0\0\0\0\0\0\0\0\0"
                   "9",
                   sizeof secret);
  muster_wipe (NULL, 0);
}

static void
test_secrets (void)
{
  static const char digits[] = "0123456789abcdefghjkmnpqrstvwxyz";
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint counts[32] = { 0 };

  for (guint i = 0; i < 1000; i++)
    {
      char *secret = muster_new_secret ();

      g_assert_cmpuint (strlen (secret), ==, 32);
      for (guint j = 0; j < 32; j++)
        {
          const char *found = strchr (digits, secret[j]);

          g_assert_nonnull (found);
          counts[found - digits]++;
        }
      g_assert_true (g_hash_table_add (seen, secret));
    }
  for (guint i = 0; i < 32; i++) /* 1,000 each, give or take eight standard deviations */
    g_assert_true (counts[i] > 750 && counts[i] < 1250);
}

static void
test_chance (void)
{
  guchar a[16] = { 0 }, b[16] = { 0 };

  muster_random_bytes (a, sizeof a);
  muster_random_fill (NULL, b, sizeof b);
  g_assert_false (memcmp (a, b, sizeof a) == 0);
  muster_random_bytes (NULL, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/crypto/sha256-known", test_sha256_known);
  g_test_add_func ("/crypto/sha256-pieces", test_sha256_pieces);
  g_test_add_func ("/crypto/hmac-known", test_hmac_known);
  g_test_add_func ("/crypto/equal", test_equal);
  g_test_add_func ("/crypto/hex", test_hex);
  g_test_add_func ("/crypto/wipe", test_wipe);
  g_test_add_func ("/crypto/secrets", test_secrets);
  g_test_add_func ("/crypto/chance", test_chance);
  return g_test_run ();
}
