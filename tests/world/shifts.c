/* shifts.c - somebody stands in for somebody, and everybody whose shift moves is told
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/instant.h"
#include "oncall/roster.h"
#include "small-shifts.h"

#include <string.h>

#define HOUR_S 3600

typedef struct
{
  SmallHub *hub; /* at Friday 2026-03-06 14:25: ana is on call to Monday 09:00 */
} Rota;

static void
set_up (Rota *self, gconstpointer unused)
{
  self->hub = small_hub_new ((guint32) g_test_rand_int ());
  small_hub_put_rota (self->hub);
}

static void
tear_down (Rota *self, gconstpointer unused)
{
  small_hub_free (self->hub);
}

static void
give (Rota *self, MusterCommand *command)
{
  g_autoptr (GError) error = NULL;

  small_hub_do (self->hub, command, NULL, &error);
  g_assert_no_error (error);
}

static void
assert_on_call (const Rota *self, const char *at, const char *wanted)
{
  g_autofree char *got = small_on_call (self->hub, small_instant (at));

  g_assert_cmpstr (got, ==, wanted);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Who was told since @first, as "ben, cho", by name. */
static char *
list_told (const Rota *self, guint64 first)
{
  const MusterDirectory *directory = muster_world_get_directory (self->hub->world);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint64 seq = first; seq <= small_hub_n_events (self->hub); seq++)
    {
      const MusterEvent *event = small_hub_event (self->hub, seq);

      if (event->kind == MUSTER_EVENT_NOTICE_TOLD)
        g_ptr_array_add (
            names,
            muster_directory_get (directory, muster_event_ulid (event, MUSTER_FACT_PERSON))->name);
    }
  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);
  return g_strjoinv (", ", (char **) names->pdata);
}

static const MusterShiftNotice *
last_notice (const Rota *self)
{
  return muster_shift_notices_list (muster_world_get_shifts (self->hub->world)->notices)
      ->tail->data;
}

static MusterUlid
last_change (const Rota *self)
{
  const GPtrArray *list =
      muster_shift_changes_list (muster_world_get_shifts (self->hub->world)->changes);

  return ((const MusterShiftChange *) g_ptr_array_index (list, list->len - 1))->id;
}

/* --- worked cases --- */

static void
test_cover (Rota *self, gconstpointer unused)
{
  g_autofree char *told = NULL;
  guint64 first = small_hub_n_events (self->hub) + 1;

  give (self, small_override (self->hub, "cover", "cho", "03-10T09:00", "03-12T09:00"));
  assert_on_call (self, "03-10T08:59", "ben");
  assert_on_call (self, "03-10T09:00", "cho");
  assert_on_call (self, "03-12T08:59", "cho");
  assert_on_call (self, "03-12T09:00", "ben");
  told = list_told (self, first);
  g_assert_cmpstr (told, ==, "ben, cho");
  g_assert_cmpstr (last_notice (self)->title, ==, "Your shifts of s changed");
  g_assert_cmpstr (last_notice (self)->text, ==,
                   "You are on call Tue 10 Mar 09:00 to Thu 12 Mar 09:00, instead of ben, because "
                   "ana made an override");
  /* what is configured anew keeps it */
  small_hub_configure (self->hub, "schedule", "s",
                       "{\"zone\":\"UTC\",\"layers\":[{\"name\":\"l\",\"start\":"
                       "\"2026-03-02T09:00\",\"every\":\"1 week\",\"members\":[\"ben\"]}]}");
  assert_on_call (self, "03-11T12:00", "cho");
  assert_on_call (self, "03-20T12:00", "ben");
}

static void
test_swap (Rota *self, gconstpointer unused)
{
  g_autofree char *told = NULL;
  guint64 first = small_hub_n_events (self->hub) + 1;
  const MusterShiftNotice *notice;

  give (self, small_override (self->hub, NULL, "ben,cho", "03-09T09:00", "03-23T09:00"));
  assert_on_call (self, "03-10T00:00", "cho");
  assert_on_call (self, "03-17T00:00", "ben");
  assert_on_call (self, "03-24T00:00", "ana");
  told = list_told (self, first);
  g_assert_cmpstr (told, ==, "ben, cho");
  notice = last_notice (self);
  g_assert_cmpstr (notice->text, ==,
                   "Your shift Mon 16 Mar 09:00 to Mon 23 Mar 09:00 moved to Mon 9 Mar 09:00 to "
                   "Mon 16 Mar 09:00, because ana made a swap");
}

/* In the words of who reads it. */
static void
test_own_zone (Rota *self, gconstpointer unused)
{
  MusterCommand *command;

  small_hub_configure (self->hub, "person", "cho",
                       "{\"full_name\":\"Cho Li\",\"zone\":\"Asia/Tokyo\"}");
  command = small_override (self->hub, "replace", "ben,cho", "03-10T09:00", "03-10T12:00");
  muster_command_set_text (command, "reason", "dentist");
  give (self, command);
  g_assert_cmpstr (last_notice (self)->text, ==,
                   "You are on call Tue 10 Mar 18:00 to 21:00, instead of ben, because ana made an "
                   "override: dentist");
}

static void
test_end (Rota *self, gconstpointer unused)
{
  MusterCommand *end;

  give (self, small_override (self->hub, "cover", "cho", "03-10T09:00", "03-12T09:00"));
  small_hub_advance (self->hub, small_instant ("03-11T09:00") - self->hub->context.now_us);
  end = small_hub_command (self->hub, "schedule.override-end", 0);
  end->object = last_change (self);
  give (self, end);
  assert_on_call (self, "03-11T08:59", "cho");
  assert_on_call (self, "03-11T09:00", "ben");
  /* one that has not begun was never there */
  give (self, small_override (self->hub, "cover", "cho", "03-20T09:00", "03-21T09:00"));
  end = small_hub_command (self->hub, "schedule.override-end", 0);
  end->object = last_change (self);
  give (self, end);
  g_assert_cmpuint (
      muster_shift_changes_list (muster_world_get_shifts (self->hub->world)->changes)->len, ==, 1);
  end = small_hub_command (self->hub, "schedule.override-end", 0);
  end->object = last_change (self); /* it is over: nothing happens */
  give (self, end);
}

static void
test_schedule_goes_away (Rota *self, gconstpointer unused)
{
  MusterCommand *remove = small_hub_command (self->hub, "config.remove", 0);
  guint64 first = small_hub_n_events (self->hub) + 1;
  g_autofree char *told = NULL;

  remove->object = small_hub_rota (self->hub)->id;
  give (self, remove);
  told = list_told (self, first);
  g_assert_cmpstr (told, ==, "ben, cho");
  g_assert_nonnull (strstr (last_notice (self)->text, "nobody is"));
  g_assert_nonnull (strstr (last_notice (self)->text, "And "));
  g_assert_true (g_str_has_suffix (last_notice (self)->text, "because ana took the schedule away"));
}

static void
test_confirm (Rota *self, gconstpointer unused)
{
  MusterCommand *confirm = small_hub_command (self->hub, "notice.confirm", 0);
  g_autoptr (GError) error = NULL;

  give (self, small_override (self->hub, "cover", "cho", "03-10T09:00", "03-12T09:00"));
  confirm->object = last_notice (self)->id;
  g_assert_false (small_hub_do (self->hub, confirm, NULL, &error));
  g_assert_error (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_FORBIDDEN);
  confirm = small_hub_command (self->hub, "notice.confirm", 0);
  confirm->object = last_notice (self)->id;
  confirm->actor.id = small_hub_person (self->hub, "cho");
  give (self, confirm);
  g_assert_cmpint (last_notice (self)->confirmed_us, ==, self->hub->context.now_us);
}

/* --- what is refused --- */

static void
test_refused (Rota *self, gconstpointer unused)
{
  static const struct
  {
    const char *kind, *people, *from, *to;
    int code;
  } cases[] = {
    { "cover", "nobody", "03-10T09:00", "03-12T09:00", MUSTER_MODEL_ERROR_INVALID },
    { "cover", "ben,cho", "03-10T09:00", "03-12T09:00", MUSTER_MODEL_ERROR_INVALID },
    { "replace", "ben", "03-10T09:00", "03-12T09:00", MUSTER_MODEL_ERROR_INVALID },
    { "replace", "ben,ben", "03-10T09:00", "03-12T09:00", MUSTER_MODEL_ERROR_INVALID },
    { "swap", "ben,cho", "03-10T09:00", "03-12T09:00", MUSTER_MODEL_ERROR_INVALID },
    { "cover", "ben", "03-12T09:00", "03-12T09:00", MUSTER_MODEL_ERROR_INVALID },
    { "cover", "ben", "03-12T09:00", "03-10T09:00", MUSTER_MODEL_ERROR_INVALID },
    { "cover", "ben", "03-06T14:00", "03-10T09:00", MUSTER_MODEL_ERROR_INVALID }, /* past */
    { "cover", "ben", "03-01T09:00", "03-02T09:00", MUSTER_MODEL_ERROR_INVALID },
    { "cover", "ben", "03-10T09:00", "06-30T09:00", MUSTER_MODEL_ERROR_INVALID }, /* 112 days */
    { NULL, "ben,nobody", "03-10T09:00", "03-12T09:00", MUSTER_MODEL_ERROR_INVALID },
  };
  guint64 before = small_hub_n_events (self->hub);
  MusterCommand *command;
  g_autoptr (GError) far = NULL, unknown = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (small_hub_do (
          self->hub,
          small_override (self->hub, cases[i].kind, cases[i].people, cases[i].from, cases[i].to),
          NULL, &error));
      g_assert_error (error, MUSTER_MODEL_ERROR, cases[i].code);
    }
  command = small_override (self->hub, "cover", "ben", "03-10T09:00", "03-12T09:00");
  muster_command_set_int (command, "from", self->hub->context.now_us + 367 * G_TIME_SPAN_DAY);
  muster_command_set_int (command, "to", self->hub->context.now_us + 368 * G_TIME_SPAN_DAY);
  g_assert_false (small_hub_do (self->hub, command, NULL, &far));
  command = small_override (self->hub, "cover", "ben", "03-10T09:00", "03-12T09:00");
  g_free (command->name);
  command->name = g_strdup ("t");
  g_assert_false (small_hub_do (self->hub, command, NULL, &unknown));
  g_assert_error (unknown, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_NOT_FOUND);
  g_assert_cmpuint (small_hub_n_events (self->hub), ==, before);
}

/* From minutes ago: from now on. What was so until now stays so. */
static void
test_from_now (Rota *self, gconstpointer unused)
{
  give (self, small_override (self->hub, "cover", "cho", "03-06T14:21", "03-06T18:00"));
  assert_on_call (self, "03-06T14:24", "ana");
  assert_on_call (self, "03-06T14:25", "cho");
}

/* Responders change what they are part of, managers everything. */
static void
test_rights (Rota *self, gconstpointer unused)
{
  static const struct
  {
    const char *kind, *people;
    gboolean may;
  } cases[] = {
    { "cover", "ben", TRUE },       { "cover", "cho", FALSE },       { "add", "ben", TRUE },
    { "remove", "ben", TRUE },      { "remove", "cho", FALSE },      { "replace", "ben,cho", TRUE },
    { "replace", "cho,ben", TRUE }, { "replace", "ana,cho", FALSE }, { NULL, "ben,cho", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      MusterCommand *command =
          small_override (self->hub, cases[i].kind, cases[i].people, "03-10T09:00", "03-12T09:00");
      MusterCommand *again =
          small_override (self->hub, cases[i].kind, cases[i].people, "03-10T09:00", "03-12T09:00");
      g_autoptr (GError) error = NULL;

      command->access = MUSTER_ACCESS_RESPONDER;
      command->actor.id = small_hub_person (self->hub, "ben");
      g_assert_cmpint (small_hub_do (self->hub, command, NULL, &error), ==, cases[i].may);
      if (!cases[i].may)
        g_assert_error (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_FORBIDDEN);
      again->access = MUSTER_ACCESS_MANAGER;
      give (self, again);
    }
}

/* A step asks whoever stands in. */
static void
test_is_paged (Rota *self, gconstpointer unused)
{
  MusterUlid key = small_hub_key (self->hub, "shop", (MusterUlid){ 0, 0 });
  gboolean paged = FALSE;

  small_hub_configure (self->hub, "policy", "p",
                       "{\"steps\":[{\"notify\":[{\"schedule\":\"s\"}]}]}");
  small_hub_configure (self->hub, "service", "shop", "{\"policy\":\"p\"}");
  give (self, small_override (self->hub, "replace", "ana,cho", "03-06T14:25", "03-06T18:00"));
  small_hub_alert (self->hub, key, MUSTER_REPORT_FIRING, "alertname=Down,severity=critical", NULL);
  small_hub_advance (self->hub, 0);
  for (guint64 seq = 1; seq <= small_hub_n_events (self->hub); seq++)
    {
      const MusterEvent *event = small_hub_event (self->hub, seq);

      if (event->kind != MUSTER_EVENT_PAGE_INTENDED)
        continue;
      paged = TRUE;
      g_assert_true (muster_ulid_equal (muster_event_ulid (event, MUSTER_FACT_PERSON),
                                        small_hub_person (self->hub, "cho")));
    }
  g_assert_true (paged);
}

/* --- properties --- */

static const char *const people[] = { "ana", "ben", "cho" };

/* On a whole hour, within some weeks. */
static void
random_override (Rota *self, MusterCommand **command, GString *as_modifier)
{
  static const char *const kinds[] = { "cover", "replace", "add", "remove", NULL };
  const char *kind = kinds[g_test_rand_int_range (0, 5)];
  guint a = (guint) g_test_rand_int_range (0, 3);
  const char *who = people[a], *other = people[(a + (guint) g_test_rand_int_range (1, 3)) % 3];
  gboolean pair = kind == NULL || strcmp (kind, "replace") == 0;
  g_autofree char *both = pair ? g_strdup_printf ("%s,%s", who, other) : g_strdup (who);
  gint64 from_us =
      small_instant ("03-07T00:00") + g_test_rand_int_range (0, 600) * G_TIME_SPAN_HOUR;
  gint64 to_us = from_us + g_test_rand_int_range (1, 400) * G_TIME_SPAN_HOUR;
  g_autoptr (GString) span = g_string_new (NULL);

  *command = small_override (self->hub, kind, both, "03-10T09:00", "03-12T09:00");
  muster_command_set_int (*command, "from", from_us);
  muster_command_set_int (*command, "to", to_us);
  g_string_append (span, ",\"from\":\"");
  muster_instant_append (from_us, span);
  g_string_append (span, "\",\"to\":\"");
  muster_instant_append (to_us, span);
  g_string_append (span, "\"}");
  g_string_append (as_modifier, as_modifier->len > 0 ? "," : "");
  if (kind == NULL)
    g_string_append_printf (as_modifier, "{\"swap\":[\"%s\",\"%s\"]", who, other);
  else if (pair)
    g_string_append_printf (as_modifier, "{\"replace\":\"%s\",\"with\":\"%s\"", who, other);
  else
    g_string_append_printf (as_modifier, "{\"%s\":\"%s\"", kind, who);
  g_string_append (as_modifier, span->str);
}

/* Who is on call in each hour from now on, a bit a person. */
#define HOURS (130 * 24) /* overrides are over by half of it, and all turns come once more */
static void
list_hours (const Rota *self, guint8 *hours)
{
  gint64 from_us = small_instant ("03-06T15:00");

  for (guint i = 0; i < HOURS; i++)
    {
      g_autofree char *names = small_on_call (self->hub, from_us + i * G_TIME_SPAN_HOUR);

      hours[i] = 0;
      for (guint j = 0; j < G_N_ELEMENTS (people); j++)
        hours[i] |= (guint8) (strstr (names, people[j]) != NULL ? 1u << j : 0);
    }
}

/* Those whose hours differ, but for ana, who does it. */
static char *
list_moved (const guint8 *before, const guint8 *after)
{
  GString *names = g_string_new (NULL);
  guint8 differs = 0;

  for (guint i = 0; i < HOURS; i++)
    differs |= before[i] ^ after[i];
  for (guint i = 1; i < G_N_ELEMENTS (people); i++)
    if ((differs & (1u << i)) != 0)
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", people[i]);
  return g_string_free (names, FALSE);
}

/* The same is so when the schedule is configured anew. */
static void
check_configured (Rota *self)
{
  static const char *const bodies[] = {
    "{\"zone\":\"UTC\",\"layers\":[{\"name\":\"l\",\"start\":\"2026-03-02T09:00\",\"every\":"
    "\"1 week\",\"members\":[\"cho\",\"ana\",\"ben\"]}]}",
    "{\"zone\":\"UTC\",\"layers\":[{\"name\":\"l\",\"start\":\"2026-03-02T00:00\",\"every\":"
    "\"2 days\",\"members\":[\"ana\",\"cho\"]}]}",
    "{\"zone\":\"UTC\",\"layers\":[{\"name\":\"l\",\"start\":\"2026-03-02T09:00\",\"every\":"
    "\"1 "
    "week\",\"members\":[\"ana\",\"ben\",\"cho\"]},{\"name\":\"m\",\"start\":\"2026-03-02T09:00\","
    "\"every\":\"1 week\",\"members\":[\"ben\",null,null,null]}]}",
    "{\"zone\":\"UTC\",\"mode\":\"union\"}",
  };
  g_autofree guint8 *before = g_new (guint8, HOURS), *after = g_new (guint8, HOURS);

  list_hours (self, before);
  for (guint i = 0; i < 8; i++)
    {
      guint64 first = small_hub_n_events (self->hub) + 1;
      g_autofree char *told = NULL, *wanted = NULL;

      small_hub_configure (self->hub, "schedule", "s",
                           bodies[g_test_rand_int_range (0, G_N_ELEMENTS (bodies))]);
      list_hours (self, after);
      told = list_told (self, first);
      wanted = list_moved (before, after);
      g_assert_cmpstr (told, ==, wanted);
      memcpy (before, after, HOURS);
    }
}

/* Each override tells exactly those whose hours differ, but for who made it; all of them together
 * are as the same modifiers of the file. */
static void
check_overrides (Rota *self)
{
  g_autofree guint8 *before = g_new (guint8, HOURS), *after = g_new (guint8, HOURS);
  g_autoptr (GString) modifiers = g_string_new (NULL);
  g_autofree char *body = NULL;

  list_hours (self, before);
  for (guint i = 0; i < 6; i++)
    {
      guint64 first = small_hub_n_events (self->hub) + 1;
      g_autofree char *told = NULL;
      g_autofree char *wanted = NULL;
      MusterCommand *command;

      random_override (self, &command, modifiers);
      give (self, command);
      list_hours (self, after);
      wanted = list_moved (before, after);
      told = list_told (self, first);
      g_assert_cmpstr (told, ==, wanted);
      memcpy (before, after, HOURS);
    }
  small_hub_configure (self->hub, "schedule", "t", "{}");
  body = g_strdup_printf ("{\"zone\":\"UTC\",\"modifiers\":[%s],\"layers\":[{\"name\":\"l\","
                          "\"start\":\"2026-03-02T09:00\",\"every\":\"1 week\",\"members\":"
                          "[\"ana\",\"ben\",\"cho\"]}]}",
                          modifiers->str);
  {
    g_autoptr (MusterScheduleBody) same = muster_schedule_body_read ("s", body, NULL);
    const MusterScheduleBody *live =
        muster_world_get_schedule (self->hub->world, small_hub_rota (self->hub));
    gint64 from_s = small_instant ("03-01T00:00") / G_USEC_PER_SEC;
    g_autoptr (MusterRoster) a =
        muster_schedule_resolve (same->schedule, from_s, from_s + HOURS * HOUR_S, NULL);
    g_autoptr (MusterRoster) b =
        muster_schedule_resolve (live->schedule, from_s, from_s + HOURS * HOUR_S, NULL);

    g_assert_cmpuint (muster_roster_get_n_spans (a), ==, muster_roster_get_n_spans (b));
    for (guint i = 0; i < muster_roster_get_n_spans (a); i++)
      {
        MusterRosterSpan x = muster_roster_get_span (a, i), y = muster_roster_get_span (b, i);

        g_assert_cmpint (x.start_s, ==, y.start_s);
        g_assert_cmpuint (x.n, ==, y.n);
        for (guint j = 0; j < x.n; j++)
          {
            gboolean found = FALSE;

            for (guint k = 0; k < y.n; k++)
              found |= strcmp (g_ptr_array_index (same->people, x.people[j]),
                               g_ptr_array_index (live->people, y.people[k])) == 0;
            g_assert_true (found);
          }
      }
  }
}

static void
test_overrides_are_modifiers (void)
{
  for (guint i = 0; i < 12; i++)
    {
      Rota self;

      set_up (&self, NULL);
      check_overrides (&self);
      check_configured (&self);
      tear_down (&self, NULL);
    }
}

/* Whatever is made and ended while time goes on, who was on call stays as it was. */
static void
check_past (Rota *self)
{
  g_autoptr (GString) ignored = g_string_new (NULL);
  g_autoptr (GPtrArray) past = g_ptr_array_new_with_free_func (g_free);
  gint64 from_us = self->hub->context.now_us;

  for (guint i = 0; i < 40; i++)
    {
      const GPtrArray *changes =
          muster_shift_changes_list (muster_world_get_shifts (self->hub->world)->changes);
      MusterCommand *command;

      if (changes->len > 0 && g_test_rand_bit ())
        {
          command = small_hub_command (self->hub, "schedule.override-end", 0);
          command->object = ((const MusterShiftChange *) g_ptr_array_index (
                                 changes, (guint) g_test_rand_int_range (0, (gint32) changes->len)))
                                ->id;
        }
      else
        {
          random_override (self, &command, ignored);
          muster_command_set_int (command, "from", self->hub->context.now_us);
          muster_command_set_int (command, "to",
                                  self->hub->context.now_us +
                                      g_test_rand_int_range (1, 90) * G_TIME_SPAN_HOUR);
        }
      small_hub_do (self->hub, command, NULL, NULL);
      for (guint j = 0; j < past->len; j++)
        {
          g_autofree char *now = small_on_call (self->hub, from_us + j * 6 * G_TIME_SPAN_HOUR);

          g_assert_cmpstr (now, ==, g_ptr_array_index (past, j));
        }
      g_ptr_array_add (past, small_on_call (self->hub, self->hub->context.now_us));
      small_hub_advance (self->hub, 6 * G_TIME_SPAN_HOUR);
    }
}

static void
test_past_never_moves (void)
{
  for (guint i = 0; i < 8; i++)
    {
      Rota self;

      set_up (&self, NULL);
      check_past (&self);
      tear_down (&self, NULL);
    }
}

#define ADD(path, func) g_test_add ("/shifts/" path, Rota, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("cover", test_cover);
  ADD ("swap", test_swap);
  ADD ("own-zone", test_own_zone);
  ADD ("end", test_end);
  ADD ("schedule-goes-away", test_schedule_goes_away);
  ADD ("confirm", test_confirm);
  ADD ("refused", test_refused);
  ADD ("from-now", test_from_now);
  ADD ("rights", test_rights);
  ADD ("is-paged", test_is_paged);
  g_test_add_func ("/shifts/overrides-are-modifiers", test_overrides_are_modifiers);
  g_test_add_func ("/shifts/past-never-moves", test_past_never_moves);
  return g_test_run ();
}
