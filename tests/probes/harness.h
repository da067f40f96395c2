/* harness.h - runs a probe to its end, on a clock that the test moves
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "probes/probe.h"
G_BEGIN_DECLS

typedef struct
{
  MusterClock *clock;
  GCancellable *cancellable;
  gsize max_output_bytes; /* 0: the default */
  MusterProbeResult result;
  GError *error;
  gboolean done;
} Harness;

void harness_init (Harness *self);
void harness_clear (Harness *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Harness, harness_clear)

/* Arguments as NAME=VALUE, ended by NULL. */
void harness_start (Harness *self, const char *probe, ...) G_GNUC_NULL_TERMINATED;
void harness_wait (Harness *self);
void harness_settle (void); /* until nothing is left to do at once */

void harness_assert_result (Harness *self, MusterProbeExit exit, const char *summary_has);
void harness_assert_output (Harness *self, const char *has);

G_END_DECLS
