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

/* The hour up to its newest minute, oldest first. */
static void
save_bars (const MusterFlood *flood, MusterJsonWriter *writer)
{
  muster_json_name (writer, "bars");
  muster_json_begin_array (writer);
  for (gint64 minute = flood->minute - MUSTER_FLOOD_BARS + 1; minute <= flood->minute; minute++)
    muster_json_int (writer, muster_flood_bar (flood, minute));
  muster_json_end_array (writer);
}

static void
load_bars (MusterJsonReader *reader, guint bars[MUSTER_FLOOD_BARS])
{
  gint64 n;

  muster_json_reader_enter_array (reader);
  for (guint i = 0; muster_json_reader_next_item (reader) && muster_json_reader_int (reader, &n);
       i++)
    if (i < MUSTER_FLOOD_BARS)
      bars[i] = (guint) CLAMP (n, 0, G_MAXINT32);
}

/* [name, value, count, error, …] */
static void
save_top (const MusterTopLabels *top, MusterJsonWriter *writer)
{
  muster_json_name (writer, "top");
  muster_json_begin_array (writer);
  muster_json_int (writer, (gint64) top->alerts);
  for (guint i = 0; i < top->n_labels; i++)
    {
      muster_json_string (writer, top->labels[i].name);
      muster_json_string (writer, top->labels[i].value);
      muster_json_int (writer, (gint64) top->labels[i].n);
      muster_json_int (writer, (gint64) top->labels[i].error);
    }
  muster_json_end_array (writer);
}

static MusterTopLabels *
load_top (MusterJsonReader *reader)
{
  MusterTopLabels *top = muster_top_labels_new ();
  MusterText name, value;
  gint64 alerts = 0, n, error;

  muster_json_reader_enter_array (reader);
  if (muster_json_reader_next_item (reader) && muster_json_reader_int (reader, &alerts))
    top->alerts = (guint64) MAX (alerts, 0);
  while (muster_json_reader_next_item (reader) && muster_json_reader_string (reader, &name) &&
         muster_json_reader_next_item (reader) && muster_json_reader_string (reader, &value) &&
         muster_json_reader_next_item (reader) && muster_json_reader_int (reader, &n) &&
         muster_json_reader_next_item (reader) && muster_json_reader_int (reader, &error))
    {
      g_autofree char *name_copy = muster_text_dup (name), *value_copy = muster_text_dup (value);

      muster_top_labels_restore (top, &(MusterTopLabel){ .n = (guint64) MAX (n, 0),
                                                         .error = (guint64) CLAMP (error, 0, n),
                                                         .name = name_copy,
                                                         .value = value_copy });
    }
  return top;
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
  if (key->flood.minute != 0)
    save_bars (&key->flood, writer);
  if (key->storm.top != NULL)
    save_top (key->storm.top, writer);
}

/* Once its newest minute is known. */
static void
place_bars (MusterFlood *flood, const guint bars[MUSTER_FLOOD_BARS])
{
  flood->minute = MAX (flood->minute, 0);
  for (guint i = 0; i < MUSTER_FLOOD_BARS; i++)
    flood->bars[(flood->minute + 1 + i) % MUSTER_FLOOD_BARS] = bars[i];
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
  key->flood = loaded->flood;
  muster_storm_end (&key->storm);
  key->storm = loaded->storm;
  if (key->storm.incident != 0 && key->storm.top == NULL)
    key->storm.top = muster_top_labels_new ();
  loaded->storm = (MusterStorm){ 0 };
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
  guint bars[MUSTER_FLOOD_BARS] = { 0 };
  MusterText name;

  while (muster_json_reader_next_member (reader, &name))
    if (muster_text_equal (name, "cadence"))
      load_cadence (reader, &loaded.cadence);
    else if (muster_text_equal (name, "bars"))
      load_bars (reader, bars);
    else if (muster_text_equal (name, "top") && loaded.storm.top == NULL)
      loaded.storm.top = load_top (reader);
    else if (!muster_record_read (muster_key_record.members, muster_key_record.n, &loaded, name,
                                  reader))
      muster_json_reader_skip (reader);
  place_bars (&loaded.flood, bars);
  object = muster_directory_get (muster_world_get_directory (world), loaded.key);
  if (intake != NULL && object != NULL && strcmp (object->type, MUSTER_OBJECT_KEY) == 0)
    {
      muster_intake_watch_put (intake, object);
      restore (muster_intake_watch_get (intake, object->id), &loaded);
    }
  muster_storm_end (&loaded.storm);
  g_free (loaded.source);
}
