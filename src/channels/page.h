/* page.h - what a page says, before any channel puts it in its own form
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/ulid.h"
#include "model/severity.h"
G_BEGIN_DECLS

typedef enum
{
  MUSTER_PAGE_INCIDENT, /* somebody is wanted */
  MUSTER_PAGE_BUNDLE,   /* for several at once; the fields are of the worst of them */
  MUSTER_PAGE_RESOLVED, /* who was paged is told that it is over */
  MUSTER_PAGE_NOTICE,   /* of no incident: a title and a text, and nobody is woken */
  MUSTER_PAGE_TEST,     /* the same, to see whether pages come */
} MusterPageKind;

/* Something to do by a link: signed, for once, and it asks before it does. */
typedef struct
{
  const char *action; /* for machines: "acknowledge" */
  const char *title;  /* for people: "Acknowledge" */
  const char *url;
} MusterPageLink;

#define MUSTER_PAGE_LINKS_MAX 4

/* Texts are of anybody: of any length, and any bytes. */
typedef struct
{
  MusterPageKind kind;
  MusterUlid id;       /* of this page: whoever gets it twice knows by this */
  MusterUlid incident; /* pages of one incident make one thread; of a bundle, the worst's */
  guint number;        /* its: INC-42 */
  guint n_incidents;   /* of a bundle; else 1 */
  const char *title;
  const char *text;    /* nullable: more of it, in lines; what a bundle is of */
  const char *service; /* nullable */
  MusterSeverity severity;
  guint firing; /* alerts */
  gint64 opened_us;
  gint64 resolved_us;          /* of a resolved one */
  gint64 made_us;              /* when the page was made; the same each time it is sent */
  const char *url;             /* nullable: where the console shows it */
  const MusterPageLink *links; /* likeliest first */
  const char *reply_to;        /* nullable: where a mail's answer goes, and is understood */
  guint n_links;               /* more than MUSTER_PAGE_LINKS_MAX are left out */
} MusterPageMessage;

G_END_DECLS
