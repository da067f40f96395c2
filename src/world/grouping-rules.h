/* grouping-rules.h - the rules of grouping as JSON
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "triage/grouping.h"
G_BEGIN_DECLS

#define MUSTER_GROUPING_DEFAULT "default" /* the name of the one object of that type */

/* Of MusterGroupingRule, the last one for what no other takes; NULL and an error if it is none. */
GPtrArray *muster_grouping_read (const char *body, GError **error);

G_END_DECLS
