/* decide-test-page.c - whether somebody may be sent a test page, and that it came
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "oncall/personal-rules.h"
#include "world/commands.h"
#include "world/shift-deciding.h"

#include <string.h>

static gboolean
fail (GError **error, MusterModelError code, const char *message)
{
  g_set_error_literal (error, MUSTER_MODEL_ERROR, code, message);
  return FALSE;
}

static const MusterObject *
find_person (const MusterDeciding *self)
{
  const MusterDirectory *directory = muster_world_get_directory (self->world);
  const MusterCommand *command = self->command;
  const MusterObject *object =
      command->name != NULL
          ? muster_directory_find (directory, MUSTER_OBJECT_PERSON, command->name, -1)
          : muster_directory_get (directory, command->object);

  return object != NULL && !object->removed && strcmp (object->type, MUSTER_OBJECT_PERSON) == 0
             ? object
             : NULL;
}

static gboolean
is_due (const MusterDeciding *self, const MusterObject *person, const char *channel)
{
  const MusterPageReach *reach =
      muster_page_reaches_get (muster_world_get_page_reaches (self->world), person->id, channel);

  return reach == NULL || reach->tested_us == MUSTER_NO_TIME ||
         self->context->now_us - reach->tested_us >= MUSTER_TEST_PAGE_PAUSE_US;
}

static void
ask (MusterDeciding *self, const MusterObject *person, const char *channel)
{
  MusterEvent *event = muster_deciding_emit (self, MUSTER_EVENT_TEST_PAGE_ASKED);

  muster_event_set_ulid (event, MUSTER_FACT_ID, muster_deciding_new_id (self));
  muster_event_set_ulid (event, MUSTER_FACT_PERSON, person->id);
  muster_event_set_token (event, MUSTER_FACT_CHANNEL,
                          muster_arena_strndup (self->batch->arena, channel, strlen (channel)));
}

/* By one of their channels, or by all. */
static gboolean
ask_by_all (MusterDeciding *self, const MusterObject *person, const char *only, GError **error)
{
  g_autoptr (GPtrArray) channels = muster_personal_channels_read (person->contact);
  guint n = 0, n_asked = 0;

  for (guint i = 0; i < channels->len; i++)
    {
      const char *channel = g_ptr_array_index (channels, i);

      if ((only != NULL && strcmp (only, channel) != 0) || !muster_is_token (channel, -1))
        continue;
      n++;
      if (!is_due (self, person, channel))
        continue;
      ask (self, person, channel);
      n_asked++;
    }
  if (n == 0)
    return fail (error, MUSTER_MODEL_ERROR_INVALID, "They have no such channel");
  if (n_asked == 0)
    return fail (error, MUSTER_MODEL_ERROR_STATE,
                 "There was a test page just now. Wait for a minute");
  return TRUE;
}

gboolean
muster_decide_test_page (MusterDeciding *self, GError **error)
{
  const MusterObject *person = find_person (self);

  if (person == NULL)
    return fail (error, MUSTER_MODEL_ERROR_NOT_FOUND, "There is no such person");
  if (!muster_deciding_is_me (self, person->id) &&
      !muster_access_allows (self->command->access, MUSTER_ACCESS_ADMIN))
    return fail (error, MUSTER_MODEL_ERROR_FORBIDDEN,
                 "You can send test pages to yourself; administrators send them to others");
  return ask_by_all (self, person, muster_command_text (self->command, "channel"), error);
}

gboolean
muster_decide_test_page_confirm (MusterDeciding *self, GError **error)
{
  const MusterPageReach *reach = muster_page_reaches_find_test (
      muster_world_get_page_reaches (self->world), self->command->object);

  if (reach == NULL || !muster_deciding_is_me (self, reach->person))
    return fail (error, MUSTER_MODEL_ERROR_NOT_FOUND, "There is no such test page of yours");
  if (reach->confirmed_us == MUSTER_NO_TIME || reach->confirmed_us < reach->tested_us)
    muster_event_set_ulid (muster_deciding_emit (self, MUSTER_EVENT_TEST_PAGE_CONFIRMED),
                           MUSTER_FACT_ID, reach->test);
  return TRUE;
}
