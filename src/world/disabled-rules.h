/* disabled-rules.h - rules whose patterns take too long to try, and so are tried no more
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "world/decide.h"
G_BEGIN_DECLS

/* security R44. A pattern that exceeds its budget is given up at once; that its rule is disabled is
 * told then, once, until what is configured there is changed. */

/* Any event about rules, after the directory and before the rules know of it. */
void muster_world_fold_disabled (MusterWorld *self, const MusterEvent *event);
/* After rules were read: those that are disabled stay so, and what is given up from now on is
 * noticed. */
void muster_world_apply_disabled (MusterWorld *self);
/* Whether muster_world_run_disabled() has something to tell. */
gboolean muster_world_has_given_up (const MusterWorld *self);
/* Tells what was given up, or is configured anew; FALSE: nothing is. */
gboolean muster_world_run_disabled (MusterWorld *world,
                                    const MusterDecideContext *context,
                                    MusterBatch *batch);

G_END_DECLS
