/* first-run.c - three ways to begin
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/first-run.h"

#include <glib/gi18n.h>

#include "console/drill-run.h"
#include "console/focus.h"

#define SPEED_MAX 10

struct _MusterFirstRun
{
  GtkWidget parent_instance;
  GtkWidget *scroller;
  GtkWidget *drill;
  GtkWidget *speed_button;
  GtkWidget *about;
  GtkWidget *length;
  guint speed;
};

typedef enum
{
  PROP_SPEED = 1
} MusterFirstRunProperty;
static GParamSpec *properties[PROP_SPEED + 1];

G_DEFINE_FINAL_TYPE (MusterFirstRun, muster_first_run, GTK_TYPE_WIDGET)

/* --- the speed of the drill --- */

static const guint speeds[] = { 1, MUSTER_DRILL_SPEED, SPEED_MAX };

/* (transfer full): "Real time", "4 times as fast" */
static char *
tell_speed (guint speed)
{
  if (speed == 1)
    /* TRANSLATORS: how fast a drill is */
    return g_strdup (_ ("Real time"));
  /* TRANSLATORS: how fast a drill is, against real time */
  return g_strdup_printf (ngettext ("%u time as fast", "%u times as fast", speed), speed);
}

/* (transfer full): "About 6 minutes" */
static char *
tell_length (guint speed)
{
  guint minutes = muster_first_run_drill_minutes (speed);

  return g_strdup_printf (ngettext ("About %u minute", "About %u minutes", minutes), minutes);
}

static GMenuModel *
make_speeds (void)
{
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < G_N_ELEMENTS (speeds); i++)
    {
      g_autofree char *speed = tell_speed (speeds[i]);
      g_autofree char *length = tell_length (speeds[i]);
      /* TRANSLATORS: how fast a drill is, and how long it takes then */
      g_autofree char *label = g_strdup_printf (_ ("%s · %s"), speed, length);
      g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

      g_menu_item_set_action_and_target (item, "drill.speed", "u", speeds[i]);
      g_menu_append_item (menu, item);
    }
  return G_MENU_MODEL (menu);
}

/* The focus is on a button within, which would be named by what is written on it too. */
static void
name_button (GtkWidget *button, const char *name)
{
  GtkWidget *within = gtk_widget_get_first_child (button);

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (within), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (within), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
}

static void
show_speed (MusterFirstRun *self)
{
  g_autofree char *speed = tell_speed (self->speed);
  g_autofree char *length = tell_length (self->speed);
  /* TRANSLATORS: of a drill; the placeholder is as "Real time" */
  g_autofree char *name = g_strdup_printf (_ ("Speed: %s"), speed);
  /* TRANSLATORS: of a drill; the placeholder is as "About 6 minutes" */
  g_autofree char *description =
      g_strdup_printf (_ ("A made-up outage. %s; nobody is paged"), length);
  g_autofree char *about = NULL;

  if (self->speed == 1)
    about = g_strdup (_ ("A made-up outage, as slow as a real one. You take command and bring the "
                         "service back."));
  else
    about = g_strdup_printf (ngettext ("A made-up outage, %u time as fast as a real one. You take "
                                       "command and bring the service back.",
                                       "A made-up outage, %u times as fast as a real one. You take "
                                       "command and bring the service back.",
                                       self->speed),
                             self->speed);
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->speed_button), speed);
  gtk_label_set_text (GTK_LABEL (self->about), about);
  gtk_label_set_text (GTK_LABEL (self->length), length);
  name_button (self->speed_button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->drill), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  description, -1);
}

/* --- the page --- */

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SPEED)
    g_value_set_uint (value, MUSTER_FIRST_RUN (object)->speed);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  MusterFirstRun *self = MUSTER_FIRST_RUN (object);

  if (id != PROP_SPEED)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      return;
    }
  if (self->speed == g_value_get_uint (value))
    return;
  self->speed = g_value_get_uint (value);
  show_speed (self);
  g_object_notify_by_pspec (object, properties[PROP_SPEED]);
}

static gboolean
grab_focus (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  /* Enter starts the drill: whoever opens Muster for the first time shall see that */
  if (GTK_IS_WINDOW (root))
    gtk_window_set_focus_visible (GTK_WINDOW (root), TRUE);
  return gtk_widget_grab_focus (MUSTER_FIRST_RUN (widget)->drill);
}

static void
dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MUSTER_TYPE_FIRST_RUN);
  G_OBJECT_CLASS (muster_first_run_parent_class)->dispose (object);
}

static void
muster_first_run_class_init (MusterFirstRunClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->get_property = get_property;
  G_OBJECT_CLASS (klass)->set_property = set_property;
  properties[PROP_SPEED] =
      g_param_spec_uint ("speed", NULL, NULL, 1, SPEED_MAX, MUSTER_DRILL_SPEED,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), G_N_ELEMENTS (properties), properties);
  gtk_widget_class_install_property_action (widget_class, "drill.speed", "speed");
  widget_class->focus = muster_focus_children;
  widget_class->grab_focus = grab_focus;
  gtk_widget_class_set_css_name (widget_class, "first-run");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/muster/Console/ui/first-run.ui");
  gtk_widget_class_bind_template_child (widget_class, MusterFirstRun, scroller);
  gtk_widget_class_bind_template_child (widget_class, MusterFirstRun, drill);
  gtk_widget_class_bind_template_child (widget_class, MusterFirstRun, speed_button);
  gtk_widget_class_bind_template_child (widget_class, MusterFirstRun, about);
  gtk_widget_class_bind_template_child (widget_class, MusterFirstRun, length);
}

static void
muster_first_run_init (MusterFirstRun *self)
{
  g_autoptr (GMenuModel) menu = make_speeds ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->speed_button), menu);
  self->speed = MUSTER_DRILL_SPEED;
  show_speed (self);
}

/**
 * muster_first_run_new:
 *
 * Returns: (transfer floating): a page; gtk_widget_grab_focus() goes to the drill
 */
GtkWidget *
muster_first_run_new (void)
{
  return g_object_new (MUSTER_TYPE_FIRST_RUN, NULL);
}

/**
 * muster_first_run_get_speed:
 * @self: a page
 *
 * Returns: how many times as fast as real the drill is to be
 */
guint
muster_first_run_get_speed (MusterFirstRun *self)
{
  g_return_val_if_fail (MUSTER_IS_FIRST_RUN (self), MUSTER_DRILL_SPEED);
  return self->speed;
}

/**
 * muster_first_run_drill_minutes:
 * @speed: of the drill, at least 1
 *
 * Returns: how long its outage lasts, to the nearest minute; at least 1
 */
guint
muster_first_run_drill_minutes (guint speed)
{
  g_return_val_if_fail (speed >= 1, 1);
  return MAX ((MUSTER_DRILL_OUTAGE_S + 30 * speed) / (60 * speed), 1);
}
