/* drill-runner.c - plays a drill into a hub
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/drill-runner.h"

#include "base/json-writer.h"
#include "hub/ask.h"
#include "model/command.h"
#include "model/error.h"
#include "model/stage.h"

#include <string.h>

#define PAGE "50" /* incidents that are asked for at once */

typedef struct
{
  const MusterDrillRun *run;
  gint64 start_boot_us; /* of the story */
  GArray *incidents;    /* of guint: the drill's, as they opened */
  GArray *declared;     /* of guint: by the drill's commands; they bear no drill */
  guint64 *first_seqs;  /* of each step's answer */
} Playing;

/* --- time --- */

static void
rung_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
}

/* By boot time: a clock that is set must not hold the story up. */
static gboolean
wait_for (const Playing *self, gint64 at_us, GError **error)
{
  const MusterDrillRun *run = self->run;
  g_autoptr (MusterAlarm) alarm = NULL;
  gboolean rung = FALSE;

  if (run->sets_clock)
    {
      gint64 by_us = at_us - muster_clock_now_us (run->clock);

      if (by_us > 0)
        muster_clock_step (run->clock, by_us);
      return !g_cancellable_set_error_if_cancelled (run->cancellable, error);
    }
  alarm = muster_alarm_new_boot (run->clock, rung_cb, &rung);
  muster_alarm_set (alarm, self->start_boot_us + at_us - run->drill->start_us);
  while (!rung && !g_cancellable_is_cancelled (run->cancellable))
    g_main_context_iteration (NULL, TRUE);
  return !g_cancellable_set_error_if_cancelled (run->cancellable, error);
}

/* --- incidents --- */

typedef struct
{
  guint number;
  gboolean is_of_drill;
} Seen;

static gboolean
has_number (const GArray *numbers, guint number)
{
  for (guint i = 0; i < numbers->len; i++)
    if (g_array_index (numbers, guint, i) == number)
      return TRUE;
  return FALSE;
}

static Seen
read_incident (const Playing *self, MusterJsonReader *reader)
{
  Seen seen = { 0, self->run->id == NULL };
  MusterText name, text;

  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    if (muster_text_equal (name, "id") && muster_json_reader_string (reader, &text))
      seen.number = muster_incident_parse_id (text.bytes, (gssize) text.n);
    else if (muster_text_equal (name, "drillId") && muster_json_reader_string (reader, &text))
      seen.is_of_drill |= self->run->id == NULL || muster_text_equal (text, self->run->id);
    else
      muster_json_reader_skip (reader);
  return seen;
}

/* One page, newest first. FALSE: nothing older is of interest. @cursor: in, out. */
static gboolean
read_page (const Playing *self, GBytes *body, guint last, GArray *found, char **cursor)
{
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  gboolean goes_on = TRUE;
  MusterText name, text;
  gsize n;
  const char *bytes = g_bytes_get_data (body, &n);

  g_clear_pointer (cursor, g_free);
  muster_json_reader_begin (reader, bytes, n, NULL);
  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    if (muster_text_equal (name, "items"))
      {
        muster_json_reader_enter_array (reader);
        while (muster_json_reader_next_item (reader))
          {
            Seen seen = read_incident (self, reader);

            goes_on &= seen.number > last;
            if (seen.number > last &&
                (seen.is_of_drill || has_number (self->declared, seen.number)))
              g_array_prepend_val (found, seen.number);
          }
      }
    else if (muster_text_equal (name, "cursor") &&
             muster_json_reader_peek (reader) == MUSTER_JSON_STRING &&
             muster_json_reader_string (reader, &text))
      *cursor = muster_text_dup (text);
    else
      muster_json_reader_skip (reader);
  return goes_on && *cursor != NULL;
}

/* Asks which incidents of the drill have opened since the last one we know. */
static gboolean
look_for_incidents (Playing *self, GError **error)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autofree char *cursor = NULL;
  guint last = self->incidents->len > 0
                   ? g_array_index (self->incidents, guint, self->incidents->len - 1)
                   : self->run->after;
  gboolean goes_on = TRUE;

  while (goes_on)
    {
      g_autofree char *path =
          g_strconcat ("/v1/incidents?state=all&limit=" PAGE, cursor != NULL ? "&cursor=" : "",
                       cursor != NULL ? cursor : "", NULL);
      g_autoptr (GBytes) body =
          muster_ask_get (self->run->caller, path, self->run->cancellable, error);

      if (body == NULL)
        return FALSE;
      goes_on = read_page (self, body, last, found, &cursor);
    }
  g_array_append_vals (self->incidents, found->data, found->len);
  return TRUE;
}

/**
 * muster_drill_get_newest:
 * @caller: a hub
 * @number: (out): of its newest incident, or 0
 * @error: return location
 *
 * Returns: whether the hub said
 */
gboolean
muster_drill_get_newest (MusterHubLink *caller, guint *number, GError **error)
{
  const MusterDrillRun run = { .caller = caller };
  g_autoptr (GArray) none = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (guint));
  const Playing self = { &run, 0, none, none, NULL };
  g_autofree char *cursor = NULL;
  g_autoptr (GBytes) body = muster_ask_get (caller, "/v1/incidents?state=all&limit=1", NULL, error);

  if (body == NULL)
    return FALSE;
  read_page (&self, body, 0, found, &cursor);
  *number = found->len > 0 ? g_array_index (found, guint, 0) : 0;
  return TRUE;
}

/* The @n-th incident of the drill, from 1. */
static gboolean
find_incident (Playing *self, guint n, guint *number, GError **error)
{
  if (n > self->incidents->len && !look_for_incidents (self, error))
    return FALSE;
  if (n > self->incidents->len)
    {
      g_set_error (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_NOT_FOUND,
                   "The story is about %u incidents, and %u opened", n, self->incidents->len);
      return FALSE;
    }
  *number = g_array_index (self->incidents, guint, n - 1);
  return TRUE;
}

/* --- steps --- */

static gboolean
play_post (const Playing *self, const MusterDrillStep *step, GError **error)
{
  g_autofree char *path = g_strdup_printf ("/v1/intake/%s/%s", self->run->key, step->source);
  g_autoptr (GBytes) body = g_bytes_new_static (step->body, strlen (step->body));
  g_autoptr (GBytes) answer =
      muster_ask_post (self->run->intake, path, body, self->run->cancellable, error);

  return answer != NULL;
}

static gboolean
is_kept (const Playing *self, MusterText name)
{
  return !self->run->drops_people ||
         !(muster_text_equal (name, "person") || muster_text_equal (name, "owner"));
}

/* The step's arguments, with "seq" where it is of an earlier one. */
static GBytes *
write_arguments (const Playing *self, const MusterDrillStep *step)
{
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  GString *out = g_string_new (NULL);
  MusterJsonWriter writer;
  MusterText name, value;

  muster_json_writer_init (&writer, out);
  muster_json_begin_object (&writer);
  if (step->of != MUSTER_DRILL_NONE)
    muster_json_member_int (&writer, "seq", (gint64) self->first_seqs[step->of]);
  muster_json_reader_begin (reader, step->arguments, strlen (step->arguments), NULL);
  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    {
      g_autofree char *word = muster_text_dup (name);

      if (!is_kept (self, name) || !muster_json_reader_raw (reader, &value))
        {
          muster_json_reader_skip (reader);
          continue;
        }
      muster_json_name (&writer, word);
      muster_json_raw (&writer, value.bytes, value.n);
    }
  muster_json_end_object (&writer);
  return g_string_free_to_bytes (out);
}

/* {"seq":[N,…],"incident":"INC-7"} */
static void
read_answer (Playing *self, guint index, const MusterDrillStep *step, GBytes *answer)
{
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  gsize n;
  const char *bytes = g_bytes_get_data (answer, &n);
  g_autofree char *incident = muster_answer_dup_member (bytes, (gssize) n, "incident");
  guint number = incident != NULL ? muster_incident_parse_id (incident, -1) : 0;
  gint64 seq = 0, ignored;
  MusterText name;

  if (step->incident == 0 && number > 0)
    g_array_append_val (self->declared, number);
  muster_json_reader_begin (reader, bytes, n, NULL);
  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    if (muster_text_equal (name, "seq"))
      {
        muster_json_reader_enter_array (reader);
        while (muster_json_reader_next_item (reader))
          muster_json_reader_int (reader, seq == 0 ? &seq : &ignored);
      }
    else
      muster_json_reader_skip (reader);
  self->first_seqs[index] = (guint64) seq;
}

static gboolean
play_command (Playing *self, guint index, const MusterDrillStep *step, GError **error)
{
  const MusterDrillRun *run = self->run;
  MusterHubLink *link = run->people != NULL ? g_hash_table_lookup (run->people, step->as) : NULL;
  g_autoptr (GString) path = g_string_new (step->path);
  g_autoptr (GString) id = g_string_new (NULL);
  g_autoptr (GBytes) body = write_arguments (self, step);
  g_autoptr (GBytes) answer = NULL;
  guint number;

  if (step->incident > 0)
    {
      if (!find_incident (self, step->incident, &number, error))
        return FALSE;
      muster_incident_append_id (number, id);
      g_string_replace (path, "{id}", id->str, 1);
    }
  answer =
      muster_ask_post (link != NULL ? link : run->caller, path->str, body, run->cancellable, error);
  if (answer == NULL)
    return FALSE;
  read_answer (self, index, step, answer);
  return TRUE;
}

/* What may be refused without the story being over: people of the hub decide, too. */
static gboolean
try_command (Playing *self, guint index, const MusterDrillStep *step, GError **error)
{
  g_autoptr (GError) refusal = NULL;

  if (play_command (self, index, step, &refusal))
    return TRUE;
  if (!self->run->is_lenient || refusal->domain != MUSTER_MODEL_ERROR)
    {
      g_propagate_prefixed_error (error, g_steal_pointer (&refusal), "%s: ", step->path);
      return FALSE;
    }
  g_message ("%s was not done: %s", step->path, refusal->message);
  return TRUE;
}

static gboolean
play_step (Playing *self, guint index, const MusterDrillStep *step, GError **error)
{
  const MusterDrillRun *run = self->run;

  if (!wait_for (self, step->at_us, error))
    return FALSE;
  switch (step->type)
    {
    case MUSTER_DRILL_POST:
      return play_post (self, step, error);
    case MUSTER_DRILL_COMMAND:
      return try_command (self, index, step, error);
    case MUSTER_DRILL_HINT:
      if (run->hint != NULL)
        run->hint (step->text, run->user_data);
      return TRUE;
    default:
      g_assert_not_reached ();
    }
}

/* Steps that are played; the last of them ends the story. */
static gboolean
is_played (const MusterDrillRun *run, const MusterDrillStep *step)
{
  switch (step->type)
    {
    case MUSTER_DRILL_COMMAND:
      return run->acts;
    case MUSTER_DRILL_HINT:
      return run->hint != NULL || run->sets_clock; /* the last one says what time it is */
    case MUSTER_DRILL_POST:
    default:
      return TRUE;
    }
}

/**
 * muster_drill_run:
 * @run: what to play, and where
 * @error: return location; G_IO_ERROR_CANCELLED where it was ended
 *
 * Plays a story to its end, at the times of its steps; with a manual clock at once.
 *
 * Returns: whether it was played to its end
 */
gboolean
muster_drill_run (const MusterDrillRun *run, GError **error)
{
  const GPtrArray *steps = run->drill->steps;
  g_autofree guint64 *first_seqs = g_new0 (guint64, steps->len);
  g_autoptr (GArray) incidents = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) declared = g_array_new (FALSE, FALSE, sizeof (guint));
  gint64 passed_us = muster_clock_now_us (run->clock) - run->drill->start_us;
  Playing self = { run, muster_clock_boot_us (run->clock) - passed_us, incidents, declared,
                   first_seqs };

  for (guint i = 0; i < steps->len; i++)
    if (is_played (run, g_ptr_array_index (steps, i)) &&
        !play_step (&self, i, g_ptr_array_index (steps, i), error))
      return FALSE;
  return TRUE;
}

/* --- the end --- */

static gboolean
read_is_resolved (GBytes *body)
{
  gsize n;
  const char *bytes = g_bytes_get_data (body, &n);
  g_autofree char *name = muster_answer_dup_member (bytes, (gssize) n, "stage");
  MusterStage stage;

  return name != NULL && muster_stage_parse (name, -1, &stage) && stage >= MUSTER_STAGE_RESOLVED;
}

static gboolean
is_resolved (MusterHubLink *caller, const char *path, gboolean *resolved, GError **error)
{
  g_autoptr (GBytes) body = muster_ask_get (caller, path, NULL, error);

  *resolved = body != NULL && read_is_resolved (body);
  return body != NULL;
}

/* A refusal is of no account: somebody was faster. */
static gboolean
close_incident (MusterHubLink *caller, guint number, GError **error)
{
  static const char reason[] = "{\"reason\":\"The drill has ended\"}";
  g_autofree char *path = g_strdup_printf ("/v1/incidents/INC-%u", number);
  g_autofree char *resolve = g_strconcat (path, "/resolve", NULL);
  g_autoptr (GBytes) body = g_bytes_new_static (reason, strlen (reason));
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (GError) refusal = NULL;
  gboolean resolved;

  if (!is_resolved (caller, path, &resolved, error) || resolved)
    return resolved;
  answer = muster_ask_post (caller, resolve, body, NULL, &refusal);
  if (answer != NULL || refusal->domain == MUSTER_MODEL_ERROR)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&refusal));
  return FALSE;
}

static gboolean
close_incidents (const MusterDrillRun *run, GError **error)
{
  g_autoptr (GArray) incidents = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) declared = g_array_new (FALSE, FALSE, sizeof (guint));
  MusterDrillRun closing = *run;
  Playing self = { &closing, 0, incidents, declared, NULL };

  closing.cancellable = NULL;
  if (!look_for_incidents (&self, error))
    return FALSE;
  for (guint i = 0; i < incidents->len; i++)
    if (!close_incident (run->caller, g_array_index (incidents, guint, i), error))
      return FALSE;
  return TRUE;
}

/**
 * muster_drill_end:
 * @run: what was played, as a drill with an id
 * @closes: whether to resolve what is still open; else it is left to the people who play
 * @error: return location
 *
 * Ends a drill, also one that was cancelled: its key is of no use any more, and its alerts no
 * longer fire.
 *
 * Returns: whether nothing of it goes on
 */
gboolean
muster_drill_end (const MusterDrillRun *run, gboolean closes, GError **error)
{
  g_autofree char *path = g_strdup_printf ("/v1/drills/%s/end", run->id);
  g_autoptr (GBytes) body = g_bytes_new_static ("{}", 2);
  g_autoptr (GBytes) answer = muster_ask_post (run->caller, path, body, NULL, error);

  return answer != NULL && (!closes || close_incidents (run, error));
}

/**
 * muster_drill_get_outcome:
 * @run: what was played
 * @out: (out): what it came to
 * @error: return location
 *
 * Returns: whether the hub said
 */
gboolean
muster_drill_get_outcome (const MusterDrillRun *run, MusterDrillOutcome *out, GError **error)
{
  g_autoptr (GArray) incidents = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) declared = g_array_new (FALSE, FALSE, sizeof (guint));
  MusterDrillRun asking = *run;
  Playing self = { &asking, 0, incidents, declared, NULL };
  g_autoptr (GString) path = g_string_new ("/v1/incidents/");
  g_autoptr (GBytes) body = NULL;

  *out = (MusterDrillOutcome){ 0 };
  asking.cancellable = NULL;
  if (!look_for_incidents (&self, error))
    return FALSE;
  if (incidents->len == 0)
    return TRUE;
  out->incident = g_array_index (incidents, guint, 0);
  muster_incident_append_id (out->incident, path);
  body = muster_ask_get (run->caller, path->str, NULL, error);
  if (body == NULL)
    return FALSE;
  out->is_resolved = read_is_resolved (body);
  return TRUE;
}
