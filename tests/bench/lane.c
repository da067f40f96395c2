/* lane.c - one kept connection to a server on loopback: a request, its answer, the next one
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "lane.h"
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

void
lane_open (Lane *self, guint16 port)
{
  struct sockaddr_in address = { .sin_family = AF_INET,
                                 .sin_port = htons (port),
                                 .sin_addr.s_addr = htonl (INADDR_LOOPBACK) };
  const int on = 1;

  *self = (Lane){ .fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0) };
  if (self->fd < 0 || connect (self->fd, (struct sockaddr *) &address, sizeof address) != 0 ||
      setsockopt (self->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) != 0 ||
      fcntl (self->fd, F_SETFL, O_NONBLOCK) != 0)
    g_error ("port %u: %s", port, g_strerror (errno));
}

void
lane_close (Lane *self)
{
  close (self->fd);
}

void
lane_begin (Lane *self, const GString *post)
{
  self->post = post;
  self->sent = 0;
  self->answer_n = 0;
  self->began_us = g_get_monotonic_time ();
}

static gboolean
flush (Lane *self)
{
  while (self->sent < self->post->len)
    {
      gssize n =
          send (self->fd, self->post->str + self->sent, self->post->len - self->sent, MSG_NOSIGNAL);

      if (n < 0)
        return errno == EAGAIN;
      self->sent += (gsize) n;
    }
  return TRUE;
}

/* Only answers with a Content-Length are understood: both servers give one. */
static int
parse_answer (const Lane *self)
{
  const char *end = strstr (self->answer, "\r\n\r\n");
  const char *field = strcasestr (self->answer, "\r\nContent-Length:");
  gsize body_n;

  if (end == NULL)
    return self->answer_n + 1 < sizeof self->answer ? 0 : -1;
  if (field == NULL || field > end || self->answer_n < strlen ("HTTP/1.1 200"))
    return -1;
  body_n = g_ascii_strtoull (field + strlen ("\r\nContent-Length:"), NULL, 10);
  if (self->answer_n < (gsize) (end + 4 - self->answer) + body_n)
    return self->answer_n + 1 < sizeof self->answer ? 0 : -1;
  return (int) g_ascii_strtoull (self->answer + strlen ("HTTP/1.1 "), NULL, 10);
}

int
lane_drive (Lane *self)
{
  gssize n;

  if (!flush (self))
    return -1;
  n = recv (self->fd, self->answer + self->answer_n, sizeof self->answer - 1 - self->answer_n, 0);
  if (n == 0 || (n < 0 && errno != EAGAIN))
    return -1;
  if (n < 0)
    return 0;
  self->answer_n += (gsize) n;
  self->answer[self->answer_n] = '\0';
  return parse_answer (self);
}

int
lane_ask (Lane *self, const GString *post)
{
  int status;

  lane_begin (self, post);
  while ((status = lane_drive (self)) == 0)
    {
      struct pollfd wait = { self->fd, POLLIN, 0 };

      if (self->sent < post->len)
        wait.events |= POLLOUT;
      poll (&wait, 1, -1);
    }
  return status;
}
