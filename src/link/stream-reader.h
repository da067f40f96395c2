/* stream-reader.h - one connection of a Server-Sent Events stream, from request to end
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "link/sse-parser.h"
#include <libsoup/soup.h>
G_BEGIN_DECLS

/* Each may drop the reader. */
typedef struct
{
  void (*opened) (SoupMessageHeaders *headers, gpointer user_data);
  void (*heard) (gpointer user_data); /* bytes came in, whatever they are; before their events */
  void (*event) (const MusterSseEvent *event, gpointer user_data);
  void (*ended) (const GError *error, gpointer user_data); /* once, and last */
} MusterStreamReaderFuncs;

typedef struct _MusterStreamReader MusterStreamReader;

MusterStreamReader *muster_stream_reader_start (SoupSession *session,
                                                SoupMessage *message,
                                                const MusterStreamReaderFuncs *funcs,
                                                gpointer user_data);
/* Ends it without another call; the connection is closed. */
void muster_stream_reader_drop (MusterStreamReader *self);

G_END_DECLS
