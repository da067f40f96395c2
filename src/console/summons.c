/* summons.c - pages to me are heard, and those of a SEV-1 cover the screens
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/summons.h"

#include <glib/gi18n.h>

#include "console/notice-text.h"
#include "console/sound.h"
#include "console/takeover.h"
#include "console/tone-plan.h"

struct _MusterSummons
{
  GObject parent_instance;
  MusterNotifier *notifier; /* NULL: it ended */
  MusterSession *session;
  MusterSettings *settings;
  GtkApplication *app; /* not owned: it owns this */
  MusterTonePlan *plan;
  MusterAlarm *alarm;   /* of the next tone */
  GHashTable *put_away; /* ids of pages that shall not cover the screens again */
  GPtrArray *windows;   /* of MusterTakeover, the toolkit's */
  guint incident;       /* that these show */
  guint n_waiting;      /* pages, when it was last looked */
};

enum
{
  SIGNAL_OPEN,
  SIGNAL_FAILED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MusterSummons, muster_summons, G_TYPE_OBJECT)

static MusterNoticeView
view_of (MusterSummons *self)
{
  MusterReplica *replica = muster_session_get_replica (self->session);

  return (MusterNoticeView){ muster_replica_get_world (replica), muster_replica_get_me (replica),
                             muster_replica_get_access (replica),
                             muster_clock_now_us (muster_session_get_clock (self->session)) };
}

/* --- what is heard --- */

static MusterSound *
get_sound (void)
{
  return muster_sound_get (gdk_display_get_default ());
}

/* GNOME's switch; elsewhere there is none that can be asked. */
static gboolean
wants_no_disturbance (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema =
      source != NULL
          ? g_settings_schema_source_lookup (source, "org.gnome.desktop.notifications", TRUE)
          : NULL;
  g_autoptr (GSettings) desktop =
      schema != NULL ? g_settings_new ("org.gnome.desktop.notifications") : NULL;

  return desktop != NULL && !g_settings_get_boolean (desktop, "show-banners");
}

/* Who is paged for a SEV-1 hears it although nothing else may disturb. */
static gboolean
may_be_heard (MusterSummons *self, MusterTone tone)
{
  const gint64 now_us = muster_clock_now_us (muster_session_get_clock (self->session));

  if (!muster_settings_get_sounds (self->settings) ||
      muster_sound_get_muted_until_us (get_sound (), now_us) != 0)
    return FALSE;
  return tone == MUSTER_TONE_FIRM || !wants_no_disturbance ();
}

static gint64
boot_us (MusterSummons *self)
{
  return muster_clock_boot_us (muster_session_get_clock (self->session));
}

static void
sound_due (MusterSummons *self)
{
  const MusterTone tone = muster_tone_plan_take (self->plan, boot_us (self));

  if (tone != MUSTER_TONE_NONE && may_be_heard (self, tone))
    muster_sound_play (get_sound (), tone);
  muster_alarm_set (self->alarm, muster_tone_plan_next_us (self->plan));
}

/* Whatever was answered is not heard to its end. */
static void
plan_tones (MusterSummons *self, const MusterSounding *pages, guint n)
{
  if (n < self->n_waiting)
    muster_sound_stop (get_sound ());
  self->n_waiting = n;
  muster_tone_plan_set (self->plan, pages, n, boot_us (self));
  sound_due (self);
}

/* --- what covers the screens --- */

static void
uncover (MusterSummons *self)
{
  for (guint i = 0; i < self->windows->len; i++)
    {
      g_signal_handlers_disconnect_by_data (g_ptr_array_index (self->windows, i), self);
      gtk_window_destroy (g_ptr_array_index (self->windows, i));
    }
  g_ptr_array_set_size (self->windows, 0);
  self->incident = 0;
}

static void
put_away (MusterSummons *self)
{
  const MusterNoticeView view = view_of (self);
  const MusterIncident *incident = muster_world_get_incident (view.world, self->incident);
  const MusterPage *page = incident != NULL ? muster_notice_open_page (incident, view.me) : NULL;

  if (page != NULL)
    g_hash_table_add (self->put_away, g_memdup2 (&page->id, sizeof page->id));
}

static void
acknowledged_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MusterSummons) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *trouble = NULL;

  if (muster_replica_send_finish (MUSTER_REPLICA (object), result, NULL, &error))
    return;
  /* TRANSLATORS: the placeholder is a sentence without its full stop: why it failed */
  trouble = g_strdup_printf (_ ("Not acknowledged: %s. Open it and try again."), error->message);
  g_signal_emit (self, signals[SIGNAL_FAILED], 0, trouble);
}

static void
acknowledge (MusterSummons *self, guint incident)
{
  muster_replica_send_async (
      muster_session_get_replica (self->session),
      muster_session_command (self->session, "incident.acknowledge", incident), NULL,
      acknowledged_cb, g_object_ref (self));
}

static void look (MusterSummons *self);

static void
chosen_cb (MusterSummons *summons, const char *action)
{
  g_autoptr (MusterSummons) self = g_object_ref (summons);
  const gint64 now_us = muster_clock_now_us (muster_session_get_clock (self->session));
  const guint incident = self->incident;

  if (g_str_equal (action, "mute"))
    {
      muster_sound_mute_until (get_sound (), now_us + MUSTER_MUTE_US);
      look (self);
      return;
    }
  put_away (self);
  uncover (self);
  if (g_str_equal (action, "acknowledge"))
    acknowledge (self, incident);
  else if (g_str_equal (action, "open"))
    g_signal_emit (self, signals[SIGNAL_OPEN], 0, incident);
  look (self); /* there may be another behind it */
}

static void
cover (MusterSummons *self, guint incident)
{
  GListModel *monitors = gdk_display_get_monitors (gdk_display_get_default ());

  uncover (self);
  self->incident = incident;
  for (guint i = 0; i < g_list_model_get_n_items (monitors); i++)
    {
      g_autoptr (GdkMonitor) monitor = g_list_model_get_item (monitors, i);
      GtkWidget *window =
          muster_takeover_new (self->app, monitor, muster_session_get_clock (self->session));

      g_signal_connect_swapped (window, "chosen", G_CALLBACK (chosen_cb), self);
      g_ptr_array_add (self->windows, window);
    }
}

static void
show (MusterSummons *self, const MusterNoticeView *view, guint incident, guint others)
{
  const gboolean is_new = incident != self->incident;
  g_autoptr (MusterNotice) notice =
      muster_notice_tell (view, (MusterNoticePlace){ MUSTER_NOTICE_PAGE, incident });
  const MusterTakeoverData data = {
    view->world,          muster_world_get_incident (view->world, incident), notice->body, others,
    notice->acknowledges,
  };

  if (is_new)
    cover (self, incident);
  for (guint i = 0; i < self->windows->len; i++)
    {
      muster_takeover_set (g_ptr_array_index (self->windows, i), &data);
      if (is_new)
        gtk_window_present (g_ptr_array_index (self->windows, i));
    }
}

/* --- what waits --- */

static gboolean
covers (MusterSummons *self, const MusterIncident *incident, const MusterPage *page)
{
  return incident->severity == MUSTER_SEVERITY_CRITICAL &&
         !muster_settings_get_presenting (self->settings) &&
         !g_hash_table_contains (self->put_away, &page->id);
}

/* The first of a SEV-1 stays in front until it is chosen what to do. */
static void
look (MusterSummons *self)
{
  const MusterNoticeView view = view_of (self);
  g_autoptr (GArray) waiting = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) pages = g_array_new (FALSE, FALSE, sizeof (MusterSounding));
  guint first = 0, n = 0;

  if (self->notifier == NULL)
    return;
  muster_notifier_append_pages (self->notifier, waiting);
  for (guint i = 0; i < waiting->len; i++)
    {
      const guint number = g_array_index (waiting, guint, i);
      const MusterIncident *incident = muster_world_get_incident (view.world, number);
      const MusterPage *page =
          incident != NULL ? muster_notice_open_page (incident, view.me) : NULL;
      MusterSounding sounding;

      if (page == NULL)
        continue;
      sounding = (MusterSounding){ page->id, muster_tone_of (incident->severity) };
      g_array_append_val (pages, sounding);
      if (!covers (self, incident, page))
        continue;
      n++;
      if (first == 0 || number == self->incident)
        first = number;
    }
  plan_tones (self, (const MusterSounding *) (void *) pages->data, pages->len);
  if (first != 0)
    show (self, &view, first, n - 1);
  else
    uncover (self);
}

static void
alarm_cb (gpointer user_data)
{
  sound_due (user_data);
}

/* --- the object --- */

/**
 * muster_summons_stop:
 * @self: a summons
 *
 * Ends it: nothing sounds and nothing covers the screens any more.
 */
void
muster_summons_stop (MusterSummons *self)
{
  g_return_if_fail (MUSTER_IS_SUMMONS (self));

  if (self->notifier == NULL)
    return;
  plan_tones (self, NULL, 0);
  uncover (self);
  g_signal_handlers_disconnect_by_data (self->notifier, self);
  g_signal_handlers_disconnect_by_data (self->settings, self);
  g_clear_object (&self->notifier);
  g_clear_pointer (&self->alarm, muster_alarm_free);
}

static void
dispose (GObject *object)
{
  MusterSummons *self = MUSTER_SUMMONS (object);

  muster_summons_stop (self);
  g_clear_object (&self->session);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (muster_summons_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  MusterSummons *self = MUSTER_SUMMONS (object);

  muster_tone_plan_free (self->plan);
  g_hash_table_unref (self->put_away);
  g_ptr_array_unref (self->windows);
  G_OBJECT_CLASS (muster_summons_parent_class)->finalize (object);
}

static void
muster_summons_class_init (MusterSummonsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  signals[SIGNAL_OPEN] = g_signal_new ("open", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[SIGNAL_FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
muster_summons_init (MusterSummons *self)
{
  self->plan = muster_tone_plan_new ();
  self->put_away =
      g_hash_table_new_full (muster_ulid_hash, muster_ulid_equal_pointers, g_free, NULL);
  self->windows = g_ptr_array_new ();
}

/**
 * muster_summons_new:
 * @notifier: knows what waits for an answer of the person here
 * @session: the hub of it
 * @settings: what the person chose
 * @app: the console, which outlives it
 *
 * Returns: (transfer full): what summons the person until it is stopped
 */
MusterSummons *
muster_summons_new (MusterNotifier *notifier,
                    MusterSession *session,
                    MusterSettings *settings,
                    GtkApplication *app)
{
  MusterSummons *self = g_object_new (MUSTER_TYPE_SUMMONS, NULL);

  self->notifier = g_object_ref (notifier);
  self->session = g_object_ref (session);
  self->settings = g_object_ref (settings);
  self->app = app;
  self->alarm = muster_alarm_new_boot (muster_session_get_clock (session), alarm_cb, self);
  g_signal_connect_swapped (notifier, "settled", G_CALLBACK (look), self);
  g_signal_connect_swapped (settings, "changed", G_CALLBACK (look), self);
  return self;
}
