/* outbound-answer.c - what was answered
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/outbound.h"

#include <string.h>

/**
 * muster_outbound_answer_new:
 * @status: of HTTP or SMTP, or 0
 * @body: (transfer full): what it says
 * @headers: (transfer full) (nullable) (element-type utf8): "Name: value"
 *
 * Returns: (transfer full): an answer
 */
MusterOutboundAnswer *
muster_outbound_answer_new (guint status, GString *body, GPtrArray *headers)
{
  MusterOutboundAnswer *self = g_new0 (MusterOutboundAnswer, 1);

  self->status = status;
  self->body = g_string_free_to_bytes (body);
  self->headers = headers;
  return self;
}

/**
 * muster_outbound_answer_free:
 * @self: (transfer full): an answer
 */
void
muster_outbound_answer_free (MusterOutboundAnswer *self)
{
  g_clear_pointer (&self->headers, g_ptr_array_unref);
  g_bytes_unref (self->body);
  g_free (self->broken);
  g_free (self);
}

/**
 * muster_outbound_answer_get_header:
 * @self: an answer
 * @name: of a header
 *
 * Returns: (nullable) (transfer none): its value
 */
const char *
muster_outbound_answer_get_header (const MusterOutboundAnswer *self, const char *name)
{
  gsize n = strlen (name);

  for (guint i = 0; self->headers != NULL && i < self->headers->len; i++)
    {
      const char *line = g_ptr_array_index (self->headers, i);

      if (g_ascii_strncasecmp (line, name, n) != 0 || line[n] != ':')
        continue;
      line += n + 1;
      return line + strspn (line, " \t");
    }
  return NULL;
}
