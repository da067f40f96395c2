/* zone-changes.c - other zone data moved somebody's shifts: they are told
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the data was before is gone with it. So the offsets of the next year are noted in the
 * journal, and where those of the same year are others now, it is known by how much.
 */
#include "world/zone-changes.h"

#include "oncall/duty.h"
#include "world/shift-deciding.h"
#include "world/shift-words.h"
#include "world/zone-notes.h"

#include <string.h>

#define AHEAD_US (400 * G_TIME_SPAN_DAY)
#define LEAST_US (200 * G_TIME_SPAN_DAY) /* that has to be noted ahead */

typedef struct
{
  const MusterWorld *world;
  const MusterDecideContext *context;
  MusterBatch *batch;
  GHashTable *shifts; /* a zone's name, borrowed → GArray of MusterZoneShift: those that changed */
} Noting;

/* --- the zones --- */

static void
add_zone (GHashTable *zones, GTimeZone *zone)
{
  g_hash_table_insert (zones, g_strdup (g_time_zone_get_identifier (zone)), zone);
}

/* Name → GTimeZone, borrowed: of the schedule and its layers. */
static GHashTable *
list_zones (const MusterScheduleBody *body)
{
  GHashTable *zones = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  add_zone (zones, body->schedule->zone);
  for (guint i = 0; i < body->schedule->versions->len; i++)
    {
      const MusterScheduleVersion *version = g_ptr_array_index (body->schedule->versions, i);

      for (guint j = 0; j < version->layers->len; j++)
        add_zone (zones, ((const MusterLayer *) g_ptr_array_index (version->layers, j))->zone);
    }
  return zones;
}

static void
emit_noted (const Noting *self, const char *name, GTimeZone *zone)
{
  MusterEvent *event = muster_batch_add (self->batch, MUSTER_EVENT_ZONE_NOTED);
  gint64 starts_us = self->context->now_us / G_USEC_PER_SEC * G_USEC_PER_SEC;
  g_autofree char *offsets = muster_zone_describe_offsets (zone, starts_us, starts_us + AHEAD_US);

  event->at_us = self->context->now_us;
  muster_event_set_int (event, MUSTER_FACT_STARTS, starts_us);
  muster_event_set_int (event, MUSTER_FACT_ENDS, starts_us + AHEAD_US);
  muster_batch_set_text (self->batch, event, MUSTER_FIELD_NAME, name, -1);
  muster_batch_set_text (self->batch, event, MUSTER_FIELD_TEXT, offsets, -1);
}

/* What differs of it since it was noted; it is noted again where that is so, or runs out. */
static GArray *
look_at_zone (const Noting *self, const char *name, GTimeZone *zone)
{
  const MusterZoneNote *note =
      muster_zone_notes_find (muster_world_get_shifts (self->world)->zones, name);
  g_autofree char *now =
      note != NULL ? muster_zone_describe_offsets (zone, note->starts_us, note->ends_us) : NULL;
  GArray *shifts = note != NULL
                       ? muster_zone_compare (note->offsets, now, note->ends_us / G_USEC_PER_SEC)
                       : g_array_new (FALSE, FALSE, sizeof (MusterZoneShift));

  if (note == NULL || strcmp (note->offsets, now) != 0 ||
      note->ends_us < self->context->now_us + LEAST_US)
    emit_noted (self, name, zone);
  return shifts;
}

/* --- whose shifts --- */

/* By how much an instant moved by any of the schedule's zones; 0: it did not. */
static gint64
find_move (const Noting *self, GHashTable *zones, gint64 at_s, const char **zone)
{
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, zones);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    {
      const GArray *shifts = g_hash_table_lookup (self->shifts, name);

      for (guint i = 0; shifts != NULL && i < shifts->len; i++)
        {
          const MusterZoneShift *shift = &g_array_index (shifts, MusterZoneShift, i);

          if (at_s >= shift->start_s && at_s < shift->end_s)
            {
              *zone = name;
              return -shift->by_s; /* clocks that are ahead show a time earlier */
            }
        }
    }
  return 0;
}

static void
tell (const Noting *self,
      const MusterObject *schedule,
      const MusterObject *person,
      const MusterDuty *duty,
      const char *zone)
{
  g_autoptr (GTimeZone) own = muster_person_ref_zone (
      person, muster_world_get_schedule (self->world, schedule)->schedule->zone);
  g_autoptr (GString) text = g_string_new ("Your shift is ");
  g_autofree char *title = g_strdup_printf (
      "Clocks of %s change otherwise: your shifts of %s moved", zone, schedule->name);
  const MusterNoticeDraft draft = { .person = person->id,
                                    .kind = MUSTER_NOTICE_ZONE_CHANGED,
                                    .schedule = schedule->id,
                                    .starts_us = duty->start_s * G_USEC_PER_SEC,
                                    .ends_us = duty->end_s * G_USEC_PER_SEC,
                                    .title = title };
  MusterNoticeDraft whole = draft;

  muster_shift_words_append_span (text, own, (MusterShiftSpan){ duty->start_s, duty->end_s },
                                  self->context->now_us / G_USEC_PER_SEC);
  g_string_append (text, " now, by the time zone data of this system. It is the first that moved");
  whole.text = text->str;
  muster_notice_emit (self->batch, self->context, &whole);
}

/* The first shift of each person that begins or ends at another instant. */
static void
tell_schedule (const Noting *self, const MusterObject *schedule, GHashTable *zones)
{
  const MusterDirectory *directory = muster_world_get_directory (self->world);
  const MusterScheduleBody *body = muster_world_get_schedule (self->world, schedule);
  gint64 now_s = self->context->now_us / G_USEC_PER_SEC;
  g_autoptr (MusterRoster) roster =
      muster_schedule_resolve (body->schedule, now_s, now_s + AHEAD_US / G_USEC_PER_SEC, NULL);
  g_autoptr (GPtrArray) duties =
      roster != NULL ? muster_roster_list_duties (roster, body->people->len) : NULL;

  for (guint i = 0; duties != NULL && i < duties->len; i++)
    {
      const GArray *of = g_ptr_array_index (duties, i);
      const MusterObject *person = muster_directory_find (directory, MUSTER_OBJECT_PERSON,
                                                          g_ptr_array_index (body->people, i), -1);

      for (guint j = 0; person != NULL && j < of->len; j++)
        {
          const MusterDuty *duty = &g_array_index (of, MusterDuty, j);
          const char *zone = NULL;

          if ((duty->start_s == now_s || find_move (self, zones, duty->start_s, &zone) == 0) &&
              find_move (self, zones, duty->end_s, &zone) == 0)
            continue;
          tell (self, schedule, person, duty, zone);
          break;
        }
    }
}

static gboolean
has_changed (const Noting *self, GHashTable *zones)
{
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, zones);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    {
      const GArray *shifts = g_hash_table_lookup (self->shifts, name);

      if (shifts != NULL && shifts->len > 0)
        return TRUE;
    }
  return FALSE;
}

static void
look_at_schedule (Noting *self, const MusterObject *schedule)
{
  const MusterScheduleBody *body = muster_world_get_schedule (self->world, schedule);
  g_autoptr (GHashTable) zones = NULL;
  GHashTableIter iter;
  gpointer name, zone;

  if (body == NULL)
    return;
  zones = list_zones (body);
  g_hash_table_iter_init (&iter, zones);
  while (g_hash_table_iter_next (&iter, &name, &zone))
    if (!g_hash_table_contains (self->shifts, name))
      g_hash_table_insert (self->shifts, g_strdup (name), look_at_zone (self, name, zone));
  if (has_changed (self, zones))
    tell_schedule (self, schedule, zones);
}

/**
 * muster_world_note_zones:
 * @world: a hub's world
 * @context: time and chance
 * @batch: where the events go; they have no seqs yet
 *
 * To be asked for when the hub starts: zone data is read once by a process.
 */
void
muster_world_note_zones (const MusterWorld *world,
                         const MusterDecideContext *context,
                         MusterBatch *batch)
{
  const GPtrArray *objects = muster_directory_objects (muster_world_get_directory (world));
  g_autoptr (GHashTable) shifts =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  Noting self = { world, context, batch, shifts };

  for (guint i = 0; i < objects->len; i++)
    {
      const MusterObject *object = g_ptr_array_index (objects, i);

      if (!object->removed && strcmp (object->type, MUSTER_OBJECT_SCHEDULE) == 0)
        look_at_schedule (&self, object);
    }
}
