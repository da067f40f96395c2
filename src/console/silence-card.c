/* silence-card.c - a silence: of what, by whom, why, until when
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/silence-card.h"

#include <glib/gi18n.h>

#include "console/format.h"
#include "console/tick.h"
#include "model/event.h"

struct _MusterSilenceCard
{
  GtkWidget parent_instance;
  MusterHubThing *silence; /* (nullable) */
  GtkWidget *box;
  GtkWidget *matchers;
  GtkWidget *why;
  GtkWidget *when;
  GtkWidget *buttons;
  GtkWidget *prolong;
  GtkWidget *end;
};

enum
{
  SIGNAL_PROLONG,
  SIGNAL_END,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MusterSilenceCard, muster_silence_card, GTK_TYPE_WIDGET)

/* "16:05", with the day where it is another one */
static char *
tell_time (gint64 at_us, gint64 now_us, GTimeZone *zone)
{
  g_autofree char *time = muster_format_time_of_day (at_us, zone);
  g_autofree char *date = muster_format_date (at_us, now_us, zone);
  g_autofree char *today = muster_format_date (now_us, now_us, zone);

  return g_str_equal (date, today) ? g_steal_pointer (&time)
                                   : g_strdup_printf ("%s %s", date, time);
}

/**
 * muster_silence_tell_when:
 * @silence: as the hub lists it
 * @now_us: the time, µs UTC
 * @zone: (nullable): of the times; %NULL is UTC
 *
 * Returns: (transfer full): when it starts or ends, and how long that is
 */
char *
muster_silence_tell_when (MusterHubThing *silence, gint64 now_us, GTimeZone *zone)
{
  const char *state = muster_hub_thing_get (silence, "state");
  gint64 starts_us = muster_hub_thing_get_time_us (silence, "startsAt");
  gint64 ends_us = muster_hub_thing_get_time_us (silence, "endsAt");
  g_autofree char *start = starts_us != MUSTER_NO_TIME ? tell_time (starts_us, now_us, zone) : NULL;
  g_autofree char *end = ends_us != MUSTER_NO_TIME ? tell_time (ends_us, now_us, zone) : NULL;
  g_autofree char *left = NULL;

  if (!start || !end)
    return g_strdup ("");
  if (g_strcmp0 (state, "expired") == 0)
    /* TRANSLATORS: of a silence that is over: a time of day, maybe with a date */
    return g_strdup_printf (_ ("ended %s"), end);
  if (g_strcmp0 (state, "pending") == 0)
    /* TRANSLATORS: of a silence that is still to come: times of day, maybe with dates */
    return g_strdup_printf (_ ("from %s until %s"), start, end);
  left = muster_format_span (MAX (ends_us - now_us, 0));
  /* TRANSLATORS: of a silence: a time of day, maybe with a date, and how long that is */
  return g_strdup_printf (_ ("until %s · %s left"), end, left);
}

static char *
tell_why (MusterHubThing *silence)
{
  g_autofree char *by = muster_hub_thing_dup_safe (silence, "createdBy");
  g_autofree char *comment = muster_hub_thing_dup_safe (silence, "comment");

  if (*by && *comment)
    return g_strdup_printf ("%s: %s", by, comment);
  return g_strdup (*by ? by : *comment ? comment : _ ("No reason was given"));
}

static void
tick_cb (GtkWidget *widget, gint64 now_us)
{
  MusterSilenceCard *self = MUSTER_SILENCE_CARD (widget);
  GTimeZone *zone = muster_tick_zone (muster_tick_get (widget));
  g_autofree char *when = NULL, *count = NULL, *held = NULL, *words = NULL;
  guint64 n;

  if (!self->silence)
    return;
  when = muster_silence_tell_when (self->silence, now_us, zone);
  n = muster_hub_thing_get_count (self->silence, "alerts");
  count = muster_format_count (n);
  held =
      g_strdup_printf (ngettext ("holds back %s alert", "holds back %s alerts", (gulong) n), count);
  words = g_strcmp0 (muster_hub_thing_get (self->silence, "state"), "active") == 0
              ? g_strdup_printf ("%s · %s", when, held)
              : g_strdup (when);
  if (g_strcmp0 (gtk_label_get_text (GTK_LABEL (self->when)), words) != 0)
    gtk_label_set_text (GTK_LABEL (self->when), words);
}

static void
name_button (GtkWidget *button, const char *verb, const char *matchers)
{
  g_autofree char *name = g_strdup_printf ("%s, %s", verb, matchers);

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/**
 * muster_silence_card_set:
 * @self: a card
 * @silence: as the hub lists it
 */
void
muster_silence_card_set (MusterSilenceCard *self, MusterHubThing *silence)
{
  g_autofree char *matchers = muster_hub_thing_dup_safe (silence, "matchers");
  g_autofree char *why = tell_why (silence);

  g_return_if_fail (MUSTER_IS_SILENCE_CARD (self));

  g_hash_table_ref (silence);
  g_clear_pointer (&self->silence, g_hash_table_unref);
  self->silence = silence;
  gtk_label_set_text (GTK_LABEL (self->matchers), matchers);
  gtk_label_set_text (GTK_LABEL (self->why), why);
  gtk_widget_set_visible (self->buttons,
                          g_strcmp0 (muster_hub_thing_get (silence, "state"), "expired") != 0);
  /* TRANSLATORS: verb: a silence gets a later end */
  name_button (self->prolong, _ ("Prolong"), matchers);
  /* TRANSLATORS: verb: a silence is over at once */
  name_button (self->end, _ ("End"), matchers);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, matchers,
                                  -1);
  tick_cb (GTK_WIDGET (self), muster_tick_now_us (muster_tick_get (GTK_WIDGET (self))));
}

/**
 * muster_silence_card_get:
 * @self: a card
 *
 * Returns: (transfer none) (nullable): the silence that it shows
 */
MusterHubThing *
muster_silence_card_get (MusterSilenceCard *self)
{
  return self->silence;
}

static void
clicked_cb (MusterSilenceCard *self, GtkWidget *button)
{
  g_signal_emit (self, signals[button == self->end ? SIGNAL_END : SIGNAL_PROLONG], 0);
}

static void
dispose (GObject *object)
{
  MusterSilenceCard *self = MUSTER_SILENCE_CARD (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->silence, g_hash_table_unref);
  G_OBJECT_CLASS (muster_silence_card_parent_class)->dispose (object);
}

static void
muster_silence_card_class_init (MusterSilenceCardClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
  signals[SIGNAL_PROLONG] =
      g_signal_new ("prolong", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_END] =
      g_signal_new ("end", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
add_label (MusterSilenceCard *self, const char *class)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "wrap", TRUE, "wrap-mode",
                                   PANGO_WRAP_WORD_CHAR, NULL);

  if (class)
    gtk_widget_add_css_class (label, class);
  gtk_widget_add_css_class (label, "numeric");
  gtk_box_append (GTK_BOX (self->box), label);
  return label;
}

static GtkWidget *
add_button (MusterSilenceCard *self, const char *label)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  g_signal_connect_swapped (button, "clicked", G_CALLBACK (clicked_cb), self);
  gtk_box_append (GTK_BOX (self->buttons), button);
  return button;
}

static void
muster_silence_card_init (MusterSilenceCard *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  self->matchers = add_label (self, "mono");
  self->why = add_label (self, NULL);
  self->when = add_label (self, "caption");
  gtk_widget_add_css_class (self->when, "muster-dim");
  self->buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  /* TRANSLATORS: verb on a button: a silence gets a later end */
  self->prolong = add_button (self, _ ("_Prolong…"));
  /* TRANSLATORS: verb on a button: a silence is over at once */
  self->end = add_button (self, _ ("_End"));
  gtk_widget_set_margin_top (self->buttons, 6);
  gtk_box_append (GTK_BOX (self->box), self->buttons);
  gtk_widget_add_css_class (self->box, "card");
  gtk_widget_add_css_class (self->box, "hub-card");
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  muster_tick_follow (GTK_WIDGET (self), tick_cb);
}

/**
 * muster_silence_card_new:
 *
 * Returns: (transfer floating): a card of no silence yet
 */
GtkWidget *
muster_silence_card_new (void)
{
  return g_object_new (MUSTER_TYPE_SILENCE_CARD, NULL);
}
