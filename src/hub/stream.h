/* stream.h - GET /v1/stream: a request whose answer is the event log (protocol §4)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "hub/event-log.h"
#include "hub/request.h"
#include "hub/server.h"
G_BEGIN_DECLS

gboolean muster_stream_parse_seq (const char *text, guint64 *out);
gboolean muster_stream_read_start (MusterRequest *request,
                                   const MusterEventLog *log,
                                   MusterLogStart *out,
                                   GError **error);
void muster_request_stream (MusterRequest *request, const MusterLogStart *start);

/* Ends the streams that were let in by a token which @is_in_force says no of. Main thread. */
void muster_streams_check (MusterServer *server,
                           gboolean (*is_in_force) (MusterUlid token, gpointer user_data),
                           gpointer user_data);

G_END_DECLS
