/* memory.c - tests of the memory check
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "harness.h"
#include "probes/meminfo.h"

static const char meminfo[] = "MemTotal:       16310128 kB\n"
                              "MemFree:          421000 kB\n"
                              "MemAvailable:    8155064 kB\n"
                              "Buffers:          100000 kB\n"
                              "Cached:          7000000 kB\n"
                              "SwapCached:            0 kB\n"
                              "Dirty:               512 kB\n"
                              "SwapTotal:       2097148 kB\n"
                              "SwapFree:        1048574 kB\n";

static void
test_meminfo (void)
{
  MusterMeminfo info;

  g_assert_true (muster_meminfo_parse (meminfo, &info));
  g_assert_cmpuint (info.total, ==, G_GUINT64_CONSTANT (16310128) * 1024);
  g_assert_cmpuint (info.available, ==, G_GUINT64_CONSTANT (8155064) * 1024);
  g_assert_cmpuint (info.free, ==, G_GUINT64_CONSTANT (421000) * 1024);
  g_assert_cmpuint (info.cached, ==, G_GUINT64_CONSTANT (7000000) * 1024);
  g_assert_cmpuint (info.dirty, ==, 512 * 1024);
  g_assert_cmpuint (info.swap_total, ==, G_GUINT64_CONSTANT (2097148) * 1024);
  g_assert_cmpuint (info.swap_free, ==, G_GUINT64_CONSTANT (1048574) * 1024);
}

static void
test_meminfo_refused (void)
{
  static const char *const bad[] = {
    "",
    "\n",
    "MemTotal: 5 kB",
    "MemAvailable: 5 kB",
    "MemTotal: 5 kB\nMemAvailable: 6 kB",
    "MemTotal: x kB\nMemAvailable: 0 kB",
    "MemTotal: 99999999999999999999 kB\nMemAvailable: 0 kB",
    "XMemTotal: 5 kB\nXMemAvailable: 5 kB",
  };
  MusterMeminfo info;

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (muster_meminfo_parse (bad[i], &info));
}

static void
test_pressure (void)
{
  static const char text[] = "some avg10=1.53 avg60=0.87 avg300=0.21 total=157656722\n"
                             "full avg10=100.00 avg60=0.00 avg300=0.10 total=1\n";
  MusterPressure pressure;

  g_assert_true (muster_pressure_parse (text, "some", &pressure));
  g_assert_cmpfloat_with_epsilon (pressure.avg10, 1.53, 1e-9);
  g_assert_cmpfloat_with_epsilon (pressure.avg60, 0.87, 1e-9);
  g_assert_cmpfloat_with_epsilon (pressure.avg300, 0.21, 1e-9);
  g_assert_true (muster_pressure_parse (text, "full", &pressure));
  g_assert_cmpfloat_with_epsilon (pressure.avg10, 100, 1e-9);
  g_assert_cmpfloat_with_epsilon (pressure.avg300, 0.10, 1e-9);
}

static void
test_pressure_refused (void)
{
  static const char *const bad[] = {
    "",
    "some",
    "some avg10=1 avg60=1",
    "some avg10=1 avg60=1\nfull avg300=1",
    "some avg10=-1 avg60=1 avg300=1",
    "some avg10=101 avg60=1 avg300=1",
    "some avg10= avg60=1 avg300=1",
    "some avg10=nan avg60=1 avg300=1",
    "someavg10=1 avg60=1 avg300=1",
  };
  MusterPressure pressure;

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (muster_pressure_parse (bad[i], "some", &pressure));
}

/* On the machine that the test runs on, whatever it has. */
static void
test_here (void)
{
  g_auto (Harness) harness;

  harness_init (&harness);
  harness_start (&harness, "memory", NULL);
  harness_wait (&harness);
  harness_assert_result (&harness, MUSTER_PROBE_EXIT_OK, "iB available (");
  harness_assert_output (&harness, "Total ");
  harness_assert_output (&harness, "Time in which tasks waited");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/probes/memory/meminfo", test_meminfo);
  g_test_add_func ("/probes/memory/meminfo-refused", test_meminfo_refused);
  g_test_add_func ("/probes/memory/pressure", test_pressure);
  g_test_add_func ("/probes/memory/pressure-refused", test_pressure_refused);
  g_test_add_func ("/probes/memory/here", test_here);
  return g_test_run ();
}
