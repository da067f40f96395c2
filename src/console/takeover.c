/* takeover.c - a page of a SEV-1 over a whole screen
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/takeover.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "base/safe-text.h"
#include "console/clock-label.h"
#include "console/next-label.h"
#include "console/severity-glyph.h"
#include "console/wrap-box.h"

#define GLYPH_SIZE 72

/* It comes over whatever the person is typing: a letter of that must answer nothing. */
#define REST_US (1 * (gint64) G_USEC_PER_SEC)

enum
{
  CHOICE_ACKNOWLEDGE,
  CHOICE_OPEN,
  CHOICE_MUTE,
  CHOICE_DISMISS,
  CHOICE_N,
};

struct _MusterTakeover
{
  GtkApplicationWindow parent_instance;
  GtkWidget *glyph;
  GtkWidget *severity;
  GtkWidget *since_place;
  GtkWidget *since;
  GtkWidget *name;
  GtkWidget *body;
  GtkWidget *next_place;
  GtkWidget *next;
  GtkWidget *others;
  GtkWidget *buttons_place;
  GtkWidget *buttons;
  GtkWidget *choices[CHOICE_N];
  MusterClock *clock;
  gint64 typed_us; /* when a key was last pressed, or it was made; of the clock that never steps */
};

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MusterTakeover, muster_takeover, GTK_TYPE_APPLICATION_WINDOW)

static const struct
{
  guint key;
  const char *cap; /* what stands on the key */
  const char *action;
  const char *words; /* N_() */
} choices[CHOICE_N] = {
  /* TRANSLATORS: verb, a button: take charge of an incident, answer a page */
  [CHOICE_ACKNOWLEDGE] = { GDK_KEY_a, "A", "acknowledge", N_ ("Acknowledge") },
  /* TRANSLATORS: verb, a button: open an incident */
  [CHOICE_OPEN] = { GDK_KEY_o, "O", "open", N_ ("Open") },
  [CHOICE_MUTE] = { GDK_KEY_m, "M", "mute", N_ ("Mute for 15 min") },
  /* TRANSLATORS: a button: put this away, the page stays unanswered */
  [CHOICE_DISMISS] = { GDK_KEY_Escape, "Esc", "dismiss", N_ ("Not now") },
};

static void
choose (MusterTakeover *self, const char *action)
{
  g_autoptr (MusterTakeover) kept = g_object_ref (self);

  g_signal_emit (kept, signals[SIGNAL_CHOSEN], 0, action);
}

/* --- the keyboard --- */

static gboolean
key_pressed_cb (GtkEventControllerKey *keys,
                guint key,
                guint code,
                GdkModifierType state,
                gpointer user_data)
{
  MusterTakeover *self = user_data;
  const gint64 now_us = muster_clock_boot_us (self->clock);
  const gboolean rested = now_us - self->typed_us >= REST_US;

  self->typed_us = now_us;
  if (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK))
    return GDK_EVENT_PROPAGATE;
  if (!rested)
    return key != GDK_KEY_Tab && key != GDK_KEY_ISO_Left_Tab;
  for (guint i = 0; i < CHOICE_N; i++)
    if (gdk_keyval_to_lower (key) == choices[i].key)
      {
        if (gtk_widget_get_sensitive (self->choices[i]))
          choose (self, choices[i].action);
        return GDK_EVENT_STOP;
      }
  return GDK_EVENT_PROPAGATE;
}

static gboolean
close_request (GtkWindow *window)
{
  choose (MUSTER_TAKEOVER (window), "dismiss");
  return TRUE;
}

/* --- the picture --- */

static void
clicked_cb (GtkWidget *button, gpointer user_data)
{
  choose (user_data, gtk_widget_get_name (button));
}

static GtkWidget *
make_button (MusterTakeover *self, guint i)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *cap = gtk_label_new (choices[i].cap);
  GtkWidget *button = gtk_button_new ();

  gtk_box_append (GTK_BOX (box), gtk_label_new (_ (choices[i].words)));
  gtk_widget_add_css_class (cap, "keycap");
  gtk_widget_set_valign (cap, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), cap);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_set_name (button, choices[i].action);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (choices[i].words), -1);
  g_signal_connect (button, "clicked", G_CALLBACK (clicked_cb), self);
  muster_wrap_box_append (MUSTER_WRAP_BOX (self->buttons), button);
  return button;
}

static void
dispose (GObject *object)
{
  g_clear_object (&MUSTER_TAKEOVER (object)->clock);
  gtk_widget_dispose_template (GTK_WIDGET (object), MUSTER_TYPE_TAKEOVER);
  G_OBJECT_CLASS (muster_takeover_parent_class)->dispose (object);
}

static void
muster_takeover_class_init (MusterTakeoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  GTK_WINDOW_CLASS (klass)->close_request = close_request;
  g_type_ensure (MUSTER_TYPE_SEVERITY_GLYPH);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/muster/Console/ui/takeover.ui");
  gtk_widget_class_bind_template_child (widget_class, MusterTakeover, glyph);
  gtk_widget_class_bind_template_child (widget_class, MusterTakeover, severity);
  gtk_widget_class_bind_template_child (widget_class, MusterTakeover, since_place);
  gtk_widget_class_bind_template_child (widget_class, MusterTakeover, name);
  gtk_widget_class_bind_template_child (widget_class, MusterTakeover, body);
  gtk_widget_class_bind_template_child (widget_class, MusterTakeover, next_place);
  gtk_widget_class_bind_template_child (widget_class, MusterTakeover, others);
  gtk_widget_class_bind_template_child (widget_class, MusterTakeover, buttons_place);
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
muster_takeover_init (MusterTakeover *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  self->since = muster_clock_label_new (MUSTER_CLOCK_ELAPSED);
  gtk_widget_add_css_class (self->since, "takeover-clock");
  gtk_box_append (GTK_BOX (self->since_place), self->since);
  self->next = muster_next_label_new ();
  gtk_box_append (GTK_BOX (self->next_place), self->next);
  self->buttons = muster_wrap_box_new (12);
  gtk_box_append (GTK_BOX (self->buttons_place), self->buttons);
  for (guint i = 0; i < CHOICE_N; i++)
    self->choices[i] = make_button (self, i);
  gtk_widget_add_css_class (self->choices[CHOICE_ACKNOWLEDGE], "suggested-action");
}

/**
 * muster_takeover_new:
 * @app: the console
 * @monitor: the screen that it covers
 * @clock: says how long the keyboard has rested
 *
 * Returns: (transfer none): the window, not shown yet; it is the toolkit's and goes with
 *   gtk_window_destroy()
 */
GtkWidget *
muster_takeover_new (GtkApplication *app, GdkMonitor *monitor, MusterClock *clock)
{
  MusterTakeover *self = g_object_new (MUSTER_TYPE_TAKEOVER, "application", app, NULL);

  self->clock = g_object_ref (clock);
  self->typed_us = muster_clock_boot_us (clock);
  gtk_widget_add_css_class (GTK_WIDGET (self), "wall");
  gtk_window_fullscreen_on_monitor (GTK_WINDOW (self), monitor);
  return GTK_WIDGET (self);
}

/* A window manager may not make it as large as the screen, so it must do in less. */
static void
show_words (MusterTakeover *self, const MusterTakeoverData *data)
{
  const MusterIncident *incident = data->incident;
  const gboolean has_title = incident->title != NULL && *incident->title != '\0';
  g_autofree char *severity = muster_severity_label (incident->severity);
  g_autofree char *title = has_title ? muster_safe_text (incident->title, -1, FALSE)
                                     : g_strdup (_ ("Untitled incident"));
  g_autofree char *window = g_strdup_printf ("%s: %s", severity, title);
  g_autofree char *id =
      muster_ulid_is_null (incident->drill)
          ? g_strdup_printf ("INC-%u · %s", incident->number, severity)
          /* TRANSLATORS: an exercise, not real; then INC-7 and the severity */
          : g_strdup_printf (_ ("Drill · INC-%u · %s"), incident->number, severity);

  gtk_window_set_title (GTK_WINDOW (self), window);
  gtk_label_set_text (GTK_LABEL (self->severity), id);
  gtk_label_set_text (GTK_LABEL (self->name), title);
  gtk_label_set_text (GTK_LABEL (self->body), data->body);
}

static void
show_others (MusterTakeover *self, guint n)
{
  g_autofree char *words = g_strdup_printf (
      ngettext ("And %u more page of a SEV-1", "And %u more pages of a SEV-1", n), n);

  gtk_label_set_text (GTK_LABEL (self->others), words);
  gtk_widget_set_visible (self->others, n > 0);
}

/**
 * muster_takeover_set:
 * @self: a window
 * @data: what is to be seen
 */
void
muster_takeover_set (MusterTakeover *self, const MusterTakeoverData *data)
{
  g_return_if_fail (MUSTER_IS_TAKEOVER (self));

  muster_severity_glyph_set_severity (MUSTER_SEVERITY_GLYPH (self->glyph),
                                      data->incident->severity);
  muster_severity_glyph_set_size (MUSTER_SEVERITY_GLYPH (self->glyph), GLYPH_SIZE);
  show_words (self, data);
  muster_clock_label_set_instant (MUSTER_CLOCK_LABEL (self->since),
                                  muster_incident_clock_start_us (data->incident));
  muster_next_label_set (MUSTER_NEXT_LABEL (self->next), data->world, data->incident);
  show_others (self, data->others);
  gtk_widget_set_sensitive (self->choices[CHOICE_ACKNOWLEDGE], data->may_acknowledge);
  gtk_widget_set_sensitive (self->choices[CHOICE_MUTE], !data->is_muted);
}
