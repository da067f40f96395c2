/* random-below.h - a random number of a test, reproduced by --seed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <glib.h>

/* In [0, n), n > 0. g_test_rand_int() itself may be negative. */
static inline guint
random_below (guint n)
{
  return (guint) g_test_rand_int () % n;
}
