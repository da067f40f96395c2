/* planted.h - a bug for the fuzzer to find, so that we know that it looks
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

#ifdef MUSTER_PLANTED_BUG
static inline void
muster_planted_bug (void)
{
  fputs ("planted bug found\n", stderr);
  abort ();
}
#endif
