/* intake-card.c - cards of the window about intake: a letter that nobody could read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/intake-card.h"

#include <glib/gi18n.h>

#include "base/safe-text.h"
#include "console/format.h"
#include "model/event.h"

#define SHOWN_BYTES_MAX 600 /* of what came */

/**
 * muster_intake_card_new:
 * @name: of the card, for who cannot see it
 *
 * Returns: (transfer floating): a card without content
 */
GtkWidget *
muster_intake_card_new (const char *name)
{
  GtkWidget *box = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP,
                                 "orientation", GTK_ORIENTATION_VERTICAL, "spacing", 3, NULL);

  gtk_widget_add_css_class (box, "card");
  gtk_widget_add_css_class (box, "hub-card");
  gtk_accessible_update_property (GTK_ACCESSIBLE (box), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return box;
}

/**
 * muster_intake_card_add:
 * @box: a card
 * @text: a line of it
 * @classes: of the stylesheet, separated by spaces
 *
 * Adds the line.
 */
void
muster_intake_card_add (GtkWidget *box, const char *text, const char *classes)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "wrap", TRUE, "wrap-mode",
                                   PANGO_WRAP_WORD_CHAR, "label", text, NULL);
  g_auto (GStrv) names = g_strsplit (classes, " ", -1);

  gtk_widget_set_css_classes (label, (const char **) names);
  gtk_box_append (GTK_BOX (box), label);
}

/**
 * muster_intake_tell_at:
 * @at_us: an instant, µs UTC; MUSTER_NO_TIME: none
 * @now_us: the time
 *
 * Returns: (transfer full): its date and time of day
 */
char *
muster_intake_tell_at (gint64 at_us, gint64 now_us)
{
  g_autofree char *date = NULL, *time = NULL;

  if (at_us == MUSTER_NO_TIME)
    return g_strdup ("–");
  date = muster_format_date (at_us, now_us, NULL);
  time = muster_format_time (at_us, NULL);
  return g_strdup_printf ("%s %s", date, time);
}

/**
 * muster_intake_tell_service:
 * @directory: where services are
 * @service: (nullable): the ULID of one
 *
 * Returns: (transfer full): its name
 */
char *
muster_intake_tell_service (const MusterDirectory *directory, const char *service)
{
  const MusterObject *object = NULL;
  MusterUlid id;

  if (service && muster_ulid_parse (service, -1, &id))
    object = muster_directory_get (directory, id);
  /* TRANSLATORS: of an integration key: nobody knows what it is for any more */
  return object ? muster_safe_text (object->name, -1, FALSE) : g_strdup (_ ("no service"));
}

/* "alertmanager, by the key of api" */
static char *
tell_origin (MusterHubThing *letter, const MusterDirectory *directory)
{
  const char *key = muster_hub_thing_get (letter, "key");
  g_autofree char *source = muster_hub_thing_dup_safe (letter, "source");
  const MusterObject *object = NULL;
  g_autofree char *service = NULL;
  MusterUlid id;

  if (key && muster_ulid_parse (key, -1, &id))
    object = muster_directory_get (directory, id);
  if (!object)
    return g_steal_pointer (&source);
  if (muster_ulid_is_null (object->service))
    service = muster_safe_text (object->name, -1, FALSE);
  else
    service = muster_safe_text (muster_directory_title (directory, object->service), -1, FALSE);
  /* TRANSLATORS: a format of alerts, and the service whose key they came by */
  return g_strdup_printf (_ ("%s, by the key of %s"), source, service);
}

/* Who took it in after all. */
static void
add_replayed (GtkWidget *box, MusterHubThing *letter, gint64 now_us)
{
  gint64 at_us = muster_hub_thing_get_time_us (letter, "replayedAt");
  g_autofree char *by = muster_hub_thing_dup_safe (letter, "replayedBy");
  g_autofree char *as = muster_hub_thing_dup_safe (letter, "replayedAs");
  g_autofree char *at = NULL, *words = NULL;

  if (at_us == MUSTER_NO_TIME)
    return;
  at = muster_intake_tell_at (at_us, now_us);
  /* TRANSLATORS: who took in what could not be read, when, and as which format of alerts */
  words = g_strdup_printf (_ ("Taken in by %s, %s, as %s"), *by ? by : "–", at, as);
  muster_intake_card_add (box, words, "numeric success");
}

/**
 * muster_intake_letter_card_new:
 * @letter: as the hub lists it
 * @directory: where its key is
 * @now_us: the time, µs UTC
 * @again: (out) (nullable): the button that reads it again, if all of it was kept
 *
 * Returns: (transfer floating): a card: what came, by which key, why it was refused, and how it
 *   begins
 */
GtkWidget *
muster_intake_letter_card_new (MusterHubThing *letter,
                               const MusterDirectory *directory,
                               gint64 now_us,
                               GtkWidget **again)
{
  g_autofree char *origin = tell_origin (letter, directory);
  g_autofree char *reason = muster_hub_thing_dup_safe (letter, "reason");
  g_autofree char *at = muster_intake_tell_at (muster_hub_thing_get_time_us (letter, "at"), now_us);
  guint64 n = muster_hub_thing_get_count (letter, "bytes");
  g_autofree char *count = muster_format_count (n);
  /* TRANSLATORS: how much came, and when */
  g_autofree char *size =
      g_strdup_printf (ngettext ("%s byte, %s", "%s bytes, %s", (gulong) n), count, at);
  const char *raw = muster_hub_thing_get (letter, "text");
  g_autofree char *safe = muster_safe_text (raw ? raw : "", -1, TRUE);
  g_autofree char *cut = muster_cut_text (safe, strlen (safe), SHOWN_BYTES_MAX);
  g_autofree char *name = g_strdup_printf ("%s, %s", origin, reason);
  g_autofree char *spoken = NULL;
  GtkWidget *box = muster_intake_card_new (name);

  muster_intake_card_add (box, origin, "heading");
  muster_intake_card_add (box, reason, "numeric");
  muster_intake_card_add (box, size, "caption numeric muster-dim");
  if (*safe)
    muster_intake_card_add (box, cut ? cut : safe, "mono letter-text");
  add_replayed (box, letter, now_us);
  *again = NULL;
  if (g_strcmp0 (muster_hub_thing_get (letter, "whole"), "true") != 0)
    {
      muster_intake_card_add (box, _ ("Not all of it was kept, so it cannot be read again."),
                              "caption muster-dim");
      return box;
    }
  *again = gtk_button_new_with_mnemonic (_ ("Read _again as…"));
  /* TRANSLATORS: verb; the format of alerts that it was sent as, and by whose key */
  spoken = g_strdup_printf (_ ("Read again: %s"), origin);
  gtk_accessible_update_property (GTK_ACCESSIBLE (*again), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
  gtk_widget_set_halign (*again, GTK_ALIGN_START);
  gtk_widget_set_margin_top (*again, 6);
  gtk_box_append (GTK_BOX (box), *again);
  return box;
}
