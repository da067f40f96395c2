/* strip.c - a line across the page about something that is not normal
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/strip.h"

#include <adwaita.h>

struct _MusterStrip
{
  GtkWidget parent_instance;
  GtkWidget *revealer;
  GtkWidget *box;
  GtkWidget *icon;
  GtkWidget *title;
  GtkWidget *detail;
  GtkWidget *button;
};

G_DEFINE_FINAL_TYPE (MusterStrip, muster_strip, GTK_TYPE_WIDGET)

static const struct
{
  const char *icon;
  const char *style;
} looks[] = {
  [MUSTER_STRIP_LOST_LINK] = { "network-offline-symbolic", "lost-link" },
  [MUSTER_STRIP_CATCHING_UP] = { "emblem-synchronizing-symbolic", "calm" },
  [MUSTER_STRIP_DRILL] = { "media-playback-start-symbolic", "drill" },
  [MUSTER_STRIP_CLOCK_SKEW] = { "preferences-system-time-symbolic", "lost-link" },
  [MUSTER_STRIP_UPDATE] = { "software-update-available-symbolic", "calm" },
  [MUSTER_STRIP_MERGED] = { "go-jump-symbolic", "calm" },
  [MUSTER_STRIP_STORM_OVER] = { "weather-storm-symbolic", "calm" },
  [MUSTER_STRIP_MUTED] = { "audio-volume-muted-symbolic", "calm" },
  [MUSTER_STRIP_NO_SOUND] = { "audio-volume-muted-symbolic", "lost-link" },
};

static void
dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MUSTER_TYPE_STRIP);
  G_OBJECT_CLASS (muster_strip_parent_class)->dispose (object);
}

static void
muster_strip_class_init (MusterStripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/muster/Console/ui/strip.ui");
  gtk_widget_class_bind_template_child (widget_class, MusterStrip, revealer);
  gtk_widget_class_bind_template_child (widget_class, MusterStrip, box);
  gtk_widget_class_bind_template_child (widget_class, MusterStrip, icon);
  gtk_widget_class_bind_template_child (widget_class, MusterStrip, title);
  gtk_widget_class_bind_template_child (widget_class, MusterStrip, detail);
  gtk_widget_class_bind_template_child (widget_class, MusterStrip, button);
}

static void
muster_strip_init (MusterStrip *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * muster_strip_new:
 *
 * Returns: (transfer floating): a strip that is not there
 */
GtkWidget *
muster_strip_new (void)
{
  return g_object_new (MUSTER_TYPE_STRIP, NULL);
}

static void
set_look (MusterStrip *self, MusterStripKind kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    gtk_widget_remove_css_class (self->box, looks[i].style);
  gtk_widget_add_css_class (self->box, looks[kind].style);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), looks[kind].icon);
}

/* The target goes first: a name alone may not fit the action. */
static void
set_action (MusterStrip *self, const char *detailed)
{
  GtkActionable *button = GTK_ACTIONABLE (self->button);
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;

  gtk_actionable_set_action_name (button, NULL);
  if (!detailed || !g_action_parse_detailed_name (detailed, &name, &target, NULL))
    return;
  gtk_actionable_set_action_target_value (button, target);
  gtk_actionable_set_action_name (button, name);
}

/**
 * muster_strip_set:
 * @self: a strip
 * @data: (nullable): what it says; %NULL takes it away
 */
void
muster_strip_set (MusterStrip *self, const MusterStripData *data)
{
  g_return_if_fail (MUSTER_IS_STRIP (self));

  gtk_revealer_set_transition_duration (GTK_REVEALER (self->revealer),
                                        adw_get_enable_animations (GTK_WIDGET (self)) ? 200 : 0);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), data != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self), data != NULL);
  if (!data)
    return;
  set_look (self, data->kind);
  gtk_label_set_text (GTK_LABEL (self->title), data->title);
  gtk_label_set_text (GTK_LABEL (self->detail), data->detail ? data->detail : "");
  gtk_widget_set_visible (self->detail, data->detail != NULL);
  gtk_button_set_label (GTK_BUTTON (self->button), data->button ? data->button : "");
  gtk_widget_set_visible (self->button, data->button != NULL);
  set_action (self, data->button ? data->action : NULL);
}
