/* alert-filter.c - what is typed above a room's alerts, and which of them pass
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/alert-filter.h"

#include <string.h>

typedef struct
{
  const char *text;
  gboolean is_shown;
} Case;

static const MusterLabel labels[] = {
  { "alertname", "HighErrorRate", 9, 13 },
  { "service", "api", 7, 3 },
  { "severity", "critical", 8, 8 },
  { "path", "/a \"b\",c", 4, 8 },
};

static MusterLabelSet
all_labels (void)
{
  return (MusterLabelSet){ (MusterLabel *) labels, G_N_ELEMENTS (labels) };
}

static void
test_shown (void)
{
  static const Case cases[] = {
    { "", TRUE },
    { "  ", TRUE },
    { "error", TRUE },
    { "ERROR Straße", TRUE },
    { "strasse", TRUE },
    { "error db", FALSE },
    { "service", TRUE },   /* a label's name */
    { "\"is on\"", TRUE }, /* of the title */
    { "\"on is\"", FALSE },
    { "service=api", TRUE },
    { "service = api", TRUE },
    { "service=ap", FALSE },
    { "service=\"api\"", TRUE },
    { "{service=\"api\",severity=~\"crit.*\"}", TRUE },
    { "service=~\"a.*\" severity!=info", TRUE },
    { "service=~\"a\"", FALSE }, /* a pattern is of the whole value */
    { "severity!=critical", FALSE },
    { "severity!~\"crit.*|warn\"", FALSE },
    { "pod=\"\"", TRUE }, /* it has none */
    { "pod!=\"\"", FALSE },
    { "path=\"/a \\\"b\\\",c\"", TRUE },
    { "service=\"api\" error", TRUE },
    { "service=\"api\" nothing", FALSE },
    { "http://x?a=b", FALSE }, /* no matcher: no label is called so */
    { "=~", FALSE },
  };
  MusterLabelSet set = all_labels ();
  g_autofree char *folded = muster_alert_filter_fold ("Error rate is on STRASSE straße", &set);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (MusterAlertFilter) filter = muster_alert_filter_new (cases[i].text, &error);

      g_assert_no_error (error);
      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (muster_alert_filter_matches (filter, folded, &set), ==, cases[i].is_shown);
    }
}

/* While it is typed, a matcher is none yet; and nothing that is typed does harm. */
static void
test_typed (void)
{
  static const char text[] = "api service=~\"a.*\" severity!=info";
  static const char *const wrong[] = {
    "service=", "service=~", "service=~\"a", "service=~\"(\"", "a=\"b\"c", "a!=", NULL
  };

  for (guint n = 0; n <= strlen (text); n++)
    {
      g_autofree char *part = g_strndup (text, n);
      g_autoptr (GError) error = NULL;
      g_autoptr (MusterAlertFilter) filter = muster_alert_filter_new (part, &error);

      g_assert_true ((filter == NULL) == (error != NULL));
    }
  for (guint i = 0; wrong[i]; i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (muster_alert_filter_new (wrong[i], &error));
      g_assert_nonnull (error);
    }
}

static void
test_random (void)
{
  static const char alphabet[] = "a=!~\"\\{}, \n(|é";
  MusterLabelSet set = all_labels ();
  g_autofree char *folded = muster_alert_filter_fold ("x", &set);

  for (guint i = 0; i < 20000; i++)
    {
      char text[13] = "";
      g_autofree char *valid = NULL;
      g_autoptr (MusterAlertFilter) filter = NULL;

      for (guint k = 0; k < sizeof text - 1; k++)
        text[k] = alphabet[g_test_rand_int_range (0, sizeof alphabet)];
      valid = g_utf8_make_valid (text, -1);
      filter = muster_alert_filter_new (valid, NULL);
      if (filter)
        muster_alert_filter_matches (filter, folded, &set);
    }
}

/* What a chip adds is what it shows. */
static void
test_add (void)
{
  static const struct
  {
    const char *text, *name, *value, *wanted;
  } cases[] = {
    { "", "a", "b", "a=\"b\"" },
    { " error ", "a", "b", "error a=\"b\"" },
    { "a=\"b\"", "a", "b", "a=\"b\"" },
    { "a=\"b\"", "c", "d \"e\"\\", "a=\"b\" c=\"d \\\"e\\\"\\\\\"" },
    { "{a=\"b\"}", "c", "d", "{a=\"b\",c=\"d\"}" },
    { "x", "not a name", "d", "x" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text =
          muster_alert_filter_add (cases[i].text, cases[i].name, cases[i].value);
      g_autoptr (MusterAlertFilter) filter = muster_alert_filter_new (text, NULL);

      g_assert_cmpstr (text, ==, cases[i].wanted);
      g_assert_nonnull (filter);
    }
}

static void
test_matchers (void)
{
  g_autoptr (MusterAlertFilter) none = muster_alert_filter_new ("error rate", NULL);
  g_autoptr (MusterAlertFilter) some = muster_alert_filter_new ("a=b error c!~\"d|e\"", NULL);
  g_autofree char *text = muster_alert_filter_dup_matchers (some);

  g_assert_null (muster_alert_filter_dup_matchers (none));
  g_assert_true (muster_alert_filter_has_words (none));
  g_assert_cmpstr (text, ==, "{a=\"b\",c!~\"d|e\"}");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/alert-filter/shown", test_shown);
  g_test_add_func ("/alert-filter/typed", test_typed);
  g_test_add_func ("/alert-filter/random", test_random);
  g_test_add_func ("/alert-filter/add", test_add);
  g_test_add_func ("/alert-filter/matchers", test_matchers);
  return g_test_run ();
}
