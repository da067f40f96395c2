/* board-feed.c - keeps the board like the world of a session
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/board-feed.h"

#include "base/safe-text.h"
#include "console/incident-row.h"

#define MINUTE_US (60 * (gint64) G_USEC_PER_SEC)
#define DAY_US    (24 * 60 * MINUTE_US)
/* Before the frame that will show it. */
#define FLUSH_PRIORITY (G_PRIORITY_HIGH_IDLE + 15)

struct _MusterBoardFeed
{
  GObject parent_instance;
  MusterSession *session;
  MusterBoardModel *model;
  MusterAlarm *minute;      /* bars move on */
  GHashTable *dirty;        /* numbers of incidents to look at */
  GHashTable *live;         /* numbers of those on the board */
  GHashTable *queued;       /* numbers of those that a waiting command is about */
  GPtrArray *pending;       /* ids of rows of waiting declarations */
  GArray *resolved;         /* (nullable): of guint, newest first; NULL: to be made */
  GHashTable *resolved_set; /* numbers of incidents that are resolved, of the last days */
  const MusterWorld *seen;  /* the world that was last looked at; never read */
  guint idle;
  gboolean is_stale;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MusterBoardFeed, muster_board_feed, G_TYPE_OBJECT)

/* --- one incident --- */

static void
remove_row (MusterBoardFeed *self, guint number)
{
  char id[24];

  g_snprintf (id, sizeof id, "INC-%u", number);
  muster_board_model_remove (self->model, id);
  g_hash_table_remove (self->live, GUINT_TO_POINTER (number));
}

static void
put_row (MusterBoardFeed *self, const MusterIncident *incident, const MusterRowContext *context)
{
  MusterIncidentRow row;

  muster_incident_row_init (&row, incident, context);
  row.data.is_stale = self->is_stale;
  row.data.is_pending = g_hash_table_contains (self->queued, GUINT_TO_POINTER (incident->number));
  muster_board_model_put (self->model, &row.data);
  muster_incident_row_clear (&row);
  g_hash_table_add (self->live, GUINT_TO_POINTER (incident->number));
}

static void
look_at (MusterBoardFeed *self, guint number, const MusterRowContext *context)
{
  const MusterIncident *incident = muster_world_get_incident (context->world, number);
  const gboolean is_open = incident && muster_incident_is_open (incident);
  const gboolean is_resolved =
      incident && !is_open && incident->resolved_us > context->now_us - 2 * DAY_US;

  if (is_open)
    put_row (self, incident, context);
  else if (g_hash_table_contains (self->live, GUINT_TO_POINTER (number)))
    remove_row (self, number);
  if (is_resolved)
    g_hash_table_add (self->resolved_set, GUINT_TO_POINTER (number));
  else
    g_hash_table_remove (self->resolved_set, GUINT_TO_POINTER (number));
}

static MusterRowContext
get_context (MusterBoardFeed *self)
{
  return (MusterRowContext){
    .world = muster_session_get_world (self->session),
    .me = muster_replica_get_me (muster_session_get_replica (self->session)),
    .now_us = muster_clock_now_us (muster_session_get_clock (self->session)),
  };
}

/**
 * muster_board_feed_flush:
 * @self: a feed
 *
 * Looks at what changed at once, not before the next frame.
 */
void
muster_board_feed_flush (MusterBoardFeed *self)
{
  MusterRowContext context;
  GHashTableIter iter;
  gpointer number;

  g_return_if_fail (MUSTER_IS_BOARD_FEED (self));

  g_clear_handle_id (&self->idle, g_source_remove);
  context = get_context (self);
  muster_board_model_begin (self->model);
  g_hash_table_iter_init (&iter, self->dirty);
  while (g_hash_table_iter_next (&iter, &number, NULL))
    look_at (self, GPOINTER_TO_UINT (number), &context);
  g_hash_table_remove_all (self->dirty);
  muster_board_model_commit (self->model);
  g_clear_pointer (&self->resolved, g_array_unref);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static gboolean
idle_cb (gpointer user_data)
{
  MusterBoardFeed *self = user_data;

  self->idle = 0;
  muster_board_feed_flush (self);
  return G_SOURCE_REMOVE;
}

static void
mark (MusterBoardFeed *self, guint number)
{
  if (number != 0)
    g_hash_table_add (self->dirty, GUINT_TO_POINTER (number));
  if (self->idle == 0)
    self->idle = g_idle_add_full (FLUSH_PRIORITY, idle_cb, self, NULL);
}

static void
mark_live (MusterBoardFeed *self)
{
  GHashTableIter iter;
  gpointer number;

  g_hash_table_iter_init (&iter, self->live);
  while (g_hash_table_iter_next (&iter, &number, NULL))
    mark (self, GPOINTER_TO_UINT (number));
  mark (self, 0);
}

/* --- what is told --- */

static void
changed_cb (MusterBoardFeed *self, guint incident)
{
  const MusterWorld *world = muster_session_get_world (self->session);

  if (world != self->seen) /* what was on the board may not be in the new one */
    mark_live (self);
  self->seen = world;
  mark (self, incident);
}

/* A person or a service may have another name. */
static void
event_cb (MusterBoardFeed *self, const MusterEvent *event)
{
  if (event->kind == MUSTER_EVENT_CONFIG_PUT || event->kind == MUSTER_EVENT_CONFIG_REMOVED)
    mark_live (self);
}

static void
state_changed_cb (MusterBoardFeed *self)
{
  const MusterReplicaState state =
      muster_replica_get_state (muster_session_get_replica (self->session));

  self->is_stale = state == MUSTER_REPLICA_OFFLINE || state == MUSTER_REPLICA_STALE;
  mark_live (self); /* the hub may also have said who we are */
}

static void
minute_cb (gpointer user_data)
{
  MusterBoardFeed *self = user_data;

  mark_live (self);
  muster_alarm_set (self->minute,
                    muster_clock_now_us (muster_session_get_clock (self->session)) + MINUTE_US);
}

/* --- what waits --- */

static void
put_declaration (MusterBoardFeed *self, const MusterOutboxItem *item, guint nth)
{
  MusterSeverity severity = (MusterSeverity) muster_command_int (item->command, "severity");
  const char *service = muster_command_text (item->command, "service");
  const char *const services[] = { service, NULL };
  g_autofree char *id = nth == 0 ? g_strdup (MUSTER_BOARD_PENDING_ID)
                                 : g_strdup_printf ("%s %u", MUSTER_BOARD_PENDING_ID, nth + 1);
  g_autofree char *title =
      muster_safe_text (muster_command_text (item->command, "title"), -1, FALSE);
  const MusterBoardRowData row = {
    .id = id,
    .title = title,
    .severity = severity,
    .stage = MUSTER_STAGE_TRIAGE,
    .services = service ? services : NULL,
    .since_us = item->made_us,
    .is_pending = TRUE,
  };

  muster_board_model_put (self->model, &row);
  g_ptr_array_add (self->pending, g_steal_pointer (&id));
}

static void
outbox_changed_cb (MusterBoardFeed *self)
{
  const GPtrArray *waiting = muster_replica_get_outbox (muster_session_get_replica (self->session));
  GHashTableIter iter;
  gpointer number;

  g_hash_table_iter_init (&iter, self->queued);
  while (g_hash_table_iter_next (&iter, &number, NULL))
    mark (self, GPOINTER_TO_UINT (number));
  g_hash_table_remove_all (self->queued);
  muster_board_model_begin (self->model);
  for (guint i = 0; i < self->pending->len; i++)
    muster_board_model_remove (self->model, g_ptr_array_index (self->pending, i));
  g_ptr_array_set_size (self->pending, 0);
  for (guint i = 0; i < waiting->len; i++)
    {
      const MusterOutboxItem *item = g_ptr_array_index (waiting, i);

      if (g_str_equal (item->command->spec->name, "incident.declare"))
        put_declaration (self, item, self->pending->len);
      else if (item->command->incident != 0)
        g_hash_table_add (self->queued, GUINT_TO_POINTER (item->command->incident));
      mark (self, item->command->incident);
    }
  muster_board_model_commit (self->model);
  mark (self, 0);
}

/* --- the object --- */

static void
dispose (GObject *object)
{
  MusterBoardFeed *self = MUSTER_BOARD_FEED (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_pointer (&self->minute, muster_alarm_free);
  if (self->session)
    g_signal_handlers_disconnect_by_data (muster_session_get_replica (self->session), self);
  g_clear_object (&self->session);
  g_clear_object (&self->model);
  G_OBJECT_CLASS (muster_board_feed_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  MusterBoardFeed *self = MUSTER_BOARD_FEED (object);

  g_hash_table_unref (self->dirty);
  g_hash_table_unref (self->live);
  g_hash_table_unref (self->queued);
  g_hash_table_unref (self->resolved_set);
  g_ptr_array_unref (self->pending);
  g_clear_pointer (&self->resolved, g_array_unref);
  G_OBJECT_CLASS (muster_board_feed_parent_class)->finalize (object);
}

static void
muster_board_feed_class_init (MusterBoardFeedClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
muster_board_feed_init (MusterBoardFeed *self)
{
  self->dirty = g_hash_table_new (NULL, NULL);
  self->live = g_hash_table_new (NULL, NULL);
  self->queued = g_hash_table_new (NULL, NULL);
  self->resolved_set = g_hash_table_new (NULL, NULL);
  self->pending = g_ptr_array_new_with_free_func (g_free);
}

/**
 * muster_board_feed_new:
 * @session: a session
 * @model: an empty board
 *
 * Returns: (transfer full): what fills @model from now on, the first time at the next frame
 */
MusterBoardFeed *
muster_board_feed_new (MusterSession *session, MusterBoardModel *model)
{
  MusterBoardFeed *self = g_object_new (MUSTER_TYPE_BOARD_FEED, NULL);
  MusterReplica *replica = muster_session_get_replica (session);
  MusterClock *clock = muster_session_get_clock (session);
  const guint last = muster_world_last_incident (muster_session_get_world (session));

  self->session = g_object_ref (session);
  self->model = g_object_ref (model);
  self->minute = muster_alarm_new (clock, minute_cb, self);
  muster_alarm_set (self->minute, muster_clock_now_us (clock) + MINUTE_US);
  g_signal_connect_swapped (replica, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (replica, "event", G_CALLBACK (event_cb), self);
  g_signal_connect_swapped (replica, "state-changed", G_CALLBACK (state_changed_cb), self);
  g_signal_connect_swapped (replica, "outbox-changed", G_CALLBACK (outbox_changed_cb), self);
  for (guint number = 1; number <= last; number++)
    mark (self, number);
  state_changed_cb (self);
  outbox_changed_cb (self);
  return self;
}

/**
 * muster_board_feed_count_live:
 * @self: a feed
 *
 * Returns: how many incidents are open, also those that a filter hides
 */
guint
muster_board_feed_count_live (MusterBoardFeed *self)
{
  g_return_val_if_fail (MUSTER_IS_BOARD_FEED (self), 0);
  return g_hash_table_size (self->live);
}

static int
compare_resolved (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const MusterWorld *world = user_data;
  const gint64 at_a = muster_world_get_incident (world, *(const guint *) a)->resolved_us;
  const gint64 at_b = muster_world_get_incident (world, *(const guint *) b)->resolved_us;

  return at_a < at_b ? 1 : at_a > at_b ? -1 : 0;
}

/* Midnight here: "today" is the day of the person who looks. */
static gint64
find_midnight (gint64 now_us)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_local (now_us / G_USEC_PER_SEC);
  g_autoptr (GDateTime) midnight =
      now ? g_date_time_new_local (g_date_time_get_year (now), g_date_time_get_month (now),
                                   g_date_time_get_day_of_month (now), 0, 0, 0)
          : NULL;

  return midnight ? g_date_time_to_unix (midnight) * G_USEC_PER_SEC : now_us - DAY_US;
}

/**
 * muster_board_feed_get_resolved_today:
 * @self: a feed
 *
 * Returns: (transfer none) (element-type guint): n of each INC-n resolved since midnight, the
 *   newest first; valid until "changed"
 */
const GArray *
muster_board_feed_get_resolved_today (MusterBoardFeed *self)
{
  MusterRowContext context;
  GHashTableIter iter;
  gpointer key;
  gint64 since_us;

  g_return_val_if_fail (MUSTER_IS_BOARD_FEED (self), NULL);

  if (self->resolved)
    return self->resolved;
  context = get_context (self);
  since_us = find_midnight (context.now_us);
  self->resolved = g_array_new (FALSE, FALSE, sizeof (guint));
  g_hash_table_iter_init (&iter, self->resolved_set);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      const guint number = GPOINTER_TO_UINT (key);
      const MusterIncident *incident = muster_world_get_incident (context.world, number);

      if (incident && incident->resolved_us >= since_us)
        g_array_append_val (self->resolved, number);
    }
  g_array_sort_with_data (self->resolved, compare_resolved, (gpointer) context.world);
  return self->resolved;
}
