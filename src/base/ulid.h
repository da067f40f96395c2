/* ulid.h - names that sort by time: 48 bits of ms, 80 of chance
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

#define MUSTER_ULID_TEXT_BYTES 26

typedef struct
{
  guint64 hi;
  guint64 lo;
} MusterUlid;

/* Makes ids; two made in one millisecond follow one another. Chance comes from @fill, so a test
 * can give its own (crypto.h has the real one). */
typedef void (*MusterRandomFunc) (gpointer user_data, guchar *bytes, gsize n);
typedef struct
{
  MusterRandomFunc fill;
  gpointer user_data;
  MusterUlid last;
} MusterUlidSource;

void muster_ulid_source_init (MusterUlidSource *self, MusterRandomFunc fill, gpointer user_data);
MusterUlid muster_ulid_source_next (MusterUlidSource *self, gint64 now_us);

gboolean muster_ulid_parse (const char *text, gssize n, MusterUlid *out);
void muster_ulid_format (MusterUlid self, char out[MUSTER_ULID_TEXT_BYTES + 1]);
void muster_ulid_append (MusterUlid self, GString *out);
char *muster_ulid_to_string (MusterUlid self);

static inline gboolean
muster_ulid_is_null (MusterUlid self)
{
  return self.hi == 0 && self.lo == 0;
}

static inline gboolean
muster_ulid_equal (MusterUlid a, MusterUlid b)
{
  return a.hi == b.hi && a.lo == b.lo;
}

/* When it was made, µs UTC, to the ms. */
static inline gint64
muster_ulid_get_time (MusterUlid self)
{
  return (gint64) (self.hi >> 16) * 1000;
}

int muster_ulid_compare (MusterUlid a, MusterUlid b);

/* GHashFunc and GEqualFunc over pointers to MusterUlid. */
guint muster_ulid_hash (gconstpointer ulid);
gboolean muster_ulid_equal_pointers (gconstpointer a, gconstpointer b);

G_END_DECLS
