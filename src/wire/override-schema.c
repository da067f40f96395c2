/* override-schema.c - the keys of a team file that say when alerts are worse than they say
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "wire/team-schema.h"

#include "base/instant.h"
#include "base/server-address.h"

#define END                                                                                        \
  {                                                                                                \
    NULL                                                                                           \
  }

#define INTERVAL_MIN_US (15 * G_USEC_PER_SEC) /* between two questions */

static gboolean
is_long_enough (const char *text)
{
  gint64 us;

  return muster_duration_parse (text, &us, NULL) && us >= INTERVAL_MIN_US;
}

static const MusterShape name = { MUSTER_SHAPE_NAME, .what = "a name of 1 to 256 bytes" };
static const MusterShape text = { MUSTER_SHAPE_TEXT, .what = "text of 1 to 1,024 bytes", .min = 1 };
static const MusterShape duration = { MUSTER_SHAPE_TEXT, .what = "a duration such as 15m or 1h30m",
                                      .good = muster_is_duration };

/* --- a metric --- */

static const MusterShape address = { MUSTER_SHAPE_TEXT,
                                     .what = "an address such as http://10.0.0.1:9090",
                                     .good = muster_is_server_address };
static const MusterShape query = { MUSTER_SHAPE_TEXT, .what = "PromQL of 1 to 1,024 bytes",
                                   .min = 1 };
static const MusterShape number = { MUSTER_SHAPE_NUMBER, .what = "a number" };
static const MusterShape interval = { MUSTER_SHAPE_TEXT, .what = "a duration of 15s or more",
                                      .good = is_long_enough };
static const MusterShapeKey secret_keys[] = { { "secret", &name, MUSTER_KEY_REQUIRED }, END };
static const MusterShape secret = { MUSTER_SHAPE_MAPPING, .what = "{secret: NAME}",
                                    .keys = secret_keys };
static const MusterShapeKey metric_keys[] = {
  { "url", &address, MUSTER_KEY_REQUIRED },
  { "query", &query, MUSTER_KEY_REQUIRED },
  { "above", &number, MUSTER_KEY_CHOICE },
  { "below", &number, MUSTER_KEY_CHOICE },
  { "for", &duration },
  { "interval", &interval },
  { "token", &secret },
  END,
};
static const MusterShape metric = { MUSTER_SHAPE_MAPPING, .what = "a metric", .keys = metric_keys,
                                    .choice = MUSTER_CHOICE_ONE };

/* --- overrides --- */

static const MusterShape steps_worse = { MUSTER_SHAPE_INT, .what = "a number of steps from 1 to 4",
                                         .min = 1, .max = 4 };
static const MusterShapeKey override_keys[] = {
  { "name", &name, MUSTER_KEY_REQUIRED },
  { "match", &muster_matchers_shape },
  { "services", &muster_services_shape },
  { "raise", &steps_worse, MUSTER_KEY_CHOICE },
  { "severity", &muster_severity_shape, MUSTER_KEY_CHOICE },
  { "metric", &metric, MUSTER_KEY_OTHER_CHOICE },
  { "start", &muster_wall_time_shape, MUSTER_KEY_OTHER_CHOICE, .with = "duration" },
  { "duration", &duration, .with = "start" },
  { "zone", &muster_zone_shape, .with = "start" },
  { "rrule", &muster_recurrence_shape, .with = "start" },
  { "until", &muster_wall_time_shape, .with = "start" },
  { "reason", &text },
  END,
};
static const MusterShape override = { MUSTER_SHAPE_MAPPING, .what = "an override of severities",
                                      .keys = override_keys, .choice = MUSTER_CHOICE_ONE,
                                      .other_choice = MUSTER_CHOICE_ONE };
const MusterShape muster_severity_overrides_schema = { MUSTER_SHAPE_LIST,
                                                       .what = "a list of at most 1,000 overrides",
                                                       .item = &override, .max = 1000 };
