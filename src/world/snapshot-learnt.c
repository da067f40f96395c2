/* snapshot-learnt.c - what past incidents taught, as lines of a snapshot
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/snapshot-learnt.h"

#include "base/json-writer.h"

#define ITEMS_OF_LINE 1000

static void
begin_line (MusterJsonWriter *writer, GString *out)
{
  muster_json_writer_init (writer, out);
  muster_json_begin_object (writer);
  muster_json_member_string (writer, "part", MUSTER_SNAPSHOT_LEARNT);
}

static void
end_line (MusterJsonWriter *writer)
{
  muster_json_end_object (writer);
  g_string_append_c (writer->out, '\n');
}

static void
save_kinds (const GArray *kinds, guint from, GString *out)
{
  MusterJsonWriter writer;

  begin_line (&writer, out);
  muster_json_name (&writer, "kinds");
  muster_json_begin_array (&writer);
  for (guint i = from; i < MIN (from + ITEMS_OF_LINE, kinds->len); i++)
    {
      const MusterKindCount *one = &g_array_index (kinds, MusterKindCount, i);

      muster_json_int (&writer, (gint64) one->kind);
      muster_json_int (&writer, one->n);
    }
  muster_json_end_array (&writer);
  end_line (&writer);
}

static void
save_pairs (const GArray *pairs, guint from, GString *out)
{
  MusterJsonWriter writer;

  begin_line (&writer, out);
  muster_json_name (&writer, "pairs");
  muster_json_begin_array (&writer);
  for (guint i = from; i < MIN (from + ITEMS_OF_LINE, pairs->len); i++)
    {
      const MusterKindPair *one = &g_array_index (pairs, MusterKindPair, i);

      muster_json_int (&writer, (gint64) one->a);
      muster_json_int (&writer, (gint64) one->b);
      muster_json_int (&writer, one->together);
      muster_json_int (&writer, one->apart);
    }
  muster_json_end_array (&writer);
  end_line (&writer);
}

/**
 * muster_snapshot_save_learnt:
 * @learnt: what was learnt
 * @out: where its lines go
 *
 * Writes it, in an order of its own.
 */
void
muster_snapshot_save_learnt (const MusterCooccurrence *learnt, GString *out)
{
  g_autoptr (GArray) kinds = muster_cooccurrence_list_kinds (learnt);
  g_autoptr (GArray) pairs = muster_cooccurrence_list_pairs (learnt);
  MusterJsonWriter writer;

  if (kinds->len == 0 && muster_cooccurrence_get_incidents (learnt) == 0)
    return;
  begin_line (&writer, out);
  muster_json_member_int (&writer, "incidents", muster_cooccurrence_get_incidents (learnt));
  end_line (&writer);
  for (guint i = 0; i < kinds->len; i += ITEMS_OF_LINE)
    save_kinds (kinds, i, out);
  for (guint i = 0; i < pairs->len; i += ITEMS_OF_LINE)
    save_pairs (pairs, i, out);
}

/* So many numbers of a list, each from 0 to 2^53; FALSE: there are no more. */
static gboolean
read_numbers (MusterJsonReader *reader, guint64 *numbers, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      gint64 number = 0;

      if (!muster_json_reader_next_item (reader))
        return FALSE;
      if (!muster_json_reader_int (reader, &number) || number < 0)
        {
          muster_json_reader_fail (reader, "a count that is none");
          return FALSE;
        }
      numbers[i] = (guint64) number;
    }
  return TRUE;
}

static guint
to_count (guint64 n)
{
  return (guint) MIN (n, G_MAXINT32);
}

static void
load_kinds (MusterCooccurrence *learnt, MusterJsonReader *reader)
{
  guint64 items[2];

  muster_json_reader_enter_array (reader);
  while (read_numbers (reader, items, G_N_ELEMENTS (items)))
    if (learnt != NULL)
      muster_cooccurrence_restore_kind (learnt,
                                        &(MusterKindCount){ items[0], to_count (items[1]) });
}

static void
load_pairs (MusterCooccurrence *learnt, MusterJsonReader *reader)
{
  guint64 items[4];

  muster_json_reader_enter_array (reader);
  while (read_numbers (reader, items, G_N_ELEMENTS (items)))
    if (learnt != NULL)
      muster_cooccurrence_restore_pair (
          learnt,
          &(MusterKindPair){ items[0], items[1], to_count (items[2]), to_count (items[3]) });
}

/**
 * muster_snapshot_load_learnt:
 * @learnt: (nullable): where it is put; %NULL: it is only read
 * @reader: after the part's name
 *
 * Reads the rest of a line.
 */
void
muster_snapshot_load_learnt (MusterCooccurrence *learnt, MusterJsonReader *reader)
{
  MusterText name;
  gint64 n;

  while (muster_json_reader_next_member (reader, &name))
    if (muster_text_equal (name, "kinds"))
      load_kinds (learnt, reader);
    else if (muster_text_equal (name, "pairs"))
      load_pairs (learnt, reader);
    else if (!muster_text_equal (name, "incidents"))
      muster_json_reader_skip (reader);
    else if (muster_json_reader_int (reader, &n) && learnt != NULL)
      muster_cooccurrence_restore_incidents (learnt, to_count ((guint64) MAX (n, 0)));
}
