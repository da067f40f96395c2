/* import-recurrence.c - shifts that other systems say by a rule of RFC 5545
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Most of such rules are turns and hours of a week. What is not becomes events: by the same rule
 * where nobody takes turns, else one by one for a while.
 */
#include "importers/import-recurrence.h"

#include "base/civil-date.h"
#include "base/recurrence-rule.h"
#include "base/wall-time.h"

#define HOUR_S      G_GINT64_CONSTANT (3600)
#define LISTED_MAX  10000
#define LOOK_BACK_S (60 * MUSTER_DAY_S)

typedef struct
{
  const MusterImportRecurrence *said;
  MusterRecurrenceRule rule;
  MusterRecurrence *recurrence;
  GTimeZone *zone;
  gint64 first_s; /* the first shift that counts, a wall time */
} Recurring;

static guint
count_days (guint8 days)
{
  guint n = 0;

  for (; days != 0; days &= (guint8) (days - 1))
    n++;
  return n;
}

static guint
weekday_of (gint64 wall_s)
{
  return muster_weekday_of_days (muster_floor_div (wall_s, MUSTER_DAY_S));
}

/* Does the rule say more than which days of the week? */
static gboolean
is_intricate (const Recurring *self)
{
  const MusterRecurrenceRule *rule = &self->rule;

  return rule->count > 0 || rule->months != 0 || rule->month_days != 0 || rule->days_to_end != 0 ||
         rule->n_nth_days > 0 || rule->n_positions > 0 || self->said->exdates != NULL ||
         rule->freq > MUSTER_FREQ_WEEKLY;
}

/* One shift in each period. */
static gboolean
set_plain_turns (MusterImportLayer *layer, const Recurring *self, const char *unit, gint64 unit_s)
{
  const MusterImportRecurrence *said = self->said;
  gint64 turn = MAX (said->per_member, 1), interval = self->rule.interval;
  guint8 days =
      self->rule.freq == MUSTER_FREQ_WEEKLY ? (guint8) (1u << weekday_of (self->first_s)) : 0x7f;

  layer->start_s = self->first_s;
  if (said->length_s == unit_s * interval)
    return muster_import_layer_set_every (layer, turn * interval, unit);
  return interval == 1 && said->length_s < unit_s && self->rule.freq != MUSTER_FREQ_HOURLY &&
         muster_import_layer_add_window (
             layer, days, muster_floor_mod (self->first_s, MUSTER_DAY_S), said->length_s) &&
         muster_import_layer_set_every (layer, turn, unit);
}

/* One on several days of a week. */
static gboolean
set_days (MusterImportLayer *layer, const Recurring *self)
{
  const MusterImportRecurrence *said = self->said;
  gint64 turn = MAX (said->per_member, 1);
  gboolean weeks = said->by_period && self->rule.freq == MUSTER_FREQ_WEEKLY;
  gint64 since_monday = weekday_of (self->first_s);

  if (self->rule.interval != 1 || said->length_s > MUSTER_DAY_S ||
      !muster_import_layer_add_window (layer, self->rule.weekdays,
                                       muster_floor_mod (self->first_s, MUSTER_DAY_S),
                                       said->length_s))
    return FALSE;
  layer->start_s = self->first_s;
  if (weeks)
    layer->start_s -= MUSTER_DAY_S * muster_floor_mod (since_monday - self->rule.week_start, 7);
  layer->by_shifts = !weeks;
  return muster_import_layer_set_every (layer, turn, weeks ? "week" : "day");
}

static gboolean
set_turns (MusterImportLayer *layer, const Recurring *self)
{
  const MusterRecurrenceRule *rule = &self->rule;

  if (is_intricate (self))
    return FALSE;
  if (rule->freq == MUSTER_FREQ_WEEKLY && count_days (rule->weekdays) <= 1)
    return set_plain_turns (layer, self, "week", MUSTER_IMPORT_WEEK_S);
  if (rule->weekdays != 0)
    return rule->freq != MUSTER_FREQ_HOURLY && set_days (layer, self);
  if (rule->freq == MUSTER_FREQ_DAILY)
    return set_plain_turns (layer, self, "day", MUSTER_DAY_S);
  return set_plain_turns (layer, self, "hour", HOUR_S);
}

/* --- what is no turns --- */

/* All are on each time. */
static void
add_rules (MusterImportLayer *layer, const Recurring *self)
{
  const GPtrArray *group = g_ptr_array_index (layer->members, 0);

  for (guint i = 0; i < group->len; i++)
    muster_import_layer_add_event (layer, g_ptr_array_index (group, i), self->first_s,
                                   self->first_s + self->said->length_s, self->said->rrule);
}

static gint64
period_of (const Recurring *self, gint64 wall_s)
{
  gint64 day = muster_floor_div (wall_s, MUSTER_DAY_S);
  MusterCivilDate date = muster_civil_date_from_days (day);

  if (self->rule.freq == MUSTER_FREQ_WEEKLY)
    return muster_floor_div (day + 3 - self->rule.week_start, 7);
  if (self->rule.freq == MUSTER_FREQ_MONTHLY)
    return date.year * 12 + date.month;
  return self->rule.freq == MUSTER_FREQ_YEARLY ? date.year : day;
}

static gboolean
is_excluded (const Recurring *self, gint64 wall_s)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *compact = NULL;
  g_auto (GStrv) parts = NULL;

  if (self->said->exdates == NULL)
    return FALSE;
  muster_wall_time_append (wall_s, text);
  parts = g_strsplit_set (text->str, "-:", -1);
  compact = g_strjoinv ("", parts);
  return strstr (self->said->exdates, compact) != NULL;
}

static void
add_group (MusterImportLayer *layer, const GPtrArray *group, gint64 start_s, gint64 length_s)
{
  for (guint i = 0; i < group->len; i++)
    muster_import_layer_add_event (layer, g_ptr_array_index (group, i), start_s, start_s + length_s,
                                   NULL);
}

/* Each shift that ends after now, for a while. */
static gboolean
list_shifts (MusterImport *import, MusterImportLayer *layer, const Recurring *self)
{
  const MusterImportRecurrence *said = self->said;
  gint64 now_s = muster_wall_time_at (self->zone, import->at_s);
  gint64 end_s = now_s + MUSTER_IMPORT_LISTED_DAYS * MUSTER_DAY_S;
  gint64 per_member = MAX (said->per_member, 1), turn = 0, at_s = self->first_s;
  gint64 first = period_of (self, self->first_s);

  for (guint n = 0; muster_recurrence_next (self->recurrence, at_s, end_s, &at_s); n++, at_s++)
    {
      if (n >= LISTED_MAX)
        return FALSE;
      turn = said->by_period ? (period_of (self, at_s) - first) / self->rule.interval : (gint64) n;
      if (at_s + said->length_s > now_s - LOOK_BACK_S && !is_excluded (self, at_s))
        add_group (layer,
                   g_ptr_array_index (layer->members, (guint) muster_floor_mod (
                                                          turn / per_member, layer->members->len)),
                   at_s, said->length_s);
    }
  muster_import_note (import, layer->value,
                      "its shifts are listed one by one for %d days, as no "
                      "turn says them",
                      MUSTER_IMPORT_LISTED_DAYS);
  return TRUE;
}

static gboolean
list_events (MusterImport *import, MusterImportLayer *layer, const Recurring *self)
{
  g_array_set_size (layer->windows, 0);
  layer->every = 0;
  layer->by_shifts = FALSE;
  if (layer->members->len == 1 && self->said->exdates == NULL)
    add_rules (layer, self);
  else if (!list_shifts (import, layer, self))
    {
      muster_import_leave_out (import, layer->value, "it has over %d shifts: it is left out",
                               LISTED_MAX);
      return FALSE;
    }
  g_ptr_array_set_size (layer->members, 0);
  return TRUE;
}

/* --- where it begins and ends --- */

/* The end of the last shift that starts by UNTIL. */
static void
set_end (MusterImportLayer *layer, const Recurring *self)
{
  gint64 until_s = self->rule.until_s, at_s, last_s = G_MININT64;

  if (until_s == G_MAXINT64)
    return;
  if (self->rule.until_utc)
    until_s = muster_wall_time_at (self->zone, until_s);
  at_s = MAX (until_s - LOOK_BACK_S, self->first_s);
  for (; muster_recurrence_next (self->recurrence, at_s, until_s + 1, &at_s); at_s++)
    last_s = at_s;
  if (last_s == G_MININT64)
    last_s = until_s - self->said->length_s;
  layer->until_s =
      MIN (layer->until_s, muster_wall_time_to_utc (self->zone, last_s + self->said->length_s));
}

static gboolean
find_first (Recurring *self)
{
  const MusterImportRecurrence *said = self->said;
  gint64 from_s = said->start_s;

  if (said->from_s != G_MININT64)
    from_s = MAX (from_s, muster_wall_time_at (self->zone, said->from_s));
  return muster_recurrence_next (self->recurrence, from_s, from_s + MUSTER_RECURRENCE_HORIZON_S,
                                 &self->first_s);
}

static gboolean
recur (MusterImport *import, MusterImportLayer *layer, Recurring *self)
{
  if (!find_first (self))
    {
      muster_import_note (import, layer->value, "it has no shift any more: it is left out");
      return FALSE;
    }
  layer->from_s = MAX (layer->from_s, muster_wall_time_to_utc (self->zone, self->first_s));
  set_end (layer, self);
  if (!set_turns (layer, self))
    return list_events (import, layer, self);
  muster_import_layer_settle_windows (layer);
  if (layer->members->len <= 1)
    layer->every = 0;
  layer->by_shifts = layer->by_shifts && layer->every > 0;
  return TRUE;
}

/**
 * muster_import_layer_recur:
 * @self: an import
 * @layer: a layer with members
 * @recurrence: when they are on
 *
 * Returns: whether the layer can be said; else the report says why not
 */
gboolean
muster_import_layer_recur (MusterImport *self,
                           MusterImportLayer *layer,
                           const MusterImportRecurrence *recurrence)
{
  g_autoptr (GTimeZone) zone = muster_time_zone_new (recurrence->zone);
  g_autoptr (MusterRecurrence) again = NULL;
  g_autoptr (GError) error = NULL;
  Recurring recurring = { .said = recurrence, .zone = zone };

  if (recurrence->length_s <= 0 || recurrence->length_s > 366 * MUSTER_DAY_S)
    muster_import_leave_out (self, layer->value,
                             "its shifts last no time, or over a year: it is left out");
  else if (recurrence->per_member < 0 || recurrence->per_member > 999 || layer->members->len == 0)
    muster_import_leave_out (self, layer->value, "nobody takes turns in it: it is left out");
  else if (!muster_recurrence_rule_parse (recurrence->rrule, &recurring.rule, &error) ||
           (again = muster_recurrence_new (recurrence->rrule, recurrence->start_s, zone, &error)) ==
               NULL)
    muster_import_leave_out (self, layer->value, "%s: it is left out", error->message);
  else
    {
      recurring.recurrence = again;
      return recur (self, layer, &recurring);
    }
  return FALSE;
}
