/* oncall-calendar.c - who is on call, as a calendar
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/oncall-calendar.h"

#include "base/crypto.h"
#include "oncall/shifts.h"
#include "wire/calendar.h"

#include <glib/gi18n.h>
#include <string.h>

/* Half of the hash is more than enough to tell shifts apart. */
#define UID_BYTES 16

static MusterPiece
piece_of (const char *text)
{
  MusterPiece piece = { text, strlen (text) + 1 };

  return piece;
}

/* Of which shift it is, and not when that is: a calendar moves an event whose UID it knows. For
 * ever. */
static char *
make_uid (const char *schedule, const MusterShift *shift, const char *person)
{
  g_autofree char *place =
      g_strdup_printf ("%c%" G_GINT64_FORMAT " %u", shift->unit, shift->period, shift->nth);
  const MusterPiece pieces[] = {
    piece_of (schedule),
    piece_of (shift->layer != NULL ? shift->layer : ""),
    piece_of (place),
    piece_of (person),
  };
  GString *uid = g_string_new (NULL);
  MusterSha256 hash;

  muster_sha256 (pieces, G_N_ELEMENTS (pieces), &hash);
  muster_append_hex (uid, hash.bytes, UID_BYTES);
  g_string_append (uid, "@muster");
  return g_string_free (uid, FALSE);
}

static MusterCalendarEvent *
make_event (const MusterScheduleBody *body, const MusterShift *shift)
{
  const char *schedule = body->schedule->name;
  const char *person = g_ptr_array_index (body->people, shift->person);
  g_autofree char *uid = make_uid (schedule, shift, person);
  MusterCalendarEvent *event = muster_calendar_event_new (uid, shift->start_s, shift->end_s);

  /* Translators: a person and a schedule */
  event->summary = g_strdup_printf (_ ("On call: %s (%s)"), person, schedule);
  if (shift->layer != NULL)
    event->description = g_strdup_printf (_ ("Schedule %s, layer %s"), schedule, shift->layer);
  else
    event->description = g_strdup_printf (_ ("Schedule %s"), schedule);
  return event;
}

/**
 * muster_oncall_calendar_add:
 * @self: of whom, and of which time
 * @body: a schedule
 * @sequence: a number that grows whenever the schedule changes
 * @events: (element-type MusterCalendarEvent): where to
 * @error: %MUSTER_MODEL_ERROR_INVALID
 *
 * Returns: whether its shifts can be told
 */
gboolean
muster_oncall_calendar_add (const MusterOncallCalendar *self,
                            const MusterScheduleBody *body,
                            guint sequence,
                            GPtrArray *events,
                            GError **error)
{
  g_autoptr (GArray) shifts = muster_schedule_list_shifts (body->schedule, body->people->len,
                                                           self->from_s, self->to_s, error);

  if (shifts == NULL)
    {
      g_prefix_error (error, "The schedule “%s”: ", body->schedule->name);
      return FALSE;
    }
  for (guint i = 0; i < shifts->len; i++)
    {
      const MusterShift *shift = &g_array_index (shifts, MusterShift, i);
      const char *person = g_ptr_array_index (body->people, shift->person);

      if (self->person == NULL || strcmp (self->person, person) == 0)
        {
          MusterCalendarEvent *event = make_event (body, shift);

          event->sequence = sequence;
          g_ptr_array_add (events, event);
        }
    }
  return TRUE;
}

static char *
make_name (const MusterOncallCalendar *self)
{
  const char *schedule = self->only != NULL ? self->only->schedule->name : NULL;

  if (self->person != NULL && schedule != NULL)
    return g_strdup_printf (_ ("On call: %s (%s)"), self->person, schedule);
  if (self->person != NULL || schedule != NULL)
    return g_strdup_printf (_ ("On call: %s"), self->person != NULL ? self->person : schedule);
  return g_strdup (_ ("On call"));
}

/**
 * muster_oncall_calendar_write:
 * @self: what is asked for
 * @before: (nullable) (element-type MusterCalendarEvent): what was written of the same earlier
 * @error: return location
 *
 * Writes an event for each shift, of one or all people and of one or all schedules.
 *
 * Returns: (transfer full) (nullable): the calendar; %NULL: that is too long a time
 */
char *
muster_oncall_calendar_write (const MusterOncallCalendar *self,
                              const GPtrArray *before,
                              GError **error)
{
  g_autoptr (GPtrArray) events = muster_calendar_new ();
  g_autofree char *name = make_name (self);

  for (guint i = 0; i < self->team->schedules->len; i++)
    {
      const MusterScheduleBody *body = g_ptr_array_index (self->team->schedules, i);

      if ((self->only == NULL || self->only == body) &&
          !muster_oncall_calendar_add (self, body, 0, events, error))
        return NULL;
    }
  if (before != NULL)
    muster_calendar_follow (events, before, self->now_s);
  return muster_calendar_write (events, name, self->now_s);
}
