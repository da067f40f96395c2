/* dump.c - what a source makes of a body, in words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "dump.h"
#include "base/instant.h"
#include "base/json-writer.h"

static void
dump_text (GString *out, const char *name, MusterText text)
{
  MusterJsonWriter writer;

  if (text.n == 0)
    return;
  g_string_append_printf (out, "  %s ", name);
  muster_json_writer_init (&writer, out);
  muster_json_text (&writer, text.bytes, text.n);
  g_string_append_c (out, '\n');
}

static void
dump_time (GString *out, const char *name, gint64 at_us)
{
  if (at_us == MUSTER_NO_TIME)
    return;
  g_string_append_printf (out, "  %s ", name);
  muster_instant_append (at_us, out);
  g_string_append_c (out, '\n');
}

static void
dump_labels (GString *out, const char *what, const MusterLabelSet *labels)
{
  for (guint i = 0; i < labels->n; i++)
    {
      const MusterLabel *label = &labels->items[i];
      MusterJsonWriter writer;

      g_string_append_printf (out, "  %s ", what);
      g_string_append_len (out, label->name, label->name_n);
      g_string_append_c (out, '=');
      muster_json_writer_init (&writer, out);
      muster_json_text (&writer, label->value, label->value_n);
      g_string_append_c (out, '\n');
    }
}

static void
dump_marks (GString *out, guint bits)
{
  static const char *const marks[] = { "time-suspect", "cut", "renamed", "overflow" };

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (bits & (1u << i))
      g_string_append_printf (out, " [%s]", marks[i]);
  g_string_append_c (out, '\n');
}

static void
dump_report (GString *out, const MusterReport *report)
{
  static const char *const statuses[] = { "firing", "resolved", "acknowledged" };

  g_string_append (out, statuses[report->status]);
  if (report->severity != MUSTER_SEVERITY_NONE)
    g_string_append_printf (out, " SEV-%d", (int) report->severity);
  if (report->timed)
    g_string_append (out, " timed");
  dump_marks (out, report->marks);
  dump_text (out, "title", report->title);
  dump_text (out, "dedup", report->dedup);
  dump_text (out, "service", report->service);
  dump_text (out, "url", report->url);
  dump_time (out, "starts", report->starts_us);
  dump_time (out, "ends", report->ends_us);
  dump_labels (out, "label", &report->labels);
  dump_labels (out, "annotation", &report->annotations);
}

static void
dump_change (GString *out, const MusterChange *change)
{
  g_string_append (out, "change");
  dump_marks (out, change->marks);
  dump_text (out, "title", change->title);
  dump_text (out, "kind", change->kind);
  dump_text (out, "service", change->service);
  dump_text (out, "source", change->source);
  dump_text (out, "version", change->version);
  dump_text (out, "url", change->url);
  dump_time (out, "at", change->at_us);
  dump_labels (out, "label", &change->labels);
}

static void
dump_ping (GString *out, const MusterPing *ping)
{
  g_string_append (out, "ping");
  if (ping->interval_us > 0)
    g_string_append_printf (out, " every %" G_GINT64_FORMAT " s",
                            ping->interval_us / G_USEC_PER_SEC);
  g_string_append_c (out, '\n');
  dump_text (out, "name", ping->name);
}

static void
dump_reports (GString *out, const MusterReports *reports)
{
  for (guint i = 0; i < reports->reports->len; i++)
    dump_report (out, &g_array_index (reports->reports, MusterReport, i));
  for (guint i = 0; i < reports->changes->len; i++)
    dump_change (out, &g_array_index (reports->changes, MusterChange, i));
  for (guint i = 0; i < reports->pings->len; i++)
    dump_ping (out, &g_array_index (reports->pings, MusterPing, i));
  for (guint i = 0; i < reports->refusals->len; i++)
    {
      const MusterRefusal *refusal = &g_array_index (reports->refusals, MusterRefusal, i);

      g_string_append_printf (out, "%s %u: %s\n", refusal->folded ? "folded" : "refused",
                              refusal->index, refusal->reason);
    }
  if (reports->key.n > 0)
    g_string_append_printf (out, "key of %" G_GSIZE_FORMAT " bytes\n", reports->key.n);
  if (reports->values_over_budget > 0)
    g_string_append_printf (out, "over budget %u\n", reports->values_over_budget);
  if (reports->truncated > 0)
    g_string_append_printf (out, "truncated %u\n", reports->truncated);
}

/* Lines of CASE.head: "method GET", "path /v2/alerts/{alias}/close", "part x", "query a=b", and
 * headers as they are sent. */
static const char *
head_value (gconstpointer lines, const char *name)
{
  gsize n = strlen (name);

  for (guint i = 0; ((char *const *) lines)[i] != NULL; i++)
    {
      const char *line = ((char *const *) lines)[i];

      if (g_ascii_strncasecmp (line, name, n) == 0 && line[n] == ':' && line[n + 1] == ' ')
        return line + n + 2;
      if (strncmp (line, name, n) == 0 && line[n] == ' ')
        return line + n + 1;
    }
  return NULL;
}

static void
read_head (const MusterSource *source, char **lines, MusterIntake *in)
{
  const char *path = head_value (lines, "path");

  if (head_value (lines, "method") != NULL)
    in->method = head_value (lines, "method");
  if (head_value (lines, "part") != NULL)
    in->part = head_value (lines, "part");
  if (head_value (lines, "query") != NULL)
    in->query = head_value (lines, "query");
  in->mapping = head_value (lines, "mapping");
  if (head_value (lines, "Content-Type") != NULL)
    in->content_type = head_value (lines, "Content-Type");
  for (gsize i = 0; path != NULL && in->path == NULL; i++) /* it has to be one of the table */
    if (strcmp (source->paths[i], path) == 0)
      in->path = source->paths[i];
  in->get_header = head_value;
  in->headers = lines;
}

char *
dump_body (const MusterSource *source, const DumpBody *body)
{
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  g_autoptr (MusterReports) reports = muster_reports_new ();
  g_autoptr (GString) answer = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  MusterReply reply = { .body = answer };
  g_auto (GStrv) lines = g_strsplit (body->head != NULL ? body->head : "", "\n", -1);
  MusterIntake in = { .method = "POST",
                      .part = "",
                      .query = "",
                      .content_type = "application/json",
                      .body = body->body,
                      .body_n = body->body_n,
                      .received_us = body->received_us,
                      .unique = "01J0000000000000000000000A" };
  GString *out = g_string_new ("received ");

  read_head (source, lines, &in);
  muster_instant_append (body->received_us, out);
  g_string_append_c (out, '\n');
  if (source->decode (&in, reader, reports, &error))
    {
      dump_reports (out, reports);
      source->reply (reports, &reply);
    }
  else
    {
      g_string_append_printf (out, "error %s\n", error->message);
      if (source->refuse != NULL)
        source->refuse (400, error->message, &reply);
      else
        {
          reply.status = 400;
          g_string_append (answer, "a problem document");
        }
    }
  g_string_append_printf (out, "reply %u", reply.status);
  if (reply.content_type != NULL)
    g_string_append_printf (out, " %s", reply.content_type);
  if (answer->len > 0)
    g_string_append_printf (out, " %s", answer->str);
  g_string_append_c (out, '\n');
  return g_string_free (out, FALSE);
}
