/* crypto.h - hashes, digests and chance, from nettle and GnuTLS
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/ulid.h"
#include <glib.h>
G_BEGIN_DECLS

#define MUSTER_SHA256_BYTES 32
#define MUSTER_SALT_BYTES   16

typedef struct
{
  guchar bytes[MUSTER_SHA256_BYTES];
} MusterSha256;

/* SHA-256 over pieces, in order. */
typedef struct
{
  gconstpointer bytes;
  gsize n;
} MusterPiece;

void muster_sha256 (const MusterPiece *pieces, guint n_pieces, MusterSha256 *out);
void
muster_hmac_sha256 (const guchar *key, gsize key_n, const char *bytes, gsize n, MusterSha256 *out);
gboolean muster_equal_constant_time (gconstpointer a, gconstpointer b, gsize n);
void muster_random_bytes (guchar *bytes, gsize n);                 /* aborts if there is none */
void muster_random_fill (gpointer unused, guchar *bytes, gsize n); /* a MusterRandomFunc */
void muster_wipe (gpointer bytes, gsize n);                        /* not optimised away */

/* Lower-case hexadecimal. from_hex() wants exactly 2 × n digits. */
void muster_to_hex (const guchar *bytes, gsize n, char *out /* 2n + 1 */);
void muster_append_hex (GString *out, const guchar *bytes, gsize n);
gboolean muster_from_hex (const char *text, gsize text_n, guchar *bytes, gsize n);

/* A secret of 160 random bits as 32 characters of Crockford's base 32: keys and tokens. */
char *muster_new_secret (void);

G_END_DECLS
