/* page-text.c - a page in words, fit for what they stand in and for its limits (security R9, R28)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "channels/page-text.h"

#include "base/instant.h"
#include "base/safe-text.h"
#include "channels/settings.h"
#include "model/command.h"

#include <glib/gi18n.h>
#include <string.h>

#define VALUE_BYTES_MAX 256

/**
 * muster_page_has_incident:
 * @message: a page
 *
 * Returns: whether it is about one or several
 */
gboolean
muster_page_has_incident (const MusterPageMessage *message)
{
  return message->kind != MUSTER_PAGE_NOTICE && message->kind != MUSTER_PAGE_TEST;
}

/**
 * muster_page_incident:
 * @message: a page
 *
 * Returns: (transfer full): its incident as people call it: "INC-42"
 */
char *
muster_page_incident (const MusterPageMessage *message)
{
  GString *out = g_string_new (NULL);

  muster_incident_append_id (message->number, out);
  return g_string_free (out, FALSE);
}

/**
 * muster_page_severity:
 * @message: a page
 *
 * Returns: "SEV-1" to "SEV-5"; "" if none was said
 */
const char *
muster_page_severity (const MusterPageMessage *message)
{
  static const char *const names[] = { "", "SEV-1", "SEV-2", "SEV-3", "SEV-4", "SEV-5" };

  return (guint) message->severity < G_N_ELEMENTS (names) ? names[message->severity] : "";
}

/**
 * muster_page_title:
 * @message: a page
 * @max_bytes: how long it may be when escaped; enough for more than its number
 * @escape: (nullable): what it stands in
 *
 * Returns: (transfer full): one line: "SEV-1 INC-42: Payment errors"
 */
char *
muster_page_title (const MusterPageMessage *message, gsize max_bytes, MusterEscapeFunc escape)
{
  g_autofree char *incident = muster_page_incident (message);
  const char *severity = muster_page_severity (message);
  g_autoptr (GString) line = g_string_new (NULL);

  if (!muster_page_has_incident (message))
    return muster_page_fit (message->title != NULL ? message->title : "", max_bytes, FALSE, escape);
  if (message->kind == MUSTER_PAGE_BUNDLE)
    g_string_append_printf (
        line,
        /* TRANSLATORS: how many incidents a page is about, before the worst of them */
        g_dngettext (GETTEXT_PACKAGE,
                     "%u incident, worst: ", "%u incidents, worst: ", message->n_incidents),
        message->n_incidents);
  else if (message->kind == MUSTER_PAGE_RESOLVED)
    /* TRANSLATORS: said of an incident; its name follows */
    g_string_append (line, _ ("Resolved: "));
  g_string_append_printf (line, "%s%s%s: %s", severity, *severity != '\0' ? " " : "", incident,
                          message->title != NULL ? message->title : "");
  return muster_page_fit (line->str, max_bytes, FALSE, escape);
}

/* --- facts --- */

static char *
format_instant (gint64 at_us)
{
  char text[MUSTER_INSTANT_TEXT_BYTES];

  muster_instant_format (at_us, text);
  return g_strdup_printf ("%.10s %.5s UTC", text, text + strlen ("2026-03-06T"));
}

static void
add_fact (MusterPageFacts *self, const char *name, char *value)
{
  g_assert (self->n < MUSTER_PAGE_FACTS_MAX);
  self->facts[self->n++] = (MusterPageFact){ name, value };
}

/**
 * muster_page_facts_init:
 * @self: (out caller-allocates): what is known; to be cleared
 * @message: a page
 *
 * Lists what the title does not say, in the order in which it matters at night.
 */
void
muster_page_facts_init (MusterPageFacts *self, const MusterPageMessage *message)
{
  *self = (MusterPageFacts){ .n = 0 };
  if (!muster_page_has_incident (message))
    return;
  if (message->service != NULL)
    /* TRANSLATORS: the service that an incident is about, before its name */
    add_fact (self, _ ("Service"),
              muster_page_fit (message->service, VALUE_BYTES_MAX, FALSE, NULL));
  if (message->kind != MUSTER_PAGE_RESOLVED)
    add_fact (
        self,
        /* TRANSLATORS: alerts that fire, before their number */
        _ ("Firing"),
        g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u alert", "%u alerts", message->firing),
                         message->firing));
  /* TRANSLATORS: when an incident began, before a time */
  add_fact (self, _ ("Opened"), format_instant (message->opened_us));
  if (message->kind == MUSTER_PAGE_RESOLVED)
    /* TRANSLATORS: when an incident was over, before a time */
    add_fact (self, _ ("Resolved"), format_instant (message->resolved_us));
}

/**
 * muster_page_facts_clear:
 * @self: what is known
 *
 * Frees what is in it.
 */
void
muster_page_facts_clear (MusterPageFacts *self)
{
  for (guint i = 0; i < self->n; i++)
    g_clear_pointer (&self->facts[i].value, g_free);
  self->n = 0;
}

/**
 * muster_page_text:
 * @message: a page
 * @max_bytes: how long it may be when escaped
 * @escape: (nullable): what it stands in
 *
 * Returns: (transfer full): lines of "Name: value", and what else there is to say
 */
char *
muster_page_text (const MusterPageMessage *message, gsize max_bytes, MusterEscapeFunc escape)
{
  g_auto (MusterPageFacts) facts;
  g_autoptr (GString) text = g_string_new (NULL);

  muster_page_facts_init (&facts, message);
  for (guint i = 0; i < facts.n; i++)
    g_string_append_printf (text, "%s%s: %s", i > 0 ? "\n" : "", facts.facts[i].name,
                            facts.facts[i].value);
  if (message->text != NULL && *message->text != '\0')
    g_string_append_printf (text, "%s%s", facts.n > 0 ? "\n\n" : "", message->text);
  return muster_page_fit (text->str, max_bytes, TRUE, escape);
}

/* --- links --- */

static void
add_link (MusterPageLinks *self, const MusterPageLink *link)
{
  if (!muster_is_page_link (link->url) || link->action == NULL || link->title == NULL)
    return;
  self->titles[self->n] =
      muster_page_fit (link->title, MUSTER_PAGE_LINK_TITLE_BYTES_MAX, FALSE, NULL);
  self->links[self->n] = (MusterPageLink){ link->action, self->titles[self->n], link->url };
  self->n++;
}

/**
 * muster_page_links_init:
 * @self: (out caller-allocates): links; to be cleared before @message is gone
 * @message: a page
 *
 * Lists the ways to the console and to what can be done, without what is no link.
 */
void
muster_page_links_init (MusterPageLinks *self, const MusterPageMessage *message)
{
  const MusterPageLink console = { "open",
                                   /* TRANSLATORS: verb: show the incident in the console */
                                   _ ("Open"), message->url };

  *self = (MusterPageLinks){ .n = 0 };
  add_link (self, &console);
  for (guint i = 0; i < MIN (message->n_links, MUSTER_PAGE_LINKS_MAX); i++)
    add_link (self, &message->links[i]);
}

/**
 * muster_page_links_clear:
 * @self: links
 *
 * Frees what is in it.
 */
void
muster_page_links_clear (MusterPageLinks *self)
{
  for (guint i = 0; i < self->n; i++)
    g_clear_pointer (&self->titles[i], g_free);
  self->n = 0;
}

/* How a format has text and links. */
typedef struct
{
  MusterEscapeFunc escape;
  gboolean is_html; /* else Markdown, where it has an escape */
} Form;

static char *
format_link (const MusterPageLink *link, const Form *form)
{
  g_autofree char *title =
      form->escape != NULL ? form->escape (link->title) : g_strdup (link->title);
  g_autoptr (GString) line = g_string_new ("\n");

  if (form->is_html)
    {
      g_autofree char *url = muster_escape_html (link->url);

      g_string_append_printf (line, "<a href=\"%s\">%s</a>", url, title);
    }
  else if (form->escape != NULL)
    g_string_append_printf (line, "[%s](%s)", title, link->url);
  else
    g_string_append_printf (line, "%s: %s", title, link->url);
  return g_string_free (g_steal_pointer (&line), FALSE);
}

static char *
make_page (const MusterPageMessage *message, gsize max_bytes, const Form *form)
{
  g_auto (MusterPageLinks) links;
  g_autoptr (GString) tail = g_string_new (NULL);
  g_autofree char *text = NULL;

  muster_page_links_init (&links, message);
  for (guint i = 0; i < links.n; i++)
    {
      g_autofree char *line = format_link (&links.links[i], form);

      if (tail->len + strlen (line) + 1 <= max_bytes / (i == 0 ? 1 : 2))
        g_string_append (tail, line);
    }
  if (tail->len > 0)
    g_string_prepend_c (tail, '\n');
  text = muster_page_text (message, max_bytes - tail->len, form->escape);
  return g_strconcat (text, tail->str, NULL);
}

/**
 * muster_page_plain:
 * @message: a page
 * @max_bytes: how long it may be
 *
 * Returns: (transfer full): facts, text and links, for what shows neither buttons nor markup
 */
char *
muster_page_plain (const MusterPageMessage *message, gsize max_bytes)
{
  return make_page (message, max_bytes, &(const Form){ .escape = NULL });
}

/**
 * muster_page_markdown:
 * @message: a page
 * @max_bytes: how long it may be
 * @escape: that of the Markdown it is
 *
 * Returns: (transfer full): facts, text and links
 */
char *
muster_page_markdown (const MusterPageMessage *message, gsize max_bytes, MusterEscapeFunc escape)
{
  return make_page (message, max_bytes, &(const Form){ .escape = escape });
}

/**
 * muster_page_html:
 * @message: a page
 * @max_bytes: how long it may be
 *
 * Returns: (transfer full): facts, text and links, in lines
 */
char *
muster_page_html (const MusterPageMessage *message, gsize max_bytes)
{
  return make_page (message, max_bytes,
                    &(const Form){ .escape = muster_escape_html, .is_html = TRUE });
}
