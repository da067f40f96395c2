/* recurrence.c - rules of RFC 5545 as turns and hours
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "importers/import-recurrence.h"

#include "base/wall-time.h"

#define HOUR_S 3600
#define DAY_S  86400
#define AT_S   G_GINT64_CONSTANT (1793491200) /* 2026-11-01T00:00:00Z */

typedef struct
{
  const char *rrule, *start;
  gint64 length_s, per_member;
  gboolean by_period;
  const char *turns; /* "2 day shift 2026-06-01T09:00:00", "" is always the same */
  guint n_windows;
  guint n_events; /* at least; 0: none */
} Case;

static const Case cases[] = {
  { "FREQ=WEEKLY", "2026-06-01T09:00", 7 * DAY_S, 1, FALSE, "1 week 2026-06-01T09:00:00", 0, 0 },
  { "FREQ=WEEKLY;INTERVAL=2", "2026-06-01T09:00", 14 * DAY_S, 3, FALSE,
    "6 week 2026-06-01T09:00:00", 0, 0 },
  { "FREQ=WEEKLY", "2026-06-05T17:00", 63 * HOUR_S, 1, FALSE, "1 week 2026-06-05T17:00:00", 2, 0 },
  { "FREQ=DAILY", "2026-06-01T20:00", 12 * HOUR_S, 1, FALSE, "1 day 2026-06-01T20:00:00", 1, 0 },
  { "FREQ=DAILY", "2026-06-01T20:00", DAY_S, 2, FALSE, "2 day 2026-06-01T20:00:00", 0, 0 },
  { "FREQ=HOURLY;INTERVAL=6", "2026-06-01T00:00", 6 * HOUR_S, 1, FALSE,
    "6 hour 2026-06-01T00:00:00", 0, 0 },
  { "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "2026-06-01T09:00", 8 * HOUR_S, 2, FALSE,
    "2 day shift 2026-06-01T09:00:00", 1, 0 },
  /* a week's turns begin where its weeks do, and not with its first shift */
  { "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;WKST=SU", "2026-06-03T09:00", 8 * HOUR_S, 1, TRUE,
    "1 week 2026-05-31T09:00:00", 1, 0 },
  { "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU", "2026-06-01T09:00", DAY_S, 1, FALSE,
    "1 day 2026-06-01T09:00:00", 0, 0 },
  /* none of these are turns and hours of a week */
  { "FREQ=WEEKLY;INTERVAL=2", "2026-06-01T09:00", 8 * HOUR_S, 1, FALSE, "", 0, 20 },
  { "FREQ=MONTHLY;BYDAY=1MO", "2026-06-01T09:00", DAY_S, 1, FALSE, "", 0, 10 },
  { "FREQ=WEEKLY;BYDAY=MO,WE", "2026-06-01T09:00", 30 * HOUR_S, 1, FALSE, "", 0, 100 },
};

static void
join (MusterImport *import, MusterImportLayer *layer, const char *name)
{
  g_ptr_array_add (muster_import_layer_add_member (layer),
                   muster_import_person (import, name, name));
}

static char *
describe (const MusterImportLayer *layer)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (layer->every > 0)
    {
      g_string_append_printf (text, "%u %s %s", layer->every, layer->unit,
                              layer->by_shifts ? "shift " : "");
      muster_wall_time_append (layer->start_s, text);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Case *c = &cases[i];
      g_autoptr (MusterImport) import = muster_import_new (AT_S);
      g_autoptr (MusterImportLayer) layer = muster_import_layer_new (NULL, "layer");
      MusterImportRecurrence said = { .zone = "America/New_York",
                                      .rrule = c->rrule,
                                      .length_s = c->length_s,
                                      .from_s = G_MININT64,
                                      .per_member = c->per_member,
                                      .by_period = c->by_period };
      g_autofree char *turns = NULL;

      g_test_message ("%s", c->rrule);
      join (import, layer, "ana");
      join (import, layer, "ben");
      g_assert_true (muster_wall_time_parse (c->start, &said.start_s));
      g_assert_true (muster_import_layer_recur (import, layer, &said));
      turns = describe (layer);
      g_assert_cmpstr (turns, ==, c->turns);
      g_assert_cmpuint (layer->windows->len, ==, c->n_windows);
      g_assert_cmpuint (layer->events->len, >=, c->n_events);
      g_assert_cmpuint (layer->members->len, ==, c->n_events > 0 ? 0 : 2);
    }
}

/* Who are always on together need no list: the rule itself says when. */
static void
test_everybody (void)
{
  g_autoptr (MusterImport) import = muster_import_new (AT_S);
  g_autoptr (MusterImportLayer) layer = muster_import_layer_new (NULL, "layer");
  MusterImportRecurrence said = {
    .zone = "UTC", .rrule = "FREQ=MONTHLY;BYDAY=-1FR", .length_s = DAY_S, .from_s = G_MININT64
  };
  const MusterImportEvent *event;

  join (import, layer, "ana");
  g_assert_true (muster_wall_time_parse ("2026-06-01T09:00", &said.start_s));
  g_assert_true (muster_import_layer_recur (import, layer, &said));
  g_assert_cmpuint (layer->events->len, ==, 1);
  event = g_ptr_array_index (layer->events, 0);
  g_assert_cmpstr (event->rrule, ==, "FREQ=MONTHLY;BYDAY=-1FR");
  g_assert_cmpint (event->start_s, ==, 1782464400); /* 2026-06-26T09:00, the last Friday */
}

/* The last shift that starts by UNTIL is a whole one. */
static void
test_until (void)
{
  g_autoptr (MusterImport) import = muster_import_new (AT_S);
  g_autoptr (MusterImportLayer) layer = muster_import_layer_new (NULL, "layer");
  MusterImportRecurrence said = { .zone = "UTC",
                                  .rrule = "FREQ=WEEKLY;UNTIL=20261210T000000Z",
                                  .length_s = 7 * DAY_S,
                                  .from_s = G_MININT64,
                                  .per_member = 1 };

  join (import, layer, "ana");
  join (import, layer, "ben");
  g_assert_true (muster_wall_time_parse ("2026-06-01T09:00", &said.start_s));
  g_assert_true (muster_import_layer_recur (import, layer, &said));
  g_assert_cmpint (layer->until_s, ==, 1797238800); /* 2026-12-14T09:00Z */
}

static void
test_refused (void)
{
  static const char *const rules[] = {
    "FREQ=SECONDLY", "FREQ=MINUTELY", "FREQ=DAILY;BYHOUR=1,2", "FREQ=DAILY;COUNT=1000000000", "",
    "nonsense"
  };

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_autoptr (MusterImport) import = muster_import_new (AT_S);
      g_autoptr (MusterImportLayer) layer = muster_import_layer_new (NULL, "layer");
      MusterImportRecurrence said = {
        .zone = "UTC", .rrule = rules[i], .length_s = DAY_S, .from_s = G_MININT64, .per_member = 1
      };

      join (import, layer, "ana");
      g_assert_false (muster_import_layer_recur (import, layer, &said));
      g_assert_cmpuint (import->n_left_out, ==, 1);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import-recurrence/cases", test_cases);
  g_test_add_func ("/import-recurrence/everybody", test_everybody);
  g_test_add_func ("/import-recurrence/until", test_until);
  g_test_add_func ("/import-recurrence/refused", test_refused);
  return g_test_run ();
}
