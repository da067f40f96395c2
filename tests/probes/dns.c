/* dns.c - tests of the DNS check
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "harness.h"
#include "stand-in-resolver.h"

static const struct
{
  const char *argument;
  MusterProbeExit exit;
  const char *summary_has;
  const char *output_has;
} cases[] = {
  { "host=db.example", MUSTER_PROBE_EXIT_OK, "db.example: 1 address in 0.00 ms", "\t127.0.0.1\n" },
  { "host=at-10-1-2-3.example", MUSTER_PROBE_EXIT_OK, "1 address", "\t10.1.2.3\n" },
  { "host=192.0.2.7", MUSTER_PROBE_EXIT_OK, "1 address", "\t192.0.2.7\n" },
  { "host=::1", MUSTER_PROBE_EXIT_OK, "1 address", "\t::1\n" },
  { "host=gone.example", MUSTER_PROBE_EXIT_FAILED, "no such name", "as asked" },
  { "host=later.example", MUSTER_PROBE_EXIT_FAILED, "no name server answered", "as asked" },
  { "host=broken.example", MUSTER_PROBE_EXIT_FAILED, "resolver failed", "as asked" },
};

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Harness) harness;

      harness_init (&harness);
      harness_start (&harness, "dns", cases[i].argument, NULL);
      harness_wait (&harness);
      harness_assert_result (&harness, cases[i].exit, cases[i].summary_has);
      harness_assert_output (&harness, cases[i].output_has);
    }
}

static void
test_deadline (void)
{
  g_auto (Harness) harness;

  harness_init (&harness);
  harness_start (&harness, "dns", "host=hang.example", NULL);
  harness_settle ();
  muster_clock_advance (harness.clock, MUSTER_PROBE_DEADLINE_US - 1);
  harness_settle ();
  g_assert_false (harness.done);
  muster_clock_advance (harness.clock, 1);
  harness_wait (&harness);
  harness_assert_result (&harness, MUSTER_PROBE_EXIT_TIMEOUT, "No answer within 10.0 s");
  g_assert_cmpint (harness.result.duration_us, ==, MUSTER_PROBE_DEADLINE_US);
}

/* A wall clock that somebody sets is no time gone by. */
static void
test_clock_set (void)
{
  g_auto (Harness) harness;

  harness_init (&harness);
  harness_start (&harness, "dns", "host=hang.example", NULL);
  muster_clock_step (harness.clock, G_GINT64_CONSTANT (3600000000));
  harness_settle ();
  g_assert_false (harness.done);
  muster_clock_step (harness.clock, -2 * G_GINT64_CONSTANT (3600000000));
  harness_settle ();
  g_assert_false (harness.done);
  muster_clock_advance (harness.clock, MUSTER_PROBE_DEADLINE_US);
  harness_wait (&harness);
  harness_assert_result (&harness, MUSTER_PROBE_EXIT_TIMEOUT, "No answer");
}

static void
test_cancelled (void)
{
  g_auto (Harness) harness;

  harness_init (&harness);
  harness_start (&harness, "dns", "host=hang.example", NULL);
  g_cancellable_cancel (harness.cancellable);
  harness_wait (&harness);
  g_assert_error (harness.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  harness_start (&harness, "dns", "host=127.0.0.1", NULL); /* cancelled before it begins */
  harness_wait (&harness);
  g_assert_error (harness.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* By the machine's own resolver: .invalid never resolves (RFC 2606), with or without a network. */
static void
test_invalid (gconstpointer own)
{
  g_autoptr (GResolver) stand_in = g_resolver_get_default ();
  g_auto (Harness) harness;

  harness_init (&harness);
  g_resolver_set_default ((gpointer) own);
  harness_start (&harness, "dns", "host=nowhere.invalid", NULL);
  harness_wait (&harness);
  harness_assert_result (&harness, MUSTER_PROBE_EXIT_FAILED, "nowhere.invalid: no ");
  g_resolver_set_default (stand_in);
}

int
main (int argc, char **argv)
{
  g_autoptr (GResolver) own = g_resolver_get_default ();

  g_test_init (&argc, &argv, NULL);
  stand_in_resolver_install ();
  g_test_add_data_func ("/probes/dns/invalid", own, test_invalid);
  g_test_add_func ("/probes/dns/cases", test_cases);
  g_test_add_func ("/probes/dns/deadline", test_deadline);
  g_test_add_func ("/probes/dns/clock-set", test_clock_set);
  g_test_add_func ("/probes/dns/cancelled", test_cancelled);
  return g_test_run ();
}
