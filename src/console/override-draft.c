/* override-draft.c - an override before it is made: its times as they are typed, and what it
 * changes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/override-draft.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/civil-date.h"
#include "base/instant.h"
#include "base/wall-time.h"
#include "console/roster-words.h"
#include "oncall/duty.h"
#include "oncall/roster-change.h"

#define HOUR_S   3600
#define AROUND_S (60 * MUSTER_DAY_S) /* that rest is looked for */
#define AGAIN_S  (26 * HOUR_S)       /* after that the wall shows no time for the second time */

/* --- typed times --- */

/* The instant at which the wall shows it again; the first one if it does not. */
static gint64
find_second (GTimeZone *zone, gint64 wall_s, gint64 first_s)
{
  gint64 after_s = first_s + AGAIN_S;
  gint64 second_s = wall_s - (muster_wall_time_at (zone, after_s) - after_s);

  return second_s > first_s && muster_wall_time_at (zone, second_s) == wall_s ? second_s : first_s;
}

static gboolean
read_wall (const char *text, GTimeZone *zone, gint64 now_s, gint64 *out_wall_s)
{
  g_autofree char *wall = g_strdelimit (g_strdup (text), " ", 'T');
  gint64 day = muster_floor_div (muster_wall_time_at (zone, now_s), MUSTER_DAY_S);
  g_autofree char *today = g_strconcat ("1970-01-01T", text, NULL);

  if (muster_wall_time_parse (wall, out_wall_s))
    return TRUE;
  if (!muster_wall_time_parse (today, out_wall_s))
    return FALSE;
  *out_wall_s += day * MUSTER_DAY_S;
  return TRUE;
}

/**
 * muster_typed_time_read:
 * @text: what somebody typed
 * @zone: on whose wall
 * @now_s: the present
 * @is_second: which is meant of a time that comes twice
 * @out_s: (out): the instant; of one that is passed over the one at which that happens
 *
 * Returns: what it is (on-call rule 2: such times are asked for, not guessed)
 */
MusterTyped
muster_typed_time_read (const char *text,
                        GTimeZone *zone,
                        gint64 now_s,
                        gboolean is_second,
                        gint64 *out_s)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  gint64 wall_s, second_s, at_us;

  *out_s = 0;
  if (muster_instant_parse (stripped, -1, &at_us))
    {
      *out_s = at_us / G_USEC_PER_SEC;
      return MUSTER_TYPED_TIME;
    }
  if (!read_wall (stripped, zone, now_s, &wall_s))
    return MUSTER_TYPED_NOTHING;
  *out_s = muster_wall_time_to_utc (zone, wall_s);
  if (muster_wall_time_at (zone, *out_s) != wall_s)
    return MUSTER_TYPED_SKIPPED;
  second_s = find_second (zone, wall_s, *out_s);
  if (second_s == *out_s)
    return MUSTER_TYPED_TIME;
  if (is_second)
    *out_s = second_s;
  return MUSTER_TYPED_TWICE;
}

/**
 * muster_typed_time_write:
 * @at_s: an instant
 * @zone: on whose wall
 *
 * Returns: (transfer full): what somebody would type
 */
char *
muster_typed_time_write (gint64 at_s, GTimeZone *zone)
{
  g_autoptr (GString) text = g_string_new (NULL);

  muster_wall_time_append (muster_wall_time_at (zone, at_s), text);
  g_strdelimit (text->str, "T", ' ');
  if (g_str_has_suffix (text->str, ":00"))
    g_string_truncate (text, text->len - 3); /* whole minutes need no seconds */
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * muster_typed_time_is_second:
 * @at_s: an instant
 * @zone: on whose wall
 *
 * Returns: whether the wall shows then what it has shown before
 */
gboolean
muster_typed_time_is_second (gint64 at_s, GTimeZone *zone)
{
  return muster_wall_time_to_utc (zone, muster_wall_time_at (zone, at_s)) < at_s;
}

/* --- what changes --- */

/* The schedule with one modifier more, as long as @func looks. */
static MusterRoster *
resolve_with (MusterRosterSubject *subject,
              const MusterModifier *modifier,
              gint64 from_s,
              gint64 to_s)
{
  GArray *modifiers = subject->body->schedule->modifiers;
  MusterRoster *roster;

  if (modifier)
    g_array_append_val (modifiers, *modifier);
  roster = muster_schedule_resolve (subject->body->schedule, from_s, to_s, NULL);
  if (modifier)
    g_array_set_size (modifiers, modifiers->len - 1);
  return roster;
}

static gint64
measure_gaps (const MusterSchedule *schedule, const MusterRoster *roster)
{
  g_autoptr (GArray) gaps = muster_coverage_find_gaps (schedule, roster);
  gint64 sum_s = 0;

  for (guint i = 0; i < gaps->len; i++)
    {
      const MusterGap *gap = &g_array_index (gaps, MusterGap, i);

      sum_s += gap->end_s - gap->start_s;
    }
  return sum_s;
}

/* From the shift to the nearest duty of theirs that it does not prolong; -1: there is none. */
static gint64
find_rest (const MusterRoster *roster, guint n_people, guint person, const MusterModifier *shift)
{
  g_autoptr (GPtrArray) all = muster_roster_list_duties (roster, n_people);
  const GArray *duties = g_ptr_array_index (all, person);
  gint64 least_s = -1;

  for (guint i = 0; i < duties->len; i++)
    {
      const MusterDuty *duty = &g_array_index (duties, MusterDuty, i);
      gint64 rest_s = duty->end_s <= shift->from_s   ? shift->from_s - duty->end_s
                      : duty->start_s >= shift->to_s ? duty->start_s - shift->to_s
                                                     : -1;

      if (rest_s > 0 && (least_s < 0 || rest_s < least_s))
        least_s = rest_s;
    }
  return least_s;
}

static void
sum_changes (MusterOverrideEffect *self, const GArray *changes)
{
  for (guint i = 0; i < changes->len; i++)
    {
      const MusterRosterChange *change = &g_array_index (changes, MusterRosterChange, i);
      gint64 length_s = change->end_s - change->start_s;

      self->gained_s[change->person] += change->gained ? length_s : -length_s;
    }
}

static void
count_people (MusterOverrideEffect *self, const GArray *changes)
{
  g_autofree gboolean *is_seen = g_new0 (gboolean, (gsize) self->n + 1);

  for (guint i = 0; i < changes->len; i++)
    {
      const MusterRosterChange *change = &g_array_index (changes, MusterRosterChange, i);

      self->n_people += !is_seen[change->person];
      is_seen[change->person] = TRUE;
    }
  for (guint i = 0; i < self->n; i++)
    if (self->gained_s[i] > 0 &&
        (self->gainer == G_MAXUINT || self->gained_s[i] > self->gained_s[self->gainer]))
      self->gainer = i;
}

/**
 * muster_override_effect_new:
 * @subject: a schedule
 * @modifier: what is to be done to it
 *
 * Returns: (transfer full) (nullable): what that changes; %NULL: it is too much to tell
 */
MusterOverrideEffect *
muster_override_effect_new (MusterRosterSubject *subject, const MusterModifier *modifier)
{
  const MusterSchedule *schedule = subject->body->schedule;
  gint64 from_s = MAX (modifier->from_s - AROUND_S, MUSTER_SCHEDULE_FIRST_S);
  gint64 to_s = MIN (modifier->to_s + AROUND_S, MUSTER_SCHEDULE_END_S);
  g_autoptr (MusterRoster) before = resolve_with (subject, NULL, from_s, to_s);
  g_autoptr (MusterRoster) after = resolve_with (subject, modifier, from_s, to_s);
  g_autoptr (GArray) changes = NULL;
  MusterOverrideEffect *self;

  if (!before || !after)
    return NULL;
  self = g_new0 (MusterOverrideEffect, 1);
  self->n = subject->body->people->len;
  self->gained_s = g_new0 (gint64, (gsize) self->n + 1);
  self->gainer = G_MAXUINT;
  self->rest_s = -1;
  changes = muster_roster_compare (before, after);
  sum_changes (self, changes);
  count_people (self, changes);
  self->closed_s = measure_gaps (schedule, before) - measure_gaps (schedule, after);
  if (self->gainer != G_MAXUINT)
    self->rest_s = find_rest (before, self->n, self->gainer, modifier);
  return self;
}

/**
 * muster_override_effect_free:
 * @self: an effect
 *
 * Frees it.
 */
void
muster_override_effect_free (MusterOverrideEffect *self)
{
  g_free (self->gained_s);
  g_free (self);
}

/* --- words --- */

static char *
describe_people (guint n)
{
  if (n == 0)
    return g_strdup (_ ("Nobody sees a change"));
  if (n == 1)
    return g_strdup (_ ("1 person sees a change, and will be told"));
  if (n == 2)
    return g_strdup (_ ("2 people see a change, both will be told"));
  return g_strdup_printf (ngettext ("%u person sees a change, and will be told",
                                    "%u people see a change, all will be told", n),
                          n);
}

/* "closes the gap", "closes 24 h of a gap", "opens a gap of 24 h"; NULL: neither */
static char *
describe_gap (const MusterOverrideEffect *self)
{
  g_autofree char *hours = muster_roster_format_hours (ABS (self->closed_s));

  if (self->closed_s > 0)
    /* TRANSLATORS: what an override does, in how many hours */
    return g_strdup_printf (_ ("closes a gap of %s"), hours);
  if (self->closed_s < 0)
    /* TRANSLATORS: what an override does, in how many hours */
    return g_strdup_printf (_ ("opens a gap of %s"), hours);
  return NULL;
}

static char *
describe_rest (const MusterOverrideEffect *self)
{
  guint days = (guint) (self->rest_s / MUSTER_DAY_S);

  if (self->gainer == G_MAXUINT || self->rest_s < 0)
    return NULL;
  /* TRANSLATORS: between a shift and the next or last other one */
  return g_strdup_printf (ngettext ("%u day of rest", "%u days of rest", days), days);
}

static void
append_part (GString *words, const char *part, const char *between)
{
  if (!part)
    return;
  if (words->len > 0)
    g_string_append (words, between);
  g_string_append (words, part);
}

/**
 * muster_override_effect_describe:
 * @self: an effect
 * @subject: whose it is
 *
 * Returns: (transfer full): who is told, and how much more or less each has; lines
 */
char *
muster_override_effect_describe (const MusterOverrideEffect *self,
                                 const MusterRosterSubject *subject)
{
  g_autofree char *people = describe_people (self->n_people);
  g_autofree char *gap = describe_gap (self);
  g_autofree char *rest = describe_rest (self);
  g_autoptr (GString) words = g_string_new (people);
  g_autoptr (GString) each = g_string_new (NULL);

  append_part (words, gap, "; ");
  for (guint i = 0; i < self->n; i++)
    {
      g_autofree char *hours = muster_roster_format_hours (ABS (self->gained_s[i]));
      g_autofree char *part =
          g_strdup_printf ("%s %s%s", (const char *) g_ptr_array_index (subject->titles, i),
                           self->gained_s[i] > 0 ? "+" : "−", hours);

      if (self->gained_s[i] == 0)
        continue;
      append_part (each, part, ", ");
      if (i == self->gainer && rest)
        g_string_append_printf (each, " (%s)", rest);
    }
  append_part (words, each->len > 0 ? each->str : NULL, "\n");
  return g_string_free (g_steal_pointer (&words), FALSE);
}

/**
 * muster_override_effect_describe_short:
 * @self: an effect
 * @subject: whose it is
 * @modifier: what is to be done
 * @now_s: the present
 * @zone: in which times are told
 *
 * Returns: (transfer full): one line of it, for who drags
 */
char *
muster_override_effect_describe_short (const MusterOverrideEffect *self,
                                       const MusterRosterSubject *subject,
                                       const MusterModifier *modifier,
                                       gint64 now_s,
                                       GTimeZone *zone)
{
  guint who = modifier->kind == MUSTER_MODIFIER_REPLACE ? modifier->other : modifier->who;
  g_autofree char *span = muster_roster_format_span (modifier->from_s, modifier->to_s, now_s, zone);
  g_autofree char *hours = muster_roster_format_hours (modifier->to_s - modifier->from_s);
  g_autofree char *gap = describe_gap (self);
  g_autofree char *rest = describe_rest (self);
  g_autoptr (GString) words = g_string_new (g_ptr_array_index (subject->titles, who));

  if (modifier->kind == MUSTER_MODIFIER_SWAP)
    g_string_append_printf (words, " ⇄ %s",
                            (const char *) g_ptr_array_index (subject->titles, modifier->other));
  if (modifier->kind == MUSTER_MODIFIER_REMOVE)
    append_part (words, _ ("off"), " ");
  append_part (words, span, ", ");
  append_part (words, hours, ", ");
  append_part (words, gap, ", ");
  append_part (words, rest, ", ");
  return g_string_free (g_steal_pointer (&words), FALSE);
}

/**
 * muster_override_preview_lane:
 * @subject: a schedule
 * @modifier: what is to be done to it
 * @from_s: an instant
 * @to_s: a later one
 *
 * Returns: (transfer full) (nullable): who is on call then
 */
MusterRosterLane *
muster_override_preview_lane (MusterRosterSubject *subject,
                              const MusterModifier *modifier,
                              gint64 from_s,
                              gint64 to_s)
{
  GArray *modifiers = subject->body->schedule->modifiers;
  MusterRosterLane *lane;

  g_array_append_val (modifiers, *modifier);
  lane = muster_roster_lane_new_final (subject, from_s, to_s, NULL);
  g_array_set_size (modifiers, modifiers->len - 1);
  return lane;
}
