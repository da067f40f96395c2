/* decide-page.c - commands that call somebody to an incident
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who is asked for by hand is told by all of their rules, one after the other, also of what
 * somebody has acknowledged, until they come. It waits for no quiet hours, and counts for no limit.
 */
#include "oncall/personal-rules.h"
#include "world/commands.h"
#include "world/escalating.h"
#include "world/escalation-people.h"

#include <string.h>

static gboolean
fail (GError **error, MusterModelError code, const char *message)
{
  g_set_error_literal (error, MUSTER_MODEL_ERROR, (int) code, message);
  return FALSE;
}

/* --- people --- */

/* Another for each time that a person asks for somebody. */
static gint64
next_round (const MusterIncident *incident, MusterUlid person)
{
  gint64 round = 1;

  for (guint i = 0; i < incident->pages->len; i++)
    {
      const MusterPage *page = g_ptr_array_index (incident->pages, i);

      if (muster_ulid_equal (page->person, person))
        round++;
    }
  return round;
}

static void
call (MusterDeciding *self, const MusterObject *person)
{
  gint64 round = next_round (self->incident, person->id);
  g_autoptr (GPtrArray) rules =
      muster_personal_rules_read (person->contact, muster_incident_is_urgent (self->incident));
  const MusterPersonalRule *rule = g_ptr_array_index (rules, 0);
  MusterEvent *event = muster_deciding_emit (self, MUSTER_EVENT_ESCALATION_PERSON_DUE);

  muster_event_set_ulid (event, MUSTER_FACT_PERSON, person->id);
  muster_event_set_int (event, MUSTER_FACT_ROUND, round);
  muster_event_set_int (event, MUSTER_FACT_STEP, 0);
  event = muster_deciding_emit (self, MUSTER_EVENT_PAGE_INTENDED);
  muster_event_set_ulid (event, MUSTER_FACT_PAGE, muster_deciding_new_id (self));
  muster_event_set_ulid (event, MUSTER_FACT_PERSON, person->id);
  muster_event_set_token (
      event, MUSTER_FACT_CHANNEL,
      muster_arena_strndup (self->batch->arena, rule->channel, strlen (rule->channel)));
  muster_event_set_int (event, MUSTER_FACT_ROUND, round);
  muster_event_set_int (event, MUSTER_FACT_STEP, 0);
  muster_event_set_int (event, MUSTER_FACT_ATTEMPT, 1);
  muster_event_set_token (event, MUSTER_FACT_RULE, "asked");
  if (rules->len > 1)
    {
      const MusterPersonalRule *next = g_ptr_array_index (rules, 1);

      muster_event_set_int (event, MUSTER_FACT_DUE, self->context->now_us + next->after_us);
    }
}

/* FALSE: it is none of a person, a team and a schedule. */
static gboolean
find_people (const MusterDeciding *self, const char *words, GPtrArray *out)
{
  const char *colon = strchr (words, ':');
  g_autofree char *kind = colon != NULL ? g_strndup (words, (gsize) (colon - words)) : NULL;
  const MusterDirectory *directory = muster_world_get_directory (self->world);
  const MusterObject *object;
  MusterPolicyTarget target;

  if (kind == NULL || !muster_target_kind_from_string (kind, &target.kind))
    return FALSE;
  object = muster_directory_resolve (directory, kind, colon + 1);
  if (object == NULL)
    return TRUE;
  target.name = object->name;
  muster_world_add_target (self->world, &target, self->context->now_us, out);
  return TRUE;
}

/* A drill calls nobody but who started it (protocol §7). */
static gboolean
keep_to_drill (const MusterDeciding *self, GPtrArray *people, GError **error)
{
  const MusterObject *starter = NULL;
  gboolean is_meant;

  if (!muster_incident_get_drill_person (self->incident, muster_world_get_directory (self->world),
                                         &starter))
    return TRUE;
  is_meant = starter != NULL && g_ptr_array_find (people, starter, NULL);
  if (!is_meant)
    return fail (error, MUSTER_MODEL_ERROR_STATE,
                 "This is a drill: it pages only the person who started it");
  g_ptr_array_set_size (people, 0);
  g_ptr_array_add (people, (gpointer) starter);
  return TRUE;
}

/* --- policies --- */

static gboolean
is_at_work (const MusterDeciding *self, const MusterObject *policy)
{
  const MusterPaging *paging =
      muster_pagings_get (muster_world_get_pagings (self->world), self->incident->number);

  for (guint i = 0; paging != NULL && i < paging->escalating->len; i++)
    {
      const MusterEscalating *one = g_ptr_array_index (paging->escalating, i);

      if (muster_ulid_equal (one->policy, policy->id) &&
          muster_escalating_goes_on (one, self->incident))
        return TRUE;
    }
  return FALSE;
}

/* Beside what tells people already. Where somebody has acknowledged, until one of those whom it
 * tells comes. */
static gboolean
start_policy (MusterDeciding *self, const char *name, GError **error)
{
  const MusterObject *policy = muster_directory_resolve (muster_world_get_directory (self->world),
                                                         MUSTER_OBJECT_POLICY, name);
  MusterEvent *event;

  if (policy == NULL)
    {
      g_set_error (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_INVALID, "There is no policy “%s”",
                   name);
      return FALSE;
    }
  if (is_at_work (self, policy))
    return fail (error, MUSTER_MODEL_ERROR_STATE,
                 "That policy tells people already. Escalate if the next are not to wait");
  event = muster_deciding_emit (self, MUSTER_EVENT_ESCALATION_STARTED);
  muster_event_set_ulid (event, MUSTER_FACT_ID, policy->id);
  muster_event_set_token (event, MUSTER_FACT_BY, "asked");
  muster_batch_set_text (self->batch, event, MUSTER_FIELD_NAME, policy->name, -1);
  if (policy->body != NULL)
    muster_batch_set_text (self->batch, event, MUSTER_FIELD_BODY, policy->body, -1);
  return TRUE;
}

/* --- all --- */

gboolean
muster_decide_page (MusterDeciding *self, GError **error)
{
  const char *target = muster_command_text (self->command, "target");
  g_autoptr (GPtrArray) people = g_ptr_array_new ();

  if (!muster_incident_is_open (self->incident))
    return fail (error, MUSTER_MODEL_ERROR_STATE, "The incident is resolved. Reopen it first");
  if (g_str_has_prefix (target, "policy:"))
    return start_policy (self, target + strlen ("policy:"), error);
  if (!find_people (self, target, people) || people->len == 0)
    {
      g_set_error (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_INVALID,
                   "“%s” is nobody who can be paged: name a person:NAME, a team:NAME with people, "
                   "a schedule:NAME that somebody is on call of or a policy:NAME",
                   target);
      return FALSE;
    }
  if (!keep_to_drill (self, people, error))
    return FALSE;
  for (guint i = 0; i < people->len; i++)
    call (self, g_ptr_array_index (people, i));
  return TRUE;
}

gboolean
muster_decide_page_shown (MusterDeciding *self, GError **error)
{
  MusterUlid id = muster_command_ulid (self->command, "page");
  const MusterPage *page = muster_incident_find_page (self->incident, id);

  if (page == NULL || !muster_ulid_equal (page->person, self->command->actor.id))
    {
      g_set_error_literal (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_NOT_FOUND,
                           "There is no such page of yours");
      return FALSE;
    }
  if (page->state < MUSTER_PAGE_SHOWN)
    muster_event_set_ulid (muster_deciding_emit (self, MUSTER_EVENT_PAGE_SHOWN), MUSTER_FACT_PAGE,
                           id);
  return TRUE;
}
