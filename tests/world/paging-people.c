/* paging-people.c - people are woken only when they should be
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * It is Friday, 2026-03-06, 14:25 in UTC: 23:25 in Tokyo, 09:25 in New York, 15:25 in Berlin.
 */
#include "paged.h"

#include <string.h>

#define MINUTE G_TIME_SPAN_MINUTE
#define HOUR   G_TIME_SPAN_HOUR

#define ASLEEP "{\"zone\":\"Asia/Tokyo\",\"quiet\":[{\"from\":\"22:00\",\"to\":\"08:00\"}]}"
#define OFF_WORK                                                                                   \
  "{\"zone\":\"Asia/Tokyo\",\"working\":[{\"days\":[\"mo\",\"tu\",\"we\",\"th\",\"fr\"],"          \
  "\"from\":\"09:00\",\"to\":\"17:00\"}]}"
#define BY(channel)                                                                                \
  "{\"rules\":{\"high\":[{\"via\":\"" channel "\"}],\"low\":[{\"via\":\"" channel "\"}]}}"
#define LOW    "alertname=Slow,service=shop,severity=warning"
#define URGENT "alertname=Down,service=shop,severity=critical"

static void
put (OneKey *self, const char *type, const char *name, const char *body)
{
  small_hub_configure (self->hub, type, name, body);
}

/* Who sits there. */
static void
put_desks (OneKey *self)
{
  paged_put_person (self, "ben", "{}", "{}");
  paged_put_person (self, "cho", "{}", "{}");
}

/* shop's: ana, and after ten minutes ben; once more after the wait, and then who owns it: nobody.
 */
static void
put_two (OneKey *self, const char *more)
{
  g_autofree char *body =
      g_strdup_printf ("{\"repeat\":1,\"steps\":[{\"notify\":[{\"person\":\"ana\"}]%s},"
                       "{\"after\":\"10m\",\"notify\":[{\"person\":\"ben\"}]}]}",
                       more);

  put_desks (self);
  put (self, "policy", "two", body);
  put (self, "service", "shop", "{\"policy\":\"two\"}");
}

static gint64
now (const OneKey *self)
{
  return self->hub->context.now_us;
}

static void
put_worst (OneKey *self)
{
  put (self, "rules", "severity_map", "{\"rules\":[{\"match\":\"worst=yes\",\"severity\":1}]}");
}

/* --- quiet and working hours --- */

static void
test_quiet_hours (OneKey *self, gconstpointer unused)
{
  g_autofree char *line = NULL;
  gint64 from_us;

  paged_put_person (self, "ana", ASLEEP, BY ("email"));
  put_two (self, "");
  from_us = now (self);
  paged_fire (self, LOW);
  paged_wait (self, 9 * HOUR);
  /* at 08:00; though there were two rounds, once */
  paged_assert (self, from_us, "10 ben desktop 1, 30 ben desktop 1, 515 ana email 1");
  line = paged_line (self, 1, MUSTER_EVENT_ESCALATION_PERSON_DUE);
  g_assert_cmpstr (line, ==, "Waits until 08:00 of ana: quiet hours");
  g_assert_cmpuint (paged_count (self, MUSTER_EVENT_ESCALATION_HASTENED), ==, 0);
}

static void
test_urgent_wakes (OneKey *self, gconstpointer unused)
{
  gint64 from_us = now (self);

  paged_put_person (self, "ana", ASLEEP, BY ("email"));
  put_two (self, "");
  paged_fire (self, URGENT);
  paged_assert (self, from_us, "0 ana email 1");
}

/* Who sleeps is woken when it has become urgent, by the rules for that. */
static void
test_raised (OneKey *self, gconstpointer unused)
{
  gint64 from_us = now (self);
  g_autofree char *line = NULL;

  paged_put_person (self, "ana", ASLEEP,
                    "{\"rules\":{\"high\":[{\"via\":\"sms\"}],\"low\":[{\"via\":\"email\"}]}}");
  put_two (self, "");
  paged_fire (self, LOW);
  paged_wait (self, 5 * MINUTE);
  g_assert_true (paged_do (self, "incident.severity", 1, "severity", "2"));
  paged_wait (self, 9 * HOUR);
  paged_assert (self, from_us, "5 ana sms 1, 15 ben desktop 1, 25 ana sms 1, 35 ben desktop 1");
  line = paged_line (self, 1, MUSTER_EVENT_ESCALATION_RESUMED);
  g_assert_cmpstr (line, ==, "It is urgent now: people are told again");
}

static void
test_working_hours (OneKey *self, gconstpointer unused)
{
  gint64 from_us = now (self);
  g_autofree char *line = NULL;

  paged_put_person (self, "ana", OFF_WORK, BY ("email"));
  put_two (self, "");
  paged_fire (self, LOW);
  paged_wait (self, 4 * G_TIME_SPAN_DAY);
  paged_assert (self, from_us, "10 ben desktop 1, 30 ben desktop 1, 3455 ana email 1");
  line = paged_line (self, 1, MUSTER_EVENT_ESCALATION_PERSON_DUE);
  g_assert_true (g_str_has_suffix (line, "09:00 of ana: not at work"));
}

/* A rule of the chain that would be at night waits too. */
static void
test_chain_into_the_night (OneKey *self, gconstpointer unused)
{
  gint64 from_us = now (self);

  paged_put_person (
      self, "ana", "{\"zone\":\"Europe/Berlin\",\"quiet\":[{\"from\":\"15:30\",\"to\":\"16:30\"}]}",
      "{\"rules\":{\"low\":[{\"via\":\"email\"},{\"via\":\"sms\",\"after\":\"10m\"}]}}");
  put (self, "policy", "one", "{\"steps\":[{\"notify\":[{\"person\":\"ana\"}]}],\"wait\":\"9h\"}");
  put (self, "service", "shop", "{\"policy\":\"one\"}");
  paged_fire (self, LOW);
  paged_wait (self, 2 * HOUR);
  paged_assert (self, from_us, "0 ana email 1, 65 ana sms 1");
}

/* A step for working hours waits even for what is urgent, but not for the worst. */
static void
test_step_condition (OneKey *self, gconstpointer unused)
{
  gint64 from_us = now (self);
  g_autofree char *line = NULL;

  put_worst (self);
  paged_put_person (self, "ana", OFF_WORK, BY ("email"));
  put_two (self, ",\"when\":\"working\"");
  paged_fire (self, URGENT);
  paged_wait (self, 5 * MINUTE);
  paged_assert (self, from_us, "");
  line = paged_line (self, 1, MUSTER_EVENT_ESCALATION_PERSON_DUE);
  g_assert_true (g_str_has_suffix (line, "of ana: this step is for working hours"));
  g_assert_true (paged_do (self, "incident.severity", 1, "severity", "1"));
  paged_assert (self, from_us, "5 ana email 1");
  from_us = now (self);
  paged_fire (self, "alertname=Worst,service=shop,severity=critical,worst=yes");
  paged_assert (self, from_us, "0 ana email 1, 0 ana email 2");
}

static void
test_impossible_hours (OneKey *self, gconstpointer unused)
{
  static const char *const bodies[] = {
    "{\"quiet\":[{\"from\":\"08:00\",\"to\":\"08:00\"}]}",
    "{\"quiet\":[{\"from\":\"08:00\",\"to\":\"20:00\"}],\"working\":[{\"from\":\"09:00\",\"to\":"
    "\"17:00\"}]}",
    "{\"zone\":\"Mars/Olympus\",\"quiet\":[{\"from\":\"22:00\",\"to\":\"08:00\"}]}",
    "{\"quiet\":[{\"from\":\"25:00\",\"to\":\"08:00\"}]}",
    "{\"quiet\":[{\"days\":[\"xx\"],\"from\":\"22:00\",\"to\":\"08:00\"}]}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      MusterCommand *command = small_hub_command (self->hub, "config.put", 0);

      muster_command_set_text (command, "object", "person");
      muster_command_set_text (command, "name", "ana");
      muster_command_set_text (command, "body", bodies[i]);
      g_assert_false (small_hub_do (self->hub, command, NULL, NULL));
    }
}

/* --- limits --- */

static guint
fire_n (OneKey *self, guint i, const char *severity)
{
  g_autofree char *labels = g_strdup_printf ("alertname=A%u,service=shop,severity=%s", i, severity);

  return paged_fire (self, labels);
}

/* The first page of each comes at once, the others of it together. */
static void
test_bundle (OneKey *self, gconstpointer unused)
{
  gint64 from_us = now (self);
  g_autofree char *line = NULL, *text = NULL;
  g_autoptr (GPtrArray) list = NULL;
  const MusterPageBundle *bundle;

  paged_put_person (self, "ana", "{}",
                    "{\"channels\":[{\"type\":\"sms\",\"limit\":{\"pages\":1,\"in\":\"30m\"}}],"
                    "\"rules\":{\"high\":[{\"via\":\"sms\"}]}}");
  put (self, "policy", "one",
       "{\"repeat\":9,\"steps\":[{\"notify\":[{\"person\":\"ana\"}]}],\"wait\":\"12m\"}");
  put (self, "service", "shop", "{\"policy\":\"one\"}");
  for (guint i = 0; i < 3; i++)
    fire_n (self, i, "critical");
  paged_assert (self, from_us, "0 ana sms 1, 0 ana sms 2, 0 ana sms 3");
  paged_wait (self, 29 * MINUTE); /* two more rounds */
  paged_assert (self, from_us, "0 ana sms 1, 0 ana sms 2, 0 ana sms 3");
  line = paged_line (self, 2, MUSTER_EVENT_PAGE_INTENDED);
  g_assert_cmpstr (line, ==, "ana paged on sms, held back to go out with others");
  bundle = muster_page_limits_first (
      muster_pagings_get_limits (muster_world_get_pagings (self->hub->world)));
  g_assert_nonnull (bundle);
  g_assert_true (paged_do (self, "incident.acknowledge", 1, NULL, NULL));
  paged_wait_deaf (self, MINUTE);
  paged_assert (self, from_us, "0 ana sms 1, 0 ana sms 2, 0 ana sms 3, 30 ana sms 2+2");
  g_assert_cmpuint (bundle->incidents->len, ==, 2);
  g_clear_pointer (&line, g_free);
  line = paged_line (self, 2, MUSTER_EVENT_PAGE_INTENDED);
  g_assert_cmpstr (line, ==, "ana paged on sms of 2 incidents together, on its way");
  paged_wait (self, 0);
  g_clear_pointer (&line, g_free);
  line = paged_line (self, 3, MUSTER_EVENT_PAGE_INTENDED);
  g_assert_cmpstr (line, ==, "ana paged on sms, sent");
  g_assert_null (muster_page_limits_first (
      muster_pagings_get_limits (muster_world_get_pagings (self->hub->world))));
}

/* In any 15 minutes there are no more than five, but first ones. */
static void
test_default_limit (OneKey *self, gconstpointer unused)
{
  guint n_incidents = 4;
  g_autoptr (GArray) later = g_array_new (FALSE, FALSE, sizeof (gint64));

  paged_put_person (self, "ana", "{}", BY ("sms"));
  put (self, "policy", "one",
       "{\"repeat\":99,\"steps\":[{\"notify\":[{\"person\":\"ana\"}]}],\"wait\":\"1m\"}");
  put (self, "service", "shop", "{\"policy\":\"one\"}");
  for (guint i = 0; i < n_incidents; i++)
    fire_n (self, i, "critical");
  paged_wait (self, 3 * HOUR);
  for (guint64 seq = 1; seq <= small_hub_n_events (self->hub); seq++)
    {
      const MusterEvent *event = small_hub_event (self->hub, seq);

      if (event->kind == MUSTER_EVENT_PAGE_INTENDED)
        g_array_append_val (later, event->at_us);
    }
  g_assert_cmpuint (later->len, >, 30);
  for (guint i = 5; i < later->len; i++)
    g_assert_cmpint (g_array_index (later, gint64, i) - g_array_index (later, gint64, i - 5), >=,
                     15 * MINUTE);
}

/* SEV-1 is never held back. */
static void
test_worst_is_not_limited (OneKey *self, gconstpointer unused)
{
  gint64 from_us = now (self);

  put_worst (self);
  paged_put_person (self, "ana", "{}",
                    "{\"channels\":[{\"type\":\"sms\",\"limit\":{\"pages\":1,\"in\":\"24h\"}}],"
                    "\"rules\":{\"high\":[{\"via\":\"sms\"}]}}");
  put (self, "policy", "one",
       "{\"repeat\":9,\"steps\":[{\"notify\":[{\"person\":\"ana\"}]}],\"wait\":\"10m\"}");
  put (self, "service", "shop", "{\"policy\":\"one\"}");
  paged_fire (self, URGENT ",worst=yes");
  paged_wait (self, 25 * MINUTE);
  paged_assert (self, from_us, "0 ana sms 1, 10 ana sms 1, 20 ana sms 1");
}

/* What is not urgent: one page at most every two hours. */
static void
test_digest (OneKey *self, gconstpointer unused)
{
  gint64 from_us = now (self);

  paged_put_person (self, "ana", "{}", BY ("email"));
  put (self, "policy", "one",
       "{\"steps\":[{\"notify\":[{\"person\":\"ana\"}]}],\"wait\":\"300h\"}");
  put (self, "service", "shop", "{\"policy\":\"one\"}");
  for (guint i = 0; i < 8; i++)
    {
      fire_n (self, i, "warning");
      paged_wait (self, 10 * MINUTE);
    }
  paged_wait (self, 5 * HOUR);
  paged_assert (self, from_us, "0 ana email 1, 120 ana email 2+7");
  fire_n (self, 20, "critical"); /* that does not wait */
  paged_assert (self, from_us, "0 ana email 1, 120 ana email 2+7, 380 ana email 9");
}

/* A bundle that is refused is followed by everybody's next rule. */
static void
test_bundle_refused (OneKey *self, gconstpointer unused)
{
  gint64 from_us = now (self);
  const MusterPageBundle *bundle;
  MusterUlid page;

  paged_put_person (
      self, "ana", "{}",
      "{\"rules\":{\"low\":[{\"via\":\"email\"},{\"via\":\"sms\",\"after\":\"90h\"}]}}");
  put (self, "policy", "one",
       "{\"steps\":[{\"notify\":[{\"person\":\"ana\"}]}],\"wait\":\"300h\"}");
  put (self, "service", "shop", "{\"policy\":\"one\"}");
  for (guint i = 0; i < 3; i++)
    fire_n (self, i, "warning");
  paged_wait (self, 119 * MINUTE);
  bundle = muster_page_limits_first (
      muster_pagings_get_limits (muster_world_get_pagings (self->hub->world)));
  page = bundle->page;
  paged_wait_deaf (self, MINUTE);
  paged_assert (self, from_us, "0 ana email 1, 120 ana email 2+2");
  paged_tell (self, 2, page, MUSTER_EVENT_PAGE_REFUSED);
  paged_wait (self, MINUTE);
  /* the sms of the first, and one for the second: the third's waits for two hours again */
  paged_assert (self, from_us, "0 ana email 1, 120 ana email 2+2, 120 ana sms 2");
}

/* --- by hand --- */

static void
test_page_person (OneKey *self, gconstpointer unused)
{
  gint64 from_us = now (self);

  paged_put_person (
      self, "ben", ASLEEP,
      "{\"rules\":{\"high\":[{\"via\":\"desktop\"},{\"via\":\"sms\",\"after\":\"2m\"},"
      "{\"via\":\"email\",\"after\":\"5m\"}]}}");
  paged_fire (self, URGENT);
  g_assert_true (paged_do (self, "incident.acknowledge", 1, NULL, NULL));
  g_assert_true (paged_do (self, "incident.page", 1, "target", "person:ben"));
  paged_wait (self, HOUR);
  paged_assert (self, from_us, "0 ben desktop 1, 2 ben sms 1, 5 ben email 1");
  /* until they are there */
  from_us = now (self);
  g_assert_true (paged_do (self, "incident.page", 1, "target", "person:ben"));
  paged_wait (self, 3 * MINUTE);
  {
    MusterCommand *join = small_hub_command (self->hub, "incident.assign", 1);

    join->actor = (MusterActor){ MUSTER_ACTOR_PERSON, small_hub_person (self->hub, "ben") };
    muster_command_set_int (join, "role", MUSTER_ROLE_OBSERVER);
    g_assert_true (small_hub_do (self->hub, join, NULL, NULL));
  }
  paged_wait (self, HOUR);
  paged_assert (self, from_us, "0 ben desktop 1, 2 ben sms 1");
  g_assert_cmpuint (paged_count (self, MUSTER_EVENT_ESCALATION_RESUMED), ==, 0);
}

/* Nobody's chain goes on after the end. */
static void
test_page_person_resolved (OneKey *self, gconstpointer unused)
{
  gint64 from_us = now (self);

  paged_put_person (
      self, "ben", "{}",
      "{\"rules\":{\"high\":[{\"via\":\"desktop\"},{\"via\":\"sms\",\"after\":\"2m\"}]}}");
  paged_fire (self, URGENT);
  g_assert_true (paged_do (self, "incident.page", 1, "target", "person:ben"));
  paged_wait (self, MINUTE);
  g_assert_true (paged_do (self, "incident.resolve", 1, NULL, NULL));
  paged_wait (self, HOUR);
  paged_assert (self, from_us, "0 ben desktop 1");
}

/* Another policy, beside the incident's own, and though somebody has it. */
static void
test_page_policy (OneKey *self, gconstpointer unused)
{
  gint64 from_us;
  g_autofree char *line = NULL;

  put_two (self, "");
  put (self, "policy", "others",
       "{\"steps\":[{\"notify\":[{\"person\":\"ben\"}]},{\"after\":\"5m\",\"notify\":[{\"person\":"
       "\"cho\"}]}]}");
  paged_fire (self, URGENT);
  g_assert_true (paged_do (self, "incident.acknowledge", 1, NULL, NULL));
  g_assert_false (paged_do (self, "incident.page", 1, "target", "policy:none"));
  paged_wait (self, MINUTE);
  from_us = now (self);
  g_assert_true (paged_do (self, "incident.page", 1, "target", "policy:others"));
  line = paged_line (self, 1, MUSTER_EVENT_ESCALATION_STARTED);
  g_assert_cmpstr (line, ==, "ana called the policy others");
  g_assert_false (paged_do (self, "incident.page", 1, "target", "policy:others"));
  paged_wait (self, 6 * MINUTE);
  paged_assert (self, from_us, "0 ben desktop 1, 5 cho desktop 1");
  {
    MusterCommand *acknowledge = small_hub_command (self->hub, "incident.acknowledge", 1);

    acknowledge->actor = (MusterActor){ MUSTER_ACTOR_PERSON, small_hub_person (self->hub, "cho") };
    g_assert_true (small_hub_do (self->hub, acknowledge, NULL, NULL));
  }
  paged_wait (self, HOUR);
  paged_assert (self, from_us, "0 ben desktop 1, 5 cho desktop 1");
  g_assert_cmpint (muster_world_next_deadline (self->hub->world), ==, G_MAXINT64);
}

/* --- when it is over --- */

static void
resolve_by (OneKey *self, guint incident, const char *name)
{
  MusterCommand *resolve = small_hub_command (self->hub, "incident.resolve", incident);

  resolve->actor = (MusterActor){ MUSTER_ACTOR_PERSON, small_hub_person (self->hub, name) };
  g_assert_true (small_hub_do (self->hub, resolve, NULL, NULL));
  small_hub_advance (self->hub, 0);
}

static void
test_resolved (OneKey *self, gconstpointer unused)
{
  gint64 from_us = now (self);
  g_autofree char *line = NULL;

  paged_put_person (
      self, "ana", "{}",
      "{\"rules\":{\"high\":[{\"via\":\"email\"},{\"via\":\"sms\",\"after\":\"1m\"}]}}");
  put_two (self, "");
  paged_fire (self, URGENT);
  paged_wait (self, 11 * MINUTE);
  resolve_by (self, 1, "cho");
  paged_wait (self, HOUR);
  /* ben, who was told on his desktop, sees it there */
  paged_assert (self, from_us, "0 ana email 1, 1 ana sms 1, 10 ben desktop 1, 11 ana sms 1");
  line = paged_line (self, 1, MUSTER_EVENT_PAGE_INTENDED);
  g_assert_cmpstr (line, ==, "ana told by sms that it is over, sent");
  /* who resolves it knows */
  from_us = now (self);
  g_assert_true (paged_do (self, "incident.reopen", 1, NULL, NULL));
  g_assert_true (paged_do (self, "incident.acknowledge", 1, NULL, NULL));
  g_assert_true (paged_do (self, "incident.resolve", 1, NULL, NULL));
  paged_assert (self, from_us, "0 ana email 1");
}

static void
test_merged (OneKey *self, gconstpointer unused)
{
  gint64 from_us;

  paged_put_person (self, "ana", "{}", BY ("email"));
  put_two (self, "");
  paged_fire (self, URGENT);
  paged_fire (self, "alertname=Other,service=shop,severity=critical");
  paged_wait (self, 0);
  from_us = now (self) + 1;
  g_assert_true (paged_do (self, "incident.merge", 2, "into", "INC-1"));
  small_hub_advance (self->hub, MINUTE);
  paged_assert (self, from_us, "");
}

/* --- drills --- */

static MusterUlid
start_drill (OneKey *self)
{
  MusterCommand *command = small_hub_command (self->hub, "drill.start", 0);
  const GPtrArray *objects;

  muster_command_set_text (command, "name", "bad-deploy");
  g_assert_true (small_hub_do (self->hub, command, NULL, NULL));
  objects = muster_directory_objects (muster_world_get_directory (self->hub->world));
  for (guint i = objects->len; i-- > 0;)
    {
      const MusterObject *object = g_ptr_array_index (objects, i);

      if (strcmp (object->type, "key") == 0)
        return object->id;
    }
  g_assert_not_reached ();
}

/* A drill is for ana, who started it, whatever anything says, and nobody's turn is used up. */
static void
test_drill (OneKey *self, gconstpointer unused)
{
  MusterUlid key = start_drill (self);
  gint64 from_us;
  guint drill;

  put_desks (self);
  paged_put_person (self, "ana", "{}", BY ("sms"));
  put (self, "policy", "two",
       "{\"steps\":[{\"notify\":[{\"person\":\"ben\"},{\"person\":\"cho\"}],\"strategy\":"
       "\"round-robin\"},{\"after\":\"5m\",\"notify\":[{\"person\":\"cho\"}]}]}");
  put (self, "service", "shop", "{\"policy\":\"two\"}");
  put (self, "service", "drill: bad-deploy", "{\"policy\":\"two\"}");
  put (self, "rules", "routes", "{\"rules\":[{\"to\":{\"policy\":\"two\"}}]}");
  from_us = now (self);
  small_hub_alert (self->hub, key, FIRING, "alertname=Errors,severity=critical", NULL);
  small_hub_advance (self->hub, 0);
  drill = one_key_n_incidents (self);
  g_assert_false (muster_ulid_is_null (one_key_incident (self, drill)->drill));
  paged_wait (self, 9 * MINUTE);
  paged_assert (self, from_us, "0 ana sms 1, 5 ana sms 1");
  g_assert_false (paged_do (self, "incident.page", drill, "target", "person:ben"));
  g_assert_true (paged_do (self, "incident.page", drill, "target", "person:ana"));
  g_assert_true (paged_do (self, "incident.page", drill, "target", "policy:two") ||
                 one_key_incident (self, drill)->pages->len > 0);
  paged_wait (self, HOUR);
  for (guint64 seq = 1; seq <= small_hub_n_events (self->hub); seq++)
    {
      const MusterEvent *event = small_hub_event (self->hub, seq);

      if (event->kind == MUSTER_EVENT_PAGE_INTENDED)
        g_assert_true (muster_ulid_equal (muster_event_ulid (event, MUSTER_FACT_PERSON),
                                          small_hub_person (self->hub, "ana")));
    }
  g_assert_cmpuint (paged_count (self, MUSTER_EVENT_PAGE_FOLDED), ==, 0);
  from_us = now (self);
  paged_fire (self, URGENT);
  paged_assert (self, from_us, "0 ben desktop 2"); /* the first in turn */
}

/* --- the clock --- */

static void
step_clock (OneKey *self, gint64 by_us)
{
  MusterBatch *batch = muster_batch_new ();
  MusterEvent *event = muster_batch_add (batch, MUSTER_EVENT_CLOCK_STEPPED);

  self->hub->context.now_us += by_us;
  event->at_us = self->hub->context.now_us;
  muster_event_set_int (event, MUSTER_FACT_DURATION, by_us);
  muster_world_apply (self->hub->world, batch, 0);
  g_ptr_array_add (self->hub->batches, batch);
  small_hub_advance (self->hub, 0);
}

/* Whatever the wall shows, ten minutes are ten minutes; a snooze is until then, a night is over
 * when it is morning there. */
static void
test_clock_step (OneKey *self, gconstpointer unused)
{
  static const gint64 steps[] = { G_TIME_SPAN_SECOND, HOUR, 3650 * G_TIME_SPAN_DAY };

  put_two (self, "");
  for (guint i = 0; i < 2 * G_N_ELEMENTS (steps); i++)
    {
      gint64 by_us = i % 2 == 0 ? steps[i / 2] : -steps[i / 2];
      guint incident = fire_n (self, i, "critical"), n_pages;

      paged_wait (self, 4 * MINUTE);
      step_clock (self, by_us);
      g_assert_cmpint (muster_world_next_deadline (self->hub->world), ==, now (self) + 6 * MINUTE);
      n_pages = one_key_incident (self, incident)->pages->len;
      paged_wait (self, 6 * MINUTE - 1);
      g_assert_cmpuint (one_key_incident (self, incident)->pages->len, ==, n_pages);
      paged_wait (self, 1);
      g_assert_cmpuint (one_key_incident (self, incident)->pages->len, ==, n_pages + 1);
      g_assert_true (paged_do (self, "incident.resolve", incident, NULL, NULL));
      step_clock (self, -by_us);
    }
}

int
main (int argc, char **argv)
{
  static const OneKeyCase cases[] = {
    { "/world/paging-people/quiet-hours", test_quiet_hours },
    { "/world/paging-people/urgent-wakes", test_urgent_wakes },
    { "/world/paging-people/raised", test_raised },
    { "/world/paging-people/working-hours", test_working_hours },
    { "/world/paging-people/chain-into-the-night", test_chain_into_the_night },
    { "/world/paging-people/step-condition", test_step_condition },
    { "/world/paging-people/impossible-hours", test_impossible_hours },
    { "/world/paging-people/bundle", test_bundle },
    { "/world/paging-people/default-limit", test_default_limit },
    { "/world/paging-people/worst-is-not-limited", test_worst_is_not_limited },
    { "/world/paging-people/digest", test_digest },
    { "/world/paging-people/bundle-refused", test_bundle_refused },
    { "/world/paging-people/page-person", test_page_person },
    { "/world/paging-people/page-person-resolved", test_page_person_resolved },
    { "/world/paging-people/page-policy", test_page_policy },
    { "/world/paging-people/resolved", test_resolved },
    { "/world/paging-people/merged", test_merged },
    { "/world/paging-people/drill", test_drill },
    { "/world/paging-people/clock-step", test_clock_step },
  };

  g_test_init (&argc, &argv, NULL);
  one_key_add_cases (cases, G_N_ELEMENTS (cases));
  return g_test_run ();
}
