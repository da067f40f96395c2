/* notices.c - what the desktop has to tell: pages to me, and new incidents
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/notices.h"

#include "console/notice-text.h"

#define N_SINGLE_KINDS MUSTER_NOTICE_PAGES

/* An event that may have to be told, until the world has settled. */
typedef struct
{
  MusterNoticePlace place;
  MusterActor actor;
  MusterUlid person; /* pages: to whom */
} Heard;

/* Something that is told until it is handled. */
typedef struct
{
  MusterNoticePlace place;
  gint64 since_us; /* when it was first told, or told anew */
  gboolean bundled;
  gboolean dismissed;
  gboolean on_screen; /* as far as we know */
  gboolean stale;     /* tell it again, even in the same words */
  char *trouble;      /* nullable */
  char *told;         /* title and body; nullable */
} Held;

typedef struct
{
  gboolean on_screen;
  gboolean stale;
  gboolean dismissed;
  char *told; /* nullable */
} Bundle;

struct _MusterNotices
{
  GArray *heard;   /* of Heard */
  GPtrArray *held; /* of Held, oldest first */
  Bundle bundles[N_SINGLE_KINDS];
  gboolean has_settled;
  gint64 next_us; /* when the next of those that wait may be told; MUSTER_NO_TIME: none waits */
};

static void
held_free (gpointer data)
{
  Held *held = data;

  g_free (held->trouble);
  g_free (held->told);
  g_free (held);
}

static void
change_free (gpointer data)
{
  MusterNoticeChange *change = data;

  muster_notice_free (change->notice);
  g_free (change);
}

/**
 * muster_notices_new:
 *
 * Returns: (transfer full): nothing to tell yet
 */
MusterNotices *
muster_notices_new (void)
{
  MusterNotices *self = g_new0 (MusterNotices, 1);

  self->next_us = MUSTER_NO_TIME;
  self->heard = g_array_new (FALSE, FALSE, sizeof (Heard));
  self->held = g_ptr_array_new_with_free_func (held_free);
  return self;
}

void
muster_notices_free (MusterNotices *self)
{
  g_array_unref (self->heard);
  g_ptr_array_unref (self->held);
  for (guint i = 0; i < N_SINGLE_KINDS; i++)
    g_free (self->bundles[i].told);
  g_free (self);
}

/* --- places --- */

static MusterNoticePlace
bundle_place (MusterNoticeKind kind)
{
  return (MusterNoticePlace){ (MusterNoticeKind) (kind + MUSTER_NOTICE_PAGES), 0 };
}

static Held *
find_held (const MusterNotices *self, MusterNoticePlace place)
{
  for (guint i = 0; i < self->held->len; i++)
    {
      Held *held = g_ptr_array_index (self->held, i);

      if (held->place.kind == place.kind && held->place.incident == place.incident)
        return held;
    }
  return NULL;
}

static Held *
hold (MusterNotices *self, MusterNoticePlace place)
{
  Held *held = find_held (self, place);

  if (held != NULL)
    return held;
  held = g_new0 (Held, 1);
  held->place = place;
  g_ptr_array_add (self->held, held);
  return held;
}

/* --- what comes in --- */

/* The hub has told whom it could, and asks everybody. */
static gboolean
is_unanswered (const MusterEvent *event)
{
  return event->kind == MUSTER_EVENT_ESCALATION_STEP_DUE &&
         muster_event_int (event, MUSTER_FACT_STEP) == 0;
}

/**
 * muster_notices_hear:
 * @self: what is told
 * @event: after the first catching up, in order
 */
void
muster_notices_hear (MusterNotices *self, const MusterEvent *event)
{
  Heard heard = { { MUSTER_NOTICE_INCIDENT, event->incident }, event->actor, { 0, 0 } };

  if (event->incident == 0)
    return;
  if (event->kind == MUSTER_EVENT_PAGE_INTENDED)
    {
      heard.place.kind = MUSTER_NOTICE_PAGE;
      heard.person = muster_event_ulid (event, MUSTER_FACT_PERSON);
    }
  else if (event->kind != MUSTER_EVENT_INCIDENT_DECLARED &&
           event->kind != MUSTER_EVENT_INCIDENT_OPENED &&
           event->kind != MUSTER_EVENT_INCIDENT_REOPENED && !is_unanswered (event))
    return;
  g_array_append_val (self->heard, heard);
}

/**
 * muster_notices_restore:
 * @self: what is told
 * @place: where an earlier run of the program left something
 *
 * What is not handled yet is told again in its place, the rest is taken away.
 */
void
muster_notices_restore (MusterNotices *self, MusterNoticePlace place)
{
  Held *held;

  if (muster_notice_is_bundle (place.kind))
    {
      self->bundles[place.kind - MUSTER_NOTICE_PAGES].on_screen = TRUE;
      return;
    }
  held = hold (self, place);
  held->on_screen = TRUE;
}

/**
 * muster_notices_dismiss:
 * @self: what is told
 * @place: what the person closed
 *
 * It stays away until there is something new about it.
 */
void
muster_notices_dismiss (MusterNotices *self, MusterNoticePlace place)
{
  Held *held;

  if (muster_notice_is_bundle (place.kind))
    {
      Bundle *bundle = &self->bundles[place.kind - MUSTER_NOTICE_PAGES];

      bundle->on_screen = FALSE;
      bundle->dismissed = TRUE;
      return;
    }
  held = find_held (self, place);
  if (held == NULL)
    return;
  held->on_screen = FALSE;
  held->dismissed = TRUE;
}

/**
 * muster_notices_retell:
 * @self: what is told
 * @place: of one incident
 * @trouble: what went wrong, and what to do next
 */
void
muster_notices_retell (MusterNotices *self, MusterNoticePlace place, const char *trouble)
{
  Held *held = find_held (self, place);

  if (held == NULL)
    return;
  g_free (held->trouble);
  held->trouble = g_strdup (trouble);
  held->dismissed = FALSE;
  held->stale = TRUE;
}

/**
 * muster_notices_forget:
 * @self: what is told
 *
 * The desktop lost all of it: everything that is not handled and not put away is told again.
 */
void
muster_notices_forget (MusterNotices *self)
{
  for (guint i = 0; i < self->held->len; i++)
    {
      Held *held = g_ptr_array_index (self->held, i);

      held->on_screen = FALSE;
      held->stale = TRUE;
    }
  for (guint i = 0; i < N_SINGLE_KINDS; i++)
    {
      self->bundles[i].on_screen = FALSE;
      self->bundles[i].stale = TRUE;
    }
}

/* --- what is told --- */

static void
add_change (GPtrArray *changes, MusterNoticePlace place, MusterNotice *notice /* full, nullable */)
{
  MusterNoticeChange *change = g_new0 (MusterNoticeChange, 1);

  change->place = place;
  change->notice = notice;
  g_ptr_array_add (changes, change);
}

/* Nothing for what I did myself. */
static gboolean
is_for_me (const Heard *heard, const MusterNoticeView *view)
{
  return !(heard->actor.type == MUSTER_ACTOR_PERSON &&
           muster_ulid_equal (heard->actor.id, view->me)) &&
         !(heard->place.kind == MUSTER_NOTICE_PAGE &&
           !muster_ulid_equal (heard->person, view->me)) &&
         !muster_notice_is_handled (view, heard->place);
}

static void
take_heard (MusterNotices *self, const MusterNoticeView *view)
{
  guint n_waiting = 0;

  self->next_us = MUSTER_NO_TIME;
  for (guint i = 0; i < self->heard->len; i++)
    {
      const Heard heard = g_array_index (self->heard, Heard, i);
      gint64 until_us = muster_notice_quiet_until_us (view, heard.place);
      Held *held;

      if (!is_for_me (&heard, view))
        continue;
      if (until_us != MUSTER_NO_TIME) /* heard, and told when its time has come */
        {
          g_array_index (self->heard, Heard, n_waiting++) = heard;
          if (self->next_us == MUSTER_NO_TIME || until_us < self->next_us)
            self->next_us = until_us;
          continue;
        }
      held = hold (self, heard.place);
      held->since_us = view->now_us;
      held->dismissed = FALSE;
      held->stale = TRUE;
      g_clear_pointer (&held->trouble, g_free);
      if (held->bundled)
        self->bundles[held->place.kind].dismissed = FALSE;
    }
  g_array_set_size (self->heard, n_waiting);
}

static void
drop_handled (MusterNotices *self, const MusterNoticeView *view, GPtrArray *changes)
{
  for (guint i = 0; i < self->held->len;)
    {
      Held *held = g_ptr_array_index (self->held, i);

      if (!muster_notice_is_handled (view, held->place))
        {
          i++;
          continue;
        }
      if (held->on_screen)
        add_change (changes, held->place, NULL);
      g_ptr_array_remove_index (self->held, i);
    }
}

static gboolean
is_recent (const Held *held, MusterNoticeKind kind, gint64 now_us)
{
  return held->place.kind == kind && held->since_us != 0 &&
         now_us - held->since_us < MUSTER_NOTICE_WINDOW_US;
}

/* More than three in a minute are one. */
static void
bundle (MusterNotices *self, MusterNoticeKind kind, gint64 now_us, GPtrArray *changes)
{
  guint n = 0;

  for (guint i = 0; i < self->held->len; i++)
    n += is_recent (g_ptr_array_index (self->held, i), kind, now_us);
  if (n <= MUSTER_NOTICE_SINGLES_MAX)
    return;
  for (guint i = 0; i < self->held->len; i++)
    {
      Held *held = g_ptr_array_index (self->held, i);

      if (!is_recent (held, kind, now_us) || held->bundled)
        continue;
      if (held->on_screen)
        add_change (changes, held->place, NULL);
      held->on_screen = FALSE;
      held->bundled = TRUE;
      self->bundles[kind].dismissed = FALSE;
    }
}

static gboolean
is_news (char **told, const MusterNotice *notice)
{
  g_autofree char *words = g_strconcat (notice->title, "\n", notice->body, NULL);

  if (g_strcmp0 (*told, words) == 0)
    return FALSE;
  g_free (*told);
  *told = g_steal_pointer (&words);
  return TRUE;
}

static void
add_trouble (MusterNotice *notice, const char *trouble)
{
  g_autofree char *body = notice->body;

  notice->body =
      trouble != NULL ? g_strdup_printf ("%s\n%s", body, trouble) : g_steal_pointer (&body);
}

static void
tell_single (Held *held, const MusterNoticeView *view, GPtrArray *changes)
{
  MusterNotice *notice;

  if (held->bundled || held->dismissed)
    return;
  notice = muster_notice_tell (view, held->place);
  add_trouble (notice, held->trouble);
  if (!is_news (&held->told, notice) && !held->stale)
    {
      muster_notice_free (notice);
      return;
    }
  held->stale = FALSE;
  held->on_screen = TRUE;
  add_change (changes, held->place, notice);
}

static void
tell_bundle (MusterNotices *self,
             MusterNoticeKind kind,
             const MusterNoticeView *view,
             GPtrArray *changes)
{
  Bundle *many = &self->bundles[kind];
  MusterSeverity highest = MUSTER_SEVERITY_INFO;
  gboolean drill = TRUE;
  MusterNotice *notice;
  guint n = 0;

  for (guint i = 0; i < self->held->len; i++)
    {
      const Held *held = g_ptr_array_index (self->held, i);
      const MusterIncident *incident;

      if (held->place.kind != kind || !held->bundled)
        continue;
      incident = muster_world_get_incident (view->world, held->place.incident);
      highest = MIN (highest, incident->severity);
      drill = drill && !muster_ulid_is_null (incident->drill);
      n++;
    }
  if (n == 0)
    {
      if (many->on_screen)
        add_change (changes, bundle_place (kind), NULL);
      g_clear_pointer (&many->told, g_free);
      many->on_screen = many->stale = many->dismissed = FALSE;
      return;
    }
  if (many->dismissed)
    return;
  notice = muster_notice_tell_many (bundle_place (kind).kind, n, highest, drill);
  if (!is_news (&many->told, notice) && !many->stale)
    {
      muster_notice_free (notice);
      return;
    }
  many->stale = FALSE;
  many->on_screen = TRUE;
  add_change (changes, bundle_place (kind), notice);
}

/* Who was on the screen in a bundle of the run before: the pages that nobody has answered. */
static void
refill_bundle (MusterNotices *self, const MusterNoticeView *view)
{
  Bundle *many = &self->bundles[MUSTER_NOTICE_PAGE];

  if (!many->on_screen || many->told != NULL)
    return;
  for (guint i = 1; i <= muster_world_last_incident (view->world); i++)
    {
      const MusterNoticePlace place = { MUSTER_NOTICE_PAGE, i };

      if (!muster_notice_is_handled (view, place))
        hold (self, place)->bundled = TRUE;
    }
}

static void
recall_page (MusterNotices *self, const MusterNoticeView *view, guint number)
{
  const MusterNoticePlace place = { MUSTER_NOTICE_PAGE, number };
  const MusterIncident *incident = muster_world_get_incident (view->world, number);
  const MusterPage *page = incident != NULL ? muster_notice_open_page (incident, view->me) : NULL;
  const MusterEntry *entry = page != NULL ? muster_incident_find_entry (incident, page->seq) : NULL;
  const Heard heard = { place, entry != NULL ? entry->actor : (MusterActor){ 0 }, view->me };

  if (page != NULL && find_held (self, place) == NULL)
    g_array_append_val (self->heard, heard);
}

/* What nobody was told of while no program ran: pages that wait for an answer, and what was held
 * back when an earlier run ended. */
static void
recall (MusterNotices *self, const MusterNoticeView *view)
{
  if (self->has_settled)
    return;
  self->has_settled = TRUE;
  for (guint i = 1; i <= muster_world_last_incident (view->world); i++)
    {
      const Heard heard = { { MUSTER_NOTICE_INCIDENT, i }, { 0 }, { 0, 0 } };

      recall_page (self, view, i);
      if (muster_notice_quiet_until_us (view, heard.place) != MUSTER_NO_TIME)
        g_array_append_val (self->heard, heard);
    }
}

/**
 * muster_notices_settle:
 * @self: what is told
 * @view: the world with all that was heard folded, and who sits here
 *
 * Decides what changes on the desktop. Counts as told what it returns.
 *
 * Returns: (transfer full) (element-type MusterNoticeChange): what to do, in order
 */
GPtrArray *
muster_notices_settle (MusterNotices *self, const MusterNoticeView *view)
{
  GPtrArray *changes = g_ptr_array_new_with_free_func (change_free);

  refill_bundle (self, view);
  recall (self, view);
  take_heard (self, view);
  drop_handled (self, view, changes);
  for (guint kind = 0; kind < N_SINGLE_KINDS; kind++)
    bundle (self, (MusterNoticeKind) kind, view->now_us, changes);
  for (guint i = 0; i < self->held->len; i++)
    tell_single (g_ptr_array_index (self->held, i), view, changes);
  for (guint kind = 0; kind < N_SINGLE_KINDS; kind++)
    tell_bundle (self, (MusterNoticeKind) kind, view, changes);
  return changes;
}

/**
 * muster_notices_append_pages:
 * @self: what is told
 * @out: (element-type guint): is added to
 *
 * Adds the n of every INC-n that waits for my answer, oldest page first; also what the desktop
 * shows in a bundle, and what I put away.
 */
void
muster_notices_append_pages (const MusterNotices *self, GArray *out)
{
  for (guint i = 0; i < self->held->len; i++)
    {
      const Held *held = g_ptr_array_index (self->held, i);

      if (held->place.kind == MUSTER_NOTICE_PAGE)
        g_array_append_val (out, held->place.incident);
    }
}

/**
 * muster_notices_next_us:
 * @self: what is told
 *
 * Returns: when to settle again although nothing happens, µs UTC; MUSTER_NO_TIME: never
 */
gint64
muster_notices_next_us (const MusterNotices *self)
{
  return self->next_us;
}
