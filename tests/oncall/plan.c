/* plan.c - schedules written in few words, for tests
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "plan.h"

#include "base/instant.h"
#include "wall-reading.h"

#include <string.h>

gint64
plan_instant (const char *text)
{
  g_autofree char *full = g_strdup_printf ("%.16s:00Z", text);

  return instant (full);
}

static gint32
time_of_day (const char *text)
{
  return (g_ascii_digit_value (text[0]) * 10 + g_ascii_digit_value (text[1])) * 3600 +
         (g_ascii_digit_value (text[3]) * 10 + g_ascii_digit_value (text[4])) * 60;
}

MusterDutyHours
plan_hours (const char *text)
{
  MusterDutyHours hours = { 0, time_of_day (text + 8), time_of_day (text + 14) };

  for (guint i = 0; i < 7; i++)
    hours.days |= (guint8) ((text[i] == '1') << i);
  return hours;
}

static void
add_members (MusterLayer *layer, const char *members)
{
  g_auto (GStrv) list = g_strsplit (members, ",", -1);

  for (guint i = 0; list[i] != NULL; i++)
    {
      guint people[26], n = 0;

      for (const char *c = list[i]; *c != '\0'; c++)
        if (g_ascii_isupper (*c))
          people[n++] = (guint) (*c - 'A');
      muster_layer_add_member (layer, people, n);
    }
}

void
plan_add_layers (MusterScheduleVersion *version, const PlanLayer *layers)
{
  for (guint i = 0; layers[i].zone != NULL; i++)
    {
      g_autoptr (GTimeZone) zone = muster_time_zone_new (layers[i].zone);
      MusterLayer *layer = muster_layer_new (layers[i].members, zone);
      g_auto (GStrv) hours = g_strsplit (layers[i].hours != NULL ? layers[i].hours : "", ";", -1);

      layer->rotates = layers[i].every != NULL;
      if (layer->rotates)
        {
          g_assert_true (muster_rotation_parse_every (&layer->rotation, layers[i].every));
          layer->rotation.anchor_s = wall_time (layers[i].start);
        }
      layer->advance = layers[i].shift ? MUSTER_ADVANCE_SHIFT : MUSTER_ADVANCE_CALENDAR;
      for (guint j = 0; hours[j] != NULL; j++)
        muster_restriction_add (layer->hours, plan_hours (hours[j]));
      add_members (layer, layers[i].members);
      g_ptr_array_add (version->layers, layer);
    }
}

void
plan_add_modifiers (MusterSchedule *schedule, const char *modifiers)
{
  static const char *const kinds[] = { "cover", "replace", "add", "remove", "swap" };
  g_auto (GStrv) list = g_strsplit (modifiers, ";", -1);

  for (guint i = 0; list[i] != NULL; i++)
    {
      g_auto (GStrv) words = g_strsplit (list[i], " ", -1);
      guint n = g_strv_length (words), kind = 0;
      MusterModifier modifier = { .who = (guint) (words[1][0] - 'A'),
                                  .other = (guint) (words[2][0] - 'A'),
                                  .from_s = plan_instant (words[n - 2]),
                                  .to_s = plan_instant (words[n - 1]) };

      while (strcmp (kinds[kind], words[0]) != 0)
        kind++;
      modifier.kind = (MusterModifierKind) kind;
      g_array_append_val (schedule->modifiers, modifier);
    }
}

MusterSchedule *
plan_new (MusterScheduleMode mode, const PlanLayer *layers, const char *modifiers)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  MusterSchedule *self = muster_schedule_new ("plan", utc);
  g_autoptr (GError) error = NULL;

  self->mode = mode;
  plan_add_layers (muster_schedule_add_version (self, G_MININT64), layers);
  if (modifiers != NULL)
    plan_add_modifiers (self, modifiers);
  muster_schedule_check (self, &error);
  g_assert_no_error (error);
  return self;
}

char *
plan_tell (const MusterRoster *roster)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < muster_roster_get_n_spans (roster); i++)
    {
      MusterRosterSpan span = muster_roster_get_span (roster, i);
      g_autofree char *end = muster_instant_to_string (span.end_s * G_USEC_PER_SEC);

      if (i > 0)
        g_string_append_c (out, ' ');
      for (guint j = 0; j < span.n; j++)
        g_string_append_printf (out, "%s%c", j > 0 ? "+" : "", (int) ('A' + span.people[j]));
      g_string_append_printf (out, "%s>%.16s", span.n == 0 ? "-" : "", end);
    }
  return g_string_free (out, FALSE);
}

char *
plan_resolve (const MusterSchedule *schedule, const char *from, const char *to)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MusterRoster) roster =
      muster_schedule_resolve (schedule, plan_instant (from), plan_instant (to), &error);

  g_assert_no_error (error);
  return plan_tell (roster);
}
