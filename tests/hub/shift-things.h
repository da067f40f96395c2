/* shift-things.h - a schedule, and what commands about shifts are about
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "live-hub.h"
G_BEGIN_DECLS

/* Makes one of "schedule" (ben, cho and the owner are on call of it), "override", "notice" (of
 * @person's), "request" (of ben's), "own-request" (of @person's, with an offer by ben),
 * "handover", "person" (@person) and "test-page" (to @person); the null id: it is none of these. */
MusterUlid live_shift_thing (LiveHub *self, const char *type, const char *person);

G_END_DECLS
