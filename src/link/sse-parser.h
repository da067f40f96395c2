/* sse-parser.h - Server-Sent Events out of bytes that come in any pieces
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

/* The longest line, and the most data of one event, that we take. */
#define MUSTER_SSE_BYTES_MAX ((gsize) 4 * 1024 * 1024)

/* The bytes are valid during the call only. */
typedef struct
{
  const char *name; /* "message" if the event has none */
  const char *data; /* lines joined by line feeds; ended by a zero, may hold others */
  gsize data_n;
  const char *id; /* NULL: this event has none of its own */
} MusterSseEvent;

/* Returns FALSE to hear no more of the bytes given. */
typedef gboolean (*MusterSseFunc) (const MusterSseEvent *event, gpointer user_data);

typedef struct _MusterSseParser MusterSseParser;

MusterSseParser *muster_sse_parser_new (MusterSseFunc func, gpointer user_data);
/* FALSE if a line or an event is too long: the connection is to be dropped. */
gboolean muster_sse_parser_feed (MusterSseParser *self, const char *bytes, gsize n);
void muster_sse_parser_free (MusterSseParser *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterSseParser, muster_sse_parser_free)

G_END_DECLS
