/* notice.c - one thing on the desktop: a page to me, a new incident, or many of them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/notice.h"

#include <string.h>

static const char *const kind_names[] = {
  [MUSTER_NOTICE_PAGE] = "page",   [MUSTER_NOTICE_INCIDENT] = "incident",
  [MUSTER_NOTICE_PAGES] = "pages", [MUSTER_NOTICE_INCIDENTS] = "incidents",
  [MUSTER_NOTICE_TEST] = "test",
};

/**
 * muster_notice_place_name:
 * @self: a place
 *
 * Returns: (transfer full): its name for a file: "page/7", or "pages" of a bundle
 */
char *
muster_notice_place_name (MusterNoticePlace self)
{
  if (muster_notice_is_bundle (self.kind))
    return g_strdup (kind_names[self.kind]);
  return g_strdup_printf ("%s/%u", kind_names[self.kind], self.incident);
}

/**
 * muster_notice_place_parse:
 * @name: what muster_notice_place_name() made, or anything
 * @out: (out): the place
 *
 * Returns: whether it names one
 */
gboolean
muster_notice_place_parse (const char *name, MusterNoticePlace *out)
{
  for (guint kind = 0; kind < G_N_ELEMENTS (kind_names); kind++)
    {
      gsize n = strlen (kind_names[kind]);
      guint64 number = 0;

      if (strncmp (name, kind_names[kind], n) != 0 ||
          name[n] != (muster_notice_is_bundle ((MusterNoticeKind) kind) ? '\0' : '/'))
        continue;
      if (!muster_notice_is_bundle ((MusterNoticeKind) kind) &&
          !g_ascii_string_to_unsigned (name + n + 1, 10, 1, MUSTER_INCIDENTS_MAX, &number, NULL))
        return FALSE;
      *out = (MusterNoticePlace){ (MusterNoticeKind) kind, (guint) number };
      return TRUE;
    }
  return FALSE;
}

/**
 * muster_notice_open_page:
 * @incident: an incident
 * @person: somebody
 *
 * An acknowledgement by anyone answers for all who were paged before it.
 *
 * Returns: (nullable): the newest page to them that waits for an answer
 */
const MusterPage *
muster_notice_open_page (const MusterIncident *incident, MusterUlid person)
{
  const guint64 acknowledged_seq = incident->changed_seq[MUSTER_INCIDENT_FIELD_ACKNOWLEDGED];

  if (!muster_incident_is_open (incident))
    return NULL;
  for (guint i = incident->pages->len; i-- > 0;)
    {
      const MusterPage *page = g_ptr_array_index (incident->pages, i);

      if (!muster_ulid_equal (page->person, person))
        continue;
      if (page->state == MUSTER_PAGE_ANSWERED ||
          (incident->acknowledged && page->seq < acknowledged_seq))
        return NULL;
      return page;
    }
  return NULL;
}

/* Whose drill it is hears of it; nobody else. */
static gboolean
is_others_drill (const MusterNoticeView *view, const MusterIncident *incident)
{
  const MusterObject *drill;

  if (muster_ulid_is_null (incident->drill))
    return FALSE;
  drill = muster_directory_get (muster_world_get_directory (view->world), incident->drill);
  return drill == NULL || !muster_ulid_equal (drill->service, view->me);
}

/* Who declares an incident knows of it, so nobody acknowledges it: it waits for a commander. */
static gboolean
is_in_hand (const MusterIncident *incident)
{
  if (!muster_incident_is_open (incident))
    return TRUE;
  return incident->acknowledged &&
         (!incident->declared || !muster_ulid_is_null (incident->roles[MUSTER_ROLE_COMMANDER]));
}

/**
 * muster_notice_is_handled:
 * @view: the world, and who sits here
 * @place: of a page or a new incident
 *
 * Returns: whether nobody here has to be told of it (any more)
 */
gboolean
muster_notice_is_handled (const MusterNoticeView *view, MusterNoticePlace place)
{
  const MusterIncident *incident = muster_world_get_incident (view->world, place.incident);

  if (incident == NULL || is_others_drill (view, incident))
    return TRUE;
  if (place.kind == MUSTER_NOTICE_PAGE)
    return muster_notice_open_page (incident, view->me) == NULL;
  return is_in_hand (incident) || muster_notice_open_page (incident, view->me) != NULL;
}

/**
 * muster_notice_quiet_until_us:
 * @view: the world, and who sits here
 * @place: of a page or a new incident
 *
 * What the hub holds back for a moment is told when that is over, or at once when it gets as bad as
 * can be. A page is somebody's word: it never waits.
 *
 * Returns: when it may be told, µs UTC; MUSTER_NO_TIME: at once
 */
gint64
muster_notice_quiet_until_us (const MusterNoticeView *view, MusterNoticePlace place)
{
  const MusterIncident *incident = muster_world_get_incident (view->world, place.incident);

  if (incident == NULL || place.kind == MUSTER_NOTICE_PAGE ||
      incident->severity == MUSTER_SEVERITY_CRITICAL || incident->quiet_until_us <= view->now_us)
    return MUSTER_NO_TIME;
  return incident->quiet_until_us;
}

/**
 * muster_notice_free:
 * @self: (nullable): a notice
 */
void
muster_notice_free (MusterNotice *self)
{
  if (self == NULL)
    return;
  g_free (self->title);
  g_free (self->body);
  g_free (self);
}
