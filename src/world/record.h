/* record.h - plain structs as JSON members, by one table for both directions
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/json-writer.h"
G_BEGIN_DECLS

typedef enum
{
  MUSTER_MEMBER_UINT,   /* guint, also enumerations */
  MUSTER_MEMBER_BOOL,   /* gboolean */
  MUSTER_MEMBER_INT64,  /* gint64 within 2^53 */
  MUSTER_MEMBER_UINT64, /* guint64 within 2^53 */
  MUSTER_MEMBER_TIME,   /* gint64 µs; MUSTER_NO_TIME is left out */
  MUSTER_MEMBER_ULID,
  MUSTER_MEMBER_TEXT, /* char *, owned; NULL is left out */
} MusterMemberType;

/* Members with the value that a new struct has are left out by the writer: 0, FALSE, null. */
typedef struct
{
  const char *name;
  MusterMemberType type;
  gsize offset;
} MusterMember;

/* Writes members into an open object. */
void muster_record_write (const MusterMember *members,
                          guint n,
                          gconstpointer record,
                          MusterJsonWriter *writer);
/* Reads one member whose name was read; FALSE if the table has no such one (nothing is read then).
 */
gboolean muster_record_read (const MusterMember *members,
                             guint n,
                             gpointer record,
                             MusterText name,
                             MusterJsonReader *reader);

G_END_DECLS
