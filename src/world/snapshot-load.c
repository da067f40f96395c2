/* snapshot-load.c - the world from lines of JSON
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/snapshot-loading.h"
#include "world/snapshot-paging.h"
#include "world/snapshot-reaches.h"
#include "world/snapshot-shifts.h"

#include <string.h>

/* --- members that are no plain values --- */

static guint
read_times (MusterJsonReader *reader, gint64 *times, guint max)
{
  guint n = 0;

  muster_json_reader_enter_array (reader);
  while (muster_json_reader_next_item (reader))
    {
      gint64 value = MUSTER_NO_TIME;

      if (muster_json_reader_peek (reader) == MUSTER_JSON_NULL)
        muster_json_reader_null (reader);
      else
        muster_json_reader_int (reader, &value);
      if (n < max)
        times[n++] = value;
    }
  return n;
}

static guint
read_ulids (MusterJsonReader *reader, MusterUlid *ids, guint max)
{
  guint n = 0;

  muster_json_reader_enter_array (reader);
  while (muster_json_reader_next_item (reader))
    {
      MusterUlid id = { 0, 0 };
      MusterText text;

      if (muster_json_reader_peek (reader) == MUSTER_JSON_NULL)
        muster_json_reader_null (reader);
      else if (muster_json_reader_string (reader, &text))
        muster_ulid_parse (text.bytes, (gssize) text.n, &id);
      if (n < max)
        ids[n++] = id;
    }
  return n;
}

static void
read_observers (MusterJsonReader *reader, MusterIncident *incident)
{
  MusterUlid ids[MUSTER_JSON_MEMBERS_MAX];
  guint n = read_ulids (reader, ids, G_N_ELEMENTS (ids));

  g_array_append_vals (incident->observers, ids, n);
}

static void
read_incidents (MusterJsonReader *reader, GArray *numbers)
{
  gint64 number;

  muster_json_reader_enter_array (reader);
  while (muster_json_reader_next_item (reader))
    if (muster_json_reader_int (reader, &number))
      {
        guint n = (guint) CLAMP (number, 0, MUSTER_INCIDENTS_MAX);

        g_array_append_val (numbers, n);
      }
}

static gboolean
read_incident_member (MusterJsonReader *reader, MusterIncident *incident, MusterText name)
{
  if (muster_text_equal (name, "stages"))
    read_times (reader, incident->stage_at_us, MUSTER_N_STAGES);
  else if (muster_text_equal (name, "roles"))
    read_ulids (reader, incident->roles, MUSTER_N_SINGLE_ROLES);
  else if (muster_text_equal (name, "roleSince"))
    read_times (reader, incident->role_since_us, MUSTER_N_SINGLE_ROLES);
  else if (muster_text_equal (name, "observers"))
    read_observers (reader, incident);
  else if (muster_text_equal (name, "absorbed"))
    read_incidents (reader, incident->absorbed);
  else if (muster_text_equal (name, "apart"))
    read_incidents (reader, incident->apart);
  else if (muster_text_equal (name, "changed"))
    read_times (reader, (gint64 *) incident->changed_seq, MUSTER_N_INCIDENT_FIELDS);
  else
    return FALSE;
  return TRUE;
}

/**
 * muster_loading_read_record:
 * @self: a snapshot, within a part
 * @table: its members
 * @record: (out): what they say
 *
 * Reads the rest of a part that has nothing but plain values.
 */
void
muster_loading_read_record (MusterLoading *self, const MusterRecordTable *table, gpointer record)
{
  MusterText name;

  while (muster_json_reader_next_member (self->reader, &name))
    if (!muster_record_read (table->members, table->n, record, name, self->reader))
      muster_json_reader_skip (self->reader);
}

/* --- parts --- */

static void
load_head (MusterLoading *self)
{
  MusterSnapshotHead head = { 0 };
  MusterText name;
  gint64 version = 0;

  while (muster_json_reader_next_member (self->reader, &name))
    if (muster_text_equal (name, "v"))
      muster_json_reader_int (self->reader, &version);
    else if (!muster_record_read (muster_head_record.members, muster_head_record.n, &head, name,
                                  self->reader))
      muster_json_reader_skip (self->reader);
  if (version != MUSTER_SNAPSHOT_VERSION)
    muster_json_reader_fail (self->reader, "a snapshot of another version");
  muster_world_restore_seq (self->world, head.seq, head.at_us);
  muster_world_restore_refused (self->world, head.refused);
}

static void
load_incident (MusterLoading *self)
{
  g_autoptr (MusterIncident) incident = muster_incident_new (0);
  MusterText name;

  while (muster_json_reader_next_member (self->reader, &name))
    if (!read_incident_member (self->reader, incident, name) &&
        !muster_record_read (muster_incident_record.members, muster_incident_record.n, incident,
                             name, self->reader))
      muster_json_reader_skip (self->reader);
  if (incident->number == 0 || incident->number > MUSTER_INCIDENTS_MAX ||
      incident->merged_into > MUSTER_INCIDENTS_MAX || incident->previous > MUSTER_INCIDENTS_MAX ||
      incident->stage > MUSTER_STAGE_REVIEWED || incident->stage_unmerged > MUSTER_STAGE_REVIEWED ||
      incident->severity > MUSTER_SEVERITY_INFO)
    muster_json_reader_fail (self->reader, "an incident out of range");
  if (!muster_json_reader_failed (self->reader))
    muster_world_restore_incident (self->world, g_steal_pointer (&incident));
}

/* Reads {"incident":N} and a record; the incident must have come before. */
static MusterIncident *
read_part_of_incident (MusterLoading *self, const MusterRecordTable *table, gpointer record)
{
  gint64 number = 0;
  MusterIncident *incident;
  MusterText name;

  while (muster_json_reader_next_member (self->reader, &name))
    if (muster_text_equal (name, "incident"))
      muster_json_reader_int (self->reader, &number);
    else if (!muster_record_read (table->members, table->n, record, name, self->reader))
      muster_json_reader_skip (self->reader);
  incident = number > 0 && number <= MUSTER_INCIDENTS_MAX
                 ? muster_world_get_incident (self->world, (guint) number)
                 : NULL;
  if (incident == NULL)
    muster_json_reader_fail (self->reader, "a part of an incident that is not there");
  return muster_json_reader_failed (self->reader) ? NULL : incident;
}

static void
load_entry (MusterLoading *self)
{
  MusterEntry *entry = muster_entry_new ();
  gint64 number = 0;
  MusterIncident *incident = NULL;
  MusterText name, kind;

  while (muster_json_reader_next_member (self->reader, &name))
    if (muster_text_equal (name, "incident"))
      muster_json_reader_int (self->reader, &number);
    else if (muster_text_equal (name, "kind") && muster_json_reader_string (self->reader, &kind))
      entry->kind = muster_event_kind_from_name (kind.bytes, (gssize) kind.n);
    else if (!muster_record_read (muster_entry_record.members, muster_entry_record.n, entry, name,
                                  self->reader))
      muster_json_reader_skip (self->reader);
  if (number > 0 && number <= MUSTER_INCIDENTS_MAX)
    incident = muster_world_get_incident (self->world, (guint) number);
  if (incident == NULL || entry->actor.type > MUSTER_ACTOR_SCREEN)
    muster_json_reader_fail (self->reader, "a line of an incident that is not there");
  if (muster_json_reader_failed (self->reader))
    muster_entry_free (entry);
  else
    g_ptr_array_add (incident->entries, entry);
}

static void
load_task (MusterLoading *self)
{
  MusterTask *task = g_new0 (MusterTask, 1);
  MusterIncident *incident;

  task->due_us = MUSTER_NO_TIME;
  incident = read_part_of_incident (self, &muster_task_record, task);
  if (incident != NULL)
    g_ptr_array_add (incident->tasks, task);
  else
    muster_task_free (task);
}

static void
load_page (MusterLoading *self)
{
  MusterPage *page = g_new0 (MusterPage, 1);
  MusterIncident *incident = read_part_of_incident (self, &muster_page_record, page);

  if (incident != NULL && page->state <= MUSTER_PAGE_FOLDED)
    g_ptr_array_add (incident->pages, page);
  else
    muster_page_free (page);
}

static void
load_run (MusterLoading *self)
{
  MusterRun *run = g_new0 (MusterRun, 1);
  MusterIncident *incident = read_part_of_incident (self, &muster_run_record, run);

  if (incident != NULL && run->state <= MUSTER_RUN_ENDED)
    g_ptr_array_add (incident->runs, run);
  else
    muster_run_free (run);
}

static void
load_object (MusterLoading *self)
{
  MusterObject *object = muster_object_new ("", (MusterUlid){ 0, 0 });
  MusterText name, type;

  while (muster_json_reader_next_member (self->reader, &name))
    if (muster_text_equal (name, "type") && muster_json_reader_string (self->reader, &type))
      {
        g_free (object->type);
        object->type = muster_text_dup (type);
      }
    else if (!muster_record_read (muster_object_record.members, muster_object_record.n, object,
                                  name, self->reader))
      muster_json_reader_skip (self->reader);
  if (muster_json_reader_failed (self->reader))
    muster_object_free (object);
  else
    muster_directory_restore (muster_world_get_directory (self->world), object);
}

/* --- lines --- */

static void
load_end (MusterLoading *self)
{
  MusterText name;

  self->ended = TRUE;
  while (muster_json_reader_next_member (self->reader, &name))
    muster_json_reader_skip (self->reader);
}

static const MusterLoadingPart parts[] = {
  { "entry", load_entry }, { "incident", load_incident }, { "object", load_object },
  { "task", load_task },   { "page", load_page },         { "run", load_run },
  { "head", load_head },   { "end", load_end },           { NULL },
};

static const MusterLoadingPart *
find_part (const MusterLoadingPart *list, MusterText name)
{
  for (guint i = 0; list[i].name != NULL; i++)
    if (muster_text_equal (name, list[i].name))
      return &list[i];
  return NULL;
}

static gboolean
load_line (MusterLoading *self, const char *line, gsize n, GError **error)
{
  MusterText name = { "", 0 }, part = { "", 0 };
  const MusterLoadingPart *found;

  muster_arena_reset (self->arena);
  muster_json_reader_begin (self->reader, line, n, self->arena);
  muster_json_reader_enter_object (self->reader);
  if (!muster_json_reader_next_member (self->reader, &name) || !muster_text_equal (name, "part"))
    muster_json_reader_fail (self->reader, "no part of a snapshot");
  muster_json_reader_string (self->reader, &part);
  found = find_part (muster_loading_triage, part);
  if (found == NULL)
    found = find_part (muster_loading_paging, part);
  if (found == NULL)
    found = find_part (muster_loading_shifts, part);
  if (found == NULL)
    found = find_part (muster_loading_reaches, part);
  if (found == NULL)
    found = find_part (parts, part);
  if (found != NULL)
    {
      found->load (self);
      return muster_json_reader_finish (self->reader, error);
    }
  while (muster_json_reader_next_member (self->reader, &name))
    muster_json_reader_skip (self->reader);
  return muster_json_reader_finish (self->reader, error);
}

static gboolean
load_lines (MusterLoading *self, const char *bytes, gsize n, GError **error)
{
  guint number = 0;

  for (const char *line = bytes, *end = bytes + n; line < end;)
    {
      const char *newline = memchr (line, '\n', (gsize) (end - line));
      gsize line_n = (gsize) ((newline != NULL ? newline : end) - line);

      number++;
      if (!load_line (self, line, line_n, error))
        {
          g_prefix_error (error, "snapshot line %u: ", number);
          return FALSE;
        }
      line += line_n + 1;
    }
  if (self->ended)
    return TRUE;
  g_set_error_literal (error, MUSTER_BASE_ERROR, MUSTER_BASE_ERROR_SYNTAX,
                       "the snapshot is cut: its last line is missing");
  return FALSE;
}

/**
 * muster_world_load:
 * @world: a new world
 * @bytes: a snapshot
 * @n: its bytes
 * @error: return location for a #MusterBaseError
 *
 * Puts a snapshot into a world. Each line goes through the strict reader.
 *
 * Returns: whether it was whole; if not, the world is to be thrown away
 */
gboolean
muster_world_load (MusterWorld *world, const char *bytes, gsize n, GError **error)
{
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  g_autoptr (MusterArena) arena = muster_arena_new (4096);
  MusterLoading self = { world, reader, arena, FALSE };

  if (!load_lines (&self, bytes, n, error))
    return FALSE;
  muster_world_restored (world);
  return TRUE;
}
