/* listener.h - opens the sockets that --listen names
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <gio/gio.h>
G_BEGIN_DECLS

typedef struct
{
  int fd; /* listening, non-blocking, close-on-exec */
  gboolean is_unix;
  char *address; /* in the form of --listen, with the port really bound */
} MusterListenSocket;

gboolean muster_listen_socket_open (MusterListenSocket *self,
                                    const char *spec,
                                    gboolean allow_remote,
                                    GError **error);
/* Whether @spec can be listened on at all, before anything is made for it. */
gboolean muster_listen_spec_check (const char *spec, gboolean allow_remote, GError **error);
void muster_listen_socket_close (MusterListenSocket *self);

G_END_DECLS
