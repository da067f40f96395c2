/* next-words.h - whom an incident tells next, in words that count down
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "world/next-step.h"
G_BEGIN_DECLS

/* "Mike", "Mike and Ana", "Mike and 3 more"; safe, and "" if it is nobody. */
char *muster_next_step_who (const MusterNextStep *self, const MusterDirectory *directory);
/* "next: Mike in 7:12"; NULL: nothing comes by itself. */
char *muster_next_step_words (MusterNextKind kind, const char *who, gint64 at_us, gint64 now_us);

G_END_DECLS
