/* source.h - the contract of a source: one alert format in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "model/report.h"
G_BEGIN_DECLS

/* A request to /v1/intake/KEY/SOURCE or to a sender's own path. */
typedef struct
{
  const char *method;       /* "POST" */
  const char *tail;         /* what follows SOURCE in the path, "" or "/…", still escaped */
  const char *query;        /* without the question mark; "" if none */
  const char *content_type; /* NULL if none */
  const char *body;
  gsize body_n;
  gint64 received_us;
  const char *unique; /* an id of this request, for formats that mint keys (PagerDuty) */
} MusterIntake;

typedef struct
{
  guint status;             /* HTTP */
  const char *content_type; /* static; NULL: no body */
  GString *body;            /* made by the caller, filled by reply */
} MusterReply;

typedef struct
{
  const char *name;  /* SOURCE in /v1/intake/KEY/SOURCE */
  const char *title; /* for people; marked N_() */
  const char *path;  /* the sender's own path ("/api/v2/alerts", "/v2/enqueue"), or NULL */
  gboolean (*decode) (const MusterIntake *in,
                      MusterJsonReader *reader,
                      MusterReports *out,
                      GError **error);
  void (*reply) (const MusterReports *reports, MusterReply *out); /* all went well */
  /* The sender's own shape of a refusal; NULL: an RFC 9457 problem. */
  void (*refuse) (guint status, const char *message, MusterReply *out);
} MusterSource;

extern const MusterSource *const muster_sources[]; /* sorted by name, NULL at the end; generated */

const MusterSource *muster_source_find (const char *name);
const MusterSource *muster_source_for_path (const char *path);

G_END_DECLS
