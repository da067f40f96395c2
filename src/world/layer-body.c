/* layer-body.c - the layers of a schedule, read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/schedule-reading.h"

#include "triage/hours.h"

#include <string.h>

/* --- values --- */

/**
 * muster_schedule_read_zone:
 * @self: a schedule, before the name of a zone
 *
 * Returns: (transfer full): the zone; UTC where there is none of that name
 */
GTimeZone *
muster_schedule_read_zone (MusterScheduleReading *self)
{
  g_autofree char *name = muster_rules_read_text (&self->json);
  GTimeZone *zone = muster_time_zone_new (name);

  if (zone != NULL)
    return zone;
  muster_rules_complain (&self->json, "There is no time zone “%s”", name);
  return g_time_zone_new_utc ();
}

/**
 * muster_schedule_read_person:
 * @self: a schedule, before a name
 *
 * Returns: the person's place among those that it names
 */
guint
muster_schedule_read_person (MusterScheduleReading *self)
{
  g_autofree char *name = muster_rules_read_text (&self->json);
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (self->numbers, name));

  if (number != 0)
    return number - 1;
  g_ptr_array_add (self->body->people, g_steal_pointer (&name));
  number = self->body->people->len;
  g_hash_table_insert (self->numbers, g_ptr_array_index (self->body->people, number - 1),
                       GUINT_TO_POINTER (number));
  return number - 1;
}

/* --- windows --- */

/* "20:00", "20:00:30" */
static gint32
read_time_of_day (MusterScheduleReading *self)
{
  g_autofree char *text = muster_rules_read_text (&self->json);
  g_autofree char *wall = g_strconcat ("2000-01-01T", text, NULL);
  gint64 wall_s;

  if (muster_wall_time_parse (wall, &wall_s))
    return (gint32) (wall_s % 86400);
  muster_rules_complain (&self->json, "“%s” is no time of day such as 20:00", text);
  return 0;
}

static guint8
read_days (MusterScheduleReading *self)
{
  guint8 days = 0;

  muster_json_reader_enter_array (self->json.reader);
  while (self->json.why == NULL && muster_json_reader_next_item (self->json.reader))
    {
      g_autofree char *day = muster_rules_read_text (&self->json);
      guint8 bit = 0;

      if (!muster_hours_parse_day (day, &bit))
        muster_rules_complain (&self->json, "“%s” is no day: mo, tu, we, th, fr, sa or su", day);
      days |= bit;
    }
  return days;
}

static void
read_window (MusterScheduleReading *self, GArray *hours)
{
  MusterDutyHours window = { MUSTER_EVERY_DAY, -1, -1 };
  MusterText member;

  muster_json_reader_enter_object (self->json.reader);
  while (self->json.why == NULL && muster_json_reader_next_member (self->json.reader, &member))
    if (muster_text_equal (member, "days"))
      window.days = read_days (self);
    else if (muster_text_equal (member, "from"))
      window.from_s = read_time_of_day (self);
    else if (muster_text_equal (member, "to"))
      window.to_s = read_time_of_day (self);
    else
      muster_json_reader_skip (self->json.reader);
  if (window.days == 0 || window.from_s < 0 || window.to_s < 0)
    muster_rules_complain (&self->json, "A window has days, “from” and “to”");
  else if (hours->len < MUSTER_SCHEDULE_HOURS_MAX)
    muster_restriction_add (hours, window);
  else
    muster_rules_complain (&self->json, "There are over %d windows", MUSTER_SCHEDULE_HOURS_MAX);
}

/**
 * muster_schedule_read_windows:
 * @self: a schedule, before a list of windows
 * @hours: (element-type MusterDutyHours): where they go
 *
 * Reads hours of the week.
 */
void
muster_schedule_read_windows (MusterScheduleReading *self, GArray *hours)
{
  muster_json_reader_enter_array (self->json.reader);
  while (self->json.why == NULL && muster_json_reader_next_item (self->json.reader))
    read_window (self, hours);
}

/* --- layers --- */

/* A name, a list of names, or null. */
static void
read_member (MusterScheduleReading *self, MusterLayer *layer)
{
  g_autoptr (GArray) people = g_array_new (FALSE, FALSE, sizeof (guint));
  MusterJsonType type = muster_json_reader_peek (self->json.reader);
  guint person;

  if (type == MUSTER_JSON_NULL)
    muster_json_reader_null (self->json.reader);
  else if (type == MUSTER_JSON_ARRAY)
    {
      muster_json_reader_enter_array (self->json.reader);
      while (muster_json_reader_next_item (self->json.reader))
        {
          person = muster_schedule_read_person (self);
          g_array_append_val (people, person);
        }
    }
  else
    {
      person = muster_schedule_read_person (self);
      g_array_append_val (people, person);
    }
  muster_layer_add_member (layer, (const guint *) (gpointer) people->data, people->len);
}

static gboolean
read_start (MusterScheduleReading *self, MusterRotation *rotation)
{
  g_autofree char *text = muster_rules_read_text (&self->json);

  if (!muster_wall_time_parse (text, &rotation->anchor_s))
    muster_rules_complain (&self->json, "“%s” is no time on the wall such as 2026-03-02T09:00",
                           text);
  return TRUE;
}

static gboolean
read_every (MusterScheduleReading *self, MusterRotation *rotation)
{
  g_autofree char *text = muster_rules_read_text (&self->json);

  if (!muster_rotation_parse_every (rotation, text))
    muster_rules_complain (&self->json, "“%s” is no time that a turn takes, such as 1 week", text);
  return TRUE;
}

static MusterAdvance
read_advance (MusterScheduleReading *self)
{
  g_autofree char *word = muster_rules_read_text (&self->json);

  if (strcmp (word, "shift") == 0)
    return MUSTER_ADVANCE_SHIFT;
  if (strcmp (word, "calendar") != 0)
    muster_rules_complain (&self->json, "A layer advances by “calendar” or “shift”, not “%s”",
                           word);
  return MUSTER_ADVANCE_CALENDAR;
}

static void
read_layer_member (MusterScheduleReading *self, MusterLayer *layer, MusterText member)
{
  if (muster_text_equal (member, "name"))
    {
      g_free (layer->name);
      layer->name = muster_rules_read_text (&self->json);
    }
  else if (muster_text_equal (member, "advance"))
    layer->advance = read_advance (self);
  else if (muster_text_equal (member, "windows"))
    muster_schedule_read_windows (self, layer->hours);
  else if (muster_text_equal (member, "members"))
    {
      muster_json_reader_enter_array (self->json.reader);
      while (muster_json_reader_next_item (self->json.reader))
        read_member (self, layer);
    }
  else
    muster_json_reader_skip (self->json.reader);
}

/* Either may stand before the other. */
typedef struct
{
  char *text;        /* nullable */
  GPtrArray *people; /* nullable */
} Calendar;

static gboolean
read_of_calendar (MusterScheduleReading *self, Calendar *calendar, MusterText member)
{
  if (muster_text_equal (member, "calendar"))
    {
      g_free (calendar->text);
      calendar->text = muster_rules_read_text (&self->json);
    }
  else if (muster_text_equal (member, "people"))
    {
      g_clear_pointer (&calendar->people, g_ptr_array_unref);
      calendar->people = muster_schedule_read_calendar_people (self);
    }
  else
    return FALSE;
  return TRUE;
}

static void
set_calendar (MusterScheduleReading *self, MusterLayer *layer, Calendar *calendar)
{
  if (self->json.why == NULL && calendar->text != NULL)
    muster_schedule_read_calendar (self, layer, calendar->text, calendar->people);
  g_free (calendar->text);
  g_clear_pointer (&calendar->people, g_ptr_array_unref);
}

static void
read_layer (MusterScheduleReading *self, GPtrArray *layers)
{
  MusterLayer *layer = muster_layer_new ("", self->body->schedule->zone);
  gboolean has_start = FALSE, has_every = FALSE, has_zone = FALSE;
  Calendar calendar = { NULL, NULL };
  MusterText member;

  g_ptr_array_add (layers, layer);
  muster_json_reader_enter_object (self->json.reader);
  while (self->json.why == NULL && muster_json_reader_next_member (self->json.reader, &member))
    if (muster_text_equal (member, "start"))
      has_start = read_start (self, &layer->rotation);
    else if (muster_text_equal (member, "every"))
      has_every = read_every (self, &layer->rotation);
    else if (muster_text_equal (member, "zone"))
      {
        g_autoptr (GTimeZone) zone = muster_schedule_read_zone (self);

        muster_layer_set_zone (layer, zone);
        has_zone = TRUE;
      }
    else if (!read_of_calendar (self, &calendar, member))
      read_layer_member (self, layer, member);
  set_calendar (self, layer, &calendar);
  layer->rotates = has_start && has_every;
  if (!has_zone)
    g_ptr_array_add (self->zoneless, layer);
  if (self->json.why != NULL)
    g_prefix_error (&self->json.why, "Layer “%s”: ", layer->name);
}

/**
 * muster_schedule_read_layers:
 * @self: a schedule, before a list of layers
 * @layers: (element-type MusterLayer): where they go
 *
 * Reads them, bottom first. One that says no zone is noted: it is where the schedule is.
 */
void
muster_schedule_read_layers (MusterScheduleReading *self, GPtrArray *layers)
{
  muster_json_reader_enter_array (self->json.reader);
  while (self->json.why == NULL && muster_json_reader_next_item (self->json.reader))
    if (layers->len < MUSTER_SCHEDULE_LAYERS_MAX)
      read_layer (self, layers);
    else
      muster_rules_complain (&self->json, "There are over %d layers", MUSTER_SCHEDULE_LAYERS_MAX);
}
