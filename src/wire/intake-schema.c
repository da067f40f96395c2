/* intake-schema.c - the keys of a team file that say what comes in and how
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "wire/team-schema.h"

#include "base/field-path.h"
#include "base/instant.h"
#include "base/server-address.h"
#include "base/ulid.h"

#define END                                                                                        \
  {                                                                                                \
    NULL                                                                                           \
  }

#define INTERVAL_MIN_US (30 * G_USEC_PER_SEC) /* of a heartbeat */

static gboolean
is_long_enough (const char *text)
{
  gint64 us;

  return muster_duration_parse (text, &us, NULL) && us >= INTERVAL_MIN_US;
}

static gboolean
is_path (const char *text)
{
  return muster_field_path_check (text, NULL);
}

/* What begins with "$" is a path, anything else stands for itself. */
static gboolean
is_place (const char *text)
{
  return *text != '\0' && (*text != '$' || is_path (text));
}

static gboolean
is_id (const char *text)
{
  MusterUlid id;

  return muster_ulid_parse (text, -1, &id);
}

static const MusterShape name = { MUSTER_SHAPE_NAME, .what = "a name of 1 to 256 bytes" };
static const MusterShape word = { MUSTER_SHAPE_TEXT, .what = "a text of 1 to 256 bytes", .min = 1,
                                  .max = 256 };
static const MusterShape words = { MUSTER_SHAPE_LIST, .what = "a list of at most 100 texts",
                                   .item = &word, .max = 100 };
static const MusterShape duration = { MUSTER_SHAPE_TEXT, .what = "a duration such as 15m or 1h30m",
                                      .good = muster_is_duration };
static const MusterShape a_service = { MUSTER_SHAPE_REFERENCE, .what = "a service's name",
                                       .words = "service" };

/* --- heartbeats --- */

static const MusterShape interval = { MUSTER_SHAPE_TEXT, .what = "a duration of 30s or more",
                                      .good = is_long_enough };
static const MusterShapeKey heartbeat_keys[] = {
  { "name", &name, MUSTER_KEY_REQUIRED },
  { "interval", &interval, MUSTER_KEY_REQUIRED },
  { "grace", &duration },
  { "service", &a_service },
  END,
};
static const MusterShape heartbeat = { MUSTER_SHAPE_MAPPING, .what = "a heartbeat",
                                       .keys = heartbeat_keys };
const MusterShape muster_heartbeats_schema = { MUSTER_SHAPE_LIST,
                                               .what = "a list of at most 1,000 heartbeats",
                                               .item = &heartbeat, .max = 1000 };

/* --- mappings --- */

static const MusterShape path = { MUSTER_SHAPE_TEXT, .what = "a path such as $.alerts",
                                  .good = is_path };
static const MusterShape place = { MUSTER_SHAPE_TEXT, .what = "a path such as $.name, or a text",
                                   .good = is_place };
static const MusterShape severity = { MUSTER_SHAPE_INT, .what = "a severity from 1 to 5", .min = 1,
                                      .max = 5 };
static const MusterShape severities = { MUSTER_SHAPE_TABLE, .what = "words with their severities",
                                        .item = &severity };
static const MusterShape labels = { MUSTER_SHAPE_LABELS, .what = "labels with their places",
                                    .item = &place };
static const MusterShapeKey mapping_keys[] = {
  { "name", &name, MUSTER_KEY_REQUIRED },
  { "each", &path },
  { "title", &place, MUSTER_KEY_REQUIRED },
  { "key", &place },
  { "status", &place },
  { "resolved", &words },
  { "acknowledged", &words },
  { "severity", &place },
  { "severities", &severities },
  { "service", &place },
  { "starts", &place },
  { "ends", &place },
  { "url", &place },
  { "description", &place },
  { "labels", &labels },
  END,
};
static const MusterShape mapping = { MUSTER_SHAPE_MAPPING, .what = "a mapping",
                                     .keys = mapping_keys };
const MusterShape muster_mappings_schema = { MUSTER_SHAPE_LIST,
                                             .what = "a list of at most 1,000 mappings",
                                             .item = &mapping, .max = 1000 };

/* --- Alertmanagers --- */

static const MusterShape address = { MUSTER_SHAPE_TEXT,
                                     .what = "an address such as "
                                             "http://10.0.0.1:9093",
                                     .good = muster_is_server_address };
static const MusterShape addresses = { MUSTER_SHAPE_LIST, .what = "a list of 1 to 8 addresses",
                                       .item = &address, .min = 1, .max = 8 };
static const MusterShape key_id = { MUSTER_SHAPE_TEXT, .what = "the id of an integration key",
                                    .good = is_id };
static const MusterShape yes_or_no = { MUSTER_SHAPE_BOOL, .what = "true or false" };
static const MusterShapeKey secret_keys[] = { { "secret", &word, MUSTER_KEY_REQUIRED }, END };
static const MusterShape secret = { MUSTER_SHAPE_MAPPING, .what = "{secret: NAME}",
                                    .keys = secret_keys };
static const MusterShapeKey alertmanager_keys[] = {
  { "name", &name, MUSTER_KEY_REQUIRED },
  { "urls", &addresses, MUSTER_KEY_REQUIRED },
  { "interval", &duration },
  { "grace", &duration },
  { "key", &key_id },
  { "silences", &yes_or_no },
  { "token", &secret },
  END,
};
static const MusterShape alertmanager = { MUSTER_SHAPE_MAPPING, .what = "an Alertmanager",
                                          .keys = alertmanager_keys };
const MusterShape muster_alertmanagers_schema = { MUSTER_SHAPE_LIST,
                                                  .what = "a list of at most 100 Alertmanagers",
                                                  .item = &alertmanager, .max = 100 };

/* --- dead man's switches --- */

static const MusterShape switch_address = { MUSTER_SHAPE_TEXT,
                                            .what = "an address with https, or {secret: NAME}",
                                            .min = 1, .other = &secret };
static const MusterShapeKey switch_keys[] = {
  { "name", &name, MUSTER_KEY_REQUIRED },
  { "url", &switch_address, MUSTER_KEY_REQUIRED },
  { "every", &duration },
  { "network", &yes_or_no },
  END,
};
static const MusterShape dead_man_switch = { MUSTER_SHAPE_MAPPING, .what = "a dead man's switch",
                                             .keys = switch_keys };
const MusterShape muster_dead_man_switches_schema = {
  MUSTER_SHAPE_LIST, .what = "a list of at most 20 dead man's switches", .item = &dead_man_switch,
  .max = 20
};
