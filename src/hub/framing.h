/* framing.h - refuses ambiguous HTTP heads before any handler runs (security R2)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <glib.h>
#include <microhttpd.h>
G_BEGIN_DECLS

/* A request's head. The first four point into libmicrohttpd's one read buffer and are given; the
 * rest is what muster_framing_check() met on its way through the fields, NULL where absent. */
typedef struct
{
  const char *method;
  const char *target; /* as the URI callback saw it: before unescaping and splitting */
  gsize target_bytes; /* taken in that callback: later the buffer has been cut up */
  const char *version;

  const char *host;
  const char *content_length; /* digits only */
  const char *transfer_encoding;
  const char *content_encoding;
  const char *expect;
} MusterHead;

typedef struct
{
  gsize head_bytes;
  guint fields_n;
} MusterHeadLimits;

typedef struct
{
  guint status;       /* 400 or 431 */
  const char *reason; /* a constant in words */
} MusterFramingRefusal;

gboolean muster_framing_check (MusterHead *head,
                               struct MHD_Connection *connection,
                               const MusterHeadLimits *limits,
                               MusterFramingRefusal *out);

G_END_DECLS
