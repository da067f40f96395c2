/* notice-text.c - a notice in words: what burns, what happens next
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/notice-text.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/safe-text.h"

/* Characters of a line (ui.md §16). */
#define TITLE_LINE_MAX 60
#define BODY_LINE_MAX  120

/* One safe line of at most @max characters; an ellipsis stands for what is missing. */
static char *
make_line (const char *text, glong max)
{
  gsize n = strcspn (text, "\r\n");
  g_autofree char *safe = muster_safe_text (text, (gssize) n, FALSE);

  g_strstrip (safe);
  if (g_utf8_strlen (safe, -1) <= max && text[n] == '\0')
    return g_steal_pointer (&safe);
  if (g_utf8_strlen (safe, -1) >= max)
    *g_utf8_offset_to_pointer (safe, max - 1) = '\0';
  return g_strconcat (safe, "…", NULL);
}

static char *
tell_title (const MusterIncident *incident)
{
  const char *word = _ (muster_severity_word (incident->severity));
  g_autofree char *what =
      make_line (incident->title != NULL && *incident->title != '\0' ? incident->title
                                                                     : _ ("Untitled incident"),
                 TITLE_LINE_MAX);

  if (!muster_ulid_is_null (incident->drill))
    /* TRANSLATORS: an exercise, not real; then the severity's number and word, and the title */
    return g_strdup_printf (_ ("Drill, SEV-%d %s: %s"), (int) incident->severity, word, what);
  /* TRANSLATORS: as in "SEV-2 Major: user-service errors after v1.2.4" */
  return g_strdup_printf (_ ("SEV-%d %s: %s"), (int) incident->severity, word, what);
}

/* What people notice of it; else what fires; else on which service; else nothing. */
static char *
tell_effect (const MusterNoticeView *view, const MusterIncident *incident)
{
  const MusterDirectory *directory = muster_world_get_directory (view->world);
  const char *said = incident->impact != NULL ? incident->impact : incident->description;
  g_autofree char *service = NULL;

  if (said != NULL && *said != '\0')
    return make_line (said, BODY_LINE_MAX);
  if (!muster_ulid_is_null (incident->service))
    service = make_line (muster_directory_title (directory, incident->service), TITLE_LINE_MAX);
  if (incident->firing > 0 && service != NULL)
    /* TRANSLATORS: how many, then the name of a service: "3 alerts fire on user-service." */
    return g_strdup_printf (
        ngettext ("%u alert fires on %s.", "%u alerts fire on %s.", incident->firing),
        incident->firing, service);
  if (incident->firing > 0)
    return g_strdup_printf (ngettext ("%u alert fires.", "%u alerts fire.", incident->firing),
                            incident->firing);
  /* TRANSLATORS: the placeholder is the name of a service */
  return service != NULL ? g_strdup_printf (_ ("On %s."), service) : NULL;
}

/* Who paged, from the line of the timeline that the page made. */
static char *
tell_pager (const MusterNoticeView *view, const MusterIncident *incident)
{
  const MusterPage *page = muster_notice_open_page (incident, view->me);
  const MusterEntry *entry = page != NULL ? muster_incident_find_entry (incident, page->seq) : NULL;
  MusterNames names = muster_world_get_names (view->world);
  g_autofree char *who = NULL;

  if (entry == NULL || entry->actor.type != MUSTER_ACTOR_PERSON)
    return g_strdup (_ ("You are paged. This stays until somebody answers."));
  who = make_line (muster_actor_name (entry->actor, &names), TITLE_LINE_MAX);
  /* TRANSLATORS: the placeholder is a person */
  return g_strdup_printf (_ ("%s pages you. This stays until somebody answers."), who);
}

static char *
tell_next (const MusterNoticeView *view, const MusterIncident *incident, MusterNoticeKind kind)
{
  const MusterUlid commander = incident->roles[MUSTER_ROLE_COMMANDER];
  g_autofree char *name = NULL;

  if (kind == MUSTER_NOTICE_PAGE)
    return tell_pager (view, incident);
  if (incident->acknowledged)
    return g_strdup (_ ("Nobody commands it yet. Next, somebody takes command."));
  if (muster_ulid_is_null (commander))
    return g_strdup (_ ("Nobody commands it yet. Next, somebody acknowledges."));
  name = make_line (muster_directory_title (muster_world_get_directory (view->world), commander),
                    TITLE_LINE_MAX);
  /* TRANSLATORS: the placeholder is a person */
  return g_strdup_printf (_ ("%s commands. Next, somebody acknowledges."), name);
}

/**
 * muster_notice_tell:
 * @view: the world, and who sits here
 * @place: of a page or a new incident that is not handled
 *
 * The title is one line of about 60 characters, the body one or two of 120: the effect, then what
 * happens next (ui.md §15, §16). Text from outside is made safe (security R9).
 *
 * Returns: (transfer full): the notice
 */
MusterNotice *
muster_notice_tell (const MusterNoticeView *view, MusterNoticePlace place)
{
  const MusterIncident *incident = muster_world_get_incident (view->world, place.incident);
  MusterNotice *notice = g_new0 (MusterNotice, 1);
  g_autofree char *effect = NULL;
  g_autofree char *next = NULL;

  g_return_val_if_fail (incident != NULL, notice);

  effect = tell_effect (view, incident);
  next = tell_next (view, incident, place.kind);
  notice->place = place;
  notice->critical =
      place.kind == MUSTER_NOTICE_PAGE || incident->severity <= MUSTER_SEVERITY_MINOR;
  notice->acknowledges = (place.kind == MUSTER_NOTICE_PAGE || !incident->acknowledged) &&
                         muster_access_allows (view->access, MUSTER_ACCESS_RESPONDER);
  notice->title = tell_title (incident);
  notice->body =
      effect != NULL ? g_strdup_printf ("%s\n%s", effect, next) : g_steal_pointer (&next);
  return notice;
}

/**
 * muster_notice_tell_many:
 * @kind: %MUSTER_NOTICE_PAGES or %MUSTER_NOTICE_INCIDENTS
 * @n: how many there are
 * @highest: the worst of them
 * @drill: whether all of them are a drill's
 *
 * Returns: (transfer full): one notice for all: "14 pages, highest SEV-2"
 */
MusterNotice *
muster_notice_tell_many (MusterNoticeKind kind, guint n, MusterSeverity highest, gboolean drill)
{
  MusterNotice *notice = g_new0 (MusterNotice, 1);
  g_autofree char *title = NULL;

  notice->place.kind = kind;
  notice->critical = kind == MUSTER_NOTICE_PAGES || highest <= MUSTER_SEVERITY_MINOR;
  if (kind == MUSTER_NOTICE_PAGES)
    title = g_strdup_printf (ngettext ("%u page, highest SEV-%d", "%u pages, highest SEV-%d", n), n,
                             (int) highest);
  else
    title = g_strdup_printf (
        ngettext ("%u new incident, highest SEV-%d", "%u new incidents, highest SEV-%d", n), n,
        (int) highest);
  /* TRANSLATORS: an exercise, not real; the placeholder is as in "14 pages, highest SEV-2" */
  notice->title = drill ? g_strdup_printf (_ ("Drill, %s"), title) : g_steal_pointer (&title);
  notice->body = g_strdup (_ ("The board shows them all. Next, somebody acknowledges each."));
  return notice;
}
