/* alert-search.c - the entry above a room's alerts: words and matchers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/alert-search.h"

#include <glib/gi18n.h>

#include "console/focus.h"
#include "console/style.h"

#define DELAY_MS 100 /* who types fast waits for one answer, not for one a letter */

struct _MusterAlertSearch
{
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkWidget *entry;
  GtkWidget *silence;
  GtkWidget *complaint;
  char *text; /* what was last a filter */
};

enum
{
  SIGNAL_FILTER_CHANGED,
  SIGNAL_LEFT,
  SIGNAL_DOWN,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MusterAlertSearch, muster_alert_search, GTK_TYPE_WIDGET)

static void
complain (MusterAlertSearch *self, const char *why)
{
  gtk_label_set_text (GTK_LABEL (self->complaint), why ? why : "");
  gtk_widget_set_visible (self->complaint, why != NULL);
}

/* Only matchers can be silenced: words that are looked for mean nothing to the hub. */
static void
show_silence (MusterAlertSearch *self, const MusterAlertFilter *filter)
{
  g_autofree char *matchers = muster_alert_filter_dup_matchers (filter);

  gtk_widget_set_visible (self->silence, matchers && !muster_alert_filter_has_words (filter));
}

/* While a matcher is none, what was right before stays. */
static void
changed_cb (MusterAlertSearch *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autoptr (GError) error = NULL;
  g_autoptr (MusterAlertFilter) filter = muster_alert_filter_new (text, &error);

  complain (self, filter ? NULL : error->message);
  if (!filter || g_str_equal (text, self->text))
    return;
  g_free (self->text);
  self->text = g_strdup (text);
  show_silence (self, filter);
  g_signal_emit (self, signals[SIGNAL_FILTER_CHANGED], 0);
}

static void
stop_cb (MusterAlertSearch *self)
{
  g_signal_emit (self, signals[SIGNAL_LEFT], 0);
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint key,
        guint code,
        GdkModifierType state,
        MusterAlertSearch *self)
{
  if (key != GDK_KEY_Down)
    return FALSE;
  changed_cb (self);
  g_signal_emit (self, signals[SIGNAL_DOWN], 0);
  return TRUE;
}

static gboolean
grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (MUSTER_ALERT_SEARCH (widget)->entry);
}

static void
dispose (GObject *object)
{
  g_clear_pointer (&MUSTER_ALERT_SEARCH (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (muster_alert_search_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  g_free (MUSTER_ALERT_SEARCH (object)->text);
  G_OBJECT_CLASS (muster_alert_search_parent_class)->finalize (object);
}

static guint
add_signal (const char *name)
{
  return g_signal_new (name, MUSTER_TYPE_ALERT_SEARCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                       G_TYPE_NONE, 0);
}

static void
muster_alert_search_class_init (MusterAlertSearchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  GTK_WIDGET_CLASS (klass)->focus = muster_focus_children;
  GTK_WIDGET_CLASS (klass)->grab_focus = grab_focus;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "alert-search");
  signals[SIGNAL_FILTER_CHANGED] = add_signal ("filter-changed");
  signals[SIGNAL_LEFT] = add_signal ("left");
  signals[SIGNAL_DOWN] = add_signal ("down");
}

static void
muster_alert_search_init (MusterAlertSearch *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkWidget *line;

  self->text = g_strdup ("");
  self->entry = gtk_search_entry_new ();
  g_object_set (self->entry, "placeholder-text",
                /* TRANSLATORS: in an empty entry; service="api" is typed as it stands */
                _ ("Filter: words, or service=\"api\""), "hexpand", TRUE, "search-delay", DELAY_MS,
                NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Filter the alerts"), -1);
  g_signal_connect_swapped (self->entry, "search-changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (self->entry, "stop-search", G_CALLBACK (stop_cb), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (self->entry, keys);
  self->complaint =
      g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_STATUS, "wrap", TRUE,
                    "wrap-mode", PANGO_WRAP_WORD_CHAR, "xalign", 0.0, "visible", FALSE, NULL);
  gtk_widget_add_css_class (self->complaint, "caption");
  gtk_widget_add_css_class (self->complaint, "due-soon");
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_box_append (GTK_BOX (line), self->entry);
  self->silence = gtk_button_new_from_icon_name ("notifications-disabled-symbolic");
  gtk_widget_set_tooltip_text (self->silence, _ ("Silence what matches"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->silence), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Silence what matches"), -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->silence), "alerts.silence-filter");
  gtk_widget_set_visible (self->silence, FALSE);
  gtk_box_append (GTK_BOX (line), self->silence);
  gtk_box_append (GTK_BOX (self->box), line);
  gtk_box_append (GTK_BOX (self->box), self->complaint);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/**
 * muster_alert_search_new:
 *
 * Returns: (transfer floating): an empty entry
 */
GtkWidget *
muster_alert_search_new (void)
{
  return g_object_new (MUSTER_TYPE_ALERT_SEARCH, NULL);
}

/**
 * muster_alert_search_get_text:
 * @self: an entry
 *
 * Returns: what was typed, as far as it was last a filter
 */
const char *
muster_alert_search_get_text (MusterAlertSearch *self)
{
  return self->text;
}

/**
 * muster_alert_search_set_text:
 * @self: an entry
 * @text: as if typed
 */
void
muster_alert_search_set_text (MusterAlertSearch *self, const char *text)
{
  g_return_if_fail (MUSTER_IS_ALERT_SEARCH (self));

  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
  changed_cb (self);
}
