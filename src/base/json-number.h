/* json-number.h - numbers as JSON writes them; for json-reader only
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/arena.h"
G_BEGIN_DECLS

#define MUSTER_JSON_INT_MAX (G_GINT64_CONSTANT (1) << 53)

/* digits × 10^exponent, and the text for what that does not hold exactly. */
typedef struct
{
  const char *bytes;
  gsize n;
  guint64 digits;  /* the first 19 significant ones */
  gint64 exponent; /* of ten, saturated far beyond what a double can hold */
  gboolean negative;
  gboolean whole; /* written without fraction and exponent */
} MusterJsonNumber;

/* Reads a number at *p and moves *p behind it, or to where it goes wrong. Returns NULL, or what is
 * wrong in words. */
const char *muster_json_number_scan (const char **p, const char *end, MusterJsonNumber *out);
gboolean muster_json_number_in_range (const MusterJsonNumber *self, MusterArena *arena);
double muster_json_number_value (const MusterJsonNumber *self, MusterArena *arena);
gboolean muster_json_number_to_int (const MusterJsonNumber *self, MusterArena *arena, gint64 *out);

G_END_DECLS
