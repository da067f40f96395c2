/* zone-notes.c - what the clocks of a zone were to show, by the zone data of that day
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/zone-notes.h"

#include "base/wall-time.h"

#include <string.h>

#define OFFSETS_MAX 1000

/* From an instant on. */
typedef struct
{
  gint64 from_s, offset_s;
} Offset;

/**
 * muster_zone_note_free:
 * @self: a note
 *
 * Frees it.
 */
void
muster_zone_note_free (MusterZoneNote *self)
{
  g_free (self->zone);
  g_free (self->offsets);
  g_free (self);
}

/**
 * muster_zone_notes_new:
 *
 * Returns: (transfer full) (element-type MusterZoneNote): none
 */
GPtrArray *
muster_zone_notes_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) muster_zone_note_free);
}

static guint
place_of (const GPtrArray *self, const char *zone)
{
  guint i = 0;

  while (i < self->len &&
         strcmp (((const MusterZoneNote *) g_ptr_array_index (self, i))->zone, zone) < 0)
    i++;
  return i;
}

/**
 * muster_zone_notes_find:
 * @self: (element-type MusterZoneNote): notes
 * @zone: a zone's name
 *
 * Returns: (nullable): what was noted of it
 */
const MusterZoneNote *
muster_zone_notes_find (const GPtrArray *self, const char *zone)
{
  guint i = place_of (self, zone);
  const MusterZoneNote *note = i < self->len ? g_ptr_array_index (self, i) : NULL;

  return note != NULL && strcmp (note->zone, zone) == 0 ? note : NULL;
}

/**
 * muster_zone_notes_put:
 * @self: (element-type MusterZoneNote): notes
 * @note: (transfer full): in the place of one of the same zone
 *
 * Takes it in.
 */
void
muster_zone_notes_put (GPtrArray *self, MusterZoneNote *note)
{
  guint i = place_of (self, note->zone);

  if (muster_zone_notes_find (self, note->zone) != NULL)
    g_ptr_array_remove_index (self, i);
  g_ptr_array_insert (self, (gint) i, note);
}

/**
 * muster_zone_notes_fold:
 * @self: (element-type MusterZoneNote): notes
 * @event: the next event
 *
 * Moves them on; events of other things change nothing.
 *
 * Returns: whether its clocks show something else than was known
 */
gboolean
muster_zone_notes_fold (GPtrArray *self, const MusterEvent *event)
{
  const MusterZoneNote *known;
  MusterZoneNote *note;
  gboolean moves = FALSE;

  if (event->kind != MUSTER_EVENT_ZONE_NOTED)
    return FALSE;
  note = g_new (MusterZoneNote, 1);
  note->zone = muster_event_dup_text (event, MUSTER_FIELD_NAME);
  note->offsets = muster_event_dup_text (event, MUSTER_FIELD_TEXT);
  note->starts_us = muster_event_int (event, MUSTER_FACT_STARTS);
  note->ends_us = muster_event_int (event, MUSTER_FACT_ENDS);
  known = muster_zone_notes_find (self, note->zone);
  if (known != NULL)
    {
      g_autoptr (GArray) shifts =
          muster_zone_compare (known->offsets, note->offsets, known->ends_us / G_USEC_PER_SEC);

      moves = shifts->len > 0;
    }
  muster_zone_notes_put (self, note);
  return moves;
}

/* --- what they say --- */

/**
 * muster_zone_describe_offsets:
 * @zone: a zone
 * @starts_us: an instant, µs UTC
 * @ends_us: a later one
 *
 * Returns: (transfer full): from which instant of these on its clocks are how far ahead of UTC
 */
char *
muster_zone_describe_offsets (GTimeZone *zone, gint64 starts_us, gint64 ends_us)
{
  gint64 at_s = starts_us / G_USEC_PER_SEC, end_s = ends_us / G_USEC_PER_SEC, last_s = G_MININT64;
  GString *text = g_string_new (NULL);
  MusterWallClock clock;

  muster_wall_clock_init (&clock, zone);
  for (guint i = 0; at_s < end_s && i < OFFSETS_MAX; i++)
    {
      gint64 offset_s = muster_wall_clock_show (&clock, at_s) - at_s;

      if (offset_s != last_s)
        g_string_append_printf (text, "%s%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT,
                                text->len > 0 ? " " : "", at_s, offset_s);
      last_s = offset_s;
      at_s = MAX (clock.to_s, at_s + 1);
    }
  return g_string_free (text, FALSE);
}

/* Of Offset; what is none, as of a damaged journal, is passed over. */
static GArray *
parse (const char *text)
{
  GArray *offsets = g_array_new (FALSE, FALSE, sizeof (Offset));
  g_auto (GStrv) words = g_strsplit (text != NULL ? text : "", " ", OFFSETS_MAX + 1);

  for (guint i = 0; i < OFFSETS_MAX && words[i] != NULL; i++)
    {
      char *colon = strchr (words[i], ':');
      Offset offset;

      if (colon == NULL)
        continue;
      *colon = '\0';
      if (g_ascii_string_to_signed (words[i], 10, G_MININT64 / 4, G_MAXINT64 / 4, &offset.from_s,
                                    NULL) &&
          g_ascii_string_to_signed (colon + 1, 10, -86400 * 2, 86400 * 2, &offset.offset_s, NULL))
        g_array_append_val (offsets, offset);
    }
  return offsets;
}

/* Where the one that holds at an instant ends. */
static gint64
end_of (const GArray *offsets, guint i, gint64 end_s)
{
  return i + 1 < offsets->len ? MIN (g_array_index (offsets, Offset, i + 1).from_s, end_s) : end_s;
}

/**
 * muster_zone_compare:
 * @before: how a zone was described
 * @after: how it is, from the same instant on
 * @end_s: up to when
 *
 * Returns: (transfer full) (element-type MusterZoneShift): when clocks show something else
 */
GArray *
muster_zone_compare (const char *before, const char *after, gint64 end_s)
{
  GArray *shifts = g_array_new (FALSE, FALSE, sizeof (MusterZoneShift));
  g_autoptr (GArray) was = parse (before), is = parse (after);
  guint i = 0, j = 0;

  while (i < was->len && j < is->len)
    {
      const Offset *a = &g_array_index (was, Offset, i), *b = &g_array_index (is, Offset, j);
      gint64 a_end_s = end_of (was, i, end_s), b_end_s = end_of (is, j, end_s);
      MusterZoneShift shift = { MAX (a->from_s, b->from_s), MIN (a_end_s, b_end_s),
                                b->offset_s - a->offset_s };

      if (shift.by_s != 0 && shift.start_s < shift.end_s)
        g_array_append_val (shifts, shift);
      i += a_end_s <= b_end_s;
      j += b_end_s <= a_end_s;
    }
  return shifts;
}
