/* similar-list.c - open incidents that look like one, as the hub suggests them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/similar-list.h"

#include <glib/gi18n.h>
#include <math.h>

#include "base/safe-text.h"
#include "console/format.h"
#include "console/hub-list.h"
#include "model/command.h"

#define WORDS_SAME 0.95 /* of likeness: a name of a place may differ */

static void
read_parts (MusterJsonReader *reader, MusterSimilarItem *item)
{
  MusterText name;

  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    if (muster_text_equal (name, "words"))
      muster_json_reader_number (reader, &item->words);
    else
      muster_json_reader_skip (reader);
}

static void
read_incident (MusterJsonReader *reader, MusterSimilarItem *item)
{
  MusterText id;

  if (muster_json_reader_string (reader, &id))
    item->incident = muster_incident_parse_id (id.bytes, (gssize) id.n);
}

static gpointer
read_item (MusterJsonReader *reader)
{
  MusterSimilarItem *item = g_new0 (MusterSimilarItem, 1);
  MusterText name;

  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    if (muster_text_equal (name, "incident"))
      read_incident (reader, item);
    else if (muster_text_equal (name, "score"))
      muster_json_reader_number (reader, &item->score);
    else if (muster_text_equal (name, "apartUs"))
      muster_json_reader_int (reader, &item->apart_us);
    else if (muster_text_equal (name, "parts"))
      read_parts (reader, item);
    else
      muster_json_reader_skip (reader);
  return item;
}

/**
 * muster_similar_list_read:
 * @json: as GET /v1/incidents/{id}/similar answers
 * @error: why it is none
 *
 * Returns: (transfer full) (nullable) (element-type MusterSimilarItem): likest first
 */
GPtrArray *
muster_similar_list_read (GBytes *json, GError **error)
{
  return muster_hub_list_read_items (json, read_item, g_free, error);
}

static gboolean
is_left (const MusterIncident *incident, const MusterIncident *other)
{
  return other && other != incident && muster_incident_is_open (other) && other->merged_into == 0 &&
         !muster_incident_is_apart (incident, other->number) &&
         !muster_incident_is_apart (other, incident->number);
}

/**
 * muster_similar_list_choose:
 * @items: (element-type MusterSimilarItem): as they were suggested
 * @world: a console's world
 * @incident: whom they look like
 *
 * Returns: (transfer container) (element-type MusterSimilarItem): those that are worth a look still
 */
GPtrArray *
muster_similar_list_choose (const GPtrArray *items,
                            const MusterWorld *world,
                            const MusterIncident *incident)
{
  gboolean is_open = muster_incident_is_open (incident) && incident->merged_into == 0;
  GPtrArray *out = g_ptr_array_new ();

  for (guint i = 0; is_open && i < items->len; i++)
    {
      const MusterSimilarItem *item = g_ptr_array_index (items, i);

      if (is_left (incident, muster_world_get_incident (world, item->incident)))
        g_ptr_array_add (out, (gpointer) item);
    }
  return out;
}

/**
 * muster_similar_item_tell:
 * @self: a suggestion
 *
 * Returns: (transfer full): whom it looks like, and how much
 */
char *
muster_similar_item_tell (const MusterSimilarItem *self)
{
  /* TRANSLATORS: the number of an incident, and how alike the two are, in percent */
  return g_strdup_printf (_ ("Looks like INC-%u (%d%%)"), self->incident,
                          (int) lround (CLAMP (self->score, 0, 1) * 100));
}

/**
 * muster_similar_item_tell_why:
 * @self: a suggestion
 * @other: the incident that it suggests
 *
 * Returns: (transfer full): its title, and why it is suggested, fit to be shown
 */
char *
muster_similar_item_tell_why (const MusterSimilarItem *self, const MusterIncident *other)
{
  g_autofree char *title = muster_safe_text (other->title ? other->title : "", -1, FALSE);
  g_autofree char *apart = muster_format_span (self->apart_us);
  /* TRANSLATORS: why an incident is suggested: when it began; a span of time, "40 s" */
  g_autofree char *when = self->apart_us < G_USEC_PER_SEC
                              ? g_strdup (_ ("began at the same time"))
                              : g_strdup_printf (_ ("began %s apart"), apart);
  /* TRANSLATORS: why an incident is suggested: what it says */
  const char *words =
      self->words >= WORDS_SAME ? _ ("the same words") : _ ("nearly the same words");

  return g_strdup_printf ("%s · %s, %s", title, words, when);
}
