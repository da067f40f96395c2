/* suspects.c - the changes that may have begun an incident
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/suspects.h"

#include "base/json-reader.h"
#include "triage/sighting.h"
#include "world/members.h"

#include <string.h>

#define ALERTS_READ 2000 /* of an incident */
#define SIGNS_MAX   64
#define FAILING_MAX 64
#define TEXT_MAX    1024 /* bytes of what an alert says */

/* What the trouble is, while it is read. */
typedef struct
{
  const MusterWorld *world;
  GArray *failing;   /* of MusterUlid */
  GArray *signs;     /* of MusterSign */
  GHashTable *texts; /* of char *: what signs say, once each */
  gint64 onset_us;
  guint n_alerts;
} Reading;

static void
add_sign (Reading *self, MusterUlid service, char *text /* transfer full */)
{
  const MusterSign sign = { service, text };

  if (self->signs->len == SIGNS_MAX || *text == '\0' || g_hash_table_contains (self->texts, text))
    {
      g_free (text);
      return;
    }
  g_hash_table_add (self->texts, text);
  g_array_append_val (self->signs, sign);
}

static void
add_failing (Reading *self, MusterUlid service)
{
  for (guint i = 0; i < self->failing->len; i++)
    if (muster_ulid_equal (g_array_index (self->failing, MusterUlid, i), service))
      return;
  if (!muster_ulid_is_null (service) && self->failing->len < FAILING_MAX)
    g_array_append_val (self->failing, service);
}

/* What an alert is called, and the labels that do not say which process or how bad. */
static char *
tell_alert (const MusterAlertIndex *alerts, const MusterAlert *alert)
{
  MusterLabel items[MUSTER_ALERT_LABELS_MAX];
  MusterLabelSet labels = { items, 0 };
  GString *text = g_string_new (NULL);

  muster_alert_get_labels (alerts, alert, &labels);
  for (guint i = 0; i < labels.n && text->len < TEXT_MAX; i++)
    if (muster_sighting_is_telling (&items[i]))
      {
        g_string_append_len (text, items[i].value, items[i].value_n);
        g_string_append_c (text, ' ');
      }
  return g_string_free (text, FALSE);
}

static void
read_alert (MusterAlert *alert, gpointer user_data)
{
  Reading *self = user_data;
  const MusterAlertIndex *alerts = muster_world_get_alerts (self->world);
  MusterUlid service = muster_alert_index_service (alerts, alert);

  self->onset_us = MIN (self->onset_us, alert->starts_us);
  if (self->n_alerts++ >= ALERTS_READ)
    return;
  add_failing (self, service);
  if (self->signs->len < SIGNS_MAX)
    add_sign (self, service, tell_alert (alerts, alert));
}

/* A person's word first; else the earliest start that an alert tells, but no older than what is
 * looked at: an alert may have rung for weeks. */
static gint64
choose_onset (const MusterIncident *incident, gint64 first_us)
{
  if (incident->impact_start_us != MUSTER_NO_TIME)
    return MIN (incident->impact_start_us, MAX (first_us, incident->opened_us));
  return CLAMP (first_us, incident->opened_us - MUSTER_SUSPECTS_WITHIN_US, incident->opened_us);
}

static void
read_trouble (Reading *self, const MusterIncident *incident)
{
  static const MusterUlid nobody = { 0, 0 };

  add_failing (self, incident->service);
  if (incident->title != NULL)
    add_sign (self, incident->service, g_strndup (incident->title, TEXT_MAX));
  if (incident->description != NULL)
    add_sign (self, nobody, g_strndup (incident->description, TEXT_MAX));
  muster_world_foreach_alert (self->world, incident->number, read_alert, self);
  self->onset_us = choose_onset (incident, MIN (self->onset_us, incident->opened_us));
}

/* --- changes --- */

static MusterUlid
drill_of (const MusterWorld *world, const MusterRecordedChange *change)
{
  const MusterObject *key = muster_directory_get (muster_world_get_directory (world), change->key);

  return key != NULL ? key->drill : (MusterUlid){ 0, 0 };
}

static GPtrArray *
choose_changes (const MusterWorld *world, const MusterIncident *incident, gint64 onset_us)
{
  GPtrArray *changes = g_ptr_array_new ();

  for (const GList *link = muster_world_get_changes (world)->tail;
       link != NULL && changes->len < MUSTER_SUSPECTS_MAX; link = link->prev)
    {
      const MusterRecordedChange *change = link->data;

      if (change->start_us >= onset_us - MUSTER_SUSPECTS_WITHIN_US &&
          muster_ulid_equal (drill_of (world, change), incident->drill))
        g_ptr_array_add (changes, (gpointer) change);
    }
  return changes;
}

/* The value of a label in ["name","value",…]; nullable. */
static char *
find_label (const char *labels, const char *wanted)
{
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  MusterText name, value;

  muster_json_reader_begin (reader, labels, strlen (labels), NULL);
  if (!muster_json_reader_enter_array (reader))
    return NULL;
  while (muster_json_reader_next_item (reader) && muster_json_reader_string (reader, &name))
    {
      gboolean is_wanted = muster_text_equal (name, wanted);

      if (!muster_json_reader_next_item (reader) || !muster_json_reader_string (reader, &value))
        return NULL;
      if (is_wanted)
        return muster_text_dup (value);
    }
  return NULL;
}

/* What senders may say of a change beyond its title, in details of these names. */
static char *
find_detail (const MusterRecordedChange *change, const char *name, GPtrArray *owned)
{
  char *value = change->labels != NULL ? find_label (change->labels, name) : NULL;

  if (value != NULL)
    g_ptr_array_add (owned, value);
  return value;
}

static GArray *
read_changes (const GPtrArray *changes, GPtrArray *owned)
{
  GArray *facts = g_array_new (FALSE, FALSE, sizeof (MusterChangeFacts));

  for (guint i = 0; i < changes->len; i++)
    {
      const MusterRecordedChange *change = g_ptr_array_index (changes, i);
      const MusterChangeFacts one = { .service = change->service,
                                      .at_us = change->start_us,
                                      .kind = change->kind,
                                      .version = change->version,
                                      .title = change->title,
                                      .files = find_detail (change, "files", owned),
                                      .diff = find_detail (change, "diff", owned) };

      g_array_append_val (facts, one);
    }
  return facts;
}

/**
 * muster_world_find_suspects:
 * @world: a hub's world
 * @incident: an incident of it
 *
 * Ranks the changes of the day before an incident began as suspects, from what its alerts and they
 * themselves say. Bounded: the newest 300 changes, and 2,000 alerts.
 *
 * Returns: (transfer full): the suspects
 */
MusterSuspects *
muster_world_find_suspects (const MusterWorld *world, const MusterIncident *incident)
{
  g_autoptr (GHashTable) texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GArray) failing = g_array_new (FALSE, FALSE, sizeof (MusterUlid));
  g_autoptr (GArray) signs = g_array_new (FALSE, FALSE, sizeof (MusterSign));
  g_autoptr (GPtrArray) owned = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) facts = NULL;
  Reading reading = { world, failing, signs, texts, G_MAXINT64, 0 };
  MusterSuspects *self = g_new0 (MusterSuspects, 1);
  MusterTrouble trouble;

  read_trouble (&reading, incident);
  self->onset_us = reading.onset_us;
  self->changes = choose_changes (world, incident, self->onset_us);
  facts = read_changes (self->changes, owned);
  trouble = (MusterTrouble){ .graph = muster_world_get_services (world),
                             .failing = (const MusterUlid *) failing->data,
                             .n_failing = failing->len,
                             .onset_us = self->onset_us,
                             .signs = (const MusterSign *) signs->data,
                             .n_signs = signs->len };
  self->ranking =
      muster_change_ranking_new ((const MusterChangeFacts *) facts->data, facts->len, &trouble);
  return self;
}

/**
 * muster_suspects_free:
 * @self: suspects
 *
 * Frees them.
 */
void
muster_suspects_free (MusterSuspects *self)
{
  muster_change_ranking_free (self->ranking);
  g_ptr_array_unref (self->changes);
  g_free (self);
}
