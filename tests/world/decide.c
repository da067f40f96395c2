/* decide.c - what may happen, and what exactly happens: worked cases
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "small-hub.h"
#include "world/snapshot.h"

typedef struct
{
  SmallHub *hub;
  guint incident;
} Fixture;

static void
set_up (Fixture *self, gconstpointer unused)
{
  MusterCommand *command;

  self->hub = small_hub_new ((guint32) g_test_rand_int ());
  command = small_hub_command (self->hub, "incident.declare", 0);
  muster_command_set_text (command, "title", "Checkout is slow");
  g_assert_true (small_hub_do (self->hub, command, &self->incident, NULL));
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  small_hub_free (self->hub);
}

static const MusterIncident *
incident (const Fixture *self)
{
  return muster_world_get_incident (self->hub->world, self->incident);
}

static MusterCommand *
command (Fixture *self, const char *name)
{
  return small_hub_command (self->hub, name, self->incident);
}

static void
must (Fixture *self, MusterCommand *wanted)
{
  g_autoptr (GError) error = NULL;

  small_hub_do (self->hub, wanted, NULL, &error);
  g_assert_no_error (error);
}

static void
must_not (Fixture *self, MusterCommand *wanted, MusterModelError code)
{
  g_autoptr (GError) error = NULL;
  guint64 before = small_hub_n_events (self->hub);

  g_assert_false (small_hub_do (self->hub, wanted, NULL, &error));
  g_assert_error (error, MUSTER_MODEL_ERROR, (int) code);
  g_assert_cmpuint (small_hub_n_events (self->hub), ==, before);
}

static MusterCommand *
severity (Fixture *self, gint64 value)
{
  MusterCommand *wanted = command (self, "incident.severity");

  muster_command_set_int (wanted, "severity", value);
  return wanted;
}

static MusterCommand *
note (Fixture *self, const char *text)
{
  MusterCommand *wanted = command (self, "incident.note");

  muster_command_set_text (wanted, "text", text);
  return wanted;
}

static void
test_declared_begins_at_triage (Fixture *self, gconstpointer unused)
{
  g_assert_cmpuint (self->incident, ==, 1);
  g_assert_cmpint (incident (self)->stage, ==, MUSTER_STAGE_TRIAGE);
  g_assert_cmpint (incident (self)->severity, ==, MUSTER_SEVERITY_MINOR);
  g_assert_true (incident (self)->acknowledged);
  g_assert_cmpstr (incident (self)->title, ==, "Checkout is slow");
}

/* Only the field that moved on is in conflict; what adds never is. */
static void
test_conflicts_are_by_field (Fixture *self, gconstpointer unused)
{
  guint64 basis = small_hub_n_events (self->hub);
  MusterCommand *stale = severity (self, 1);
  MusterCommand *other = command (self, "incident.title");
  MusterCommand *added = note (self, "still true");

  must (self, severity (self, 2));
  stale->basis = other->basis = added->basis = basis;
  must_not (self, stale, MUSTER_MODEL_ERROR_CONFLICT);
  muster_command_set_text (other, "title", "Checkout is down");
  must (self, other);
  must (self, added);
  g_assert_cmpint (incident (self)->severity, ==, 2);
}

static void
test_queued_too_long_is_stale (Fixture *self, gconstpointer unused)
{
  gint64 now_us = self->hub->context.now_us;
  MusterCommand *late = severity (self, 1), *in_time = severity (self, 2);
  MusterCommand *added = note (self, "written yesterday");
  const MusterEntry *entry;

  late->claimed_us = now_us - G_TIME_SPAN_HOUR - 1;
  must_not (self, late, MUSTER_MODEL_ERROR_STALE);
  in_time->claimed_us = now_us - G_TIME_SPAN_HOUR;
  must (self, in_time);
  added->claimed_us = now_us - G_TIME_SPAN_DAY;
  must (self, added);
  entry = g_ptr_array_index (incident (self)->entries, incident (self)->entries->len - 1);
  g_assert_cmpint (entry->claimed_us, ==, now_us - G_TIME_SPAN_DAY); /* both times are kept */
  g_assert_cmpint (entry->at_us, ==, now_us);
}

static void
test_nothing_happens_where_nothing_changes (Fixture *self, gconstpointer unused)
{
  guint64 before = small_hub_n_events (self->hub);

  must (self, severity (self, MUSTER_SEVERITY_MINOR));
  must (self, command (self, "incident.acknowledge"));
  must (self, command (self, "incident.reopen"));
  g_assert_cmpuint (small_hub_n_events (self->hub), ==, before);
}

static void
test_undo_puts_back (Fixture *self, gconstpointer unused)
{
  guint64 seq;
  MusterCommand *undo;

  must (self, severity (self, 1));
  seq = small_hub_n_events (self->hub);
  undo = command (self, "incident.undo");
  muster_command_set_int (undo, "seq", (gint64) seq);
  must (self, undo);
  g_assert_cmpint (incident (self)->severity, ==, MUSTER_SEVERITY_MINOR);
  g_assert_true (muster_incident_find_entry (incident (self), seq)->undone);
}

static void
test_undo_never_loses_what_came_after (Fixture *self, gconstpointer unused)
{
  guint64 seq;
  MusterCommand *undo = command (self, "incident.undo");

  must (self, severity (self, 1));
  seq = small_hub_n_events (self->hub);
  must (self, severity (self, 2));
  muster_command_set_int (undo, "seq", (gint64) seq);
  must_not (self, undo, MUSTER_MODEL_ERROR_CONFLICT);
}

static void
test_undoing_an_acknowledgement (Fixture *self, gconstpointer unused)
{
  MusterUlid key = small_hub_key (self->hub, "shop", (MusterUlid){ 0, 0 });
  MusterCommand *undo;

  small_hub_alert (self->hub, key, MUSTER_REPORT_FIRING, "alertname=A", NULL);
  self->incident = 2;
  must (self, command (self, "incident.acknowledge"));
  g_assert_cmpint (incident (self)->stage, ==, MUSTER_STAGE_TRIAGE);
  undo = command (self, "incident.undo");
  muster_command_set_int (undo, "seq", (gint64) small_hub_n_events (self->hub));
  must (self, undo);
  g_assert_false (incident (self)->acknowledged);
  g_assert_cmpint (incident (self)->stage, ==, MUSTER_STAGE_DETECT);
}

static void
test_a_resolved_incident_is_reopened_first (Fixture *self, gconstpointer unused)
{
  MusterCommand *stage = command (self, "incident.stage");
  MusterCommand *page = command (self, "incident.page");

  must (self, command (self, "incident.resolve"));
  g_assert_cmpint (incident (self)->resolved_us, ==, self->hub->context.now_us);
  muster_command_set_int (stage, "stage", MUSTER_STAGE_MITIGATE);
  must_not (self, stage, MUSTER_MODEL_ERROR_STATE);
  muster_command_set_text (page, "target", "person:ben");
  must_not (self, page, MUSTER_MODEL_ERROR_STATE);
  must (self, note (self, "one more thing"));
  must (self, command (self, "incident.reopen"));
  g_assert_cmpint (incident (self)->stage, ==, MUSTER_STAGE_DIAGNOSE);
  g_assert_cmpint (incident (self)->resolved_us, ==, MUSTER_NO_TIME);
}

static void
test_roles_go_to_people (Fixture *self, gconstpointer unused)
{
  MusterCommand *take = command (self, "incident.assign");
  MusterCommand *give = command (self, "incident.hand-over");
  MusterCommand *nobody = command (self, "incident.assign");
  MusterCommand *leave = command (self, "incident.release");

  muster_command_set_int (take, "role", MUSTER_ROLE_COMMANDER);
  must (self, take);
  g_assert_true (muster_ulid_equal (incident (self)->roles[MUSTER_ROLE_COMMANDER],
                                    small_hub_person (self->hub, "ana")));
  muster_command_set_int (give, "role", MUSTER_ROLE_COMMANDER);
  muster_command_set_text (give, "person", "ben");
  must (self, give);
  g_assert_true (muster_ulid_equal (incident (self)->roles[MUSTER_ROLE_COMMANDER],
                                    small_hub_person (self->hub, "ben")));
  muster_command_set_int (nobody, "role", MUSTER_ROLE_SCRIBE);
  muster_command_set_text (nobody, "person", "zed");
  must_not (self, nobody, MUSTER_MODEL_ERROR_INVALID);
  muster_command_set_int (leave, "role", MUSTER_ROLE_COMMANDER);
  must (self, leave);
  g_assert_true (muster_ulid_is_null (incident (self)->roles[MUSTER_ROLE_COMMANDER]));
}

static void
test_pages_are_answered_by_acknowledging (Fixture *self, gconstpointer unused)
{
  MusterUlid key = small_hub_key (self->hub, "shop", (MusterUlid){ 0, 0 });
  MusterCommand *page, *acknowledge;
  const MusterPage *sent;

  small_hub_alert (self->hub, key, MUSTER_REPORT_FIRING, "alertname=A", NULL);
  self->incident = 2;
  page = command (self, "incident.page");
  muster_command_set_text (page, "target", "person:ben");
  must (self, page);
  sent = g_ptr_array_index (incident (self)->pages, 0);
  g_assert_cmpint (sent->state, ==, MUSTER_PAGE_INTENDED);
  acknowledge = command (self, "incident.acknowledge");
  acknowledge->actor.id = small_hub_person (self->hub, "ben");
  must (self, acknowledge);
  g_assert_cmpint (sent->state, ==, MUSTER_PAGE_ANSWERED);
  g_assert_true (incident (self)->acknowledged);
}

static void
test_runs_want_a_known_check (Fixture *self, gconstpointer unused)
{
  MusterCommand *known = command (self, "incident.run");
  MusterCommand *unknown = command (self, "incident.run");
  MusterCommand *elsewhere = command (self, "incident.run");

  muster_command_set_text (known, "template", "disk");
  muster_command_set_text (known, "arguments", "{\"path\":\"/\"}");
  must (self, known);
  g_assert_cmpuint (incident (self)->runs->len, ==, 1);
  muster_command_set_text (unknown, "template", "rm");
  must_not (self, unknown, MUSTER_MODEL_ERROR_INVALID);
  muster_command_set_text (elsewhere, "template", "disk");
  muster_command_set_text (elsewhere, "node", "n1");
  must_not (self, elsewhere, MUSTER_MODEL_ERROR_INVALID);
}

/* A run that the hub's stop cut off is told as unknown, and is not run again. */
static void
test_lost_runs_end_as_unknown (Fixture *self, gconstpointer unused)
{
  MusterCommand *run = command (self, "incident.run");
  g_autoptr (MusterBatch) batch = muster_batch_new ();
  const MusterEntry *entry;

  muster_command_set_text (run, "template", "disk");
  must (self, run);
  muster_world_decide_started (self->hub->world, &self->hub->context, batch);
  g_assert_cmpuint (muster_batch_length (batch), ==, 2);
  muster_world_apply (self->hub->world, batch, 0);
  entry = g_ptr_array_index (incident (self)->entries, incident (self)->entries->len - 1);
  g_assert_cmpstr (entry->was_text, ==, "unknown");
}

static void
test_access_is_checked (Fixture *self, gconstpointer unused)
{
  MusterCommand *viewer = note (self, "may I?");
  MusterCommand *manager = small_hub_command (self->hub, "key.add", 0);
  MusterCommand *promoted = small_hub_command (self->hub, "config.put", 0);

  viewer->access = MUSTER_ACCESS_VIEWER;
  must_not (self, viewer, MUSTER_MODEL_ERROR_FORBIDDEN);
  manager->access = MUSTER_ACCESS_MANAGER;
  muster_command_set_text (manager, "service", "shop");
  must_not (self, manager, MUSTER_MODEL_ERROR_FORBIDDEN);
  promoted->access = MUSTER_ACCESS_MANAGER; /* nobody makes themselves an administrator */
  muster_command_set_text (promoted, "object", "person");
  muster_command_set_text (promoted, "name", "ben");
  muster_command_set_int (promoted, "access", MUSTER_ACCESS_ADMIN);
  must_not (self, promoted, MUSTER_MODEL_ERROR_FORBIDDEN);
}

static void
put_team (Fixture *self, const char *body)
{
  MusterCommand *put = small_hub_command (self->hub, "config.put", 0);

  muster_command_set_text (put, "object", "team");
  muster_command_set_text (put, "name", "crew");
  muster_command_set_text (put, "body", body);
  must (self, put);
}

/* Each person once who is there; of a team of nobody, nobody is paged. */
static void
test_team_pages (Fixture *self, gconstpointer unused)
{
  static const struct
  {
    const char *body; /* nullable */
    guint n_people;
  } cases[] = {
    { NULL, 0 },
    { "{}", 0 },
    { "{\"people\":[]}", 0 },
    { "{\"people\":[\"zoe\"]}", 0 },
    { "{\"people\":\"ana\"}", 0 },
    { "{\"owners\":[\"cho\"],\"people\":[\"ben\",\"zoe\",\"ana\"]}", 2 },
    { "{\"people\":[\"ben\",\"ben\"]}", 1 },
    { "{\"people\":[\"\\u0062en\",\"cho\"],\"owners\":[\"ana\"]}", 2 },
  };
  const MusterDirectory *directory = muster_world_get_directory (self->hub->world);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      MusterCommand *page = command (self, "incident.page");
      guint before = incident (self)->pages->len;
      g_autoptr (GPtrArray) people = NULL;

      put_team (self, cases[i].body);
      people = muster_directory_list_people (
          directory, muster_directory_find (directory, MUSTER_OBJECT_TEAM, "crew", -1));
      g_assert_cmpuint (people->len, ==, cases[i].n_people);
      muster_command_set_text (page, "target", "team:crew");
      if (cases[i].n_people == 0)
        must_not (self, page, MUSTER_MODEL_ERROR_INVALID);
      else
        must (self, page);
      g_assert_cmpuint (incident (self)->pages->len, ==, before + cases[i].n_people);
    }
}

/* The journal knows a key by its hash alone. */
static void
test_secrets_are_not_journaled (Fixture *self, gconstpointer unused)
{
  MusterCommand *add = small_hub_command (self->hub, "key.add", 0);
  g_autoptr (GString) world = g_string_new (NULL);
  MusterScope everything = { .hub = TRUE };

  g_free (add->secret);
  add->secret = g_strdup ("the-secret-itself");
  muster_command_set_text (add, "service", "shop");
  must (self, add);
  muster_world_save (self->hub->world, &everything, world);
  g_assert_null (strstr (world->str, "the-secret-itself"));
}

/* A repeat is found by its id, also after a snapshot; 30 days later it is not. */
static void
test_answers_are_kept_for_30_days (Fixture *self, gconstpointer unused)
{
  MusterCommand *wanted = note (self, "once");
  MusterUlid id = wanted->id;
  g_autoptr (MusterWorld) loaded = muster_world_new (MUSTER_WORLD_HUB, (MusterHashSeed){ 1, 2 });
  g_autoptr (GString) snapshot = g_string_new (NULL);
  MusterScope everything = { .hub = TRUE };
  const MusterCommandAnswer *answer;

  must (self, wanted);
  answer = muster_answers_get (muster_world_get_answers (self->hub->world), id);
  g_assert_nonnull (answer);
  g_assert_cmpuint (answer->first_seq, ==, small_hub_n_events (self->hub));
  g_assert_cmpuint (answer->n, ==, 1);
  g_assert_cmpuint (answer->incident, ==, 1);
  muster_world_save (self->hub->world, &everything, snapshot);
  g_assert_true (muster_world_load (loaded, snapshot->str, snapshot->len, NULL));
  g_assert_nonnull (muster_answers_get (muster_world_get_answers (loaded), id));
  small_hub_advance (self->hub, 31 * G_TIME_SPAN_DAY);
  must (self, note (self, "a month later"));
  g_assert_null (muster_answers_get (muster_world_get_answers (self->hub->world), id));
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    void (*test) (Fixture *self, gconstpointer unused);
  } cases[] = {
    { "declared-begins-at-triage", test_declared_begins_at_triage },
    { "conflicts-are-by-field", test_conflicts_are_by_field },
    { "queued-too-long", test_queued_too_long_is_stale },
    { "nothing-changes", test_nothing_happens_where_nothing_changes },
    { "undo-puts-back", test_undo_puts_back },
    { "undo-loses-nothing", test_undo_never_loses_what_came_after },
    { "undo-acknowledgement", test_undoing_an_acknowledgement },
    { "resolved-is-reopened-first", test_a_resolved_incident_is_reopened_first },
    { "roles", test_roles_go_to_people },
    { "pages", test_pages_are_answered_by_acknowledging },
    { "team-pages", test_team_pages },
    { "runs", test_runs_want_a_known_check },
    { "lost-runs", test_lost_runs_end_as_unknown },
    { "access", test_access_is_checked },
    { "secrets", test_secrets_are_not_journaled },
    { "answers", test_answers_are_kept_for_30_days },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/world/decide/%s", cases[i].name);

      g_test_add (path, Fixture, NULL, set_up, cases[i].test, tear_down);
    }
  return g_test_run ();
}
