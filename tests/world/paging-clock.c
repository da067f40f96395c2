/* paging-clock.c - steps and rounds at random, under clocks that are set and machines that sleep
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A world is led from deadline to deadline, and a slow reference second by second: they have to
 * tell the same people of the same steps at the same seconds of elapsed time (security P5).
 * MUSTER_SLOW has ten times as many.
 */
#include "paged.h"
#include "slow-escalation.h"

#include "base/wall-time.h"

#include <string.h>

#define N_SCHEDULES 1000
#define SECOND      G_USEC_PER_SEC
#define DAY_S       86400

static const char *const people[SLOW_PEOPLE] = { "ana", "ben", "cho" };

/* Around nights in which a wall is set; one where it never is. */
static const struct
{
  const char *zone;
  gint64 at_s;
} nights[] = {
  { "America/New_York", 1772953200 },    /* 2026-03-08, 02:00 to 03:00 */
  { "America/New_York", 1793512800 },    /* 2026-11-01, back */
  { "Europe/Berlin", 1774746000 },       /* 2026-03-29 */
  { "Europe/Dublin", 1792890000 },       /* 2026-10-25, where winter is the exception */
  { "Australia/Lord_Howe", 1775316600 }, /* 2026-04-04, half an hour */
  { "Africa/Cairo", 1777064400 },        /* 2026-04-24, at midnight */
  { "Asia/Tokyo", 1777064400 },
};

typedef struct
{
  OneKey key;
  SlowPlan plan;
  gboolean deaf[SLOW_PEOPLE];
  SlowEscalation *slow;
  GTimeZone *zone;
  guint handoff_h;
  GString *story;
  gint64 elapsed_us;
  guint64 read; /* events */
  GString *doings;
} Clocked;

static GRand *
chance (Clocked *self)
{
  return self->key.hub->rand;
}

static guint
below (Clocked *self, guint n)
{
  return (guint) g_rand_int_range (chance (self), 0, (gint32) n);
}

/* --- what is configured --- */

static void
choose_step (Clocked *self, SlowStep *step, guint earliest)
{
  static const guint afters[] = { 0, 0, 5, 15, 60, 300, 600, 1200 };

  step->after = earliest + afters[below (self, G_N_ELEMENTS (afters))];
  step->in_turn = below (self, 3) == 0;
  step->n_targets = 1 + below (self, SLOW_TARGETS_MAX);
  for (guint i = 0; i < step->n_targets; i++)
    step->targets[i] = below (self, SLOW_PEOPLE + 1);
}

static void
choose_plan (Clocked *self)
{
  static const guint waits[] = { 0, 45, 60, 300, 600 };
  static const guint timeouts[] = { 0, 0, 120, 1800 };
  SlowPlan *plan = &self->plan;

  plan->n_steps = below (self, SLOW_STEPS_MAX + 1);
  for (guint i = 0; i < plan->n_steps; i++)
    choose_step (self, &plan->steps[i], i > 0 ? plan->steps[i - 1].after : 0);
  plan->repeat = below (self, 4);
  plan->wait = waits[below (self, G_N_ELEMENTS (waits))];
  plan->ack_timeout = timeouts[below (self, G_N_ELEMENTS (timeouts))];
  plan->critical_all = below (self, 2) == 0;
  for (guint i = 0; i < SLOW_PEOPLE; i++)
    self->deaf[i] = below (self, 3) == 0;
}

static void
write_step (const SlowStep *step, GString *out)
{
  g_string_append_printf (out, "{\"after\":\"%us\",\"strategy\":\"%s\",\"notify\":[", step->after,
                          step->in_turn ? "round-robin" : "all");
  for (guint i = 0; i < step->n_targets; i++)
    if (step->targets[i] == SLOW_ROTA)
      g_string_append_printf (out, "%s{\"schedule\":\"rota\"}", i > 0 ? "," : "");
    else
      g_string_append_printf (out, "%s{\"person\":\"%s\"}", i > 0 ? "," : "",
                              people[step->targets[i]]);
  g_string_append (out, "]}");
}

static void
configure (Clocked *self, const char *zone)
{
  g_autoptr (GString) policy = g_string_new (NULL);
  g_autofree char *rota = g_strdup_printf (
      "{\"zone\":\"%s\",\"layers\":[{\"name\":\"l\",\"start\":\"2026-01-01T%02u:00\",\"every\":"
      "\"1 day\",\"members\":[\"ana\",\"ben\",\"cho\"]}]}",
      zone, self->handoff_h);

  g_string_append_printf (policy, "{\"repeat\":%u,\"wait\":\"%us\",\"critical\":\"%s\",\"steps\":[",
                          self->plan.repeat, self->plan.wait,
                          self->plan.critical_all ? "all" : "steps");
  for (guint i = 0; i < self->plan.n_steps; i++)
    {
      g_string_append (policy, i > 0 ? "," : "");
      write_step (&self->plan.steps[i], policy);
    }
  g_string_append_c (policy, ']');
  if (self->plan.ack_timeout > 0)
    g_string_append_printf (policy, ",\"ack_timeout\":\"%us\"", self->plan.ack_timeout);
  g_string_append_c (policy, '}');
  for (guint i = 0; i < SLOW_PEOPLE; i++)
    paged_put_person (&self->key, people[i], "{}", "{}");
  small_hub_configure (self->key.hub, "schedule", "rota", rota);
  small_hub_configure (self->key.hub, "policy", "p", policy->str);
  small_hub_configure (self->key.hub, "service", "shop", "{\"policy\":\"p\"}");
}

/* The days since the first handoff, on a wall; slow and plain. */
static guint
get_on_call (gint64 wall_s, gpointer user_data)
{
  Clocked *self = user_data;
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (wall_s);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, self->zone);
  GDate day, first;
  gint turn;

  g_date_clear (&day, 1);
  g_date_clear (&first, 1);
  g_date_set_dmy (&day, (GDateDay) g_date_time_get_day_of_month (local),
                  (GDateMonth) g_date_time_get_month (local),
                  (GDateYear) g_date_time_get_year (local));
  g_date_set_dmy (&first, 1, G_DATE_JANUARY, 2026);
  turn = g_date_days_between (&first, &day) -
         ((guint) g_date_time_get_hour (local) < self->handoff_h ? 1 : 0);
  return (guint) (((turn % SLOW_PEOPLE) + SLOW_PEOPLE) % SLOW_PEOPLE);
}

/* --- the world --- */

static guint
number_of (const Clocked *self, MusterUlid id)
{
  const char *name =
      muster_directory_get (muster_world_get_directory (self->key.hub->world), id)->name;

  for (guint i = 0; i < SLOW_PEOPLE; i++)
    if (strcmp (people[i], name) == 0)
      return i;
  g_assert_not_reached ();
}

/* Tells the story of what happened since; who is not deaf has every page on their screen. */
static void
read_events (Clocked *self)
{
  SmallHub *hub = self->key.hub;
  gint64 at_s = self->elapsed_us / SECOND;

  for (; self->read <= small_hub_n_events (hub); self->read++)
    {
      const MusterEvent *event = small_hub_event (hub, self->read);
      gint64 round, step;

      if (event->kind != MUSTER_EVENT_PAGE_INTENDED &&
          event->kind != MUSTER_EVENT_ESCALATION_STEP_DUE)
        continue;
      round = muster_event_int (event, MUSTER_FACT_ROUND);
      step = muster_event_int (event, MUSTER_FACT_STEP);
      if (event->kind == MUSTER_EVENT_ESCALATION_STEP_DUE)
        g_string_append_printf (self->story, "%d %d.%d:\n", (int) at_s, (int) round, (int) step);
      else
        {
          guint person = number_of (self, muster_event_ulid (event, MUSTER_FACT_PERSON));

          g_string_append_printf (self->story, "%d %d.%d %u\n", (int) at_s, (int) round, (int) step,
                                  person);
          if (!self->deaf[person])
            paged_tell (&self->key, event->incident, muster_event_ulid (event, MUSTER_FACT_PAGE),
                        MUSTER_EVENT_PAGE_SHOWN);
        }
    }
}

static void
pass (Clocked *self, gint64 us)
{
  self->elapsed_us += us;
  small_hub_advance (self->key.hub, us);
  read_events (self);
}

/* From deadline to deadline. */
static void
run_world (Clocked *self, gint64 us)
{
  gint64 until_us = self->elapsed_us + us;

  while (self->elapsed_us < until_us)
    {
      gint64 wait_us =
          muster_world_next_deadline (self->key.hub->world) - self->key.hub->context.now_us;

      pass (self, CLAMP (wait_us, 0, until_us - self->elapsed_us));
    }
}

static gboolean
give (Clocked *self, MusterCommand *command)
{
  gboolean done = small_hub_do (self->key.hub, command, NULL, NULL);

  pass (self, 0);
  return done;
}

static MusterCommand *
make (Clocked *self, const char *name)
{
  return small_hub_command (self->key.hub, name, 1);
}

static void
set_clock (Clocked *self, gint64 by_us)
{
  SmallHub *hub = self->key.hub;
  MusterBatch *batch = muster_batch_new ();
  MusterEvent *event = muster_batch_add (batch, MUSTER_EVENT_CLOCK_STEPPED);

  hub->context.now_us += by_us;
  event->at_us = hub->context.now_us;
  muster_event_set_int (event, MUSTER_FACT_DURATION, by_us);
  muster_world_apply (hub->world, batch, 0);
  g_ptr_array_add (hub->batches, batch);
  pass (self, 0);
}

/* --- what people do, in both --- */

static gint64
wall_s (const Clocked *self)
{
  return self->key.hub->context.now_us / SECOND;
}

static void
do_time (Clocked *self)
{
  static const gint64 times[] = { 1, 7, 14, 15, 60, 299, 600, 1800, 7200 };
  gint64 s = times[below (self, G_N_ELEMENTS (times))];
  gint64 to = self->elapsed_us / SECOND + s;

  g_string_append_printf (self->doings, "%d: run to %d\n", (int) (to - s), (int) to);
  run_world (self, s * SECOND);
  slow_escalation_run (self->slow, to);
}

static void
do_sleep (Clocked *self)
{
  gint64 s = 60 * (gint64) (1 + below (self, 500));

  g_string_append_printf (self->doings, "sleep %d\n", (int) s);
  pass (self, s * SECOND);
  slow_escalation_sleep (self->slow, self->elapsed_us / SECOND);
}

static void
do_clock (Clocked *self)
{
  static const gint64 steps[] = { 1, 60, 3600, DAY_S, 400 * DAY_S, 3652 * DAY_S };
  gint64 by_s = steps[below (self, G_N_ELEMENTS (steps))];

  if (below (self, 2) == 0 && wall_s (self) > G_GINT64_CONSTANT (1400000000))
    by_s = -by_s;
  if (wall_s (self) + by_s > G_GINT64_CONSTANT (2500000000))
    return;
  g_string_append_printf (self->doings, "clock %d\n", (int) by_s);
  set_clock (self, by_s * SECOND);
  slow_escalation_set_wall (self->slow, wall_s (self));
}

static void
do_severity (Clocked *self)
{
  static const guint severities[] = { 1, 2, 4 };
  guint severity = severities[below (self, G_N_ELEMENTS (severities))];
  MusterCommand *command = make (self, "incident.severity");

  g_string_append_printf (self->doings, "severity %u\n", severity);
  muster_command_set_int (command, "severity", severity);
  give (self, command);
  slow_escalation_set_severity (self->slow, severity);
}

static void
do_acknowledge (Clocked *self)
{
  gboolean on = below (self, 3) > 0;

  g_string_append (self->doings, on ? "acknowledge\n" : "unacknowledge\n");
  give (self, make (self, on ? "incident.acknowledge" : "incident.unacknowledge"));
  if (on)
    slow_escalation_acknowledge (self->slow);
  else
    slow_escalation_unacknowledge (self->slow);
}

static void
do_snooze (Clocked *self)
{
  gint64 until_s = wall_s (self) + 1 + below (self, 3600);
  MusterCommand *command = make (self, "incident.snooze");

  g_string_append_printf (self->doings, "snooze %d\n", (int) (until_s - wall_s (self)));
  muster_command_set_int (command, "until", until_s * SECOND);
  give (self, command);
  slow_escalation_snooze (self->slow, until_s);
}

static void
do_note (Clocked *self)
{
  MusterCommand *command = make (self, "incident.note");

  g_string_append (self->doings, "note\n");
  muster_command_set_text (command, "text", "at it");
  give (self, command);
  slow_escalation_note (self->slow);
}

static void
do_escalate (Clocked *self)
{
  gboolean all = below (self, 3) == 0;
  MusterCommand *command = make (self, "incident.escalate");

  g_string_append (self->doings, all ? "escalate all\n" : "escalate\n");
  muster_command_set_int (command, "all", all);
  give (self, command);
  slow_escalation_escalate (self->slow, all);
}

/* Over, and then not. */
static void
do_resolve (Clocked *self)
{
  g_string_append (self->doings, "resolve\n");
  give (self, make (self, "incident.resolve"));
  slow_escalation_set_severity (self->slow, 0);
  do_time (self);
  g_string_append (self->doings, "reopen\n");
  give (self, make (self, "incident.reopen"));
  slow_escalation_set_severity (self->slow,
                                muster_world_get_incident (self->key.hub->world, 1)->severity);
}

static void
do_something (Clocked *self)
{
  static void (*const doings[]) (Clocked *) = { do_time,     do_time,        do_time,   do_time,
                                                do_time,     do_sleep,       do_clock,  do_clock,
                                                do_severity, do_acknowledge, do_snooze, do_note,
                                                do_escalate, do_acknowledge, do_resolve };

  doings[below (self, G_N_ELEMENTS (doings))](self);
}

/* --- all --- */

static void
begin (Clocked *self, guint32 seed)
{
  gint64 at_s;
  guint night;

  *self = (Clocked){ .key.hub = small_hub_new (seed), .read = 1 };
  self->story = g_string_new (NULL);
  self->doings = g_string_new (NULL);
  night = below (self, G_N_ELEMENTS (nights));
  self->zone = muster_time_zone_new (nights[night].zone);
  self->handoff_h = 4 + below (self, 20);
  at_s = nights[night].at_s + (gint64) below (self, 2 * DAY_S) - DAY_S;
  self->key.hub->context.now_us = at_s * SECOND;
  self->key.key = small_hub_key (self->key.hub, "shop", (MusterUlid){ 0, 0 });
  choose_plan (self);
  configure (self, nights[night].zone);
  self->slow = slow_escalation_new (&self->plan, self->deaf, get_on_call, self);
  slow_escalation_set_wall (self->slow, at_s);
}

static void
clear (Clocked *self)
{
  small_hub_free (self->key.hub);
  slow_escalation_free (self->slow);
  g_time_zone_unref (self->zone);
  g_string_free (self->story, TRUE);
  g_string_free (self->doings, TRUE);
}

static guint
count_lines (const char *text)
{
  guint n = 0;

  for (; *text != '\0'; text++)
    n += *text == '\n';
  return n;
}

static guint
play (guint32 seed)
{
  Clocked self;
  guint n, n_lines;

  begin (&self, seed);
  n = 4 + below (&self, 20);
  small_hub_alert (self.key.hub, self.key.key, FIRING,
                   "alertname=Down,service=shop,severity=critical", NULL);
  pass (&self, 0);
  slow_escalation_set_severity (self.slow, 2);
  for (guint i = 0; i < n; i++)
    do_something (&self);
  if (strcmp (self.story->str, slow_escalation_story (self.slow)) != 0)
    g_test_message ("seed %u\n%s", seed, self.doings->str);
  g_assert_cmpstr (self.story->str, ==, slow_escalation_story (self.slow));
  n_lines = count_lines (self.story->str);
  clear (&self);
  return n_lines;
}

static void
test_like_the_slow_one (void)
{
  guint n = g_getenv ("MUSTER_SLOW") != NULL ? 10 * N_SCHEDULES : N_SCHEDULES;
  guint n_lines = 0;

  for (guint i = 0; i < n; i++)
    n_lines += play ((guint32) g_test_rand_int ());
  g_assert_cmpuint (n_lines, >, 20 * n);
  g_test_message ("%u schedules, %u steps and pages", n, n_lines);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/world/paging-clock/like-the-slow-one", test_like_the_slow_one);
  return g_test_run ();
}
