/* calendar.c - spans of time as a calendar (iCalendar, RFC 5545)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Times are in UTC, so there are no zones to get wrong in what reads it.
 */
#include "wire/calendar.h"

#include "base/civil-date.h"

#include <string.h>

/* RFC 5545, 3.1: no line has more bytes, without its end. */
#define LINE_BYTES_MAX 75

/**
 * muster_calendar_event_new:
 * @uid: what it is
 * @start_s: an instant
 * @end_s: a later one
 *
 * Returns: (transfer full): an event without words
 */
MusterCalendarEvent *
muster_calendar_event_new (const char *uid, gint64 start_s, gint64 end_s)
{
  MusterCalendarEvent *self = g_new0 (MusterCalendarEvent, 1);

  self->uid = g_strdup (uid);
  self->start_s = start_s;
  self->end_s = end_s;
  return self;
}

/**
 * muster_calendar_event_free:
 * @self: an event
 *
 * Frees it.
 */
void
muster_calendar_event_free (MusterCalendarEvent *self)
{
  g_free (self->uid);
  g_free (self->summary);
  g_free (self->description);
  g_free (self);
}

/**
 * muster_calendar_new:
 *
 * Returns: (transfer full) (element-type MusterCalendarEvent): no event
 */
GPtrArray *
muster_calendar_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) muster_calendar_event_free);
}

/* --- what was there before --- */

static MusterCalendarEvent *
cancel (const MusterCalendarEvent *event)
{
  MusterCalendarEvent *self = muster_calendar_event_new (event->uid, event->start_s, event->end_s);

  self->summary = g_strdup (event->summary);
  self->description = g_strdup (event->description);
  self->sequence = event->sequence + 1;
  self->cancelled = TRUE;
  return self;
}

static void
follow_event (MusterCalendarEvent *self, const MusterCalendarEvent *before)
{
  gboolean same = self->start_s == before->start_s && self->end_s == before->end_s &&
                  self->cancelled == before->cancelled;

  self->sequence = before->sequence + (same ? 0 : 1);
}

/**
 * muster_calendar_follow:
 * @events: (element-type MusterCalendarEvent): what is so now
 * @before: (element-type MusterCalendarEvent): what was published
 * @now_s: an instant
 *
 * Numbers what moved, and cancels once what is not to come any more.
 */
void
muster_calendar_follow (GPtrArray *events, const GPtrArray *before, gint64 now_s)
{
  g_autoptr (GHashTable) by_uid = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < events->len; i++)
    {
      MusterCalendarEvent *event = g_ptr_array_index (events, i);

      g_hash_table_insert (by_uid, event->uid, event);
    }
  for (guint i = 0; i < before->len; i++)
    {
      const MusterCalendarEvent *was = g_ptr_array_index (before, i);
      MusterCalendarEvent *event = g_hash_table_lookup (by_uid, was->uid);

      if (event != NULL)
        follow_event (event, was);
      else if (!was->cancelled && was->end_s > now_s)
        g_ptr_array_add (events, cancel (was));
    }
}

/* --- text --- */

/* Controls cannot be written at all; what is no UTF-8 becomes U+FFFD. */
static void
append_text (GString *out, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  for (const char *c = valid; *c != '\0'; c++)
    switch (*c)
      {
      case '\\':
      case ';':
      case ',':
        g_string_append_c (out, '\\');
        g_string_append_c (out, *c);
        break;
      case '\n':
        g_string_append (out, "\\n");
        break;
      default:
        if (!g_ascii_iscntrl (*c) || *c == '\t')
          g_string_append_c (out, *c);
      }
}

/* No character is cut in two. */
static void
append_folded (GString *out, const char *line)
{
  gsize used = 0;

  for (const char *c = line, *next; *c != '\0'; c = next)
    {
      gsize n;

      next = g_utf8_next_char (c);
      n = (gsize) (next - c);
      if (used + n > LINE_BYTES_MAX)
        {
          g_string_append (out, "\r\n ");
          used = 1;
        }
      g_string_append_len (out, c, (gssize) n);
      used += n;
    }
  g_string_append (out, "\r\n");
}

/* Readers take a property without a value for an error. */
static void
write_text (GString *out, const char *name, const char *text)
{
  g_autoptr (GString) line = g_string_new (name);
  gsize n;

  g_string_append_c (line, ':');
  n = line->len;
  append_text (line, text != NULL ? text : "");
  if (line->len > n)
    append_folded (out, line->str);
}

static void
write_instant (GString *out, const char *name, gint64 at_s)
{
  MusterCivilDate date = muster_civil_date_from_days (muster_floor_div (at_s, MUSTER_DAY_S));
  gint64 second = muster_floor_mod (at_s, MUSTER_DAY_S);

  g_string_append_printf (out, "%s:%04d%02u%02uT%02d%02d%02dZ\r\n", name, (int) date.year,
                          date.month, date.day, (int) (second / 3600), (int) (second / 60 % 60),
                          (int) (second % 60));
}

static void
write_event (GString *out, const MusterCalendarEvent *event, gint64 stamp_s)
{
  g_string_append (out, "BEGIN:VEVENT\r\n");
  write_text (out, "UID", event->uid);
  write_instant (out, "DTSTAMP", stamp_s);
  write_instant (out, "DTSTART", event->start_s);
  write_instant (out, "DTEND", event->end_s);
  g_string_append_printf (out, "SEQUENCE:%u\r\nSTATUS:%s\r\n", event->sequence,
                          event->cancelled ? "CANCELLED" : "CONFIRMED");
  write_text (out, "SUMMARY", event->summary);
  write_text (out, "DESCRIPTION", event->description);
  /* who is on call can still be asked to a meeting */
  g_string_append (out, "TRANSP:TRANSPARENT\r\nEND:VEVENT\r\n");
}

/**
 * muster_calendar_write:
 * @events: (element-type MusterCalendarEvent): in any order
 * @name: of the calendar
 * @stamp_s: an instant
 *
 * Writes a calendar as it is published.
 *
 * Returns: (transfer full): the text
 */
char *
muster_calendar_write (const GPtrArray *events, const char *name, gint64 stamp_s)
{
  GString *out = g_string_new ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Muster//Muster//EN\r\n"
                               "CALSCALE:GREGORIAN\r\n");

  write_text (out, "X-WR-CALNAME", name);
  for (guint i = 0; i < events->len; i++)
    write_event (out, g_ptr_array_index (events, i), stamp_s);
  g_string_append (out, "END:VCALENDAR\r\n");
  return g_string_free (out, FALSE);
}
