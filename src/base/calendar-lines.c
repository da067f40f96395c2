/* calendar-lines.c - an iCalendar file, held to bounds before anything reads it (security R11)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * RFC 5545, 3.1. Lines, nesting and components are counted here, and what is of no interest is left
 * out: descriptions, alarms, to-dos. Rules of recurrence are never given to a library.
 */
#include "base/calendar-lines.h"

#include <string.h>

typedef enum
{
  OUTSIDE,
  CALENDAR,
  EVENT,
  ZONE,
  ZONE_PART,
  OTHER, /* with all in it */
} Place;

static const struct
{
  Place in, place;
  const char *name;
} components[] = {
  { OUTSIDE, CALENDAR, "VCALENDAR" }, { CALENDAR, EVENT, "VEVENT" },
  { CALENDAR, ZONE, "VTIMEZONE" },    { ZONE, ZONE_PART, "STANDARD" },
  { ZONE, ZONE_PART, "DAYLIGHT" },
};

static const struct
{
  Place in;
  const char *names;
} kept[] = {
  { CALENDAR, " X-WR-TIMEZONE " },
  { EVENT, " UID SUMMARY DTSTART DTEND DURATION RDATE EXDATE RECURRENCE-ID ATTENDEE STATUS " },
  { ZONE, " TZID " },
  { ZONE_PART, " DTSTART TZOFFSETTO " },
};

typedef struct
{
  MusterCalendarLines *lines;
  GString *line; /* unfolded */
  guint number;  /* of the line that is read */
  Place places[MUSTER_CALENDAR_DEPTH_MAX + 1];
  char names[MUSTER_CALENDAR_DEPTH_MAX + 1][32];
  guint depth;
  guint n_events, n_zones, n_members, n_calendars;
  gboolean has_rule;
  GError **error;
} Filtering;

static gboolean fail (const Filtering *self, MusterBaseError code, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

static gboolean
fail (const Filtering *self, MusterBaseError code, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (self->error, MUSTER_BASE_ERROR, code, "the calendar, line %u: %s", self->number,
               message);
  return FALSE;
}

/* --- components --- */

static gboolean
count (Filtering *self, Place place)
{
  if (place == EVENT && ++self->n_events > MUSTER_CALENDAR_EVENTS_MAX)
    return fail (self, MUSTER_BASE_ERROR_LIMIT, "there are over %d events",
                 MUSTER_CALENDAR_EVENTS_MAX);
  if (place == ZONE && ++self->n_zones > MUSTER_CALENDAR_ZONES_MAX)
    return fail (self, MUSTER_BASE_ERROR_LIMIT, "there are over %d time zones",
                 MUSTER_CALENDAR_ZONES_MAX);
  if (place == CALENDAR && ++self->n_calendars > 1)
    return fail (self, MUSTER_BASE_ERROR_SYNTAX, "there is a second calendar");
  return TRUE;
}

static gboolean
begin (Filtering *self, const char *name)
{
  Place in = self->places[self->depth], place = OTHER;

  if (self->depth == MUSTER_CALENDAR_DEPTH_MAX)
    return fail (self, MUSTER_BASE_ERROR_LIMIT, "it is nested over %d deep",
                 MUSTER_CALENDAR_DEPTH_MAX);
  if (strlen (name) >= sizeof self->names[0])
    return fail (self, MUSTER_BASE_ERROR_LIMIT, "a component has a name of over %zu bytes",
                 sizeof self->names[0] - 1);
  for (guint i = 0; i < G_N_ELEMENTS (components); i++)
    if (components[i].in == in && strcmp (components[i].name, name) == 0)
      place = components[i].place;
  if (in == OUTSIDE && place != CALENDAR)
    return fail (self, MUSTER_BASE_ERROR_SYNTAX, "it does not begin with BEGIN:VCALENDAR");
  self->depth++;
  self->places[self->depth] = place;
  g_strlcpy (self->names[self->depth], name, sizeof self->names[0]);
  self->n_members = 0;
  self->has_rule = FALSE;
  if (place != OTHER)
    g_string_append_printf (self->lines->text, "BEGIN:%s\r\n", name);
  return count (self, place);
}

static gboolean
end (Filtering *self, const char *name)
{
  if (self->depth == 0 || strcmp (self->names[self->depth], name) != 0)
    return fail (self, MUSTER_BASE_ERROR_SYNTAX, "END is of nothing that was begun");
  if (self->places[self->depth] != OTHER)
    g_string_append_printf (self->lines->text, "END:%s\r\n", name);
  self->depth--;
  return TRUE;
}

/* --- lines --- */

static gboolean
keep_rule (Filtering *self, const char *value)
{
  if (self->has_rule)
    return fail (self, MUSTER_BASE_ERROR_SYNTAX, "an event has two rules of recurrence");
  self->has_rule = TRUE;
  g_string_append_printf (self->lines->text, "X-MUSTER-RULE:%u\r\n", self->lines->rules->len);
  g_ptr_array_add (self->lines->rules, g_strdup (value));
  return TRUE;
}

static gboolean
is_kept (Place in, const char *name)
{
  g_autofree char *word = g_strdup_printf (" %s ", name);

  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    if (kept[i].in == in)
      return strstr (kept[i].names, word) != NULL;
  return FALSE;
}

/* A value begins after the first colon that is in no quotes. */
static const char *
find_value (const char *line)
{
  gboolean quoted = FALSE;

  for (const char *c = line; *c != '\0'; c++)
    {
      quoted ^= *c == '"';
      if (*c == ':' && !quoted)
        return c + 1;
    }
  return NULL;
}

static gboolean
take_line (Filtering *self)
{
  const char *line = self->line->str, *value = find_value (line);
  gsize n = strcspn (line, ";:");
  g_autofree char *name = g_ascii_strup (line, (gssize) n);
  Place in = self->places[self->depth];

  if (self->line->len == 0)
    return TRUE;
  if (value == NULL || n == 0)
    return fail (self, MUSTER_BASE_ERROR_SYNTAX, "a line has a name, a colon and a value");
  if (strcmp (name, "BEGIN") == 0 || strcmp (name, "END") == 0)
    {
      g_autofree char *component = g_ascii_strup (value, -1);

      g_strstrip (component);
      return *name == 'B' ? begin (self, component) : end (self, component);
    }
  if (in == OUTSIDE)
    return fail (self, MUSTER_BASE_ERROR_SYNTAX, "it does not begin with BEGIN:VCALENDAR");
  if (strcmp (name, "RRULE") == 0 && (in == EVENT || in == ZONE_PART))
    return keep_rule (self, value);
  if (!is_kept (in, name))
    return TRUE;
  if (++self->n_members > MUSTER_CALENDAR_MEMBERS_MAX)
    return fail (self, MUSTER_BASE_ERROR_LIMIT, "a component has over %d properties",
                 MUSTER_CALENDAR_MEMBERS_MAX);
  g_string_append_printf (self->lines->text, "%s\r\n", line);
  return TRUE;
}

/* One line as it stands in the file, without its end. */
static gboolean
take_physical (Filtering *self, const char *line, gsize n)
{
  gboolean folded = n > 0 && (*line == ' ' || *line == '\t');

  for (gsize i = 0; i < n; i++)
    if (g_ascii_iscntrl (line[i]) && line[i] != '\t')
      return fail (self, MUSTER_BASE_ERROR_SYNTAX, "it has a control character");
  if (folded)
    {
      line++;
      n--;
    }
  else
    {
      if (!take_line (self))
        return FALSE;
      g_string_truncate (self->line, 0);
    }
  if (self->line->len + n > MUSTER_CALENDAR_LINE_BYTES_MAX)
    return fail (self, MUSTER_BASE_ERROR_LIMIT, "it is over %d bytes long",
                 MUSTER_CALENDAR_LINE_BYTES_MAX);
  g_string_append_len (self->line, line, (gssize) n);
  return TRUE;
}

static gboolean
filter (Filtering *self, const char *text, gsize n)
{
  const char *end = text + n;

  while (text < end)
    {
      const char *feed = memchr (text, '\n', (gsize) (end - text));
      const char *stop = feed != NULL ? feed : end;
      gsize length = (gsize) (stop - text);

      if (++self->number > MUSTER_CALENDAR_LINES_MAX)
        return fail (self, MUSTER_BASE_ERROR_LIMIT, "there are over %d lines",
                     MUSTER_CALENDAR_LINES_MAX);
      if (length > 0 && text[length - 1] == '\r')
        length--;
      if (!take_physical (self, text, length))
        return FALSE;
      text = feed != NULL ? feed + 1 : end;
    }
  if (!take_line (self))
    return FALSE;
  if (self->depth > 0 || self->n_calendars == 0)
    return fail (self, MUSTER_BASE_ERROR_SYNTAX, "it ends too early");
  return TRUE;
}

/**
 * muster_calendar_lines_new:
 * @text: a calendar
 * @n: its bytes
 * @error: %MUSTER_BASE_ERROR, which says in which line
 *
 * Reads its lines, and no more than the bounds allow.
 *
 * Returns: (transfer full) (nullable): those that count
 */
MusterCalendarLines *
muster_calendar_lines_new (const char *text, gsize n, GError **error)
{
  g_autoptr (MusterCalendarLines) lines = g_new0 (MusterCalendarLines, 1);
  g_autoptr (GString) line = g_string_new (NULL);
  Filtering self = { .lines = lines, .line = line, .error = error };

  lines->text = g_string_new (NULL);
  lines->rules = g_ptr_array_new_with_free_func (g_free);
  if (n > MUSTER_CALENDAR_BYTES_MAX)
    {
      g_set_error (error, MUSTER_BASE_ERROR, MUSTER_BASE_ERROR_LIMIT,
                   "the calendar is over %d bytes", MUSTER_CALENDAR_BYTES_MAX);
      return NULL;
    }
  if (!g_utf8_validate (text, (gssize) n, NULL))
    {
      g_set_error_literal (error, MUSTER_BASE_ERROR, MUSTER_BASE_ERROR_SYNTAX,
                           "the calendar is no UTF-8");
      return NULL;
    }
  return filter (&self, text, n) ? g_steal_pointer (&lines) : NULL;
}

/**
 * muster_calendar_lines_free:
 * @self: lines
 *
 * Frees them.
 */
void
muster_calendar_lines_free (MusterCalendarLines *self)
{
  g_string_free (self->text, TRUE);
  g_ptr_array_unref (self->rules);
  g_free (self);
}
