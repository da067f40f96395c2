/* lint.c - what a schedule asks of people that it had better not
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "oncall/lint.h"

#include "base/civil-date.h"
#include "base/instant.h"
#include "oncall/coverage.h"
#include "oncall/duty.h"

/* A week in which the wall is set back is no longer than another. */
#define WALL_SET_S G_GINT64_CONSTANT (7200)

static const MusterLintFinding nothing = { .person = G_MAXUINT, .at_s = G_MININT64 };

/* Counts one more; the first says when. */
static void
count (MusterLintFinding *self, gint64 at_s)
{
  if (self->n++ == 0)
    self->at_s = at_s;
}

/* --- layers --- */

/* Members who are nobody. */
static guint
count_vacant (const MusterLayer *layer)
{
  guint n = 0;

  for (guint i = 0; i < layer->members->len; i++)
    n += ((const GArray *) g_ptr_array_index (layer->members, i))->len == 0;
  return n;
}

static gboolean
is_within_hours (const MusterLayer *layer, MusterWallClock *clock, gint64 at_s)
{
  gint64 last = muster_restriction_last_day (clock, at_s), start_s, end_s;

  for (gint64 day = muster_restriction_first_day (clock, at_s); day <= last; day++)
    for (guint i = 0; i < layer->hours->len; i++)
      if (muster_duty_hours_on (&g_array_index (layer->hours, MusterDutyHours, i), clock, day,
                                &start_s, &end_s) &&
          start_s < at_s && at_s < end_s)
        return TRUE;
  return FALSE;
}

/* Hours that a handoff parts: both before and after it somebody is on call, and not the same. */
static MusterLintFinding
find_handoffs (const MusterLayer *layer, gint64 from_s, gint64 to_s)
{
  g_autoptr (MusterMemberSets) sets = muster_member_sets_new ();
  g_autoptr (MusterTimeline) timeline = muster_layer_resolve (layer, sets, from_s, to_s);
  MusterLintFinding finding = nothing;
  MusterWallClock clock;

  finding.code = MUSTER_LINT_HANDOFF_IN_WINDOW;
  finding.layer = layer->name;
  muster_wall_clock_init (&clock, layer->zone);
  for (guint i = 1; i < timeline->stretches->len; i++)
    {
      const MusterStretch *stretch = muster_timeline_get (timeline, i);

      if (stretch->value != MUSTER_NOBODY && (stretch - 1)->value != MUSTER_NOBODY &&
          is_within_hours (layer, &clock, stretch->start_s))
        count (&finding, stretch->start_s);
    }
  return finding;
}

static void
add_of_layer (GArray *findings, const MusterLayer *layer, MusterLintCode code)
{
  MusterLintFinding finding = nothing;

  finding.code = code;
  finding.layer = layer->name;
  g_array_append_val (findings, finding);
}

static gboolean
is_always_on (const MusterLayer *layer)
{
  return layer->hours->len == 0 && layer->members->len > 0 && count_vacant (layer) == 0;
}

/* Of @version, which holds between two instants. */
static void
look_at_layers (const MusterScheduleVersion *version,
                MusterScheduleMode mode,
                GArray *findings,
                gint64 from_s,
                gint64 to_s)
{
  gboolean hidden = FALSE;

  for (guint i = version->layers->len; i-- > 0;)
    {
      const MusterLayer *layer = g_ptr_array_index (version->layers, i);
      MusterLintFinding handoffs;

      if (count_vacant (layer) == layer->members->len &&
          (layer->shifts == NULL || layer->shifts->len == 0))
        add_of_layer (findings, layer, MUSTER_LINT_EMPTY_LAYER);
      else if (hidden)
        add_of_layer (findings, layer, MUSTER_LINT_HIDDEN_LAYER);
      hidden = hidden || (mode == MUSTER_SCHEDULE_STACK && is_always_on (layer));
      if (layer->advance == MUSTER_ADVANCE_SHIFT && layer->hours->len == 0)
        add_of_layer (findings, layer, MUSTER_LINT_SHIFTS_NOT_RESTRICTED);
      if (layer->hours->len == 0)
        continue;
      handoffs = find_handoffs (layer, from_s, to_s);
      if (handoffs.n > 0)
        g_array_append_val (findings, handoffs);
    }
}

static void
look_at_versions (const MusterLint *self, GArray *findings)
{
  const GPtrArray *versions = self->schedule->versions;

  for (guint i = 0; i < versions->len; i++)
    {
      const MusterScheduleVersion *version = g_ptr_array_index (versions, i);
      gint64 from_s =
          MAX (version->from_s, muster_timeline_get (self->roster->timeline, 0)->start_s);
      gint64 to_s = self->roster->timeline->end_s;

      if (i + 1 < versions->len)
        to_s = MIN (to_s, ((MusterScheduleVersion *) g_ptr_array_index (versions, i + 1))->from_s);
      if (from_s < to_s)
        look_at_layers (version, self->schedule->mode, findings, from_s, to_s);
    }
}

/* --- people --- */

/* Counts one more; the worst says when. */
static void
count_worse (MusterLintFinding *self, gint64 at_s, gint64 length_s, gboolean is_worse)
{
  if (self->n++ > 0 && !is_worse)
    return;
  self->at_s = at_s;
  self->length_s = length_s;
}

static void
look_at_person (guint person, const GArray *duties, GArray *findings)
{
  g_autoptr (GArray) shifts = muster_duties_join (duties, MUSTER_DAY_S);
  MusterLintFinding work = nothing, rest = nothing;

  work.code = MUSTER_LINT_LONG_SHIFT;
  rest.code = MUSTER_LINT_SHORT_REST;
  work.person = rest.person = person;
  for (guint i = 0; i < shifts->len; i++)
    {
      const MusterDuty *shift = &g_array_index (shifts, MusterDuty, i);
      gint64 worked_s = shift->end_s - shift->start_s;
      gint64 rested_s = i > 0 ? shift->start_s - (shift - 1)->end_s : 0;

      if (worked_s > MUSTER_LINT_SHIFT_DAYS_MAX * MUSTER_DAY_S + WALL_SET_S)
        count_worse (&work, shift->start_s, worked_s, worked_s > work.length_s);
      if (i > 0 && rested_s < MUSTER_LINT_REST_DAYS_MIN * MUSTER_DAY_S - WALL_SET_S)
        count_worse (&rest, shift->start_s, rested_s, rested_s < rest.length_s);
    }
  if (work.n > 0)
    g_array_append_val (findings, work);
  if (rest.n > 0)
    g_array_append_val (findings, rest);
}

static void
look_at_people (const MusterLint *self, GArray *findings)
{
  g_autoptr (GPtrArray) duties = muster_roster_list_duties (self->roster, self->n_people);

  for (guint i = 0; i < self->n_people; i++)
    {
      const GArray *of_person = g_ptr_array_index (duties, i);
      MusterLintFinding finding = nothing;

      look_at_person (i, of_person, findings);
      if (self->unreachable == NULL || !self->unreachable[i] || of_person->len == 0)
        continue;
      finding.code = MUSTER_LINT_NO_CHANNEL;
      finding.person = i;
      finding.at_s = g_array_index (of_person, MusterDuty, 0).start_s;
      g_array_append_val (findings, finding);
    }
}

static void
look_at_gaps (const MusterLint *self, GArray *findings)
{
  g_autoptr (GArray) gaps = muster_coverage_find_gaps (self->schedule, self->roster);
  MusterLintFinding finding = nothing;

  if (gaps->len == 0)
    return;
  finding.code = MUSTER_LINT_GAP;
  finding.n = gaps->len;
  finding.at_s = g_array_index (gaps, MusterGap, 0).start_s;
  finding.length_s = g_array_index (gaps, MusterGap, 0).end_s - finding.at_s;
  g_array_append_val (findings, finding);
}

/**
 * muster_lint_run:
 * @self: what is to be looked at, with a roster that is not empty
 *
 * Returns: (transfer full) (element-type MusterLintFinding): what was found
 */
GArray *
muster_lint_run (const MusterLint *self)
{
  GArray *findings = g_array_new (FALSE, FALSE, sizeof (MusterLintFinding));

  look_at_gaps (self, findings);
  look_at_versions (self, findings);
  look_at_people (self, findings);
  return findings;
}

/* --- words --- */

/**
 * muster_lint_code_to_string:
 * @self: a code
 *
 * Returns: (transfer none): its name in JSON
 */
const char *
muster_lint_code_to_string (MusterLintCode self)
{
  static const char *const names[] = {
    "gap",        "handoff-in-window", "long-shift",   "short-rest",
    "no-channel", "empty-layer",       "hidden-layer", "shifts-not-restricted",
  };

  return names[self];
}

static char *
describe_length (gint64 length_s)
{
  gint64 hours = length_s / 3600;

  if (hours < 48)
    return g_strdup_printf ("%d h %d min", (int) hours, (int) (length_s / 60 % 60));
  return g_strdup_printf ("%d d %d h", (int) (hours / 24), (int) (hours % 24));
}

/**
 * muster_lint_finding_describe:
 * @self: a finding
 * @names: (array): of people
 *
 * Returns: (transfer full): what was found, in words
 */
char *
muster_lint_finding_describe (const MusterLintFinding *self, const char *const *names)
{
  g_autofree char *at =
      self->at_s != G_MININT64 ? muster_instant_to_string (self->at_s * G_USEC_PER_SEC) : NULL;
  g_autofree char *length = describe_length (self->length_s);
  g_autofree char *times = self->n == 1 ? g_strdup ("once") : g_strdup_printf ("%u times", self->n);
  const char *name = self->person != G_MAXUINT ? names[self->person] : "";

  switch (self->code)
    {
    case MUSTER_LINT_GAP:
      return g_strdup_printf ("Nobody is on call %s, first for %s from %s", times, length, at);
    case MUSTER_LINT_HANDOFF_IN_WINDOW:
      return g_strdup_printf ("In the layer “%s” turns end within a window, %s, first at %s",
                              self->layer, times, at);
    case MUSTER_LINT_LONG_SHIFT:
      return g_strdup_printf ("%s is on call for over %d days at a time, for %s from %s", name,
                              MUSTER_LINT_SHIFT_DAYS_MAX, length, at);
    case MUSTER_LINT_SHORT_REST:
      return g_strdup_printf ("%s has under %d days between two shifts, %s, only %s before %s",
                              name, MUSTER_LINT_REST_DAYS_MIN, times, length, at);
    case MUSTER_LINT_NO_CHANNEL:
      return g_strdup_printf ("%s is on call from %s and has no channel", name, at);
    case MUSTER_LINT_EMPTY_LAYER:
      return g_strdup_printf ("Nobody is ever on call of the layer “%s”", self->layer);
    case MUSTER_LINT_HIDDEN_LAYER:
      return g_strdup_printf ("The layer “%s” is under one that is always on", self->layer);
    case MUSTER_LINT_SHIFTS_NOT_RESTRICTED:
      return g_strdup_printf ("The layer “%s” advances by shifts and has no windows to count",
                              self->layer);
    default:
      g_return_val_if_reached (NULL);
    }
}
