/* hash.h - a seeded hash for tables that strangers fill
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <glib.h>
#include <string.h>
G_BEGIN_DECLS

/* The two halves of a 128-bit product, folded. */
static inline guint64
muster_hash_mix (guint64 a, guint64 b)
{
  __extension__ unsigned __int128 product = (unsigned __int128) a * b;

  return (guint64) product ^ (guint64) (product >> 64);
}

static inline guint64
muster_hash_load8 (const char *p)
{
  guint64 word;

  memcpy (&word, p, sizeof word);
  return word;
}

static inline guint64
muster_hash_load4 (const char *p)
{
  guint32 word;

  memcpy (&word, p, sizeof word);
  return word;
}

/* 1 to 16 bytes as two words; with @n they say exactly which bytes they were. */
static inline void
muster_hash_load_short (const char *p, gsize n, guint64 *a, guint64 *b)
{
  if (n >= 8)
    {
      *a = muster_hash_load8 (p);
      *b = muster_hash_load8 (p + n - 8);
    }
  else if (n >= 4)
    {
      *a = muster_hash_load4 (p);
      *b = muster_hash_load4 (p + n - 4);
    }
  else
    {
      *a = n > 0 ? (guint64) (guchar) p[0] << 16 | (guint64) (guchar) p[n / 2] << 8 |
                       (guchar) p[n - 1]
                 : 0;
      *b = 0;
    }
}

/* Multiply and fold, 16 bytes a step. @seed must be out of the sender's sight; whoever knows it can
 * make collisions. Not the same on machines of another byte order: never stored. */
static inline guint64
muster_hash (guint64 seed, const char *p, gsize n)
{
  const guint64 k0 = G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  const guint64 k1 = G_GUINT64_CONSTANT (0xc2b2ae3d27d4eb4f);
  const guint64 length = n;
  guint64 state = seed ^ k0;
  guint64 a, b;

  for (; n > 16; p += 16, n -= 16)
    state =
        muster_hash_mix (muster_hash_load8 (p) ^ k0 ^ state, muster_hash_load8 (p + 8) ^ k1 ^ seed);
  muster_hash_load_short (p, n, &a, &b);
  state = muster_hash_mix (a ^ k1 ^ state, b ^ k0 ^ seed);
  /* the length comes after the bytes are mixed: before, a last byte could cancel it */
  return muster_hash_mix (state ^ k1 ^ length, seed ^ k0);
}

G_END_DECLS
