/* sse-parser.c - Server-Sent Events out of bytes that come in any pieces
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "link/sse-parser.h"
#include <string.h>

#define BYTE_ORDER_MARK "\xEF\xBB\xBF"

struct _MusterSseParser
{
  MusterSseFunc func;
  gpointer user_data;
  GString *line; /* the beginning of one whose end has not come yet */
  GString *name;
  GString *data;
  GString *id;
  gboolean has_data, has_id;
  gboolean after_cr; /* a line feed that comes now belongs to the end before it */
  gboolean begun;
  gboolean too_long;
};

/**
 * muster_sse_parser_new:
 * @func: called for each event
 * @user_data: for @func
 *
 * Returns: (transfer full): a parser at the beginning of a stream
 */
MusterSseParser *
muster_sse_parser_new (MusterSseFunc func, gpointer user_data)
{
  MusterSseParser *self = g_new0 (MusterSseParser, 1);

  self->func = func;
  self->user_data = user_data;
  self->line = g_string_new (NULL);
  self->name = g_string_new (NULL);
  self->data = g_string_new (NULL);
  self->id = g_string_new (NULL);
  return self;
}

/**
 * muster_sse_parser_free:
 * @self: (transfer full): a parser; not from within its function
 */
void
muster_sse_parser_free (MusterSseParser *self)
{
  g_string_free (self->line, TRUE);
  g_string_free (self->name, TRUE);
  g_string_free (self->data, TRUE);
  g_string_free (self->id, TRUE);
  g_free (self);
}

static gboolean
dispatch (MusterSseParser *self)
{
  MusterSseEvent event = { .name = self->name->len > 0 ? self->name->str : "message",
                           .data = self->data->str,
                           .data_n = self->data->len,
                           .id = self->has_id ? self->id->str : NULL };
  gboolean go_on = !self->has_data || self->func (&event, self->user_data);

  g_string_truncate (self->name, 0);
  g_string_truncate (self->data, 0);
  self->has_data = self->has_id = FALSE;
  return go_on;
}

static void
take_field (MusterSseParser *self, const char *name, gsize name_n, const char *value, gsize n)
{
  if (name_n == 4 && memcmp (name, "data", 4) == 0)
    {
      if (self->has_data)
        g_string_append_c (self->data, '\n');
      g_string_append_len (self->data, value, (gssize) n);
      self->has_data = TRUE;
      self->too_long |= self->data->len > MUSTER_SSE_BYTES_MAX;
    }
  else if (name_n == 2 && memcmp (name, "id", 2) == 0 && memchr (value, '\0', n) == NULL)
    {
      g_string_truncate (self->id, 0);
      g_string_append_len (self->id, value, (gssize) n);
      self->has_id = TRUE;
    }
  else if (name_n == 5 && memcmp (name, "event", 5) == 0)
    {
      g_string_truncate (self->name, 0);
      g_string_append_len (self->name, value, (gssize) n);
    }
  /* "retry" is not for us: our back-off is our own. */
}

static gboolean
take_line (MusterSseParser *self, const char *line, gsize n)
{
  const char *colon, *value;

  if (!self->begun && n >= 3 && memcmp (line, BYTE_ORDER_MARK, 3) == 0)
    {
      line += 3;
      n -= 3;
    }
  self->begun = TRUE;
  if (n == 0)
    return dispatch (self);
  if (line[0] == ':')
    return TRUE;
  colon = memchr (line, ':', n);
  if (colon == NULL)
    {
      take_field (self, line, n, "", 0);
      return TRUE;
    }
  value = colon + 1;
  if (value < line + n && *value == ' ')
    value++;
  take_field (self, line, (gsize) (colon - line), value, (gsize) (line + n - value));
  return TRUE;
}

/* The first carriage return or line feed. */
static const char *
find_end (const char *bytes, gsize n)
{
  const char *feed = memchr (bytes, '\n', n);
  const char *carriage = memchr (bytes, '\r', feed != NULL ? (gsize) (feed - bytes) : n);

  return carriage != NULL ? carriage : feed;
}

/* Takes one whole line that ends at @end: what was kept of it, and what has come. */
static gboolean
take_ended_line (MusterSseParser *self, const char *bytes, const char *end)
{
  gboolean go_on;

  if (self->line->len == 0)
    return take_line (self, bytes, (gsize) (end - bytes));
  g_string_append_len (self->line, bytes, end - bytes);
  go_on = take_line (self, self->line->str, self->line->len);
  g_string_truncate (self->line, 0);
  return go_on;
}

/**
 * muster_sse_parser_feed:
 * @self: a parser
 * @bytes: what came in
 * @n: how many
 *
 * Parses as WHATWG's HTML standard, "Server-sent events", has it: lines end in CR, LF or both, and
 * an event that is not ended by an empty line is never told. What is longer than
 * MUSTER_SSE_BYTES_MAX is refused for good.
 *
 * Returns: FALSE if a line or an event is too long
 */
gboolean
muster_sse_parser_feed (MusterSseParser *self, const char *bytes, gsize n)
{
  const char *stop = bytes + n, *end;

  while (bytes < stop && !self->too_long)
    {
      if (self->after_cr && *bytes == '\n')
        bytes++;
      self->after_cr = FALSE;
      end = find_end (bytes, (gsize) (stop - bytes));
      self->too_long =
          self->line->len + (gsize) ((end != NULL ? end : stop) - bytes) > MUSTER_SSE_BYTES_MAX;
      if (end == NULL && !self->too_long)
        g_string_append_len (self->line, bytes, stop - bytes);
      if (end == NULL || self->too_long)
        break;
      self->after_cr = *end == '\r';
      if (!take_ended_line (self, bytes, end))
        return TRUE;
      bytes = end + 1;
    }
  return !self->too_long;
}
