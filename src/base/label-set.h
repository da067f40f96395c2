/* label-set.h - names and values that say what an alert is about
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/arena.h"
#include <glib.h>
G_BEGIN_DECLS

typedef struct
{
  const char *name; /* not ended by a zero; [a-zA-Z_][a-zA-Z0-9_]* after cleaning */
  const char *value;
  guint16 name_n;  /* bytes */
  guint16 value_n; /* bytes, at most 1,024 after cleaning */
} MusterLabel;

/* A view: the bytes belong to whoever made it (an arena, most often). Order means nothing. */
typedef struct
{
  MusterLabel *items;
  guint n;
} MusterLabelSet;

/* An order-free 128-bit sum of mixed (name, value) hashes. Seeded, so that no sender can choose
 * what collides; equal sums still want a comparison of the bytes. */
typedef struct
{
  guint64 hi;
  guint64 lo;
} MusterFingerprint;

typedef struct
{
  guint64 hi;
  guint64 lo;
} MusterHashSeed;

guint64 muster_hash_bytes (MusterHashSeed seed, const char *bytes, gsize n);
MusterFingerprint muster_label_set_fingerprint (const MusterLabelSet *self, MusterHashSeed seed);
gboolean muster_label_set_equal (const MusterLabelSet *a, const MusterLabelSet *b);
/* @value_n may be NULL; returns NULL if there is no such label. The value is not zero-ended. */
const char *muster_label_set_get (const MusterLabelSet *self, const char *name, gsize *value_n);
char *muster_label_set_dup_value (const MusterLabelSet *self, const char *name);
void muster_label_set_sort (MusterLabelSet *self); /* by name, bytewise */

G_END_DECLS
