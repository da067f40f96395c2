/* schedule-json.c - who is on call, as the API shows it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/schedule-json.h"

#include "base/instant.h"
#include "hub/problem.h"

#include <string.h>

/**
 * muster_json_person:
 * @writer: a writer
 * @world: where people are
 * @person: a person's id
 *
 * Writes them as one object; null for the null id.
 */
void
muster_json_person (MusterJsonWriter *writer, const MusterWorld *world, MusterUlid person)
{
  const MusterDirectory *directory = muster_world_get_directory (world);
  const MusterObject *object = muster_directory_get (directory, person);

  if (muster_ulid_is_null (person))
    {
      muster_json_null (writer);
      return;
    }
  muster_json_begin_object (writer);
  muster_json_member_ulid (writer, "id", person);
  muster_json_member_string (writer, "name", object != NULL ? object->name : "?");
  muster_json_member_string (writer, "fullName", muster_directory_title (directory, person));
  muster_json_end_object (writer);
}

/**
 * muster_json_member_person:
 * @writer: in an object
 * @name: the member's
 * @world: where people are
 * @person: a person's id
 *
 * Writes a person as a member.
 */
void
muster_json_member_person (MusterJsonWriter *writer,
                           const char *name,
                           const MusterWorld *world,
                           MusterUlid person)
{
  muster_json_name (writer, name);
  muster_json_person (writer, world, person);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* A set has no order of its own: names stand in theirs. */
static GPtrArray *
sort_names (const GPtrArray *people, MusterRosterSpan span)
{
  GPtrArray *names = g_ptr_array_new ();

  for (guint i = 0; i < span.n; i++)
    g_ptr_array_add (names, g_ptr_array_index (people, span.people[i]));
  g_ptr_array_sort (names, compare_names);
  return names;
}

/**
 * muster_json_people_on_call:
 * @writer: a writer
 * @world: where people are
 * @body: a schedule
 * @span: of its roster
 *
 * Writes an array of them. Who is not configured has a name and no id.
 */
void
muster_json_people_on_call (MusterJsonWriter *writer,
                            const MusterWorld *world,
                            const MusterScheduleBody *body,
                            MusterRosterSpan span)
{
  const MusterDirectory *directory = muster_world_get_directory (world);
  g_autoptr (GPtrArray) names = sort_names (body->people, span);

  muster_json_begin_array (writer);
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      const MusterObject *person =
          muster_directory_find (directory, MUSTER_OBJECT_PERSON, name, -1);

      muster_json_begin_object (writer);
      muster_json_member_ulid (writer, "id", person != NULL ? person->id : (MusterUlid){ 0, 0 });
      muster_json_member_string (writer, "name", name);
      muster_json_member_string (writer, "fullName",
                                 person != NULL ? muster_directory_title (directory, person->id)
                                                : name);
      muster_json_end_object (writer);
    }
  muster_json_end_array (writer);
}

/**
 * muster_json_member_names:
 * @writer: in an object
 * @name: the member's
 * @people: (element-type utf8): names, as the span numbers them
 * @span: of a roster
 *
 * Writes who is on call, by name.
 */
void
muster_json_member_names (MusterJsonWriter *writer,
                          const char *name,
                          const GPtrArray *people,
                          MusterRosterSpan span)
{
  g_autoptr (GPtrArray) names = sort_names (people, span);

  muster_json_name (writer, name);
  muster_json_begin_array (writer);
  for (guint i = 0; i < names->len; i++)
    muster_json_string (writer, g_ptr_array_index (names, i));
  muster_json_end_array (writer);
}

/**
 * muster_json_member_second:
 * @writer: in an object
 * @name: the member's
 * @at_s: an instant, seconds
 *
 * Writes when.
 */
void
muster_json_member_second (MusterJsonWriter *writer, const char *name, gint64 at_s)
{
  muster_json_member_instant (writer, name, at_s * G_USEC_PER_SEC);
}

/**
 * muster_json_member_roster:
 * @writer: in an object
 * @name: the member's
 * @people: (element-type utf8): names, as the roster numbers them
 * @roster: who is on call
 * @gaps: whether to write when nobody is
 *
 * Writes who is on call from when to when.
 */
void
muster_json_member_roster (MusterJsonWriter *writer,
                           const char *name,
                           const GPtrArray *people,
                           const MusterRoster *roster,
                           gboolean gaps)
{
  muster_json_name (writer, name);
  muster_json_begin_array (writer);
  for (guint i = 0; i < muster_roster_get_n_spans (roster); i++)
    {
      MusterRosterSpan span = muster_roster_get_span (roster, i);

      if (span.n == 0 && !gaps)
        continue;
      muster_json_begin_object (writer);
      muster_json_member_second (writer, "start", span.start_s);
      muster_json_member_second (writer, "end", span.end_s);
      muster_json_member_names (writer, "members", people, span);
      muster_json_end_object (writer);
    }
  muster_json_end_array (writer);
}

/**
 * muster_json_shift_change:
 * @writer: a writer
 * @world: where people are
 * @change: who stands in for whom
 *
 * Writes it as one object.
 */
void
muster_json_shift_change (MusterJsonWriter *writer,
                          const MusterWorld *world,
                          const MusterShiftChange *change)
{
  gboolean by_person = change->actor.type == MUSTER_ACTOR_PERSON;

  muster_json_begin_object (writer);
  muster_json_member_ulid (writer, "id", change->id);
  muster_json_member_string (writer, "kind", muster_modifier_kind_to_string (change->kind));
  muster_json_member_person (writer, "person", world, change->person);
  muster_json_member_person (writer, "other", world, change->other);
  muster_json_member_instant (writer, "from", change->starts_us);
  muster_json_member_instant (writer, "to", change->ends_us);
  muster_json_member_string (writer, "reason", change->reason);
  muster_json_member_person (writer, "by", world,
                             by_person ? change->actor.id : (MusterUlid){ 0, 0 });
  muster_json_member_instant (writer, "at", change->at_us);
  muster_json_member_ulid (writer, "request", change->request);
  muster_json_end_object (writer);
}

/* --- what was asked for --- */

/**
 * muster_query_refuse:
 * @self: a query
 * @error: why it cannot be answered
 *
 * Returns: %MUSTER_WORK_DONE
 */
MusterWorkResult
muster_query_refuse (MusterQuery *self, const GError *error)
{
  self->work.answer = muster_problem_from_error (error);
  return MUSTER_WORK_DONE;
}

/**
 * muster_query_find_schedule:
 * @self: a query of /v1/schedules/{id or name}/…
 * @world: where it is looked for
 *
 * Returns: (nullable): the schedule; where there is none the query is answered so
 */
const MusterObject *
muster_query_find_schedule (MusterQuery *self, const MusterWorld *world)
{
  const MusterObject *schedule = muster_directory_resolve (
      muster_world_get_directory (world), MUSTER_OBJECT_SCHEDULE, self->call.target->segments[2]);

  if (schedule == NULL)
    self->work.answer = muster_problem_new (404, "not-found", "There is no such schedule",
                                            "No schedule of this hub has that id or name");
  return schedule;
}

/**
 * muster_query_second:
 * @self: a query
 * @name: a parameter's name
 * @otherwise_s: where it is not given
 * @out_s: (out): the instant
 *
 * Returns: whether it is one; where it is not the query is answered so
 */
gboolean
muster_query_second (MusterQuery *self, const char *name, gint64 otherwise_s, gint64 *out_s)
{
  const char *text = muster_query_parameter (self, name);
  gint64 at_us;

  *out_s = otherwise_s;
  if (text == NULL)
    return TRUE;
  if (!muster_instant_parse (text, -1, &at_us))
    {
      self->work.answer =
          muster_problem_new (400, "invalid", "That is no time",
                              "Say times with Z or an offset, as in 2026-06-01T08:00:00Z");
      return FALSE;
    }
  *out_s = at_us / G_USEC_PER_SEC;
  return TRUE;
}
