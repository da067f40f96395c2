/* exporter.h - the contract of an exporter: one format of a postmortem out
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "model/incident.h"
#include "response/timeline-text.h"
G_BEGIN_DECLS

/* A change that may have begun it: ranked, never asserted. */
typedef struct
{
  gint64 at_us;        /* when it took effect */
  const char *service; /* nullable */
  const char *title;
  const char *reason;     /* in words: what speaks for and against it */
  const char *refuted_by; /* nullable: what would speak against it */
} MusterExportSuspect;

/* What is written. The same of it gives the same bytes, in one language: there is no time of
 * export. */
typedef struct
{
  const MusterIncident *incident;
  MusterNames names;                   /* people as others call them: "Sarah Chen" */
  MusterNames handles;                 /* people as they are mentioned: "sarah" */
  const char *service;                 /* the service's name; NULL: none */
  const MusterExportSuspect *suspects; /* likeliest first */
  guint n_suspects;
  guint n_more_suspects; /* that are left out */
  const char *outside;   /* why none of them did, most likely; nullable */
} MusterExport;

typedef struct
{
  const char *name;   /* FORMAT of the command line: "markdown" */
  const char *title;  /* for people; marked N_() */
  const char *suffix; /* of its files: ".md" */
  const char *type;   /* its media type */
  gboolean (*write) (const MusterExport *in, GString *out, GError **error);
} MusterExporter;

extern const MusterExporter *const muster_exporters[]; /* by name, NULL at the end; generated */

const MusterExporter *muster_exporter_find (const char *name);
char *muster_export_file_name (const MusterIncident *incident, const char *suffix);

G_END_DECLS
