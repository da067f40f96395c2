/* crypto.c - hashes, digests and chance, from nettle and GnuTLS
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/crypto.h"
#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <nettle/hmac.h>
#include <nettle/memops.h>
#include <nettle/sha2.h>
#include <string.h>

#define SECRET_CHARS 32

/**
 * muster_sha256:
 * @pieces: what to hash, in order; @pieces[i].bytes may be NULL where n is 0
 * @n_pieces: how many
 * @out: (out): the digest (FIPS 180-4)
 *
 * Allocates nothing: it is called for every event.
 */
void
muster_sha256 (const MusterPiece *pieces, guint n_pieces, MusterSha256 *out)
{
  struct sha256_ctx context;

  sha256_init (&context);
  for (guint i = 0; i < n_pieces; i++)
    if (pieces[i].n > 0)
      sha256_update (&context, pieces[i].n, pieces[i].bytes);
  sha256_digest (&context, sizeof out->bytes, out->bytes);
}

/**
 * muster_hmac_sha256:
 * @key: @key_n bytes
 * @key_n: how many, any number
 * @bytes: what to authenticate
 * @n: bytes of it
 * @out: (out): the code (RFC 2104)
 */
void
muster_hmac_sha256 (const guchar *key, gsize key_n, const char *bytes, gsize n, MusterSha256 *out)
{
  struct hmac_sha256_ctx context;

  hmac_sha256_set_key (&context, key_n, key);
  if (n > 0)
    hmac_sha256_update (&context, n, (const guint8 *) bytes);
  hmac_sha256_digest (&context, sizeof out->bytes, out->bytes);
}

/**
 * muster_equal_constant_time:
 * @a: @n bytes
 * @b: @n bytes
 * @n: how many
 *
 * Returns: whether they are equal, in a time that does not depend on where they differ
 */
gboolean
muster_equal_constant_time (gconstpointer a, gconstpointer b, gsize n)
{
  return n == 0 || nettle_memeql_sec (a, b, n) != 0;
}

static void
fill (gnutls_rnd_level_t level, guchar *bytes, gsize n)
{
  int status = n > 0 ? gnutls_rnd (level, bytes, n) : 0;

  if (status < 0) /* nothing safe can be done without chance */
    g_error ("no random numbers: %s", gnutls_strerror (status));
}

/**
 * muster_random_bytes:
 * @bytes: (out): @n bytes that nobody can guess
 * @n: how many
 */
void
muster_random_bytes (guchar *bytes, gsize n)
{
  fill (GNUTLS_RND_RANDOM, bytes, n);
}

/**
 * muster_random_fill:
 * @unused: nothing
 * @bytes: (out): @n bytes that nobody can guess
 * @n: how many
 *
 * muster_random_bytes() as a MusterRandomFunc.
 */
void
muster_random_fill (gpointer unused, guchar *bytes, gsize n)
{
  muster_random_bytes (bytes, n);
}

/**
 * muster_wipe:
 * @bytes: a secret no longer needed
 * @n: its bytes
 *
 * Overwrites it with zeros, even if nobody reads them.
 */
void
muster_wipe (gpointer bytes, gsize n)
{
  if (n > 0)
    explicit_bzero (bytes, n);
}

/**
 * muster_to_hex:
 * @bytes: @n bytes
 * @n: how many
 * @out: (out): 2 × @n lower-case digits and a zero
 */
void
muster_to_hex (const guchar *bytes, gsize n, char *out)
{
  static const char hex[] = "0123456789abcdef";

  for (gsize i = 0; i < n; i++)
    {
      out[2 * i] = hex[bytes[i] >> 4];
      out[2 * i + 1] = hex[bytes[i] & 15];
    }
  out[2 * n] = '\0';
}

/**
 * muster_append_hex:
 * @out: where the digits go
 * @bytes: @n bytes
 * @n: how many
 */
void
muster_append_hex (GString *out, const guchar *bytes, gsize n)
{
  gsize before = out->len;

  g_string_set_size (out, before + 2 * n);
  muster_to_hex (bytes, n, out->str + before);
}

/* One more than a digit's value; 0: no digit. */
static const guint8 hex_values[256] = {
  ['0'] = 1, ['1'] = 2,  ['2'] = 3,  ['3'] = 4,  ['4'] = 5,  ['5'] = 6,  ['6'] = 7,  ['7'] = 8,
  ['8'] = 9, ['9'] = 10, ['a'] = 11, ['b'] = 12, ['c'] = 13, ['d'] = 14, ['e'] = 15, ['f'] = 16,
};

/**
 * muster_from_hex:
 * @text: lower-case hexadecimal digits
 * @text_n: bytes of it; anything but 2 × @n fails
 * @bytes: (out): @n bytes; on failure some may have been written
 * @n: how many
 *
 * Returns: whether @text was @n bytes as muster_to_hex() writes them
 */
gboolean
muster_from_hex (const char *text, gsize text_n, guchar *bytes, gsize n)
{
  if (text_n / 2 != n || text_n % 2 != 0)
    return FALSE;
  for (gsize i = 0; i < n; i++)
    {
      guint high = hex_values[(guchar) text[2 * i]];
      guint low = hex_values[(guchar) text[2 * i + 1]];

      if (high == 0 || low == 0)
        return FALSE;
      bytes[i] = (guchar) ((high - 1) << 4 | (low - 1));
    }
  return TRUE;
}

/**
 * muster_new_secret:
 *
 * Makes a key or token (security R26): 32 characters of Crockford's base 32 in lower case, each of
 * 5 random bits. It is for a person to copy once; keep its hash.
 *
 * Returns: (transfer full): the secret; wipe it before freeing
 */
char *
muster_new_secret (void)
{
  static const char digits[] = "0123456789abcdefghjkmnpqrstvwxyz";
  guchar bytes[SECRET_CHARS];
  char *text = g_malloc (SECRET_CHARS + 1);

  fill (GNUTLS_RND_KEY, bytes, sizeof bytes);
  for (guint i = 0; i < SECRET_CHARS; i++)
    text[i] = digits[bytes[i] & 31];
  text[SECRET_CHARS] = '\0';
  muster_wipe (bytes, sizeof bytes);
  return text;
}
