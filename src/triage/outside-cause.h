/* outside-cause.h - signs that no change of ours began it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/ulid.h"
G_BEGIN_DECLS

/* What somebody or something said of a service while it failed: an alert, a line of a log. */
typedef struct
{
  MusterUlid service; /* null: of none that is known */
  const char *text;
} MusterSign;

/* In words, with what says so; NULL: nothing does. @load: how many times the usual traffic comes
 * in; 0: not known. */
char *muster_outside_cause_find (const MusterSign *signs, guint n, double load);

G_END_DECLS
