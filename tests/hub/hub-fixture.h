/* hub-fixture.h - a server with a manual clock, and handlers that tests can steer
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "hub/body.h"
#include "hub/problem.h"
#include "hub/server.h"
#include "hub/stream.h"
#include "raw-client.h"
#include <unistd.h>
G_BEGIN_DECLS

#define HUB_GET(path)       "GET " path " HTTP/1.1\r\nHost: h\r\n\r\n"
#define HUB_GET_CLOSE(path) "GET " path " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"
#define HUB_AUTH            "Authorization: Bearer t\r\n"

#define HUB_PIECE_BYTES 65536

/* Listens on 127.0.0.1 and on a Unix socket. Its paths:
 *   /who     who asks, as "uid address tag"
 *   /echo    how long the body is; on /intake/echo up to 16 MiB of it
 *   /later   is deferred, and put into @deferred
 *   /worker  is deferred, and answered 202 by another thread
 *   /refuse  is refused with 403 by its head
 *   /big     64 MiB
 *   /written is deferred, and written by a thread of its own: "Pieces: N" of HUB_PIECE_BYTES each,
 *            after the first of which it waits for @going_on where "Waits:" says so; with "Cut:" it
 *            does not say that this was all
 *   /stream  the log, as role 1; "Role: N" another one
 * Authorization makes its sender known; without it /guess asks whether one may guess. */
typedef struct
{
  MusterClock *clock;
  MusterServer *server;
  MusterEventLog *log;
  char *folder;
  char *tcp;
  char *local;
  GAsyncQueue *routed;   /* of path, newly allocated */
  GAsyncQueue *deferred; /* of MusterRequest */
  GAsyncQueue *going_on; /* anything */
  GThreadPool *workers;
  GBytes *big;
  int settler;      /* a connection, once one has settled */
  gint64 refused_n; /* what refused_body was told; read after the answer */
} HubFixture;

void hub_fixture_init_settings (HubFixture *self, MusterServerSettings *settings);
void hub_fixture_start (HubFixture *self, const MusterServerSettings *settings);
HubFixture *hub_fixture_new (void);
HubFixture *hub_fixture_alloc (void); /* for init_settings () and start () */
void hub_fixture_free (HubFixture *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HubFixture, hub_fixture_free)

/* When it returns the HTTP thread of that listener has done all that was sent before. */
void hub_fixture_settle (HubFixture *self);
/* Settles, lets time pass and ticks: how many connections were late. */
guint hub_fixture_advance (HubFixture *self, gint64 by_us);
guint hub_fixture_get_late (HubFixture *self);
void hub_fixture_expect_route (HubFixture *self, const char *path);

G_END_DECLS
