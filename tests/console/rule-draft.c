/* rule-draft.c - rules that are edited: what was not touched stays, what is wrong is named
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/rule-draft.h"
#include "console/rule-rehearsal.h"

#include <string.h>

#define ROUTES                                                                                     \
  "{\"rules\":[{\"name\":\"nights\",\"match\":\"service=\\\"api\\\"\",\"hours\":{\"windows\":["    \
  "{\"from\":\"20:00\",\"to\":\"08:00\"}]},\"to\":{\"team\":\"platform\"}},"                       \
  "{\"to\":{\"team\":\"ops\"}}]}"

/* nights > (db > (primary), web), then the one that takes whatever comes */
#define NESTED                                                                                     \
  "{\"rules\":[{\"name\":\"nights\",\"hours\":{\"windows\":[{\"days\":[\"mo\",\"tu\",\"we\","      \
  "\"sa\"],"                                                                                       \
  "\"from\":\"20:00\",\"to\":\"08:00\"},{\"days\":[\"su\"]}],\"zone\":\"Europe/Berlin\"},"         \
  "\"to\":{\"team\":\"n\"},\"routes\":[{\"name\":\"db\",\"to\":{\"team\":\"d\"},\"routes\":["      \
  "{\"name\":\"primary\",\"to\":{\"team\":\"p\"}}]},{\"name\":\"web\",\"to\":{\"team\":\"w\"}}]}," \
  "{\"to\":{\"team\":\"ops\"}}]}"

static const MusterRuleKind *
kind (const char *name)
{
  guint n;
  const MusterRuleKind *kinds = muster_rule_kinds (&n);

  for (guint i = 0; i < n; i++)
    if (strcmp (kinds[i].name, name) == 0)
      return &kinds[i];
  g_assert_not_reached ();
}

static const MusterRuleField *
field (const MusterRuleKind *of, const char *name)
{
  for (guint i = 0; i < MUSTER_RULE_FIELDS_MAX; i++)
    if (g_strcmp0 (of->fields[i].name, name) == 0)
      return &of->fields[i];
  g_assert_not_reached ();
}

static void
set (MusterRuleDraft *draft, const char *of, guint rule, const char *name, const char *value)
{
  muster_rule_draft_set (draft, rule, field (kind (of), name), value);
}

static void
assert_written (const MusterRuleDraft *draft, const char *body)
{
  g_autofree char *written = muster_rule_draft_write (draft);

  g_assert_cmpstr (written, ==, body);
}

static void
test_untouched (void)
{
  static const struct
  {
    const char *name;
    const char *body;
  } cases[] = {
    { "routes", ROUTES },
    { "inhibit",
      "{\"rules\":[{\"source\":[\"a=b\",\"c=d\"],\"target\":\"e=f\",\"equal\":[\"x\"]}]}" },
    { "default",
      "{\"by\":[\"alertname\"],\"reopen\":\"10m\",\"rules\":[{\"match\":\"a=b\",\"max\":5,"
      "\"flapping\":{\"changes\":6}}]}" },
    { "severity_map", "{\"rules\":[]}" },
    { "routes", NESTED },
    { "default", "{\"pause\":\"learned\",\"flapping\":{\"changes\":6,\"later\":{\"x\":1}},"
                 "\"later\":[1],\"rules\":[]}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MusterRuleDraft) draft =
          muster_rule_draft_new (kind (cases[i].name), cases[i].body);

      for (guint rule = 0; rule < muster_rule_draft_count (draft); rule++)
        for (guint k = 0; k < MUSTER_RULE_FIELDS_MAX && kind (cases[i].name)->fields[k].name; k++)
          {
            const MusterRuleField *one = &kind (cases[i].name)->fields[k];
            g_autofree char *value = muster_rule_draft_dup (draft, rule, one);

            muster_rule_draft_set (draft, rule, one, value);
          }
      assert_written (draft, cases[i].body);
    }
}

static void
test_fields (void)
{
  g_autoptr (MusterRuleDraft) draft = muster_rule_draft_new (kind ("default"), NULL);
  g_autofree char *words = NULL;

  g_assert_cmpuint (muster_rule_draft_add (draft), ==, 0);
  set (draft, "default", 0, "match", "job=\"probe\"");
  set (draft, "default", 0, "by", "cluster, job");
  set (draft, "default", 0, "sliding", "yes");
  set (draft, "default", 0, "at_least", "3");
  assert_written (draft,
                  "{\"rules\":[{\"match\":\"job=\\\"probe\\\"\",\"by\":[\"cluster\",\"job\"],"
                  "\"sliding\":true,\"at_least\":3}]}");
  words = muster_rule_draft_tell (draft, 0);
  g_assert_cmpstr (words, ==, "match job=\"probe\" · by cluster, job · sliding yes · at_least 3");
  set (draft, "default", 0, "sliding", "");
  set (draft, "default", 0, "by", "");
  assert_written (draft, "{\"rules\":[{\"match\":\"job=\\\"probe\\\"\",\"at_least\":3}]}");
}

/* A new route stands before the one that takes whatever comes. */
static void
test_order (void)
{
  g_autoptr (MusterRuleDraft) draft = muster_rule_draft_new (kind ("routes"), ROUTES);
  MusterRuleFault fault;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (muster_rule_draft_add (draft), ==, 1);
  set (draft, "routes", 1, "to", "person:ana");
  g_assert_true (muster_rule_draft_check (draft, &fault, NULL));
  g_assert_false (muster_rule_draft_move (draft, 0, -1, NULL));
  g_assert_true (muster_rule_draft_move (draft, 1, -1, NULL));
  muster_rule_draft_remove (draft, 0);
  assert_written (draft, ROUTES);
  g_assert_true (muster_rule_draft_move (draft, 0, 1, NULL));
  g_assert_false (muster_rule_draft_check (draft, &fault, &error));
  g_assert_nonnull (error);
}

static void
test_faults (void)
{
  static const struct
  {
    const char *kind;
    const char *field;
    const char *value;
  } cases[] = { { "routes", "match", "service=~\"(\"" },
                { "routes", "severity", "9" },
                { "default", "window", "soon" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gboolean is_route = strcmp (cases[i].kind, "routes") == 0;
      g_autoptr (MusterRuleDraft) draft = muster_rule_draft_new (
          kind (cases[i].kind), is_route ? ROUTES : "{\"rules\":[{\"name\":\"x\"}]}");
      g_autoptr (GError) error = NULL;
      MusterRuleFault fault;

      set (draft, cases[i].kind, 0, cases[i].field, cases[i].value);
      g_assert_false (muster_rule_draft_check (draft, &fault, &error));
      g_assert_nonnull (error);
      g_assert_cmpstr (fault.field, ==, cases[i].field);
    }
}

/* Rules in rules are one list; each goes with those in it. */
static void
test_nested (void)
{
  g_autoptr (MusterRuleDraft) draft = muster_rule_draft_new (kind ("routes"), NESTED);
  static const guint depths[] = { 0, 1, 2, 1, 0 };
  MusterRuleFault fault;
  guint to = 0;
  g_autofree char *name = NULL;

  g_assert_cmpuint (muster_rule_draft_count (draft), ==, G_N_ELEMENTS (depths));
  for (guint i = 0; i < G_N_ELEMENTS (depths); i++)
    g_assert_cmpuint (muster_rule_draft_depth (draft, i), ==, depths[i]);
  g_assert_false (muster_rule_draft_move (draft, 1, -1, NULL)); /* it does not leave its parent */
  g_assert_false (muster_rule_draft_move (draft, 2, 1, NULL));
  g_assert_true (muster_rule_draft_move (draft, 1, 1, &to));
  g_assert_cmpuint (to, ==, 2);
  name = muster_rule_draft_dup (draft, 3, field (kind ("routes"), "name"));
  g_assert_cmpstr (name, ==, "primary"); /* came along */
  g_assert_true (muster_rule_draft_move (draft, 2, -1, &to));
  g_assert_cmpuint (to, ==, 1);
  assert_written (draft, NESTED);
  g_assert_true (muster_rule_draft_move (draft, 0, 1, &to));
  g_assert_cmpuint (to, ==, 1);
  g_assert_true (muster_rule_draft_move (draft, 1, -1, NULL));
  assert_written (draft, NESTED);
  g_assert_cmpuint (muster_rule_draft_add_inside (draft, 1), ==, 3);
  g_assert_cmpuint (muster_rule_draft_depth (draft, 3), ==, 2);
  muster_rule_draft_remove (draft, 3);
  assert_written (draft, NESTED);
  g_assert_cmpuint (muster_rule_draft_add (draft), ==, 4);
  muster_rule_draft_remove (draft, 0); /* with all that is in it */
  g_assert_cmpuint (muster_rule_draft_count (draft), ==, 2);
  set (draft, "routes", 0, "match", "a=\"b\"");
  set (draft, "routes", 0, "to", "team:a");
  g_assert_true (muster_rule_draft_check (draft, &fault, NULL));
}

static void
test_hours (void)
{
  static const struct
  {
    const char *text;
    const char *json;
    const char *again;
  } cases[] = {
    { "mo-fr 20:00-08:00",
      "{\"days\":[\"mo\",\"tu\",\"we\",\"th\",\"fr\"],\"from\":\"20:00\",\"to\":\"08:00\"}",
      "mo-fr 20:00-08:00" },
    { "sa,su", "{\"days\":[\"sa\",\"su\"]}", "sa su" },
    { "20:00-;  -08:00", "{\"from\":\"20:00\"},{\"to\":\"08:00\"}", "20:00-; -08:00" },
    { "mo-we fr", "{\"days\":[\"mo\",\"tu\",\"we\",\"fr\"]}", "mo-we fr" },
    { "soon", "{\"days\":[\"soon\"]}", "soon" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MusterRuleDraft) draft = muster_rule_draft_new (
          kind ("routes"), "{\"rules\":[{\"to\":{\"team\":\"a\"}},{\"to\":{\"team\":\"b\"}}]}");
      g_autofree char *body =
          g_strdup_printf ("{\"rules\":[{\"to\":{\"team\":\"a\"},\"hours\":{\"windows\":[%s]}},"
                           "{\"to\":{\"team\":\"b\"}}]}",
                           cases[i].json);
      g_autofree char *again = NULL;
      MusterRuleFault fault;

      set (draft, "routes", 0, "hours.windows", cases[i].text);
      assert_written (draft, body);
      again = muster_rule_draft_dup (draft, 0, field (kind ("routes"), "hours.windows"));
      g_assert_cmpstr (again, ==, cases[i].again);
      if (muster_rule_draft_check (draft, &fault, NULL))
        g_assert_cmpstr (cases[i].text, !=, "soon");
      else
        g_assert_cmpstr (fault.field, ==, "hours.windows");
      set (draft, "routes", 0, "hours.windows", "");
      assert_written (draft, "{\"rules\":[{\"to\":{\"team\":\"a\"}},{\"to\":{\"team\":\"b\"}}]}");
    }
}

/* What holds where no rule does, and what no field is for. */
static void
test_defaults (void)
{
  g_autoptr (MusterRuleDraft) draft =
      muster_rule_draft_new (kind ("default"), "{\"by\":[\"alertname\"],\"later\":{\"x\":1},"
                                               "\"rules\":[{\"name\":\"x\",\"max\":5}]}");
  g_autofree char *rest = NULL, *none = NULL, *words = NULL;
  MusterRuleFault fault;

  set (draft, "default", MUSTER_RULE_DEFAULTS, "flapping.changes", "6");
  set (draft, "default", MUSTER_RULE_DEFAULTS, "flapping.calm", "30m");
  set (draft, "default", MUSTER_RULE_DEFAULTS, "pause", "learned");
  assert_written (
      draft, "{\"by\":[\"alertname\"],\"later\":{\"x\":1},\"flapping\":{\"changes\":6,"
             "\"calm\":\"30m\"},\"pause\":\"learned\",\"rules\":[{\"name\":\"x\",\"max\":5}]}");
  rest = muster_rule_draft_tell_rest (draft, MUSTER_RULE_DEFAULTS);
  none = muster_rule_draft_tell_rest (draft, 0);
  words = muster_rule_draft_tell (draft, MUSTER_RULE_DEFAULTS);
  g_assert_cmpstr (rest, ==, "later {\"x\":1}");
  g_assert_cmpstr (none, ==, "");
  g_assert_cmpstr (words, ==,
                   "by alertname · pause learned · flapping.changes 6 · flapping.calm 30m");
  set (draft, "default", MUSTER_RULE_DEFAULTS, "flapping.changes", "2");
  g_assert_false (muster_rule_draft_check (draft, &fault, NULL));
  g_assert_cmpuint (fault.rule, ==, MUSTER_RULE_DEFAULTS);
  g_assert_cmpstr (fault.field, ==, "flapping.changes");
  set (draft, "default", MUSTER_RULE_DEFAULTS, "flapping.changes", "");
  set (draft, "default", MUSTER_RULE_DEFAULTS, "flapping.calm", "");
  g_assert_true (muster_rule_draft_check (draft, &fault, NULL));
}

/* Also what is missing is named, and of two faults the first. */
static void
test_very_field (void)
{
  static const struct
  {
    const char *kind;
    const char *body;
    guint rule;
    const char *field;
  } cases[] = {
    { "severity_map", "{\"rules\":[{\"match\":\"a=b\",\"severity\":2},{\"match\":\"a=c\"}]}", 1,
      "severity" },
    { "severity_map",
      "{\"rules\":[{\"severity\":2},{\"severity\":8},{\"match\":\"(\",\"severity\":3}]}", 1,
      "severity" },
    { "inhibit", "{\"rules\":[{\"source\":\"a=b\"}]}", 0, "target" },
    { "inhibit", "{\"rules\":[{\"source\":\"a=b\",\"target\":\"a=~\\\"(\\\"\"}]}", 0, "target" },
    { "routes",
      "{\"rules\":[{\"to\":{\"team\":\"a\"},\"routes\":[{\"severity\":9}]},"
      "{\"to\":{\"team\":\"b\"}}]}",
      1, "severity" },
    { "default", "{\"rules\":[{\"name\":\"x\"},{\"by\":[\"a\"]}]}", 1, "name" },
    { "default", "{\"rules\":[{\"name\":\"x\",\"pause\":\"soon\"}]}", 0, "pause" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MusterRuleDraft) draft =
          muster_rule_draft_new (kind (cases[i].kind), cases[i].body);
      MusterRuleFault fault;

      g_test_message ("%s", cases[i].body);
      g_assert_false (muster_rule_draft_check (draft, &fault, NULL));
      g_assert_cmpstr (fault.field, ==, cases[i].field);
      g_assert_cmpuint (fault.rule, ==, cases[i].rule);
    }
}

static void
test_try (void)
{
  g_autoptr (MusterRuleDraft) draft = muster_rule_draft_new (kind ("routes"), ROUTES);
  g_autoptr (GError) error = NULL;
  g_autofree char *day =
      muster_rule_draft_try (draft, "service=api", 12 * G_TIME_SPAN_HOUR, &error);
  g_autofree char *night =
      muster_rule_draft_try (draft, "service=\"api\"", 22 * G_TIME_SPAN_HOUR, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (day, ==,
                   "routes[0] nights: other hours\nroutes[1]: matches\nSo team ops hears of it");
  g_assert_cmpstr (night, ==, "routes[0] nights: matches\nSo team platform hears of it");
  g_assert_null (muster_rule_draft_try (draft, "service=~\"a.*\"", 0, &error));
  g_assert_nonnull (error);
}

static char *
tell (const char *json)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (json, strlen (json));

  return muster_rule_rehearsal_tell (bytes, NULL);
}

static void
test_rehearsal (void)
{
  g_autofree char *words =
      tell ("{\"whole\":true,\"alerts\":1930,\"now\":{\"incidents\":60,\"held\":1,"
            "\"largest\":[]},\"then\":{\"incidents\":41,\"held\":1}}");
  g_autofree char *none = tell ("{\"alerts\":0}");

  g_assert_true (g_str_has_prefix (words, "Would have made 41 incidents out of 1"));
  g_assert_true (g_str_has_suffix (words, "930 alerts in 30 days; the rules in force make 60."));
  g_assert_cmpstr (none, ==, "There was no alert in the last 30 days to try these rules on.");
  g_assert_null (tell ("{\"alerts\":"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rule-draft/untouched", test_untouched);
  g_test_add_func ("/rule-draft/fields", test_fields);
  g_test_add_func ("/rule-draft/order", test_order);
  g_test_add_func ("/rule-draft/faults", test_faults);
  g_test_add_func ("/rule-draft/very-field", test_very_field);
  g_test_add_func ("/rule-draft/nested", test_nested);
  g_test_add_func ("/rule-draft/hours", test_hours);
  g_test_add_func ("/rule-draft/defaults", test_defaults);
  g_test_add_func ("/rule-draft/try", test_try);
  g_test_add_func ("/rule-rehearsal/words", test_rehearsal);
  return g_test_run ();
}
