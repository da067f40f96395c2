/* page-text.h - a page in words, fit for what they stand in and for its limits (security R9, R28)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "channels/escape.h"
#include "channels/page.h"
G_BEGIN_DECLS

/* "SEV-1 INC-42: Payment errors", one line; "Resolved: INC-42: Payment errors"; of a notice its
 * title alone */
char *
muster_page_title (const MusterPageMessage *message, gsize max_bytes, MusterEscapeFunc escape);
/* It is about an incident; else it is a title and a text. */
gboolean muster_page_has_incident (const MusterPageMessage *message);
/* "INC-42" */
char *muster_page_incident (const MusterPageMessage *message);
/* "SEV-1", or "" if none was said. */
const char *muster_page_severity (const MusterPageMessage *message);

/* What is known of it: "Service: payments". Safe, but of any length. */
typedef struct
{
  const char *name; /* translated, static */
  char *value;
} MusterPageFact;

#define MUSTER_PAGE_FACTS_MAX 6

typedef struct
{
  MusterPageFact facts[MUSTER_PAGE_FACTS_MAX];
  guint n;
} MusterPageFacts;

void muster_page_facts_init (MusterPageFacts *self, const MusterPageMessage *message);
void muster_page_facts_clear (MusterPageFacts *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MusterPageFacts, muster_page_facts_clear)

/* Facts and text as lines of "Name: value", without links. */
char *muster_page_text (const MusterPageMessage *message, gsize max_bytes, MusterEscapeFunc escape);

/* A link that may stand in a page, of the message's own and, first of all, to the console. */
typedef struct
{
  MusterPageLink links[MUSTER_PAGE_LINKS_MAX + 1];
  char *titles[MUSTER_PAGE_LINKS_MAX + 1]; /* what the links' point to */
  guint n;
} MusterPageLinks;

#define MUSTER_PAGE_LINK_TITLE_BYTES_MAX 40

void muster_page_links_init (MusterPageLinks *self, const MusterPageMessage *message);
void muster_page_links_clear (MusterPageLinks *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MusterPageLinks, muster_page_links_clear)

/* Text, then the links each on a line of its own, as the name says. Links are never cut: those
 * that do not fit are left out, and the text gives way to the first. */
char *muster_page_plain (const MusterPageMessage *message, gsize max_bytes);
char *
muster_page_markdown (const MusterPageMessage *message, gsize max_bytes, MusterEscapeFunc escape);
char *muster_page_html (const MusterPageMessage *message, gsize max_bytes);

G_END_DECLS
