/* shift-things.c - a schedule, and what commands about shifts are about
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "shift-things.h"

#include "base/instant.h"

static void
must (LiveHub *self, const char *token, const char *path, const char *body)
{
  g_autoptr (LiveAnswer) answer = live_post (self, token, path, body);

  if (answer->status != 200)
    g_error ("%s %s: %u %s", path, body, answer->status, answer->body);
}

/* Everybody is on call of it. */
static MusterUlid
make_schedule (LiveHub *self)
{
  must (self, NULL, "/v1/config",
        "{\"object\":\"schedule\",\"name\":\"s\",\"body\":{\"zone\":\"UTC\",\"layers\":[{\"name\":"
        "\"l\",\"start\":\"2026-03-02T09:00\",\"every\":\"1 week\",\"members\":[[\"ben\",\"cho\","
        "\"owner\"]]}]}}");
  return muster_directory_find (muster_world_get_directory (live_hub_world (self)),
                                MUSTER_OBJECT_SCHEDULE, "s", -1)
      ->id;
}

static MusterShiftBook *
book_of (LiveHub *self)
{
  return muster_world_get_shifts (live_hub_world (self));
}

static MusterUlid
make_override (LiveHub *self)
{
  const GPtrArray *list;

  must (self, NULL, "/v1/schedules/s/override",
        "{\"kind\":\"add\",\"person\":\"cho\",\"to\":\"2026-03-26T00:00:00Z\"}");
  list = muster_shift_changes_list (book_of (self)->changes);
  return ((const MusterShiftChange *) g_ptr_array_index (list, list->len - 1))->id;
}

/* Somebody else says that they are not on call, and then that they are. */
static MusterUlid
make_notice (LiveHub *self, const char *person)
{
  static const char *const kinds[] = { "remove", "add" };
  g_autofree char *ben = live_token (self, "ben", MUSTER_ACCESS_MANAGER);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *body =
          g_strdup_printf ("{\"kind\":\"%s\",\"person\":\"%s\",\"from\":\"2026-03-20T00:00:00Z\","
                           "\"to\":\"2026-03-21T00:00:00Z\"}",
                           kinds[i], person);

      must (self, ben, "/v1/schedules/s/override", body);
    }
  return ((const MusterShiftNotice *) muster_shift_notices_list (book_of (self)->notices)
              ->tail->data)
      ->id;
}

/* By @person; @other (nullable): who is asked. Each is of another hour. */
static MusterUlid
make_request (LiveHub *self, const char *person, const char *other)
{
  const GPtrArray *list = muster_shift_requests_list (book_of (self)->requests);
  gint64 from_us = LIVE_START_US + 16 * G_TIME_SPAN_DAY + list->len * G_TIME_SPAN_HOUR;
  g_autofree char *from = muster_instant_to_string (from_us);
  g_autofree char *to = muster_instant_to_string (from_us + G_TIME_SPAN_HOUR);
  g_autofree char *body = g_strdup_printf (
      "{\"person\":\"%s\",\"from\":\"%s\",\"to\":\"%s\"%s%s%s}", person, from, to,
      other != NULL ? ",\"other\":\"" : "", other != NULL ? other : "", other != NULL ? "\"" : "");

  must (self, NULL, "/v1/schedules/s/ask", body);
  return ((const MusterShiftRequest *) g_ptr_array_index (list, list->len - 1))->id;
}

/* One that has an offer by ben. */
static MusterUlid
make_offered_request (LiveHub *self, const char *person)
{
  g_autofree char *ben = live_token (self, "ben", MUSTER_ACCESS_RESPONDER);
  MusterUlid request = make_request (self, person, NULL);
  g_autofree char *id = muster_ulid_to_string (request);
  g_autofree char *path = g_strdup_printf ("/v1/shift-requests/%s/offer", id);

  must (self, ben, path, "{}");
  return request;
}

static MusterUlid
make_remark (LiveHub *self, const char *person)
{
  g_autofree char *token = live_token (self, person, MUSTER_ACCESS_RESPONDER);
  const GPtrArray *list;

  must (self, token, "/v1/schedules/s/watch", "{\"text\":\"t\"}");
  list = muster_handovers_list_remarks (book_of (self)->handovers);
  return ((const MusterHandoverRemark *) g_ptr_array_index (list, list->len - 1))->id;
}

/* ben is alone for a second, and then is not. */
static MusterUlid
make_handover (LiveHub *self)
{
  g_autofree char *from =
      muster_instant_to_string (muster_world_get_time (live_hub_world (self)) + 2 * G_USEC_PER_SEC);
  g_autofree char *to =
      muster_instant_to_string (muster_world_get_time (live_hub_world (self)) + 4 * G_USEC_PER_SEC);
  g_autofree char *body = g_strdup_printf (
      "{\"kind\":\"cover\",\"person\":\"ben\",\"from\":\"%s\",\"to\":\"%s\"}", from, to);
  const GPtrArray *list;

  must (self, NULL, "/v1/config",
        "{\"object\":\"policy\",\"name\":\"of-s\",\"body\":{\"steps\":[{\"notify\":[{"
        "\"schedule\":\"s\"}]}]}}");
  must (self, NULL, "/v1/schedules/s/watch", "{\"text\":\"t\"}");
  must (self, NULL, "/v1/schedules/s/override", body);
  live_hub_advance (self, 3 * G_USEC_PER_SEC);
  live_hub_advance (self, 3 * G_USEC_PER_SEC);
  list = muster_handovers_list (book_of (self)->handovers);
  g_assert_cmpuint (list->len, >, 0);
  return ((const MusterHandover *) g_ptr_array_index (list, list->len - 1))->id;
}

/* Theirs, who had no test page in the last minute. */
static MusterUlid
find_person (LiveHub *self, const char *person)
{
  live_hub_advance (self, G_TIME_SPAN_MINUTE + 1);
  return muster_directory_find (muster_world_get_directory (live_hub_world (self)), "person",
                                person, -1)
      ->id;
}

static MusterUlid
make_test_page (LiveHub *self, const char *person)
{
  MusterUlid id = find_person (self, person);
  g_autofree char *path = g_strdup_printf ("/v1/people/%s/test-page", person);

  must (self, NULL, path, "{}");
  return muster_page_reaches_get (muster_world_get_page_reaches (live_hub_world (self)), id,
                                  "desktop")
      ->test;
}

MusterUlid
live_shift_thing (LiveHub *self, const char *type, const char *person)
{
  static const char *const types[] = { "schedule", "override",      "notice",
                                       "request",  "asked-request", "own-request",
                                       "handover", "remark",        NULL };
  MusterUlid schedule;

  if (g_str_equal (type, "person"))
    return find_person (self, person);
  if (g_str_equal (type, "test-page"))
    return make_test_page (self, person);
  if (!g_strv_contains (types, type))
    return (MusterUlid){ 0, 0 };
  schedule = make_schedule (self);
  if (g_str_equal (type, "notice"))
    return make_notice (self, person);
  if (g_str_equal (type, "request"))
    return make_request (self, "ben", NULL);
  if (g_str_equal (type, "asked-request"))
    return make_request (self, "ben", person);
  if (g_str_equal (type, "own-request"))
    return make_offered_request (self, person);
  if (g_str_equal (type, "remark"))
    return make_remark (self, person);
  if (g_str_equal (type, "handover"))
    return make_handover (self);
  return g_str_equal (type, "override") ? make_override (self) : schedule;
}
