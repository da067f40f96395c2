/* source-pagerduty.c - fuzzes sources/pagerduty
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "source.h"

#ifdef MUSTER_PLANTED_BUG
/* An event whose time cannot be. */
static gboolean
fuzz_is_planted (const MusterReport *report)
{
  return report->status == MUSTER_REPORT_FIRING && (report->marks & MUSTER_MARK_TIME_SUSPECT);
}
#endif

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  return fuzz_source ("pagerduty", data, size);
}
