/* schedule-body.c - what schedules say, and what none may
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/schedule-body.h"

#include "oncall/roster.h"

#define WHOLE                                                                                      \
  "{\"zone\":\"America/New_York\",\"mode\":\"union\",\"later\":{\"is\":[\"passed over\"]},"        \
  "\"coverage\":[{\"days\":[\"mo\",\"su\"],\"from\":\"09:00\",\"to\":\"17:00:30\"}],"              \
  "\"layers\":[{\"name\":\"first\",\"start\":\"2026-03-02T09:00\",\"every\":\"2 weeks\","          \
  "\"members\":[\"ana\",[\"ben\",\"cho\"],null],\"windows\":[{\"from\":\"20:00\",\"to\":\"08:"     \
  "00\"}]},"                                                                                       \
  "{\"name\":\"second\",\"zone\":\"Europe/Berlin\",\"start\":\"2026-03-02T09:00\","                \
  "\"every\":\"1 day\",\"advance\":\"shift\",\"members\":[\"cho\",\"dan\"],\"windows\":[]}],"      \
  "\"modifiers\":["                                                                                \
  "{\"cover\":\"ana\",\"from\":\"2026-06-01T08:00:00Z\",\"to\":\"2026-06-01T18:00:00Z\"},"         \
  "{\"replace\":\"ana\",\"with\":\"eve\",\"from\":\"2026-06-01T08:00:00+02:00\","                  \
  "\"to\":\"2026-06-01T18:00:00Z\"},"                                                              \
  "{\"swap\":[\"ana\",\"ben\"],\"from\":\"2026-06-01T08:00:00Z\",\"to\":\"2026-06-01T18:00:00Z\"}" \
  "]}"

static const MusterLayer *
nth_layer (const MusterScheduleBody *body, guint i)
{
  const MusterScheduleVersion *version = g_ptr_array_index (body->schedule->versions, 0);

  return g_ptr_array_index (version->layers, i);
}

static void
test_whole (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MusterScheduleBody) body = muster_schedule_body_read ("rota", WHOLE, &error);
  const MusterModifier *modifiers;
  const MusterDutyHours *hours;
  const MusterLayer *layer;

  g_assert_no_error (error);
  g_assert_cmpstr (body->schedule->name, ==, "rota");
  g_assert_cmpint (body->schedule->mode, ==, MUSTER_SCHEDULE_UNION);
  g_assert_cmpuint (body->people->len, ==, 5);
  g_assert_cmpstr (g_ptr_array_index (body->people, 4), ==, "eve");
  hours = &g_array_index (body->schedule->coverage, MusterDutyHours, 0);
  g_assert_cmphex (hours->days, ==, 0x41);
  g_assert_cmpint (hours->to_s, ==, 17 * 3600 + 30);
  layer = nth_layer (body, 0);
  g_assert_cmpstr (g_time_zone_get_identifier (layer->zone), ==, "America/New_York");
  g_assert_true (layer->rotates);
  g_assert_cmpuint (layer->rotation.n, ==, 2);
  g_assert_cmpuint (layer->members->len, ==, 3);
  g_assert_cmpuint (((GArray *) g_ptr_array_index (layer->members, 1))->len, ==, 2);
  g_assert_cmpuint (((GArray *) g_ptr_array_index (layer->members, 2))->len, ==, 0);
  g_assert_cmphex (g_array_index (layer->hours, MusterDutyHours, 0).days, ==, MUSTER_EVERY_DAY);
  layer = nth_layer (body, 1);
  g_assert_cmpstr (g_time_zone_get_identifier (layer->zone), ==, "Europe/Berlin");
  g_assert_cmpint (layer->advance, ==, MUSTER_ADVANCE_SHIFT);
  modifiers = &g_array_index (body->schedule->modifiers, MusterModifier, 0);
  g_assert_cmpuint (body->schedule->modifiers->len, ==, 3);
  g_assert_cmpint (modifiers[1].kind, ==, MUSTER_MODIFIER_REPLACE);
  g_assert_cmpint (modifiers[0].from_s - modifiers[1].from_s, ==, 7200);
  g_assert_cmpuint (modifiers[2].who, ==, 0);
  g_assert_cmpuint (modifiers[2].other, ==, 1);
}

/* A schedule that says nothing is one that nobody is on call of. */
static void
test_empty (void)
{
  static const char *const bodies[] = { NULL,
                                        "{}",
                                        "{\"layers\":[]}",
                                        "{\"layers\":[{}]}",
                                        "{\"versions\":[]}",
                                        "{\"layers\":[{\"members\":[null,null],"
                                        "\"start\":\"2026-03-02T09:00\",\"every\":\"1 day\"}]}" };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (MusterScheduleBody) body = muster_schedule_body_read ("", bodies[i], &error);
      g_autoptr (MusterRoster) roster = NULL;

      g_assert_no_error (error);
      roster = muster_schedule_resolve (body->schedule, 1780000000, 1780000000 + 86400, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (muster_roster_get_n_spans (roster), ==, 1);
      g_assert_cmpuint (muster_roster_get_span (roster, 0).n, ==, 0);
    }
}

#define LAYER(members)    "{\"layers\":[{\"name\":\"l\"," members "}]}"
#define MODIFIER(members) "{\"modifiers\":[{" members "}]}"
#define TIMES             "\"from\":\"2026-06-01T08:00:00Z\",\"to\":\"2026-06-01T18:00:00Z\""

static void
test_refused (void)
{
  static const struct
  {
    const char *body, *why;
  } cases[] = {
    { "[]", "" },
    { "{", "" },
    { "{\"layers\":7}", "" },
    { "{\"zone\":\"Mars/Base\"}", "There is no time zone “Mars/Base”" },
    { "{\"zone\":\"/etc/localtime\"}", "There is no time zone" },
    { "{\"mode\":\"heap\"}", "“stack” or a “union”" },
    { "{\"coverage\":\"never\"}", "“always”" },
    { "{\"layers\":[],\"versions\":[]}", "not both" },
    { LAYER ("\"zone\":\"Mars\""), "Layer “l”: There is no time zone" },
    { LAYER ("\"every\":\"1 year\""), "Layer “l”: “1 year” is no time that a turn takes" },
    { LAYER ("\"start\":\"2026-02-30T09:00\""), "Layer “l”: “2026-02-30T09:00”" },
    { LAYER ("\"start\":\"0001-01-01T09:00\""), "is no time on the wall" },
    { LAYER ("\"members\":[\"a\",\"b\"]"), "several members" },
    { LAYER ("\"members\":[7]"), "" },
    { LAYER ("\"advance\":\"slowly\""), "advances by" },
    { LAYER ("\"start\":\"2026-03-02T09:00\",\"every\":\"8 hours\",\"advance\":\"shift\""),
      "number of days" },
    { LAYER ("\"windows\":[{\"from\":\"20:00\"}]"), "“from” and “to”" },
    { LAYER ("\"windows\":[{\"from\":\"20:00\",\"to\":\"24:30\"}]"), "“24:30”" },
    { LAYER ("\"windows\":[{\"days\":[\"xx\"],\"from\":\"20:00\",\"to\":\"08:00\"}]"), "“xx”" },
    { LAYER ("\"windows\":[{\"days\":[],\"from\":\"20:00\",\"to\":\"08:00\"}]"), "has days" },
    { "{\"versions\":[{\"layers\":[]}]}", "has a “from”" },
    { "{\"versions\":[{\"from\":\"2026-06-01T08:00:00Z\"},{\"from\":\"2026-06-01T10:00:00+02:00\"}]"
      "}",
      "Two versions" },
    { MODIFIER (TIMES), "A modifier is one of" },
    { MODIFIER ("\"cover\":\"a\""), "A modifier is one of" },
    { MODIFIER ("\"cover\":\"a\",\"add\":\"b\"," TIMES), "A modifier is one of" },
    { MODIFIER ("\"cover\":\"a\",\"with\":\"b\"," TIMES), "A modifier is one of" },
    { MODIFIER ("\"replace\":\"a\"," TIMES), "A modifier is one of" },
    { MODIFIER ("\"swap\":[\"a\"]," TIMES), "of two people" },
    { MODIFIER ("\"add\":\"a\",\"from\":\"2026-06-01T18:00:00Z\",\"to\":\"2026-06-01T08:00:00Z\""),
      "“from” an instant “to” a later one" },
    { MODIFIER ("\"add\":\"a\",\"from\":\"2026-06-01T18:00:00.5Z\""), "whole seconds" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", cases[i].body);
      g_assert_false (muster_schedule_body_check ("rota", cases[i].body, &error));
      g_assert_nonnull (error);
      g_assert_nonnull (g_strstr_len (error->message, -1, cases[i].why));
    }
}

/* More than anybody needs is refused while it is read. */
static void
test_too_much (void)
{
  static const struct
  {
    const char *begin, *each, *end, *why;
  } cases[] = {
    { "{\"layers\":[", "{}", "]}", "layers" },
    { "{\"coverage\":[", "{\"from\":\"09:00\",\"to\":\"10:00\"}", "]}", "windows" },
    { "{\"versions\":[", "{\"from\":\"2026-06-01T08:00:00Z\"}", "]}", "versions" },
    { "{\"modifiers\":[", "{\"cover\":\"a\"," TIMES "}", "]}", "modifiers" },
    { "{\"layers\":[{\"start\":\"2026-03-02T09:00\",\"every\":\"1 day\",\"members\":[", "\"a\"",
      "]}]}", "members" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) body = g_string_new (cases[i].begin);
      g_autoptr (GError) error = NULL;

      for (guint j = 0; j < 10001; j++)
        {
          g_string_append (body, j > 0 ? "," : "");
          g_string_append (body, cases[i].each);
        }
      g_string_append (body, cases[i].end);
      g_assert_false (muster_schedule_body_check ("rota", body->str, &error));
      g_assert_nonnull (g_strstr_len (error->message, -1, cases[i].why));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/schedule-body/whole", test_whole);
  g_test_add_func ("/schedule-body/empty", test_empty);
  g_test_add_func ("/schedule-body/refused", test_refused);
  g_test_add_func ("/schedule-body/too-much", test_too_much);
  return g_test_run ();
}
