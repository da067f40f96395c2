/* alert-sections.h - puts alerts in the order in which they are listed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "console/alert-item.h"
G_BEGIN_DECLS

/* @passing with a heading over each state and over each reason. Headings of @old (nullable) that
 * still say the right thing stay; all that are in the list go to @headings. */
GPtrArray *
muster_alert_sections (const GPtrArray *passing, const GPtrArray *old, GPtrArray *headings);

G_END_DECLS
