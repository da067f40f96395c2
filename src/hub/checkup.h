/* checkup.h - looks through the whole journal's file once a week (security R35)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/clock.h"
G_BEGIN_DECLS

typedef struct _MusterCheckup MusterCheckup;

/* For a state folder that a hub of this process has open; when it was last done is kept there. */
MusterCheckup *muster_checkup_new (const char *state, MusterClock *clock);
void muster_checkup_free (MusterCheckup *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterCheckup, muster_checkup_free)

/* Since the last time it was looked through. */
gboolean muster_checkup_is_damaged (const MusterCheckup *self);
gboolean muster_checkup_is_running (const MusterCheckup *self);

G_END_DECLS
