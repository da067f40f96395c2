/* pull-reading.c - what an Alertmanager told in one poll, read with care
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A list is not the same bytes twice, so it is known by where it comes from. That is enough to see
 * that it ended the hub, but who never reads it again is blind: where anything ended the hub
 * lately, the alerts of a list are read one by one, each known by its fingerprint. So the one that
 * does it is set aside, and the others are heard.
 */
#include "hub/pull-reading.h"

#include "hub/intake-work.h"

static const char *const paths[] = { MUSTER_PULL_HEARD, MUSTER_PULL_HELD };

static void
part_free (gpointer data)
{
  MusterPullPart *self = data;

  g_clear_pointer (&self->reports, muster_reports_free);
  g_bytes_unref (self->body);
  g_free (self->name);
  g_free (self);
}

/**
 * muster_pull_reading_new:
 * @member: who told it
 * @heard: what it tells people of
 * @held: what it holds back
 *
 * Returns: (transfer full): what is to be decoded
 */
MusterPullReading *
muster_pull_reading_new (const MusterPullMember *member, GBytes *heard, GBytes *held)
{
  const MusterPullsSettings *settings = muster_pulls_get_settings (member->set->pulls);
  MusterPullReading *self = g_new0 (MusterPullReading, 1);

  self->poison = settings->poison;
  self->decoders = g_async_queue_ref (settings->decoders);
  self->key = muster_pull_set_key (member->set);
  self->received_us = muster_clock_now_us (settings->clock);
  self->bodies[0] = g_bytes_ref (heard);
  self->bodies[1] = g_bytes_ref (held);
  for (guint i = 0; i < 2; i++)
    {
      self->names[i] = g_strconcat (member->url, paths[i], NULL);
      self->parts[i] = g_ptr_array_new_with_free_func (part_free);
    }
  return self;
}

/**
 * muster_pull_reading_free:
 * @self: (transfer full): what was told
 */
void
muster_pull_reading_free (MusterPullReading *self)
{
  for (guint i = 0; i < 2; i++)
    {
      g_ptr_array_unref (self->parts[i]);
      g_bytes_unref (self->bodies[i]);
      g_free (self->names[i]);
    }
  g_async_queue_unref (self->decoders);
  g_free (self);
}

/* The code that takes the same alerts when they are posted. */
static const MusterSource *
get_source (void)
{
  return muster_source_find ("prometheus");
}

static MusterPoisonBody
list_of (const MusterPullReading *self, guint i)
{
  MusterPoisonBody body = { .key = self->key,
                            .source = get_source ()->name,
                            .name = self->names[i] };

  body.bytes = g_bytes_get_data (self->bodies[i], &body.n);
  return body;
}

static MusterPullPart *
add_part (MusterPullReading *self, guint i, GBytes *body /* transfer full */, char *name)
{
  MusterPullPart *part = g_new0 (MusterPullPart, 1);

  part->body = body;
  part->name = name;
  g_ptr_array_add (self->parts[i], part);
  return part;
}

/* --- into alerts --- */

/* An alert's annotations and times change, its fingerprint does not. NULL: it has none. */
static char *
dup_fingerprint (MusterText alert)
{
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  g_autofree char *found = NULL;
  MusterText name, value;

  muster_json_reader_begin (reader, alert.bytes, alert.n, NULL);
  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    if (!muster_text_equal (name, "fingerprint") ||
        muster_json_reader_peek (reader) != MUSTER_JSON_STRING)
      muster_json_reader_skip (reader);
    else if (muster_json_reader_string (reader, &value) && found == NULL)
      found = muster_text_dup (value);
  return found != NULL ? g_strconcat ("alert ", found, NULL) : NULL;
}

static gboolean
split (MusterPullReading *self, guint i, GError **error)
{
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  const MusterPoisonBody list = list_of (self, i);
  gboolean is_suspect = muster_poison_is_suspect (self->poison, &list);
  MusterPoisonNote note = muster_poison_begin (self->poison, &list);
  gboolean is_list;
  MusterText alert;

  muster_json_reader_begin (reader, list.bytes != NULL ? list.bytes : "", list.n, NULL);
  muster_json_reader_enter_array (reader);
  while (muster_json_reader_next_item (reader) && muster_json_reader_raw (reader, &alert))
    {
      GString *body = g_string_sized_new (alert.n + 2);

      g_string_append_printf (body, "[%.*s]", (int) alert.n, alert.bytes);
      add_part (self, i, g_string_free_to_bytes (body), dup_fingerprint (alert))->is_part =
          is_suspect;
    }
  is_list = muster_json_reader_finish (reader, error);
  muster_poison_end (self->poison, note, !is_list);
  return is_list;
}

/* --- reading them --- */

static gboolean
decode_part (const MusterPullReading *self, MusterPullPart *part, gboolean is_all, GError **error)
{
  MusterDecoder *decoder = muster_decoder_take (self->decoders);
  MusterIntake in = { .method = "POST", .part = "", .query = "", .received_us = self->received_us };
  const MusterGuarded guarded = { .poison = self->poison,
                                  .key = self->key,
                                  .source = get_source (),
                                  .in = &in,
                                  .name = part->name,
                                  .is_part = part->is_part,
                                  .is_all = is_all };
  gboolean decoded;

  in.body = g_bytes_get_data (part->body, &in.body_n);
  part->reports = muster_reports_new ();
  decoded = muster_guarded_decode (&guarded, decoder, part->reports, error);
  muster_decoder_give_back (self->decoders, decoder);
  return decoded;
}

/* What ended the hub twice is a dead letter already. */
static gboolean
decode_one_by_one (MusterPullReading *self, guint i, GError **error)
{
  guint at = 0;

  if (!split (self, i, error))
    return FALSE;
  while (at < self->parts[i]->len)
    if (decode_part (self, g_ptr_array_index (self->parts[i], at), i != 0, NULL))
      at++;
    else
      {
        g_ptr_array_remove_index (self->parts[i], at);
        self->n_refused += i == 0;
      }
  return TRUE;
}

static gboolean
fail_quarantined (GError **error)
{
  g_set_error_literal (error, MUSTER_BASE_ERROR, MUSTER_BASE_ERROR_LIMIT, MUSTER_POISON_REASON);
  return FALSE;
}

static gboolean
decode_list (MusterPullReading *self, guint i, GError **error)
{
  const MusterPoisonBody list = list_of (self, i);

  if (self->poison == NULL || !muster_poison_has_any (self->poison))
    return decode_part (
        self, add_part (self, i, g_bytes_ref (self->bodies[i]), g_strdup (self->names[i])), i != 0,
        error);
  if (muster_poison_is_quarantined (self->poison, &list))
    return fail_quarantined (error);
  return decode_one_by_one (self, i, error);
}

/**
 * muster_pull_reading_decode:
 * @self: what was told
 * @error: why it cannot be read
 *
 * Reads both lists.
 *
 * Returns: whether they are lists of alerts
 */
gboolean
muster_pull_reading_decode (MusterPullReading *self, GError **error)
{
  for (guint i = 0; i < 2; i++)
    if (!decode_list (self, i, error))
      return FALSE;
  for (guint at = 0; at < self->parts[0]->len; at++)
    {
      const MusterPullPart *part = g_ptr_array_index (self->parts[0], at);

      self->n_refused += part->reports->refusals->len;
    }
  return TRUE;
}

/**
 * muster_pull_reading_count:
 * @self: what was told, decoded
 * @i: 0: to people; 1: what is held back
 *
 * Returns: how many alerts
 */
guint
muster_pull_reading_count (const MusterPullReading *self, guint i)
{
  guint n = 0;

  for (guint at = 0; at < self->parts[i]->len; at++)
    n += ((const MusterPullPart *) g_ptr_array_index (self->parts[i], at))->reports->reports->len;
  return n;
}

/* --- deciding --- */

/* It fires until no member has it any more, never until a time: who cannot be asked cannot put that
 * off, and its clock may not be ours. */
static void
settle (MusterReports *reports)
{
  for (guint i = 0; i < reports->reports->len; i++)
    {
      MusterReport *report = &g_array_index (reports->reports, MusterReport, i);

      report->status = MUSTER_REPORT_FIRING;
      report->timed = FALSE;
      report->ends_us = MUSTER_NO_TIME;
    }
}

static MusterPoisonNote
begin (MusterPoison *poison, const MusterPoisonBody *body)
{
  return poison != NULL ? muster_poison_begin (poison, body) : (MusterPoisonNote){ -1, FALSE };
}

static void
end (MusterPoison *poison, MusterPoisonNote note)
{
  if (poison != NULL)
    muster_poison_end (poison, note, TRUE);
}

static void
report_part (const MusterPullReading *self, MusterPullPart *part, MusterCommitter *committer)
{
  MusterPoisonBody body = {
    .key = self->key, .source = get_source ()->name, .name = part->name, .is_part = part->is_part
  };
  MusterReportSummary summary;
  MusterPoisonNote note;

  body.bytes = g_bytes_get_data (part->body, &body.n);
  note = begin (self->poison, &body);
  settle (part->reports);
  muster_committer_report (committer, part->reports, self->key, &summary);
  end (self->poison, note);
}

/**
 * muster_pull_reading_report:
 * @self: what was told, decoded
 * @committer: on its main thread
 *
 * Decides it as if it had been posted; noted as the reading was.
 */
void
muster_pull_reading_report (const MusterPullReading *self, MusterCommitter *committer)
{
  for (guint at = 0; at < self->parts[0]->len; at++)
    {
      MusterPullPart *part = g_ptr_array_index (self->parts[0], at);

      part->reports->is_replay = at > 0; /* its key was heard once */
      report_part (self, part, committer);
    }
}

/**
 * muster_pull_reading_begin:
 * @self: what was told
 *
 * Notes that something is done with all of it together. When that is over, and went well, the list
 * is suspect no longer.
 *
 * Returns: for muster_pull_reading_end()
 */
MusterPoisonNote
muster_pull_reading_begin (const MusterPullReading *self)
{
  const MusterPoisonBody list = list_of (self, 0);

  return begin (self->poison, &list);
}

/**
 * muster_pull_reading_end:
 * @self: what was told
 * @note: of muster_pull_reading_begin()
 */
void
muster_pull_reading_end (const MusterPullReading *self, MusterPoisonNote note)
{
  const MusterPoisonBody held = list_of (self, 1);

  end (self->poison, note);
  if (self->poison != NULL && muster_poison_is_suspect (self->poison, &held))
    end (self->poison, begin (self->poison, &held));
}

/* --- its other answers --- */

static MusterPoison *
get_poison (const MusterPullMember *member)
{
  return muster_pulls_get_settings (member->set->pulls)->poison;
}

/**
 * muster_pull_note_begin:
 * @member: who told it
 * @path: where it was asked
 * @body: what it told
 * @out: (out): for muster_pull_note_end()
 * @error: return location
 *
 * Notes what is about to be read.
 *
 * Returns: whether it may be
 */
gboolean
muster_pull_note_begin (const MusterPullMember *member,
                        const char *path,
                        GBytes *body,
                        MusterPoisonNote *out,
                        GError **error)
{
  g_autofree char *name = g_strconcat (member->url, path, NULL);
  MusterPoisonBody noted = { .key = muster_pull_set_key (member->set),
                             .source = get_source ()->name,
                             .name = name };

  noted.bytes = g_bytes_get_data (body, &noted.n);
  if (get_poison (member) != NULL && muster_poison_is_quarantined (get_poison (member), &noted))
    return fail_quarantined (error);
  *out = begin (get_poison (member), &noted);
  return TRUE;
}

/**
 * muster_pull_note_end:
 * @member: who told it
 * @note: of muster_pull_note_begin()
 */
void
muster_pull_note_end (const MusterPullMember *member, MusterPoisonNote note)
{
  end (get_poison (member), note);
}
