/* notice-text.h - a notice in words: what burns, what happens next
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "console/notice.h"
G_BEGIN_DECLS

/* The notice for a page to me about an incident, or of a new incident. */
MusterNotice *muster_notice_tell (const MusterNoticeView *view, MusterNoticePlace place);
/* The notice for many of a kind. */
MusterNotice *
muster_notice_tell_many (MusterNoticeKind kind, guint n, MusterSeverity highest, gboolean drill);

G_END_DECLS
