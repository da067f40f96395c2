/* oncall-team.c - a team file as on-call questions see it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/oncall-team.h"

#include "base/wall-time.h"
#include "hub/team-place.h"
#include "oncall/personal-rules.h"
#include "wire/team-file.h"
#include "world/rules-reading.h"

#include <string.h>

static void
person_free (gpointer data)
{
  MusterOncallPerson *self = data;

  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_clear_pointer (&self->hours, muster_personal_hours_free);
  g_clear_pointer (&self->holidays, g_array_unref);
  g_free (self->name);
  g_free (self);
}

static void
target_free (gpointer data)
{
  MusterOncallTarget *self = data;

  g_free (self->kind);
  g_free (self->name);
  g_free (self);
}

static void
policy_free (gpointer data)
{
  MusterOncallPolicy *self = data;

  g_ptr_array_unref (self->steps);
  g_clear_pointer (&self->plan, muster_policy_free);
  g_free (self->name);
  g_free (self);
}

/* --- bodies --- */

typedef void (*ReadFunc) (MusterRulesReading *self, MusterText member, gpointer user_data);

/* Goes through the members of an object's JSON. */
static gboolean
read_json (const char *json, ReadFunc read, gpointer user_data, GError **error)
{
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  MusterRulesReading self = { reader, NULL, 0 };
  MusterText member;

  muster_json_reader_begin (reader, json, strlen (json), NULL);
  muster_json_reader_enter_object (reader);
  while (self.why == NULL && muster_json_reader_next_member (reader, &member))
    read (&self, member, user_data);
  if (self.why == NULL)
    return muster_json_reader_finish (reader, error);
  g_propagate_error (error, self.why);
  return FALSE;
}

static void
read_of_person (MusterRulesReading *self, MusterText member, gpointer user_data)
{
  MusterOncallPerson *person = user_data;

  if (muster_text_equal (member, "zone"))
    {
      g_autofree char *name = muster_rules_read_text (self);

      g_clear_pointer (&person->zone, g_time_zone_unref);
      person->zone = muster_time_zone_new (name);
      if (person->zone == NULL)
        muster_rules_complain (self, "There is no time zone “%s”", name);
    }
  else if (muster_text_equal (member, "channels"))
    {
      muster_json_reader_enter_array (self->reader);
      while (muster_json_reader_next_item (self->reader))
        {
          person->has_channel = TRUE;
          muster_json_reader_skip (self->reader);
        }
    }
  else
    muster_json_reader_skip (self->reader);
}

static void
read_of_team (MusterRulesReading *self, MusterText member, gpointer user_data)
{
  if (!muster_text_equal (member, "people"))
    {
      muster_json_reader_skip (self->reader);
      return;
    }
  muster_json_reader_enter_array (self->reader);
  while (muster_json_reader_next_item (self->reader))
    g_ptr_array_add (user_data, muster_rules_read_text (self));
}

static void
read_target (MusterRulesReading *self, GPtrArray *targets)
{
  MusterText member;

  muster_json_reader_enter_object (self->reader);
  while (muster_json_reader_next_member (self->reader, &member))
    {
      MusterOncallTarget *target = g_new (MusterOncallTarget, 1);

      target->kind = muster_text_dup (member);
      target->name = muster_rules_read_text (self);
      g_ptr_array_add (targets, target);
    }
}

static void
read_step (MusterRulesReading *self, GPtrArray *steps)
{
  GPtrArray *targets = g_ptr_array_new_with_free_func (target_free);
  MusterText member;

  g_ptr_array_add (steps, targets);
  muster_json_reader_enter_object (self->reader);
  while (muster_json_reader_next_member (self->reader, &member))
    if (muster_text_equal (member, "notify"))
      {
        muster_json_reader_enter_array (self->reader);
        while (muster_json_reader_next_item (self->reader))
          read_target (self, targets);
      }
    else
      muster_json_reader_skip (self->reader);
}

static void
read_of_policy (MusterRulesReading *self, MusterText member, gpointer user_data)
{
  MusterOncallPolicy *policy = user_data;

  if (!muster_text_equal (member, "steps"))
    {
      muster_json_reader_skip (self->reader);
      return;
    }
  muster_json_reader_enter_array (self->reader);
  while (muster_json_reader_next_item (self->reader))
    read_step (self, policy->steps);
}

/* --- objects --- */

static gint64
get_chain_us (const char *contact)
{
  g_autoptr (GPtrArray) rules = muster_personal_rules_read (contact, TRUE);

  return ((const MusterPersonalRule *) g_ptr_array_index (rules, rules->len - 1))->after_us;
}

static gboolean
add_person (MusterOncallTeam *self, const MusterTeamObject *object, GError **error)
{
  MusterOncallPerson *person = g_new0 (MusterOncallPerson, 1);

  person->name = g_strdup (object->name);
  g_hash_table_replace (self->people, person->name, person);
  person->hours = muster_personal_hours_read (object->body, error);
  if (person->hours == NULL)
    return FALSE;
  person->holidays = muster_holidays_read (object->body);
  person->chain_us = get_chain_us (object->contact);
  return read_json (object->body, read_of_person, person, error) &&
         (object->contact == NULL || read_json (object->contact, read_of_person, person, error));
}

static void
add_schedule (MusterOncallTeam *self, MusterScheduleBody *body, GArray *holidays)
{
  g_ptr_array_add (self->schedules, body);
  if (holidays != NULL)
    g_hash_table_replace (self->holidays, body->schedule->name, holidays);
}

static gboolean
add_object (MusterOncallTeam *self,
            const MusterTeamObject *object,
            const char **out_where,
            GError **error)
{
  if (strcmp (object->type, "person") == 0)
    return add_person (self, object, error);
  if (strcmp (object->type, "team") == 0)
    {
      GPtrArray *people = g_ptr_array_new_with_free_func (g_free);

      g_hash_table_replace (self->teams, g_strdup (object->name), people);
      return read_json (object->body, read_of_team, people, error);
    }
  if (strcmp (object->type, "policy") == 0)
    {
      MusterOncallPolicy *policy = g_new0 (MusterOncallPolicy, 1);

      policy->name = g_strdup (object->name);
      policy->steps = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
      g_ptr_array_add (self->policies, policy);
      policy->plan = muster_policy_read (object->body, error);
      return policy->plan != NULL && read_json (object->body, read_of_policy, policy, error);
    }
  if (strcmp (object->type, "schedule") == 0)
    {
      MusterScheduleBody *body =
          muster_schedule_body_read_placed (object->name, object->body, out_where, error);

      if (body != NULL)
        add_schedule (self, body, muster_holidays_read (object->body));
      return body != NULL;
    }
  return TRUE;
}

/* Says where in the file it is: in the schedule, if that is known. */
static void
place_error (const char *file,
             const MusterYaml *root,
             const MusterTeamObject *object,
             const char *where,
             GError **error)
{
  const MusterYaml *node = NULL;

  if (where != NULL)
    node = muster_team_place_find (muster_team_place_object (root, "schedules", object->name),
                                   object->body, where);
  g_prefix_error (error, "%s:%u:%u: The %s “%s”: ", file, node != NULL ? node->line : object->line,
                  node != NULL ? node->column : object->column, object->type, object->name);
}

/**
 * muster_oncall_team_read:
 * @file: the file's name
 * @root: its tree
 * @objects: (element-type MusterTeamObject): what it configures
 * @error: return location
 *
 * Reads people, teams, schedules and policies; the others are passed over.
 *
 * Returns: (transfer full) (nullable): the team
 */
MusterOncallTeam *
muster_oncall_team_read (const char *file,
                         const MusterYaml *root,
                         const GPtrArray *objects,
                         GError **error)
{
  g_autoptr (MusterOncallTeam) self = g_new (MusterOncallTeam, 1);

  self->people = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, person_free);
  self->teams =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  self->schedules = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_schedule_body_free);
  self->policies = g_ptr_array_new_with_free_func (policy_free);
  self->holidays =
      g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_array_unref);
  for (guint i = 0; i < objects->len; i++)
    {
      const MusterTeamObject *object = g_ptr_array_index (objects, i);
      const char *where = NULL;

      if (!add_object (self, object, &where, error))
        {
          place_error (file, root, object, where, error);
          return NULL;
        }
    }
  return g_steal_pointer (&self);
}

/**
 * muster_oncall_team_free:
 * @self: a team
 *
 * Frees it.
 */
void
muster_oncall_team_free (MusterOncallTeam *self)
{
  g_hash_table_unref (self->holidays); /* its names are those of schedules */
  g_hash_table_unref (self->people);
  g_hash_table_unref (self->teams);
  g_ptr_array_unref (self->schedules);
  g_ptr_array_unref (self->policies);
  g_free (self);
}

/**
 * muster_oncall_team_find:
 * @self: a team
 * @name: a schedule's
 *
 * Returns: (transfer none) (nullable): what it says
 */
const MusterScheduleBody *
muster_oncall_team_find (const MusterOncallTeam *self, const char *name)
{
  for (guint i = 0; i < self->schedules->len; i++)
    {
      const MusterScheduleBody *body = g_ptr_array_index (self->schedules, i);

      if (strcmp (body->schedule->name, name) == 0)
        return body;
    }
  return NULL;
}
