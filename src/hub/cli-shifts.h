/* cli-shifts.h - musterd oncall … --hub: who is on call at a running hub, and who stands in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "hub/cli.h"
G_BEGIN_DECLS

/* What was said on the command line; nullable each, but for the place. */
typedef struct
{
  const MusterCliPlace *place;
  const char *schedule, *person, *with, *reason;
  const char *from, *to, *at;
  const char *channel;
  gboolean json;
} MusterCliShifts;

/* @verb: "who", "cover", "swap" or "test"; the exit code. */
int muster_cli_shifts_run (const MusterCliShifts *asked, const char *verb);
/* The last of them: cli-test-page.c. */
int muster_cli_test_page_run (const MusterCliShifts *asked, MusterCliHub *hub);

G_END_DECLS
