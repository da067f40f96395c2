/* calendar-feed.c - GET /calendar/SECRET/NAME.ics: shifts for calendar programs
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The address is all that is needed to read it, so it says nothing else than who is on call when. A
 * feed remembers nothing: an event's UID is its shift's, and its SEQUENCE is the number in the
 * journal of what may have moved shifts last, wherever: it never falls, as where what holds no more
 * was counted. DTSTAMP is when that was, so what did not change has the same bytes, and who asks
 * for what they have already is told so. What is not there any more vanishes with the feed.
 */
#include "base/civil-date.h"
#include "base/version.h"
#include "hub/oncall-calendar.h"
#include "hub/problem.h"
#include "hub/routes.h"
#include "oncall/coverage.h"
#include "wire/calendar.h"
#include "world/shift-book.h"

#include <glib/gi18n.h>
#include <string.h>

#define PAST_DAYS    15
#define AHEAD_MONTHS 6

typedef struct
{
  MusterWork work;     /* first */
  MusterUlid calendar; /* its object */
  char *known;         /* If-None-Match; nullable */
} FeedWork;

static void
feed_free (MusterWork *work)
{
  g_free (((FeedWork *) work)->known);
  g_free (work);
}

static gboolean
has_person (const MusterScheduleBody *body, const char *name)
{
  for (guint i = 0; i < body->people->len; i++)
    if (strcmp (g_ptr_array_index (body->people, i), name) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
add_all (const MusterWorld *world,
         const MusterOncallCalendar *asked,
         const MusterObject *of,
         GPtrArray *events,
         GError **error)
{
  const GPtrArray *objects = muster_directory_objects (muster_world_get_directory (world));
  const MusterShiftMark *mark = &muster_world_get_shifts (world)->mark;

  for (guint i = 0; i < objects->len; i++)
    {
      const MusterObject *object = g_ptr_array_index (objects, i);
      const MusterScheduleBody *body;

      if (object->removed || strcmp (object->type, MUSTER_OBJECT_SCHEDULE) != 0 ||
          (asked->person == NULL && object != of))
        continue;
      body = muster_world_get_schedule (world, object);
      if (body == NULL || (asked->person != NULL && !has_person (body, asked->person)))
        continue;
      if (!muster_oncall_calendar_add (asked, body, (guint) MIN (mark->seq, (guint64) G_MAXINT32),
                                       events, error))
        return FALSE;
    }
  return TRUE;
}

/* All that it depends on: so who has it already costs nothing. */
static char *
make_tag (const MusterWorld *world, MusterUlid calendar, gint64 day)
{
  g_autofree char *id = muster_ulid_to_string (calendar);

  return g_strdup_printf ("\"%s-%" G_GUINT64_FORMAT "-%" G_GINT64_FORMAT "-" MUSTER_VERSION "\"",
                          id, muster_world_get_shifts (world)->mark.seq, day);
}

static MusterAnswer *
write_calendar (const MusterWorld *world, const MusterObject *of, gint64 day, GError **error)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GPtrArray) events = muster_calendar_new ();
  MusterOncallCalendar asked = { .now_s = day * MUSTER_DAY_S };
  g_autofree char *name = NULL, *text = NULL;
  gint64 stamp_us;

  if (strcmp (of->type, MUSTER_OBJECT_PERSON) == 0)
    asked.person = of->name;
  asked.from_s = asked.now_s - PAST_DAYS * MUSTER_DAY_S;
  asked.to_s = muster_coverage_months_later (utc, asked.now_s, AHEAD_MONTHS);
  if (!add_all (world, &asked, of, events, error))
    return NULL;
  name = g_strdup_printf (_ ("On call: %s"), of->name);
  stamp_us = MAX (muster_world_get_shifts (world)->mark.at_us, of->at_us);
  text = muster_calendar_write (events, name, stamp_us / G_USEC_PER_SEC);
  return muster_answer_new_take (200, "text/calendar; charset=utf-8", g_string_new (text));
}

static MusterAnswer *
make_answer (const FeedWork *self, const MusterWorld *world, const MusterObject *of, gint64 now_us)
{
  gint64 day = muster_floor_div (now_us / G_USEC_PER_SEC, MUSTER_DAY_S);
  g_autofree char *tag = make_tag (world, self->calendar, day);
  g_autoptr (GError) error = NULL;
  MusterAnswer *answer;

  if (self->known != NULL && (strstr (self->known, tag) != NULL || strcmp (self->known, "*") == 0))
    answer = muster_answer_new_static (304, NULL, "");
  else
    answer = write_calendar (world, of, day, &error);
  if (answer == NULL)
    return muster_problem_from_error (error);
  muster_answer_add_header (answer, "ETag", tag);
  muster_answer_add_header (answer, "Cache-Control", "private, max-age=300");
  return answer;
}

static MusterAnswer *
say_unknown (void)
{
  return muster_problem_new (404, "not-found", "There is no such calendar",
                             "The address is wrong, or it was revoked");
}

static MusterWorkResult
run (MusterWork *work, MusterCommitter *committer)
{
  const FeedWork *self = (const FeedWork *) work;
  const MusterWorld *world = muster_committer_get_world (committer);
  const MusterDirectory *directory = muster_world_get_directory (world);
  const MusterObject *calendar = muster_directory_get (directory, self->calendar);
  const MusterObject *of = calendar != NULL && !calendar->removed
                               ? muster_directory_get (directory, calendar->service)
                               : NULL;

  work->answer = of != NULL && !of->removed
                     ? make_answer (self, world, of, muster_committer_now_us (committer))
                     : say_unknown ();
  work->wait_seq = muster_world_get_seq (world);
  return MUSTER_WORK_DONE;
}

static MusterAnswer *
refuse (const MusterCall *call)
{
  MusterAnswer *answer;
  guint retry_s = 0;

  if (muster_request_may_guess (call->request, &retry_s))
    return say_unknown ();
  answer = muster_problem_new (429, "too-many-requests", "Too many addresses that are none",
                               "Wait, then try again with one that is in force");
  muster_answer_add_retry_after (answer, MAX (retry_s, 1));
  return answer;
}

/**
 * muster_calendar_feed_route:
 * @call: a call whose head is here
 *
 * Takes what asks for a calendar, and refuses whoever knows no secret, or asks too often.
 *
 * Returns: whether the path is one of a calendar
 */
gboolean
muster_calendar_feed_route (MusterCall *call)
{
  const MusterTarget *target = call->target;
  guint retry_s = 0;

  if (target->segments_n != 3 || strcmp (target->segments[0], "calendar") != 0 ||
      strcmp (muster_request_get_method (call->request), "GET") != 0)
    return FALSE;
  if (!muster_access_table_find_calendar (call->api->access, target->segments[1],
                                          strlen (target->segments[1]), &call->who))
    {
      muster_call_answer (call, refuse (call));
      return TRUE;
    }
  muster_request_authenticated (call->request);
  if (call->api->clock != NULL &&
      !muster_access_table_admit (call->api->access, &call->who,
                                  muster_clock_boot_us (call->api->clock), &retry_s))
    {
      MusterAnswer *answer = muster_problem_busy (MAX (retry_s, 1));

      muster_call_answer (call, answer);
    }
  return TRUE;
}

/**
 * muster_calendar_feed_handle:
 * @call: a call that muster_calendar_feed_route() took
 *
 * Answers with the calendar, as it is now.
 */
void
muster_calendar_feed_handle (MusterCall *call)
{
  static const MusterWorkFuncs funcs = { run, NULL, feed_free, NULL };
  FeedWork *work = g_new0 (FeedWork, 1);

  work->work.funcs = &funcs;
  work->work.is_read = TRUE;
  work->calendar = call->who.actor.id;
  work->known = g_strdup (muster_request_get_header (call->request, "If-None-Match"));
  muster_call_submit (call, &work->work);
}
