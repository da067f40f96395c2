/* readiness.c - can everybody be reached who is paged?
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/readiness.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/json-reader.h"
#include "base/safe-text.h"
#include "console/policy-words.h"
#include "oncall/personal-rules.h"
#include "world/schedule-body.h"

#define LATE_US (5 * G_TIME_SPAN_MINUTE) /* who is told only then has little time left */

static void
readiness_free (gpointer data)
{
  MusterReadiness *self = data;

  g_free (self->title);
  g_free (self->rules);
  g_free (self->why);
  g_free (self);
}

/* --- who is paged at all --- */

static void
add_team (const MusterDirectory *directory, const char *name, GHashTable *paged)
{
  const MusterObject *team = muster_directory_find (directory, MUSTER_OBJECT_TEAM, name, -1);
  g_autoptr (GPtrArray) people = team ? muster_directory_list_people (directory, team) : NULL;

  for (guint i = 0; people && i < people->len; i++)
    g_hash_table_add (paged, g_strdup (((MusterObject *) g_ptr_array_index (people, i))->name));
}

static void
add_schedule (const MusterWorld *world, const char *name, GHashTable *paged)
{
  const MusterObject *object =
      muster_directory_find (muster_world_get_directory (world), MUSTER_OBJECT_SCHEDULE, name, -1);
  const MusterScheduleBody *body = object ? muster_world_get_schedule (world, object) : NULL;

  for (guint i = 0; body && i < body->people->len; i++)
    g_hash_table_add (paged, g_strdup (g_ptr_array_index (body->people, i)));
}

static void
add_policy (const MusterWorld *world, const MusterObject *object, GHashTable *paged)
{
  g_autoptr (MusterPolicy) policy = muster_policy_read (object->body, NULL);

  for (guint i = 0; policy && i < policy->steps->len; i++)
    {
      const MusterPolicyStep *step = muster_policy_get_step (policy, i);

      for (guint j = 0; j < step->targets->len; j++)
        {
          const MusterPolicyTarget *target = g_ptr_array_index (step->targets, j);

          if (target->kind == MUSTER_TARGET_PERSON)
            g_hash_table_add (paged, g_strdup (target->name));
          else if (target->kind == MUSTER_TARGET_TEAM)
            add_team (muster_world_get_directory (world), target->name, paged);
          else
            add_schedule (world, target->name, paged);
        }
    }
}

/* Names of those whom any policy can page. */
static GHashTable *
list_paged (const MusterWorld *world)
{
  const GPtrArray *objects = muster_directory_objects (muster_world_get_directory (world));
  GHashTable *paged = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < objects->len; i++)
    {
      const MusterObject *object = g_ptr_array_index (objects, i);

      if (!object->removed && strcmp (object->type, MUSTER_OBJECT_POLICY) == 0)
        add_policy (world, object, paged);
    }
  return paged;
}

/* --- one of them --- */

/* How many channels somebody has, and how many beside the desktop. */
static void
count_channels (const char *contact, guint *n, guint *n_other)
{
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  MusterText name, type;

  *n = *n_other = 0;
  if (!contact)
    return;
  muster_json_reader_begin (reader, contact, strlen (contact), NULL);
  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    if (!muster_text_equal (name, "channels"))
      muster_json_reader_skip (reader);
    else if (muster_json_reader_enter_array (reader))
      while (muster_json_reader_next_item (reader))
        {
          muster_json_reader_enter_object (reader);
          while (muster_json_reader_next_member (reader, &name))
            if (!muster_text_equal (name, "type"))
              muster_json_reader_skip (reader);
            else if (muster_json_reader_string (reader, &type))
              {
                ++*n;
                *n_other += !muster_text_equal (type, MUSTER_CHANNEL_DESKTOP);
              }
        }
}

static void
find_fault (MusterReadiness *self, const MusterObject *person, const GPtrArray *rules)
{
  const MusterPersonalRule *first = g_ptr_array_index (rules, 0);
  guint n, n_other;

  count_channels (person->contact, &n, &n_other);
  self->ready = MUSTER_READY_PARTLY;
  if (n == 0)
    {
      self->ready = MUSTER_READY_NO;
      self->why = g_strdup (_ ("Cannot be reached: no channel"));
    }
  else if (n_other == 0)
    self->why = g_strdup (_ ("Reached only while Muster is open on their computer"));
  else if (first->after_us >= LATE_US)
    {
      g_autofree char *late = muster_policy_format_offset (first->after_us);

      /* TRANSLATORS: a length of time after which somebody is told for the first time */
      self->why = g_strdup_printf (_ ("The first page comes only after %s"), late);
    }
  else
    self->ready = MUSTER_READY_YES;
}

static MusterReadiness *
look_at (const MusterObject *person, gboolean is_seen, gboolean is_paged)
{
  MusterReadiness *self = g_new0 (MusterReadiness, 1);
  g_autoptr (GPtrArray) rules = NULL;
  const char *title = person->full_name && *person->full_name ? person->full_name : person->name;

  self->person = person->id;
  self->title = muster_safe_text (title, -1, FALSE);
  self->ready = MUSTER_READY_UNKNOWN;
  if (is_seen)
    {
      rules = muster_personal_rules_read (person->contact, TRUE);
      self->rules = muster_personal_rules_describe (rules);
      find_fault (self, person, rules);
    }
  if (self->why || is_paged)
    return self;
  if (self->ready == MUSTER_READY_YES)
    self->ready = MUSTER_READY_PARTLY;
  self->why = g_strdup (_ ("No policy pages them"));
  return self;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const MusterReadiness *x = *(const MusterReadiness *const *) a;
  const MusterReadiness *y = *(const MusterReadiness *const *) b;

  if (x->ready != y->ready)
    return x->ready < y->ready ? -1 : 1;
  return g_utf8_collate (x->title, y->title);
}

/* Names; NULL: everybody. */
static GHashTable *
list_team (const MusterDirectory *directory, const char *team)
{
  GHashTable *names;

  if (!team)
    return NULL;
  names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  add_team (directory, team, names);
  return names;
}

/**
 * muster_readiness_list:
 * @world: who there is
 * @question: who asks, and of whom
 *
 * Returns: (transfer full) (element-type MusterReadiness): how they are reached
 */
GPtrArray *
muster_readiness_list (const MusterWorld *world, const MusterReadinessQuestion *question)
{
  const MusterDirectory *directory = muster_world_get_directory (world);
  const GPtrArray *objects = muster_directory_objects (directory);
  GPtrArray *out = g_ptr_array_new_with_free_func (readiness_free);
  g_autoptr (GHashTable) paged = list_paged (world);
  g_autoptr (GHashTable) team = list_team (directory, question->team);

  for (guint i = 0; i < objects->len; i++)
    {
      const MusterObject *person = g_ptr_array_index (objects, i);

      if (person->removed || !person->name || strcmp (person->type, MUSTER_OBJECT_PERSON) != 0 ||
          (team && !g_hash_table_contains (team, person->name)))
        continue;
      g_ptr_array_add (
          out,
          look_at (person, question->sees_contacts || muster_ulid_equal (person->id, question->me),
                   g_hash_table_contains (paged, person->name)));
    }
  g_ptr_array_sort (out, compare);
  return out;
}
