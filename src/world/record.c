/* record.c - plain structs as JSON members
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/record.h"

#include "model/event.h"

static void
write_member (const MusterMember *member, gconstpointer at, MusterJsonWriter *writer)
{
  const char *text;

  switch (member->type)
    {
    case MUSTER_MEMBER_UINT:
      if (*(const guint *) at != 0)
        muster_json_member_int (writer, member->name, *(const guint *) at);
      return;
    case MUSTER_MEMBER_BOOL:
      if (*(const gboolean *) at)
        muster_json_member_bool (writer, member->name, TRUE);
      return;
    case MUSTER_MEMBER_INT64:
    case MUSTER_MEMBER_UINT64:
      if (*(const gint64 *) at != 0)
        muster_json_member_int (writer, member->name, *(const gint64 *) at);
      return;
    case MUSTER_MEMBER_TIME:
      if (*(const gint64 *) at != MUSTER_NO_TIME)
        muster_json_member_int (writer, member->name, *(const gint64 *) at);
      return;
    case MUSTER_MEMBER_ULID:
      if (!muster_ulid_is_null (*(const MusterUlid *) at))
        muster_json_member_ulid (writer, member->name, *(const MusterUlid *) at);
      return;
    case MUSTER_MEMBER_TEXT:
      text = *(const char *const *) at;
      if (text != NULL)
        muster_json_member_string (writer, member->name, text);
      return;
    default:
      g_assert_not_reached ();
    }
}

/**
 * muster_record_write:
 * @members: what a struct of this kind has
 * @n: how many
 * @record: the struct
 * @writer: within an object
 *
 * Writes what differs from an empty struct.
 */
void
muster_record_write (const MusterMember *members,
                     guint n,
                     gconstpointer record,
                     MusterJsonWriter *writer)
{
  for (guint i = 0; i < n; i++)
    write_member (&members[i], (const char *) record + members[i].offset, writer);
}

static void
read_value (const MusterMember *member, gpointer at, MusterJsonReader *reader)
{
  gint64 number = 0;
  gboolean truth = FALSE;
  MusterText text = { "", 0 };

  switch (member->type)
    {
    case MUSTER_MEMBER_UINT:
      if (muster_json_reader_int (reader, &number) && number >= 0 && number <= G_MAXUINT)
        *(guint *) at = (guint) number;
      else
        muster_json_reader_fail (reader, "“%s” is out of range", member->name);
      return;
    case MUSTER_MEMBER_BOOL:
      if (muster_json_reader_bool (reader, &truth))
        *(gboolean *) at = truth;
      return;
    case MUSTER_MEMBER_INT64:
    case MUSTER_MEMBER_UINT64:
    case MUSTER_MEMBER_TIME:
      if (muster_json_reader_int (reader, &number))
        *(gint64 *) at = number;
      return;
    case MUSTER_MEMBER_ULID:
      if (muster_json_reader_peek (reader) == MUSTER_JSON_NULL)
        muster_json_reader_null (reader);
      else if (!muster_json_reader_string (reader, &text) ||
               !muster_ulid_parse (text.bytes, (gssize) text.n, at))
        muster_json_reader_fail (reader, "“%s” is no id", member->name);
      return;
    case MUSTER_MEMBER_TEXT:
      if (!muster_json_reader_string (reader, &text))
        return;
      g_free (*(char **) at);
      *(char **) at = muster_text_dup (text);
      return;
    default:
      g_assert_not_reached ();
    }
}

/**
 * muster_record_read:
 * @members: what a struct of this kind has
 * @n: how many
 * @record: the struct
 * @name: of the member that was read
 * @reader: before the member's value
 *
 * Reads a member's value into its place.
 *
 * Returns: whether the table has such a member
 */
gboolean
muster_record_read (const MusterMember *members,
                    guint n,
                    gpointer record,
                    MusterText name,
                    MusterJsonReader *reader)
{
  for (guint i = 0; i < n; i++)
    if (muster_text_equal (name, members[i].name))
      {
        read_value (&members[i], (char *) record + members[i].offset, reader);
        return TRUE;
      }
  return FALSE;
}
