/* link-bench.h - a link, its clock and its chance, in the test's hands
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "link/hub-link.h"
#include "stub-hub.h"
G_BEGIN_DECLS

#define STREAM_HEAD                                                                                \
  "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"                                         \
  "Muster-Journal: 01HX0000000000000000000000\r\nConnection: close\r\n\r\n"

#define SECOND G_USEC_PER_SEC

typedef struct
{
  StubHub hub;
  MusterClock *clock;
  MusterHubLink *link;
  GString *heard;  /* "12:{…} ", "pulse:{…} ", "reset:{…} " */
  GString *states; /* "connecting live stale offline ", as they changed */
} LinkBench;

void link_bench_start (LinkBench *self);                     /* a stub on TCP */
void link_bench_start_at (LinkBench *self, const char *url); /* no stub */
void link_bench_make_link (LinkBench *self, const char *url, const char *token);
void link_bench_stop (LinkBench *self);

void link_bench_wait_state (LinkBench *self, MusterLinkState state);
void link_bench_wait_heard (LinkBench *self, const char *heard);
void link_bench_advance_to_retry (LinkBench *self);
StubGuest *link_bench_open_stream (LinkBench *self, gint64 seq); /* up to live */

G_END_DECLS
