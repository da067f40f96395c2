/* pagerduty-change.h - PagerDuty's change events (wire-formats 2.3)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "sources/source.h"
G_BEGIN_DECLS

#define MUSTER_PAGERDUTY_CHANGE_PATH "/v2/change/enqueue"

/* A decode function. */
gboolean muster_pagerduty_decode_change (const MusterIntake *in,
                                         MusterJsonReader *reader,
                                         MusterReports *out,
                                         GError **error);

G_END_DECLS
