/* maintenance-json.c - maintenance windows in JSON: what they are about, and when they come
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/maintenance-json.h"

#include "hub/api-json.h"
#include "model/error.h"
#include "world/suppress.h"
#include "world/window-body.h"

#define OCCASIONS_MAX 100 /* told of one window */

static void
write_occasions (MusterJsonWriter *writer,
                 const MusterMaintenanceView *view,
                 const MusterOccasions *occasions)
{
  gint64 after_us = view->now_us, end_us = view->now_us + view->days * G_TIME_SPAN_DAY;
  MusterSpan span;

  muster_json_name (writer, "occasions");
  muster_json_begin_array (writer);
  for (guint i = 0; i < OCCASIONS_MAX; i++, after_us = span.end_us)
    {
      if (!muster_occasions_next (occasions, after_us, &span) || span.start_us >= end_us)
        break;
      muster_json_begin_object (writer);
      muster_json_member_instant (writer, "startsAt", span.start_us);
      muster_json_member_instant (writer, "endsAt", span.end_us);
      muster_json_end_object (writer);
    }
  muster_json_end_array (writer);
}

static void
write_selection (MusterJsonWriter *writer, const MusterSelection *selection)
{
  g_autoptr (GString) matchers = g_string_new (NULL);

  muster_matchers_append_text (selection->matchers, matchers);
  muster_json_member_string (writer, "matchers", matchers->str);
  muster_json_name (writer, "services");
  muster_json_begin_array (writer);
  for (guint i = 0; i < selection->services->len; i++)
    muster_json_string (writer, g_ptr_array_index (selection->services, i));
  muster_json_end_array (writer);
}

/* The members of a window that say what is configured, and when it comes. */
static void
write_body (MusterJsonWriter *writer,
            const MusterMaintenanceView *view,
            const MusterWindowBody *body)
{
  write_selection (writer, body->selection);
  muster_json_member_string (writer, "zone", body->zone != NULL ? body->zone : "UTC");
  muster_json_member_string (writer, "rrule", body->rrule);
  muster_json_member_string (writer, "reason", body->reason);
  write_occasions (writer, view, body->occasions);
}

static void
write_state (MusterJsonWriter *writer,
             const MusterMaintenanceView *view,
             const MusterObject *object,
             const MusterWindowBody *body)
{
  const MusterOpening *opening =
      muster_maintenance_get_opening (muster_world_get_maintenance (view->world), object->id);
  MusterSpan next;

  muster_json_member_ulid (writer, "id", object->id);
  muster_json_member_string (writer, "name", object->name);
  muster_json_member_string (writer, "state",
                             opening != NULL ? "open"
                             : muster_occasions_next (body->occasions, view->now_us, &next)
                                 ? "later"
                                 : "over");
  muster_json_name (writer, "endsAt");
  if (opening != NULL)
    muster_json_instant (writer, opening->ends_us);
  else
    muster_json_null (writer);
  muster_json_member_int (
      writer, "alerts",
      muster_suppressions_count_of (muster_world_get_suppressions (view->world), object->id));
}

/**
 * muster_json_maintenance_list:
 * @writer: a writer, within a list
 * @view: of which world, and how far ahead
 *
 * Writes each window as one object, the oldest first.
 */
void
muster_json_maintenance_list (MusterJsonWriter *writer, const MusterMaintenanceView *view)
{
  const MusterDirectory *directory = muster_world_get_directory (view->world);
  g_autoptr (GPtrArray) windows =
      muster_maintenance_list (muster_world_get_maintenance (view->world));

  for (guint i = 0; i < windows->len; i++)
    {
      const MusterMaintenanceWindow *window = g_ptr_array_index (windows, i);
      const MusterObject *object = muster_directory_get (directory, window->id);
      g_auto (MusterWindowBody) body = { 0 };

      if (object == NULL || !muster_window_body_read (object->body, &body, NULL))
        continue;
      muster_json_begin_object (writer);
      write_state (writer, view, object, &body);
      write_body (writer, view, &body);
      muster_json_end_object (writer);
    }
}

/* How many alerts fire that nothing holds back yet, and that it is about. */
static void
write_preview (MusterJsonWriter *writer,
               const MusterMaintenanceView *view,
               const MusterSelection *selection)
{
  g_autoptr (GPtrArray) alerts = muster_world_list_selected (view->world, selection);

  muster_json_member_int (writer, "wouldHold", alerts->len);
}

/**
 * muster_json_maintenance_preview:
 * @writer: a writer
 * @view: of which world, and how far ahead
 * @window: (nullable): the name or the id of one
 * @body: (nullable): else what one would say, JSON
 * @error: %MUSTER_MODEL_ERROR
 *
 * Writes one object. Looks at every alert, as its opening would.
 *
 * Returns: whether there is such a window, or may be
 */
gboolean
muster_json_maintenance_preview (MusterJsonWriter *writer,
                                 const MusterMaintenanceView *view,
                                 const char *window,
                                 const char *body,
                                 GError **error)
{
  const MusterDirectory *directory = muster_world_get_directory (view->world);
  const MusterObject *object = NULL;
  g_auto (MusterWindowBody) read = { 0 };

  if (window != NULL)
    {
      object = muster_directory_resolve (directory, MUSTER_OBJECT_MAINTENANCE, window);
      if (object == NULL)
        {
          g_set_error_literal (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_NOT_FOUND,
                               "There is no such maintenance window");
          return FALSE;
        }
      body = object->body;
    }
  if (!muster_window_body_read (body, &read, error) ||
      !muster_selection_check (read.selection, directory, error))
    return FALSE;
  muster_json_begin_object (writer);
  if (object != NULL)
    write_state (writer, view, object, &read);
  write_body (writer, view, &read);
  write_preview (writer, view, read.selection);
  muster_json_end_object (writer);
  return TRUE;
}
