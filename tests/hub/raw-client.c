/* raw-client.c - HTTP as bytes on a socket, also such as no client would send
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "raw-client.h"
#include <arpa/inet.h>
#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static void
set_guard (int fd)
{
  const struct timeval guard = { .tv_sec = 20 };

  g_assert_cmpint (setsockopt (fd, SOL_SOCKET, SO_RCVTIMEO, &guard, sizeof guard), ==, 0);
  g_assert_cmpint (setsockopt (fd, SOL_SOCKET, SO_SNDTIMEO, &guard, sizeof guard), ==, 0);
}

static int
connect_unix (const char *path)
{
  struct sockaddr_un address = { .sun_family = AF_UNIX };
  int fd = socket (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

  g_strlcpy (address.sun_path, path, sizeof address.sun_path);
  set_guard (fd);
  g_assert_cmpint (connect (fd, (struct sockaddr *) &address, sizeof address), ==, 0);
  return fd;
}

int
raw_connect_from (const char *address, const char *source)
{
  struct sockaddr_in to = { .sin_family = AF_INET }, from = { .sin_family = AF_INET };
  const char *colon = strrchr (address, ':');
  g_autofree char *host = g_strndup (address, (gsize) (colon - address));
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

  g_assert_cmpint (inet_pton (AF_INET, host, &to.sin_addr), ==, 1);
  to.sin_port = htons ((guint16) g_ascii_strtoull (colon + 1, NULL, 10));
  set_guard (fd);
  if (source != NULL)
    {
      g_assert_cmpint (inet_pton (AF_INET, source, &from.sin_addr), ==, 1);
      g_assert_cmpint (bind (fd, (struct sockaddr *) &from, sizeof from), ==, 0);
    }
  g_assert_cmpint (connect (fd, (struct sockaddr *) &to, sizeof to), ==, 0);
  return fd;
}

int
raw_connect (const char *address)
{
  if (g_str_has_prefix (address, "unix:"))
    return connect_unix (address + strlen ("unix:"));
  return raw_connect_from (address, NULL);
}

gboolean
raw_send (int fd, const char *bytes, gssize n)
{
  gsize left = n < 0 ? strlen (bytes) : (gsize) n;

  while (left > 0)
    {
      gssize sent = send (fd, bytes, left, MSG_NOSIGNAL);
      if (sent < 0 && errno == EINTR)
        continue;
      if (sent < 0)
        return FALSE;
      bytes += sent;
      left -= (gsize) sent;
    }
  return TRUE;
}

/* Bytes read, or 0 at the end, however it came. */
static gsize
receive (int fd, char *bytes, gsize n)
{
  gssize got = recv (fd, bytes, n, 0);

  if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
    g_error ("nothing came, and it was not closed");
  return got > 0 ? (gsize) got : 0;
}

GString *
raw_read_all (int fd)
{
  GString *out = g_string_new (NULL);
  char piece[4096];
  gsize n;

  while ((n = receive (fd, piece, sizeof piece)) > 0)
    g_string_append_len (out, piece, (gssize) n);
  return out;
}

GString *
raw_read_until (int fd, const char *end)
{
  GString *out = g_string_new (NULL);
  gsize end_n = strlen (end);
  char c;

  while ((out->len < end_n || memcmp (out->str + out->len - end_n, end, end_n) != 0) &&
         receive (fd, &c, 1) > 0)
    g_string_append_c (out, c);
  return out;
}

gboolean
raw_is_closed (int fd)
{
  g_autoptr (GString) rest = raw_read_all (fd);

  return rest->len == 0;
}

guint
raw_read_answer (int fd, char **out_body)
{
  g_autoptr (GString) head = raw_read_until (fd, "\r\n\r\n");
  const char *length = strcasestr (head->str, "\r\nContent-Length:");
  gsize n = 0;
  g_autofree char *body = NULL;
  guint status = 0;

  if (raw_find_statuses (head->str, head->len, &status, 1) == 0)
    return 0;
  if (length != NULL)
    n = (gsize) g_ascii_strtoull (length + strlen ("\r\nContent-Length:"), NULL, 10);
  body = g_malloc0 (n + 1);
  for (gsize at = 0, got; at < n; at += got)
    if ((got = receive (fd, body + at, n - at)) == 0)
      return 0;
  if (out_body != NULL)
    *out_body = g_steal_pointer (&body);
  return status;
}

guint
raw_roundtrip (int fd, const char *request, char **out_body)
{
  return raw_send (fd, request, -1) ? raw_read_answer (fd, out_body) : 0;
}

GString *
raw_join_chunks (const char *bytes, gsize n)
{
  g_autoptr (GString) out = g_string_new (NULL);
  const char *end = bytes + n;

  while (end - bytes >= 5)
    {
      char *line_end;
      gsize chunk_n = (gsize) g_ascii_strtoull (bytes, &line_end, 16);

      if (chunk_n == 0)
        return memcmp (bytes, "0\r\n\r\n", 5) == 0 ? g_steal_pointer (&out) : NULL;
      bytes = line_end + 2;
      if ((gsize) (end - bytes) < chunk_n + 2)
        return NULL;
      g_string_append_len (out, bytes, (gssize) chunk_n);
      bytes += chunk_n + 2;
    }
  return NULL;
}

guint
raw_find_statuses (const char *bytes, gsize n, guint *out, guint max)
{
  const char *at = bytes, *end = bytes + n;
  guint found = 0;

  while (found < max && (at = memmem (at, (gsize) (end - at), "HTTP/1.", 7)) != NULL)
    {
      guint status = end - at >= 12 ? (guint) g_ascii_strtoull (at + 9, NULL, 10) : 0;
      if (status >= 200)
        out[found++] = status;
      at += 7;
    }
  return found;
}
