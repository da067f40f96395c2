/* stub-hub.h - a hub's end of the wire, byte by byte as a test wants
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <gio/gio.h>
G_BEGIN_DECLS

typedef struct
{
  GSocketService *service;
  GQueue waiting; /* of StubGuest: their requests are whole */
  GPtrArray *guests;
  char *url;
  guint n_connections;
} StubHub;

/* One connection. */
typedef struct
{
  StubHub *hub;
  GSocketConnection *connection;
  GString *request; /* head and body of the newest */
  gboolean gone;    /* the other side has closed it */
  guint n_writes;   /* under way */
  char buffer[4096];
} StubGuest;

void stub_hub_start_tcp (StubHub *self);
void stub_hub_start_unix (StubHub *self, const char *path);
void stub_hub_stop (StubHub *self);

StubGuest *stub_hub_next (StubHub *self); /* waits for a request; the stub's own */
void stub_guest_send (StubGuest *self, const char *bytes, gssize n);
void stub_guest_close (StubGuest *self);
void stub_guest_wait_gone (StubGuest *self);
gboolean stub_guest_said (StubGuest *self, const char *text); /* in its newest request */

void stub_settle (void); /* until nothing is left to do at once */

G_END_DECLS
