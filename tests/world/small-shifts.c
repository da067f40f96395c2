/* small-shifts.c - a rota on a small hub, and what people do about it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "small-shifts.h"

#include "base/instant.h"
#include "oncall/roster.h"

#include <string.h>

void
small_hub_put_rota (SmallHub *self)
{
  small_hub_configure (self, "schedule", "s",
                       "{\"zone\":\"UTC\",\"layers\":[{\"name\":\"l\",\"start\":"
                       "\"2026-03-02T09:00\",\"every\":\"1 week\",\"members\":[\"ana\",\"ben\","
                       "\"cho\"]}]}");
}

const MusterObject *
small_hub_rota (const SmallHub *self)
{
  return muster_directory_find (muster_world_get_directory (self->world), MUSTER_OBJECT_SCHEDULE,
                                "s", -1);
}

static MusterUlid
any_override (SmallHub *self)
{
  const GPtrArray *list =
      muster_shift_changes_list (muster_world_get_shifts (self->world)->changes);
  guint n = MIN (list->len, 10);

  if (n == 0)
    return (MusterUlid){ 0, 1 };
  return ((const MusterShiftChange *) g_ptr_array_index (list, list->len - 1 -
                                                                   g_rand_int (self->rand) % n))
      ->id;
}

/* And by whom it is confirmed. */
static void
aim_at_notice (SmallHub *self, MusterCommand *command)
{
  const GQueue *notices =
      muster_shift_notices_list (muster_world_get_shifts (self->world)->notices);
  const MusterShiftNotice *notice = notices->tail != NULL ? notices->tail->data : NULL;

  if (notice == NULL)
    return;
  command->object = notice->id;
  command->actor = (MusterActor){ MUSTER_ACTOR_PERSON, notice->person };
}

/* One that is open, by whoever asked, or who was asked. */
static void
aim_at_request (SmallHub *self, MusterCommand *command)
{
  const MusterShiftRequest *request =
      muster_shift_requests_first (muster_world_get_shifts (self->world)->requests);
  static const char *const names[] = { "ana", "ben", "cho" };

  if (request == NULL)
    return;
  command->object = request->id;
  if (strcmp (command->spec->name, "schedule.offer") == 0)
    muster_command_set_text (command, "person", names[g_rand_int (self->rand) % 3]);
  else if (strcmp (command->spec->name, "schedule.accept") != 0 && g_rand_int (self->rand) % 4 != 0)
    command->object.lo++; /* some are accepted, and some expire */
}

static void
aim_at_handover (SmallHub *self, MusterCommand *command)
{
  const GPtrArray *list = muster_handovers_list (muster_world_get_shifts (self->world)->handovers);

  if (list->len > 0)
    command->object = ((const MusterHandover *) g_ptr_array_index (list, list->len - 1))->id;
}

/* Whose, and which. */
static void
aim_at_test_page (SmallHub *self, MusterCommand *command)
{
  static const char *const names[] = { "ana", "ben", "cho" };
  const GPtrArray *list = muster_page_reaches_list (muster_world_get_page_reaches (self->world));

  if (strcmp (command->spec->name, "person.test-page") == 0)
    command->object = small_hub_person (self, names[g_rand_int (self->rand) % 3]);
  else if (list->len > 0)
    command->object =
        ((const MusterPageReach *) g_ptr_array_index (list, g_rand_int (self->rand) % list->len))
            ->test;
}

static void
aim_at_remark (SmallHub *self, MusterCommand *command)
{
  const GPtrArray *list =
      muster_handovers_list_remarks (muster_world_get_shifts (self->world)->handovers);

  if (list->len > 0)
    command->object = ((const MusterHandoverRemark *) g_ptr_array_index (list, list->len / 2))->id;
}

void
small_hub_aim (SmallHub *self, MusterCommand *command)
{
  const char *name = command->spec->name;
  const MusterObject *rota = small_hub_rota (self);
  gint64 from_us = self->context.now_us + g_rand_int_range (self->rand, 0, 400) * G_TIME_SPAN_HOUR;

  if (strcmp (name, "schedule.override-end") == 0)
    command->object = any_override (self);
  else if (strcmp (name, "notice.confirm") == 0)
    aim_at_notice (self, command);
  else if (strncmp (command->spec->path, "/v1/shift-requests/", 19) == 0)
    aim_at_request (self, command);
  else if (strcmp (name, "handover.confirm") == 0)
    aim_at_handover (self, command);
  else if (strstr (name, "test-page") != NULL)
    aim_at_test_page (self, command);
  else if (strcmp (name, "handover.unwatch") == 0)
    aim_at_remark (self, command);
  if (strncmp (command->spec->path, "/v1/schedules/", 14) != 0 || rota == NULL)
    return;
  command->object = rota->id;
  for (guint i = 0; command->spec->arguments[i].name != NULL; i++)
    if (strcmp (command->spec->arguments[i].name, "kind") == 0)
      muster_command_set_text (
          command, "kind",
          muster_modifier_kind_to_string ((MusterModifierKind) (g_rand_int (self->rand) % 5)));
    else if (strcmp (command->spec->arguments[i].name, "from") == 0)
      muster_command_set_int (command, "from", from_us);
    else if (strcmp (command->spec->arguments[i].name, "to") == 0)
      muster_command_set_int (command, "to",
                              from_us + g_rand_int_range (self->rand, 1, 300) * G_TIME_SPAN_HOUR);
}

gint64
small_instant (const char *text)
{
  g_autofree char *whole = g_strdup_printf ("2026-%s:00Z", text);
  gint64 at_us = 0;

  g_assert_true (muster_instant_parse (whole, -1, &at_us));
  return at_us;
}

MusterCommand *
small_override (SmallHub *self,
                const char *kind,
                const char *people,
                const char *from,
                const char *to)
{
  MusterCommand *command =
      small_hub_command (self, kind != NULL ? "schedule.override" : "schedule.swap", 0);
  g_auto (GStrv) names = g_strsplit (people, ",", 2);

  command->name = g_strdup ("s");
  if (kind != NULL)
    muster_command_set_text (command, "kind", kind);
  muster_command_set_text (command, "person", names[0]);
  if (names[1] != NULL)
    muster_command_set_text (command, "other", names[1]);
  muster_command_set_int (command, "from", small_instant (from));
  muster_command_set_int (command, "to", small_instant (to));
  return command;
}

char *
small_on_call (const SmallHub *self, gint64 at_us)
{
  const MusterScheduleBody *body = muster_world_get_schedule (self->world, small_hub_rota (self));
  gint64 at_s = at_us / G_USEC_PER_SEC;
  g_autoptr (MusterRoster) roster = muster_schedule_resolve (body->schedule, at_s, at_s + 1, NULL);
  MusterRosterSpan span = muster_roster_get_span (roster, 0);
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < span.n; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "",
                            (const char *) g_ptr_array_index (body->people, span.people[i]));
  return g_string_free (names, FALSE);
}
