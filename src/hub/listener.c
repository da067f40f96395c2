/* listener.c - opens the sockets that --listen names
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/listener.h"
#include "hub/peer-table.h"
#include <arpa/inet.h>
#include <errno.h>
#include <glib/gstdio.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#define BACKLOG 1024

typedef union
{
  struct sockaddr any;
  struct sockaddr_in in;
  struct sockaddr_in6 in6;
  struct sockaddr_un un;
} Address;

static gboolean
fail (GError **error, const char *spec, int number, const char *what)
{
  g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (number), "%s: %s: %s", spec, what,
               g_strerror (number));
  return FALSE;
}

static gboolean
refuse (GError **error, GIOErrorEnum code, const char *spec, const char *why)
{
  g_set_error (error, G_IO_ERROR, (int) code, "%s: %s", spec, why);
  return FALSE;
}

static int
new_socket (int family)
{
  return socket (family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
}

static gboolean
is_answered (const Address *address)
{
  int fd = new_socket (AF_UNIX);
  gboolean answered = connect (fd, &address->any, sizeof address->un) == 0 || errno == EAGAIN;

  if (fd >= 0)
    close (fd);
  return answered;
}

/* A socket file that a killed hub left behind is taken away; anything else stays. */
static gboolean
remove_stale (const Address *address, const char *spec, GError **error)
{
  const char *path = address->un.sun_path;
  struct stat info;

  if (lstat (path, &info) != 0)
    return errno == ENOENT ? TRUE : fail (error, spec, errno, "cannot look at it");
  if (!S_ISSOCK (info.st_mode))
    return refuse (error, G_IO_ERROR_EXISTS, spec, "exists and is no socket");
  if (is_answered (address))
    return refuse (error, G_IO_ERROR_ADDRESS_IN_USE, spec, "another hub answers on it");
  return g_unlink (path) == 0 ? TRUE : fail (error, spec, errno, "cannot remove the stale socket");
}

static gboolean
parse_unix (const char *spec, Address *out, GError **error)
{
  const char *path = spec + strlen ("unix:");

  out->un.sun_family = AF_UNIX;
  if (*path == '\0' || strlen (path) >= sizeof out->un.sun_path)
    return refuse (error, G_IO_ERROR_INVALID_ARGUMENT, spec, "path is empty or over 107 bytes");
  g_strlcpy (out->un.sun_path, path, sizeof out->un.sun_path);
  return TRUE;
}

static gboolean
open_unix (MusterListenSocket *self, const char *spec, GError **error)
{
  Address address = { 0 };

  if (!parse_unix (spec, &address, error) || !remove_stale (&address, spec, error))
    return FALSE;
  self->fd = new_socket (AF_UNIX);
  /* On Linux the socket's own mode is that of the file: it is never, not even for a moment, wider.
   */
  if (self->fd < 0 || fchmod (self->fd, 0600) != 0)
    return fail (error, spec, errno, "cannot make a socket");
  if (bind (self->fd, &address.any, sizeof address.un) != 0)
    return fail (error, spec, errno, "cannot bind");
  self->address = g_strdup (spec);
  return listen (self->fd, BACKLOG) == 0 ? TRUE : fail (error, spec, errno, "cannot listen");
}

/* "127.0.0.1:9693" or "[::1]:9693": numbers only, so that nothing waits for a name server. */
static gboolean
parse_address (const char *spec, Address *out, GError **error)
{
  const char *colon = strrchr (spec, ':');
  g_autofree char *host = colon != NULL ? g_strndup (spec, (gsize) (colon - spec)) : NULL;
  gsize host_bytes = host != NULL ? strlen (host) : 0;
  guint64 port;

  if (host == NULL || !g_ascii_string_to_unsigned (colon + 1, 10, 0, G_MAXUINT16, &port, NULL))
    return refuse (error, G_IO_ERROR_INVALID_ARGUMENT, spec,
                   "must be unix:PATH, ADDRESS:PORT or [ADDRESS]:PORT");
  if (host_bytes > 2 && host[0] == '[' && host[host_bytes - 1] == ']')
    {
      host[host_bytes - 1] = '\0';
      out->in6.sin6_family = AF_INET6;
      out->in6.sin6_port = htons ((guint16) port);
      if (inet_pton (AF_INET6, host + 1, &out->in6.sin6_addr) == 1)
        return TRUE;
    }
  out->in.sin_family = AF_INET;
  out->in.sin_port = htons ((guint16) port);
  if (inet_pton (AF_INET, host, &out->in.sin_addr) == 1)
    return TRUE;
  return refuse (error, G_IO_ERROR_INVALID_ARGUMENT, spec, "address must be a number");
}

static gboolean
parse_tcp (const char *spec, gboolean allow_remote, Address *out, GError **error)
{
  if (!parse_address (spec, out, error))
    return FALSE;
  if (allow_remote || muster_address_is_loopback (&out->any))
    return TRUE;
  return refuse (error, G_IO_ERROR_PERMISSION_DENIED, spec,
                 "plain TCP is for this machine alone: listen on 127.0.0.1 or [::1], behind a "
                 "proxy with TLS");
}

static char *
describe (int fd)
{
  Address address = { 0 };
  socklen_t n = sizeof address;
  char host[INET6_ADDRSTRLEN];

  if (getsockname (fd, &address.any, &n) != 0)
    return NULL;
  if (address.any.sa_family == AF_INET6)
    return g_strdup_printf ("[%s]:%u",
                            inet_ntop (AF_INET6, &address.in6.sin6_addr, host, sizeof host),
                            ntohs (address.in6.sin6_port));
  return g_strdup_printf ("%s:%u", inet_ntop (AF_INET, &address.in.sin_addr, host, sizeof host),
                          ntohs (address.in.sin_port));
}

static gboolean
open_tcp (MusterListenSocket *self, const char *spec, gboolean allow_remote, GError **error)
{
  const int on = 1;
  Address address = { 0 };
  socklen_t n;

  if (!parse_tcp (spec, allow_remote, &address, error))
    return FALSE;
  n = address.any.sa_family == AF_INET6 ? sizeof address.in6 : sizeof address.in;
  self->fd = new_socket (address.any.sa_family);
  if (self->fd < 0)
    return fail (error, spec, errno, "cannot make a socket");
  setsockopt (self->fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (address.any.sa_family == AF_INET6)
    setsockopt (self->fd, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on);
  if (bind (self->fd, &address.any, n) != 0)
    return fail (error, spec, errno, "cannot bind");
  if (listen (self->fd, BACKLOG) != 0)
    return fail (error, spec, errno, "cannot listen");
  self->address = describe (self->fd);
  return TRUE;
}

/**
 * muster_listen_spec_check:
 * @spec: as for muster_listen_socket_open()
 * @allow_remote: whether TCP may listen off loopback (security R1)
 * @error: return location
 *
 * Returns: %FALSE with %G_IO_ERROR_INVALID_ARGUMENT or %G_IO_ERROR_PERMISSION_DENIED where no
 * socket could ever be opened there
 */
gboolean
muster_listen_spec_check (const char *spec, gboolean allow_remote, GError **error)
{
  Address address = { 0 };

  return g_str_has_prefix (spec, "unix:") ? parse_unix (spec, &address, error)
                                          : parse_tcp (spec, allow_remote, &address, error);
}

/**
 * muster_listen_socket_open:
 * @self: (out caller-allocates): the socket
 * @spec: "unix:PATH", "ADDRESS:PORT" or "[ADDRESS]:PORT"; port 0 picks one
 * @allow_remote: whether TCP may listen off loopback (security R1)
 *
 * A Unix socket is made 0600, and replaces one that nothing answers on. Whoever calls this has the
 * lock of the state folder: between two hubs on one path nobody else decides.
 *
 * Returns: %FALSE with a #GIOErrorEnum: %G_IO_ERROR_ADDRESS_IN_USE where another listens,
 *   %G_IO_ERROR_PERMISSION_DENIED, %G_IO_ERROR_INVALID_ARGUMENT, …
 */
gboolean
muster_listen_socket_open (MusterListenSocket *self,
                           const char *spec,
                           gboolean allow_remote,
                           GError **error)
{
  gboolean opened;

  *self = (MusterListenSocket){ .fd = -1, .is_unix = g_str_has_prefix (spec, "unix:") };
  opened =
      self->is_unix ? open_unix (self, spec, error) : open_tcp (self, spec, allow_remote, error);
  if (!opened)
    muster_listen_socket_close (self);
  return opened;
}

/**
 * muster_listen_socket_close:
 *
 * Closes it, and takes away the file of a Unix socket. May be called twice.
 */
void
muster_listen_socket_close (MusterListenSocket *self)
{
  if (self->fd >= 0)
    close (self->fd);
  self->fd = -1;
  if (self->is_unix && self->address != NULL)
    g_unlink (self->address + strlen ("unix:"));
  g_clear_pointer (&self->address, g_free);
}
