/* war-room.c - the screen on the wall: what burns, who leads, how long
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/war-room.h"

#include <glib/gi18n.h>

#include "console/clock-label.h"
#include "console/format.h"
#include "console/severity-glyph.h"
#include "console/stepper.h"
#include "console/style.h"
#include "console/tick.h"
#include "console/wall-frame.h"

#define MINUTE_US       (60 * (gint64) G_USEC_PER_SEC)
#define HIDE_POINTER_MS 3000
#define HIDE_BAR_MS     5000
#define DIM_LOST_US     (5 * MINUTE_US)
#define DIM_QUIET_US    (30 * MINUTE_US)

struct _MusterWarRoom
{
  GtkWidget parent_instance;
  GtkWidget *overlay;
  GtkWidget *frame;
  GtkWidget *canvas;
  GtkWidget *pages;
  GtkWidget *glyph;
  GtkWidget *severity;
  GtkWidget *id;
  GtkWidget *title;
  GtkWidget *zone;
  GtkWidget *impact;
  GtkWidget *stepper_place;
  GtkWidget *stepper;
  GtkWidget *since;
  GtkWidget *due;
  GtkWidget *due_note;
  GtkWidget *commander;
  GtkWidget *helpers;
  GtkWidget *card_grid;
  GtkWidget *cards[MUSTER_WALL_MOST_CARDS];
  GtkWidget *quiet;
  GtkWidget *on_call;
  GtkWidget *foot;
  GtkWidget *foot_icon;
  GtkWidget *foot_time;
  GtkWidget *foot_text;
  GtkWidget *dots;
  GtkWidget *live;
  GtkWidget *live_icon;
  GtkWidget *live_text;
  GtkWidget *stale;
  GtkWidget *stale_text;
  GtkWidget *bar;
  MusterNextKind next; /* who is told, in the place of the helpers */
  gint64 next_us;
  char *next_who;
  gint64 lost_at_us;     /* 0: live */
  gint64 quiet_since_us; /* 0: something is live */
  double pointer_x;
  double pointer_y;
  guint hide_pointer;
  guint hide_bar;
  guint inhibited;
};

G_DEFINE_FINAL_TYPE (MusterWarRoom, muster_war_room, GTK_TYPE_WIDGET)

static void
set_text (GtkWidget *label, const char *text)
{
  gtk_label_set_text (GTK_LABEL (label), text ? text : "");
}

/* From one hour on a face needs three figures, and smaller ones. */
static gboolean
is_long (GtkWidget *clock)
{
  const char *text = muster_clock_label_get_text (MUSTER_CLOCK_LABEL (clock));

  return g_utf8_strlen (text, -1) > 6;
}

/* The picture wanders, the backdrop alternates, and old news gets darker. */
static void
show_told (MusterWarRoom *self, gint64 now_us)
{
  g_autofree char *words = NULL;

  if (self->next == MUSTER_NEXT_NONE)
    return;
  words = muster_next_step_words (self->next, self->next_who, self->next_us, now_us);
  gtk_label_set_text (GTK_LABEL (self->helpers), words);
  gtk_widget_set_visible (self->helpers, TRUE);
}

static void
tick (GtkWidget *widget, gint64 now_us)
{
  MusterWarRoom *self = MUSTER_WAR_ROOM (widget);
  gint64 minute = now_us / MINUTE_US;
  double opacity = 1;

  if (self->lost_at_us != 0 && now_us - self->lost_at_us >= DIM_LOST_US)
    opacity = 0.6;
  else if (self->quiet_since_us != 0 && now_us - self->quiet_since_us >= DIM_QUIET_US)
    opacity = 0.8;
  muster_wall_frame_set_minute (MUSTER_WALL_FRAME (self->frame), minute);
  show_told (self, now_us);
  gtk_widget_set_opacity (self->pages, opacity);
  muster_style_set_class (widget, "late", minute / 60 % 2 == 1);
  muster_style_set_class (self->since, "long", is_long (self->since));
  muster_style_set_class (self->due, "long", is_long (self->due));
}

static gboolean
hide_pointer_cb (gpointer user_data)
{
  MusterWarRoom *self = user_data;

  self->hide_pointer = 0;
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "none");
  return G_SOURCE_REMOVE;
}

static gboolean
hide_bar_cb (gpointer user_data)
{
  MusterWarRoom *self = user_data;

  self->hide_bar = 0;
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->bar), FALSE);
  return G_SOURCE_REMOVE;
}

static void
moved_cb (MusterWarRoom *self, double x, double y)
{
  gboolean is_first = self->pointer_x < 0;

  if (x == self->pointer_x && y == self->pointer_y)
    return;
  self->pointer_x = x;
  self->pointer_y = y;
  g_clear_handle_id (&self->hide_pointer, g_source_remove);
  self->hide_pointer = g_timeout_add (HIDE_POINTER_MS, hide_pointer_cb, self);
  gtk_widget_set_cursor (GTK_WIDGET (self), NULL);
  if (is_first) /* where it happened to lie */
    return;
  g_clear_handle_id (&self->hide_bar, g_source_remove);
  self->hide_bar = g_timeout_add (HIDE_BAR_MS, hide_bar_cb, self);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->bar), TRUE);
}

static void
zoomed_cb (MusterWarRoom *self)
{
  double zoom = muster_wall_frame_get_zoom (MUSTER_WALL_FRAME (self->frame));

  muster_severity_glyph_set_zoom (MUSTER_SEVERITY_GLYPH (self->glyph), zoom);
  for (guint i = 0; i < MUSTER_WALL_MOST_CARDS; i++)
    muster_wall_card_set_zoom (MUSTER_WALL_CARD (self->cards[i]), zoom);
}

/* The screen must not go to sleep while somebody is meant to look at it. */
static void
map (GtkWidget *widget)
{
  MusterWarRoom *self = MUSTER_WAR_ROOM (widget);
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkApplication *app =
      GTK_IS_WINDOW (root) ? gtk_window_get_application (GTK_WINDOW (root)) : NULL;

  GTK_WIDGET_CLASS (muster_war_room_parent_class)->map (widget);
  if (app)
    self->inhibited = gtk_application_inhibit (app, GTK_WINDOW (root), GTK_APPLICATION_INHIBIT_IDLE,
                                               _ ("The war-room screen is shown"));
  self->pointer_x = self->pointer_y = -1;
  if (self->hide_pointer == 0)
    self->hide_pointer = g_timeout_add (HIDE_POINTER_MS, hide_pointer_cb, self);
}

static void
unmap (GtkWidget *widget)
{
  MusterWarRoom *self = MUSTER_WAR_ROOM (widget);
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkApplication *app =
      GTK_IS_WINDOW (root) ? gtk_window_get_application (GTK_WINDOW (root)) : NULL;

  if (app && self->inhibited != 0)
    gtk_application_uninhibit (app, self->inhibited);
  self->inhibited = 0;
  g_clear_handle_id (&self->hide_pointer, g_source_remove);
  g_clear_handle_id (&self->hide_bar, g_source_remove);
  GTK_WIDGET_CLASS (muster_war_room_parent_class)->unmap (widget);
}

static void
root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (muster_war_room_parent_class)->root (widget);
  gtk_widget_add_css_class (GTK_WIDGET (gtk_widget_get_root (widget)), "wall");
}

static void
unroot (GtkWidget *widget)
{
  gtk_widget_remove_css_class (GTK_WIDGET (gtk_widget_get_root (widget)), "wall");
  GTK_WIDGET_CLASS (muster_war_room_parent_class)->unroot (widget);
}

static void
dispose (GObject *object)
{
  g_clear_pointer (&MUSTER_WAR_ROOM (object)->next_who, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (object), MUSTER_TYPE_WAR_ROOM);
  G_OBJECT_CLASS (muster_war_room_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, MusterWarRoom, overlay);
  gtk_widget_class_bind_template_child (widget_class, MusterWarRoom, frame);
  gtk_widget_class_bind_template_child (widget_class, MusterWarRoom, canvas);
  gtk_widget_class_bind_template_child (widget_class, MusterWarRoom, pages);
  gtk_widget_class_bind_template_child (widget_class, MusterWarRoom, glyph);
  gtk_widget_class_bind_template_child (widget_class, MusterWarRoom, severity);
  gtk_widget_class_bind_template_child (widget_class, MusterWarRoom, id);
  gtk_widget_class_bind_template_child (widget_class, MusterWarRoom, title);
  gtk_widget_class_bind_template_child (widget_class, MusterWarRoom, zone);
  gtk_widget_class_bind_template_child (widget_class, MusterWarRoom, impact);
  gtk_widget_class_bind_template_child (widget_class, MusterWarRoom, stepper_place);
  gtk_widget_class_bind_template_child (widget_class, MusterWarRoom, since);
  gtk_widget_class_bind_template_child (widget_class, MusterWarRoom, due);
  gtk_widget_class_bind_template_child (widget_class, MusterWarRoom, due_note);
  gtk_widget_class_bind_template_child (widget_class, MusterWarRoom, commander);
  gtk_widget_class_bind_template_child (widget_class, MusterWarRoom, helpers);
  gtk_widget_class_bind_template_child (widget_class, MusterWarRoom, card_grid);
  gtk_widget_class_bind_template_child (widget_class, MusterWarRoom, quiet);
  gtk_widget_class_bind_template_child (widget_class, MusterWarRoom, on_call);
  gtk_widget_class_bind_template_child (widget_class, MusterWarRoom, foot);
  gtk_widget_class_bind_template_child (widget_class, MusterWarRoom, foot_icon);
  gtk_widget_class_bind_template_child (widget_class, MusterWarRoom, foot_time);
  gtk_widget_class_bind_template_child (widget_class, MusterWarRoom, foot_text);
  gtk_widget_class_bind_template_child (widget_class, MusterWarRoom, dots);
  gtk_widget_class_bind_template_child (widget_class, MusterWarRoom, live);
  gtk_widget_class_bind_template_child (widget_class, MusterWarRoom, live_icon);
  gtk_widget_class_bind_template_child (widget_class, MusterWarRoom, live_text);
  gtk_widget_class_bind_template_child (widget_class, MusterWarRoom, stale);
  gtk_widget_class_bind_template_child (widget_class, MusterWarRoom, stale_text);
  gtk_widget_class_bind_template_child (widget_class, MusterWarRoom, bar);
}

static void
muster_war_room_class_init (MusterWarRoomClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (MUSTER_TYPE_CLOCK_LABEL);
  g_type_ensure (MUSTER_TYPE_SEVERITY_GLYPH);
  g_type_ensure (MUSTER_TYPE_WALL_FRAME);
  G_OBJECT_CLASS (klass)->dispose = dispose;
  widget_class->map = map;
  widget_class->unmap = unmap;
  widget_class->root = root;
  widget_class->unroot = unroot;
  gtk_widget_class_set_css_name (widget_class, "war-room");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "war-room.exit", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/muster/Console/ui/war-room.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, moved_cb);
  gtk_widget_class_bind_template_callback (widget_class, zoomed_cb);
}

static void
muster_war_room_init (MusterWarRoom *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  gtk_widget_init_template (widget);
  gtk_widget_set_focusable (widget, TRUE); /* for Esc */
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("War room"), -1);
  self->pointer_x = self->pointer_y = -1;
  self->stepper = muster_stepper_new (MUSTER_STEPPER_WALL);
  gtk_widget_set_hexpand (self->stepper, TRUE);
  gtk_box_append (GTK_BOX (self->stepper_place), self->stepper);
  for (int i = 0; i < MUSTER_WALL_MOST_CARDS; i++)
    {
      self->cards[i] = muster_wall_card_new ();
      gtk_grid_attach (GTK_GRID (self->card_grid), self->cards[i], i % 2, i / 2, 1, 1);
    }
  muster_war_room_set_link (self, 0, 0);
  muster_tick_follow (widget, tick);
}

/**
 * muster_war_room_new:
 *
 * Returns: (transfer floating): a screen for a full-screen window, which gets the class "wall"
 */
GtkWidget *
muster_war_room_new (void)
{
  return g_object_new (MUSTER_TYPE_WAR_ROOM, NULL);
}

static GTimeZone *
get_zone (MusterWarRoom *self)
{
  return muster_tick_zone (muster_tick_get (GTK_WIDGET (self)));
}

static void
show_severity (MusterWarRoom *self, MusterSeverity severity)
{
  g_autofree char *label = muster_severity_label (severity);

  muster_severity_glyph_set_severity (MUSTER_SEVERITY_GLYPH (self->glyph), severity);
  set_text (self->severity, label);
  for (int i = MUSTER_SEVERITY_CRITICAL; i <= MUSTER_SEVERITY_INFO; i++)
    {
      char name[8];

      g_snprintf (name, sizeof name, "sev-%d", i);
      muster_style_set_class (self->severity, name, i == (int) severity);
    }
}

static void
show_due (MusterWarRoom *self, const MusterWarRoomData *data)
{
  g_autofree char *time = NULL;
  g_autofree char *note = NULL;

  muster_clock_label_set_instant (MUSTER_CLOCK_LABEL (self->due), data->next_update_us);
  if (data->next_update_us == 0)
    {
      /* TRANSLATORS: no further update of the people outside is required */
      set_text (self->due_note, _ ("not required"));
      return;
    }
  time = muster_format_time_of_day (data->next_update_us, get_zone (self));
  if (data->next_update_by)
    /* TRANSLATORS: when the next update is due, and who writes it: "due 15:01, Ana" */
    note = g_strdup_printf (_ ("due %s, %s"), time, data->next_update_by);
  else
    /* TRANSLATORS: when the next update is due: "due 15:01" */
    note = g_strdup_printf (_ ("due %s"), time);
  set_text (self->due_note, note);
}

static void
show_lead (MusterWarRoom *self, const MusterWarRoomData *data)
{
  static const gint64 never[MUSTER_N_STAGES] = { 0 };

  show_severity (self, data->severity);
  set_text (self->id, data->id);
  set_text (self->title, data->title);
  set_text (self->impact, data->impact);
  muster_stepper_set (MUSTER_STEPPER (self->stepper), data->stage, never, NULL);
  muster_clock_label_set_instant (MUSTER_CLOCK_LABEL (self->since), data->since_us);
  show_due (self, data);
  /* TRANSLATORS: in the place of the commander's name */
  set_text (self->commander, data->commander ? data->commander : _ ("Nobody"));
  muster_style_set_class (self->commander, "overdue", data->commander == NULL);
  set_text (self->helpers, data->helpers);
  self->next = data->next;
  self->next_us = data->next_us;
  g_free (self->next_who);
  self->next_who = g_strdup (data->next_who);
  show_told (self, muster_tick_now_us (muster_tick_get (GTK_WIDGET (self))));
}

static void
show_quiet (MusterWarRoom *self, const MusterWarRoomData *data)
{
  g_autofree char *time = NULL;
  g_autofree char *text = NULL;

  if (data->waiting)
    text = g_strdup (data->waiting);
  else if (data->quiet_since_us == 0)
    text = g_strdup (_ ("All quiet"));
  else
    {
      time = muster_format_time_of_day (data->quiet_since_us, get_zone (self));
      /* TRANSLATORS: nothing is live; the placeholder is a time of day */
      text = g_strdup_printf (_ ("All quiet since %s"), time);
    }
  set_text (self->quiet, text);
  set_text (self->on_call, data->on_call);
}

static void
show_dots (MusterWarRoom *self, guint n, guint current)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->dots)))
    gtk_box_remove (GTK_BOX (self->dots), child);
  for (guint i = 0; i < n; i++)
    {
      child = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
      gtk_widget_set_valign (child, GTK_ALIGN_CENTER);
      gtk_widget_add_css_class (child, "dot");
      muster_style_set_class (child, "now", i == current);
      gtk_box_append (GTK_BOX (self->dots), child);
    }
}

static void
show_foot (MusterWarRoom *self, const MusterWarRoomData *data)
{
  g_autofree char *time =
      data->foot_us != 0 ? muster_format_time_of_day (data->foot_us, get_zone (self)) : NULL;

  gtk_widget_set_visible (self->foot_icon, data->foot_icon != NULL);
  if (data->foot_icon)
    gtk_image_set_from_icon_name (GTK_IMAGE (self->foot_icon), data->foot_icon);
  set_text (self->foot_time, time);
  set_text (self->foot_text, data->foot);
}

/**
 * muster_war_room_set:
 * @self: a screen
 * @data: what it shows; at most %MUSTER_WALL_MOST_CARDS of the other incidents
 */
void
muster_war_room_set (MusterWarRoom *self, const MusterWarRoomData *data)
{
  g_return_if_fail (MUSTER_IS_WAR_ROOM (self));
  g_return_if_fail (data);

  gtk_stack_set_visible_child_name (GTK_STACK (self->pages), data->id ? "incident" : "quiet");
  self->quiet_since_us = data->id ? 0 : data->quiet_since_us;
  if (data->id)
    show_lead (self, data);
  else
    show_quiet (self, data);
  for (guint i = 0; i < MUSTER_WALL_MOST_CARDS; i++)
    {
      gboolean has_card = i < data->n_cards;

      gtk_widget_set_visible (self->cards[i], has_card);
      if (has_card)
        muster_wall_card_set (MUSTER_WALL_CARD (self->cards[i]), &data->cards[i]);
    }
  show_foot (self, data);
  show_dots (self, data->n_dots, data->dot);
}

/**
 * muster_war_room_set_link:
 * @self: a screen
 * @lost_at_us: the instant of the last news, µs since the Unix epoch; 0 while the link is there
 * @tries: how often it was tried since
 *
 * Without a link the clocks go on with a tilde, a strip says since when, and after 5 minutes all
 * gets darker.
 */
void
muster_war_room_set_link (MusterWarRoom *self, gint64 lost_at_us, guint tries)
{
  gboolean is_lost = lost_at_us != 0;
  g_autofree char *time = NULL;
  g_autofree char *since = NULL;
  g_autofree char *state = NULL;

  g_return_if_fail (MUSTER_IS_WAR_ROOM (self));

  self->lost_at_us = lost_at_us;
  time = muster_format_time (lost_at_us, get_zone (self));
  /* TRANSLATORS: no news since this time */
  since = g_strdup_printf (_ ("Stale since %s"), time);
  state = is_lost ? g_strdup_printf (
                        /* TRANSLATORS: the link to the hub is lost; how often it was tried */
                        ngettext ("Reconnecting, %u try", "Reconnecting, %u tries", tries), tries)
                  /* TRANSLATORS: the news on the screen is fresh */
                  : g_strdup (_ ("Live"));
  set_text (self->stale_text, since);
  gtk_widget_set_visible (self->stale, is_lost);
  set_text (self->live_text, state);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->live_icon),
                                is_lost ? "network-offline-symbolic" : "object-select-symbolic");
  muster_style_set_class (self->live, "lost", is_lost);
  muster_clock_label_set_approximate (MUSTER_CLOCK_LABEL (self->since), is_lost);
  muster_clock_label_set_approximate (MUSTER_CLOCK_LABEL (self->due), is_lost);
  for (guint i = 0; i < MUSTER_WALL_MOST_CARDS; i++)
    muster_wall_card_set_approximate (MUSTER_WALL_CARD (self->cards[i]), is_lost);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    tick (GTK_WIDGET (self), muster_tick_now_us (muster_tick_get (GTK_WIDGET (self))));
}
