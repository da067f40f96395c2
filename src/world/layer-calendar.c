/* layer-calendar.c - a layer whose shifts are a calendar's events
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An event is whose its summary says, or those of its guests who are known; several are separated
 * by commas. Whom the layer does not know leaves their time vacant: a calendar has holidays, too.
 */
#include "world/schedule-reading.h"

#include "base/calendar-reader.h"

#include <string.h>

typedef struct
{
  MusterScheduleReading *reading;
  MusterLayer *layer;
  const GPtrArray *people; /* nullable */
  gint64 n_candidates;
  guint n_counted;
} Filling;

static void
calendar_person_free (gpointer data)
{
  MusterCalendarPerson *self = data;

  g_free (self->named);
  g_free (self);
}

/* --- whom it is about --- */

/* "ana", or {"named": "ana@example.org", "person": "ana"} */
static void
read_person (MusterScheduleReading *self, GPtrArray *people)
{
  MusterCalendarPerson *person = g_new0 (MusterCalendarPerson, 1);
  gboolean has_person = FALSE;
  MusterText member;

  g_ptr_array_add (people, person);
  if (muster_json_reader_peek (self->json.reader) != MUSTER_JSON_OBJECT)
    {
      person->person = muster_schedule_read_person (self);
      person->named = g_strdup (g_ptr_array_index (self->body->people, person->person));
      return;
    }
  muster_json_reader_enter_object (self->json.reader);
  while (self->json.why == NULL && muster_json_reader_next_member (self->json.reader, &member))
    if (muster_text_equal (member, "named"))
      {
        g_free (person->named);
        person->named = muster_rules_read_text (&self->json);
      }
    else if (muster_text_equal (member, "person"))
      {
        person->person = muster_schedule_read_person (self);
        has_person = TRUE;
      }
    else
      muster_json_reader_skip (self->json.reader);
  if (!has_person || person->named == NULL)
    muster_rules_complain (&self->json,
                           "Somebody in a calendar is a name, or is “named” a text and "
                           "is a “person”");
}

/**
 * muster_schedule_read_calendar_people:
 * @self: a schedule, before a list of people
 *
 * Returns: (transfer full) (element-type MusterCalendarPerson): who they are
 */
GPtrArray *
muster_schedule_read_calendar_people (MusterScheduleReading *self)
{
  GPtrArray *people = g_ptr_array_new_with_free_func (calendar_person_free);

  muster_json_reader_enter_array (self->json.reader);
  while (self->json.why == NULL && muster_json_reader_next_item (self->json.reader))
    if (people->len < MUSTER_LAYER_SHIFT_PEOPLE_MAX)
      read_person (self, people);
    else
      muster_rules_complain (&self->json, "A calendar has over %d people",
                             MUSTER_LAYER_SHIFT_PEOPLE_MAX);
  return people;
}

static gboolean
add_named (const Filling *self, const char *text, GArray *people)
{
  g_autofree char *folded = g_utf8_casefold (text, -1);

  for (guint i = 0; self->people != NULL && i < self->people->len; i++)
    {
      const MusterCalendarPerson *person = g_ptr_array_index (self->people, i);
      g_autofree char *other = g_utf8_casefold (person->named, -1);

      if (strcmp (folded, other) != 0)
        continue;
      g_array_append_val (people, person->person);
      return TRUE;
    }
  return FALSE;
}

/* The whole summary may be a name that has a comma. */
static void
find_people (const Filling *self, const MusterCalendarEntry *entry, GArray *people)
{
  g_auto (GStrv) parts = NULL;

  if (add_named (self, entry->summary, people))
    return;
  parts = g_strsplit (entry->summary, ",", MUSTER_LAYER_SHIFT_PEOPLE_MAX);
  for (guint i = 0; parts[i] != NULL; i++)
    add_named (self, g_strstrip (parts[i]), people);
  for (guint i = 0; people->len == 0 && i < entry->mails->len; i++)
    {
      const char *mail = g_ptr_array_index (entry->mails, i);

      add_named (self, mail, people);
    }
}

/* --- when --- */

static int
compare_starts (gconstpointer a, gconstpointer b)
{
  gint64 one = *(const gint64 *) a, other = *(const gint64 *) b;

  return (one > other) - (one < other);
}

/* Rules are refused here, and not when somebody is to be paged (security R11). */
static gboolean
set_rule (Filling *self, MusterLayerShift *shift, const MusterCalendarEntry *entry)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GError) error = NULL;

  if (strstr (entry->rule, "COUNT") != NULL && ++self->n_counted > MUSTER_LAYER_COUNTED_MAX)
    {
      muster_rules_complain (&self->reading->json,
                             "The calendar has over %d rules with COUNT: say UNTIL instead",
                             MUSTER_LAYER_COUNTED_MAX);
      return FALSE;
    }
  shift->again = muster_recurrence_new (entry->rule, entry->start_s,
                                        entry->zone != NULL ? entry->zone : utc, &error);
  if (shift->again == NULL)
    {
      muster_rules_complain (&self->reading->json, "The calendar, event “%s”: %s", entry->summary,
                             error->message);
      return FALSE;
    }
  self->n_candidates += muster_recurrence_count_candidates (shift->again);
  if (self->n_candidates <= MUSTER_LAYER_CANDIDATES_MAX)
    return TRUE;
  muster_rules_complain (&self->reading->json,
                         "The calendar’s rules take over %d looks at two years",
                         MUSTER_LAYER_CANDIDATES_MAX);
  return FALSE;
}

static MusterLayerShift *
add_shift (Filling *self, const MusterCalendarEntry *entry, gint64 start_s, const GArray *people)
{
  MusterLayerShift *shift =
      muster_layer_shift_new (start_s, entry->end_s - entry->start_s, entry->zone);

  g_array_append_vals (shift->people, people->data, people->len);
  g_ptr_array_add (self->layer->shifts, shift);
  return shift;
}

/* Dates that an event has beside its rule are shifts of their own. */
static gboolean
add_entry (Filling *self, const MusterCalendarEntry *entry, GArray *people)
{
  MusterLayerShift *shift;

  if (entry->end_s - entry->start_s > MUSTER_LAYER_SHIFT_LONGEST_S)
    {
      muster_rules_complain (&self->reading->json, "The calendar, event “%s” is over 400 days long",
                             entry->summary);
      return FALSE;
    }
  shift = add_shift (self, entry, entry->start_s, people);
  g_array_append_vals (shift->excluded, entry->excluded->data, entry->excluded->len);
  g_array_sort (shift->excluded, compare_starts);
  if (entry->rule != NULL && !set_rule (self, shift, entry))
    return FALSE;
  for (guint i = 0; i < entry->more->len; i++)
    add_shift (self, entry, g_array_index (entry->more, gint64, i), people);
  if (self->layer->shifts->len <= MUSTER_LAYER_SHIFTS_MAX)
    return TRUE;
  muster_rules_complain (&self->reading->json, "The calendar has over %d shifts",
                         MUSTER_LAYER_SHIFTS_MAX);
  return FALSE;
}

/**
 * muster_schedule_read_calendar:
 * @self: a schedule that is read
 * @layer: a layer of it
 * @text: a calendar
 * @people: (nullable) (element-type MusterCalendarPerson): who is who
 *
 * Makes shifts of its events, or complains.
 */
void
muster_schedule_read_calendar (MusterScheduleReading *self,
                               MusterLayer *layer,
                               const char *text,
                               const GPtrArray *people)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = muster_calendar_read (text, strlen (text), &error);
  Filling filling = { self, layer, people, 0, 0 };

  if (entries == NULL)
    {
      muster_rules_complain (&self->json, "%s", error->message);
      return;
    }
  g_clear_pointer (&layer->shifts, g_ptr_array_unref);
  layer->shifts = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_layer_shift_free);
  for (guint i = 0; i < entries->len; i++)
    {
      g_autoptr (GArray) whose = g_array_new (FALSE, FALSE, sizeof (guint));

      find_people (&filling, g_ptr_array_index (entries, i), whose);
      if (whose->len > 0 && !add_entry (&filling, g_ptr_array_index (entries, i), whose))
        return;
    }
}
