/* personal-hours.c - when somebody is at work, and when they want to sleep
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "oncall/personal-hours.h"

#include "base/error.h"
#include "base/json-reader.h"
#include "oncall/restriction.h"

#include <string.h>

/* Hours come every week; on the day on which the wall is put forward they may be passed over. */
#define HORIZON_S (15 * G_GINT64_CONSTANT (86400))
/* A Monday: what is there in its fortnight is there in others. */
#define SAMPLE_S G_GINT64_CONSTANT (1767571200) /* 2026-01-05 */

static const char *const words[] = {
  [MUSTER_WAIT_NONE] = "none",
  [MUSTER_WAIT_QUIET] = "quiet",
  [MUSTER_WAIT_WORKING] = "working",
  [MUSTER_WAIT_STEP] = "step",
};

/**
 * muster_wait_to_string:
 * @self: why somebody is not told yet
 *
 * Returns: a token
 */
const char *
muster_wait_to_string (MusterWait self)
{
  return words[self];
}

/**
 * muster_wait_from_string:
 * @token: (nullable): a token
 *
 * Returns: what it means; %MUSTER_WAIT_NONE for any other
 */
MusterWait
muster_wait_from_string (const char *token)
{
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_strcmp0 (token, words[i]) == 0)
      return (MusterWait) i;
  return MUSTER_WAIT_NONE;
}

/**
 * muster_personal_hours_new:
 *
 * Returns: (transfer full): of somebody who has said nothing
 */
MusterPersonalHours *
muster_personal_hours_new (void)
{
  MusterPersonalHours *self = g_new (MusterPersonalHours, 1);

  *self = (MusterPersonalHours){ g_time_zone_new_utc (), muster_restriction_new (),
                                 muster_restriction_new () };
  return self;
}

/**
 * muster_personal_hours_free:
 * @self: hours
 *
 * Frees them.
 */
void
muster_personal_hours_free (MusterPersonalHours *self)
{
  g_time_zone_unref (self->zone);
  g_array_unref (self->quiet);
  g_array_unref (self->working);
  g_free (self);
}

/* --- reading --- */

static gint32
read_time_of_day (MusterJsonReader *reader)
{
  g_autofree char *text = NULL;
  g_autofree char *wall = NULL;
  MusterText value = { "", 0 };
  gint64 wall_s = 0;

  if (!muster_json_reader_string (reader, &value))
    return 0;
  text = muster_text_dup (value);
  wall = g_strconcat ("2000-01-01T", text, NULL);
  if (!muster_wall_time_parse (wall, &wall_s))
    muster_json_reader_fail (reader, "a time of day is one such as 20:00");
  return (gint32) (wall_s % 86400);
}

static guint8
read_days (MusterJsonReader *reader)
{
  static const char *const names[] = { "mo", "tu", "we", "th", "fr", "sa", "su" };
  guint8 days = 0;
  MusterText day;

  muster_json_reader_enter_array (reader);
  while (muster_json_reader_next_item (reader) && muster_json_reader_string (reader, &day))
    {
      guint8 before = days;

      for (guint i = 0; i < G_N_ELEMENTS (names); i++)
        if (muster_text_equal (day, names[i]))
          days |= (guint8) (1u << i);
      if (days == before)
        muster_json_reader_fail (reader, "days are mo, tu, we, th, fr, sa, su, each once");
    }
  return days;
}

static void
read_window (MusterJsonReader *reader, GArray *hours)
{
  MusterDutyHours window = { MUSTER_EVERY_DAY, -1, -1 };
  MusterText name;

  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    if (muster_text_equal (name, "days"))
      window.days = read_days (reader);
    else if (muster_text_equal (name, "from"))
      window.from_s = read_time_of_day (reader);
    else if (muster_text_equal (name, "to"))
      window.to_s = read_time_of_day (reader);
    else
      muster_json_reader_skip (reader);
  if (window.days == 0 || window.from_s < 0 || window.to_s < 0)
    muster_json_reader_fail (reader, "hours have days, from and to");
  else if (hours->len == MUSTER_PERSONAL_WINDOWS_MAX)
    muster_json_reader_fail (reader, "there are over %d hours", MUSTER_PERSONAL_WINDOWS_MAX);
  else
    muster_restriction_add (hours, window);
}

static void
read_windows (MusterJsonReader *reader, GArray *hours)
{
  muster_json_reader_enter_array (reader);
  while (muster_json_reader_next_item (reader))
    read_window (reader, hours);
}

static void
read_zone (MusterJsonReader *reader, char **out)
{
  MusterText value;

  if (!muster_json_reader_string (reader, &value))
    return;
  g_free (*out);
  *out = muster_text_dup (value);
}

/* A zone matters to whom hours matter. */
static gboolean
set_zone (MusterPersonalHours *self, const char *name, GError **error)
{
  GTimeZone *zone;

  if (name == NULL || (self->quiet->len == 0 && self->working->len == 0))
    return TRUE;
  zone = muster_time_zone_new (name);
  if (zone == NULL)
    {
      g_set_error (error, MUSTER_BASE_ERROR, MUSTER_BASE_ERROR_SYNTAX, "There is no time zone “%s”",
                   name);
      return FALSE;
    }
  g_time_zone_unref (self->zone);
  self->zone = zone;
  return TRUE;
}

static gboolean
is_possible (const MusterPersonalHours *self, GError **error)
{
  const MusterPatience most = { TRUE, TRUE };

  if (muster_personal_hours_next (self, most, SAMPLE_S * G_USEC_PER_SEC, NULL) != G_MAXINT64)
    return TRUE;
  g_set_error_literal (error, MUSTER_BASE_ERROR, MUSTER_BASE_ERROR_SYNTAX,
                       "With these quiet and working hours nothing could ever be told");
  return FALSE;
}

/**
 * muster_personal_hours_read:
 * @body: (nullable): JSON as a person's object has it
 * @error: return location
 *
 * Members that are not known are passed over.
 *
 * Returns: (transfer full) (nullable): when the person is there
 */
MusterPersonalHours *
muster_personal_hours_read (const char *body, GError **error)
{
  g_autoptr (MusterPersonalHours) self = muster_personal_hours_new ();
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  g_autofree char *zone = NULL;
  MusterText name;

  if (body == NULL)
    return g_steal_pointer (&self);
  muster_json_reader_begin (reader, body, strlen (body), NULL);
  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    if (muster_text_equal (name, "quiet"))
      read_windows (reader, self->quiet);
    else if (muster_text_equal (name, "working"))
      read_windows (reader, self->working);
    else if (muster_text_equal (name, "zone"))
      read_zone (reader, &zone);
    else
      muster_json_reader_skip (reader);
  if (!muster_json_reader_finish (reader, error) || !set_zone (self, zone, error) ||
      !is_possible (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

/* --- what may be told when --- */

/* Two bits: they sleep; they do not work. */
static guint
combine (guint quiet, guint working, gpointer user_data)
{
  return quiet | (working == 0 ? 2u : 0u);
}

static MusterTimeline *
resolve (const GArray *hours, GTimeZone *zone, gint64 from_s)
{
  MusterWallClock clock;

  muster_wall_clock_init (&clock, zone);
  return muster_restriction_resolve (hours, &clock, from_s, from_s + HORIZON_S);
}

static guint
mask_of (const MusterPersonalHours *self, MusterPatience patience)
{
  return (patience.quiet && self->quiet->len > 0 ? 1u : 0u) |
         (patience.working && self->working->len > 0 ? 2u : 0u);
}

/**
 * muster_personal_hours_next:
 * @self: hours
 * @patience: what is waited for
 * @at_us: µs UTC
 * @out_why: (out) (optional): what is waited for then
 *
 * Returns: the first instant from then on, µs UTC, to the second; %G_MAXINT64: there is none within
 * a fortnight, which cannot be where the hours were read
 */
gint64
muster_personal_hours_next (const MusterPersonalHours *self,
                            MusterPatience patience,
                            gint64 at_us,
                            MusterWait *out_why)
{
  guint mask = mask_of (self, patience);
  gint64 from_s = at_us / G_USEC_PER_SEC;
  g_autoptr (MusterTimeline) quiet = NULL, working = NULL, both = NULL;
  guint first;

  if (out_why != NULL)
    *out_why = MUSTER_WAIT_NONE;
  if (mask == 0)
    return at_us;
  quiet = resolve (self->quiet, self->zone, from_s);
  working = resolve (self->working, self->zone, from_s);
  both = muster_timeline_combine (quiet, working, combine, NULL);
  first = muster_timeline_get (both, 0)->value & mask;
  if (first == 0)
    return at_us;
  if (out_why != NULL)
    *out_why = (first & 1u) != 0 ? MUSTER_WAIT_QUIET : MUSTER_WAIT_WORKING;
  for (guint i = 1; i < both->stretches->len; i++)
    if ((muster_timeline_get (both, i)->value & mask) == 0)
      return muster_timeline_get (both, i)->start_s * G_USEC_PER_SEC;
  return G_MAXINT64;
}
