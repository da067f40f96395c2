/* test-notice.c - a test page on the desktop
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/test-notice.h"

#include <glib/gi18n.h>

#include "oncall/personal-rules.h"

/**
 * muster_test_notice_find:
 * @view: who sits here
 *
 * Returns: (transfer none) (nullable): what waits for a test page to be shown
 */
const MusterPageReach *
muster_test_notice_find (const MusterNoticeView *view)
{
  const MusterPageReach *reach = muster_page_reaches_get (
      muster_world_get_page_reaches (view->world), view->me, MUSTER_CHANNEL_DESKTOP);

  return reach != NULL && reach->is_waiting ? reach : NULL;
}

/**
 * muster_test_notice_new:
 *
 * Returns: (transfer full): what stands on the desktop, as a page would
 */
MusterNotice *
muster_test_notice_new (void)
{
  MusterNotice *notice = g_new0 (MusterNotice, 1);

  notice->place = (MusterNoticePlace){ MUSTER_NOTICE_TEST, 0 };
  notice->critical = TRUE;
  notice->title = g_strdup (_ ("Test page"));
  notice->body = g_strdup (_ ("There is nothing to do: it shows that pages come this way."));
  return notice;
}
