/* notice-desk.c - puts notices on the desktop by libnotify, from a thread of its own
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/notice-desk.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <libnotify/notify.h>

#define DAEMON     "org.freedesktop.Notifications"
#define ICON       "org.muster.Console"
#define ASK_BUS_MS 2000

/* Groups and keys of the file. */
#define FILE_DESK   "desk"
#define FILE_DAEMON "daemon"
#define FILE_IDS    "ids"

/* What stands in a place, as the daemon knows it. */
typedef struct
{
  MusterNoticeDesk *desk; /* not owned */
  MusterNoticePlace place;
  guint id;
  NotifyNotification *notification; /* NULL: of an earlier run */
} Shown;

/* Held by the main loop, by the thread, and by each message between them. */
struct _MusterNoticeDesk
{
  GThread *thread;
  GMainContext *context; /* of the thread */
  GMainLoop *loop;       /* of the thread */

  /* of the main loop */
  MusterDeskFunc func; /* NULL: nobody listens any more */
  gpointer data;

  /* of both */
  GMutex lock;
  gboolean ending;
  gboolean busy; /* the thread may be waiting for a daemon */

  /* of the thread */
  char *path;         /* of the file with the ids */
  char *daemon;       /* (nullable): which bus and daemon the ids are of */
  GHashTable *places; /* name → Shown */
  gboolean asked;     /* the two below are known */
  gboolean has_markup;
  gboolean has_actions;
};

/* To the thread: what to show, or what to take away. */
typedef struct
{
  MusterNoticeDesk *desk;
  MusterNotice *notice; /* NULL: take away */
  MusterNoticePlace place;
} Job;

/* To the main loop. */
typedef struct
{
  MusterNoticeDesk *desk;
  MusterDeskNews news;
} Letter;

static void
desk_clear (gpointer data)
{
  MusterNoticeDesk *self = data;

  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_hash_table_unref (self->places);
  g_mutex_clear (&self->lock);
  g_free (self->path);
  g_free (self->daemon);
}

static void
desk_unref (MusterNoticeDesk *self)
{
  g_atomic_rc_box_release_full (self, desk_clear);
}

static void
shown_free (gpointer data)
{
  Shown *shown = data;

  if (shown->notification != NULL)
    g_signal_handlers_disconnect_by_data (shown->notification, shown);
  g_clear_object (&shown->notification);
  g_free (shown);
}

static MusterNotice *
copy_notice (const MusterNotice *notice)
{
  MusterNotice *copy = g_memdup2 (notice, sizeof *notice);

  copy->title = g_strdup (notice->title);
  copy->body = g_strdup (notice->body);
  return copy;
}

/* In the order in which it was posted. */
static void
post (GMainContext *context, GSourceFunc func, gpointer data, GDestroyNotify destroy)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, func, data, destroy);
  g_source_attach (source, context);
}

/* --- from the thread to the main loop --- */

static gboolean
deliver_cb (gpointer user_data)
{
  Letter *letter = user_data;

  if (letter->desk->func != NULL)
    letter->desk->func (&letter->news, letter->desk->data);
  return G_SOURCE_REMOVE;
}

static void
letter_free (gpointer data)
{
  Letter *letter = data;

  desk_unref (letter->desk);
  g_free (letter->news.text);
  g_free (letter);
}

static void
tell (MusterNoticeDesk *self, MusterDeskNewsType type, MusterNoticePlace place, const char *text)
{
  Letter *letter = g_new0 (Letter, 1);

  letter->desk = g_atomic_rc_box_acquire (self);
  letter->news.type = type;
  letter->news.place = place;
  letter->news.text = g_strdup (text);
  post (NULL, deliver_cb, letter, letter_free);
}

/* --- the file with the ids --- */

static void
save (MusterNoticeDesk *self)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  GHashTableIter iter;
  gpointer name, value;
  gsize n;

  g_key_file_set_string (file, FILE_DESK, FILE_DAEMON, self->daemon != NULL ? self->daemon : "");
  g_hash_table_iter_init (&iter, self->places);
  while (g_hash_table_iter_next (&iter, &name, &value))
    g_key_file_set_uint64 (file, FILE_IDS, name, ((Shown *) value)->id);
  text = g_key_file_to_data (file, &n, NULL);
  if (!g_file_set_contents_full (self->path, text, (gssize) n, G_FILE_SET_CONTENTS_CONSISTENT, 0600,
                                 &error))
    g_message ("cannot keep which notifications are shown: %s", error->message);
}

static Shown *
put (MusterNoticeDesk *self, MusterNoticePlace place)
{
  Shown *shown = g_new0 (Shown, 1);

  shown->desk = self;
  shown->place = place;
  g_hash_table_replace (self->places, muster_notice_place_name (place), shown);
  return shown;
}

static void
forget (MusterNoticeDesk *self, MusterNoticePlace place)
{
  g_autofree char *name = muster_notice_place_name (place);

  g_hash_table_remove (self->places, name);
  save (self);
}

/* Ids mean something only to the daemon that gave them: to another they are other programs'. */
static void
load (MusterNoticeDesk *self)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *daemon = NULL;
  g_auto (GStrv) names = NULL;

  if (self->daemon == NULL || !g_key_file_load_from_file (file, self->path, G_KEY_FILE_NONE, NULL))
    return;
  daemon = g_key_file_get_string (file, FILE_DESK, FILE_DAEMON, NULL);
  names = g_key_file_get_keys (file, FILE_IDS, NULL, NULL);
  if (g_strcmp0 (daemon, self->daemon) != 0 || names == NULL)
    return;
  for (guint i = 0; names[i] != NULL; i++)
    {
      guint64 id = g_key_file_get_uint64 (file, FILE_IDS, names[i], NULL);
      MusterNoticePlace place;

      if (id == 0 || id > G_MAXINT || !muster_notice_place_parse (names[i], &place))
        continue;
      put (self, place)->id = (guint) id;
      tell (self, MUSTER_DESK_RESTORED, place, NULL);
    }
}

/* --- which daemon --- */

static char *
name_daemon (GDBusConnection *bus, const char *owner)
{
  return g_strdup_printf ("%s %s", g_dbus_connection_get_guid (bus), owner);
}

/* NULL: there is none, or no bus. Only the bus is asked, which always answers. */
static char *
find_daemon (void)
{
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (GVariant) reply = NULL;
  const char *owner;

  if (bus == NULL)
    return NULL;
  reply = g_dbus_connection_call_sync (bus, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                       "org.freedesktop.DBus", "GetNameOwner",
                                       g_variant_new ("(s)", DAEMON), G_VARIANT_TYPE ("(s)"),
                                       G_DBUS_CALL_FLAGS_NONE, ASK_BUS_MS, NULL, NULL);
  if (reply == NULL)
    return NULL;
  g_variant_get (reply, "(&s)", &owner);
  return name_daemon (bus, owner);
}

static void
appeared_cb (GDBusConnection *bus, const char *name, const char *owner, gpointer user_data)
{
  MusterNoticeDesk *self = user_data;
  g_autofree char *daemon = name_daemon (bus, owner);

  if (g_strcmp0 (daemon, self->daemon) == 0)
    return;
  g_free (self->daemon);
  self->daemon = g_steal_pointer (&daemon);
  self->asked = FALSE;
  g_hash_table_remove_all (self->places);
  save (self);
  tell (self, MUSTER_DESK_RESTARTED, (MusterNoticePlace){ 0 }, NULL);
}

/* What the daemon can do (Desktop Notifications Specification 1.2, GetCapabilities). */
static void
ask_capabilities (MusterNoticeDesk *self)
{
  GList *list;

  if (self->asked)
    return;
  list = notify_get_server_caps ();
  self->asked = list != NULL;
  self->has_markup = self->has_actions = FALSE;
  for (GList *l = list; l != NULL; l = l->next)
    {
      self->has_markup |= g_str_equal (l->data, "body-markup");
      self->has_actions |= g_str_equal (l->data, "actions");
    }
  g_list_free_full (list, g_free);
}

/* --- one notice --- */

static void
acknowledge_cb (NotifyNotification *notification, char *action, gpointer user_data)
{
  Shown *shown = user_data;

  tell (shown->desk, MUSTER_DESK_ACKNOWLEDGE, shown->place, NULL);
}

static void
open_cb (NotifyNotification *notification, char *action, gpointer user_data)
{
  Shown *shown = user_data;

  tell (shown->desk, MUSTER_DESK_OPEN, shown->place,
        notify_notification_get_activation_token (notification));
}

/* By the person, or because its time was over; our own closing is not heard of. */
static void
closed_cb (NotifyNotification *notification, gpointer user_data)
{
  Shown *shown = user_data;
  MusterNoticeDesk *self = shown->desk;
  const MusterNoticePlace place = shown->place;

  forget (self, place); /* ends @shown */
  tell (self, MUSTER_DESK_DISMISSED, place, NULL);
}

static void
add_actions (const MusterNotice *notice, Shown *shown)
{
  NotifyNotification *notification = shown->notification;

  /* "default" is a click on the notification itself */
  notify_notification_add_action (notification, "default", _ ("Open"), open_cb, shown, NULL);
  if (notice->acknowledges && !muster_notice_is_bundle (notice->place.kind))
    /* TRANSLATORS: verb, a button: take charge of an incident, answer a page */
    notify_notification_add_action (notification, "acknowledge", _ ("Acknowledge"), acknowledge_cb,
                                    shown, NULL);
  /* TRANSLATORS: verb, a button: open an incident */
  notify_notification_add_action (notification, "open", _ ("Open"), open_cb, shown, NULL);
}

static NotifyNotification *
make_notification (MusterNoticeDesk *self, const MusterNotice *notice, guint replaces)
{
  g_autofree char *markup =
      self->has_markup ? g_markup_escape_text (notice->body, -1) : g_strdup (notice->body);
  NotifyNotification *notification =
      g_object_new (NOTIFY_TYPE_NOTIFICATION, "id", (int) replaces, "app-name", "Muster", "summary",
                    notice->title, "body", markup, "icon-name", ICON, NULL);

  notify_notification_set_hint (notification, "desktop-entry", g_variant_new_string (ICON));
  notify_notification_set_urgency (notification, notice->critical ? NOTIFY_URGENCY_CRITICAL
                                                                  : NOTIFY_URGENCY_NORMAL);
  notify_notification_set_timeout (notification, notice->critical ? NOTIFY_EXPIRES_NEVER
                                                                  : NOTIFY_EXPIRES_DEFAULT);
  return notification;
}

static void
show (MusterNoticeDesk *self, const MusterNotice *notice)
{
  g_autofree char *name = muster_notice_place_name (notice->place);
  const Shown *before = g_hash_table_lookup (self->places, name);
  guint replaces = before != NULL ? before->id : 0;
  g_autoptr (GError) error = NULL;
  Shown *shown;
  int id;

  ask_capabilities (self);
  shown = put (self, notice->place);
  shown->notification = make_notification (self, notice, replaces);
  if (self->has_actions)
    add_actions (notice, shown);
  g_signal_connect (shown->notification, "closed", G_CALLBACK (closed_cb), shown);
  if (!notify_notification_show (shown->notification, &error))
    {
      g_hash_table_remove (self->places, name);
      tell (self, MUSTER_DESK_FAILED, notice->place, error->message);
      return;
    }
  g_object_get (shown->notification, "id", &id, NULL);
  shown->id = (guint) id;
  save (self);
  tell (self, MUSTER_DESK_SHOWN, notice->place, NULL);
}

static void
withdraw (MusterNoticeDesk *self, MusterNoticePlace place)
{
  g_autofree char *name = muster_notice_place_name (place);
  Shown *shown = g_hash_table_lookup (self->places, name);
  g_autoptr (GObject) kept = NULL;
  g_autoptr (GError) error = NULL;
  NotifyNotification *notification;

  if (shown == NULL)
    return;
  notification = shown->notification != NULL ? g_object_ref (shown->notification)
                                             : g_object_new (NOTIFY_TYPE_NOTIFICATION, "id",
                                                             (int) shown->id, "summary", "", NULL);
  kept = G_OBJECT (notification);
  forget (self, place); /* ends @shown */
  if (!notify_notification_close (notification, &error))
    g_debug ("cannot withdraw a notification: %s", error->message);
}

/* --- the thread --- */

static gboolean
begin_work (MusterNoticeDesk *self)
{
  gboolean may;

  g_mutex_lock (&self->lock);
  may = !self->ending;
  self->busy = may;
  g_mutex_unlock (&self->lock);
  return may;
}

static void
end_work (MusterNoticeDesk *self)
{
  g_mutex_lock (&self->lock);
  self->busy = FALSE;
  g_mutex_unlock (&self->lock);
}

static gboolean
job_cb (gpointer user_data)
{
  Job *job = user_data;

  if (!begin_work (job->desk))
    return G_SOURCE_REMOVE;
  if (job->notice != NULL)
    show (job->desk, job->notice);
  else
    withdraw (job->desk, job->place);
  end_work (job->desk);
  return G_SOURCE_REMOVE;
}

static void
job_free (gpointer data)
{
  Job *job = data;

  muster_notice_free (job->notice);
  desk_unref (job->desk);
  g_free (job);
}

static gboolean
quit_cb (gpointer user_data)
{
  MusterNoticeDesk *self = user_data;

  g_main_loop_quit (self->loop);
  return G_SOURCE_REMOVE;
}

static void
prepare (MusterNoticeDesk *self)
{
  g_autofree char *folder = g_path_get_dirname (self->path);

  if (!begin_work (self))
    return;
  g_mkdir_with_parents (folder, 0700);
  if (!notify_is_initted ())
    notify_init ("Muster");
  self->daemon = find_daemon ();
  load (self);
  tell (self, MUSTER_DESK_READY, (MusterNoticePlace){ 0 }, NULL);
  end_work (self);
}

/* What libnotify hears, it hears in the context that it was first called in. notify_uninit() is
 * never called: it would close what shall stay until it is handled. */
static gpointer
thread_main (gpointer data)
{
  MusterNoticeDesk *self = data;
  guint watch;

  g_main_context_push_thread_default (self->context);
  prepare (self);
  watch = g_bus_watch_name (G_BUS_TYPE_SESSION, DAEMON, G_BUS_NAME_WATCHER_FLAGS_NONE, appeared_cb,
                            NULL, self, NULL);
  g_main_loop_run (self->loop);
  g_bus_unwatch_name (watch);
  g_hash_table_remove_all (self->places);
  while (g_main_context_iteration (self->context, FALSE))
    ;
  g_main_context_pop_thread_default (self->context);
  desk_unref (self);
  return NULL;
}

/* --- for the main loop --- */

/**
 * muster_notice_desk_new:
 * @folder: where the ids are kept; made if it is not there
 * @func: called in the main loop
 * @data: for @func
 *
 * Starts the thread. There is one desk in a process at a time: libnotify has one connection.
 *
 * Returns: (transfer full): a desk; it is ready when it says so
 */
MusterNoticeDesk *
muster_notice_desk_new (const char *folder, MusterDeskFunc func, gpointer data)
{
  MusterNoticeDesk *self = g_atomic_rc_box_new0 (MusterNoticeDesk);

  g_mutex_init (&self->lock);
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->func = func;
  self->data = data;
  self->busy = TRUE; /* until it has begun */
  self->path = g_build_filename (folder, "notices", NULL);
  self->places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, shown_free);
  self->thread = g_thread_new ("notices", thread_main, g_atomic_rc_box_acquire (self));
  return self;
}

/**
 * muster_notice_desk_free:
 * @self: (transfer full): a desk
 *
 * What is on the screen stays. Never waits: a thread that waits for a daemon is left to itself.
 */
void
muster_notice_desk_free (MusterNoticeDesk *self)
{
  gboolean busy;

  self->func = NULL;
  g_mutex_lock (&self->lock);
  self->ending = TRUE;
  busy = self->busy;
  g_mutex_unlock (&self->lock);
  post (self->context, quit_cb, g_atomic_rc_box_acquire (self), (GDestroyNotify) desk_unref);
  if (busy)
    g_thread_unref (self->thread);
  else
    g_thread_join (self->thread);
  desk_unref (self);
}

/**
 * muster_notice_desk_show:
 * @self: a desk
 * @notice: what to show, in place of what is there
 */
void
muster_notice_desk_show (MusterNoticeDesk *self, const MusterNotice *notice)
{
  Job *job = g_new0 (Job, 1);

  job->desk = g_atomic_rc_box_acquire (self);
  job->notice = copy_notice (notice);
  post (self->context, job_cb, job, job_free);
}

/**
 * muster_notice_desk_withdraw:
 * @self: a desk
 * @place: what to take away, if it is there
 */
void
muster_notice_desk_withdraw (MusterNoticeDesk *self, MusterNoticePlace place)
{
  Job *job = g_new0 (Job, 1);

  job->desk = g_atomic_rc_box_acquire (self);
  job->place = place;
  post (self->context, job_cb, job, job_free);
}
