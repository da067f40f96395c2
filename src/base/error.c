/* error.c - what can go wrong with bytes from outside
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/error.h"

G_DEFINE_QUARK (muster - base - error - quark, muster_base_error)
