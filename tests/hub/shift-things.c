/* shift-things.c - a schedule, and what commands about shifts are about
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "shift-things.h"

static void
must (LiveHub *self, const char *token, const char *path, const char *body)
{
  g_autoptr (LiveAnswer) answer = live_post (self, token, path, body);

  if (answer->status != 200)
    g_error ("%s %s: %u %s", path, body, answer->status, answer->body);
}

static MusterUlid
make_schedule (LiveHub *self)
{
  must (self, NULL, "/v1/config",
        "{\"object\":\"schedule\",\"name\":\"s\",\"body\":{\"zone\":\"UTC\",\"layers\":[{\"name\":"
        "\"l\",\"start\":\"2026-03-02T09:00\",\"every\":\"1 week\",\"members\":[\"ben\"]}]}}");
  return muster_directory_find (muster_world_get_directory (live_hub_world (self)),
                                MUSTER_OBJECT_SCHEDULE, "s", -1)
      ->id;
}

static MusterUlid
last_override (LiveHub *self)
{
  const GPtrArray *list =
      muster_shift_changes_list (muster_world_get_shifts (live_hub_world (self))->changes);

  return ((const MusterShiftChange *) g_ptr_array_index (list, list->len - 1))->id;
}

static MusterUlid
make_notice (LiveHub *self, const char *person)
{
  g_autofree char *ben = live_token (self, "ben", MUSTER_ACCESS_RESPONDER);
  g_autofree char *body =
      g_strdup_printf ("{\"kind\":\"replace\",\"person\":\"ben\",\"other\":\"%s\","
                       "\"from\":\"2026-03-20T00:00:00Z\",\"to\":\"2026-03-21T00:00:00Z\"}",
                       person);
  const MusterShiftNotice *notice;

  must (self, ben, "/v1/schedules/s/override", body);
  notice = muster_shift_notices_list (muster_world_get_shifts (live_hub_world (self))->notices)
               ->tail->data;
  must (self, NULL, "/v1/schedules/s/override", /* so that there is another one next time */
        "{\"kind\":\"cover\",\"person\":\"ben\",\"from\":\"2026-03-20T00:00:00Z\","
        "\"to\":\"2026-03-21T00:00:00Z\"}");
  return notice->id;
}

MusterUlid
live_shift_thing (LiveHub *self, const char *type, const char *person)
{
  MusterUlid schedule;

  if (!g_str_equal (type, "schedule") && !g_str_equal (type, "override") &&
      !g_str_equal (type, "notice"))
    return (MusterUlid){ 0, 0 };
  schedule = make_schedule (self);
  if (g_str_equal (type, "notice"))
    return make_notice (self, person);
  if (g_str_equal (type, "schedule"))
    return schedule;
  must (self, NULL, "/v1/schedules/s/override",
        "{\"kind\":\"add\",\"person\":\"cho\",\"to\":\"2026-03-26T00:00:00Z\"}");
  return last_override (self);
}
