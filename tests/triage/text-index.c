/* text-index.c - which texts are alike, by the words that they share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "triage/text-index.h"

#include <string.h>

static double
likeness (const char *one, const char *other)
{
  MusterTextIndex *self = muster_text_index_new ();
  MusterTextMatch matches[MUSTER_TEXT_MATCHES_MAX];
  double found;

  muster_text_index_put (self, 1, one);
  muster_text_index_put (self, 2, other);
  found = muster_text_index_find (self, 1, 0.01, matches) == 1 ? matches[0].likeness : 0;
  muster_text_index_free (self);
  return found;
}

static void
test_likeness (void)
{
  g_assert_cmpfloat (likeness ("Disk full on node 3", "Disk full on node 17"), ==, 1);
  g_assert_cmpfloat (likeness ("Payment ledger writes stall", "Payment ledger reads stall"), >,
                     0.3);
  g_assert_cmpfloat (likeness ("Payment ledger writes stall", "Payment ledger reads stall"), <,
                     0.7);
  g_assert_cmpfloat (likeness ("Payment ledger", "Login page blank"), ==, 0);
  g_assert_cmpfloat (likeness ("the error is high", "the error is high"), ==, 0); /* says nothing */
  g_assert_cmpfloat (likeness ("", ""), ==, 0);
  g_assert_cmpfloat (likeness ("\xff\xfe\xff", "\xff\xfe\xff"), ==, 1);
}

static void
test_replaced_and_removed (void)
{
  MusterTextIndex *self = muster_text_index_new ();
  MusterTextMatch matches[MUSTER_TEXT_MATCHES_MAX];

  muster_text_index_put (self, 1, "ledger stalls");
  muster_text_index_put (self, 2, "ledger stalls");
  muster_text_index_put (self, 2, "something else");
  g_assert_cmpuint (muster_text_index_find (self, 1, 0.1, matches), ==, 0);
  muster_text_index_put (self, 2, "ledger stalls");
  g_assert_cmpuint (muster_text_index_find (self, 1, 0.1, matches), ==, 1);
  muster_text_index_put (self, 2, NULL);
  g_assert_cmpuint (muster_text_index_find (self, 1, 0.1, matches), ==, 0);
  g_assert_cmpuint (muster_text_index_find (self, 2, 0.1, matches), ==, 0);
  muster_text_index_put (self, 2, NULL);
  muster_text_index_free (self);
}

/* However many say the same, no more than a few are found, and the newest of them. */
static void
test_is_bounded (void)
{
  MusterTextIndex *self = muster_text_index_new ();
  MusterTextMatch matches[MUSTER_TEXT_MATCHES_MAX];

  for (guint i = 1; i <= 5000; i++)
    muster_text_index_put (self, i, "ledger stalls");
  muster_text_index_put (self, 5001, "ledger stalls again");
  g_assert_cmpuint (muster_text_index_find (self, 5001, 0.1, matches), ==, MUSTER_TEXT_MATCHES_MAX);
  for (guint i = 0; i < MUSTER_TEXT_MATCHES_MAX; i++)
    g_assert_cmpuint (matches[i].id, ==, 5000 - i);
  muster_text_index_free (self);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text-index/likeness", test_likeness);
  g_test_add_func ("/text-index/replaced", test_replaced_and_removed);
  g_test_add_func ("/text-index/bounded", test_is_bounded);
  return g_test_run ();
}
