/* snapshot-keys.c - what a hub knows of its integration keys, as a part of a snapshot
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/snapshot-tables.h"

#include <string.h>

/* [step, seconds, …]: only where there are any. */
static void
save_cadence (const MusterCadence *cadence, MusterJsonWriter *writer)
{
  muster_json_name (writer, "cadence");
  muster_json_begin_array (writer);
  for (guint i = 0; i < MUSTER_CADENCE_STEPS; i++)
    if (cadence->seconds[i] > 0)
      {
        muster_json_int (writer, i);
        muster_json_int (writer, cadence->seconds[i]);
      }
  muster_json_end_array (writer);
}

static void
load_cadence (MusterJsonReader *reader, MusterCadence *cadence)
{
  gint64 step, seconds;

  muster_json_reader_enter_array (reader);
  while (muster_json_reader_next_item (reader) && muster_json_reader_int (reader, &step) &&
         muster_json_reader_next_item (reader) && muster_json_reader_int (reader, &seconds))
    if (step >= 0 && step < MUSTER_CADENCE_STEPS && seconds > 0)
      cadence->seconds[step] = seconds;
}

/**
 * muster_snapshot_save_key:
 * @key: what is known of a key
 * @writer: within an object
 *
 * Writes its members.
 */
void
muster_snapshot_save_key (const MusterKeyWatch *key, MusterJsonWriter *writer)
{
  muster_record_write (muster_key_record.members, muster_key_record.n, key, writer);
  if (key->cadence.n > 0)
    save_cadence (&key->cadence, writer);
}

/* Into what the key's object made. */
static void
restore (MusterKeyWatch *key, MusterKeyWatch *loaded)
{
  key->alerts = loaded->alerts;
  key->refused = loaded->refused;
  key->requests = loaded->requests;
  key->heard_us = loaded->heard_us;
  key->since_us = loaded->since_us;
  key->marked_us = loaded->marked_us;
  key->told_us = loaded->told_us;
  key->cadence = loaded->cadence;
  g_free (key->source);
  key->source = g_steal_pointer (&loaded->source);
}

/**
 * muster_snapshot_load_key:
 * @world: a world that has its objects
 * @reader: within the part
 *
 * Reads what is known of a key.
 */
void
muster_snapshot_load_key (MusterWorld *world, MusterJsonReader *reader)
{
  MusterKeyWatch loaded = { .heard_us = MUSTER_NO_TIME,
                            .since_us = MUSTER_NO_TIME,
                            .marked_us = MUSTER_NO_TIME,
                            .told_us = MUSTER_NO_TIME };
  MusterIntakeWatch *intake = muster_world_get_intake (world);
  const MusterObject *object;
  MusterText name;

  while (muster_json_reader_next_member (reader, &name))
    if (muster_text_equal (name, "cadence"))
      load_cadence (reader, &loaded.cadence);
    else if (!muster_record_read (muster_key_record.members, muster_key_record.n, &loaded, name,
                                  reader))
      muster_json_reader_skip (reader);
  object = muster_directory_get (muster_world_get_directory (world), loaded.key);
  if (intake != NULL && object != NULL && strcmp (object->type, MUSTER_OBJECT_KEY) == 0)
    {
      muster_intake_watch_put (intake, object);
      restore (muster_intake_watch_get (intake, object->id), &loaded);
    }
  g_free (loaded.source);
}
