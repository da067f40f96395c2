/* escalation-people.c - who stands behind the targets of a step
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/escalation-people.h"
#include "world/escalating.h"

#include "oncall/roster.h"
#include "world/recipients.h"

static void
add_once (GPtrArray *out, const MusterObject *person)
{
  if (person != NULL && !g_ptr_array_find (out, person, NULL))
    g_ptr_array_add (out, (gpointer) person);
}

static void
add_person (const MusterDirectory *self, const char *name, GPtrArray *out)
{
  add_once (out, muster_directory_find (self, MUSTER_OBJECT_PERSON, name, -1));
}

static void
add_team (const MusterDirectory *self, const char *name, GPtrArray *out)
{
  const MusterObject *team = muster_directory_find (self, MUSTER_OBJECT_TEAM, name, -1);
  g_autoptr (GPtrArray) people = NULL;

  if (team == NULL)
    return;
  people = muster_directory_list_people (self, team);
  for (guint i = 0; i < people->len; i++)
    add_once (out, g_ptr_array_index (people, i));
}

static void
add_schedule (const MusterWorld *self, const char *name, gint64 at_us, GPtrArray *out)
{
  const MusterDirectory *directory = muster_world_get_directory (self);
  const MusterObject *object = muster_directory_find (directory, MUSTER_OBJECT_SCHEDULE, name, -1);
  gint64 at_s = at_us / G_USEC_PER_SEC;
  const MusterScheduleBody *body;
  g_autoptr (MusterRoster) roster = NULL;
  MusterRosterSpan span;

  if (object == NULL)
    return;
  body = muster_world_get_schedule (self, object);
  roster = body != NULL ? muster_schedule_resolve (body->schedule, at_s, at_s + 1, NULL) : NULL;
  if (roster == NULL)
    return;
  span = muster_roster_get_at (roster, at_s);
  for (guint i = 0; i < span.n; i++)
    add_person (directory, g_ptr_array_index (body->people, span.people[i]), out);
}

/**
 * muster_world_add_target:
 * @self: a world
 * @target: of a step
 * @at_us: the time, µs UTC
 * @out: (element-type MusterObject): where to
 *
 * Adds those whom it means then. A schedule that cannot be read, which is refused where it is put,
 * means nobody.
 */
void
muster_world_add_target (const MusterWorld *self,
                         const MusterPolicyTarget *target,
                         gint64 at_us,
                         GPtrArray *out)
{
  const MusterDirectory *directory = muster_world_get_directory (self);

  if (target->kind == MUSTER_TARGET_PERSON)
    add_person (directory, target->name, out);
  else if (target->kind == MUSTER_TARGET_TEAM)
    add_team (directory, target->name, out);
  else
    add_schedule (self, target->name, at_us, out);
}

/**
 * muster_incident_get_drill_person:
 * @incident: an incident
 * @directory: where people are
 * @out: (out) (nullable): who started the drill, if that was a person
 *
 * Whatever a policy says, nobody else is paged by a drill (protocol §7).
 *
 * Returns: whether it is a drill
 */
gboolean
muster_incident_get_drill_person (const MusterIncident *incident,
                                  const MusterDirectory *directory,
                                  const MusterObject **out)
{
  const MusterObject *drill;

  *out = NULL;
  if (muster_ulid_is_null (incident->drill))
    return FALSE;
  drill = muster_directory_get (directory, incident->drill);
  if (drill != NULL)
    *out = muster_directory_get (directory, drill->service);
  return TRUE;
}

/**
 * muster_directory_add_owners:
 * @self: a directory
 * @service: a service's id, or null
 * @out: (element-type MusterObject): where to
 *
 * Adds who answers for it.
 */
void
muster_directory_add_owners (const MusterDirectory *self, MusterUlid service, GPtrArray *out)
{
  const MusterObject *object = muster_directory_get (self, service);
  g_autofree char *team = object != NULL ? muster_directory_dup_member (object, "team") : NULL;
  const MusterObject *found =
      team != NULL ? muster_directory_find (self, MUSTER_OBJECT_TEAM, team, -1) : NULL;
  g_autoptr (GPtrArray) owners = NULL;

  if (found == NULL)
    return;
  owners = muster_directory_list_owners (self, found);
  for (guint i = 0; i < owners->len; i++)
    add_once (out, g_ptr_array_index (owners, i));
}
