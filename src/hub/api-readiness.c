/* api-readiness.c - GET /v1/readiness: whether everybody can be reached
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * By which channels somebody is reached they and administrators read; how ready they are everybody.
 */
#include "hub/channel-check.h"
#include "hub/problem.h"
#include "hub/readiness.h"
#include "hub/schedule-json.h"
#include "oncall/coverage.h"
#include "world/escalation-people.h"
#include "world/policy-warnings.h"

#include <string.h>

static void
write_time (MusterJsonWriter *writer, const char *name, gint64 at_us)
{
  muster_json_name (writer, name);
  if (at_us == MUSTER_NO_TIME)
    muster_json_null (writer);
  else
    muster_json_instant (writer, at_us);
}

static void
write_channel (MusterJsonWriter *writer, const MusterReadyChannel *channel)
{
  static const char *const states[] = {
    [MUSTER_REACHABLE_UNTESTED] = "untested",
    [MUSTER_REACHABLE_WORKS] = "works",
    [MUSTER_REACHABLE_FAILING] = "failing",
    [MUSTER_REACHABLE_NOT] = "unreachable",
  };
  g_autoptr (MusterPageReach) none = muster_page_reach_new ();
  const MusterPageReach *reach = channel->reach != NULL ? channel->reach : none;
  gboolean has_test = !muster_ulid_is_null (reach->test);

  muster_json_begin_object (writer);
  muster_json_member_string (writer, "channel", channel->type);
  muster_json_member_string (writer, "by", channel->by);
  muster_json_member_string (writer, "state", states[channel->state]);
  muster_json_name (writer, "test");
  if (has_test)
    muster_json_ulid (writer, reach->test);
  else
    muster_json_null (writer);
  write_time (writer, "testedAt", reach->tested_us);
  muster_json_member_bool (writer, "waiting", reach->is_waiting);
  write_time (writer, "workedAt", reach->worked_us);
  write_time (writer, "confirmedAt", reach->confirmed_us);
  write_time (writer, "failedAt", reach->failed_us);
  muster_json_member_string (writer, "reason",
                             muster_page_reach_is_failing (reach) ? reach->why : NULL);
  muster_json_end_object (writer);
}

static void
write_problem (MusterJsonWriter *writer, MusterFault fault, const char *type)
{
  g_autofree char *words = muster_fault_describe (fault, type);

  muster_json_begin_object (writer);
  muster_json_member_string (writer, "kind", muster_fault_name (fault));
  muster_json_member_string (writer, "channel", type);
  muster_json_member_string (writer, "text", words);
  muster_json_end_object (writer);
}

static void
write_channel_problems (MusterJsonWriter *writer, const MusterReady *ready, MusterFault fault)
{
  for (guint i = 0; i < ready->channels->len; i++)
    {
      const MusterReadyChannel *channel = &g_array_index (ready->channels, MusterReadyChannel, i);

      if (muster_ready_channel_fault (channel) == (int) fault)
        write_problem (writer, fault, channel->type);
    }
}

static void
write_problems (MusterJsonWriter *writer, const MusterReady *ready, gboolean is_seen)
{
  muster_json_name (writer, "problems");
  muster_json_begin_array (writer);
  for (MusterFault fault = 0; fault < MUSTER_N_FAULTS; fault++)
    {
      gboolean is_of_channel = fault == MUSTER_FAULT_UNREACHABLE || fault == MUSTER_FAULT_FAILING ||
                               fault == MUSTER_FAULT_UNTESTED;

      if ((ready->faults & (1u << fault)) == 0)
        continue;
      if (is_seen && is_of_channel)
        write_channel_problems (writer, ready, fault);
      else
        write_problem (writer, fault, NULL);
    }
  muster_json_end_array (writer);
}

typedef struct
{
  const MusterWorld *world;
  GPtrArray *objects; /* of MusterChannelObject */
  GPtrArray *paged;   /* of MusterObject: whom a policy may tell */
  const MusterQuery *query;
  gint64 now_us;
  MusterJsonWriter writer;
} Answering;

static void
write_person (Answering *self, const MusterObject *person)
{
  const MusterCall *call = &self->query->call;
  g_autoptr (MusterReady) ready = muster_ready_new (self->world, person, self->objects);
  gboolean is_seen = muster_access_allows (call->who.access, MUSTER_ACCESS_ADMIN) ||
                     muster_ulid_equal (call->who.person, person->id);
  MusterJsonWriter *writer = &self->writer;

  muster_json_begin_object (writer);
  muster_json_member_person (writer, "person", self->world, person->id);
  muster_json_member_string (writer, "ready", muster_ready_word (ready));
  muster_json_member_bool (writer, "paged", g_ptr_array_find (self->paged, person, NULL));
  write_problems (writer, ready, is_seen);
  muster_json_name (writer, "channels");
  if (is_seen)
    {
      muster_json_begin_array (writer);
      for (guint i = 0; i < ready->channels->len; i++)
        write_channel (writer, &g_array_index (ready->channels, MusterReadyChannel, i));
      muster_json_end_array (writer);
    }
  else
    muster_json_null (writer);
  muster_json_end_object (writer);
}

/* {"name","problems":[…]}; nothing where there is none. */
static void
write_warnings (Answering *self, const MusterObject *object, const GPtrArray *warnings)
{
  if (warnings->len == 0)
    return;
  muster_json_begin_object (&self->writer);
  muster_json_member_string (&self->writer, "name", object->name);
  muster_json_name (&self->writer, "problems");
  muster_json_begin_array (&self->writer);
  for (guint i = 0; i < warnings->len; i++)
    muster_json_string (&self->writer, g_ptr_array_index (warnings, i));
  muster_json_end_array (&self->writer);
  muster_json_end_object (&self->writer);
}

/* Somebody should be on call, and nobody is. */
static gboolean
is_gap (const MusterWorld *world, const MusterObject *schedule, gint64 now_s)
{
  const MusterScheduleBody *body = muster_world_get_schedule (world, schedule);
  g_autoptr (MusterRoster) roster =
      body != NULL ? muster_schedule_resolve (body->schedule, now_s, now_s + 1, NULL) : NULL;
  g_autoptr (GArray) gaps =
      roster != NULL ? muster_coverage_find_gaps (body->schedule, roster) : NULL;

  return gaps != NULL && gaps->len > 0;
}

static GPtrArray *
list_schedule_warnings (const Answering *self, const MusterObject *schedule)
{
  const MusterPolicyTarget target = { MUSTER_TARGET_SCHEDULE, schedule->name };
  g_autoptr (GPtrArray) people = g_ptr_array_new ();
  GPtrArray *out = g_ptr_array_new_with_free_func (g_free);
  guint n_ready = 0;

  muster_world_add_target (self->world, &target, self->now_us, people);
  for (guint i = 0; i < people->len; i++)
    {
      g_autoptr (MusterReady) ready =
          muster_ready_new (self->world, g_ptr_array_index (people, i), self->objects);

      n_ready += strcmp (muster_ready_word (ready), "no") != 0;
    }
  if (is_gap (self->world, schedule, self->now_us / G_USEC_PER_SEC))
    g_ptr_array_add (out, g_strdup ("Nobody is on call now"));
  if (people->len > 0 && n_ready == 0)
    g_ptr_array_add (out, g_strdup ("Nobody who is on call now can be reached"));
  return out;
}

/* --- all --- */

typedef void (*EachFunc) (Answering *self, const MusterObject *object);

static void
each (Answering *self, const char *type, EachFunc func)
{
  const GPtrArray *objects = muster_directory_objects (muster_world_get_directory (self->world));

  for (guint i = 0; i < objects->len; i++)
    {
      const MusterObject *object = g_ptr_array_index (objects, i);

      if (!object->removed && object->name != NULL && strcmp (object->type, type) == 0)
        func (self, object);
    }
}

static void
write_policy (Answering *self, const MusterObject *policy)
{
  g_autoptr (GPtrArray) warnings = muster_policy_list_warnings (self->world, policy);

  write_warnings (self, policy, warnings);
}

static void
write_schedule (Answering *self, const MusterObject *schedule)
{
  g_autoptr (GPtrArray) warnings = list_schedule_warnings (self, schedule);

  write_warnings (self, schedule, warnings);
}

static void
add_paged (Answering *self, const MusterObject *policy)
{
  muster_policy_add_people (self->world, policy, self->paged);
}

static void
write_all (Answering *self, const char *name, const char *type, EachFunc func)
{
  muster_json_name (&self->writer, name);
  muster_json_begin_array (&self->writer);
  each (self, type, func);
  muster_json_end_array (&self->writer);
}

/* By id or name; NULL and an answer: there is none. */
static const MusterObject *
find_person (MusterQuery *self, const MusterWorld *world, const char *name)
{
  const MusterDirectory *directory = muster_world_get_directory (world);
  MusterUlid id;
  const MusterObject *object =
      muster_ulid_parse (name, -1, &id)
          ? muster_directory_get (directory, id)
          : muster_directory_find (directory, MUSTER_OBJECT_PERSON, name, -1);

  if (object != NULL && !object->removed && strcmp (object->type, MUSTER_OBJECT_PERSON) == 0)
    return object;
  self->work.answer =
      muster_problem_new (404, "not-found", "There is no such person", "person is a name or an id");
  return NULL;
}

/**
 * muster_query_get_readiness:
 * @self: GET /v1/readiness
 * @committer: whose people
 *
 * Answers {"people","policies","schedules"}: how each can be reached, and what else reaches nobody;
 * of ?person= that one alone.
 *
 * Returns: %MUSTER_WORK_DONE
 */
MusterWorkResult
muster_query_get_readiness (MusterQuery *self, MusterCommitter *committer)
{
  const MusterWorld *world = muster_committer_get_world (committer);
  const char *name = muster_query_parameter (self, "person");
  const MusterObject *person = name != NULL ? find_person (self, world, name) : NULL;
  g_autoptr (GPtrArray) objects = NULL, paged = NULL;
  Answering answering = { .world = world,
                          .query = self,
                          .now_us = muster_committer_now_us (committer) };
  GString *body;

  if (name != NULL && person == NULL)
    return MUSTER_WORK_DONE;
  objects = muster_channel_objects_list (muster_world_get_directory (world));
  paged = g_ptr_array_new ();
  answering.objects = objects;
  answering.paged = paged;
  each (&answering, MUSTER_OBJECT_POLICY, add_paged);
  body = g_string_new (NULL);
  muster_json_writer_init (&answering.writer, body);
  muster_json_begin_object (&answering.writer);
  if (person == NULL)
    {
      write_all (&answering, "people", MUSTER_OBJECT_PERSON, write_person);
      write_all (&answering, "policies", MUSTER_OBJECT_POLICY, write_policy);
      write_all (&answering, "schedules", MUSTER_OBJECT_SCHEDULE, write_schedule);
    }
  else
    {
      muster_json_name (&answering.writer, "people");
      muster_json_begin_array (&answering.writer);
      write_person (&answering, person);
      muster_json_end_array (&answering.writer);
    }
  muster_json_end_object (&answering.writer);
  return muster_query_answer_json (self, committer, body);
}
