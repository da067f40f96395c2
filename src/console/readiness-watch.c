/* readiness-watch.c - asks a hub who can be reached, again when something has happened
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What channels the hub has, and which of them work, is not in the console's world: so that is
 * asked for, not reckoned here. */
#include "console/readiness-watch.h"

#include "base/safe-text.h"
#include "model/event.h"

struct _MusterReadinessWatch
{
  GFunc changed;
  gpointer user_data;
  MusterSession *session; /* nullable */
  MusterReadiness *readiness;
  GBytes *answer; /* what @readiness was read from */
  guint count;
  gint64 asked_us;
  char *trouble;
  GCancellable *asking; /* nullable */
  guint rest;           /* a source, until it may ask again */
  gboolean is_stale;    /* something happened meanwhile */
};

static void
tell (MusterReadinessWatch *self)
{
  self->changed (self->user_data, self);
}

/* Returns: whether it says something new */
static gboolean
take (MusterReadinessWatch *self, GBytes *answer, GError **error)
{
  MusterReadiness *readiness;

  self->asked_us = muster_clock_now_us (muster_session_get_clock (self->session));
  if (self->answer && g_bytes_equal (self->answer, answer))
    return FALSE;
  readiness = muster_readiness_read (answer, error);
  if (!readiness)
    return FALSE;
  g_clear_pointer (&self->readiness, muster_readiness_free);
  g_clear_pointer (&self->answer, g_bytes_unref);
  self->readiness = readiness;
  self->answer = g_bytes_ref (answer);
  self->count++;
  return TRUE;
}

static gboolean
rested_cb (gpointer user_data)
{
  MusterReadinessWatch *self = user_data;

  self->rest = 0;
  if (self->is_stale)
    muster_readiness_watch_ask (self);
  return G_SOURCE_REMOVE;
}

static void
answered_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  MusterReadinessWatch *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) answer = muster_replica_get_finish (MUSTER_REPLICA (object), result, &error);
  g_autofree char *trouble = g_steal_pointer (&self->trouble);
  gboolean is_new;

  g_clear_object (&self->asking);
  self->rest = g_timeout_add_seconds (1, rested_cb, self);
  is_new = answer && take (self, answer, &error);
  if (error)
    self->trouble = muster_safe_text (error->message, -1, FALSE);
  if (is_new || g_strcmp0 (trouble, self->trouble) != 0)
    tell (self);
}

/* It may have been freed by then. */
static void
asked_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GCancellable) asking = user_data;
  MusterReadinessWatch *self = g_object_get_data (G_OBJECT (asking), "watch");

  if (!g_cancellable_is_cancelled (asking))
    answered_cb (object, result, self);
}

static void
forget (MusterReadinessWatch *self)
{
  g_clear_handle_id (&self->rest, g_source_remove);
  if (self->asking)
    g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  g_clear_pointer (&self->readiness, muster_readiness_free);
  g_clear_pointer (&self->answer, g_bytes_unref);
  g_clear_pointer (&self->trouble, g_free);
  g_clear_object (&self->session);
  self->asked_us = MUSTER_NO_TIME;
  self->is_stale = FALSE;
}

/**
 * muster_readiness_watch_new:
 * @changed: what is told of another answer or another trouble
 * @user_data: for @changed, which gets the watch behind it
 *
 * Returns: (transfer full): of no hub
 */
MusterReadinessWatch *
muster_readiness_watch_new (GFunc changed, gpointer user_data)
{
  MusterReadinessWatch *self = g_new0 (MusterReadinessWatch, 1);

  self->changed = changed;
  self->user_data = user_data;
  self->asked_us = MUSTER_NO_TIME;
  return self;
}

/**
 * muster_readiness_watch_free:
 * @self: (transfer full): a watch
 */
void
muster_readiness_watch_free (MusterReadinessWatch *self)
{
  forget (self);
  g_free (self);
}

/**
 * muster_readiness_watch_set:
 * @self: a watch
 * @session: (nullable): the hub
 */
void
muster_readiness_watch_set (MusterReadinessWatch *self, MusterSession *session)
{
  if (self->session == session)
    return;
  forget (self);
  g_set_object (&self->session, session);
}

/**
 * muster_readiness_watch_ask:
 * @self: a watch
 *
 * Asks the hub, if it is there, as soon as it may be asked.
 */
void
muster_readiness_watch_ask (MusterReadinessWatch *self)
{
  self->is_stale = self->asking || self->rest != 0;
  if (self->is_stale || !self->session || !muster_session_is_online (self->session))
    return;
  self->asking = g_cancellable_new ();
  g_object_set_data (G_OBJECT (self->asking), "watch", self);
  muster_replica_get_async (muster_session_get_replica (self->session), "/v1/readiness",
                            self->asking, asked_cb, g_object_ref (self->asking));
}

/**
 * muster_readiness_watch_get:
 * @self: a watch
 *
 * Returns: (transfer none) (nullable): what the hub said; %NULL: nothing yet
 */
const MusterReadiness *
muster_readiness_watch_get (const MusterReadinessWatch *self)
{
  return self->readiness;
}

/**
 * muster_readiness_watch_count:
 * @self: a watch
 *
 * Returns: how many answers there were that said something new
 */
guint
muster_readiness_watch_count (const MusterReadinessWatch *self)
{
  return self->count;
}

/**
 * muster_readiness_watch_get_asked_us:
 * @self: a watch
 *
 * Returns: when the hub answered last, µs UTC; %MUSTER_NO_TIME: never
 */
gint64
muster_readiness_watch_get_asked_us (const MusterReadinessWatch *self)
{
  return self->asked_us;
}

/**
 * muster_readiness_watch_get_trouble:
 * @self: a watch
 *
 * Returns: (transfer none) (nullable): why the hub did not answer the last time
 */
const char *
muster_readiness_watch_get_trouble (const MusterReadinessWatch *self)
{
  return self->trouble;
}
