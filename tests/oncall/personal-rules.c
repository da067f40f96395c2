/* personal-rules.c - how somebody wants to be told
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "oncall/personal-rules.h"

#include <string.h>

#define MINUTE G_TIME_SPAN_MINUTE

/* "desktop 0, email 2": the rules and their minutes. */
static void
assert_rules (const char *contact, gboolean urgent, const char *expected)
{
  g_autoptr (GPtrArray) rules = muster_personal_rules_read (contact, urgent);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < rules->len; i++)
    {
      const MusterPersonalRule *rule = g_ptr_array_index (rules, i);

      g_string_append_printf (text, "%s%s %d", i > 0 ? ", " : "", rule->channel,
                              (int) (rule->after_us / MINUTE));
    }
  g_assert_cmpstr (text->str, ==, expected);
}

#define ANA                                                                                        \
  "{\"channels\":[{\"type\":\"email\",\"to\":\"ana@example.org\"},{\"type\":\"desktop\"}],"        \
  "\"rules\":{\"high\":[{\"via\":\"email\",\"after\":\"2m\"},{\"via\":\"desktop\","                \
  "\"after\":\"0m\"}],\"low\":[{\"via\":\"email\",\"after\":\"0m\"}]}}"

static void
test_said (void)
{
  assert_rules (ANA, TRUE, "desktop 0, email 2");
  assert_rules (ANA, FALSE, "email 0");
}

static void
test_not_said (void)
{
  assert_rules (NULL, TRUE, "desktop 0");
  assert_rules ("{}", FALSE, "desktop 0");
  assert_rules ("{\"channels\":[{\"type\":\"email\"},{\"type\":\"desktop\"},{\"type\":\"ntfy\"}]}",
                TRUE, "desktop 0, email 2, ntfy 4");
  assert_rules ("{\"rules\":{\"high\":[]}}", TRUE, "desktop 0");
}

/* Whatever it is, somebody is told by something. */
static void
test_hostile (void)
{
  static const char *const bodies[] = {
    "",
    "null",
    "[[[[",
    "{\"rules\":[]}",
    "{\"rules\":{\"high\":[1]}}",
    "{\"rules\":{\"high\":[{\"via\":1}]}}",
    "{\"rules\":{\"high\":[{\"after\":\"2m\"}]}}",
    "{\"channels\":{}}",
    "{\"channels\":[[]]}",
  };
  g_autoptr (GString) many = g_string_new ("{\"rules\":{\"high\":[{\"via\":\"a\"}");
  g_autoptr (GPtrArray) rules = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    assert_rules (bodies[i], TRUE, "desktop 0");
  assert_rules ("{\"rules\":{\"high\":[{\"via\":\"email\",\"after\":\"soon\"}]}}", TRUE, "email 0");
  for (guint i = 0; i < 1000; i++)
    g_string_append (many, ",{\"via\":\"a\"}");
  g_string_append (many, "]}}");
  rules = muster_personal_rules_read (many->str, TRUE);
  g_assert_cmpuint (rules->len, ==, MUSTER_PERSONAL_RULES_MAX);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/oncall/personal-rules/said", test_said);
  g_test_add_func ("/oncall/personal-rules/not-said", test_not_said);
  g_test_add_func ("/oncall/personal-rules/hostile", test_hostile);
  return g_test_run ();
}
