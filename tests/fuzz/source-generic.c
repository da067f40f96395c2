/* source-generic.c - fuzzes sources/generic
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "source.h"

#ifdef MUSTER_PLANTED_BUG
/* A label that had to be renamed. */
static gboolean
fuzz_is_planted (const MusterReport *report)
{
  return (report->marks & MUSTER_MARK_RENAMED) != 0;
}
#endif

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  return fuzz_source ("generic", data, size);
}
