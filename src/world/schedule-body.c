/* schedule-body.c - what an object of type "schedule" says
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/schedule-body.h"

#include "base/instant.h"
#include "world/schedule-reading.h"

#include <string.h>

static gint64
read_instant (MusterScheduleReading *self)
{
  g_autofree char *text = muster_rules_read_text (&self->json);
  gint64 at_us = 0;

  if (!muster_instant_parse (text, -1, &at_us) || at_us % G_USEC_PER_SEC != 0)
    muster_rules_complain (&self->json, "“%s” is no time in whole seconds, as 2026-06-01T08:00:00Z",
                           text);
  return at_us / G_USEC_PER_SEC;
}

/* --- versions --- */

static void
read_version (MusterScheduleReading *self)
{
  /* where it belongs is known when all of it is read */
  g_autoptr (GPtrArray) layers =
      g_ptr_array_new_with_free_func ((GDestroyNotify) muster_layer_free);
  MusterScheduleVersion *version;
  gboolean has_from = FALSE;
  gint64 from_s = 0;
  MusterText member;

  muster_json_reader_enter_object (self->json.reader);
  while (self->json.why == NULL && muster_json_reader_next_member (self->json.reader, &member))
    if (muster_text_equal (member, "from"))
      {
        from_s = read_instant (self);
        has_from = TRUE;
      }
    else if (muster_text_equal (member, "layers"))
      muster_schedule_read_layers (self, layers);
    else
      muster_json_reader_skip (self->json.reader);
  if (!has_from)
    muster_rules_complain (&self->json, "A version has a “from”, an instant");
  version = muster_schedule_add_version (self->body->schedule, from_s);
  g_ptr_array_unref (version->layers);
  version->layers = g_steal_pointer (&layers);
}

static void
read_versions (MusterScheduleReading *self)
{
  muster_json_reader_enter_array (self->json.reader);
  while (self->json.why == NULL && muster_json_reader_next_item (self->json.reader))
    if (self->body->schedule->versions->len < MUSTER_SCHEDULE_VERSIONS_MAX)
      read_version (self);
    else
      muster_rules_complain (&self->json, "There are over %d versions",
                             MUSTER_SCHEDULE_VERSIONS_MAX);
}

/* --- modifiers --- */

static void
read_pair (MusterScheduleReading *self, MusterModifier *modifier)
{
  guint n = 0;

  muster_json_reader_enter_array (self->json.reader);
  for (; muster_json_reader_next_item (self->json.reader); n++)
    {
      guint person = muster_schedule_read_person (self);

      if (n == 0)
        modifier->who = person;
      modifier->other = person;
    }
  if (n != 2)
    muster_rules_complain (&self->json, "A swap is of two people");
}

/* Which kind of modifier a member says it is; -1: none. */
static int
kind_of (MusterText member)
{
  static const char *const kinds[] = { "cover", "replace", "add", "remove", "swap" };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (muster_text_equal (member, kinds[i]))
      return (int) i;
  return -1;
}

static void
read_modifier (MusterScheduleReading *self)
{
  MusterModifier modifier = { .from_s = G_MAXINT64, .to_s = G_MININT64 };
  gboolean has_other = FALSE;
  guint n_kinds = 0;
  MusterText member;

  muster_json_reader_enter_object (self->json.reader);
  while (self->json.why == NULL && muster_json_reader_next_member (self->json.reader, &member))
    if (kind_of (member) >= 0)
      {
        n_kinds++;
        modifier.kind = (MusterModifierKind) kind_of (member);
        if (modifier.kind == MUSTER_MODIFIER_SWAP)
          read_pair (self, &modifier);
        else
          modifier.who = muster_schedule_read_person (self);
      }
    else if (muster_text_equal (member, "with"))
      {
        modifier.other = muster_schedule_read_person (self);
        has_other = TRUE;
      }
    else if (muster_text_equal (member, "from"))
      modifier.from_s = read_instant (self);
    else if (muster_text_equal (member, "to"))
      modifier.to_s = read_instant (self);
    else
      muster_json_reader_skip (self->json.reader);
  if (self->json.why != NULL)
    return;
  if (n_kinds != 1 || has_other != (modifier.kind == MUSTER_MODIFIER_REPLACE) ||
      modifier.from_s >= modifier.to_s)
    muster_rules_complain (&self->json,
                           "A modifier is one of cover, replace (“with” somebody), add, "
                           "remove and swap, “from” an instant “to” a later one");
  g_array_append_val (self->body->schedule->modifiers, modifier);
}

static void
read_modifiers (MusterScheduleReading *self)
{
  muster_json_reader_enter_array (self->json.reader);
  while (self->json.why == NULL && muster_json_reader_next_item (self->json.reader))
    read_modifier (self);
}

/* --- the schedule --- */

static void
read_mode (MusterScheduleReading *self)
{
  g_autofree char *word = muster_rules_read_text (&self->json);

  if (strcmp (word, "union") == 0)
    self->body->schedule->mode = MUSTER_SCHEDULE_UNION;
  else if (strcmp (word, "stack") != 0)
    muster_rules_complain (&self->json, "A schedule is a “stack” or a “union”, not “%s”", word);
}

static void
read_coverage (MusterScheduleReading *self)
{
  MusterText word;

  if (muster_json_reader_peek (self->json.reader) == MUSTER_JSON_ARRAY)
    muster_schedule_read_windows (self, self->body->schedule->coverage);
  else if (muster_json_reader_string (self->json.reader, &word) &&
           !muster_text_equal (word, "always"))
    muster_rules_complain (&self->json, "What is covered is “always”, or windows");
}

static void
read_member_of_schedule (MusterScheduleReading *self, MusterText member)
{
  MusterSchedule *schedule = self->body->schedule;

  if (muster_text_equal (member, "zone"))
    {
      g_time_zone_unref (schedule->zone);
      schedule->zone = muster_schedule_read_zone (self);
    }
  else if (muster_text_equal (member, "mode"))
    read_mode (self);
  else if (muster_text_equal (member, "coverage"))
    read_coverage (self);
  else if (muster_text_equal (member, "layers"))
    {
      self->has_layers = TRUE;
      muster_schedule_read_layers (self,
                                   muster_schedule_add_version (schedule, G_MININT64)->layers);
    }
  else if (muster_text_equal (member, "versions"))
    {
      self->has_versions = TRUE;
      read_versions (self);
    }
  else if (muster_text_equal (member, "modifiers"))
    read_modifiers (self);
  else
    muster_json_reader_skip (self->json.reader);
}

static gboolean
finish (MusterScheduleReading *self, GError **error)
{
  if (self->has_layers && self->has_versions)
    muster_rules_complain (&self->json, "A schedule has layers or versions of them, not both");
  if (self->json.why != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->json.why));
      return FALSE;
    }
  if (!muster_json_reader_finish (self->json.reader, error))
    return FALSE;
  for (guint i = 0; i < self->zoneless->len; i++)
    muster_layer_set_zone (g_ptr_array_index (self->zoneless, i), self->body->schedule->zone);
  return muster_schedule_check (self->body->schedule, error);
}

/**
 * muster_schedule_body_read_placed:
 * @name: the schedule's
 * @body: (nullable): JSON, as in files-and-commands.md
 * @out_where: (out): behind what in @body was refused, or %NULL
 * @error: %MUSTER_BASE_ERROR, or %MUSTER_MODEL_ERROR_INVALID
 *
 * Members that are not known are passed over.
 *
 * Returns: (transfer full) (nullable): the schedule
 */
MusterScheduleBody *
muster_schedule_body_read_placed (const char *name,
                                  const char *body,
                                  const char **out_where,
                                  GError **error)
{
  g_autoptr (MusterScheduleBody) self = g_new0 (MusterScheduleBody, 1);
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  g_autoptr (GHashTable) numbers = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) zoneless = g_ptr_array_new ();
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  MusterScheduleReading reading = { { reader, NULL, 0 }, self, numbers, zoneless, FALSE, FALSE };
  MusterText member;

  self->schedule = muster_schedule_new (name, utc);
  self->people = g_ptr_array_new_with_free_func (g_free);
  body = body != NULL ? body : "{}";
  muster_json_reader_begin (reader, body, strlen (body), NULL);
  muster_json_reader_enter_object (reader);
  while (reading.json.why == NULL && muster_json_reader_next_member (reader, &member))
    read_member_of_schedule (&reading, member);
  *out_where = reading.json.why != NULL ? muster_json_reader_get_place (reader) : NULL;
  return finish (&reading, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * muster_schedule_body_read:
 * @name: the schedule's
 * @body: (nullable): JSON, as in files-and-commands.md
 * @error: %MUSTER_BASE_ERROR, or %MUSTER_MODEL_ERROR_INVALID
 *
 * Returns: (transfer full) (nullable): as muster_schedule_body_read_placed()
 */
MusterScheduleBody *
muster_schedule_body_read (const char *name, const char *body, GError **error)
{
  const char *where;

  return muster_schedule_body_read_placed (name, body, &where, error);
}

/**
 * muster_schedule_body_free:
 * @self: what a schedule says
 *
 * Frees it.
 */
void
muster_schedule_body_free (MusterScheduleBody *self)
{
  muster_schedule_free (self->schedule);
  g_ptr_array_unref (self->people);
  g_free (self);
}

/**
 * muster_schedule_body_check:
 * @name: the schedule's
 * @body: (nullable): what it is to say
 * @error: return location
 *
 * Returns: whether it may
 */
gboolean
muster_schedule_body_check (const char *name, const char *body, GError **error)
{
  g_autoptr (MusterScheduleBody) read = muster_schedule_body_read (name, body, error);

  return read != NULL;
}
