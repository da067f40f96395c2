/* severity.c - what people and monitors call how bad it is (protocol §1)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/severity.h"
#include <string.h>

static void
test_parse (void)
{
  static const struct
  {
    const char *text;
    MusterSeverity severity; /* NONE: refused */
  } cases[] = {
    { "1", MUSTER_SEVERITY_CRITICAL },     { "5", MUSTER_SEVERITY_INFO },
    { "SEV-2", MUSTER_SEVERITY_MAJOR },    { "sev-3", MUSTER_SEVERITY_MINOR },
    { "SEV4", MUSTER_SEVERITY_LOW },       { "critical", MUSTER_SEVERITY_CRITICAL },
    { "High", MUSTER_SEVERITY_MAJOR },     { "medium", MUSTER_SEVERITY_MINOR },
    { "low", MUSTER_SEVERITY_LOW },        { "INFO", MUSTER_SEVERITY_INFO },
    { "major", MUSTER_SEVERITY_MAJOR },    { "", MUSTER_SEVERITY_NONE },
    { "0", MUSTER_SEVERITY_NONE },         { "6", MUSTER_SEVERITY_NONE },
    { "SEV-", MUSTER_SEVERITY_NONE },      { "SEV", MUSTER_SEVERITY_NONE },
    { "SEV-0", MUSTER_SEVERITY_NONE },     { "SEV--1", MUSTER_SEVERITY_NONE },
    { "SEV-11", MUSTER_SEVERITY_NONE },    { "crit", MUSTER_SEVERITY_NONE },
    { "critical ", MUSTER_SEVERITY_NONE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      MusterSeverity severity = MUSTER_SEVERITY_NONE;
      gboolean ok = muster_severity_parse (cases[i].text, -1, &severity);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (ok, ==, cases[i].severity != MUSTER_SEVERITY_NONE);
      g_assert_cmpint (severity, ==, cases[i].severity);
    }
}

static void
test_parse_stops_at_its_length (void)
{
  MusterSeverity severity = MUSTER_SEVERITY_NONE;

  g_assert_true (muster_severity_parse ("SEV-25", 5, &severity));
  g_assert_cmpint (severity, ==, MUSTER_SEVERITY_MAJOR);
  g_assert_true (muster_severity_parse ("highway", 4, &severity));
  g_assert_false (muster_severity_parse ("high", 3, &severity));
  g_assert_false (muster_severity_parse ("2", 0, &severity));
}

static void
test_from_alert (void)
{
  static const struct
  {
    const char *text;
    MusterSeverity severity;
  } cases[] = {
    { "critical", MUSTER_SEVERITY_MAJOR },
    { "CRITICAL", MUSTER_SEVERITY_MAJOR },
    { "page", MUSTER_SEVERITY_MAJOR },
    { "P1", MUSTER_SEVERITY_MAJOR },
    { "error", MUSTER_SEVERITY_MINOR },
    { "high", MUSTER_SEVERITY_MINOR },
    { "p2", MUSTER_SEVERITY_MINOR },
    { "warning", MUSTER_SEVERITY_LOW },
    { "medium", MUSTER_SEVERITY_LOW },
    { "P3", MUSTER_SEVERITY_LOW },
    { "info", MUSTER_SEVERITY_INFO },
    { "P4", MUSTER_SEVERITY_INFO },
    { "", MUSTER_SEVERITY_INFO },
    { "SEV-1", MUSTER_SEVERITY_INFO },
    { "criticality", MUSTER_SEVERITY_INFO },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (muster_severity_from_alert (cases[i].text, -1), ==, cases[i].severity);
    }
  g_assert_cmpint (muster_severity_from_alert ("pages", 4), ==, MUSTER_SEVERITY_MAJOR);
}

static void
test_words_are_read_back (void)
{
  for (guint i = MUSTER_SEVERITY_CRITICAL; i <= MUSTER_SEVERITY_INFO; i++)
    {
      MusterSeverity severity = MUSTER_SEVERITY_NONE;

      g_assert_true (muster_severity_parse (muster_severity_word (i), -1, &severity));
      g_assert_cmpuint (severity, ==, i);
    }
  g_assert_cmpstr (muster_severity_word (MUSTER_SEVERITY_NONE), ==, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/severity/parse", test_parse);
  g_test_add_func ("/severity/parse-stops-at-its-length", test_parse_stops_at_its_length);
  g_test_add_func ("/severity/from-alert", test_from_alert);
  g_test_add_func ("/severity/words-are-read-back", test_words_are_read_back);
  return g_test_run ();
}
