/* joint-choices.c - into which incident one may be merged, and what it may be about
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/joint-choices.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/json-reader.h"
#include "base/safe-text.h"
#include "console/format.h"

#define NEAR_US      (30 * G_TIME_SPAN_MINUTE) /* opened so soon after one another */
#define LIKELY_MAX   5
#define LIKELY_SCORE 40 /* related services, or the same one */

/* --- incidents --- */

typedef struct
{
  MusterChoice *choice;
  const MusterIncident *incident;
  double score;
} Scored;

typedef struct
{
  const MusterWorld *world;
  const MusterIncident *incident; /* that goes into another one */
  const MusterServiceGraph *graph;
} Choosing;

static char *
title_of (const MusterWorld *world, MusterUlid service)
{
  return muster_safe_text (muster_directory_title (muster_world_get_directory (world), service), -1,
                           FALSE);
}

/* What the services of two incidents have to do with one another; NULL: nothing that is known. */
static char *
tell_relation (const Choosing *self, const MusterIncident *other, double *score)
{
  guint node = muster_service_graph_find (self->graph, self->incident->service);
  guint there = muster_service_graph_find (self->graph, other->service);
  g_autofree char *name = title_of (self->world, other->service);
  MusterReach reach;

  if (muster_ulid_is_null (other->service) || muster_ulid_is_null (self->incident->service))
    return NULL;
  if (muster_ulid_equal (other->service, self->incident->service))
    {
      *score += 100;
      return g_strdup (_ ("the same service"));
    }
  if (node == MUSTER_SERVICE_NONE || there == MUSTER_SERVICE_NONE ||
      !muster_service_graph_relate (self->graph, node, there, &reach) ||
      reach.relation == MUSTER_RELATION_DISTANT)
    return NULL;
  *score += reach.relation == MUSTER_RELATION_UPSTREAM     ? 90 - 10 * (double) reach.hops
            : reach.relation == MUSTER_RELATION_DOWNSTREAM ? 80 - 10 * (double) reach.hops
                                                           : LIKELY_SCORE;
  if (reach.relation == MUSTER_RELATION_UPSTREAM)
    return g_strdup_printf (
        /* TRANSLATORS: a service, and how many steps away: what failed services depend on */
        ngettext ("this depends on %s, %u hop", "this depends on %s, %u hops", reach.hops), name,
        reach.hops);
  if (reach.relation == MUSTER_RELATION_DOWNSTREAM)
    return g_strdup_printf (
        ngettext ("%s depends on this, %u hop", "%s depends on this, %u hops", reach.hops), name,
        reach.hops);
  /* TRANSLATORS: a service that is connected with this one by a third */
  return g_strdup_printf (_ ("%s is connected with this"), name);
}

static char *
tell_time (const Choosing *self, const MusterIncident *other, double *score)
{
  gint64 apart_us = ABS (other->opened_us - self->incident->opened_us);
  g_autofree char *span = NULL;

  if (apart_us > NEAR_US)
    return NULL;
  *score += 20 * (1 - (double) apart_us / (double) NEAR_US);
  span = muster_format_span (apart_us);
  /* TRANSLATORS: how long after one another two incidents began, as in "4 min apart" */
  return g_strdup_printf (_ ("%s apart"), span);
}

static void
append_part (GString *text, const char *part)
{
  if (part && *part)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", part);
}

static Scored
make_scored (const Choosing *self, const MusterIncident *other)
{
  Scored scored = { .incident = other };
  g_autofree char *id = g_strdup_printf ("INC-%u", other->number);
  g_autofree char *title = muster_safe_text (other->title ? other->title : id, -1, FALSE);
  g_autofree char *relation = tell_relation (self, other, &scored.score);
  g_autofree char *time = tell_time (self, other, &scored.score);
  g_autofree char *service =
      muster_ulid_is_null (other->service) ? NULL : title_of (self->world, other->service);
  g_autoptr (GString) detail = g_string_new (id);

  append_part (detail, service);
  append_part (detail, relation);
  append_part (detail, time);
  scored.choice = muster_choice_new (id, title, detail->str);
  scored.choice->severity = other->severity;
  return scored;
}

static int
compare_scored (gconstpointer a, gconstpointer b)
{
  const Scored *x = a, *y = b;

  if (x->score != y->score)
    return x->score > y->score ? -1 : 1;
  return x->incident->number > y->incident->number ? -1 : 1;
}

static gboolean
is_candidate (const MusterIncident *incident, const MusterIncident *other)
{
  return other && other->number != incident->number && muster_incident_is_open (other) &&
         other->merged_into == 0 && muster_ulid_equal (other->drill, incident->drill);
}

/**
 * muster_joint_choices:
 * @world: a console's world
 * @incident: what goes into another one
 *
 * Lists the open incidents, first those that are likely the same: of the same service or of one
 * that it depends on, and the sooner after one another they began the more so.
 *
 * Returns: (transfer full) (element-type MusterChoice): the choices, by ids as "INC-3"
 */
GPtrArray *
muster_joint_choices (const MusterWorld *world, const MusterIncident *incident)
{
  GPtrArray *choices = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_choice_free);
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (Scored));
  MusterServiceMap *map = muster_service_map_new (muster_world_get_directory (world));
  const Choosing choosing = { world, incident, muster_service_map_get_graph (map) };

  for (guint number = muster_world_last_incident (world); number > 0; number--)
    {
      const MusterIncident *other = muster_world_get_incident (world, number);
      Scored scored;

      if (!is_candidate (incident, other))
        continue;
      scored = make_scored (&choosing, other);
      g_array_append_val (all, scored);
    }
  g_array_sort (all, compare_scored);
  for (guint i = 0; i < all->len; i++)
    {
      const Scored *scored = &g_array_index (all, Scored, i);

      scored->choice->is_likely = i < LIKELY_MAX && scored->score >= LIKELY_SCORE;
      g_ptr_array_add (choices, scored->choice);
    }
  muster_service_map_free (map);
  return choices;
}

/* --- services --- */

static guint
find_name (const char *const *names, const char *name)
{
  for (guint i = 0; names && names[i]; i++)
    if (strcmp (names[i], name) == 0)
      return i;
  return G_MAXUINT;
}

static MusterChoice *
make_service (const MusterIncident *incident, const MusterObject *service, guint rank)
{
  g_autofree char *title = muster_safe_text (service->name, -1, FALSE);
  MusterChoice *choice;
  const char *detail = NULL;

  if (muster_ulid_equal (incident->service, service->id))
    detail = _ ("what it is about now");
  else if (rank == 0)
    detail = _ ("most likely the one that began it");
  else if (rank != G_MAXUINT)
    detail = _ ("may have begun it");
  choice = muster_choice_new (service->name, title, detail);
  choice->is_likely = rank != G_MAXUINT;
  return choice;
}

typedef struct
{
  MusterChoice *choice;
  guint rank;
} Ranked;

static int
compare_ranked (gconstpointer a, gconstpointer b)
{
  const Ranked *x = a, *y = b;

  if (x->rank != y->rank)
    return x->rank < y->rank ? -1 : 1;
  return g_utf8_collate (x->choice->title, y->choice->title);
}

/**
 * muster_about_choices:
 * @world: a console's world
 * @incident: an incident
 * @ranking: (nullable): names of the services that may have begun it, best first
 *
 * Returns: (transfer full) (element-type MusterChoice): the services, by their names
 */
GPtrArray *
muster_about_choices (const MusterWorld *world,
                      const MusterIncident *incident,
                      const char *const *ranking)
{
  const GPtrArray *objects = muster_directory_objects (muster_world_get_directory (world));
  GPtrArray *choices = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_choice_free);
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (Ranked));

  for (guint i = 0; i < objects->len; i++)
    {
      const MusterObject *object = g_ptr_array_index (objects, i);
      Ranked ranked = { NULL, find_name (ranking, object->name) };

      if (object->removed || strcmp (object->type, MUSTER_OBJECT_SERVICE) != 0)
        continue;
      if (ranked.rank >= LIKELY_MAX)
        ranked.rank = G_MAXUINT;
      ranked.choice = make_service (incident, object, ranked.rank);
      g_array_append_val (all, ranked);
    }
  g_array_sort (all, compare_ranked);
  for (guint i = 0; i < all->len; i++)
    g_ptr_array_add (choices, g_array_index (all, Ranked, i).choice);
  return choices;
}

static void
read_candidate (MusterJsonReader *reader, GPtrArray *names)
{
  MusterText name, text;

  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    if (muster_text_equal (name, "service") &&
        muster_json_reader_peek (reader) == MUSTER_JSON_STRING)
      {
        if (muster_json_reader_string (reader, &text))
          g_ptr_array_add (names, muster_text_dup (text));
      }
    else
      muster_json_reader_skip (reader);
}

/**
 * muster_about_read_ranking:
 * @json: what the hub answered to GET /v1/incidents/INC-n
 * @error: why it is none
 *
 * Returns: (transfer full) (nullable): the services that may have begun it, best first
 */
GStrv
muster_about_read_ranking (GBytes *json, GError **error)
{
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  MusterText name;
  gsize n;
  const char *bytes = g_bytes_get_data (json, &n);

  muster_json_reader_begin (reader, bytes, n, NULL);
  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    if (muster_text_equal (name, "ranking") &&
        muster_json_reader_peek (reader) == MUSTER_JSON_ARRAY)
      {
        muster_json_reader_enter_array (reader);
        while (muster_json_reader_next_item (reader))
          read_candidate (reader, names);
      }
    else
      muster_json_reader_skip (reader);
  if (!muster_json_reader_finish (reader, error))
    return NULL;
  g_ptr_array_add (names, NULL);
  return (GStrv) g_ptr_array_steal (names, NULL);
}
