/* maintenance-list.c - the maintenance windows: of what, why, and when they come
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/maintenance-list.h"

#include <glib/gi18n.h>

#include "base/instant.h"
#include "base/safe-text.h"
#include "console/format.h"
#include "console/hub-list.h"

#define TOLD_MAX 3 /* occasions that are told */

static void
item_free (MusterMaintenanceItem *self)
{
  g_free (self->name);
  g_free (self->about);
  g_free (self->reason);
  g_array_unref (self->occasions);
  g_free (self);
}

/* --- reading --- */

/* Fit to be shown (security R9); "" where there is none. */
static char *
read_safe (MusterJsonReader *reader)
{
  MusterText text;

  if (muster_json_reader_peek (reader) != MUSTER_JSON_STRING)
    {
      muster_json_reader_skip (reader);
      return g_strdup ("");
    }
  if (!muster_json_reader_string (reader, &text))
    return g_strdup ("");
  return muster_safe_text (text.bytes, (gssize) text.n, FALSE);
}

static void
set_safe (char **to, MusterJsonReader *reader)
{
  g_free (*to);
  *to = read_safe (reader);
}

static gint64
read_instant (MusterJsonReader *reader)
{
  gint64 at_us = 0;
  MusterText text;

  if (!muster_json_reader_string (reader, &text) ||
      !muster_instant_parse (text.bytes, (gssize) text.n, &at_us))
    return 0;
  return at_us;
}

static void
read_occasions (MusterJsonReader *reader, GArray *occasions)
{
  MusterText name;

  muster_json_reader_enter_array (reader);
  while (muster_json_reader_next_item (reader))
    {
      MusterSpan span = { 0, 0 };

      muster_json_reader_enter_object (reader);
      while (muster_json_reader_next_member (reader, &name))
        if (muster_text_equal (name, "startsAt"))
          span.start_us = read_instant (reader);
        else if (muster_text_equal (name, "endsAt"))
          span.end_us = read_instant (reader);
        else
          muster_json_reader_skip (reader);
      g_array_append_val (occasions, span);
    }
}

static void
add_services (MusterJsonReader *reader, GString *about)
{
  muster_json_reader_enter_array (reader);
  while (muster_json_reader_next_item (reader))
    {
      g_autofree char *service = read_safe (reader);

      g_string_append_printf (about, "%s%s", about->len > 0 ? ", " : "", service);
    }
}

static void
finish_item (MusterMaintenanceItem *item, const char *matchers, const GString *services)
{
  gboolean has_matchers = matchers && *matchers && !g_str_equal (matchers, "{}");

  if (has_matchers && services->len > 0)
    item->about = g_strdup_printf ("%s · %s", services->str, matchers);
  else
    item->about = g_strdup (has_matchers ? matchers : services->str);
  if (!item->name)
    item->name = g_strdup ("");
  if (!item->reason)
    item->reason = g_strdup ("");
}

static gpointer
read_item (MusterJsonReader *reader)
{
  MusterMaintenanceItem *item = g_new0 (MusterMaintenanceItem, 1);
  g_autoptr (GString) services = g_string_new (NULL);
  g_autofree char *matchers = NULL, *state = NULL;
  MusterText name;

  item->occasions = g_array_new (FALSE, FALSE, sizeof (MusterSpan));
  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    if (muster_text_equal (name, "name"))
      set_safe (&item->name, reader);
    else if (muster_text_equal (name, "reason"))
      set_safe (&item->reason, reader);
    else if (muster_text_equal (name, "matchers"))
      set_safe (&matchers, reader);
    else if (muster_text_equal (name, "state"))
      set_safe (&state, reader);
    else if (muster_text_equal (name, "services"))
      add_services (reader, services);
    else if (muster_text_equal (name, "alerts"))
      muster_json_reader_int (reader, &item->alerts_n);
    else if (muster_text_equal (name, "occasions"))
      read_occasions (reader, item->occasions);
    else
      muster_json_reader_skip (reader);
  item->is_open = g_strcmp0 (state, "open") == 0;
  finish_item (item, matchers, services);
  return item;
}

/**
 * muster_maintenance_list_read:
 * @json: what the hub answered to GET /v1/maintenance
 * @error: why it is none
 *
 * Returns: (transfer full) (nullable) (element-type MusterMaintenanceItem): the windows
 */
GPtrArray *
muster_maintenance_list_read (GBytes *json, GError **error)
{
  return muster_hub_list_read_items (json, read_item, (GDestroyNotify) item_free, error);
}

/* --- words --- */

/* "02:00–04:00", with the day where it is another one */
static char *
tell_span (MusterSpan span, gint64 now_us, GTimeZone *zone)
{
  g_autofree char *start = muster_format_time_of_day (span.start_us, zone);
  g_autofree char *end = muster_format_time_of_day (span.end_us, zone);
  g_autofree char *date = muster_format_date (span.start_us, now_us, zone);
  g_autofree char *today = muster_format_date (now_us, now_us, zone);

  return g_str_equal (date, today) ? g_strdup_printf ("%s–%s", start, end)
                                   : g_strdup_printf ("%s %s–%s", date, start, end);
}

static char *
tell_next (const MusterMaintenanceItem *self, guint first, gint64 now_us, GTimeZone *zone)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = first; i < MIN (self->occasions->len, first + TOLD_MAX); i++)
    {
      g_autofree char *span =
          tell_span (g_array_index (self->occasions, MusterSpan, i), now_us, zone);

      g_string_append_printf (list, "%s%s", list->len > 0 ? ", " : "", span);
    }
  if (list->len == 0)
    return g_strdup (_ ("none within 30 days"));
  /* TRANSLATORS: of a maintenance window: times, maybe with dates, as 02:00–04:00, 8 Mar
   * 02:00–04:00 */
  return g_strdup_printf (_ ("next %s"), list->str);
}

/**
 * muster_maintenance_item_tell_when:
 * @self: a window
 * @now_us: the time, µs UTC
 * @zone: (nullable): of the times; %NULL is UTC
 *
 * Returns: (transfer full): until when it is open and what it does, and when it comes
 */
char *
muster_maintenance_item_tell_when (const MusterMaintenanceItem *self,
                                   gint64 now_us,
                                   GTimeZone *zone)
{
  g_autofree char *next = NULL, *end = NULL, *count = NULL, *held = NULL;

  if (!self->is_open || self->occasions->len == 0)
    return tell_next (self, 0, now_us, zone);
  next = tell_next (self, 1, now_us, zone);
  end = muster_format_time_of_day (g_array_index (self->occasions, MusterSpan, 0).end_us, zone);
  count = muster_format_count ((guint64) self->alerts_n);
  held = g_strdup_printf (
      ngettext ("holds back %s alert", "holds back %s alerts", (gulong) self->alerts_n), count);
  /* TRANSLATORS: of a maintenance window: a time of day, "holds back 3 alerts", "next 02:00–04:00"
   */
  return g_strdup_printf (_ ("open until %s · %s · %s"), end, held, next);
}
