/* handover-note.c - what the next shift has to know, from the world
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/handover-note.h"

#include "oncall/policy.h"
#include "world/recipients.h"
#include "world/shift-words.h"

#include <string.h>

#define LINES_MAX 20 /* of a kind; the rest is a number */

/* --- whose it is --- */

static gboolean
tells (const MusterObject *policy, const char *schedule)
{
  g_autoptr (MusterPolicy) plan = muster_policy_read (policy->body, NULL);

  for (guint i = 0; plan != NULL && i < plan->steps->len; i++)
    {
      const GPtrArray *targets = muster_policy_get_step (plan, i)->targets;

      for (guint j = 0; j < targets->len; j++)
        {
          const MusterPolicyTarget *target = g_ptr_array_index (targets, j);

          if (target->kind == MUSTER_TARGET_SCHEDULE && strcmp (target->name, schedule) == 0)
            return TRUE;
        }
    }
  return FALSE;
}

/* Those of a type that are there. */
static GPtrArray *
list_type (const MusterWorld *world, const char *type)
{
  const GPtrArray *objects = muster_directory_objects (muster_world_get_directory (world));
  GPtrArray *list = g_ptr_array_new ();

  for (guint i = 0; i < objects->len; i++)
    {
      MusterObject *object = g_ptr_array_index (objects, i);

      if (!object->removed && strcmp (object->type, type) == 0)
        g_ptr_array_add (list, object);
    }
  return list;
}

/* The policies that tell whoever is on call of it, by name. */
static GHashTable *
find_policies (const MusterWorld *world, const MusterObject *schedule)
{
  g_autoptr (GPtrArray) policies = list_type (world, MUSTER_OBJECT_POLICY);
  GHashTable *names = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < policies->len; i++)
    {
      const MusterObject *policy = g_ptr_array_index (policies, i);

      if (tells (policy, schedule->name))
        g_hash_table_add (names, policy->name);
    }
  return names;
}

/**
 * muster_schedule_is_used:
 * @world: a world
 * @schedule: a schedule
 *
 * Returns: whether a policy tells whoever is on call of it
 */
gboolean
muster_schedule_is_used (const MusterWorld *world, const MusterObject *schedule)
{
  g_autoptr (GHashTable) policies = find_policies (world, schedule);

  return g_hash_table_size (policies) > 0;
}

static gboolean
is_served_by (const MusterObject *service, GHashTable *policies)
{
  g_autofree char *policy = muster_directory_dup_member (service, MUSTER_OBJECT_POLICY);

  return policy != NULL && g_hash_table_contains (policies, policy);
}

static void
add_owners (const MusterWorld *world, const MusterObject *service, GPtrArray *out)
{
  const MusterDirectory *directory = muster_world_get_directory (world);
  g_autofree char *name = muster_directory_dup_member (service, MUSTER_OBJECT_TEAM);
  const MusterObject *team =
      name != NULL ? muster_directory_find (directory, MUSTER_OBJECT_TEAM, name, -1) : NULL;
  g_autoptr (GPtrArray) owners =
      team != NULL ? muster_directory_list_owners (directory, team) : NULL;

  for (guint i = 0; owners != NULL && i < owners->len; i++)
    if (!g_ptr_array_find (out, g_ptr_array_index (owners, i), NULL))
      g_ptr_array_add (out, g_ptr_array_index (owners, i));
}

/**
 * muster_schedule_list_owners:
 * @world: a world
 * @schedule: a schedule
 *
 * Returns: (transfer container) (element-type MusterObject): people, each once
 */
GPtrArray *
muster_schedule_list_owners (const MusterWorld *world, const MusterObject *schedule)
{
  g_autoptr (GHashTable) policies = find_policies (world, schedule);
  g_autoptr (GPtrArray) services = list_type (world, MUSTER_OBJECT_SERVICE);
  g_autoptr (GPtrArray) people = NULL;
  GPtrArray *owners = g_ptr_array_new ();

  for (guint i = 0; i < services->len; i++)
    if (is_served_by (g_ptr_array_index (services, i), policies))
      add_owners (world, g_ptr_array_index (services, i), owners);
  if (owners->len > 0)
    return owners;
  people = list_type (world, MUSTER_OBJECT_PERSON);
  for (guint i = 0; i < people->len; i++)
    {
      MusterObject *person = g_ptr_array_index (people, i);

      if (muster_access_allows (person->access, MUSTER_ACCESS_MANAGER))
        g_ptr_array_add (owners, person);
    }
  return owners;
}

/* --- the note --- */

typedef struct
{
  const MusterWorld *world;
  const MusterObject *schedule;
  GHashTable *policies;
  GTimeZone *zone;
  gint64 now_us;
  GString *out;
  guint n; /* lines of this kind */
} Writing;

/* What is of no service is everybody's. */
static gboolean
is_about (const Writing *self, MusterUlid service)
{
  const MusterObject *object =
      muster_directory_get (muster_world_get_directory (self->world), service);

  return object == NULL || is_served_by (object, self->policies);
}

/* FALSE: there are enough of this kind. */
static gboolean
begin_line (Writing *self, const char *heading)
{
  if (self->n == 0)
    g_string_append_printf (self->out, "%s**%s**\n", self->out->len > 0 ? "\n" : "", heading);
  if (self->n++ >= LINES_MAX)
    return FALSE;
  g_string_append (self->out, "- ");
  return TRUE;
}

static void
end_kind (Writing *self)
{
  if (self->n > LINES_MAX)
    g_string_append_printf (self->out, "- and %u more\n", self->n - LINES_MAX);
  self->n = 0;
}

/* A line of others' text: no line of its own. */
static void
append_text (Writing *self, const char *text)
{
  for (; text != NULL && *text != '\0'; text++)
    g_string_append_c (self->out, *text == '\n' || *text == '\r' ? ' ' : *text);
}

static void
append_time (Writing *self, gint64 at_us)
{
  muster_shift_words_append (self->out, self->zone, at_us / G_USEC_PER_SEC,
                             self->now_us / G_USEC_PER_SEC);
}

static void
write_incidents (Writing *self)
{
  for (guint i = muster_world_last_incident (self->world); i > 0; i--)
    {
      const MusterIncident *incident = muster_world_get_incident (self->world, i);

      if (incident == NULL || !muster_incident_is_open (incident) || incident->merged_into > 0 ||
          !muster_ulid_is_null (incident->drill) || !is_about (self, incident->service) ||
          !begin_line (self, "Open incidents"))
        continue;
      g_string_append_printf (self->out, "INC-%u SEV-%u ", i, (guint) incident->severity);
      append_text (self, incident->title);
      g_string_append_printf (self->out, " (%s, %s)\n", muster_stage_name (incident->stage),
                              incident->acknowledged ? "acknowledged" : "not acknowledged");
    }
  end_kind (self);
}

/* A console has none. */
static void
write_silences (Writing *self)
{
  const MusterSilences *silences = muster_world_get_silences (self->world);
  const GPtrArray *list = silences != NULL ? muster_silences_list (silences) : NULL;

  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      const MusterSilence *silence = g_ptr_array_index (list, i);

      if (silence->state != MUSTER_SILENCE_ACTIVE ||
          silence->ends_us > self->now_us + MUSTER_HANDOVER_AHEAD_US ||
          !is_about (self, silence->service) ||
          !begin_line (self, "Silences that end within a day"))
        continue;
      muster_matchers_append_text (silence->matchers, self->out);
      g_string_append (self->out, ", until ");
      append_time (self, silence->ends_us);
      if (silence->comment != NULL)
        {
          g_string_append (self->out, ": ");
          append_text (self, silence->comment);
        }
      g_string_append_c (self->out, '\n');
    }
  end_kind (self);
}

static void
write_changes (Writing *self)
{
  const GQueue *changes = muster_world_get_changes (self->world);

  for (const GList *link = changes->tail; link != NULL; link = link->prev)
    {
      const MusterRecordedChange *change = link->data;

      if (change->at_us < self->now_us - MUSTER_HANDOVER_AHEAD_US)
        break;
      if (!is_about (self, change->service) || !begin_line (self, "Changes of the last day"))
        continue;
      append_time (self, change->start_us != MUSTER_NO_TIME ? change->start_us : change->at_us);
      g_string_append (self->out, " ");
      append_text (self, change->title);
      g_string_append_c (self->out, '\n');
    }
  end_kind (self);
}

static void
write_remarks (Writing *self)
{
  const GPtrArray *remarks =
      muster_handovers_list_remarks (muster_world_get_shifts (self->world)->handovers);

  for (guint i = 0; i < remarks->len; i++)
    {
      const MusterHandoverRemark *remark = g_ptr_array_index (remarks, i);

      if (!muster_ulid_equal (remark->schedule, self->schedule->id) ||
          !begin_line (self, "Watch this"))
        continue;
      append_text (self, remark->text);
      if (remark->actor.type == MUSTER_ACTOR_PERSON)
        g_string_append_printf (
            self->out, " (%s)",
            muster_directory_title (muster_world_get_directory (self->world), remark->actor.id));
      g_string_append_c (self->out, '\n');
    }
  end_kind (self);
}

/**
 * muster_handover_note_write:
 * @world: a world
 * @schedule: a schedule
 * @now_us: the time, µs UTC
 *
 * Writes what is open, what ends soon, what changed lately, and what somebody said to watch: of the
 * services whose policies tell whoever is on call of it, and what is of no service.
 *
 * Returns: (transfer full) (nullable): the note; %NULL: nothing
 */
char *
muster_handover_note_write (const MusterWorld *world, const MusterObject *schedule, gint64 now_us)
{
  const MusterScheduleBody *body = muster_world_get_schedule (world, schedule);
  g_autoptr (GHashTable) policies = find_policies (world, schedule);
  g_autoptr (GString) out = g_string_new (NULL);
  Writing self = { world, schedule, policies, NULL, now_us, out, 0 };

  if (body == NULL)
    return NULL;
  self.zone = body->schedule->zone;
  write_remarks (&self);
  write_incidents (&self);
  write_silences (&self);
  write_changes (&self);
  return out->len > 0 ? g_string_free (g_steal_pointer (&out), FALSE) : NULL;
}
