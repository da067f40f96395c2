/* test-notice.h - a test page on the desktop
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "console/notice.h"
G_BEGIN_DECLS

/* The test page to the desktop of who sits here that waits to be shown; NULL: none does. */
const MusterPageReach *muster_test_notice_find (const MusterNoticeView *view);
MusterNotice *muster_test_notice_new (void);

G_END_DECLS
