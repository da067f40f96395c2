/* correlate.c - alerts of connected services become one incident, about what began it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "small-hub.h"
#include "world/explain.h"
#include "world/members.h"
#include "world/snapshot.h"

#include <string.h>

#define FIRING   MUSTER_REPORT_FIRING
#define RESOLVED MUSTER_REPORT_RESOLVED
#define DATABASE "alertname=PostgresDown,service=db,severity=critical"

typedef struct
{
  SmallHub *hub;
  MusterUlid key;
} Fixture;

static void
put (Fixture *self, const char *object, const char *name, const char *body)
{
  MusterCommand *command = small_hub_command (self->hub, "config.put", 0);

  muster_command_set_text (command, "object", object);
  muster_command_set_text (command, "name", name);
  muster_command_set_text (command, "body", body);
  g_assert_true (small_hub_do (self->hub, command, NULL, NULL));
}

static void
set_up (Fixture *self, gconstpointer unused)
{
  self->hub = small_hub_new ((guint32) g_test_rand_int ());
  put (self, "service", "db", "{\"aliases\":[\"db-lb\"]}");
  put (self, "service", "orders", "{\"depends_on\":[\"db\"]}");
  put (self, "service", "stock", "{\"depends_on\":[\"db\"]}");
  put (self, "service", "users", "{\"depends_on\":[\"db-lb\"]}");
  put (self, "service", "web", "{\"depends_on\":[\"orders\",\"stock\",\"users\"]}");
  put (self, "service", "mail", "{}");
  self->key = small_hub_key (self->hub, "shop", (MusterUlid){ 0, 0 });
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  small_hub_free (self->hub);
}

static void
report (Fixture *self, MusterReportStatus status, const char *labels)
{
  small_hub_alert (self->hub, self->key, status, labels, NULL);
}

static void
wait (Fixture *self, guint seconds)
{
  small_hub_advance (self->hub, seconds * (gint64) G_USEC_PER_SEC);
}

static const MusterIncident *
incident (const Fixture *self, guint number)
{
  return muster_world_get_incident (self->hub->world, number);
}

static guint
count_open (const Fixture *self)
{
  guint n = 0;

  for (guint i = 1; i <= muster_world_last_incident (self->hub->world); i++)
    n += muster_incident_is_open (incident (self, i));
  return n;
}

static void
assert_about (const Fixture *self, guint number, const char *service)
{
  g_assert_cmpstr (muster_directory_title (muster_world_get_directory (self->hub->world),
                                           incident (self, number)->service),
                   ==, service);
}

/* Fifty application alerts, as the guide's case has them. */
static void
report_fifty (Fixture *self)
{
  static const char *const services[] = { "orders", "stock", "users", "web" };
  static const char *const names[] = { "HighErrorRate", "HighLatency" };

  for (guint i = 0; i < 50; i++)
    {
      g_autofree char *labels = g_strdup_printf ("alertname=%s,service=%s,pod=p%u,severity=error",
                                                 names[i / 4 % 2], services[i % 4], i);

      report (self, FIRING, labels);
      wait (self, 1);
    }
}

static void
assert_one_about_the_database (Fixture *self, guint n_alerts)
{
  g_assert_cmpuint (count_open (self), ==, 1);
  g_assert_cmpuint (incident (self, 1)->firing, ==, n_alerts);
  assert_about (self, 1, "db");
}

static void
test_database_first (Fixture *self, gconstpointer unused)
{
  report (self, FIRING, DATABASE);
  report_fifty (self);
  assert_one_about_the_database (self, 51);
  g_assert_cmpstr (incident (self, 1)->title, ==, "PostgresDown on db");
}

static void
test_database_last (Fixture *self, gconstpointer unused)
{
  report_fifty (self);
  report (self, FIRING, DATABASE);
  assert_one_about_the_database (self, 51);
  g_assert_cmpstr (incident (self, 1)->title, ==, "PostgresDown on db");
  g_assert_cmpint (incident (self, 1)->severity, ==, MUSTER_SEVERITY_MAJOR);
}

/* The database itself says nothing: it is suspected, and that is not called certain. */
static void
test_database_never (Fixture *self, gconstpointer unused)
{
  g_autoptr (GArray) ranking = NULL;

  report_fifty (self);
  assert_one_about_the_database (self, 50);
  ranking = muster_world_rank (self->hub->world, 1);
  g_assert_true (g_array_index (ranking, MusterRootCandidate, 0).is_inferred);
  g_assert_nonnull (strstr (incident (self, 1)->title, "suspected"));
  g_assert_true (incident (self, 1)->about_inferred);
  report (self, FIRING, DATABASE); /* it says so itself: confirmed */
  g_assert_false (incident (self, 1)->about_inferred);
  g_assert_null (strstr (incident (self, 1)->title, "suspected"));
}

static void
test_one_failing_service_suspects_nobody (Fixture *self, gconstpointer unused)
{
  report (self, FIRING, "alertname=HighErrorRate,service=orders,pod=1");
  report (self, FIRING, "alertname=HighErrorRate,service=orders,pod=2");
  assert_about (self, 1, "orders");
}

static void
test_two_that_meet_are_merged (Fixture *self, gconstpointer unused)
{
  MusterWorld *world = self->hub->world;

  put (self, "service", "stock", "{\"depends_on\":[\"cache\"]}"); /* no longer on the database */
  report (self, FIRING, "alertname=Slow,service=users");
  report (self, FIRING, "alertname=Errors,service=stock");
  g_assert_cmpuint (count_open (self), ==, 2);
  report (self, FIRING, "alertname=Errors,service=web"); /* it depends on both */
  g_assert_cmpuint (count_open (self), ==, 1);
  g_assert_cmpuint (incident (self, 2)->merged_into, ==, 1);
  g_assert_cmpuint (incident (self, 1)->firing, ==, 3);
  g_assert_cmpuint (incident (self, 2)->firing, ==, 0);
  report (self, RESOLVED, "alertname=Errors,service=stock"); /* where its alerts count now */
  g_assert_cmpuint (incident (self, 1)->firing, ==, 2);
  g_assert_cmpuint (incident (self, 1)->resolved, ==, 1);
  g_assert_true (muster_world_get_root (world, 2) == incident (self, 1));
}

/* Whatever the graph says, nobody's incident goes away under their hands. */
static void
test_what_people_work_on_stays (Fixture *self, gconstpointer unused)
{
  put (self, "service", "stock", "{}");
  report (self, FIRING, "alertname=Slow,service=users");
  report (self, FIRING, "alertname=Errors,service=stock");
  for (guint i = 1; i <= 2; i++)
    g_assert_true (small_hub_do (
        self->hub, small_hub_command (self->hub, "incident.acknowledge", i), NULL, NULL));
  report (self, FIRING, "alertname=Errors,service=web");
  g_assert_cmpuint (count_open (self), ==, 2);
}

static void
test_apart (Fixture *self, gconstpointer unused)
{
  static const struct
  {
    const char *first, *second;
    guint wait;
  } cases[] = {
    { "alertname=A,service=orders", "alertname=A,service=mail", 0 },  /* no way */
    { "alertname=A,service=orders", "alertname=B,service=db", 1800 }, /* long ago */
    { "alertname=A,service=orders,cluster=x", "alertname=A,service=db,cluster=y", 0 },
    { "alertname=A,service=db,cluster=x", "alertname=A,service=db,cluster=y", 0 },
    { "alertname=A,service=unknown", "alertname=A,service=db", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint before = muster_world_last_incident (self->hub->world);

      report (self, FIRING, cases[i].first);
      wait (self, cases[i].wait);
      report (self, FIRING, cases[i].second);
      g_assert_cmpuint (muster_world_last_incident (self->hub->world), ==, before + 2);
      for (guint k = before + 1; k <= before + 2; k++)
        g_assert_true (small_hub_do (
            self->hub, small_hub_command (self->hub, "incident.resolve", k), NULL, NULL));
      wait (self, 3600);
    }
}

/* It may be anywhere, but it makes no one of two clusters. */
static void
test_not_saying_where (Fixture *self, gconstpointer unused)
{
  report (self, FIRING, "alertname=A,service=orders,cluster=x");
  report (self, FIRING, DATABASE);
  g_assert_cmpuint (count_open (self), ==, 1);
  assert_about (self, 1, "db");
  report (self, FIRING, "alertname=A,service=stock,cluster=y");
  g_assert_cmpuint (count_open (self), ==, 2); /* the incident is of cluster x */
  report (self, FIRING, "alertname=A,service=web");
  g_assert_cmpuint (count_open (self), ==, 2);
  report (self, FIRING, "alertname=B,service=users,cluster=x");
  g_assert_cmpuint (count_open (self), ==, 2);
}

static void
test_drills_never_mix (Fixture *self, gconstpointer unused)
{
  MusterUlid drill = muster_ulid_source_next (&self->hub->ids, self->hub->context.now_us);
  MusterUlid key = small_hub_key (self->hub, "shop", drill);

  report (self, FIRING, "alertname=A,service=orders");
  small_hub_alert (self->hub, key, FIRING, DATABASE, NULL);
  small_hub_alert (self->hub, key, FIRING, "alertname=A,service=stock", NULL);
  g_assert_cmpuint (count_open (self), ==, 2);
  assert_about (self, 1, "orders");
  g_assert_cmpuint (incident (self, 2)->firing, ==, 2);
}

static void
test_people_have_the_last_word (Fixture *self, gconstpointer unused)
{
  MusterCommand *title = small_hub_command (self->hub, "incident.title", 1);
  MusterCommand *about = small_hub_command (self->hub, "incident.about", 1);

  report (self, FIRING, "alertname=A,service=orders");
  muster_command_set_text (title, "title", "Orders are down");
  g_assert_true (small_hub_do (self->hub, title, NULL, NULL));
  report (self, FIRING, DATABASE);
  assert_about (self, 1, "db");
  g_assert_cmpstr (incident (self, 1)->title, ==, "Orders are down");
  muster_command_set_text (about, "service", "web");
  g_assert_true (small_hub_do (self->hub, about, NULL, NULL));
  report (self, FIRING, "alertname=A,service=stock");
  assert_about (self, 1, "web");
}

static void
test_reasons (Fixture *self, gconstpointer unused)
{
  static const char *const wanted[] = {
    "orders → db: depends on, 1 hop, 40 s earlier",
    "db: what the incident is about",
    "web → db: depends on, 2 hops, 60 s later",
  };
  const MusterWorld *world = self->hub->world;
  const MusterAlert *alert;
  const MusterEntry *entry;

  report (self, FIRING, "alertname=A,service=orders");
  wait (self, 40);
  report (self, FIRING, DATABASE);
  wait (self, 60);
  report (self, FIRING, "alertname=B,service=web");
  g_assert_cmpuint (count_open (self), ==, 1);
  alert = muster_alert_index_first (muster_world_get_alerts (world), 1);
  for (guint i = G_N_ELEMENTS (wanted); i-- > 0; alert = alert->older)
    {
      g_autofree char *reason = muster_world_explain_alert (world, alert);

      g_assert_cmpstr (reason, ==, wanted[i]);
    }
  entry = g_ptr_array_index (incident (self, 1)->entries, incident (self, 1)->entries->len - 1);
  g_assert_cmpint (entry->kind, ==, MUSTER_EVENT_INCIDENT_ALERT_JOINED);
  g_assert_cmpstr (entry->detail, ==, "B");
  g_assert_nonnull (strstr (entry->text, "depends on"));
}

/* --- merge and split by people --- */

static gboolean
merge (Fixture *self, guint number, const char *into, GError **error)
{
  MusterCommand *command = small_hub_command (self->hub, "incident.merge", number);

  muster_command_set_text (command, "into", into);
  return small_hub_do (self->hub, command, NULL, error);
}

static gboolean
undo_last (Fixture *self, guint number, MusterEventKind kind)
{
  MusterCommand *command = small_hub_command (self->hub, "incident.undo", number);
  const GPtrArray *entries = incident (self, number)->entries;

  for (guint i = 0; i < entries->len; i++)
    {
      const MusterEntry *entry = g_ptr_array_index (entries, i);

      if (entry->kind == kind)
        muster_command_set_int (command, "seq", (gint64) entry->seq);
    }
  return small_hub_do (self->hub, command, NULL, NULL);
}

static void
test_merge_and_undo (Fixture *self, gconstpointer unused)
{
  report (self, FIRING, "alertname=A,service=orders");
  report (self, FIRING, "alertname=A,service=mail,pod=1,severity=critical");
  report (self, FIRING, "alertname=A,service=mail,pod=2,severity=critical");
  g_assert_true (merge (self, 2, "INC-1", NULL));
  g_assert_cmpuint (count_open (self), ==, 1);
  g_assert_cmpuint (incident (self, 1)->firing, ==, 3);
  g_assert_cmpint (incident (self, 1)->severity, ==, MUSTER_SEVERITY_MAJOR);
  report (self, FIRING, "alertname=A,service=mail,pod=3"); /* its group leads there, too */
  g_assert_cmpuint (incident (self, 1)->firing, ==, 4);
  report (self, RESOLVED, "alertname=A,service=mail,pod=1,severity=critical");
  g_assert_true (undo_last (self, 1, MUSTER_EVENT_INCIDENT_MERGED));
  g_assert_cmpuint (count_open (self), ==, 2);
  g_assert_cmpuint (incident (self, 1)->firing, ==, 2); /* what came meanwhile stays */
  g_assert_cmpuint (incident (self, 1)->resolved, ==, 0);
  g_assert_cmpuint (incident (self, 2)->firing, ==, 1);
  g_assert_cmpuint (incident (self, 2)->resolved, ==, 1);
  g_assert_cmpuint (incident (self, 2)->merged_into, ==, 0);
  g_assert_cmpuint (incident (self, 1)->absorbed->len, ==, 0);
  g_assert_cmpint (incident (self, 2)->stage, ==, MUSTER_STAGE_DETECT);
}

static void
test_merges_of_merges (Fixture *self, gconstpointer unused)
{
  report (self, FIRING, "alertname=A,service=mail");
  report (self, FIRING, "alertname=B,service=unknown");
  report (self, FIRING, "alertname=C,service=unknown");
  g_assert_true (merge (self, 3, "INC-2", NULL));
  g_assert_true (merge (self, 2, "INC-1", NULL));
  g_assert_cmpuint (incident (self, 1)->firing, ==, 3);
  g_assert_true (undo_last (self, 3, MUSTER_EVENT_INCIDENT_MERGED));
  g_assert_cmpuint (incident (self, 1)->firing, ==, 2);
  g_assert_cmpuint (incident (self, 3)->firing, ==, 1);
  g_assert_true (undo_last (self, 2, MUSTER_EVENT_INCIDENT_MERGED));
  for (guint i = 1; i <= 3; i++)
    g_assert_cmpuint (incident (self, i)->firing, ==, 1);
  g_assert_cmpuint (count_open (self), ==, 3);
}

static void
test_merges_that_cannot_be (Fixture *self, gconstpointer unused)
{
  static const char *const bad[] = { "INC-9", "nonsense", "INC-3", "INC-4" };
  MusterUlid drill = muster_ulid_source_next (&self->hub->ids, self->hub->context.now_us);
  MusterUlid key = small_hub_key (self->hub, "shop", drill);

  report (self, FIRING, "alertname=A,service=mail");
  report (self, FIRING, "alertname=B,service=mail2");
  small_hub_alert (self->hub, key, FIRING, "alertname=A,service=mail", NULL);
  report (self, FIRING, "alertname=C,service=mail3");
  g_assert_true (
      small_hub_do (self->hub, small_hub_command (self->hub, "incident.resolve", 4), NULL, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (merge (self, 1, bad[i], &error));
      g_assert_nonnull (error);
    }
  g_assert_true (merge (self, 1, "INC-1", NULL)); /* into itself: nothing happens */
  g_assert_cmpuint (incident (self, 1)->merged_into, ==, 0);
}

static guint
split (Fixture *self, guint number, const MusterAlert *alert, GError **error)
{
  MusterCommand *command = small_hub_command (self->hub, "incident.split", number);
  g_autofree char *id = muster_ulid_to_string (alert->id);
  guint answer = 0;

  muster_command_set_text (command, "alerts", id);
  return small_hub_do (self->hub, command, &answer, error) ? answer : 0;
}

static void
test_split_teaches_and_is_undone (Fixture *self, gconstpointer unused)
{
  const MusterAlertIndex *alerts = muster_world_get_alerts (self->hub->world);
  g_autoptr (GError) error = NULL;

  report (self, FIRING, DATABASE);
  report (self, FIRING, "alertname=A,service=orders,pod=1");
  g_assert_cmpuint (count_open (self), ==, 1);
  g_assert_cmpuint (split (self, 1, muster_alert_index_first (alerts, 1), NULL), ==, 2);
  g_assert_cmpuint (incident (self, 1)->firing, ==, 1);
  g_assert_cmpuint (incident (self, 2)->firing, ==, 1);
  assert_about (self, 2, "orders");
  report (self, FIRING, "alertname=A,service=orders,pod=2"); /* learnt */
  g_assert_cmpuint (incident (self, 2)->firing, ==, 2);
  report (self, FIRING, "alertname=A,service=web"); /* it bridges them, and they stay two */
  g_assert_cmpuint (count_open (self), ==, 2);
  g_assert_cmpuint (split (self, 1, muster_alert_index_first (alerts, 2), &error), ==, 0);
  g_assert_error (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_NOT_FOUND);
  g_assert_true (undo_last (self, 1, MUSTER_EVENT_INCIDENT_SPLIT));
  g_assert_cmpuint (count_open (self), ==, 1);
  g_assert_cmpuint (incident (self, 1)->firing, ==, 4);
}

static gboolean
keep_apart (Fixture *self, guint number, const char *from, GError **error)
{
  MusterCommand *command = small_hub_command (self->hub, "incident.apart", number);

  muster_command_set_text (command, "from", from);
  return small_hub_do (self->hub, command, NULL, error);
}

/* What people keep apart is not merged by what connects the two; and they may think again. */
static void
test_kept_apart (Fixture *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  report (self, FIRING, "alertname=A,service=orders");
  report (self, FIRING, "alertname=B,service=mail");
  g_assert_false (keep_apart (self, 1, "INC-9", &error));
  g_assert_error (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (keep_apart (self, 1, "INC-1", &error));
  g_assert_error (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_STATE);
  g_assert_true (keep_apart (self, 1, "INC-2", NULL));
  g_assert_true (keep_apart (self, 1, "INC-2", NULL)); /* once is enough */
  g_assert_true (muster_incident_is_apart (incident (self, 1), 2));
  g_assert_cmpuint (incident (self, 1)->apart->len, ==, 1);
  g_assert_true (undo_last (self, 1, MUSTER_EVENT_INCIDENT_KEPT_APART));
  g_assert_false (muster_incident_is_apart (incident (self, 1), 2));
}

/* What a service depends on fails already: nobody is told of it for half a minute. */
static void
test_held_back (Fixture *self, gconstpointer unused)
{
  static const struct
  {
    const char *labels;
    gboolean waits;
  } cases[] = {
    { "alertname=Slow,service=orders,severity=error", TRUE },
    { "alertname=Slow,service=mail,severity=error", FALSE }, /* on nothing that fails */
  };
  const MusterEntry *entry;
  MusterNames names;
  g_autofree char *words = NULL;

  report (self, FIRING, DATABASE);
  g_assert_cmpint (incident (self, 1)->quiet_until_us, ==, MUSTER_NO_TIME);
  wait (self, 290);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      report (self, FIRING, cases[i].labels);
      g_assert_cmpuint (muster_world_last_incident (self->hub->world), ==, i + 2);
      g_assert_cmpint (incident (self, i + 2)->quiet_until_us, ==,
                       cases[i].waits ? incident (self, i + 2)->opened_us + 30 * G_USEC_PER_SEC
                                      : MUSTER_NO_TIME);
    }
  entry = g_ptr_array_index (incident (self, 2)->entries, 0);
  names = muster_world_get_names (self->hub->world);
  words = muster_entry_sentence (entry, &names);
  g_assert_nonnull (strstr (words, "Nobody is told for 30 s: db, which it depends on, fails"));
}

/* The worst waits for nothing. */
static void
test_worst_is_not_held_back (Fixture *self, gconstpointer unused)
{
  put (self, "rules", "severity_map", "{\"rules\":[{\"match\":\"page=sev1\",\"severity\":1}]}");
  report (self, FIRING, DATABASE);
  wait (self, 290);
  report (self, FIRING, "alertname=Slow,service=orders,page=sev1");
  g_assert_cmpint (incident (self, 2)->severity, ==, MUSTER_SEVERITY_CRITICAL);
  g_assert_cmpint (incident (self, 2)->quiet_until_us, ==, MUSTER_NO_TIME);
}

static void
resolve (Fixture *self, guint number)
{
  g_assert_true (small_hub_do (self->hub, small_hub_command (self->hub, "incident.resolve", number),
                               NULL, NULL));
}

/* What incidents that are over teach is in the reason, and in the snapshot. */
static void
test_learns (Fixture *self, gconstpointer unused)
{
  const MusterScope everything = { .hub = TRUE };
  MusterCooccurrence *learnt =
      muster_correlator_get_learnt (muster_world_get_correlator (self->hub->world));
  g_autoptr (MusterWorld) copy = muster_world_new (MUSTER_WORLD_HUB, (MusterHashSeed){ 1, 2 });
  g_autoptr (GString) saved = g_string_new (NULL), again = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  const MusterEntry *joined = NULL;

  for (guint i = 1; i <= 4; i++)
    {
      report (self, FIRING, DATABASE);
      report (self, FIRING, "alertname=A,service=orders");
      report (self, RESOLVED, DATABASE);
      report (self, RESOLVED, "alertname=A,service=orders");
      resolve (self, 2 * i - 1);
      report (self, FIRING, "alertname=Full,service=mail");
      report (self, RESOLVED, "alertname=Full,service=mail");
      resolve (self, 2 * i);
      wait (self, 3600);
    }
  g_assert_cmpuint (muster_cooccurrence_get_incidents (learnt), ==, 8);
  report (self, FIRING, DATABASE);
  report (self, FIRING, "alertname=A,service=orders");
  wait (self, 1);
  for (guint i = 0; i < incident (self, 9)->entries->len; i++)
    {
      const MusterEntry *entry = g_ptr_array_index (incident (self, 9)->entries, i);

      if (entry->kind == MUSTER_EVENT_INCIDENT_ALERT_JOINED && entry->text != NULL)
        joined = entry;
    }
  g_assert_nonnull (joined);
  g_assert_nonnull (strstr (joined->text, "such alerts came together in 4 incidents"));
  muster_world_save (self->hub->world, &everything, saved);
  g_assert_true (muster_world_load (copy, saved->str, saved->len, &error));
  g_assert_no_error (error);
  muster_world_save (copy, &everything, again);
  g_assert_nonnull (strstr (saved->str, "{\"part\":\"learnt\",\"incidents\":8}"));
  g_assert_cmpstr (saved->str, ==, again->str);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    void (*test) (Fixture *self, gconstpointer unused);
  } cases[] = {
    { "database-first", test_database_first },
    { "database-last", test_database_last },
    { "database-never", test_database_never },
    { "one-suspects-nobody", test_one_failing_service_suspects_nobody },
    { "merged", test_two_that_meet_are_merged },
    { "people-work-on-it", test_what_people_work_on_stays },
    { "apart", test_apart },
    { "not-saying-where", test_not_saying_where },
    { "drills", test_drills_never_mix },
    { "people-last-word", test_people_have_the_last_word },
    { "reasons", test_reasons },
    { "merge-and-undo", test_merge_and_undo },
    { "merges-of-merges", test_merges_of_merges },
    { "bad-merges", test_merges_that_cannot_be },
    { "split", test_split_teaches_and_is_undone },
    { "kept-apart", test_kept_apart },
    { "learns", test_learns },
    { "held-back", test_held_back },
    { "worst-not-held-back", test_worst_is_not_held_back },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/world/correlate/", cases[i].name, NULL);

      g_test_add (path, Fixture, NULL, set_up, cases[i].test, tear_down);
    }
  return g_test_run ();
}
