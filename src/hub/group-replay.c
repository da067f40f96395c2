/* group-replay.c - what recorded alerts would have become
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/group-replay.h"

#include "base/instant.h"
#include "hub/api-json.h"
#include "hub/configure.h"
#include "hub/replay-world.h"
#include "sources/source.h"
#include "world/explain.h"

#include <string.h>

/* One line of the record. */
typedef struct
{
  char *id;
  gint64 at_us;
  guint number;     /* of the line */
  MusterText alert; /* its JSON, in the caller's bytes */
  MusterUlid alert_id;
} Line;

struct _MusterGroupReplay
{
  MusterReplayWorld replay;
  MusterJsonReader *reader;
  MusterReports *reports;
  GPtrArray *lines; /* of Line */
};

static void
line_free (Line *self)
{
  g_free (self->id);
  g_free (self);
}

/**
 * muster_group_replay_new:
 * @objects: (element-type MusterTeamObject): what is configured
 * @error: return location
 *
 * Returns: (transfer full) (nullable): a hub that has seen no alert yet
 */
MusterGroupReplay *
muster_group_replay_new (const GPtrArray *objects, GError **error)
{
  g_autoptr (MusterGroupReplay) self = g_new0 (MusterGroupReplay, 1);

  muster_replay_world_init (&self->replay);
  self->reader = muster_json_reader_new ();
  self->reports = muster_reports_new ();
  self->lines = g_ptr_array_new_with_free_func ((GDestroyNotify) line_free);
  if (!muster_world_configure (self->replay.world, &self->replay.context, objects, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * muster_group_replay_free:
 * @self: a replay
 *
 * Frees it.
 */
void
muster_group_replay_free (MusterGroupReplay *self)
{
  muster_replay_world_clear (&self->replay);
  g_clear_pointer (&self->reader, muster_json_reader_free);
  g_clear_pointer (&self->reports, muster_reports_free);
  g_ptr_array_unref (self->lines);
  g_free (self);
}

/* --- the record --- */

static gboolean
fail (GError **error, const char *what)
{
  g_set_error_literal (error, MUSTER_BASE_ERROR, MUSTER_BASE_ERROR_SYNTAX, what);
  return FALSE;
}

static gboolean
read_members (MusterGroupReplay *self, Line *line, GError **error)
{
  MusterText name, id = { 0 }, at = { 0 };

  muster_json_reader_enter_object (self->reader);
  while (muster_json_reader_next_member (self->reader, &name))
    if (muster_text_equal (name, "id"))
      muster_json_reader_string (self->reader, &id);
    else if (muster_text_equal (name, "receivedAt"))
      muster_json_reader_string (self->reader, &at);
    else if (muster_text_equal (name, "alert") &&
             muster_json_reader_peek (self->reader) == MUSTER_JSON_OBJECT)
      muster_json_reader_raw (self->reader, &line->alert);
    else
      muster_json_reader_skip (self->reader);
  if (!muster_json_reader_finish (self->reader, error))
    return FALSE;
  if (id.n == 0)
    return fail (error, "\"id\" is missing");
  if (at.n == 0 || !muster_instant_parse (at.bytes, (gssize) at.n, &line->at_us))
    return fail (error, "\"receivedAt\" is missing, or no time such as 2026-03-06T14:25:00Z");
  if (line->alert.n == 0)
    return fail (error, "\"alert\" is missing, or no object");
  line->id = muster_text_dup (id);
  return TRUE;
}

/* As a Prometheus that posts it alone: the very decoder of intake. */
static gboolean
decode (MusterGroupReplay *self, const Line *line, GError **error)
{
  const MusterSource *source = muster_source_find ("prometheus");
  g_autofree char *body = g_strdup_printf ("[%.*s]", (int) line->alert.n, line->alert.bytes);
  MusterIntake in = { .method = "POST",
                      .part = "",
                      .query = "",
                      .unique = line->id,
                      .body = muster_arena_strndup (self->reports->arena, body, line->alert.n + 2),
                      .body_n = line->alert.n + 2,
                      .received_us = line->at_us };

  if (!source->decode (&in, self->reader, self->reports, error))
    return FALSE;
  if (self->reports->refusals->len == 0)
    return TRUE;
  g_set_error_literal (error, MUSTER_BASE_ERROR, MUSTER_BASE_ERROR_SYNTAX,
                       g_array_index (self->reports->refusals, MusterRefusal, 0).reason);
  return FALSE;
}

/* Looks at the alert too, so that a wrong one is told before anything is played. */
static gboolean
read_line (MusterGroupReplay *self, const char *bytes, gsize n, guint number, GError **error)
{
  Line *line = g_new0 (Line, 1);

  line->number = number;
  g_ptr_array_add (self->lines, line);
  muster_reports_reset (self->reports);
  muster_json_reader_begin (self->reader, bytes, n, self->reports->arena);
  if (read_members (self, line, error) && decode (self, line, error))
    return TRUE;
  g_prefix_error (error, "line %u: ", number);
  return FALSE;
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  const Line *x = *(const Line *const *) a, *y = *(const Line *const *) b;

  if (x->at_us != y->at_us)
    return x->at_us < y->at_us ? -1 : 1;
  return (x->number > y->number) - (x->number < y->number);
}

/**
 * muster_group_replay_read:
 * @self: a replay
 * @bytes: the record; outlives the run
 * @n: its bytes
 * @error: return location
 *
 * Reads all lines, and looks at each as intake would.
 *
 * Returns: whether all of them are right
 */
gboolean
muster_group_replay_read (MusterGroupReplay *self, const char *bytes, gsize n, GError **error)
{
  guint number = 0;

  for (const char *line = bytes, *end = bytes + n; line < end;)
    {
      const char *newline = memchr (line, '\n', (gsize) (end - line));
      gsize line_n = (gsize) ((newline != NULL ? newline : end) - line);

      number++;
      if (strspn (line, " \t\r") < line_n && !read_line (self, line, line_n, number, error))
        return FALSE;
      line += line_n + 1;
    }
  g_ptr_array_sort (self->lines, compare_lines);
  return TRUE;
}

/* --- the run --- */

static void
play (MusterGroupReplay *self, Line *line)
{
  const MusterReport *report;
  MusterAlert *alert;

  muster_replay_world_advance (&self->replay, line->at_us);
  muster_reports_reset (self->reports);
  if (!decode (self, line, NULL) || self->reports->reports->len == 0)
    return;
  report = &g_array_index (self->reports->reports, MusterReport, 0);
  muster_replay_world_report (&self->replay, self->reports, (MusterUlid){ 0, 0 });
  alert =
      muster_alert_index_find (muster_world_get_alerts (self->replay.world),
                               &(MusterAlertIdentity){ { 0, 0 }, report->dedup, &report->labels });
  if (alert != NULL)
    line->alert_id = alert->id;
}

/**
 * muster_group_replay_run:
 * @self: a replay that has read its record
 *
 * Plays it, by the code that decides live: each line at its own time, and what time alone makes
 * happen in between.
 */
void
muster_group_replay_run (MusterGroupReplay *self)
{
  for (guint i = 0; i < self->lines->len; i++)
    play (self, g_ptr_array_index (self->lines, i));
}

/* --- the answer --- */

static guint
incident_of (const MusterGroupReplay *self, const Line *line)
{
  const MusterAlert *alert =
      muster_alert_index_get (muster_world_get_alerts (self->replay.world), line->alert_id);

  const MusterIncident *incident =
      alert != NULL ? muster_world_get_root (self->replay.world, alert->incident) : NULL;

  return incident != NULL ? incident->number : 0;
}

/* The lines of each incident: by its number, indexes into the record. */
static GPtrArray *
list_members (const MusterGroupReplay *self)
{
  GPtrArray *members = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);

  for (guint i = 0; i <= muster_world_last_incident (self->replay.world); i++)
    g_ptr_array_add (members, g_array_new (FALSE, FALSE, sizeof (guint)));
  for (guint i = 0; i < self->lines->len; i++)
    g_array_append_val (
        g_ptr_array_index (members, incident_of (self, g_ptr_array_index (self->lines, i))), i);
  return members;
}

static void
write_reasons (const MusterGroupReplay *self, const GArray *members, MusterJsonWriter *writer)
{
  g_autoptr (GHashTable) told = g_hash_table_new (g_str_hash, g_str_equal);

  muster_json_name (writer, "reasons");
  muster_json_begin_object (writer);
  for (guint i = 0; i < members->len; i++)
    {
      const Line *line = g_ptr_array_index (self->lines, g_array_index (members, guint, i));
      g_autofree char *reason = NULL;

      if (!g_hash_table_add (told, line->id))
        continue;
      reason = muster_world_explain_alert (
          self->replay.world,
          muster_alert_index_get (muster_world_get_alerts (self->replay.world), line->alert_id));
      muster_json_member_string (writer, line->id, reason);
    }
  muster_json_end_object (writer);
}

static void
write_incident (const MusterGroupReplay *self,
                const MusterIncident *incident,
                const GArray *members,
                MusterJsonWriter *writer)
{
  const MusterObject *service =
      muster_directory_get (muster_world_get_directory (self->replay.world), incident->service);
  g_autoptr (GString) id = g_string_new (NULL);

  muster_incident_append_id (incident->number, id);
  muster_json_begin_object (writer);
  muster_json_member_string (writer, "id", id->str);
  muster_json_member_string (writer, "title", incident->title);
  muster_json_member_string (writer, "about", service != NULL ? service->name : NULL);
  muster_json_name (writer, "alerts");
  muster_json_begin_array (writer);
  for (guint i = 0; i < members->len; i++)
    {
      const Line *line = g_ptr_array_index (self->lines, g_array_index (members, guint, i));

      muster_json_string (writer, line->id);
    }
  muster_json_end_array (writer);
  muster_json_member_ranking (writer, self->replay.world, incident->number);
  write_reasons (self, members, writer);
  muster_json_end_object (writer);
}

/**
 * muster_group_replay_write:
 * @self: a replay that was run
 * @out: where to
 *
 * Writes what it came to, as JSON.
 */
void
muster_group_replay_write (const MusterGroupReplay *self, GString *out)
{
  g_autoptr (GPtrArray) members = list_members (self);
  MusterJsonWriter writer;

  muster_json_writer_init (&writer, out);
  muster_json_begin_object (&writer);
  muster_json_name (&writer, "incidents");
  muster_json_begin_array (&writer);
  for (guint i = 1; i < members->len; i++)
    {
      const MusterIncident *incident = muster_world_get_incident (self->replay.world, i);
      const GArray *lines = g_ptr_array_index (members, i);

      if (incident != NULL && lines->len > 0)
        write_incident (self, incident, lines, &writer);
    }
  muster_json_end_array (&writer);
  muster_json_end_object (&writer);
}
