/* escalate.c - people are told of an incident until somebody answers (on-call.md §4)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "one-key.h"
#include "world/next-step.h"

#include <string.h>

#define SECOND G_USEC_PER_SEC
#define MINUTE G_TIME_SPAN_MINUTE

static void
put (OneKey *self, const char *type, const char *name, const char *body)
{
  small_hub_configure (self->hub, type, name, body);
}

static void
put_contact (OneKey *self, const char *name, const char *contact)
{
  MusterCommand *command = small_hub_command (self->hub, "config.put", 0);
  g_autoptr (GError) error = NULL;

  muster_command_set_text (command, "object", "person");
  muster_command_set_text (command, "name", name);
  muster_command_set_text (command, "body", "{}");
  muster_command_set_text (command, "contact", contact);
  small_hub_do (self->hub, command, NULL, &error);
  g_assert_no_error (error);
}

/* shop's policy: ana, ben and cho, ten minutes apart, three rounds. All sit at their desks. */
static void
put_guide (OneKey *self)
{
  put_contact (self, "ana", "{}");
  put_contact (self, "ben", "{}");
  put_contact (self, "cho", "{}");
  put (self, "team", "shop", "{\"people\":[\"ana\",\"cho\"],\"owners\":[\"cho\"]}");
  put (
      self, "policy", "standard",
      "{\"repeat\":2,\"steps\":[{\"notify\":[{\"person\":\"ana\"}]},{\"after\":\"10m\","
      "\"notify\":[{\"person\":\"ben\"}]},{\"after\":\"20m\",\"notify\":[{\"person\":\"cho\"}]}]}");
  put (self, "service", "shop", "{\"team\":\"shop\",\"policy\":\"standard\"}");
}

static const char *
name_of (const OneKey *self, MusterUlid id)
{
  return muster_directory_get (muster_world_get_directory (self->hub->world), id)->name;
}

/* "0 ana desktop, 10 ben desktop": minutes after @from_us, of all pages since. */
static char *
list_pages (const OneKey *self, gint64 from_us)
{
  GString *list = g_string_new (NULL);

  for (guint64 seq = 1; seq <= small_hub_n_events (self->hub); seq++)
    {
      const MusterEvent *event = small_hub_event (self->hub, seq);

      if (event->kind == MUSTER_EVENT_PAGE_INTENDED && event->at_us >= from_us)
        g_string_append_printf (list, "%s%g %s %s", list->len > 0 ? ", " : "",
                                (double) (event->at_us - from_us) / MINUTE,
                                name_of (self, muster_event_ulid (event, MUSTER_FACT_PERSON)),
                                muster_event_token (event, MUSTER_FACT_CHANNEL));
    }
  return g_string_free (list, FALSE);
}

static void
assert_pages (const OneKey *self, gint64 from_us, const char *expected)
{
  g_autofree char *pages = list_pages (self, from_us);

  g_assert_cmpstr (pages, ==, expected);
}

static guint
count (const OneKey *self, MusterEventKind kind)
{
  guint n = 0;

  for (guint64 seq = 1; seq <= small_hub_n_events (self->hub); seq++)
    n += small_hub_event (self->hub, seq)->kind == kind;
  return n;
}

/* What became of the newest page. */
static void
tell_page (OneKey *self, guint incident, MusterEventKind kind)
{
  const GPtrArray *pages = one_key_incident (self, incident)->pages;
  const MusterPage *page = g_ptr_array_index (pages, pages->len - 1);
  MusterBatch *batch = muster_batch_new ();
  MusterEvent *event = muster_batch_add (batch, kind);

  event->at_us = self->hub->context.now_us;
  event->incident = incident;
  muster_event_set_ulid (event, MUSTER_FACT_PAGE, page->id);
  muster_world_apply (self->hub->world, batch, 0);
  g_ptr_array_add (self->hub->batches, batch);
  small_hub_advance (self->hub, 0);
}

/* Something urgent. */
static gint64
fire (OneKey *self, const char *labels)
{
  g_autofree char *urgent = g_strconcat (labels, ",severity=critical", NULL);

  one_key_report (self, FIRING, urgent);
  small_hub_advance (self->hub, 0);
  return self->hub->context.now_us;
}

static void
give (OneKey *self, const char *name, guint incident)
{
  g_autoptr (GError) error = NULL;

  small_hub_do (self->hub, small_hub_command (self->hub, name, incident), NULL, &error);
  g_assert_no_error (error);
  small_hub_advance (self->hub, 0);
}

/* Goes on in steps of a minute, each page shown at once. */
static void
wait_minutes (OneKey *self, guint incident, guint minutes)
{
  for (guint i = 0; i < minutes; i++)
    {
      const GPtrArray *pages = one_key_incident (self, incident)->pages;
      const MusterPage *last = pages->len > 0 ? g_ptr_array_index (pages, pages->len - 1) : NULL;

      if (last != NULL && last->state == MUSTER_PAGE_INTENDED)
        tell_page (self, incident, MUSTER_EVENT_PAGE_SHOWN);
      small_hub_advance (self->hub, MINUTE);
    }
}

/* §4.7, and then who answers for the service and every console, every ten minutes. */
static void
test_worked_case (OneKey *self, gconstpointer unused)
{
  gint64 opened_us;

  put_guide (self);
  opened_us = fire (self, "alertname=Down,service=shop");
  wait_minutes (self, 1, 115);
  assert_pages (self, opened_us,
                "0 ana desktop, 10 ben desktop, 20 cho desktop, 30 ana desktop, 40 ben desktop, "
                "50 cho desktop, 60 ana desktop, 70 ben desktop, 80 cho desktop, 90 cho desktop, "
                "100 cho desktop, 110 cho desktop");
}

static void
test_acknowledged (OneKey *self, gconstpointer unused)
{
  gint64 opened_us;

  put_guide (self);
  put_contact (self, "ana", "{\"channels\":[{\"type\":\"email\",\"to\":\"a@example.org\"}]}");
  opened_us = fire (self, "alertname=Down,service=shop");
  small_hub_advance (self->hub, 10 * SECOND);
  give (self, "incident.acknowledge", 1);
  small_hub_advance (self->hub, 5 * G_TIME_SPAN_HOUR);
  assert_pages (self, opened_us, "0 ana desktop"); /* nor the e-mail that was to come */
  g_assert_cmpint (muster_world_next_deadline (self->hub->world), ==, G_MAXINT64);
  /* and when nobody has it any more, another round */
  opened_us = self->hub->context.now_us;
  give (self, "incident.unacknowledge", 1);
  tell_page (self, 1, MUSTER_EVENT_PAGE_SHOWN);
  wait_minutes (self, 1, 12);
  assert_pages (self, opened_us, "0 ana desktop, 2 ana email, 10 ben desktop");
  give (self, "incident.resolve", 1);
  g_assert_cmpuint (count (self, MUSTER_EVENT_ESCALATION_ENDED), ==, 1);
  small_hub_advance (self->hub, G_TIME_SPAN_HOUR);
  assert_pages (self, opened_us, "0 ana desktop, 2 ana email, 10 ben desktop");
}

/* Who writes a note is at work; who is silent for too long has forgotten it. */
static void
test_acknowledgement_lapses (OneKey *self, gconstpointer unused)
{
  MusterCommand *note;
  gint64 from_us;

  put_guide (self);
  put (self, "policy", "standard",
       "{\"ack_timeout\":\"30m\",\"steps\":[{\"notify\":[{\"person\":\"ana\"}]}]}");
  fire (self, "alertname=Down,service=shop");
  give (self, "incident.acknowledge", 1);
  small_hub_advance (self->hub, 20 * MINUTE);
  note = small_hub_command (self->hub, "incident.note", 1);
  muster_command_set_text (note, "text", "looking at the database");
  g_assert_true (small_hub_do (self->hub, note, NULL, NULL));
  from_us = self->hub->context.now_us;
  small_hub_advance (self->hub, 29 * MINUTE);
  g_assert_true (one_key_incident (self, 1)->acknowledged);
  small_hub_advance (self->hub, MINUTE);
  g_assert_false (one_key_incident (self, 1)->acknowledged);
  assert_pages (self, from_us, "30 ana desktop");
}

static gboolean
snooze (OneKey *self, gint64 until_us)
{
  MusterCommand *command = small_hub_command (self->hub, "incident.snooze", 1);

  muster_command_set_int (command, "until", until_us);
  return small_hub_do (self->hub, command, NULL, NULL);
}

static void
test_snooze (OneKey *self, gconstpointer unused)
{
  gint64 from_us;

  put_guide (self);
  fire (self, "alertname=Down,service=shop");
  from_us = self->hub->context.now_us + 1;
  g_assert_false (snooze (self, self->hub->context.now_us));
  g_assert_false (snooze (self, self->hub->context.now_us + 8 * G_TIME_SPAN_DAY));
  g_assert_true (snooze (self, from_us - 1 + 59 * MINUTE));
  g_assert_true (one_key_incident (self, 1)->acknowledged);
  small_hub_advance (self->hub, 58 * MINUTE);
  assert_pages (self, from_us, "");
  small_hub_advance (self->hub, MINUTE);
  assert_pages (self, from_us, "59 ana desktop");
  g_assert_false (one_key_incident (self, 1)->acknowledged);
}

/* Who is on call is asked when the step is due, not before. */
static void
test_schedule (OneKey *self, gconstpointer unused)
{
  gint64 opened_us;

  put_guide (self);
  put (self, "schedule", "rota",
       "{\"zone\":\"UTC\",\"layers\":[{\"name\":\"l\",\"start\":\"2026-01-01T00:00\","
       "\"every\":\"1 day\",\"members\":[\"ben\"]}]}");
  put (self, "policy", "standard",
       "{\"steps\":[{\"notify\":[{\"schedule\":\"rota\"}]},{\"after\":\"5m\",\"notify\":"
       "[{\"schedule\":\"rota\"}]}]}");
  opened_us = fire (self, "alertname=Down,service=shop");
  wait_minutes (self, 1, 1);
  put (self, "schedule", "rota",
       "{\"zone\":\"UTC\",\"layers\":[{\"name\":\"l\",\"start\":\"2026-01-01T00:00\","
       "\"every\":\"1 day\",\"members\":[[\"ana\",\"cho\"]]}]}");
  /* the policy is as it was when the incident opened */
  put (self, "policy", "standard", "{\"steps\":[{\"notify\":[{\"person\":\"ana\"}]}]}");
  wait_minutes (self, 1, 5);
  assert_pages (self, opened_us, "0 ben desktop, 5 ana desktop, 5 cho desktop");
}

static void
test_nobody_on_call (OneKey *self, gconstpointer unused)
{
  const MusterEntry *line = NULL;
  gint64 opened_us;

  put_guide (self);
  put (self, "schedule", "rota",
       "{\"zone\":\"UTC\",\"layers\":[{\"name\":\"l\",\"start\":\"2026-01-01T00:00\","
       "\"every\":\"1 day\",\"members\":[null]}]}");
  put (self, "policy", "standard",
       "{\"steps\":[{\"notify\":[{\"schedule\":\"rota\"}]},{\"after\":\"15m\",\"notify\":"
       "[{\"person\":\"ben\"}]}]}");
  opened_us = fire (self, "alertname=Down,service=shop");
  assert_pages (self, opened_us, "0 ben desktop");
  for (guint i = 0; i < one_key_incident (self, 1)->entries->len; i++)
    {
      const MusterEntry *entry = g_ptr_array_index (one_key_incident (self, 1)->entries, i);

      if (entry->kind == MUSTER_EVENT_ESCALATION_STEP_DUE)
        line = entry;
    }
  g_assert_nonnull (line);
  g_assert_cmpstr (line->text, ==, "nobody is on call");
  g_assert_cmpstr (line->detail, ==, "schedule rota");
}

/* One after the other, over all incidents. */
static void
test_round_robin (OneKey *self, gconstpointer unused)
{
  gint64 from_us;

  put_guide (self);
  put (self, "policy", "standard",
       "{\"steps\":[{\"notify\":[{\"person\":\"ana\"},{\"person\":\"ben\"},{\"person\":\"cho\"}],"
       "\"strategy\":\"round-robin\"}]}");
  from_us = self->hub->context.now_us;
  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *labels = g_strdup_printf ("alertname=A%u,service=shop", i);

      fire (self, labels);
    }
  assert_pages (self, from_us, "0 ana desktop, 0 ben desktop, 0 cho desktop, 0 ana desktop");
}

static void
test_critical (OneKey *self, gconstpointer unused)
{
  gint64 from_us;

  put_guide (self);
  put (self, "rules", "severity_map", "{\"rules\":[{\"match\":\"worst=yes\",\"severity\":1}]}");
  put (self, "policy", "standard",
       "{\"critical\":\"all\",\"steps\":[{\"notify\":[{\"person\":\"ana\"}]},{\"after\":\"10m\","
       "\"notify\":[{\"person\":\"ben\"}]}]}");
  from_us = fire (self, "alertname=A,service=shop,worst=yes");
  assert_pages (self, from_us, "0 ana desktop, 0 ben desktop");
  give (self, "incident.acknowledge", 1);
  from_us = self->hub->context.now_us + MINUTE;
  small_hub_advance (self->hub, MINUTE);
  fire (self, "alertname=B,service=shop");
  assert_pages (self, from_us, "0 ana desktop");
}

/* A page that no screen shows, or that is refused, is followed by the next rule at once; and where
 * all of them fail, the next person. */
static void
test_unreachable (OneKey *self, gconstpointer unused)
{
  gint64 opened_us;

  put_guide (self);
  put_contact (self, "ana",
               "{\"channels\":[{\"type\":\"email\",\"to\":\"a@example.org\"}],\"rules\":{\"high\":["
               "{\"via\":\"desktop\"},{\"via\":\"email\",\"after\":\"5m\"}]}}");
  opened_us = fire (self, "alertname=Down,service=shop");
  small_hub_advance (self->hub, 15 * SECOND);
  assert_pages (self, opened_us, "0 ana desktop, 0.25 ana email");
  tell_page (self, 1, MUSTER_EVENT_PAGE_REFUSED);
  assert_pages (self, opened_us, "0 ana desktop, 0.25 ana email, 0.25 ben desktop");
  g_assert_cmpuint (count (self, MUSTER_EVENT_ESCALATION_HASTENED), ==, 1);
  tell_page (self, 1, MUSTER_EVENT_PAGE_SHOWN);
  small_hub_advance (self->hub, 9 * MINUTE);
  assert_pages (self, opened_us, "0 ana desktop, 0.25 ana email, 0.25 ben desktop");
}

/* An e-mail that was sent has reached somebody, as far as anybody can tell. */
static void
test_sent (OneKey *self, gconstpointer unused)
{
  gint64 opened_us;

  put_guide (self);
  put_contact (self, "ana", "{\"rules\":{\"high\":[{\"via\":\"email\"}]}}");
  opened_us = fire (self, "alertname=Down,service=shop");
  tell_page (self, 1, MUSTER_EVENT_PAGE_SENT);
  small_hub_advance (self->hub, 9 * MINUTE);
  assert_pages (self, opened_us, "0 ana email");
}

static void
test_asked (OneKey *self, gconstpointer unused)
{
  MusterCommand *command;
  gint64 opened_us;

  put_guide (self);
  opened_us = fire (self, "alertname=Down,service=shop");
  wait_minutes (self, 1, 1);
  give (self, "incident.escalate", 1);
  assert_pages (self, opened_us, "0 ana desktop, 1 ben desktop");
  wait_minutes (self, 1, 1);
  command = small_hub_command (self->hub, "incident.escalate", 1);
  muster_command_set_int (command, "all", TRUE);
  g_assert_true (small_hub_do (self->hub, command, NULL, NULL));
  small_hub_advance (self->hub, 0);
  assert_pages (self, opened_us, "0 ana desktop, 1 ben desktop, 2 cho desktop");
  give (self, "incident.acknowledge", 1);
  g_assert_false (
      small_hub_do (self->hub, small_hub_command (self->hub, "incident.escalate", 1), NULL, NULL));
}

/* Whoever is on call by then may be asked for by hand, too. */
static void
test_page_schedule (OneKey *self, gconstpointer unused)
{
  MusterCommand *page;
  gint64 from_us;

  put_guide (self);
  put (self, "schedule", "rota",
       "{\"zone\":\"UTC\",\"layers\":[{\"name\":\"l\",\"start\":\"2026-01-01T00:00\","
       "\"every\":\"1 day\",\"members\":[\"ben\"]}]}");
  fire (self, "alertname=Down,service=shop");
  give (self, "incident.acknowledge", 1);
  small_hub_advance (self->hub, MINUTE);
  from_us = self->hub->context.now_us;
  page = small_hub_command (self->hub, "incident.page", 1);
  muster_command_set_text (page, "target", "schedule:rota");
  g_assert_true (small_hub_do (self->hub, page, NULL, NULL));
  assert_pages (self, from_us, "0 ben desktop");
  page = small_hub_command (self->hub, "incident.page", 1);
  muster_command_set_text (page, "target", "schedule:none");
  g_assert_false (small_hub_do (self->hub, page, NULL, NULL));
}

/* Two routes lead to two: both are told. */
static void
test_routes (OneKey *self, gconstpointer unused)
{
  gint64 opened_us;

  put_guide (self);
  put (self, "rules", "routes",
       "{\"rules\":[{\"to\":{\"policy\":\"standard\"},\"continue\":true},"
       "{\"to\":{\"team\":\"shop\"}}]}");
  opened_us = fire (self, "alertname=Down,service=shop");
  assert_pages (self, opened_us, "0 ana desktop, 0 ana desktop, 0 cho desktop");
}

static void
test_no_policy (OneKey *self, gconstpointer unused)
{
  const GPtrArray *entries;
  guint n_lines = 0;
  gint64 opened_us;

  put_contact (self, "cho", "{}");
  put (self, "team", "shop", "{\"people\":[\"ana\",\"cho\"],\"owners\":[\"cho\"]}");
  put (self, "service", "shop", "{\"team\":\"shop\"}");
  opened_us = fire (self, "alertname=Down,service=shop");
  wait_minutes (self, 1, 21);
  assert_pages (self, opened_us, "0 cho desktop, 10 cho desktop, 20 cho desktop");
  g_assert_cmpuint (count (self, MUSTER_EVENT_ESCALATION_STEP_DUE), ==, 3);
  /* without anybody who answers for it, an event each time, and one line */
  opened_us = fire (self, "alertname=Down,service=nobody");
  put (self, "service", "shop", "{}");
  fire (self, "alertname=Other,service=shop");
  small_hub_advance (self->hub, 2 * G_TIME_SPAN_HOUR);
  entries = one_key_incident (self, one_key_n_incidents (self))->entries;
  for (guint i = 0; i < entries->len; i++)
    n_lines += ((const MusterEntry *) g_ptr_array_index (entries, i))->kind ==
               MUSTER_EVENT_ESCALATION_STEP_DUE;
  g_assert_cmpuint (n_lines, ==, 1);
}

static void
test_merged (OneKey *self, gconstpointer unused)
{
  MusterCommand *merge;

  put_guide (self);
  fire (self, "alertname=A,service=shop");
  fire (self, "alertname=B,service=shop");
  merge = small_hub_command (self->hub, "incident.merge", 2);
  muster_command_set_text (merge, "into", "INC-1");
  g_assert_true (small_hub_do (self->hub, merge, NULL, NULL));
  small_hub_advance (self->hub, 11 * MINUTE);
  g_assert_cmpuint (count (self, MUSTER_EVENT_ESCALATION_ENDED), ==, 1);
  g_assert_cmpuint (one_key_incident (self, 2)->pages->len, ==, 1);
  g_assert_cmpuint (one_key_incident (self, 1)->pages->len, >=, 2);
}

/* --- what comes next, as consoles count down to it --- */

/* "step 10 ben": kind, minutes after @from_us, and people. */
static char *
describe_next (const OneKey *self, gint64 from_us)
{
  static const char *const kinds[] = { "none", "step", "unanswered", "lapse", "snooze" };
  GString *out = g_string_new (NULL);
  MusterNextStep next;

  muster_next_step_find (&next, self->hub->world, one_key_incident (self, 1));
  g_string_append (out, kinds[next.kind]);
  if (next.kind != MUSTER_NEXT_NONE)
    g_string_append_printf (out, " %g", (double) (next.at_us - from_us) / MINUTE);
  for (guint i = 0; i < MIN (next.n_who, MUSTER_NEXT_WHO_MAX); i++)
    g_string_append_printf (out, " %s", name_of (self, next.who[i]));
  return g_string_free (out, FALSE);
}

static void
assert_next (const OneKey *self, gint64 from_us, const char *expected)
{
  g_autofree char *next = describe_next (self, from_us);

  g_assert_cmpstr (next, ==, expected);
}

static void
test_next (OneKey *self, gconstpointer unused)
{
  gint64 opened_us;

  put_guide (self);
  opened_us = fire (self, "alertname=Down,service=shop");
  assert_next (self, opened_us, "step 10 ben");
  wait_minutes (self, 1, 11);
  assert_next (self, opened_us, "step 20 cho");
  wait_minutes (self, 1, 10);
  assert_next (self, opened_us, "step 30 ana");
  wait_minutes (self, 1, 70);
  assert_next (self, opened_us, "unanswered 100");
  give (self, "incident.acknowledge", 1);
  assert_next (self, opened_us, "none");
  give (self, "incident.unacknowledge", 1);
  assert_next (self, opened_us, "step 101 ben");
  give (self, "incident.resolve", 1);
  assert_next (self, opened_us, "none");
}

static void
test_next_lapse (OneKey *self, gconstpointer unused)
{
  MusterCommand *snooze;
  gint64 opened_us;

  put (self, "policy", "standard", "{\"ack_timeout\":\"30m\",\"steps\":[]}");
  put (self, "service", "shop", "{\"policy\":\"standard\"}");
  opened_us = fire (self, "alertname=Down,service=shop");
  assert_next (self, opened_us, "unanswered 10");
  give (self, "incident.acknowledge", 1);
  assert_next (self, opened_us, "lapse 30");
  snooze = small_hub_command (self->hub, "incident.snooze", 1);
  muster_command_set_int (snooze, "until", opened_us + 60 * MINUTE);
  g_assert_true (small_hub_do (self->hub, snooze, NULL, NULL));
  assert_next (self, opened_us, "snooze 60");
}

/* What nobody has asked for. */
static gboolean
is_by_itself (const MusterEvent *event)
{
  const char *rule = muster_event_token (event, MUSTER_FACT_RULE);

  return strcmp (rule, "asked") != 0 && strcmp (rule, "resolved") != 0;
}

/* What one hub tells people by itself while people do anything. */
static guint
check_quiet (guint32 seed)
{
  g_autoptr (SmallHub) hub = small_hub_new (seed);
  g_autoptr (GHashTable) quiet = g_hash_table_new (NULL, NULL);
  guint n_pages = 0;

  for (guint i = 0; i < 3000; i++)
    small_hub_step (hub);
  for (guint64 seq = 1; seq <= small_hub_n_events (hub); seq++)
    {
      const MusterEvent *event = small_hub_event (hub, seq);
      gpointer incident = GUINT_TO_POINTER (event->incident);

      if (event->kind == MUSTER_EVENT_INCIDENT_ACKNOWLEDGED ||
          (event->kind == MUSTER_EVENT_INCIDENT_STAGE_SET &&
           muster_event_int (event, MUSTER_FACT_STAGE) >= MUSTER_STAGE_RESOLVED))
        g_hash_table_add (quiet, incident);
      else if (event->kind == MUSTER_EVENT_INCIDENT_UNACKNOWLEDGED ||
               event->kind == MUSTER_EVENT_INCIDENT_REOPENED ||
               event->kind == MUSTER_EVENT_UNDONE ||
               (event->kind == MUSTER_EVENT_ESCALATION_STARTED &&
                g_strcmp0 (muster_event_token (event, MUSTER_FACT_BY), "asked") == 0))
        g_hash_table_remove (quiet, incident);
      else if (event->kind == MUSTER_EVENT_PAGE_INTENDED && is_by_itself (event))
        {
          n_pages++;
          g_assert_false (g_hash_table_contains (quiet, incident));
        }
    }
  return n_pages;
}

/* Whatever people do, nobody is told of what somebody has acknowledged, or of what is over. */
static void
test_nothing_after_acknowledgement (void)
{
  guint n_pages = 0;

  for (guint i = 0; i < 50 && n_pages == 0; i++) /* now and then chance has a quiet week */
    n_pages = check_quiet ((guint32) g_test_rand_int ());
  g_assert_cmpuint (n_pages, >, 0);
}

int
main (int argc, char **argv)
{
  static const OneKeyCase cases[] = {
    { "/world/escalate/worked-case", test_worked_case },
    { "/world/escalate/acknowledged", test_acknowledged },
    { "/world/escalate/acknowledgement-lapses", test_acknowledgement_lapses },
    { "/world/escalate/snooze", test_snooze },
    { "/world/escalate/next", test_next },
    { "/world/escalate/next-lapse", test_next_lapse },
    { "/world/escalate/schedule", test_schedule },
    { "/world/escalate/nobody-on-call", test_nobody_on_call },
    { "/world/escalate/round-robin", test_round_robin },
    { "/world/escalate/critical", test_critical },
    { "/world/escalate/unreachable", test_unreachable },
    { "/world/escalate/sent", test_sent },
    { "/world/escalate/asked", test_asked },
    { "/world/escalate/page-schedule", test_page_schedule },
    { "/world/escalate/routes", test_routes },
    { "/world/escalate/no-policy", test_no_policy },
    { "/world/escalate/merged", test_merged },
  };

  g_test_init (&argc, &argv, NULL);
  one_key_add_cases (cases, G_N_ELEMENTS (cases));
  g_test_add_func ("/world/escalate/nothing-after-acknowledgement",
                   test_nothing_after_acknowledgement);
  return g_test_run ();
}
