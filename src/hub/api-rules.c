/* api-rules.c - POST /v1/rules/preview: what other rules would have made of the alerts there were
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A thread plays the journal; so the hub goes on meanwhile. One at a time.
 */
#include "hub/problem.h"
#include "hub/rehearsal.h"
#include "hub/routes.h"
#include "world/snapshot.h"

#include <string.h>

#define DAYS_DEFAULT 30
#define DAYS_MAX     366
#define LONGEST_US   (60 * G_TIME_SPAN_SECOND) /* then the rest is left out, and that is said */
#define LOOK_EVERY   256                       /* events between two looks at the clock */

typedef struct
{
  MusterWork work; /* first */
  MusterCall call;
  char *object;
  char *name;
  char *body;
  gint64 days;
  MusterCommitter *committer; /* from here on while it runs */
  GString *configuration;
  guint64 after_seq;
  gint64 since_us, until_us;
} RulesWork;

static void
work_free (MusterWork *work)
{
  RulesWork *self = (RulesWork *) work;

  g_free (self->object);
  g_free (self->name);
  g_free (self->body);
  if (self->configuration != NULL)
    g_string_free (self->configuration, TRUE);
  g_free (self);
}

/* --- on its thread --- */

typedef struct
{
  const RulesWork *work;
  MusterRehearsal *rehearsal;
  gint64 deadline_us; /* since the boot */
  guint n;
  gboolean cut;
} Playing;

static gint64
boot_us (const RulesWork *self)
{
  return self->call.api->clock != NULL ? muster_clock_boot_us (self->call.api->clock) : 0;
}

static gboolean
play_cb (const MusterWritten *written, gpointer user_data)
{
  Playing *self = user_data;

  if (written->event->at_us >= self->work->since_us)
    muster_rehearsal_play (self->rehearsal, written->event);
  if (++self->n % LOOK_EVERY == 0)
    self->cut = muster_server_is_stopping (self->work->call.api->server) ||
                boot_us (self->work) > self->deadline_us;
  return !self->cut;
}

static GString *
write_answer (const RulesWork *self, const Playing *playing)
{
  GString *body = g_string_new (NULL);
  MusterJsonWriter writer;

  muster_json_writer_init (&writer, body);
  muster_json_begin_object (&writer);
  muster_json_member_instant (&writer, "from", self->since_us);
  muster_json_member_instant (&writer, "to", self->until_us);
  muster_json_member_bool (&writer, "whole", !playing->cut);
  muster_rehearsal_write (playing->rehearsal, &writer);
  muster_json_end_object (&writer);
  g_string_append_c (body, '\n');
  return body;
}

static MusterAnswer *
rehearse (const RulesWork *self, GError **error)
{
  g_autoptr (MusterRehearsal) rehearsal =
      muster_rehearsal_new (self->configuration->str, self->configuration->len, error);
  Playing playing = { self, rehearsal, boot_us (self) + LONGEST_US, 0, FALSE };

  if (rehearsal == NULL ||
      !muster_rehearsal_change (rehearsal, self->object, self->name, self->body, error) ||
      !muster_journal_replay (muster_committer_get_journal (self->committer), self->after_seq,
                              play_cb, &playing, error))
    return NULL;
  return muster_answer_new_take (200, "application/json", write_answer (self, &playing));
}

static void
rehearse_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  MusterAnswer *answer = rehearse (data, &error);

  g_task_return_pointer (task, answer != NULL ? answer : muster_problem_from_error (error),
                         (GDestroyNotify) muster_answer_unref);
}

static void
rehearsed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  RulesWork *self = user_data;

  self->work.answer = g_task_propagate_pointer (G_TASK (result), NULL);
  g_atomic_int_set (&self->call.api->rehearses, FALSE);
  muster_committer_finish (self->committer, &self->work);
}

/* --- on the main thread --- */

/* The last event that is known to be before @since_us: what opened an incident. */
static guint64
find_seq (const MusterWorld *world, gint64 since_us)
{
  guint64 seq = 0;

  for (guint i = 1; i <= muster_world_last_incident (world); i++)
    {
      const MusterIncident *incident = muster_world_get_incident (world, i);

      if (incident == NULL || incident->entries->len == 0)
        continue;
      if (incident->opened_us >= since_us)
        break;
      seq = ((const MusterEntry *) g_ptr_array_index (incident->entries, 0))->seq;
    }
  return seq;
}

static MusterWorkResult
run_rules (MusterWork *work, MusterCommitter *committer)
{
  RulesWork *self = (RulesWork *) work;
  const MusterWorld *world = muster_committer_get_world (committer);
  g_autoptr (GTask) task = NULL;

  if (!g_atomic_int_compare_and_exchange (&self->call.api->rehearses, FALSE, TRUE))
    {
      work->answer = muster_problem_busy (5);
      return MUSTER_WORK_DONE;
    }
  muster_committer_flush (committer);
  self->committer = committer;
  self->until_us = muster_committer_now_us (committer);
  self->since_us = self->until_us - self->days * G_TIME_SPAN_DAY;
  self->after_seq = find_seq (world, self->since_us);
  self->configuration = g_string_new (NULL);
  muster_world_save_configuration (world, self->configuration);
  task = g_task_new (NULL, NULL, rehearsed_cb, self);
  g_task_set_task_data (task, self, NULL);
  g_task_run_in_thread (task, rehearse_cb);
  return MUSTER_WORK_PENDING;
}

static const MusterWorkFuncs rules_funcs = { run_rules, NULL, work_free, NULL };

/* --- on the HTTP thread --- */

static gboolean
fail (GError **error, const char *message)
{
  g_set_error_literal (error, MUSTER_BASE_ERROR, MUSTER_BASE_ERROR_SYNTAX, message);
  return FALSE;
}

static gboolean
read_body (RulesWork *self, const char *bytes, gsize n, GError **error)
{
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  MusterText member, object = { 0 }, name = { 0 }, body = { 0 };

  muster_json_reader_begin (reader, bytes, n, NULL);
  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &member))
    if (muster_text_equal (member, "object"))
      muster_json_reader_string (reader, &object);
    else if (muster_text_equal (member, "name"))
      muster_json_reader_string (reader, &name);
    else if (muster_text_equal (member, "body"))
      muster_json_reader_raw (reader, &body);
    else if (muster_text_equal (member, "days"))
      muster_json_reader_int (reader, &self->days);
    else
      return fail (error, "The members are “object”, “name”, “body” and “days”");
  if (!muster_json_reader_finish (reader, error))
    return FALSE;
  if (object.n == 0 || name.n == 0 || body.n == 0)
    return fail (error, "“object”, “name” and “body” say which rules, as for /v1/config");
  if (self->days < 1 || self->days > DAYS_MAX)
    return fail (error, "“days” is a number of 1 to 366");
  self->object = muster_text_dup (object);
  self->name = muster_text_dup (name);
  self->body = muster_text_dup (body);
  return TRUE;
}

/**
 * muster_is_rules_path:
 * @target: of a POST
 *
 * Returns: whether it asks what other rules would have made
 */
gboolean
muster_is_rules_path (const MusterTarget *target)
{
  return target->segments_n == 3 && strcmp (target->segments[0], "v1") == 0 &&
         strcmp (target->segments[1], "rules") == 0 && strcmp (target->segments[2], "preview") == 0;
}

/**
 * muster_rules_handle:
 * @call: POST /v1/rules/preview {"object","name","body","days"}
 *
 * Answers {"from","to","whole","alerts","now":{…},"then":{…}} (muster_rehearsal_write()): of the
 * alerts of those days. It is not "whole" where the time for it was over first.
 */
void
muster_rules_handle (MusterCall *call)
{
  RulesWork *work = g_new0 (RulesWork, 1);
  g_autoptr (GError) error = NULL;
  gsize n;
  const char *body = (const char *) muster_request_get_body (call->request, &n);

  work->work.funcs = &rules_funcs;
  work->call = *call;
  work->days = DAYS_DEFAULT;
  if (read_body (work, body, n, &error))
    {
      muster_call_submit (call, &work->work);
      return;
    }
  muster_call_answer (call, muster_problem_from_error (error));
  work_free (&work->work);
}
