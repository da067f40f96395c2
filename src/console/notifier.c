/* notifier.c - desktop notifications of one hub
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/notifier.h"

#include <glib/gi18n.h>

#include "console/notice-desk.h"
#include "console/notices.h"
#include "console/test-notice.h"

#define RETRY_US (30 * (gint64) G_USEC_PER_SEC)

struct _MusterNotifier
{
  GObject parent_instance;
  MusterSession *session;
  GApplication *app; /* nullable */
  MusterNotices *notices;
  MusterNoticeDesk *desk;
  MusterAlarm *retry;
  MusterAlarm *quiet;   /* until what the hub holds back for a moment may be told */
  GHashTable *reported; /* ids of pages that we said are on the screen */
  gboolean ready;       /* what an earlier run left is known */
  gboolean unsettled;   /* something changed that was not looked at */
  gboolean in_trouble;  /* the log says so already */
  gboolean is_telling;  /* from here on, what happens is told */
};

enum
{
  SIGNAL_OPEN,
  SIGNAL_SETTLED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MusterNotifier, muster_notifier, G_TYPE_OBJECT)

/* --- what is to be seen --- */

static MusterNoticeView
view_of (MusterNotifier *self)
{
  MusterReplica *replica = muster_session_get_replica (self->session);

  return (MusterNoticeView){ muster_replica_get_world (replica), muster_replica_get_me (replica),
                             muster_replica_get_access (replica),
                             muster_clock_now_us (muster_session_get_clock (self->session)) };
}

/* While it catches up, much of what it hears is long handled. */
static void
settle (MusterNotifier *self)
{
  const MusterNoticeView view = view_of (self);
  g_autoptr (GPtrArray) changes = NULL;

  self->unsettled = TRUE;
  if (!self->ready || muster_ulid_is_null (view.me) ||
      muster_replica_get_state (muster_session_get_replica (self->session)) != MUSTER_REPLICA_LIVE)
    return;
  self->unsettled = FALSE;
  if (!self->is_telling)
    g_debug ("notifications begin");
  self->is_telling = TRUE;
  changes = muster_notices_settle (self->notices, &view);
  muster_alarm_set (self->quiet, muster_notices_next_us (self->notices) != MUSTER_NO_TIME
                                     ? muster_notices_next_us (self->notices)
                                     : G_MAXINT64);
  for (guint i = 0; i < changes->len; i++)
    {
      const MusterNoticeChange *change = g_ptr_array_index (changes, i);

      if (change->notice != NULL)
        muster_notice_desk_show (self->desk, change->notice);
      else
        muster_notice_desk_withdraw (self->desk, change->place);
    }
  g_signal_emit (self, signals[SIGNAL_SETTLED], 0);
}

/* --- what the person does --- */

typedef struct
{
  MusterNotifier *notifier;
  MusterNoticePlace place;
} Answering;

static void
acknowledged_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autofree Answering *answering = user_data;
  g_autoptr (MusterNotifier) self = answering->notifier;
  g_autoptr (GError) error = NULL;
  g_autofree char *trouble = NULL;

  if (muster_replica_send_finish (MUSTER_REPLICA (object), result, NULL, &error))
    return;
  if (self->notices == NULL)
    return;
  /* TRANSLATORS: the placeholder is a sentence without its full stop: why it failed */
  trouble = g_strdup_printf (_ ("Not acknowledged: %s. Open it and try again."), error->message);
  muster_notices_retell (self->notices, answering->place, trouble);
  settle (self);
}

static void
acknowledge (MusterNotifier *self, MusterNoticePlace place)
{
  Answering *answering = g_new (Answering, 1);

  *answering = (Answering){ g_object_ref (self), place };
  muster_replica_send_async (
      muster_session_get_replica (self->session),
      muster_session_command (self->session, "incident.acknowledge", place.incident), NULL,
      acknowledged_cb, answering);
}

/* --- pages that reached the screen --- */

static void
reported_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!muster_replica_send_finish (MUSTER_REPLICA (object), result, NULL, &error))
    g_debug ("cannot say that a page is on the screen: %s", error->message);
}

static void
report_page (MusterNotifier *self, guint number)
{
  const MusterNoticeView view = view_of (self);
  const MusterIncident *incident = muster_world_get_incident (view.world, number);
  const MusterPage *page = incident != NULL ? muster_notice_open_page (incident, view.me) : NULL;
  MusterCommand *command;

  if (page == NULL || page->state >= MUSTER_PAGE_SHOWN ||
      g_hash_table_contains (self->reported, &page->id))
    return;
  g_hash_table_add (self->reported, g_memdup2 (&page->id, sizeof page->id));
  command = muster_session_command (self->session, "incident.page-shown", number);
  muster_command_set_ulid (command, "page", page->id);
  muster_replica_send_async (muster_session_get_replica (self->session), command, NULL, reported_cb,
                             NULL);
}

/* A bundle shows all of its pages. */
static void
report_pages (MusterNotifier *self, MusterNoticePlace place)
{
  guint last = muster_world_last_incident (muster_session_get_world (self->session));

  if (place.kind == MUSTER_NOTICE_PAGE)
    report_page (self, place.incident);
  else if (place.kind == MUSTER_NOTICE_PAGES)
    for (guint i = 1; i <= last; i++)
      report_page (self, i);
}

/* --- test pages --- */

static void
show_test (MusterNotifier *self)
{
  const MusterNoticeView view = view_of (self);
  g_autoptr (MusterNotice) notice = NULL;

  if (!self->is_telling || muster_test_notice_find (&view) == NULL)
    return;
  notice = muster_test_notice_new ();
  muster_notice_desk_show (self->desk, notice);
}

/* It needs no answer but that it is there. */
static void
hear_of_test (MusterNotifier *self, const MusterDeskNews *news)
{
  const MusterNoticeView view = view_of (self);
  const MusterPageReach *reach = muster_test_notice_find (&view);
  MusterCommand *command;

  if (news->type == MUSTER_DESK_RESTORED)
    muster_notice_desk_withdraw (self->desk, news->place);
  if (news->type != MUSTER_DESK_SHOWN || reach == NULL)
    return;
  command = muster_session_command (self->session, "test-page.confirm", 0);
  command->object = reach->test;
  muster_replica_send_async (muster_session_get_replica (self->session), command, NULL, reported_cb,
                             NULL);
}

/* --- what the desktop tells --- */

static void
retry_cb (gpointer user_data)
{
  MusterNotifier *self = user_data;

  muster_notices_forget (self->notices);
  settle (self);
}

static void
quiet_cb (gpointer user_data)
{
  settle (user_data);
}

static void
failed (MusterNotifier *self, const char *why)
{
  MusterClock *clock = muster_session_get_clock (self->session);

  if (!self->in_trouble)
    g_message ("cannot show notifications, trying again every 30 s: %s", why);
  self->in_trouble = TRUE;
  if (muster_alarm_get (self->retry) == G_MAXINT64)
    muster_alarm_set (self->retry, muster_clock_boot_us (clock) + RETRY_US);
}

static void
shown (MusterNotifier *self, MusterNoticePlace place)
{
  self->in_trouble = FALSE;
  report_pages (self, place);
}

static void
news_cb (const MusterDeskNews *news, gpointer user_data)
{
  MusterNotifier *self = user_data;

  if (news->place.kind == MUSTER_NOTICE_TEST && news->type != MUSTER_DESK_OPEN)
    {
      hear_of_test (self, news);
      return;
    }
  switch (news->type)
    {
    case MUSTER_DESK_RESTORED:
      muster_notices_restore (self->notices, news->place);
      break;
    case MUSTER_DESK_READY:
      self->ready = TRUE;
      settle (self);
      break;
    case MUSTER_DESK_SHOWN:
      shown (self, news->place);
      break;
    case MUSTER_DESK_FAILED:
      failed (self, news->text);
      break;
    case MUSTER_DESK_DISMISSED:
      muster_notices_dismiss (self->notices, news->place);
      break;
    case MUSTER_DESK_ACKNOWLEDGE:
      acknowledge (self, news->place);
      break;
    case MUSTER_DESK_OPEN:
      g_signal_emit (self, signals[SIGNAL_OPEN], 0, news->place.incident, news->text);
      break;
    case MUSTER_DESK_RESTARTED:
      muster_notices_forget (self->notices);
      settle (self);
      break;
    default:
      g_assert_not_reached ();
    }
}

/* --- what the session tells --- */

static void
event_cb (MusterNotifier *self, const MusterEvent *event)
{
  muster_notices_hear (self->notices, event);
  if (event->kind == MUSTER_EVENT_TEST_PAGE_ASKED)
    show_test (self);
}

static void
state_changed_cb (MusterNotifier *self)
{
  if (self->unsettled)
    settle (self);
}

/**
 * muster_notifier_append_pages:
 * @self: a notifier
 * @out: (element-type guint): is added to
 *
 * Adds the n of every INC-n that waits for an answer of the person here, oldest page first.
 */
void
muster_notifier_append_pages (MusterNotifier *self, GArray *out)
{
  g_return_if_fail (MUSTER_IS_NOTIFIER (self));
  if (self->notices != NULL)
    muster_notices_append_pages (self->notices, out);
}

/**
 * muster_notifier_stop:
 * @self: a notifier
 *
 * Ends it. What is on the screen stays there; the next run takes it over.
 */
void
muster_notifier_stop (MusterNotifier *self)
{
  g_return_if_fail (MUSTER_IS_NOTIFIER (self));

  if (self->notices == NULL)
    return;
  g_signal_handlers_disconnect_by_data (muster_session_get_replica (self->session), self);
  g_clear_pointer (&self->desk, muster_notice_desk_free);
  g_clear_pointer (&self->notices, muster_notices_free);
  g_clear_pointer (&self->retry, muster_alarm_free);
  g_clear_pointer (&self->quiet, muster_alarm_free);
  if (self->app != NULL)
    g_application_release (self->app);
  g_clear_object (&self->app);
}

static void
dispose (GObject *object)
{
  MusterNotifier *self = MUSTER_NOTIFIER (object);

  muster_notifier_stop (self);
  g_clear_object (&self->session);
  g_clear_pointer (&self->reported, g_hash_table_unref);
  G_OBJECT_CLASS (muster_notifier_parent_class)->dispose (object);
}

static void
muster_notifier_class_init (MusterNotifierClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  signals[SIGNAL_OPEN] =
      g_signal_new ("open", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_STRING);
  signals[SIGNAL_SETTLED] = g_signal_new ("settled", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
muster_notifier_init (MusterNotifier *self)
{
  self->notices = muster_notices_new ();
  self->reported =
      g_hash_table_new_full (muster_ulid_hash, muster_ulid_equal_pointers, g_free, NULL);
}

/**
 * muster_notifier_new:
 * @session: a hub
 * @folder: where it is kept what is on the screen
 * @app: (nullable): an application that is to stay while this lives
 *
 * Returns: (transfer full): a notifier that works until it is stopped
 */
MusterNotifier *
muster_notifier_new (MusterSession *session, const char *folder, GApplication *app)
{
  MusterNotifier *self;
  MusterReplica *replica;

  g_return_val_if_fail (MUSTER_IS_SESSION (session), NULL);
  g_return_val_if_fail (folder != NULL, NULL);

  self = g_object_new (MUSTER_TYPE_NOTIFIER, NULL);
  replica = muster_session_get_replica (session);
  self->session = g_object_ref (session);
  self->retry = muster_alarm_new_boot (muster_session_get_clock (session), retry_cb, self);
  self->quiet = muster_alarm_new (muster_session_get_clock (session), quiet_cb, self);
  self->desk = muster_notice_desk_new (folder, news_cb, self);
  if (app != NULL)
    {
      self->app = g_object_ref (app);
      g_application_hold (app);
    }
  g_signal_connect_swapped (replica, "event", G_CALLBACK (event_cb), self);
  g_signal_connect_swapped (replica, "changed", G_CALLBACK (settle), self);
  g_signal_connect_swapped (replica, "state-changed", G_CALLBACK (state_changed_cb), self);
  return self;
}
