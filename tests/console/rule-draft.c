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
  g_assert_cmpstr (words, ==, "match job=\"probe\" · by cluster, job · sliding true · at_least 3");
  set (draft, "default", 0, "sliding", "");
  set (draft, "default", 0, "by", "");
  assert_written (draft, "{\"rules\":[{\"match\":\"job=\\\"probe\\\"\",\"at_least\":3}]}");
}

/* A new route stands before the one that takes whatever comes. */
static void
test_order (void)
{
  g_autoptr (MusterRuleDraft) draft = muster_rule_draft_new (kind ("routes"), ROUTES);
  const char *fault;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (muster_rule_draft_add (draft), ==, 1);
  set (draft, "routes", 1, "to", "person:ana");
  g_assert_true (muster_rule_draft_check (draft, &fault, NULL));
  g_assert_false (muster_rule_draft_move (draft, 0, -1));
  g_assert_true (muster_rule_draft_move (draft, 1, -1));
  muster_rule_draft_remove (draft, 0);
  assert_written (draft, ROUTES);
  g_assert_true (muster_rule_draft_move (draft, 0, 1));
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
      const char *fault;

      set (draft, cases[i].kind, 0, cases[i].field, cases[i].value);
      g_assert_false (muster_rule_draft_check (draft, &fault, &error));
      g_assert_nonnull (error);
      g_assert_cmpstr (fault, ==, cases[i].field);
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
  g_test_add_func ("/rule-draft/try", test_try);
  g_test_add_func ("/rule-rehearsal/words", test_rehearsal);
  return g_test_run ();
}
