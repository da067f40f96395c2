/* calendar-reader.c - the events of an iCalendar file (RFC 5545, by libical)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * libical is given lines that were counted, of properties that are asked for, and no rule: these
 * are read and expanded in base/recurrence. What has no zone of the system's is as the file says.
 */
#include "base/calendar-reader.h"

#include "base/calendar-zone.h"
#include "base/civil-date.h"
#include "base/wall-time.h"

#include <libical/ical.h>
#include <string.h>

typedef struct
{
  icalcomponent *root;
  const MusterCalendarLines *lines;
  GTimeZone *usual;    /* nullable: of what names no zone */
  GHashTable *zones;   /* TZID → GTimeZone, found already */
  GHashTable *masters; /* UID → MusterCalendarEntry that comes again */
  GPtrArray *entries;
  GArray *moved; /* of Moved */
  GError **error;
} Reading;

/* One time of a recurring event is somewhere else, or nowhere. */
typedef struct
{
  const char *uid; /* libical's */
  GTimeZone *zone; /* nullable */
  gint64 was_s;
} Moved;

static void
entry_free (gpointer data)
{
  MusterCalendarEntry *self = data;

  g_free (self->uid);
  g_free (self->summary);
  g_ptr_array_unref (self->mails);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_free (self->rule);
  g_array_unref (self->more);
  g_array_unref (self->excluded);
  g_free (self);
}

static MusterCalendarEntry *
entry_new (void)
{
  MusterCalendarEntry *self = g_new0 (MusterCalendarEntry, 1);

  self->mails = g_ptr_array_new_with_free_func (g_free);
  self->more = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->excluded = g_array_new (FALSE, FALSE, sizeof (gint64));
  return self;
}

static gboolean
fail (const Reading *self, const char *uid, const char *what)
{
  g_autofree char *head = g_strndup (uid != NULL ? uid : "", 100);

  g_set_error (self->error, MUSTER_BASE_ERROR, MUSTER_BASE_ERROR_SYNTAX,
               "the calendar, event “%s”: %s", g_utf8_validate (head, -1, NULL) ? head : "", what);
  return FALSE;
}

/* --- zones --- */

static const char *
rule_of (const Reading *self, icalcomponent *component)
{
  icalproperty *property = icalcomponent_get_first_property (component, ICAL_X_PROPERTY);

  for (; property != NULL; property = icalcomponent_get_next_property (component, ICAL_X_PROPERTY))
    {
      const char *text = icalproperty_get_x (property);
      guint64 n;

      if (g_strcmp0 (icalproperty_get_x_name (property), "X-MUSTER-RULE") == 0 && text != NULL &&
          g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT, &n, NULL) &&
          n < self->lines->rules->len)
        return g_ptr_array_index (self->lines->rules, (guint) n);
    }
  return NULL;
}

/* What a wall shows; FALSE: it is no time that there is. */
static gboolean
wall_of (struct icaltimetype time, gint64 *out_s)
{
  MusterCivilDate date = { time.year, (guint) time.month, (guint) time.day };

  if (time.year < 1970 || time.year > 9999 || time.month < 1 || time.month > 12 || time.day < 1 ||
      time.day > (int) muster_days_in_month (time.year, (guint) time.month) || time.hour < 0 ||
      time.hour > 23 || time.minute < 0 || time.minute > 59 || time.second < 0 || time.second > 60)
    return FALSE;
  *out_s = muster_civil_date_to_days (date) * MUSTER_DAY_S;
  if (!time.is_date)
    *out_s += time.hour * 3600 + time.minute * 60 + MIN (time.second, 59);
  return TRUE;
}

/* The last of its kind that the file has. */
static gboolean
read_season (const Reading *self,
             icalcomponent *zone,
             icalcomponent_kind kind,
             MusterCalendarSeason *out)
{
  gboolean found = FALSE;

  for (icalcomponent *part = icalcomponent_get_first_component (zone, kind); part != NULL;
       part = icalcomponent_get_next_component (zone, kind))
    {
      icalproperty *start = icalcomponent_get_first_property (part, ICAL_DTSTART_PROPERTY);
      icalproperty *offset = icalcomponent_get_first_property (part, ICAL_TZOFFSETTO_PROPERTY);
      gint64 start_s = 0;

      if (start == NULL || offset == NULL)
        continue;
      /* some begin their zones in 1601 */
      if (!wall_of (icalproperty_get_dtstart (start), &start_s))
        {
          struct icaltimetype time = icalproperty_get_dtstart (start);

          start_s = time.hour * 3600 + time.minute * 60 + time.second;
        }
      if (found && start_s < out->start_s)
        continue;
      found = TRUE;
      *out = (MusterCalendarSeason){ start_s, icalproperty_get_tzoffsetto (offset),
                                     rule_of (self, part) };
    }
  return found;
}

static GTimeZone *
read_zone (const Reading *self, const char *tzid)
{
  icalcompiter iter = icalcomponent_begin_component (self->root, ICAL_VTIMEZONE_COMPONENT);

  /* a component keeps but one place of its own, and its events are being gone through */
  for (icalcomponent *zone = icalcompiter_deref (&iter); zone != NULL;
       zone = icalcompiter_next (&iter))
    {
      icalproperty *name = icalcomponent_get_first_property (zone, ICAL_TZID_PROPERTY);
      MusterCalendarSeason winter, summer;
      gboolean has_summer;

      if (name == NULL || g_strcmp0 (icalproperty_get_tzid (name), tzid) != 0)
        continue;
      has_summer = read_season (self, zone, ICAL_XDAYLIGHT_COMPONENT, &summer);
      return read_season (self, zone, ICAL_XSTANDARD_COMPONENT, &winter)
                 ? muster_calendar_zone_new_of (&winter, has_summer ? &summer : NULL)
                 : NULL;
    }
  return NULL;
}

/* NULL: it names none that anybody knows. */
static GTimeZone *
find_zone (Reading *self, const char *tzid)
{
  GTimeZone *zone = g_hash_table_lookup (self->zones, tzid);

  if (zone != NULL)
    return zone;
  zone = muster_calendar_zone_new (tzid);
  if (zone == NULL)
    zone = read_zone (self, tzid);
  if (zone != NULL)
    g_hash_table_insert (self->zones, g_strdup (tzid), zone);
  return zone;
}

/* --- times --- */

/* A time, and where its wall is: %NULL where nothing says so. */
static gboolean
read_time (Reading *self,
           icalproperty *property,
           struct icaltimetype time,
           gint64 *out_s,
           GTimeZone **out_zone)
{
  icalparameter *tzid = icalproperty_get_first_parameter (property, ICAL_TZID_PARAMETER);

  *out_zone = self->usual;
  if (icaltime_is_utc (time))
    *out_zone = find_zone (self, "UTC");
  else if (tzid != NULL && !time.is_date)
    {
      *out_zone = find_zone (self, icalparameter_get_tzid (tzid));
      if (*out_zone == NULL)
        return FALSE;
    }
  return wall_of (time, out_s);
}

/* The same moment on another wall; without zones both are the same. */
static gint64
on_wall (gint64 wall_s, GTimeZone *from, GTimeZone *to)
{
  if (from == to || from == NULL || to == NULL)
    return wall_s;
  return muster_wall_time_at (to, muster_wall_time_to_utc (from, wall_s));
}

static gboolean
read_end (Reading *self, MusterCalendarEntry *entry, icalcomponent *event, gboolean is_date)
{
  icalproperty *end = icalcomponent_get_first_property (event, ICAL_DTEND_PROPERTY);
  icalproperty *duration = icalcomponent_get_first_property (event, ICAL_DURATION_PROPERTY);
  GTimeZone *zone;

  if (end != NULL)
    {
      if (!read_time (self, end, icalproperty_get_dtend (end), &entry->end_s, &zone))
        return FALSE;
      entry->end_s = on_wall (entry->end_s, zone, entry->zone);
    }
  else if (duration != NULL)
    {
      struct icaldurationtype length = icalproperty_get_duration (duration);

      if (icaldurationtype_is_bad_duration (length))
        return FALSE;
      entry->end_s = entry->start_s + icaldurationtype_as_int (length);
    }
  else
    entry->end_s = entry->start_s + (is_date ? MUSTER_DAY_S : 0);
  return TRUE;
}

static gboolean
read_times (Reading *self, MusterCalendarEntry *entry, icalcomponent *event)
{
  icalproperty *start = icalcomponent_get_first_property (event, ICAL_DTSTART_PROPERTY);
  GTimeZone *zone;

  if (start == NULL ||
      !read_time (self, start, icalproperty_get_dtstart (start), &entry->start_s, &zone))
    return FALSE;
  entry->zone = zone != NULL ? g_time_zone_ref (zone) : NULL;
  return read_end (self, entry, event, icalproperty_get_dtstart (start).is_date);
}

/* EXDATE or RDATE, on the event's wall. */
static gboolean
read_list (Reading *self,
           const MusterCalendarEntry *entry,
           icalcomponent *event,
           icalproperty_kind kind,
           GArray *out)
{
  for (icalproperty *property = icalcomponent_get_first_property (event, kind); property != NULL;
       property = icalcomponent_get_next_property (event, kind))
    {
      gboolean is_excluded = kind == ICAL_EXDATE_PROPERTY;
      struct icaldatetimeperiodtype rdate = { 0 };
      GTimeZone *zone;
      gint64 at_s;

      if (!is_excluded)
        rdate = icalproperty_get_rdate (property);
      if (!is_excluded && icaltime_is_null_time (rdate.time))
        rdate.time = rdate.period.start;
      if (!read_time (self, property, is_excluded ? icalproperty_get_exdate (property) : rdate.time,
                      &at_s, &zone))
        return FALSE;
      at_s = on_wall (at_s, zone, entry->zone);
      g_array_append_val (out, at_s);
    }
  return TRUE;
}

/* --- events --- */

static void
read_mails (MusterCalendarEntry *entry, icalcomponent *event)
{
  for (icalproperty *property = icalcomponent_get_first_property (event, ICAL_ATTENDEE_PROPERTY);
       property != NULL; property = icalcomponent_get_next_property (event, ICAL_ATTENDEE_PROPERTY))
    {
      const char *uri = icalproperty_get_attendee (property);

      if (uri != NULL && g_ascii_strncasecmp (uri, "mailto:", 7) == 0)
        g_ptr_array_add (entry->mails, g_ascii_strdown (uri + 7, -1));
    }
}

static void
read_words (const Reading *self, MusterCalendarEntry *entry, icalcomponent *event)
{
  icalproperty *uid = icalcomponent_get_first_property (event, ICAL_UID_PROPERTY);
  icalproperty *summary = icalcomponent_get_first_property (event, ICAL_SUMMARY_PROPERTY);
  const char *text = summary != NULL ? icalproperty_get_summary (summary) : NULL;

  entry->uid = g_strdup (
      uid != NULL && icalproperty_get_uid (uid) != NULL ? icalproperty_get_uid (uid) : "");
  entry->summary = g_utf8_make_valid (text != NULL ? text : "", -1);
  g_strstrip (entry->summary);
  entry->rule = g_strdup (rule_of (self, event));
  read_mails (entry, event);
}

static gboolean
is_cancelled (icalcomponent *event)
{
  icalproperty *status = icalcomponent_get_first_property (event, ICAL_STATUS_PROPERTY);

  return status != NULL && icalproperty_get_status (status) == ICAL_STATUS_CANCELLED;
}

/* It stands for one time of another; FALSE: it says of none that there is. */
static gboolean
note_moved (Reading *self, const MusterCalendarEntry *entry, icalcomponent *event)
{
  icalproperty *id = icalcomponent_get_first_property (event, ICAL_RECURRENCEID_PROPERTY);
  icalproperty *uid = icalcomponent_get_first_property (event, ICAL_UID_PROPERTY);
  Moved moved = { NULL, NULL, 0 };

  if (id == NULL)
    return TRUE;
  if (uid == NULL || entry->rule != NULL)
    return FALSE;
  moved.uid = icalproperty_get_uid (uid);
  if (!read_time (self, id, icalproperty_get_recurrenceid (id), &moved.was_s, &moved.zone))
    return FALSE;
  g_array_append_val (self->moved, moved);
  return TRUE;
}

static gboolean
read_event (Reading *self, icalcomponent *event)
{
  MusterCalendarEntry *entry = entry_new ();

  g_ptr_array_add (self->entries, entry);
  read_words (self, entry, event);
  if (icalcomponent_count_errors (event) > 0)
    return fail (self, entry->uid, "it has a time or another value that is none");
  if (!read_times (self, entry, event))
    return fail (self, entry->uid, "it has no start and end that there are, in a known time zone");
  if (!read_list (self, entry, event, ICAL_EXDATE_PROPERTY, entry->excluded) ||
      !read_list (self, entry, event, ICAL_RDATE_PROPERTY, entry->more))
    return fail (self, entry->uid, "its list of dates has one that there is not");
  if (!note_moved (self, entry, event))
    return fail (self, entry->uid, "it stands for no time of another event");
  if (is_cancelled (event) || entry->end_s <= entry->start_s)
    g_ptr_array_remove_index (self->entries, self->entries->len - 1);
  else if (icalcomponent_get_first_property (event, ICAL_RECURRENCEID_PROPERTY) == NULL)
    g_hash_table_replace (self->masters, entry->uid, entry);
  return TRUE;
}

/* Takes away from recurring events what stands elsewhere. */
static void
exclude_moved (Reading *self)
{
  for (guint i = 0; i < self->moved->len; i++)
    {
      const Moved *moved = &g_array_index (self->moved, Moved, i);
      MusterCalendarEntry *master =
          moved->uid != NULL ? g_hash_table_lookup (self->masters, moved->uid) : NULL;
      gint64 was_s;

      if (master == NULL)
        continue;
      was_s = on_wall (moved->was_s, moved->zone, master->zone);
      g_array_append_val (master->excluded, was_s);
    }
}

static void
read_usual_zone (Reading *self)
{
  icalproperty *property = icalcomponent_get_first_property (self->root, ICAL_X_PROPERTY);

  for (; property != NULL && self->usual == NULL;
       property = icalcomponent_get_next_property (self->root, ICAL_X_PROPERTY))
    if (g_strcmp0 (icalproperty_get_x_name (property), "X-WR-TIMEZONE") == 0 &&
        icalproperty_get_x (property) != NULL)
      self->usual = find_zone (self, icalproperty_get_x (property));
}

static gboolean
read_events (Reading *self)
{
  icalcompiter iter = icalcomponent_begin_component (self->root, ICAL_VEVENT_COMPONENT);

  read_usual_zone (self);
  for (icalcomponent *event = icalcompiter_deref (&iter); event != NULL;
       event = icalcompiter_next (&iter))
    if (!read_event (self, event))
      return FALSE;
  exclude_moved (self);
  return TRUE;
}

static gpointer
prepare (gpointer data G_GNUC_UNUSED)
{
  icalerror_set_errors_are_fatal (FALSE);
  return NULL;
}

/**
 * muster_calendar_read:
 * @text: a calendar
 * @n: its bytes
 * @error: %MUSTER_BASE_ERROR
 *
 * Reads its events. What comes again does so by a rule of which nothing is checked here.
 *
 * Returns: (transfer full) (nullable) (element-type MusterCalendarEntry): the events
 */
GPtrArray *
muster_calendar_read (const char *text, gsize n, GError **error)
{
  static GOnce once = G_ONCE_INIT;
  g_autoptr (MusterCalendarLines) lines = muster_calendar_lines_new (text, n, error);
  g_autoptr (GHashTable) zones = NULL, masters = NULL;
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (entry_free);
  g_autoptr (GArray) moved = g_array_new (FALSE, FALSE, sizeof (Moved));
  Reading reading = { .lines = lines, .entries = entries, .moved = moved, .error = error };
  gboolean good;

  if (lines == NULL)
    return NULL;
  g_once (&once, prepare, NULL);
  zones =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_time_zone_unref);
  masters = g_hash_table_new (g_str_hash, g_str_equal);
  reading.zones = zones;
  reading.masters = masters;
  reading.root = icalparser_parse_string (lines->text->str);
  if (reading.root == NULL)
    return fail (&reading, NULL, "it cannot be read") ? NULL : NULL;
  good = read_events (&reading);
  icalcomponent_free (reading.root);
  return good ? g_steal_pointer (&entries) : NULL;
}
