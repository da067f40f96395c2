/* source.h - the contract of a source: one alert format in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "model/report.h"
G_BEGIN_DECLS

#define MUSTER_SIGNATURE_VALID "valid"

/* A request to /v1/intake/KEY/SOURCE or to a sender's own path. */
typedef struct
{
  const char *method;       /* "POST"; "GET" where the source takes it */
  const char *path;         /* which of the source's paths it came by; NULL: by the source's name */
  const char *part;         /* what stands in the path's braces, or follows SOURCE; "" if none */
  const char *query;        /* without the question mark, still encoded; "" if none */
  const char *content_type; /* NULL if none */
  const char *body;
  gsize body_n;
  gint64 received_us;
  const char *unique; /* an id of this request, for formats that mint keys (PagerDuty) */
  /* What is known of who signed the body, for formats that are signed: MUSTER_SIGNATURE_VALID, or
   * why it could not be checked; NULL: nobody looked. What is signed by somebody else never comes
   * here. */
  const char *signature;
  gboolean is_confirmed; /* what it asks us to confirm was confirmed */
  const char *mapping;   /* of the configuration, named as the part is; NULL: there is none */
  const char *(*get_header) (gconstpointer headers, const char *name); /* NULL: there are none */
  gconstpointer headers;
} MusterIntake;

typedef struct
{
  guint status;             /* HTTP */
  const char *content_type; /* static; NULL: no body */
  GString *body;            /* made by the caller, filled by reply */
} MusterReply;

/* Somebody asks what became of a request that was answered with its id. */
typedef struct
{
  const char *request; /* the id */
  MusterText alert;    /* the name that its alert has by its sender; n 0: it has none any more */
  const MusterReportOutcome *outcome;
} MusterQuestion;

typedef struct
{
  const char *name;  /* SOURCE in /v1/intake/KEY/SOURCE */
  const char *title; /* for people; marked N_() */
  /* The sender's own paths ("/v2/enqueue", "/v2/alerts/{alias}/close"), NULL at the end; NULL:
   * none. What is in braces is any one segment, and {key} is the integration key unless one stood
   * before it: then it is like any other. */
  const char *const *paths;
  const char *key_parameter; /* of the query, where senders put the key there; NULL: they do not */
  gboolean takes_get;        /* pings are asked for as often as they are posted */
  gboolean (*decode) (const MusterIntake *in,
                      MusterJsonReader *reader,
                      MusterReports *out,
                      GError **error);
  void (*reply) (const MusterReports *reports, MusterReply *out); /* all went well */
  /* The sender's own shape of a refusal; NULL: an RFC 9457 problem. */
  void (*refuse) (guint status, const char *message, MusterReply *out);
  /* The path where senders GET what became of a request, with its id in braces, and the answer;
   * NULL: none does. Such a source wants outcomes and gives requests ids. */
  const char *question_path;
  void (*tell) (const MusterQuestion *question, MusterReply *out);
} MusterSource;

extern const MusterSource *const muster_sources[]; /* sorted by name, NULL at the end; generated */

/* Where a path leads. */
typedef struct
{
  const MusterSource *source;
  const char *path; /* of the source's paths; NULL: none of them */
  const char *part; /* never NULL */
  const char *key;  /* what stands for {key}; NULL: the path has none */
  gboolean asks;    /* path is where it is asked what became of a request */
} MusterSourceRoute;

const MusterSource *muster_source_find (const char *name);
/* By the segments of a path as its sender knows it. @has_key: a key stood before them. */
gboolean muster_source_route_path (const char *const *segments,
                                   guint n,
                                   gboolean has_key,
                                   MusterSourceRoute *out);
/* By SOURCE and what follows: one of its own paths, or one segment at most. */
gboolean muster_source_route_name (const char *const *segments, guint n, MusterSourceRoute *out);

/* NULL if the request has no such header. */
const char *muster_intake_get_header (const MusterIntake *self, const char *name);

G_END_DECLS
