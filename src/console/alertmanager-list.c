/* alertmanager-list.c - reads how it goes with the Alertmanagers that the hub asks
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/alertmanager-list.h"

#include <glib/gi18n.h>

#include "base/safe-text.h"
#include "console/format.h"
#include "model/event.h"

static void
item_free (gpointer data)
{
  MusterAlertmanagers *self = data;

  g_free (self->name);
  g_ptr_array_unref (self->members);
  g_free (self);
}

static gpointer
read_item (MusterJsonReader *reader)
{
  MusterAlertmanagers *item = g_new0 (MusterAlertmanagers, 1);
  MusterText name, text = { NULL, 0 };

  item->members = g_ptr_array_new_with_free_func ((GDestroyNotify) g_hash_table_unref);
  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    if (muster_text_equal (name, "name") && muster_json_reader_peek (reader) == MUSTER_JSON_STRING)
      {
        if (muster_json_reader_string (reader, &text) && !item->name)
          item->name = muster_safe_text (text.bytes, (gssize) text.n, FALSE);
      }
    else if (muster_text_equal (name, "members") && muster_json_reader_enter_array (reader))
      while (muster_json_reader_next_item (reader))
        g_ptr_array_add (item->members, muster_hub_thing_read (reader));
    else
      muster_json_reader_skip (reader);
  if (!item->name)
    item->name = g_strdup ("");
  return item;
}

/**
 * muster_alertmanager_list_read:
 * @json: as GET /v1/alertmanagers answers
 * @error: why it is none
 *
 * Returns: (transfer full) (nullable) (element-type MusterAlertmanagers): as they are configured
 */
GPtrArray *
muster_alertmanager_list_read (GBytes *json, GError **error)
{
  return muster_hub_list_read_items (json, read_item, item_free, error);
}

/**
 * muster_alertmanager_is_up:
 * @member: an Alertmanager
 *
 * Returns: whether it answered when it was asked last
 */
gboolean
muster_alertmanager_is_up (MusterHubThing *member)
{
  return g_strcmp0 (muster_hub_thing_get (member, "up"), "true") == 0;
}

/**
 * muster_alertmanagers_tell:
 * @self: those of one source
 *
 * Returns: (transfer full) (nullable): how many they are and how many answer; %NULL: there is one
 */
char *
muster_alertmanagers_tell (const MusterAlertmanagers *self)
{
  guint n = self->members->len, n_up = 0;

  for (guint i = 0; i < n; i++)
    n_up += muster_alertmanager_is_up (g_ptr_array_index (self->members, i));
  if (n < 2)
    return NULL;
  if (n_up == n)
    /* TRANSLATORS: a cluster of Alertmanagers, which have the same alerts; never one */
    return g_strdup_printf (_ ("A cluster of %u: what one tells counts once"), n);
  /* TRANSLATORS: how many of a cluster of Alertmanagers, never one, answer the hub */
  return g_strdup_printf (
      ngettext ("A cluster of %u: %u answers", "A cluster of %u: %u answer", n_up), n, n_up);
}

static char *
tell_ago (gint64 at_us, gint64 now_us)
{
  return muster_format_span (MAX (now_us - at_us, 0) / G_USEC_PER_SEC * G_USEC_PER_SEC);
}

static void
append_count (GString *out, MusterHubThing *member, const char *name, const char *words)
{
  guint64 n = muster_hub_thing_get_count (member, name);
  g_autofree char *count = muster_format_count (n);

  if (n > 0)
    g_string_append_printf (out, " · %s %s", count, words);
}

/**
 * muster_alertmanager_tell:
 * @member: an Alertmanager
 * @now_us: the time, µs UTC
 *
 * Returns: (transfer full): when it answered last, and what it told
 */
char *
muster_alertmanager_tell (MusterHubThing *member, gint64 now_us)
{
  gint64 polled_us = muster_hub_thing_get_time_us (member, "polledAt");
  gulong n_alerts = (gulong) muster_hub_thing_get_count (member, "alerts");
  gulong n_silences = (gulong) muster_hub_thing_get_count (member, "silences");
  g_autofree char *ago = NULL, *alerts = NULL;
  GString *out;

  if (polled_us == MUSTER_NO_TIME)
    /* TRANSLATORS: of an Alertmanager that is asked */
    return g_strdup (_ ("It has not answered yet"));
  ago = tell_ago (polled_us, now_us);
  alerts = muster_format_count (n_alerts);
  out = g_string_new (NULL);
  /* TRANSLATORS: of an Alertmanager; a span of time, "12 s" */
  g_string_append_printf (out, _ ("Answered %s ago"), ago);
  g_string_append (out, " · ");
  g_string_append_printf (out, ngettext ("%s alert", "%s alerts", n_alerts), alerts);
  /* TRANSLATORS: follows a number: alerts that an Alertmanager tells nobody of */
  append_count (out, member, "heldBack", _ ("held back there"));
  append_count (out, member, "silences",
                /* TRANSLATORS: follows a number: silences that were made here and are there, too */
                ngettext ("silence of ours there", "silences of ours there", n_silences));
  return g_string_free (out, FALSE);
}

/**
 * muster_alertmanager_list_faults:
 * @member: an Alertmanager
 * @now_us: the time, µs UTC
 *
 * Returns: (transfer full) (element-type utf8): what went wrong, and what was lost by it
 */
GPtrArray *
muster_alertmanager_list_faults (MusterHubThing *member, gint64 now_us)
{
  GPtrArray *faults = g_ptr_array_new_with_free_func (g_free);
  gulong n_refused = (gulong) muster_hub_thing_get_count (member, "refused");
  g_autofree char *error = muster_hub_thing_dup_safe (member, "error");
  g_autofree char *silences = muster_hub_thing_dup_safe (member, "silenceError");
  g_autofree char *refused = muster_format_count (n_refused);

  if (*error)
    /* TRANSLATORS: of an Alertmanager; why it did not answer */
    g_ptr_array_add (faults, g_strdup_printf (_ ("Does not answer: %s"), error));
  if (n_refused > 0)
    g_ptr_array_add (faults,
                     g_strdup_printf (ngettext ("%s alert of it could not be read",
                                                "%s alerts of it could not be read", n_refused),
                                      refused));
  if (*silences)
    /* TRANSLATORS: of an Alertmanager; why silences that were made here are not there */
    g_ptr_array_add (faults, g_strdup_printf (_ ("Silences do not get there: %s"), silences));
  return faults;
}
