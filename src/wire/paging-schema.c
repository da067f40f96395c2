/* paging-schema.c - the keys of a team file that say when people are paged
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "wire/team-schema.h"

#include "base/instant.h"

#define END                                                                                        \
  {                                                                                                \
    NULL                                                                                           \
  }

#define LIMIT_WITHIN_MAX_US G_TIME_SPAN_DAY

static gboolean
is_limit_time (const char *text)
{
  gint64 us;

  return muster_duration_parse (text, &us, NULL) && us > 0 && us <= LIMIT_WITHIN_MAX_US;
}

static const MusterShape pages = { MUSTER_SHAPE_INT, .what = "a number of pages from 1 to 30",
                                   .min = 1, .max = 30 };
static const MusterShape within = { MUSTER_SHAPE_TEXT, .what = "a duration of at most 24h",
                                    .good = is_limit_time };
static const MusterShapeKey limit_keys[] = {
  { "pages", &pages, MUSTER_KEY_REQUIRED },
  { "in", &within, MUSTER_KEY_REQUIRED },
  END,
};
const MusterShape muster_page_limit_shape = { MUSTER_SHAPE_MAPPING,
                                              .what = "a limit such as {pages: 5, in: 15m}",
                                              .keys = limit_keys };
const MusterShape muster_step_condition_shape = { MUSTER_SHAPE_WORD, .what = "always or working",
                                                  .words = "always working" };
