/* dead-man.c - tells others that this hub lives, so that they notice when it does not
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A switch is only told while alerts come through: a hub whose journal fails or whose main thread
 * is stuck falls silent, and whoever waits for it raises the alarm. One that cannot be reached is a
 * low alert of the hub's own: it would raise a false one.
 */
#include "hub/dead-man.h"

#include "hub/secrets.h"
#include "world/dead-man-body.h"
#include "world/own-alert.h"

#include <string.h>

#define TIMEOUT_MS    10000
#define ANSWER_MAX    ((gsize) 64 * 1024)
#define FAILURES_TOLD 5 /* in a row */
#define STAGGER_US    (G_USEC_PER_SEC / 10)

struct _MusterDeadMan
{
  MusterDeadManSettings settings;
  MusterOutbound outbound;
  GPtrArray *list; /* of Switch */
};

typedef struct
{
  MusterDeadMan *man;
  MusterUlid id;
  guint64 seq; /* of its configuration */
  char *name;
  MusterDeadManBody body;
  MusterAlarm *alarm;
  GCancellable *cancellable;
  gint64 heard_us;
  char *error;
  guint failures; /* in a row */
  int told;       /* whether that it is not reached; -1: nobody knows what was before the start */
} Switch;

/* --- that one is not reached --- */

typedef struct
{
  MusterWork work; /* first */
  MusterUlid id;
  char *name;
  char *error; /* NULL: it is reached */
} ToldWork;

static MusterWorkResult
run (MusterWork *work, MusterCommitter *committer)
{
  ToldWork *self = (ToldWork *) work;
  g_autofree char *title = g_strdup_printf ("The dead man's switch %s is not reached", self->name);

  muster_world_report_own (
      muster_committer_get_world (committer), muster_committer_get_context (committer),
      &(MusterOwnAlert){
          .name = "DeadManSwitchUnreached",
          .kind = "dead-man-switch",
          .about = self->id,
          .status = self->error != NULL ? MUSTER_REPORT_FIRING : MUSTER_REPORT_RESOLVED,
          .severity = MUSTER_SEVERITY_LOW,
          .title = title,
          .description = self->error,
          .labels = { { "switch", self->name } },
      },
      muster_committer_get_batch (committer));
  work->wait_seq = muster_world_get_seq (muster_committer_get_world (committer));
  return MUSTER_WORK_DONE;
}

static void
work_free (MusterWork *work)
{
  ToldWork *self = (ToldWork *) work;

  g_free (self->name);
  g_free (self->error);
  g_free (self);
}

static void
tell (Switch *self, const char *error)
{
  static const MusterWorkFuncs funcs = { run, NULL, work_free };
  ToldWork *work;

  if (self->told == (error != NULL ? 1 : 0) ||
      muster_committer_is_failing (self->man->settings.committer))
    return;
  work = g_new0 (ToldWork, 1);
  work->work.funcs = &funcs;
  work->id = self->id;
  work->name = g_strdup (self->name);
  work->error = g_strdup (error);
  self->told = error != NULL ? 1 : 0;
  muster_committer_submit (self->man->settings.committer, &work->work);
}

/* --- telling it --- */

static void
fail (Switch *self, const char *why)
{
  g_free (self->error);
  self->error = g_strdup (why);
  self->failures++;
  if (self->failures >= FAILURES_TOLD)
    tell (self, why);
}

static void
answered_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Switch *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MusterOutboundAnswer) answer = NULL;
  g_autofree char *words = NULL;

  if (g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result))))
    return; /* it is gone */
  answer = muster_outbound_finish (result, &error);
  if (answer == NULL)
    fail (self, error->message);
  else if (answer->status < 200 || answer->status > 299)
    {
      words = g_strdup_printf ("it answers with status %u", answer->status);
      fail (self, words);
    }
  else
    {
      g_clear_pointer (&self->error, g_free);
      self->failures = 0;
      self->heard_us = muster_clock_now_us (self->man->settings.clock);
      tell (self, NULL);
    }
}

/* NULL: it is not there, or no address. To be wiped: it may be a secret. */
static char *
dup_url (const Switch *self)
{
  const char *state = self->man->settings.state;
  gsize n = 0;
  char *url;

  if (self->body.secret == NULL)
    return g_strdup (self->body.url);
  url = state != NULL ? muster_secret_get (state, self->body.secret, &n, NULL) : NULL;
  if (url == NULL)
    return NULL;
  g_strstrip (url);
  if (!muster_dead_man_check_url (url, self->body.network, NULL))
    g_clear_pointer (&url, g_free);
  return url;
}

static void
ask (Switch *self)
{
  char *url = dup_url (self);
  const MusterOutboundRequest request = { .method = "GET",
                                          .url = url,
                                          .reach = self->body.network ? MUSTER_OUTBOUND_NETWORK
                                                                      : MUSTER_OUTBOUND_PUBLIC,
                                          .answer_max = ANSWER_MAX,
                                          .timeout_ms = TIMEOUT_MS };

  if (url == NULL)
    {
      fail (self, "its address is a secret that is not there, or is none");
      return;
    }
  muster_outbound_ask (&self->man->outbound, &request, self->cancellable, answered_cb, self);
  muster_wipe (url, strlen (url));
  g_free (url);
}

static gboolean
is_well (const MusterDeadMan *self)
{
  return !muster_committer_is_failing (self->settings.committer) &&
         (self->settings.canary == NULL || muster_canary_is_well (self->settings.canary));
}

static void
due_cb (gpointer user_data)
{
  Switch *self = user_data;
  MusterClock *clock = self->man->settings.clock;

  muster_alarm_set (self->alarm, muster_clock_boot_us (clock) + self->body.every_us);
  if (is_well (self->man))
    ask (self);
}

/* --- which --- */

static void
switch_free (gpointer data)
{
  Switch *self = data;

  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  muster_alarm_free (self->alarm);
  muster_dead_man_body_clear (&self->body);
  g_free (self->name);
  g_free (self->error);
  g_free (self);
}

static gboolean
is_switch (const MusterObject *object)
{
  return !object->removed && strcmp (object->type, MUSTER_OBJECT_DEAD_MAN_SWITCH) == 0;
}

static Switch *
find (const MusterDeadMan *self, MusterUlid id)
{
  for (guint i = 0; i < self->list->len; i++)
    {
      Switch *one = g_ptr_array_index (self->list, i);

      if (muster_ulid_equal (one->id, id))
        return one;
    }
  return NULL;
}

static void
add (MusterDeadMan *self, const MusterObject *object)
{
  Switch *one = g_new0 (Switch, 1);

  one->man = self;
  one->id = object->id;
  one->seq = object->seq;
  one->name = g_strdup (object->name);
  one->cancellable = g_cancellable_new ();
  one->heard_us = MUSTER_NO_TIME;
  one->told = -1;
  one->alarm = muster_alarm_new_boot (self->settings.clock, due_cb, one);
  if (muster_dead_man_body_read (object->body, &one->body, NULL))
    muster_alarm_set (one->alarm, muster_clock_boot_us (self->settings.clock) + G_USEC_PER_SEC +
                                      self->list->len * STAGGER_US);
  g_ptr_array_add (self->list, one);
}

/**
 * muster_dead_man_renew:
 * @self: a dead man
 * @world: what is configured
 *
 * Begins with what is new, and anew with what changed.
 */
void
muster_dead_man_renew (MusterDeadMan *self, const MusterWorld *world)
{
  const MusterDirectory *directory = muster_world_get_directory (world);
  const GPtrArray *objects = muster_directory_objects (directory);

  for (guint i = self->list->len; i > 0; i--)
    {
      Switch *one = g_ptr_array_index (self->list, i - 1);
      const MusterObject *object = muster_directory_get (directory, one->id);

      if (object != NULL && is_switch (object) && object->seq == one->seq)
        continue;
      tell (one, NULL);
      g_ptr_array_remove_index (self->list, i - 1);
    }
  for (guint i = 0; i < objects->len; i++)
    {
      const MusterObject *object = g_ptr_array_index (objects, i);

      if (is_switch (object) && find (self, object->id) == NULL)
        add (self, object);
    }
}

/**
 * muster_dead_man_new:
 * @settings: what it works with; copied
 *
 * Returns: (transfer full): tells nobody yet
 */
MusterDeadMan *
muster_dead_man_new (const MusterDeadManSettings *settings)
{
  MusterDeadMan *self = g_new0 (MusterDeadMan, 1);

  self->settings = *settings;
  self->list = g_ptr_array_new_with_free_func (switch_free);
  return self;
}

/**
 * muster_dead_man_free:
 * @self: (transfer full): a dead man
 *
 * Tells nobody any more.
 */
void
muster_dead_man_free (MusterDeadMan *self)
{
  g_ptr_array_unref (self->list);
  g_free (self);
}

/**
 * muster_dead_man_set_outbound:
 * @self: a dead man
 * @outbound: what makes requests from now on: for tests, which ask no network
 */
void
muster_dead_man_set_outbound (MusterDeadMan *self, const MusterOutbound *outbound)
{
  self->outbound = *outbound;
}

/**
 * muster_dead_man_foreach:
 * @self: a dead man
 * @func: called for each switch
 * @user_data: for @func
 */
void
muster_dead_man_foreach (const MusterDeadMan *self, MusterDeadManFunc func, gpointer user_data)
{
  for (guint i = 0; i < self->list->len; i++)
    {
      const Switch *one = g_ptr_array_index (self->list, i);

      func (&(MusterDeadManState){ one->id, one->name, one->heard_us, one->error }, user_data);
    }
}
