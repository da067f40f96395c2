/* decoded.c - a body given to a source, and what a test wants to know of it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "decoded.h"
#include "base/instant.h"

gboolean
decode (Decoded *self, const char *source, char *body, gsize n)
{
  MusterIntake in = { .method = "POST",
                      .part = "",
                      .query = "",
                      .body = body,
                      .body_n = n,
                      .unique = "01J0000000000000000000000A" };

  g_assert_true (muster_instant_parse (RECEIVED, -1, &in.received_us));
  self->body = body;
  self->reader = muster_json_reader_new ();
  self->reports = muster_reports_new ();
  return muster_source_find (source)->decode (&in, self->reader, self->reports, &self->error);
}

void
clear_decoded (Decoded *self)
{
  muster_json_reader_free (self->reader);
  muster_reports_free (self->reports);
  g_clear_error (&self->error);
  g_free (self->body);
  *self = (Decoded){ 0 };
}

const MusterReport *
get_report (const Decoded *self, guint i)
{
  g_assert_cmpuint (i, <, self->reports->reports->len);
  return &g_array_index (self->reports->reports, MusterReport, i);
}

void
assert_refused (Decoded *self, gboolean ok)
{
  g_assert_false (ok);
  g_assert_nonnull (self->error);
  g_assert_true (self->error->domain == MUSTER_BASE_ERROR);
  g_assert_cmpuint (self->reports->reports->len, ==, 0);
  g_assert_cmpuint (self->reports->refusals->len, ==, 0);
}

char *
dup_value (const MusterLabelSet *labels, const char *name)
{
  for (guint i = 0; i < labels->n; i++)
    if (labels->items[i].name_n == strlen (name) &&
        memcmp (labels->items[i].name, name, labels->items[i].name_n) == 0)
      return g_strndup (labels->items[i].value, labels->items[i].value_n);
  return NULL;
}

void
assert_value (const MusterLabelSet *labels, const char *name, const char *expected)
{
  g_autofree char *value = dup_value (labels, name);

  g_assert_cmpstr (value, ==, expected);
}

gboolean
decode_framed (Decoded *self, const Frame *frame, const char *hole, gsize n)
{
  g_autofree char *start = g_strndup (hole, MIN (n, 60));
  g_autofree char *shown = g_strescape (start, NULL); /* TAP is UTF-8, and lines */
  GString *body = g_string_new (frame->before);
  gsize body_n;

  g_string_append_len (body, hole, (gssize) n);
  g_string_append (body, frame->after);
  body_n = body->len;
  g_test_message ("%s: %s", frame->source, shown);
  return decode (self, frame->source, g_string_free (body, FALSE), body_n);
}

char *
repeat (const char *text, guint n)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append (out, text);
  return g_string_free (out, FALSE);
}
