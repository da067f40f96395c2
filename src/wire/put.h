/* put.h - writes pieces of a head at a pointer, where a call a piece would cost too much
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/instant.h"
#include "base/ulid.h"
#include <string.h>
G_BEGIN_DECLS

/* The end of a GString while it is being written: the string's own length is only right again after
 * muster_put_end(). */
typedef struct
{
  GString *out;
  char *at;
  char *stop;
} MusterPut;

/* Makes sure that @n more bytes fit. */
static inline void
muster_put_room (MusterPut *self, gsize n)
{
  gsize length = (gsize) (self->at - self->out->str);

  if (G_LIKELY ((gsize) (self->stop - self->at) >= n))
    return;
  g_string_set_size (self->out, length + n);
  self->at = self->out->str + length;
  self->stop = self->out->str + self->out->allocated_len - 1;
}

static inline void
muster_put_begin (MusterPut *self, GString *out, gsize n)
{
  self->out = out;
  self->at = out->str + out->len;
  self->stop = out->str + out->allocated_len - 1;
  muster_put_room (self, n);
}

static inline void
muster_put_end (MusterPut *self)
{
  self->out->len = (gsize) (self->at - self->out->str);
  *self->at = '\0';
}

static inline void
muster_put_bytes (MusterPut *self, const char *bytes, gsize n)
{
  memcpy (self->at, bytes, n);
  self->at += n;
}

#define muster_put_literal(self, literal)                                                          \
  muster_put_bytes ((self), "" literal, sizeof ("" literal) - 1)

static inline void
muster_put_string (MusterPut *self, const char *text)
{
  muster_put_bytes (self, text, strlen (text));
}

/* At most 20 bytes. */
static inline void
muster_put_uint (MusterPut *self, guint64 value)
{
  char digits[20];
  guint n = sizeof digits;

  do
    {
      digits[--n] = (char) ('0' + value % 10);
      value /= 10;
    }
  while (value != 0);
  muster_put_bytes (self, digits + n, sizeof digits - n);
}

static inline void
muster_put_int (MusterPut *self, gint64 value)
{
  if (value < 0)
    *self->at++ = '-';
  muster_put_uint (self, value < 0 ? -(guint64) value : (guint64) value);
}

/* These two write a zero behind themselves, so they want a byte more than they add. */
static inline void
muster_put_ulid (MusterPut *self, MusterUlid value)
{
  muster_ulid_format (value, self->at);
  self->at += MUSTER_ULID_TEXT_BYTES;
}

static inline void
muster_put_instant (MusterPut *self, gint64 at_us)
{
  *self->at++ = '"';
  self->at += muster_instant_format (at_us, self->at);
  *self->at++ = '"';
}

G_END_DECLS
