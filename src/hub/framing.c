/* framing.c - refuses ambiguous HTTP heads before any handler runs (security R2)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * libmicrohttpd 0.9.75 and 1.0 cut their read buffer up in place: CR, LF and the first colon become
 * NUL, and names and values are pointers into it. So a well-formed head has a known geometry: each
 * name starts exactly two bytes after the end of the value before it. A bare LF (one byte), a NUL
 * inside a value (the rest of the line is invisible), a continuation (moved elsewhere) or a line
 * that begins with NUL (taken for the end of the head) all break it. Any other geometry is refused,
 * so should the library change its ways, requests fail and none is smuggled.
 */
#include "hub/framing.h"
#include <string.h>

#define VERSION_BYTES (sizeof "HTTP/1.1" - 1)

typedef struct
{
  MusterHead *head;
  const char *reason;
  const char *end; /* one past the last byte of the line before */
  guint fields_n;
} Scan;

static gboolean
is_token (const char *s, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (!g_ascii_isalnum (s[i]) && (s[i] == '\0' || strchr ("-_!#$%&'*+.^`|~", s[i]) == NULL))
      return FALSE;
  return n > 0;
}

static gboolean
is_text (const char *s, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (((guchar) s[i] < 0x20 && s[i] != '\t') || s[i] == 0x7f)
      return FALSE;
  return TRUE;
}

/* A hop may drop the fields that Connection names: never one that we or a proxy decide by. */
static gboolean
names_protected_field (const char *value)
{
  static const char *const fields[] = { "host",    "content-length",  "transfer-encoding",
                                        "trailer", "authorization",   "cookie",
                                        "expect",  "forwarded",       "last-event-id",
                                        "origin",  "x-forwarded-for", "x-forwarded-proto",
                                        NULL };
  g_auto (GStrv) tokens = g_strsplit (value, ",", 32);

  for (guint i = 0; tokens[i] != NULL; i++)
    for (guint k = 0; fields[k] != NULL; k++)
      if (g_ascii_strcasecmp (g_strstrip (tokens[i]), fields[k]) == 0)
        return TRUE;
  return FALSE;
}

/* Remembers the value of a field that may occur once; a second one is refused. */
static void
note_once (Scan *scan, const char **slot, const char *value, const char *reason)
{
  if (*slot != NULL)
    scan->reason = reason;
  *slot = value;
}

static void
note_field (Scan *scan, const char *name, const char *value)
{
  MusterHead *head = scan->head;

  switch (g_ascii_tolower (name[0]))
    {
    case 'h':
      if (g_ascii_strcasecmp (name, "host") == 0)
        note_once (scan, &head->host, value, "two Host fields");
      break;
    case 'c':
      if (g_ascii_strcasecmp (name, "content-length") == 0)
        note_once (scan, &head->content_length, value, "repeated Content-Length");
      else if (g_ascii_strcasecmp (name, "content-encoding") == 0)
        head->content_encoding = value;
      else if (g_ascii_strcasecmp (name, "connection") == 0 && names_protected_field (value))
        scan->reason = "Connection names a protected field";
      break;
    case 't':
      if (g_ascii_strcasecmp (name, "transfer-encoding") == 0)
        note_once (scan, &head->transfer_encoding, value, "repeated Transfer-Encoding");
      break;
    case 'e':
      if (g_ascii_strcasecmp (name, "expect") == 0)
        head->expect = value;
      break;
    default:
      break;
    }
}

static enum MHD_Result
scan_field (void *data,
            enum MHD_ValueKind kind,
            const char *name,
            size_t name_bytes,
            const char *value,
            size_t value_bytes)
{
  Scan *scan = data;

  if (name != scan->end + 2 || value == NULL || value <= name + name_bytes)
    scan->reason = "line ending, continuation or NUL in the head";
  else if (!is_token (name, name_bytes))
    scan->reason = "field name that is no token";
  else if (!is_text (value, value_bytes))
    scan->reason = "control character in a field";
  else
    note_field (scan, name, value);
  scan->fields_n++;
  scan->end = value != NULL ? value + value_bytes : name;
  return scan->reason == NULL ? MHD_YES : MHD_NO;
}

static gboolean
is_known_method (const char *method)
{
  static const char *const methods[] = { "GET", "POST", "HEAD", "PUT", "PATCH", "DELETE", NULL };

  return g_strv_contains (methods, method);
}

/* Origin form only; the absolute form where it names the very host of the Host field. */
static gboolean
is_our_target (const MusterHead *head)
{
  gsize host_bytes = head->host != NULL ? strlen (head->host) : 0;
  const char *rest = head->target;

  if (*rest == '/')
    return TRUE;
  if (g_ascii_strncasecmp (rest, "http://", 7) != 0 &&
      g_ascii_strncasecmp (rest, "https://", 8) != 0)
    return FALSE;
  rest = strstr (rest, "//") + 2;
  return host_bytes > 0 && g_ascii_strncasecmp (rest, head->host, host_bytes) == 0 &&
         rest[host_bytes] == '/';
}

static const char *
check_request_line (const MusterHead *head)
{
  gboolean is_11 = memcmp (head->version, "HTTP/1.1", VERSION_BYTES) == 0;

  if (!is_known_method (head->method))
    return "method not known";
  if (head->target != head->method + strlen (head->method) + 1 ||
      head->version != head->target + head->target_bytes + 1)
    return "spaces or NUL in the request line";
  if (!is_11 && memcmp (head->version, "HTTP/1.0", VERSION_BYTES) != 0)
    return "HTTP version not served";
  if (is_11 && head->host == NULL)
    return "Host is missing";
  if (head->host != NULL && strpbrk (head->host, " \t,/@?#") != NULL)
    return "Host is no host";
  if (!is_11 && head->transfer_encoding != NULL)
    return "Transfer-Encoding in HTTP/1.0";
  return NULL;
}

static const char *
check_length (const MusterHead *head)
{
  const char *length = head->content_length, *encoding = head->transfer_encoding;

  if (encoding != NULL && length != NULL)
    return "Content-Length with Transfer-Encoding";
  if (encoding != NULL && g_ascii_strcasecmp (encoding, "chunked") != 0)
    return "Transfer-Encoding other than chunked";
  if (length != NULL && (*length == '\0' || strspn (length, "0123456789") != strlen (length)))
    return "Content-Length is no number";
  return NULL;
}

static const char *
check_shape (const MusterHead *head, const char *end, gsize head_bytes)
{
  const char *reason = check_request_line (head);

  if (reason != NULL)
    return reason;
  if (head->method + head_bytes != end + strlen ("\r\n\r\n"))
    return "line ending or NUL at the end of the head";
  reason = check_length (head);
  if (reason != NULL)
    return reason;
  return is_our_target (head) ? NULL : "request target is not ours";
}

/**
 * muster_framing_check:
 * @head: request line as libmicrohttpd shows it; the fields it was asked to remember are filled in
 * @connection: a connection whose access handler runs for the first time in this request
 * @limits: security R5
 * @out: (out caller-allocates): status and reason of a refusal
 *
 * Says whether a head is unambiguous and within what we serve (security R2). Answering a refusal
 * from that first call makes libmicrohttpd drop the unread rest and close, so that nothing behind
 * the head is ever served.
 *
 * Returns: %TRUE if the request may go on
 */
gboolean
muster_framing_check (MusterHead *head,
                      struct MHD_Connection *connection,
                      const MusterHeadLimits *limits,
                      MusterFramingRefusal *out)
{
  Scan scan = { .head = head, .end = head->version + VERSION_BYTES };
  const union MHD_ConnectionInfo *size;

  size = MHD_get_connection_info (connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
  MHD_get_connection_values_n (connection, MHD_HEADER_KIND, scan_field, &scan);
  out->status = MHD_HTTP_BAD_REQUEST;
  out->reason = scan.reason;
  if (out->reason == NULL)
    out->reason = check_shape (head, scan.end, size != NULL ? size->header_size : 0);
  if (out->reason != NULL)
    return FALSE;
  if (size->header_size <= limits->head_bytes && scan.fields_n <= limits->fields_n)
    return TRUE;
  out->status = MHD_HTTP_REQUEST_HEADER_FIELDS_TOO_LARGE;
  out->reason = "head too large or of too many fields";
  return FALSE;
}
