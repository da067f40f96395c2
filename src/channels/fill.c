/* fill.c - for channels: puts a request together
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "channels/fill.h"

#include "channels/escape.h"

#include <string.h>

/**
 * muster_fill_post_json:
 * @self: a request
 * @url: where it goes
 * @writer: (out caller-allocates): in the object that is its body; the caller ends that
 *
 * Begins a POST of JSON.
 */
void
muster_fill_post_json (MusterChannelRequest *self, const char *url, MusterJsonWriter *writer)
{
  self->method = "POST";
  self->url = g_strdup (url);
  muster_fill_header (self, "Content-Type", "application/json");
  muster_json_writer_init (writer, self->body);
  muster_json_begin_object (writer);
}

/**
 * muster_fill_url:
 * @base: of a server
 * @path: from there, with a slash before it
 *
 * Returns: (transfer full): both
 */
char *
muster_fill_url (const char *base, const char *path)
{
  gsize n = strlen (base);

  while (n > 0 && base[n - 1] == '/')
    n--;
  return g_strdup_printf ("%.*s%s", (int) n, base, path);
}

/* The checks are elsewhere; a line break here would be a header of somebody else's making. */
static gboolean
is_header_line (const char *line)
{
  for (const char *p = line; *p != '\0'; p++)
    if (*p < ' ' || *p >= 0x7f)
      return FALSE;
  return TRUE;
}

/**
 * muster_fill_header:
 * @self: a request
 * @name: of a header
 * @format: its value, as of printf
 * @...: what goes in there
 *
 * Adds a header.
 */
void
muster_fill_header (MusterChannelRequest *self, const char *name, const char *format, ...)
{
  g_autofree char *value = NULL;
  g_autofree char *line = NULL;
  va_list args;

  va_start (args, format);
  value = g_strdup_vprintf (format, args);
  va_end (args);
  line = g_strdup_printf ("%s: %s", name, value);
  g_return_if_fail (is_header_line (line));
  g_ptr_array_add (self->headers, g_steal_pointer (&line));
}

/**
 * muster_fill_basic:
 * @self: a request
 * @user: who we are there; without a colon
 * @password: the secret
 *
 * Adds who asks (RFC 7617).
 */
void
muster_fill_basic (MusterChannelRequest *self, const char *user, const char *password)
{
  g_autofree char *both = g_strconcat (user, ":", password, NULL);
  g_autofree char *encoded = g_base64_encode ((const guchar *) both, strlen (both));

  muster_fill_header (self, "Authorization", "Basic %s", encoded);
}

/**
 * muster_fill_value:
 * @writer: where a value goes
 * @text: (nullable): of anybody
 * @max_bytes: how long it may be
 * @lines: whether it may have lines
 *
 * Puts it there.
 */
void
muster_fill_value (MusterJsonWriter *writer, const char *text, gsize max_bytes, gboolean lines)
{
  g_autofree char *fit = text != NULL ? muster_page_fit (text, max_bytes, lines, NULL) : NULL;

  muster_json_string (writer, fit);
}

/**
 * muster_fill_text:
 * @writer: where a member goes
 * @name: its name
 * @text: (nullable): of anybody
 * @max_bytes: how long it may be
 *
 * Puts one line there.
 */
void
muster_fill_text (MusterJsonWriter *writer, const char *name, const char *text, gsize max_bytes)
{
  muster_json_name (writer, name);
  muster_fill_value (writer, text, max_bytes, FALSE);
}
