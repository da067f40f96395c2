/* window-body.c - what a maintenance window says, read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/window-body.h"

#include "base/wall-time.h"
#include "model/error.h"

#include <string.h>

static gboolean
fail (GError **error, const char *message)
{
  g_set_error_literal (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_INVALID, message);
  return FALSE;
}

/**
 * muster_window_body_begin:
 * @self: a body to be read
 *
 * Has nothing said yet.
 */
void
muster_window_body_begin (MusterWindowBody *self)
{
  *self = (MusterWindowBody){ .selection = muster_selection_new () };
}

/**
 * muster_window_body_clear:
 * @self: a body
 *
 * Frees what is in it.
 */
void
muster_window_body_clear (MusterWindowBody *self)
{
  g_clear_pointer (&self->selection, muster_selection_free);
  g_clear_pointer (&self->occasions, muster_occasions_free);
  g_clear_pointer (&self->zone, g_free);
  g_clear_pointer (&self->start, g_free);
  g_clear_pointer (&self->rrule, g_free);
  g_clear_pointer (&self->until, g_free);
  g_clear_pointer (&self->reason, g_free);
}

static void
read_services (MusterWindowBody *self, MusterRulesReading *reading)
{
  GPtrArray *services = self->selection->services;

  muster_json_reader_enter_array (reading->reader);
  while (reading->why == NULL && muster_json_reader_next_item (reading->reader))
    {
      g_ptr_array_add (services, muster_rules_read_text (reading));
      if (services->len > MUSTER_WINDOW_SERVICES_MAX)
        muster_rules_complain (reading, "There are over %d services", MUSTER_WINDOW_SERVICES_MAX);
    }
}

/**
 * muster_window_body_read_member:
 * @self: a body
 * @reading: the JSON, before the member's value
 * @member: its name
 *
 * Returns: whether it was a window's, and is read
 */
gboolean
muster_window_body_read_member (MusterWindowBody *self,
                                MusterRulesReading *reading,
                                MusterText member)
{
  const struct
  {
    const char *name;
    char **text;
  } texts[] = {
    { "zone", &self->zone },   { "start", &self->start },   { "rrule", &self->rrule },
    { "until", &self->until }, { "reason", &self->reason },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (muster_text_equal (member, texts[i].name))
      {
        g_free (*texts[i].text);
        *texts[i].text = muster_rules_read_text (reading);
        return TRUE;
      }
  if (muster_text_equal (member, "match"))
    muster_rules_read_matchers (reading, self->selection->matchers);
  else if (muster_text_equal (member, "services"))
    read_services (self, reading);
  else if (muster_text_equal (member, "duration"))
    self->duration_us = muster_rules_read_duration (reading);
  else
    return FALSE;
  return TRUE;
}

static gboolean
read_until (const MusterWindowBody *self, GError **error)
{
  if (self->until == NULL)
    return TRUE;
  return muster_wall_time_parse (self->until, &self->occasions->until_s) ||
         fail (error, "“until” is a time on the wall such as 2026-12-31T00:00");
}

static gboolean
read_rule (const MusterWindowBody *self, GError **error)
{
  g_autoptr (GError) why = NULL;

  if (self->rrule == NULL)
    return TRUE;
  self->occasions->recurrence =
      muster_recurrence_new (self->rrule, self->occasions->start_s, self->occasions->zone, &why);
  return self->occasions->recurrence != NULL || fail (error, why->message);
}

/**
 * muster_window_body_finish:
 * @self: a body whose members were read
 * @error: %MUSTER_MODEL_ERROR_INVALID
 *
 * Returns: whether they tell of windows; its occasions are set then
 */
gboolean
muster_window_body_finish (MusterWindowBody *self, GError **error)
{
  g_autoptr (GTimeZone) zone = muster_time_zone_new (self->zone != NULL ? self->zone : "UTC");
  gint64 start_s;

  if (zone == NULL)
    {
      g_set_error (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_INVALID,
                   "There is no time zone “%s”", self->zone);
      return FALSE;
    }
  if (self->start == NULL || !muster_wall_time_parse (self->start, &start_s))
    return fail (error, "A window has a “start”: a time on the wall such as 2026-03-01T02:00");
  if (self->duration_us < G_TIME_SPAN_MINUTE)
    return fail (error, "A window has a “duration” of a minute or more, such as 2h");
  self->occasions = muster_occasions_new (zone, start_s, self->duration_us / G_USEC_PER_SEC);
  return read_until (self, error) && read_rule (self, error);
}

/**
 * muster_window_body_read:
 * @body: (nullable): JSON
 * @out: (out): what it says; to be cleared
 * @error: %MUSTER_BASE_ERROR, or %MUSTER_MODEL_ERROR_INVALID
 *
 * Members that are not known are passed over.
 *
 * Returns: whether it is a maintenance window's
 */
gboolean
muster_window_body_read (const char *body, MusterWindowBody *out, GError **error)
{
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  MusterRulesReading reading = { reader, NULL, 0 };
  MusterText member;

  muster_window_body_begin (out);
  body = body != NULL ? body : "{}";
  muster_json_reader_begin (reader, body, strlen (body), NULL);
  muster_json_reader_enter_object (reader);
  while (reading.why == NULL && muster_json_reader_next_member (reader, &member))
    if (!muster_window_body_read_member (out, &reading, member))
      muster_json_reader_skip (reader);
  if (reading.why != NULL)
    {
      g_propagate_error (error, reading.why);
      return FALSE;
    }
  if (!muster_json_reader_finish (reader, error))
    return FALSE;
  if (!muster_selection_is_narrow (out->selection))
    return fail (error, "A window names services, or matchers with a value that is not empty, else "
                        "it would hold back nearly everything");
  return muster_window_body_finish (out, error);
}

/**
 * muster_selection_check:
 * @self: a selection
 * @directory: what is configured
 * @error: %MUSTER_MODEL_ERROR_INVALID
 *
 * Returns: whether there are the services that it names
 */
gboolean
muster_selection_check (const MusterSelection *self,
                        const MusterDirectory *directory,
                        GError **error)
{
  for (guint i = 0; i < self->services->len; i++)
    {
      const char *name = g_ptr_array_index (self->services, i);

      if (muster_directory_find (directory, MUSTER_OBJECT_SERVICE, name, -1) == NULL)
        {
          g_set_error (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_INVALID,
                       "There is no service “%s”", name);
          return FALSE;
        }
    }
  return TRUE;
}

/**
 * muster_maintenance_check:
 * @directory: what is configured
 * @body: what an object of type "maintenance" is to say
 * @error: return location
 *
 * Returns: whether it may
 */
gboolean
muster_maintenance_check (const MusterDirectory *directory, const char *body, GError **error)
{
  g_auto (MusterWindowBody) read = { 0 };

  return muster_window_body_read (body, &read, error) &&
         muster_selection_check (read.selection, directory, error);
}

/**
 * muster_maintenance_window_read:
 * @object: an object of type "maintenance"
 *
 * Returns: (transfer full) (nullable): the window; %NULL: it is removed, or of a version that says
 *   what we do not know
 */
MusterMaintenanceWindow *
muster_maintenance_window_read (const MusterObject *object)
{
  g_auto (MusterWindowBody) body = { 0 };
  MusterMaintenanceWindow *window;

  if (object->removed || !muster_window_body_read (object->body, &body, NULL))
    return NULL;
  window = muster_maintenance_window_new (object->id, object->seq, object->name);
  window->selection = g_steal_pointer (&body.selection);
  window->occasions = g_steal_pointer (&body.occasions);
  return window;
}
