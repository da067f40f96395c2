/* pull-member.c - asks one Alertmanager, again and again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One question after another: who it is, what it tells people of, what it holds back. What it told
 * is decoded on a thread of its own, by the code that takes what Prometheus posts.
 */
#include "hub/pull-reading.h"

#include "connectors/alertmanager.h"
#include "hub/secrets.h"

#define ANSWER_BYTES_MAX ((gsize) 16 * 1024 * 1024) /* security R5 */
#define TIMEOUT_MS       10000
#define BACK_OFF_MAX_US  (5 * 60 * G_USEC_PER_SEC)
#define STATUS           "/api/v2/status"
#define DOWN_FAILURES    3 /* of each, until somebody is told */

static const MusterPullsSettings *
get_settings (const MusterPullMember *self)
{
  return muster_pulls_get_settings (self->set->pulls);
}

/* --- when --- */

/* A fifth more or less, so that hubs which began together do not stay so. */
static gint64
with_jitter (gint64 span_us)
{
  guint32 chance;

  muster_random_bytes ((guchar *) &chance, sizeof chance);
  return span_us * 4 / 5 + (gint64) ((double) chance / G_MAXUINT32 * (double) span_us * 0.4);
}

static gboolean
is_all_down (const MusterPullSet *set)
{
  for (guint i = 0; i < set->members->len; i++)
    {
      const MusterPullMember *member = g_ptr_array_index (set->members, i);

      if (member->failures < DOWN_FAILURES)
        return FALSE;
    }
  return TRUE;
}

/**
 * muster_pull_member_end:
 * @self: a member
 * @error: (transfer full) (nullable): why its poll failed
 *
 * Waits for the next; longer and longer while they fail.
 */
void
muster_pull_member_end (MusterPullMember *self, char *error)
{
  gint64 span_us = self->set->body.interval_us;

  g_clear_pointer (&self->heard, g_bytes_unref);
  g_clear_pointer (&self->held, g_bytes_unref);
  g_free (self->error);
  self->error = error;
  self->failures = error != NULL ? MIN (self->failures + 1, 100) : 0;
  if (error != NULL)
    span_us =
        with_jitter (MIN (span_us << MIN (self->failures - 1, 8), MAX (BACK_OFF_MAX_US, span_us)));
  muster_alarm_set (self->alarm, muster_clock_boot_us (get_settings (self)->clock) + span_us);
  if (error != NULL && !self->set->is_down_told && is_all_down (self->set))
    muster_pull_submit_down (self->set);
}

/**
 * muster_pull_member_counts:
 *
 * Returns: whether what it had when it was last asked is to be believed still
 */
gboolean
muster_pull_member_counts (const MusterPullMember *self)
{
  gint64 now_us = muster_clock_boot_us (get_settings (self)->clock);

  return self->polled_us != MUSTER_NO_TIME &&
         (self->failures == 0 || now_us - self->polled_boot_us <= self->set->body.grace_us);
}

/* --- asking --- */

/**
 * muster_pull_member_ask:
 * @self: a member
 * @request: method and body
 * @path: behind its address
 * @callback: given @self; not to touch it if the result's cancellable is cancelled
 *
 * Asks it.
 */
void
muster_pull_member_ask (MusterPullMember *self,
                        const MusterOutboundRequest *request,
                        const char *path,
                        GAsyncReadyCallback callback)
{
  g_autofree char *url = g_strconcat (self->url, path, NULL);
  g_autofree char *authorization =
      muster_secret_get_bearer (get_settings (self)->state, self->set->body.token);
  MusterOutboundRequest whole = *request;

  whole.url = url;
  whole.reach = MUSTER_OUTBOUND_NETWORK;
  whole.authorization = authorization;
  whole.answer_max = ANSWER_BYTES_MAX;
  whole.timeout_ms = TIMEOUT_MS;
  muster_outbound_ask (muster_pulls_get_outbound (self->set->pulls), &whole, self->cancellable,
                       callback, self);
  if (authorization != NULL)
    muster_wipe (authorization, strlen (authorization));
}

static gboolean
is_given_up (GAsyncResult *result)
{
  return g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result)));
}

/* NULL: it failed, and that was the end of the poll. */
static GBytes *
take_answer (MusterPullMember *self, GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MusterOutboundAnswer) answer = muster_outbound_finish (result, &error);

  if (answer != NULL && answer->status == 200)
    return g_bytes_ref (answer->body);
  muster_pull_member_end (
      self, error != NULL ? g_strdup (error->message)
                          : g_strdup_printf ("it answers with status %u", answer->status));
  return NULL;
}

/* So that it can be taken out of its task. */
typedef struct
{
  MusterPullReading *reading; /* nullable */
} Decoding;

static void
decoding_free (gpointer data)
{
  Decoding *self = data;

  g_clear_pointer (&self->reading, muster_pull_reading_free);
  g_free (self);
}

static void
decode_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Decoding *self = data;
  GError *error = NULL;

  if (muster_pull_reading_decode (self->reading, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
decoded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  MusterPullMember *self = user_data;
  Decoding *decoding = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  if (is_given_up (result))
    return;
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      muster_pull_member_end (self, g_strdup (error->message));
      return;
    }
  self->n_heard = muster_pull_reading_count (decoding->reading, 0);
  self->n_held = muster_pull_reading_count (decoding->reading, 1);
  self->n_refused = decoding->reading->n_refused;
  muster_pull_submit (self, g_steal_pointer (&decoding->reading));
}

static void
held_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  MusterPullMember *self = user_data;
  Decoding *decoding;
  GTask *task;

  if (is_given_up (result))
    return;
  self->held = take_answer (self, result);
  if (self->held == NULL)
    return;
  decoding = g_new0 (Decoding, 1);
  decoding->reading = muster_pull_reading_new (self, self->heard, self->held);
  task = g_task_new (NULL, self->cancellable, decoded_cb, self);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, decoding, decoding_free);
  g_task_run_in_thread (task, decode_thread);
  g_object_unref (task);
}

static void
heard_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  MusterPullMember *self = user_data;

  if (is_given_up (result))
    return;
  self->heard = take_answer (self, result);
  if (self->heard != NULL)
    muster_pull_member_ask (self, &(MusterOutboundRequest){ .method = "GET" }, MUSTER_PULL_HELD,
                            held_cb);
}

/* One that began anew has forgotten its alerts: what it does not have says nothing for a while. */
static void
note_instance (MusterPullMember *self, const MusterAmStatus *status)
{
  if (g_strcmp0 (self->instance, status->instance) == 0)
    return;
  g_free (self->instance);
  self->instance = g_strdup (status->instance);
  self->instance_boot_us = muster_clock_boot_us (get_settings (self)->clock);
}

static void
status_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  MusterPullMember *self = user_data;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GError) error = NULL;
  MusterAmStatus status = { 0 };
  MusterPoisonNote note;
  gsize n;
  const char *json;

  if (is_given_up (result))
    return;
  body = take_answer (self, result);
  if (body == NULL)
    return;
  json = g_bytes_get_data (body, &n);
  if (muster_pull_note_begin (self, STATUS, body, &note, &error))
    {
      muster_am_status_decode (json != NULL ? json : "", n, &status, &error);
      muster_pull_note_end (self, note);
    }
  if (error != NULL)
    muster_pull_member_end (self, g_strdup_printf ("it is no Alertmanager: %s", error->message));
  else if (status.is_muster)
    muster_pull_member_end (self, g_strdup ("it is a Muster: alerts would go round in a circle"));
  else
    {
      note_instance (self, &status);
      muster_pull_member_ask (self, &(MusterOutboundRequest){ .method = "GET" }, MUSTER_PULL_HEARD,
                              heard_cb);
    }
  muster_am_status_clear (&status);
}

static void
begin_poll (gpointer user_data)
{
  MusterPullMember *self = user_data;

  muster_alarm_set (self->alarm, G_MAXINT64);
  muster_pull_member_ask (self, &(MusterOutboundRequest){ .method = "GET" }, STATUS, status_cb);
}

/**
 * muster_pull_member_go_on:
 * @self: a member whose alerts were taken
 *
 * The rest of its poll.
 */
void
muster_pull_member_go_on (MusterPullMember *self)
{
  if (self->set->body.silences)
    muster_pull_silences_begin (self);
  else
    muster_pull_member_end (self, NULL);
}

/**
 * muster_pull_member_new:
 * @set: whose
 * @url: where
 *
 * Returns: (transfer full): one that is asked soon
 */
MusterPullMember *
muster_pull_member_new (MusterPullSet *set, const char *url)
{
  MusterPullMember *self = g_new0 (MusterPullMember, 1);
  MusterClock *clock = muster_pulls_get_settings (set->pulls)->clock;

  self->set = set;
  self->url = g_strdup (url);
  self->cancellable = g_cancellable_new ();
  self->polled_us = MUSTER_NO_TIME;
  self->view = g_hash_table_new_full (muster_ulid_hash, muster_ulid_equal_pointers, g_free, NULL);
  self->missed = g_hash_table_new_full (muster_ulid_hash, muster_ulid_equal_pointers, g_free, NULL);
  g_queue_init (&self->orders);
  self->alarm = muster_alarm_new_boot (clock, begin_poll, self);
  muster_alarm_set (self->alarm, muster_clock_boot_us (clock));
  return self;
}

/**
 * muster_pull_member_free:
 * @self: (transfer full): a member; what it was asked is given up
 */
void
muster_pull_member_free (MusterPullMember *self)
{
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  muster_alarm_free (self->alarm);
  g_clear_pointer (&self->heard, g_bytes_unref);
  g_clear_pointer (&self->held, g_bytes_unref);
  g_hash_table_unref (self->view);
  g_hash_table_unref (self->missed);
  g_queue_clear_full (&self->orders, muster_pull_order_free);
  g_free (self->instance);
  g_free (self->error);
  g_free (self->silence_error);
  g_free (self->url);
  g_free (self);
}
