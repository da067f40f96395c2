/* letter-replay.c - a body that could not be read is read again, and taken in after all
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/letter-replay.h"

#include "hub/api-json.h"
#include "hub/poison.h"
#include "hub/target.h"
#include "sources/source.h"
#include "world/attach.h"

#include <string.h>

#define PREVIEW_ALERTS_MAX 20 /* told in full; the rest is a number */

/* --- reading --- */

/* By its own path, as its sender posted it: what the path says is a part of what it says. */
static void
find_path (const MusterTarget *target, const MusterSource *source, MusterIntake *in)
{
  gboolean has_key = target->segments_n >= 4 && strcmp (target->segments[0], "v1") == 0 &&
                     strcmp (target->segments[1], "intake") == 0;
  guint skip = has_key ? 3 : 0;
  const char *const *rest = target->segments + skip;
  MusterSourceRoute route;

  if (!muster_source_route_path (rest, target->segments_n - skip, has_key, &route) &&
      !(has_key && muster_source_route_name (rest, target->segments_n - skip, &route)))
    return;
  if (route.source != source)
    return;
  in->path = route.path;
  in->part = route.part;
}

static const char *
find_mapping (const MusterWorld *world, const char *name)
{
  const MusterObject *mapping =
      muster_directory_find (muster_world_get_directory (world), MUSTER_OBJECT_MAPPING, name, -1);

  return mapping != NULL ? mapping->body : NULL;
}

static const char *
source_name (const MusterDeadLetter *letter, const MusterReading *as)
{
  if (as->source != NULL)
    return as->source;
  return as->mapping != NULL ? "mapped" : letter->source;
}

static gboolean
check (const MusterDeadLetter *letter, const MusterReading *as, GError **error)
{
  const char *problem = NULL;

  if (muster_source_find (source_name (letter, as)) == NULL)
    problem = "There is no such source";
  else if (strcmp (letter->reason, MUSTER_POISON_REASON) == 0 &&
           strcmp (source_name (letter, as), letter->source) == 0)
    problem = MUSTER_POISON_REASON;
  else if (letter->text == NULL)
    problem = "Only the refusal was kept: the rest of that body was taken in, or it was too large";
  else if (!muster_dead_letter_is_whole (letter))
    problem = "Only its first bytes were kept, so it cannot be read again";
  if (problem == NULL)
    return TRUE;
  g_set_error_literal (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_INVALID, problem);
  return FALSE;
}

/**
 * muster_letter_read:
 * @world: a hub's world
 * @letter: a dead letter of it
 * @as: as what
 * @out: empty; filled in
 * @error: why it cannot be read
 *
 * Reads a letter again, with the path and the type that it was posted with where it is still the
 * same source, and as of when it came.
 *
 * Returns: whether it can be read
 */
gboolean
muster_letter_read (const MusterWorld *world,
                    const MusterDeadLetter *letter,
                    const MusterReading *as,
                    MusterReports *out,
                    GError **error)
{
  g_autoptr (MusterJsonReader) reader = NULL;
  g_autoptr (MusterTarget) target = NULL;
  const MusterSource *source = muster_source_find (source_name (letter, as));
  char unique[MUSTER_ULID_TEXT_BYTES + 1];
  const char *query = letter->target != NULL ? strchr (letter->target, '?') : NULL;
  MusterIntake in = {
    .method = "POST",
    .part = "",
    .query = query != NULL ? query + 1 : "",
    .content_type = letter->content_type,
    .received_us = letter->at_us,
    .unique = unique,
  };

  if (!check (letter, as, error))
    return FALSE;
  muster_ulid_format (letter->id, unique);
  in.body_n = strlen (letter->text);
  in.body = muster_arena_strndup (out->arena, letter->text, in.body_n);
  if (letter->target != NULL && strcmp (source->name, letter->source) == 0)
    target = muster_target_parse (letter->target, NULL);
  if (target != NULL)
    find_path (target, source, &in);
  if (as->mapping != NULL)
    in.part = as->mapping;
  if (*in.part != '\0')
    in.mapping = find_mapping (world, in.part);
  reader = muster_json_reader_new ();
  out->is_replay = TRUE;
  out->source = source->name;
  if (!source->decode (&in, reader, out, error))
    return FALSE;
  for (guint i = 0; i < out->reports->len; i++)
    {
      MusterReport *report = &g_array_index (out->reports, MusterReport, i);

      if (report->starts_us == MUSTER_NO_TIME)
        report->starts_us = letter->at_us;
    }
  return TRUE;
}

/* --- taking it in --- */

/* Or will not be decided at all. */
static gboolean
is_decided (const MusterWorld *world, const MusterCommand *command)
{
  if (!muster_access_allows (command->access, command->spec->access))
    return TRUE;
  return !muster_ulid_is_null (command->id) &&
         muster_answers_get (muster_world_get_answers (world), command->id) != NULL;
}

static gboolean
replay (MusterCommitter *committer,
        const MusterCommand *command,
        MusterDecided *out,
        GError **error)
{
  const MusterWorld *world = muster_committer_get_world (committer);
  const MusterDeadLetter *letter = muster_world_get_dead_letter (world, command->object);
  MusterReading as = { muster_command_text (command, "source"),
                       muster_command_text (command, "mapping") };
  g_autoptr (MusterReports) reports = muster_reports_new ();
  MusterReportSummary summary;
  MusterUlid key;

  if (letter != NULL && !is_decided (world, command) &&
      !muster_letter_read (world, letter, &as, reports, error))
    return FALSE;
  key = letter != NULL ? letter->key : (MusterUlid){ 0, 0 };
  if (!muster_committer_decide (committer, command, out, error))
    return FALSE;
  if (!out->is_repeat)
    muster_committer_report (committer, reports, key, &summary);
  return TRUE;
}

/**
 * muster_command_do:
 * @committer: whose world it is
 * @command: what somebody wants
 * @out: (out): what happened
 * @error: why it may not
 *
 * Decides a command and does what it asks for besides. What it brings in stands in the same batch,
 * behind it.
 *
 * Returns: whether it happened, or had happened
 */
gboolean
muster_command_do (MusterCommitter *committer,
                   const MusterCommand *command,
                   MusterDecided *out,
                   GError **error)
{
  if (strcmp (command->spec->name, "letter.replay") == 0)
    return replay (committer, command, out, error);
  return muster_committer_decide (committer, command, out, error);
}

/* --- what would become of it --- */

/* In a word, what a report would do now. */
static const char *
foretell (const MusterWorld *world, const MusterDeadLetter *letter, const MusterReport *report)
{
  MusterAlertIdentity identity = { letter->key, report->dedup, &report->labels };
  const MusterAlert *alert = muster_alert_index_find (muster_world_get_alerts (world), &identity);
  gboolean fires = alert != NULL && alert->status == MUSTER_ALERT_FIRING;

  if (report->status == MUSTER_REPORT_FIRING)
    return fires ? "repeated" : "new";
  if (!fires)
    return "nothing";
  return report->status == MUSTER_REPORT_RESOLVED ? "resolved" : "acknowledged";
}

/* The open incident that would take it in; 0: a new one. */
static guint
foretell_incident (MusterCommitter *committer,
                   const MusterDeadLetter *letter,
                   const MusterReport *report)
{
  const MusterWorld *world = muster_committer_get_world (committer);
  const MusterObject *key = muster_directory_get (muster_world_get_directory (world), letter->key);
  const MusterArrival arrival = { .report = report,
                                  .key = key,
                                  .drill = key != NULL ? key->drill : (MusterUlid){ 0, 0 },
                                  .now_us = muster_committer_now_us (committer) };
  g_auto (MusterAttachment) attachment = { 0 };

  muster_world_attach (world, &arrival, &attachment);
  return attachment.incident;
}

static void
write_report (MusterJsonWriter *writer,
              MusterCommitter *committer,
              const MusterDeadLetter *letter,
              const MusterReport *report)
{
  static const char *const statuses[] = { "firing", "resolved", "acknowledged" };
  const MusterWorld *world = muster_committer_get_world (committer);
  const char *becomes = foretell (world, letter, report);
  const MusterObject *service = muster_world_service_of (
      world, report, muster_directory_get (muster_world_get_directory (world), letter->key));

  muster_json_begin_object (writer);
  muster_json_member_string (writer, "status", statuses[report->status]);
  muster_json_member_string (writer, "becomes", becomes);
  muster_json_name (writer, "incident");
  muster_json_incident_id (
      writer, strcmp (becomes, "new") == 0 ? foretell_incident (committer, letter, report) : 0);
  muster_json_name (writer, "title");
  muster_json_text (writer, report->title.bytes, report->title.n);
  muster_json_member_int (writer, "severity", muster_world_severity_of (world, report));
  muster_json_member_string (writer, "service", service != NULL ? service->name : NULL);
  muster_json_labels (writer, "labels", &report->labels);
  muster_json_end_object (writer);
}

static void
write_refusals (MusterJsonWriter *writer, const MusterReports *reports)
{
  muster_json_name (writer, "refused");
  muster_json_begin_array (writer);
  for (guint i = 0; i < reports->refusals->len; i++)
    {
      const MusterRefusal *refusal = &g_array_index (reports->refusals, MusterRefusal, i);

      muster_json_begin_object (writer);
      muster_json_member_int (writer, "index", refusal->index);
      muster_json_member_string (writer, "reason", refusal->reason);
      muster_json_end_object (writer);
    }
  muster_json_end_array (writer);
}

/* What it could be read as: every source, and mappings as "mapped/NAME". */
static void
write_sources (MusterJsonWriter *writer, const MusterWorld *world)
{
  const GPtrArray *objects = muster_directory_objects (muster_world_get_directory (world));

  muster_json_name (writer, "sources");
  muster_json_begin_array (writer);
  for (guint i = 0; muster_sources[i] != NULL; i++)
    if (strcmp (muster_sources[i]->name, "mapped") != 0)
      muster_json_string (writer, muster_sources[i]->name);
  for (guint i = 0; i < objects->len; i++)
    {
      const MusterObject *object = g_ptr_array_index (objects, i);
      g_autofree char *name = g_strconcat ("mapped/", object->name, NULL);

      if (!object->removed && strcmp (object->type, MUSTER_OBJECT_MAPPING) == 0)
        muster_json_string (writer, name);
    }
  muster_json_end_array (writer);
}

/**
 * muster_letter_preview:
 * @writer: where to
 * @committer: whose world it is
 * @letter: a dead letter
 * @as: as what
 *
 * Writes what would become of a letter if it was taken in now, as one object: the first alerts with
 * what each would do, how much there is, and why it cannot be read if it cannot. Nothing changes.
 */
void
muster_letter_preview (MusterJsonWriter *writer,
                       MusterCommitter *committer,
                       const MusterDeadLetter *letter,
                       const MusterReading *as)
{
  const MusterWorld *world = muster_committer_get_world (committer);
  g_autoptr (MusterReports) reports = muster_reports_new ();
  g_autoptr (GError) error = NULL;
  gboolean read = muster_letter_read (world, letter, as, reports, &error);
  guint n = read ? reports->reports->len : 0;

  muster_json_begin_object (writer);
  muster_json_name (writer, "items");
  muster_json_begin_array (writer);
  for (guint i = 0; i < MIN (n, PREVIEW_ALERTS_MAX); i++)
    write_report (writer, committer, letter, &g_array_index (reports->reports, MusterReport, i));
  muster_json_end_array (writer);
  muster_json_member_string (writer, "error", error != NULL ? error->message : NULL);
  muster_json_member_string (writer, "source", source_name (letter, as));
  muster_json_member_string (writer, "mapping", as->mapping);
  muster_json_member_int (writer, "alerts", n);
  muster_json_member_int (writer, "changes", read ? reports->changes->len : 0);
  muster_json_member_int (writer, "pings", read ? reports->pings->len : 0);
  write_refusals (writer, reports);
  write_sources (writer, world);
  muster_json_end_object (writer);
}
