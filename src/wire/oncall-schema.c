/* oncall-schema.c - the keys of a team file that say on which days nobody likes to be on call
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "wire/team-schema.h"

#include "base/wall-time.h"

/* "2026-12-25" */
static gboolean
is_date (const char *text)
{
  g_autofree char *wall = g_strconcat (text, "T00:00", NULL);
  gint64 wall_s;

  return strlen (text) == 10 && muster_wall_time_parse (wall, &wall_s);
}

static const MusterShape date = { MUSTER_SHAPE_TEXT, .what = "a date such as 2026-12-25",
                                  .good = is_date };
const MusterShape muster_holidays_shape = { MUSTER_SHAPE_LIST,
                                            .what = "a list of at most 1,000 dates", .item = &date,
                                            .max = 1000 };
