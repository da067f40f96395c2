/* small-hub.c - a hub without a server or a disk
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "small-hub.h"
#include "small-shifts.h"

#include "world/due.h"
#include "world/metric-overrides.h"

#include <string.h>

#define START_US ((gint64) 1772807100 * G_USEC_PER_SEC) /* 2026-03-06T14:25:00Z */

static void
fill (gpointer user_data, guchar *bytes, gsize n)
{
  GRand *rand = user_data;

  for (gsize i = 0; i < n; i++)
    bytes[i] = (guchar) g_rand_int (rand);
}

static gboolean
check_run (const char *template_name, const char *arguments, GError **error)
{
  return strcmp (template_name, "disk") == 0 || strcmp (template_name, "dns") == 0;
}

static void
keep (SmallHub *self, MusterBatch *batch /* transfer full */)
{
  if (muster_batch_length (batch) == 0)
    muster_batch_unref (batch);
  else
    g_ptr_array_add (self->batches, batch);
}

SmallHub *
small_hub_new (guint32 seed)
{
  SmallHub *self = g_new0 (SmallHub, 1);
  static const char *const people[] = { "ana", "ben", "cho" };
  g_autoptr (MusterBatch) started = muster_batch_new ();

  self->rand = g_rand_new_with_seed (seed);
  self->world = muster_world_new (MUSTER_WORLD_HUB, (MusterHashSeed){ seed, ~(guint64) seed });
  muster_ulid_source_init (&self->ids, fill, self->rand);
  self->context = (MusterDecideContext){ START_US, &self->ids, check_run };
  self->batches = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_batch_unref);
  muster_world_decide_started (self->world, &self->context, started);
  muster_world_apply (self->world, started, 0);
  keep (self, g_steal_pointer (&started));
  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    {
      MusterCommand *command = small_hub_command (self, "config.put", 0);

      muster_command_set_text (command, "object", "person");
      muster_command_set_text (command, "name", people[i]);
      muster_command_set_text (command, "contact",
                               "{\"channels\":[{\"type\":\"desktop\"},{\"type\":\"email\"}],"
                               "\"rules\":{\"high\":[{\"via\":\"email\"},{\"via\":\"desktop\"}]}}");
      muster_command_set_int (command, "access",
                              i == 0 ? MUSTER_ACCESS_ADMIN : MUSTER_ACCESS_RESPONDER);
      small_hub_do (self, command, NULL, NULL);
    }
  return self;
}

void
small_hub_free (SmallHub *self)
{
  muster_world_free (self->world);
  g_rand_free (self->rand);
  g_ptr_array_unref (self->batches);
  g_free (self);
}

MusterUlid
small_hub_person (SmallHub *self, const char *name)
{
  const MusterObject *person =
      muster_directory_find (muster_world_get_directory (self->world), "person", name, -1);

  return person != NULL ? person->id : (MusterUlid){ 0, 0 };
}

/* The hub itself once the person is gone. */
static MusterActor
actor_named (SmallHub *self, const char *name)
{
  const MusterUlid person = small_hub_person (self, name);

  return (MusterActor){ muster_ulid_is_null (person) ? MUSTER_ACTOR_HUB : MUSTER_ACTOR_PERSON,
                        person };
}

MusterCommand *
small_hub_command (SmallHub *self, const char *name, guint incident)
{
  const MusterCommandSpec *spec = muster_command_by_name (name);
  MusterCommand *command;

  g_assert_nonnull (spec);
  command = muster_command_new (spec);
  command->id = muster_ulid_source_next (&self->ids, self->context.now_us);
  command->incident = incident;
  command->access = MUSTER_ACCESS_ADMIN;
  command->actor = actor_named (self, "ana");
  if (spec->makes_secret)
    command->secret =
        g_strdup_printf ("%08x%08x", g_rand_int (self->rand), g_rand_int (self->rand));
  return command;
}

gboolean
small_hub_do (SmallHub *self, MusterCommand *command, guint *incident, GError **error)
{
  g_autoptr (MusterCommand) owned = command;
  g_autoptr (MusterBatch) batch = muster_batch_new ();
  guint answer = 0;

  if (!muster_world_decide (self->world, &self->context, owned, batch, &answer, error))
    {
      g_assert_cmpuint (muster_batch_length (batch), ==, 0);
      return FALSE;
    }
  if (incident != NULL)
    *incident = answer;
  muster_world_apply (self->world, batch, 0);
  keep (self, g_steal_pointer (&batch));
  return TRUE;
}

MusterUlid
small_hub_key (SmallHub *self, const char *service, MusterUlid drill)
{
  MusterCommand *command = small_hub_command (self, "key.add", 0);
  const GPtrArray *objects = muster_directory_objects (muster_world_get_directory (self->world));

  muster_command_set_text (command, "service", service);
  if (!muster_ulid_is_null (drill))
    muster_command_set_ulid (command, "drill", drill);
  g_assert_true (small_hub_do (self, command, NULL, NULL));
  return ((MusterObject *) g_ptr_array_index (objects, objects->len - 1))->id;
}

/* "a=b,c=d" */
static void
parse_labels (const char *text, MusterLabelSet *out)
{
  while (*text != '\0')
    {
      gsize name_n = strcspn (text, "="), value_n = strcspn (text + name_n + 1, ",");

      out->items[out->n++] =
          (MusterLabel){ text, text + name_n + 1, (guint16) name_n, (guint16) value_n };
      text += name_n + 1 + value_n;
      text += *text == ',';
    }
}

static void
report (SmallHub *self, MusterReports *reports, MusterUlid key, MusterReportSummary *summary)
{
  MusterBatch *batch = muster_batch_new ();
  MusterReportSummary ignored;

  muster_world_report (self->world, &self->context, reports, key, batch,
                       summary != NULL ? summary : &ignored);
  if (!self->tells_late)
    muster_world_tell_joined (self->world, &self->context, batch);
  keep (self, batch);
}

void
small_hub_alert (SmallHub *self,
                 MusterUlid key,
                 MusterReportStatus status,
                 const char *labels,
                 MusterReportSummary *summary)
{
  g_autoptr (MusterReports) reports = muster_reports_new ();
  MusterLabel items[32];
  MusterReport *one = muster_reports_add (reports);

  one->labels = (MusterLabelSet){ items, 0 };
  one->status = status;
  parse_labels (labels, &one->labels);
  report (self, reports, key, summary);
}

void
small_hub_advance (SmallHub *self, gint64 by_us)
{
  MusterBatch *batch = muster_batch_new ();

  self->context.now_us += by_us;
  muster_world_run_due (self->world, &self->context, batch, G_MAXUINT);
  muster_world_tell_joined (self->world, &self->context, batch);
  keep (self, batch);
}

void
small_hub_start_again (SmallHub *self)
{
  MusterBatch *batch = muster_batch_new ();

  muster_world_decide_started (self->world, &self->context, batch);
  muster_world_apply (self->world, batch, 0);
  keep (self, batch);
}

/* --- chance --- */

static const char *
any_of (SmallHub *self, const char *const *words, guint n)
{
  return words[g_rand_int_range (self->rand, 0, (gint32) n)];
}

static const char *
any_text (SmallHub *self)
{
  static const char *const texts[] = {
    "db is slow",  "Rolling back",    "\xd0\xb4\xd0\xb0 \"quoted\"",
    "line\nbreak", "<b>not bold</b>", "23% of requests fail"
  };

  return any_of (self, texts, G_N_ELEMENTS (texts));
}

static guint64
any_seq (SmallHub *self, guint number)
{
  const MusterIncident *incident = muster_world_get_incident (self->world, number);

  if (incident != NULL && incident->entries->len > 0 && g_rand_int_range (self->rand, 0, 4) > 0)
    {
      const MusterEntry *entry = g_ptr_array_index (
          incident->entries, g_rand_int_range (self->rand, 0, (gint32) incident->entries->len));

      return entry->seq;
    }
  return g_rand_int (self->rand) % 5000;
}

static MusterUlid
any_silence (SmallHub *self)
{
  const GPtrArray *list = muster_silences_list (muster_world_get_silences (self->world));

  if (list->len == 0)
    return muster_ulid_source_next (&self->ids, self->context.now_us);
  return ((MusterSilence *) g_ptr_array_index (
              list, g_rand_int_range (self->rand, 0, (gint32) list->len)))
      ->id;
}

static MusterUlid
any_id (SmallHub *self, guint number, const char *argument)
{
  const MusterIncident *incident = muster_world_get_incident (self->world, number);
  const GPtrArray *list = NULL;

  if (strcmp (argument, "silence") == 0)
    return any_silence (self);
  if (incident != NULL && strcmp (argument, "task") == 0)
    list = incident->tasks;
  else if (incident != NULL && strcmp (argument, "page") == 0)
    list = incident->pages;
  if (list == NULL || list->len == 0)
    return muster_ulid_source_next (&self->ids, self->context.now_us);
  /* tasks and pages begin with their ids */
  return *(MusterUlid *) g_ptr_array_index (list,
                                            g_rand_int_range (self->rand, 0, (gint32) list->len));
}

static guint
any_incident (SmallHub *self)
{
  guint last = muster_world_last_incident (self->world);

  if (last > 0 && g_rand_boolean (self->rand))
    return MIN (last, 2); /* much happens to these */
  return last > 0 ? last - (guint) g_rand_int_range (self->rand, 0, (gint32) MIN (last, 6)) : 1;
}

/* Whom to merge into or to keep apart from, and which alerts to take out. */
static gboolean
set_random_joint (SmallHub *self, MusterCommand *command, const char *name)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const MusterAlert *alert =
      muster_alert_index_first (muster_world_get_alerts (self->world), command->incident);

  if (strcmp (name, "into") == 0 || strcmp (name, "from") == 0)
    muster_incident_append_id (any_incident (self), text);
  else if (strcmp (name, "alerts") != 0)
    return FALSE;
  for (; strcmp (name, "alerts") == 0 && alert != NULL; alert = alert->older)
    if (g_rand_int_range (self->rand, 0, 3) == 0)
      {
        muster_ulid_append (alert->id, text);
        g_string_append_c (text, ',');
      }
  muster_command_set_text (command, name, text->len > 0 ? text->str : "nothing");
  return TRUE;
}

static void
set_random (SmallHub *self, MusterCommand *command, const MusterArgumentSpec *argument)
{
  static const char *const names[] = { "ana", "ben", "cho", "nobody" };
  static const char *const things[] = { "ana", "ben", "cho", "s0", "s1", "s2" };
  static const char *const targets[] = { "person:ben", "person:ana", "team:t", "schedule:s",
                                         "policy:p" };
  static const char *const objects[] = { "service", "team", "person", "policy", "grouping" };
  static const char *const bodies[] = { "{\"people\":[\"ana\",\"ben\"]}",
                                        "{\"select\":[{\"a\":\"1\"}],\"aliases\":[\"x\"]}",
                                        "{\"depends_on\":[\"s0\",\"s1\"]}" };
  static const char *const matchers[] = { "service=s1", "alertname=~\"Disk.*|Latency\"",
                                          "pod=p2,service!=s0", "severity=critical,nobody=\"\"" };
  const char *name = argument->name;

  switch (argument->type)
    {
    case MUSTER_ARGUMENT_TEXT:
      if (set_random_joint (self, command, name))
        return;
      muster_command_set_text (command, name,
                               strcmp (name, "target") == 0     ? any_of (self, targets, 5)
                               : strcmp (name, "person") == 0   ? any_of (self, names, 4)
                               : strcmp (name, "name") == 0     ? any_of (self, things, 6)
                               : strcmp (name, "service") == 0  ? "api"
                               : strcmp (name, "matchers") == 0 ? any_of (self, matchers, 4)
                                                                : any_text (self));
      return;
    case MUSTER_ARGUMENT_NAME:
      muster_command_set_text (command, name,
                               strcmp (name, "service") == 0 ? "api" : any_of (self, names, 4));
      return;
    case MUSTER_ARGUMENT_TOKEN:
      muster_command_set_text (command, name,
                               strcmp (name, "object") == 0 ? any_of (self, objects, 5) : "disk");
      return;
    case MUSTER_ARGUMENT_JSON:
      muster_command_set_text (command, name, any_of (self, bodies, 3));
      return;
    case MUSTER_ARGUMENT_STRINGS:
      muster_command_set_text (command, name, "{\"path\":\"/\"}");
      return;
    case MUSTER_ARGUMENT_SEVERITY:
      muster_command_set_int (command, name, g_rand_int_range (self->rand, 1, 6));
      return;
    case MUSTER_ARGUMENT_STAGE:
      muster_command_set_int (command, name, g_rand_int_range (self->rand, 0, MUSTER_N_STAGES));
      return;
    case MUSTER_ARGUMENT_ROLE:
      muster_command_set_int (command, name, g_rand_int_range (self->rand, 0, 5));
      return;
    case MUSTER_ARGUMENT_ACCESS:
      muster_command_set_int (command, name, 1 << g_rand_int_range (self->rand, 0, 8));
      return;
    case MUSTER_ARGUMENT_ULID:
      muster_command_set_ulid (command, name, any_id (self, command->incident, name));
      return;
    case MUSTER_ARGUMENT_INT:
      muster_command_set_int (command, name,
                              strcmp (name, "seq") == 0 ? (gint64) any_seq (self, command->incident)
                              : strcmp (name, "flood") == 0
                                  ? g_rand_int_range (self->rand, 0, 3)
                                  : g_rand_int_range (self->rand, 0, 2000));
      return;
    case MUSTER_ARGUMENT_BOOL:
      muster_command_set_int (command, name, g_rand_boolean (self->rand));
      return;
    case MUSTER_ARGUMENT_INSTANT:
      if (strcmp (name, "startsAt") == 0)
        muster_command_set_int (command, name,
                                self->context.now_us + g_rand_int_range (self->rand, -10, 60) *
                                                           (gint64) G_USEC_PER_SEC);
      else if (strcmp (name, "endsAt") == 0 || strcmp (name, "until") == 0)
        muster_command_set_int (command, name,
                                self->context.now_us + g_rand_int_range (self->rand, 1, 4000) *
                                                           (gint64) G_USEC_PER_SEC);
      else
        muster_command_set_int (command, name,
                                self->context.now_us - g_rand_int_range (self->rand, -10, 1000) *
                                                           (gint64) G_USEC_PER_SEC);
      return;
    default:
      g_assert_not_reached ();
    }
}

static MusterUlid
any_object (SmallHub *self)
{
  const GPtrArray *objects = muster_directory_objects (muster_world_get_directory (self->world));

  return ((MusterObject *) g_ptr_array_index (
              objects, g_rand_int_range (self->rand, 0, (gint32) objects->len)))
      ->id;
}

static MusterUlid
newest_key (SmallHub *self)
{
  const GPtrArray *objects = muster_directory_objects (muster_world_get_directory (self->world));

  for (guint i = objects->len; i > 0; i--)
    {
      const MusterObject *object = g_ptr_array_index (objects, i - 1);

      if (strcmp (object->type, "key") == 0 && !object->removed)
        return object->id;
    }
  return (MusterUlid){ 0, 0 };
}

static MusterUlid
any_letter (SmallHub *self)
{
  const GQueue *letters = muster_world_get_dead_letters (self->world);
  const MusterDeadLetter *letter =
      letters->length > 0
          ? g_queue_peek_nth ((GQueue *) letters, g_rand_int (self->rand) % letters->length)
          : NULL;

  return letter != NULL ? letter->id : (MusterUlid){ 0, 0 };
}

static void
step_command (SmallHub *self)
{
  guint n;
  const MusterCommandRow *rows = muster_command_rows (&n);
  const MusterCommandRow *row = &rows[g_rand_int_range (self->rand, 0, (gint32) n)];
  MusterCommand *command = small_hub_command (self, row->spec.name, 0);

  if (row->wants_incident)
    command->incident = any_incident (self);
  else if (strcmp (row->spec.name, "silence.end") == 0)
    command->object = any_silence (self);
  else if (strcmp (row->spec.name, "letter.replay") == 0)
    command->object = any_letter (self);
  else if (strcmp (row->spec.name, "key.configure") == 0)
    command->object = newest_key (self); /* that most alerts come by */
  else if (strstr (row->spec.path, "{id}") != NULL)
    command->object = any_object (self);
  if (g_rand_int_range (self->rand, 0, 3) == 0)
    command->actor = actor_named (self, "ben");
  if (g_rand_int_range (self->rand, 0, 5) == 0)
    command->basis =
        muster_world_get_seq (self->world) - (guint64) g_rand_int_range (self->rand, 0, 9);
  if (g_rand_int_range (self->rand, 0, 5) == 0)
    command->claimed_us =
        self->context.now_us - g_rand_int_range (self->rand, 0, 7200) * (gint64) G_USEC_PER_SEC;
  for (guint i = 0; row->spec.arguments[i].name != NULL; i++)
    if (row->spec.arguments[i].required || g_rand_boolean (self->rand))
      set_random (self, command, &row->spec.arguments[i]);
  small_hub_aim (self, command);
  small_hub_do (self, command, NULL, NULL);
}

static void
step_report (SmallHub *self)
{
  static const char *const names[] = { "HighErrorRate", "DiskFull", "PodCrash", "Latency" };
  static const char *const severities[] = { "critical", "warning", "info" };
  g_autoptr (MusterReports) reports = muster_reports_new ();
  guint n = (guint) g_rand_int_range (self->rand, 1, 6);
  char *texts[6] = { NULL };
  MusterLabel items[6][4];
  MusterUlid key = { 0, 0 };
  const GPtrArray *objects = muster_directory_objects (muster_world_get_directory (self->world));
  gboolean drills = g_rand_boolean (self->rand);

  for (guint i = 0; i < objects->len; i++)
    {
      const MusterObject *object = g_ptr_array_index (objects, i);

      if (strcmp (object->type, "key") == 0 && g_rand_boolean (self->rand) &&
          (drills || muster_ulid_is_null (object->drill)))
        key = object->id;
    }
  if (muster_ulid_is_null (key))
    key = small_hub_key (self, "api", (MusterUlid){ 0, 0 });
  for (guint i = 0; i < n; i++)
    {
      MusterReport *one = muster_reports_add (reports);

      texts[i] =
          g_strdup_printf ("alertname=%s,service=s%d,pod=p%d,severity=%s", any_of (self, names, 4),
                           g_rand_int_range (self->rand, 0, 3), g_rand_int_range (self->rand, 0, 5),
                           any_of (self, severities, 3));
      one->labels.items = items[i];
      parse_labels (texts[i], &one->labels);
      one->status = (MusterReportStatus) (g_rand_int_range (self->rand, 0, 6) % 3);
      one->timed = g_rand_boolean (self->rand);
      if (g_rand_boolean (self->rand))
        one->starts_us = self->context.now_us - 5 * (gint64) G_USEC_PER_SEC;
      if (g_rand_int_range (self->rand, 0, 4) == 0)
        one->dedup = (MusterText){ "d1", 2 };
    }
  report (self, reports, key, NULL);
  for (guint i = 0; i < n; i++)
    g_free (texts[i]);
}

/* Some come twice, and are told once. */
static void
step_change (SmallHub *self)
{
  g_autoptr (MusterReports) reports = muster_reports_new ();
  MusterUlid key = small_hub_key (self, "api", (MusterUlid){ 0, 0 });
  MusterLabel label = { "env", "live", 3, 4 };
  const char *title = any_text (self);
  MusterChange change = { .at_us = MUSTER_NO_TIME,
                          .title = { title, strlen (title) },
                          .kind = { "deploy", 6 },
                          .labels = { &label, 1 } };

  if (g_rand_boolean (self->rand))
    change.at_us = self->context.now_us - G_USEC_PER_SEC;
  g_array_append_val (reports->changes, change);
  if (g_rand_boolean (self->rand))
    g_array_append_val (reports->changes, change);
  report (self, reports, key, NULL);
}

void
small_hub_configure (SmallHub *self, const char *type, const char *name, const char *body)
{
  MusterCommand *command = small_hub_command (self, "config.put", 0);
  g_autoptr (GError) error = NULL;

  muster_command_set_text (command, "object", type);
  muster_command_set_text (command, "name", name);
  muster_command_set_text (command, "body", body);
  small_hub_do (self, command, NULL, &error);
  g_assert_no_error (error);
}

/* Rules of triage come and go. */
static void
step_rules (SmallHub *self)
{
  static const struct
  {
    const char *type, *name, *body;
  } rules[] = {
    { "grouping", "default",
      "{\"by\":[\"service\"],\"max\":3,\"rules\":[{\"name\":\"n\",\"match\":\"severity!=critical\","
      "\"window\":\"20m\",\"sliding\":true,\"reopen\":\"1h\"}]}" },
    { "grouping", "default",
      "{\"at_least\":2,\"pause\":\"2m\",\"rules\":[{\"name\":\"n\",\"match\":\"service=s0\","
      "\"pause\":\"learned\"}]}" },
    { "grouping", "default", "{\"flapping\":{\"changes\":3,\"within\":\"1d\",\"calm\":\"2h\"}}" },
    { "grouping", "default", "{}" },
    { "rules", "routes",
      "{\"rules\":[{\"match\":\"service=s1\",\"severity\":4,\"to\":{\"team\":\"t\"},"
      "\"continue\":true},{\"to\":{\"person\":\"ana\"}}]}" },
    { "rules", "severity_map", "{\"rules\":[{\"match\":[\"pod=p1\"],\"severity\":\"critical\"}]}" },
    { "rules", "inhibit",
      "{\"rules\":[{\"name\":\"n\",\"source\":\"alertname=DiskFull\","
      "\"target\":\"severity=~\\\"warning|info\\\"\",\"equal\":[\"service\"]}]}" },
    { "rules", "inhibit", "{\"rules\":[]}" },
    { "rules", "routes", "{\"rules\":[{\"to\":{\"policy\":\"p\"}}]}" },
    { "policy", "p",
      "{\"repeat\":1,\"critical\":\"all\",\"steps\":[{\"notify\":[{\"person\":\"ana\"},"
      "{\"person\":\"ben\"}],\"strategy\":\"round-robin\"},{\"after\":\"3m\",\"notify\":"
      "[{\"team\":\"nobody\"}]},{\"after\":\"5m\",\"notify\":[{\"person\":\"ana\"}]}]}" },
    { "policy", "p",
      "{\"wait\":\"1h\",\"ack_timeout\":\"20m\",\"steps\":[{\"notify\":[{\"person\":\"ana\"}]}]}" },
    { "policy", "p", "{\"steps\":[{\"notify\":[{\"schedule\":\"s\"}]}]}" },
    { "schedule", "s",
      "{\"zone\":\"UTC\",\"layers\":[{\"name\":\"l\",\"start\":\"2026-03-02T09:00\","
      "\"every\":\"1 week\",\"members\":[\"ana\",\"ben\",\"cho\"]}]}" },
    { "schedule", "s",
      "{\"zone\":\"Europe/Berlin\",\"layers\":[{\"name\":\"l\",\"start\":\"2026-03-02T09:00\","
      "\"every\":\"1 day\",\"members\":[\"cho\",null,[\"ana\",\"ben\"]]}]}" },
    { "rules", "severity_map", /* takes too long */
      "{\"rules\":[{\"match\":\"pod=~\\\"(.?){200}[!?]\\\"\",\"severity\":1}]}" },
  };
  gint32 which = g_rand_int_range (self->rand, 0, G_N_ELEMENTS (rules));

  small_hub_configure (self, rules[which].type, rules[which].name, rules[which].body);
}

/* Maintenance windows come and go, and change while they are open. */
static void
step_maintenance (SmallHub *self)
{
  static const char *const bodies[] = {
    "{\"match\":\"service=s1\",\"start\":\"2026-03-06T00:00\",\"duration\":\"5h\","
    "\"rrule\":\"FREQ=HOURLY;INTERVAL=9\"}",
    "{\"match\":[\"service=~\\\"s1|s2\\\"\",\"pod=p1\"],\"zone\":\"America/New_York\","
    "\"start\":\"2026-03-06T02:30\",\"duration\":\"6h\",\"rrule\":\"FREQ=DAILY\"}",
    "{\"services\":[\"api\"],\"start\":\"2026-03-06T00:00\",\"duration\":\"13h\","
    "\"rrule\":\"FREQ=DAILY\",\"until\":\"2026-04-06T00:00\"}",
  };
  const char *name = g_rand_boolean (self->rand) ? "nightly" : "weekly";
  const MusterObject *object =
      muster_directory_find (muster_world_get_directory (self->world), "maintenance", name, -1);
  gboolean has_service = muster_directory_find (muster_world_get_directory (self->world), "service",
                                                "api", -1) != NULL;
  gint32 n = G_N_ELEMENTS (bodies) - (has_service ? 0 : 1);
  MusterCommand *command;

  if (object == NULL || g_rand_int_range (self->rand, 0, 3) > 0)
    {
      small_hub_configure (self, "maintenance", name, bodies[g_rand_int_range (self->rand, 0, n)]);
      return;
    }
  command = small_hub_command (self, "config.remove", 0);
  command->object = object->id;
  small_hub_do (self, command, NULL, NULL);
}

/* What people take, and when. */
static void
step_person (SmallHub *self)
{
  static const char *const names[] = { "ana", "ben", "cho" };
  static const char *const bodies[] = {
    "{}",
    "{\"zone\":\"Europe/Berlin\",\"quiet\":[{\"from\":\"22:00\",\"to\":\"08:00\"}]}",
    ("{\"zone\":\"America/New_York\",\"working\":[{\"days\":[\"mo\",\"tu\",\"we\",\"th\",\"fr\"],"
     "\"from\":\"09:00\",\"to\":\"17:00\"}]}"),
  };
  static const char *const contacts[] = {
    "{\"channels\":[{\"type\":\"desktop\"}]}",
    "{\"channels\":[{\"type\":\"email\",\"limit\":{\"pages\":1,\"in\":\"1h\"}}],\"rules\":{"
    "\"high\":[{\"via\":\"email\"},{\"via\":\"desktop\",\"after\":\"3m\"}],"
    "\"low\":[{\"via\":\"email\"}]}}",
    "{\"rules\":{\"high\":[{\"via\":\"sms\"}],\"low\":[{\"via\":\"sms\"}]}}",
  };
  MusterCommand *command = small_hub_command (self, "config.put", 0);

  muster_command_set_text (command, "object", "person");
  muster_command_set_text (command, "name", any_of (self, names, 3));
  muster_command_set_text (command, "body", any_of (self, bodies, 3));
  muster_command_set_text (command, "contact", any_of (self, contacts, 3));
  small_hub_do (self, command, NULL, NULL);
}

#define A_METRIC "\"metric\":{\"url\":\"http://x\",\"query\":\"q\",\"above\":0}"

/* Overrides of severities, too. */
static void
step_override (SmallHub *self)
{
  static const char *const bodies[] = {
    "{\"raise\":1,\"match\":\"service=s1\",\"start\":\"2026-03-06T00:00\",\"duration\":\"5h\","
    "\"rrule\":\"FREQ=HOURLY;INTERVAL=7\"}",
    "{\"severity\":2,\"zone\":\"Asia/Tokyo\",\"start\":\"2026-03-06T09:30\",\"duration\":\"1h\","
    "\"rrule\":\"FREQ=HOURLY;INTERVAL=3\",\"reason\":\"r\"}",
  };
  const MusterObject *object = muster_directory_find (muster_world_get_directory (self->world),
                                                      "severity_override", "o", -1);
  MusterCommand *command;

  if (object == NULL || g_rand_int_range (self->rand, 0, 3) > 0)
    {
      small_hub_configure (self, "severity_override", "o",
                           bodies[g_rand_int_range (self->rand, 0, G_N_ELEMENTS (bodies))]);
      return;
    }
  command = small_hub_command (self, "config.remove", 0);
  command->object = object->id;
  small_hub_do (self, command, NULL, NULL);
}

/* What is asked of a metric, also of one that was changed since. */
static void
step_metric (SmallHub *self)
{
  const MusterObject *object = muster_directory_find (muster_world_get_directory (self->world),
                                                      "severity_override", "m", -1);
  MusterMetricFinding finding = { .words = "1 is above 0" };
  MusterBatch *batch;

  if (object == NULL || g_rand_int_range (self->rand, 0, 10) == 0)
    small_hub_configure (self, "severity_override", "m",
                         g_rand_boolean (self->rand) ? "{\"raise\":2," A_METRIC "}"
                                                     : "{\"severity\":1," A_METRIC "}");
  object = muster_directory_find (muster_world_get_directory (self->world), "severity_override",
                                  "m", -1);
  finding.id = object->id;
  finding.seq = object->seq - (g_rand_int_range (self->rand, 0, 10) == 0);
  finding.verdict = (MusterMetricVerdict) g_rand_int_range (self->rand, 0, 4);
  batch = muster_batch_new ();
  muster_world_hear_metric (self->world, &self->context, &finding, batch);
  muster_world_tell_joined (self->world, &self->context, batch);
  keep (self, batch);
}

/* What the hub itself says: how runs and pages go on, bodies that nobody could read. */
/* What is known beside that it was. */
static void
tell_page (SmallHub *self, MusterEvent *event, MusterBatch *batch)
{
  if (event->kind == MUSTER_EVENT_PAGE_SENT && g_rand_boolean (self->rand))
    muster_event_set_int (event, MUSTER_FACT_REPEAT, TRUE);
  else if (event->kind == MUSTER_EVENT_PAGE_RETRIED)
    {
      muster_event_set_int (event, MUSTER_FACT_ATTEMPT, g_rand_int_range (self->rand, 1, 9));
      muster_event_set_int (event, MUSTER_FACT_DUE, self->context.now_us);
    }
  if (event->kind == MUSTER_EVENT_PAGE_REFUSED && g_rand_boolean (self->rand))
    muster_event_set_token (event, MUSTER_FACT_BY, "moot");
  else if (event->kind != MUSTER_EVENT_PAGE_SENT && event->kind != MUSTER_EVENT_PAGE_SHOWN)
    muster_batch_set_text (batch, event, MUSTER_FIELD_REASON, any_text (self), -1);
}

/* What became of a test page. */
static gboolean
step_test_page (SmallHub *self)
{
  const GPtrArray *list = muster_page_reaches_list (muster_world_get_page_reaches (self->world));
  const MusterPageReach *reach =
      list->len > 0 ? g_ptr_array_index (list, g_rand_int (self->rand) % list->len) : NULL;
  MusterBatch *batch;
  MusterEvent *event;

  if (reach == NULL || !reach->is_waiting)
    return FALSE;
  batch = muster_batch_new ();
  event = muster_batch_add (batch, g_rand_boolean (self->rand) ? MUSTER_EVENT_TEST_PAGE_SENT
                                                               : MUSTER_EVENT_TEST_PAGE_REFUSED);
  muster_event_set_ulid (event, MUSTER_FACT_ID, reach->test);
  if (event->kind == MUSTER_EVENT_TEST_PAGE_REFUSED)
    muster_batch_set_text (batch, event, MUSTER_FIELD_REASON, any_text (self), -1);
  event->at_us = self->context.now_us;
  muster_world_apply (self->world, batch, 0);
  keep (self, batch);
  return TRUE;
}

static void
step_hub (SmallHub *self)
{
  const MusterIncident *incident = muster_world_get_incident (self->world, any_incident (self));
  gboolean is_own = g_rand_int_range (self->rand, 0, 20) == 0; /* of no incident */
  MusterBatch *batch = muster_batch_new ();
  MusterEvent *event = NULL;

  if (g_rand_int_range (self->rand, 0, 3) == 0 && step_test_page (self))
    {
      muster_batch_unref (batch);
      return;
    }
  if (g_rand_int_range (self->rand, 0, 4) == 0)
    {
      muster_batch_unref (batch);
      step_change (self);
      return;
    }
  if (g_rand_int_range (self->rand, 0, 4) == 0)
    {
      MusterRefusedBody refused = { .source = "generic",
                                    .reason = "no JSON",
                                    .text = "{",
                                    .text_n = 1,
                                    .n_bytes = 1,
                                    .too_large = g_rand_boolean (self->rand) };

      muster_world_refuse_body (self->world, &self->context, &refused, batch);
      muster_world_tell_joined (self->world, &self->context, batch);
      keep (self, batch);
      return;
    }
  if (!is_own && incident != NULL && incident->runs->len > 0 && g_rand_boolean (self->rand))
    {
      const MusterRun *run = g_ptr_array_index (incident->runs, incident->runs->len - 1);

      event = muster_batch_add (
          batch, (MusterEventKind) g_rand_int_range (self->rand, MUSTER_EVENT_RUN_STARTED,
                                                     MUSTER_EVENT_RUN_ENDED + 1));
      muster_event_set_ulid (event, MUSTER_FACT_RUN, run->id);
      if (event->kind == MUSTER_EVENT_RUN_OUTPUT)
        muster_batch_set_text (batch, event, MUSTER_FIELD_TEXT, any_text (self), -1);
      else if (event->kind == MUSTER_EVENT_RUN_ENDED)
        muster_event_set_token (event, MUSTER_FACT_OUTCOME, "ok");
    }
  else if (!is_own && incident != NULL && incident->pages->len > 0)
    {
      const MusterPage *page = g_ptr_array_index (incident->pages, incident->pages->len - 1);

      static const MusterEventKind kinds[] = { MUSTER_EVENT_PAGE_SENT, MUSTER_EVENT_PAGE_REFUSED,
                                               MUSTER_EVENT_PAGE_SHOWN, MUSTER_EVENT_PAGE_RETRIED };

      event = muster_batch_add (
          batch, kinds[g_rand_int_range (self->rand, 0, (gint32) G_N_ELEMENTS (kinds))]);
      muster_event_set_ulid (event, MUSTER_FACT_PAGE, page->id);
      tell_page (self, event, batch);
    }
  else
    is_own = TRUE;
  if (is_own)
    event = muster_batch_add (batch, g_rand_boolean (self->rand) ? MUSTER_EVENT_CLOCK_STEPPED
                                                                 : MUSTER_EVENT_HUB_CANARY);
  if (is_own && event->kind == MUSTER_EVENT_CLOCK_STEPPED)
    muster_event_set_int (event, MUSTER_FACT_DURATION,
                          g_rand_int_range (self->rand, -500, 500) * (gint64) G_USEC_PER_SEC);
  event->at_us = self->context.now_us;
  event->incident = is_own ? 0 : incident->number;
  muster_world_apply (self->world, batch, 0);
  keep (self, batch);
}

void
small_hub_step (SmallHub *self)
{
  gint32 what = g_rand_int_range (self->rand, 0, 100);

  small_hub_advance (self, g_rand_int_range (self->rand, 0, 40) * (gint64) G_USEC_PER_SEC);
  if (what < 60)
    step_command (self);
  else if (what < 75)
    step_hub (self);
  else if (what < 94)
    step_report (self);
  else if (what < 96)
    (g_rand_int_range (self->rand, 0, 3) == 0 ? step_person : step_rules) (self);
  else if (what < 97)
    step_maintenance (self);
  else if (what < 98 && g_rand_boolean (self->rand))
    step_override (self);
  else if (what < 98)
    step_metric (self);
  else
    small_hub_advance (self, g_rand_int_range (self->rand, 0, 12) * G_TIME_SPAN_HOUR);
}

guint64
small_hub_n_events (const SmallHub *self)
{
  return muster_world_get_seq (self->world);
}

MusterEvent *
small_hub_event (const SmallHub *self, guint64 seq)
{
  guint low = 0, high = self->batches->len; /* empty batches are not kept */

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      const MusterBatch *batch = g_ptr_array_index (self->batches, middle);
      guint64 first = muster_batch_get (batch, 0)->seq;

      if (seq < first)
        high = middle;
      else if (seq >= first + muster_batch_length (batch))
        low = middle + 1;
      else
        return muster_batch_get (batch, (guint) (seq - first));
    }
  g_assert_not_reached ();
}

void
small_hub_acknowledge_all (SmallHub *self)
{
  for (guint i = 1; i <= muster_world_last_incident (self->world); i++)
    if (muster_incident_is_open (muster_world_get_incident (self->world, i)))
      g_assert_true (
          small_hub_do (self, small_hub_command (self, "incident.acknowledge", i), NULL, NULL));
}
