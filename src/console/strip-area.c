/* strip-area.c - what is not normal with the hub or this computer, under the header of a page
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/strip-area.h"

#include "console/format.h"
#include "console/sound.h"
#include "console/strip.h"
#include "console/tick.h"

#include <glib/gi18n.h>

struct _MusterStripArea
{
  GtkWidget parent_instance;
  GtkWidget *drill;
  GtkWidget *link;
  GtkWidget *sound;
  MusterSession *session; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (MusterStripArea, muster_strip_area, GTK_TYPE_WIDGET)

static void
show_drill (MusterStripArea *self)
{
  const char *hint = muster_session_get_drill_hint (self->session);
  MusterStripData data = {
    .kind = MUSTER_STRIP_DRILL,
    .detail = hint ? hint : _ ("Nothing here is real and nobody is paged."),
    /* TRANSLATORS: a button: stop the exercise */
    .button = _ ("End drill"),
    .action = "app.end-drill",
  };
  g_autofree char *title = NULL;

  if (!muster_session_is_drill (self->session))
    {
      muster_strip_set (MUSTER_STRIP (self->drill), NULL);
      return;
    }
  /* TRANSLATORS: the placeholder is the title of an exercise */
  title = g_strdup_printf (_ ("Drill: %s"), muster_session_get_drill (self->session));
  data.title = title;
  muster_strip_set (MUSTER_STRIP (self->drill), &data);
}

static void
show_lost_link (MusterStripArea *self, gint64 live_at_us)
{
  MusterTick *tick = muster_tick_get (GTK_WIDGET (self));
  g_autofree char *title = NULL;
  g_autofree char *detail = NULL;
  const char *trouble = muster_session_get_trouble (self->session);
  MusterStripData data = {
    .kind = MUSTER_STRIP_LOST_LINK,
    /* TRANSLATORS: a button: try to reach the hub again now */
    .button = _ ("_Retry"),
    .action = "win.retry",
  };

  if (live_at_us == MUSTER_NO_TIME)
    {
      /* TRANSLATORS: the placeholder is the name of a hub */
      title = g_strdup_printf (_ ("No link to %s yet"), muster_session_get_title (self->session));
      detail = g_strdup (trouble);
    }
  else
    {
      g_autofree char *at = muster_format_time (live_at_us, muster_tick_zone (tick));
      g_autofree char *age = muster_format_span (MAX (muster_tick_now_us (tick) - live_at_us, 0) /
                                                 G_USEC_PER_SEC * G_USEC_PER_SEC);

      /* TRANSLATORS: a time "14:32:10" and how long ago that is, "24 min" */
      title = g_strdup_printf (_ ("No link since %s, %s ago"), at, age);
      detail = trouble
                   /* TRANSLATORS: a time, then a sentence about what is wrong */
                   ? g_strdup_printf (_ ("You see the state of %s. %s"), at, trouble)
                   : g_strdup_printf (_ ("You see the state of %s."), at);
    }
  data.title = title;
  data.detail = detail;
  muster_strip_set (MUSTER_STRIP (self->link), &data);
}

static void
show_catching_up (MusterStripArea *self)
{
  const MusterStripData data = { .kind = MUSTER_STRIP_CATCHING_UP,
                                 .title = _ ("Catching up with the hub") };

  muster_strip_set (MUSTER_STRIP (self->link), &data);
}

static void
show_link (MusterStripArea *self)
{
  MusterReplica *replica = muster_session_get_replica (self->session);
  const gint64 live_at_us = muster_replica_get_live_at_us (replica);

  switch (muster_replica_get_state (replica))
    {
    case MUSTER_REPLICA_OFFLINE:
    case MUSTER_REPLICA_STALE:
      show_lost_link (self, live_at_us);
      break;
    case MUSTER_REPLICA_CATCHING_UP:
      show_catching_up (self);
      break;
    case MUSTER_REPLICA_CONNECTING:
    case MUSTER_REPLICA_LIVE:
    default:
      muster_strip_set (MUSTER_STRIP (self->link), NULL);
      break;
    }
}

/* --- sound --- */

static MusterSound *
get_sound (MusterStripArea *self)
{
  return muster_sound_get (gtk_widget_get_display (GTK_WIDGET (self)));
}

static void
show_muted (MusterStripArea *self, gint64 left_us)
{
  g_autofree char *left = muster_format_clock (left_us);
  /* TRANSLATORS: the placeholder is a time that runs down, "14:32" */
  g_autofree char *title = g_strdup_printf (_ ("Pages make no sound for %s"), left);
  const MusterStripData data = {
    .kind = MUSTER_STRIP_MUTED,
    .title = title,
    /* TRANSLATORS: a button: let pages be heard again */
    .button = _ ("_Unmute"),
    .action = "app.mute",
  };

  muster_strip_set (MUSTER_STRIP (self->sound), &data);
}

static void
show_no_sound (MusterStripArea *self, const char *trouble)
{
  const MusterStripData data = {
    .kind = MUSTER_STRIP_NO_SOUND,
    .title = _ ("This computer cannot make sound"),
    .detail = trouble,
    .button = _ ("_Preferences"),
    .action = "app.preferences",
  };

  muster_strip_set (MUSTER_STRIP (self->sound), &data);
}

static void
show_sound (MusterStripArea *self)
{
  const gint64 now_us = muster_tick_now_us (muster_tick_get (GTK_WIDGET (self)));
  const gint64 until_us = muster_sound_get_muted_until_us (get_sound (self), now_us);
  const char *trouble = muster_sound_get_trouble (get_sound (self));

  if (until_us != 0)
    show_muted (self, until_us - now_us);
  else if (trouble != NULL)
    show_no_sound (self, trouble);
  else
    muster_strip_set (MUSTER_STRIP (self->sound), NULL);
}

/* Only the age of a lost link moves on, and the time that sounds are muted. */
static void
second_cb (GtkWidget *widget, gint64 now_us)
{
  MusterStripArea *self = MUSTER_STRIP_AREA (widget);

  if (gtk_widget_get_visible (self->sound))
    show_sound (self);
  if (self->session && gtk_widget_get_visible (self->link))
    show_link (self);
}

static void
forget_session (MusterStripArea *self)
{
  if (!self->session)
    return;
  g_signal_handlers_disconnect_by_data (muster_session_get_replica (self->session), self);
  g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
}

static void
dispose (GObject *object)
{
  MusterStripArea *self = MUSTER_STRIP_AREA (object);

  forget_session (self);
  g_clear_pointer (&self->drill, gtk_widget_unparent);
  g_clear_pointer (&self->link, gtk_widget_unparent);
  g_clear_pointer (&self->sound, gtk_widget_unparent);
  G_OBJECT_CLASS (muster_strip_area_parent_class)->dispose (object);
}

static void
muster_strip_area_class_init (MusterStripAreaClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

static void
muster_strip_area_init (MusterStripArea *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  self->link = muster_strip_new ();
  gtk_widget_set_parent (self->link, GTK_WIDGET (self));
  self->drill = muster_strip_new ();
  gtk_widget_set_parent (self->drill, GTK_WIDGET (self));
  self->sound = muster_strip_new ();
  gtk_widget_set_parent (self->sound, GTK_WIDGET (self));
  g_signal_connect_object (get_sound (self), "changed", G_CALLBACK (show_sound), self,
                           G_CONNECT_SWAPPED);
  muster_tick_follow (GTK_WIDGET (self), second_cb);
}

/**
 * muster_strip_area_new:
 * @session: (nullable): the hub that it tells of
 *
 * Returns: (transfer floating): strips
 */
GtkWidget *
muster_strip_area_new (MusterSession *session)
{
  MusterStripArea *self = g_object_new (MUSTER_TYPE_STRIP_AREA, NULL);

  muster_strip_area_set_session (self, session);
  return GTK_WIDGET (self);
}

/**
 * muster_strip_area_set_session:
 * @self: strips
 * @session: (nullable): the hub that they tell of
 */
void
muster_strip_area_set_session (MusterStripArea *self, MusterSession *session)
{
  g_return_if_fail (MUSTER_IS_STRIP_AREA (self));

  forget_session (self);
  muster_strip_set (MUSTER_STRIP (self->link), NULL);
  muster_strip_set (MUSTER_STRIP (self->drill), NULL);
  if (!session)
    return;
  self->session = g_object_ref (session);
  g_signal_connect_swapped (muster_session_get_replica (session), "state-changed",
                            G_CALLBACK (show_link), self);
  g_signal_connect_swapped (session, "drill-changed", G_CALLBACK (show_drill), self);
  g_signal_connect_swapped (session, "trouble-changed", G_CALLBACK (show_link), self);
  show_link (self);
  show_drill (self);
}
