/* contract.c - tests of what holds for every probe, and of how a run is made
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "probes/probe.h"
#include <string.h>

static void
test_table (void)
{
  const char *before = "";

  for (guint i = 0; muster_probes[i] != NULL; i++)
    {
      const MusterProbe *probe = muster_probes[i];
      guint n = 0;

      g_assert_cmpstr (before, <, probe->name);
      before = probe->name;
      g_assert_true (g_regex_match_simple ("^[a-z][a-z0-9-]*$", probe->name, 0, 0));
      g_assert_true (muster_probe_find (probe->name) == probe);
      g_assert_cmpuint (strlen (probe->title), >, 0);
      g_assert_nonnull (probe->run_async);
      g_assert_nonnull (probe->run_finish);
      for (; probe->arguments[n].name != NULL; n++)
        for (guint j = 0; j < n; j++)
          g_assert_cmpstr (probe->arguments[n].name, !=, probe->arguments[j].name);
      g_assert_cmpuint (n, <=, MUSTER_PROBE_ARGUMENTS_MAX);
    }
}

static void
test_find (void)
{
  g_assert_nonnull (muster_probe_find ("tcp"));
  g_assert_null (muster_probe_find ("TCP"));
  g_assert_null (muster_probe_find ("kubectl.exec"));
  g_assert_null (muster_probe_find (""));
  g_assert_null (muster_probe_find (NULL));
}

static const struct
{
  const char *probe;
  MusterProbeGiven given[3];
  const char *complaint; /* NULL: it is well */
} runs[] = {
  { "tcp", { { "host", "localhost" }, { "port", "22" } }, NULL },
  { "tcp", { { "port", "22" }, { "host", "localhost" } }, NULL },
  { "disk", { { NULL } }, NULL },
  { "disk", { { "path", "/var" } }, NULL },
  { "tcp", { { "host", "localhost" } }, "Argument “port” is missing" },
  { "tcp", { { NULL } }, "Argument “host” is missing" },
  { "tcp",
    { { "host", "a b" }, { "port", "22" } },
    "Argument “host” is neither a host name (letters, digits, dots and hyphens) nor an IP "
    "address" },
  { "tcp",
    { { "host", "a" }, { "port", "0" } },
    "Argument “port” is not a port number from 1 to 65535" },
  { "tcp",
    { { "host", "a" }, { "host", "b" }, { "port", "22" } },
    "Argument “host” is given twice" },
  { "memory", { { "host", "a" } }, "This check has no argument “host”" },
  { "memory", { { "\xFF", "a" } }, "This check has no argument “\xEF\xBF\xBD”" },
  { "http",
    { { "url", "file:///etc/shadow" } },
    "Argument “url” is neither an http nor an https URL" },
};

static void
test_runs (void)
{
  g_autoptr (MusterClock) clock = muster_clock_new_manual (0);

  for (guint i = 0; i < G_N_ELEMENTS (runs); i++)
    {
      g_autoptr (MusterProbeRun) run = NULL;
      g_autoptr (GError) error = NULL;
      guint n = 0;

      while (n < G_N_ELEMENTS (runs[i].given) && runs[i].given[n].name != NULL)
        n++;
      run =
          muster_probe_run_new (muster_probe_find (runs[i].probe), runs[i].given, n, clock, &error);
      if (runs[i].complaint == NULL)
        {
          g_assert_no_error (error);
          for (guint j = 0; j < n; j++)
            g_assert_cmpstr (muster_probe_run_get (run, runs[i].given[j].name), ==,
                             runs[i].given[j].value);
          continue;
        }
      g_assert_error (error, MUSTER_PROBE_ERROR, MUSTER_PROBE_ERROR_ARGUMENT);
      g_assert_cmpstr (error->message, ==, runs[i].complaint);
      g_assert_null (run);
    }
}

static void
test_not_given (void)
{
  g_autoptr (MusterClock) clock = muster_clock_new_manual (0);
  g_autoptr (MusterProbeRun) run =
      muster_probe_run_new (muster_probe_find ("disk"), NULL, 0, clock, NULL);

  g_assert_null (muster_probe_run_get (run, "path"));
  g_assert_cmpint (run->deadline_us, ==, 10 * G_USEC_PER_SEC);
  g_assert_cmpuint (run->max_output_bytes, ==, 256 * 1024);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/probes/contract/table", test_table);
  g_test_add_func ("/probes/contract/find", test_find);
  g_test_add_func ("/probes/contract/runs", test_runs);
  g_test_add_func ("/probes/contract/not-given", test_not_given);
  return g_test_run ();
}
