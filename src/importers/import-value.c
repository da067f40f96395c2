/* import-value.c - values of another system's files
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "importers/import.h"

#include "base/instant.h"
#include "base/json-number.h"
#include "base/wall-time.h"
#include "sources/fill.h"

static MusterText
text_of (const char *text)
{
  MusterText result = { text, strlen (text) };

  return result;
}

/**
 * muster_import_member:
 * @value: (nullable): an object
 * @name: of a member
 *
 * Returns: (nullable): its value; %NULL where it has none, or null
 */
const MusterValue *
muster_import_member (const MusterValue *value, const char *name)
{
  const MusterValue *member = muster_value_get (value, text_of (name));

  return member != NULL && member->type != MUSTER_JSON_NULL ? member : NULL;
}

/**
 * muster_import_items:
 * @value: (nullable): an object
 * @name: of a member that is a list
 *
 * Returns: (nullable): the first item; the others follow as its next
 */
const MusterValue *
muster_import_items (const MusterValue *value, const char *name)
{
  const MusterValue *list = muster_import_member (value, name);

  return list != NULL && list->type == MUSTER_JSON_ARRAY ? list->first : NULL;
}

/**
 * muster_import_own_text:
 * @value: (nullable): a value
 *
 * Returns: (transfer full): its text, "" where it has none
 */
char *
muster_import_own_text (const MusterValue *value)
{
  MusterText text = muster_value_text (value);

  return g_strndup (text.n > 0 ? text.bytes : "", text.n);
}

/**
 * muster_import_text:
 * @value: (nullable): an object
 * @name: of a member
 *
 * Returns: (nullable) (transfer full): its text, also of a number; %NULL where it is empty
 */
char *
muster_import_text (const MusterValue *value, const char *name)
{
  MusterText text = muster_value_text (muster_import_member (value, name));

  return text.n > 0 ? muster_text_dup (text) : NULL;
}

/**
 * muster_import_text_is:
 * @value: (nullable): an object
 * @name: of a member
 * @text: a text
 *
 * Returns: whether the member is that text, or so are its letters: "true"
 */
gboolean
muster_import_text_is (const MusterValue *value, const char *name, const char *text)
{
  const MusterValue *member = muster_import_member (value, name);

  return member != NULL && muster_text_equal (muster_value_text (member), text);
}

/**
 * muster_import_int:
 * @value: (nullable): an object
 * @name: of a member
 * @out: (out): the number
 *
 * Returns: whether it is a whole one
 */
gboolean
muster_import_int (const MusterValue *value, const char *name, gint64 *out)
{
  g_autofree char *text = muster_import_text (value, name);

  return text != NULL &&
         g_ascii_string_to_signed (text, 10, -MUSTER_JSON_INT_MAX, MUSTER_JSON_INT_MAX, out, NULL);
}

/**
 * muster_import_instant:
 * @self: an import
 * @value: (nullable): an object
 * @name: of a member
 * @out_s: (out): the instant
 *
 * Returns: whether it is one
 */
gboolean
muster_import_instant (MusterImport *self,
                       const MusterValue *value,
                       const char *name,
                       gint64 *out_s)
{
  MusterText text = muster_value_text (muster_import_member (value, name));
  gint64 at_us;

  if (text.n == 0)
    return FALSE;
  text = muster_source_time (self->arena, text);
  if (!muster_instant_parse (text.bytes, (gssize) text.n, &at_us))
    return FALSE;
  *out_s = at_us / G_USEC_PER_SEC;
  return TRUE;
}

/**
 * muster_import_time_of_day:
 * @value: (nullable): an object
 * @name: of a member: "08:00" or "08:00:30"
 * @out_s: (out): seconds since midnight
 *
 * Returns: whether it is one
 */
gboolean
muster_import_time_of_day (const MusterValue *value, const char *name, gint32 *out_s)
{
  g_autofree char *text = muster_import_text (value, name);
  g_autofree char *wall = NULL;
  gint64 wall_s;

  if (text == NULL)
    return FALSE;
  wall = g_strconcat ("2000-01-01T", text, NULL);
  if (!muster_wall_time_parse (wall, &wall_s))
    return FALSE;
  *out_s = (gint32) (wall_s % 86400);
  return TRUE;
}

/**
 * muster_import_zone:
 * @self: an import
 * @value: (nullable): an object
 * @name: of the member that has the zone's name
 *
 * Returns: (transfer full): that name; "UTC", and the report says so, where there is no such zone
 */
char *
muster_import_zone (MusterImport *self, const MusterValue *value, const char *name)
{
  g_autofree char *text = muster_import_text (value, name);
  g_autoptr (GTimeZone) zone = text != NULL ? muster_time_zone_new (text) : NULL;

  if (zone != NULL)
    return g_steal_pointer (&text);
  if (text != NULL)
    muster_import_leave_out (self, muster_import_member (value, name),
                             "there is no time zone “%s”: UTC is taken", text);
  else
    muster_import_note (self, value, "it says no time zone: UTC is taken");
  return g_strdup ("UTC");
}

/**
 * muster_import_wall:
 * @zone: a zone of the system's
 * @at_s: an instant
 *
 * Returns: what the wall shows there then
 */
gint64
muster_import_wall (const char *zone, gint64 at_s)
{
  g_autoptr (GTimeZone) found = muster_time_zone_new (zone);

  return muster_wall_time_at (found, at_s);
}
