/* key-card.c - an integration key: what it is for, when it was last heard of, what can be done
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/key-card.h"

#include <glib/gi18n.h>

#include "console/format.h"
#include "console/intake-card.h"
#include "model/event.h"

static char *
tell_ago (gint64 at_us, gint64 now_us)
{
  return muster_format_span (MAX (now_us - at_us, 0) / G_USEC_PER_SEC * G_USEC_PER_SEC);
}

/* "checkout · made 6 Mar 14:00" */
static char *
tell_origin (MusterHubThing *key, const char *service, gint64 now_us)
{
  g_autofree char *name = muster_hub_thing_dup_safe (key, "name");
  const char *when = muster_hub_thing_get (key, "madeAt") ? "madeAt" : "at";
  g_autofree char *at = muster_intake_tell_at (muster_hub_thing_get_time_us (key, when), now_us);
  gboolean is_drill = muster_hub_thing_get (key, "drill") != NULL;
  g_autofree char *words = is_drill ? g_strdup_printf (_ ("of a drill, made %s"), at)
                                    /* TRANSLATORS: %s is when an integration key was made */
                                    : g_strdup_printf (_ ("made %s"), at);

  return *name && !g_str_equal (name, service) ? g_strdup_printf ("%s · %s", name, words)
                                               : g_steal_pointer (&words);
}

/* "Last event 3 min ago by alertmanager · 1,204 new alerts" */
static char *
tell_health (MusterHubThing *key, gint64 now_us)
{
  gint64 heard_us = muster_hub_thing_get_time_us (key, "lastEventAt");
  guint64 n_alerts = muster_hub_thing_get_count (key, "alerts");
  guint64 n_refused = muster_hub_thing_get_count (key, "refused");
  g_autofree char *source = muster_hub_thing_dup_safe (key, "lastSource");
  g_autofree char *ago = NULL, *alerts = NULL, *refused = NULL;
  GString *out = g_string_new (NULL);

  if (heard_us == MUSTER_NO_TIME)
    {
      g_string_append (out, _ ("Nothing has come by it yet"));
      return g_string_free (out, FALSE);
    }
  ago = tell_ago (heard_us, now_us);
  if (*source)
    /* TRANSLATORS: a span, "3 min", and a format of alerts, "alertmanager" */
    g_string_append_printf (out, _ ("Last event %s ago by %s"), ago, source);
  else
    /* TRANSLATORS: a span, "3 min" */
    g_string_append_printf (out, _ ("Last event %s ago"), ago);
  alerts = muster_format_count (n_alerts);
  g_string_append (out, " · ");
  g_string_append_printf (out, ngettext ("%s new alert", "%s new alerts", (gulong) n_alerts),
                          alerts);
  if (n_refused == 0)
    return g_string_free (out, FALSE);
  refused = muster_format_count (n_refused);
  g_string_append (out, " · ");
  g_string_append_printf (
      /* TRANSLATORS: bodies that could not be read */
      out, ngettext ("%s refused", "%s refused", (gulong) n_refused), refused);
  return g_string_free (out, FALSE);
}

static char *
dup_seconds (MusterHubThing *key, const char *name)
{
  guint64 seconds = muster_hub_thing_get_count (key, name);

  return seconds > 0 ? muster_format_span ((gint64) seconds * G_USEC_PER_SEC) : NULL;
}

/* By which numbers its silence would be told; NULL: it would not be. */
static char *
tell_cadence (MusterHubThing *key)
{
  g_autofree char *usual = dup_seconds (key, "usualSeconds");
  g_autofree char *after = dup_seconds (key, "silentAfterSeconds");

  if (!after)
    return NULL;
  if (!usual)
    /* TRANSLATORS: a span, "15 min": an alert is raised when nothing came for so long */
    return g_strdup_printf (_ ("Silence is told after %s"), after);
  /* TRANSLATORS: spans, "1 min" and "15 min": how often events come, and after how long without any
   * an alert is raised */
  return g_strdup_printf (_ ("Usually every %s · silence is told after %s"), usual, after);
}

static void
add_state (GtkWidget *box, MusterHubThing *key, gint64 now_us)
{
  gint64 silent_us = muster_hub_thing_get_time_us (key, "silentSince");
  gint64 old_us = muster_hub_thing_get_time_us (key, "oldTokenEndsAt");

  if (silent_us != MUSTER_NO_TIME)
    {
      g_autofree char *at = muster_intake_tell_at (silent_us, now_us);
      g_autofree char *ago = tell_ago (silent_us, now_us);
      /* TRANSLATORS: an instant, and how long ago that is: nothing came by an integration key */
      g_autofree char *words = g_strdup_printf (_ ("Silent since %s, for %s"), at, ago);

      muster_intake_card_add (box, words, "numeric due-soon");
    }
  if (old_us != MUSTER_NO_TIME)
    {
      g_autofree char *at = muster_intake_tell_at (old_us, now_us);
      /* TRANSLATORS: an instant; a key has a new token, and the one before still works */
      g_autofree char *words = g_strdup_printf (_ ("The old token is valid until %s"), at);

      muster_intake_card_add (box, words, "numeric");
    }
}

/* @spoken: with the service's name, %s */
static GtkWidget *
add_button (GtkWidget *box, const char *label, const char *spoken, const char *service)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);
  g_autoptr (GString) name = g_string_new (spoken);

  g_string_replace (name, "%s", service, 1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name->str,
                                  -1);
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

/**
 * muster_key_card_new:
 * @key: as the hub lists it
 * @directory: where its service is
 * @now_us: the time, µs UTC
 * @buttons: (out): what can be done to it
 *
 * Returns: (transfer floating): a card of it; what the key itself is, the hub does not know
 */
GtkWidget *
muster_key_card_new (MusterHubThing *key,
                     const MusterDirectory *directory,
                     gint64 now_us,
                     MusterKeyButtons *buttons)
{
  g_autofree char *service =
      muster_intake_tell_service (directory, muster_hub_thing_get (key, "service"));
  g_autofree char *origin = tell_origin (key, service, now_us);
  g_autofree char *health = tell_health (key, now_us);
  g_autofree char *cadence = tell_cadence (key);
  GtkWidget *box = muster_intake_card_new (service);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  muster_intake_card_add (box, service, "heading");
  add_state (box, key, now_us);
  muster_intake_card_add (box, health, "numeric");
  if (cadence)
    muster_intake_card_add (box, cadence, "caption numeric muster-dim");
  muster_intake_card_add (box, origin, "caption numeric muster-dim");
  gtk_widget_set_margin_top (row, 6);
  *buttons = (MusterKeyButtons){ 0 };
  /* TRANSLATORS: verb on a button: give an integration key a new token */
  buttons->rotate = add_button (row, _ ("Ro_tate…"),
                                /* TRANSLATORS: verb; %s is the key's service */
                                _ ("Rotate the key of %s"), service);
  if (muster_hub_thing_get_time_us (key, "oldTokenEndsAt") != MUSTER_NO_TIME)
    /* TRANSLATORS: verb on a button: the token before is refused from now on */
    buttons->retire = add_button (row, _ ("_End the old token"),
                                  /* TRANSLATORS: verb; %s is the key's service */
                                  _ ("End the old token of %s"), service);
  /* TRANSLATORS: verb on a button: an integration key is refused from now on */
  buttons->revoke = add_button (row, _ ("_Revoke…"),
                                /* TRANSLATORS: verb: an integration key is refused from now on; %s
                                 * is its service */
                                _ ("Revoke the key of %s"), service);
  gtk_box_append (GTK_BOX (box), row);
  return box;
}
