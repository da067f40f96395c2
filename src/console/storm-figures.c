/* storm-figures.c - reads what the hub tells of storms
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/storm-figures.h"

#include "base/safe-text.h"
#include "console/hub-list.h"

/**
 * muster_storm_figures_free:
 * @self: a storm
 *
 * Frees it.
 */
void
muster_storm_figures_free (MusterStormFigures *self)
{
  g_free (self->id);
  g_free (self->label);
  g_free (self);
}

static void
read_count (MusterJsonReader *reader, guint64 *out)
{
  gint64 n;

  if (muster_json_reader_int (reader, &n))
    *out = (guint64) MAX (n, 0);
}

/* "cluster=eu", and how many have it. */
static void
read_label (MusterJsonReader *reader, char **label, guint64 *alerts)
{
  g_autofree char *name = NULL, *value = NULL, *whole = NULL;
  MusterText key, text;

  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &key))
    if (muster_text_equal (key, "alerts"))
      read_count (reader, alerts);
    else if (muster_json_reader_peek (reader) != MUSTER_JSON_STRING)
      muster_json_reader_skip (reader);
    else if (muster_json_reader_string (reader, &text))
      {
        char **to = muster_text_equal (key, "name") ? &name : &value;

        g_free (*to);
        *to = muster_text_dup (text);
      }
  if (!name || !value)
    return;
  whole = g_strdup_printf ("%s=%s", name, value);
  *label = muster_safe_text (whole, -1, FALSE);
}

/* The first: most alerts have it. */
static void
read_labels (MusterJsonReader *reader, MusterStormFigures *storm, guint64 *alerts)
{
  muster_json_reader_enter_array (reader);
  while (muster_json_reader_next_item (reader))
    if (storm->label)
      muster_json_reader_skip (reader);
    else
      read_label (reader, &storm->label, alerts);
}

static void
read_bars (MusterJsonReader *reader, MusterBars *bars)
{
  guint64 n;

  muster_json_reader_enter_array (reader);
  while (muster_json_reader_next_item (reader))
    {
      n = 0;
      read_count (reader, &n);
      if (bars->n < G_N_ELEMENTS (bars->counts))
        bars->counts[bars->n++] = (guint) MIN (n, G_MAXUINT);
    }
}

static void
read_member (MusterJsonReader *reader, MusterText name, MusterStormFigures *storm, guint64 *alerts)
{
  guint64 rate = 0;
  MusterText text;

  if (muster_text_equal (name, "incident") &&
      muster_json_reader_peek (reader) == MUSTER_JSON_STRING &&
      muster_json_reader_string (reader, &text))
    {
      g_free (storm->id);
      storm->id = muster_text_dup (text);
    }
  else if (muster_text_equal (name, "folded"))
    read_count (reader, &storm->n_folded);
  else if (muster_text_equal (name, "outside"))
    read_count (reader, &storm->n_outside);
  else if (muster_text_equal (name, "perMinute"))
    {
      read_count (reader, &rate);
      storm->rate = (guint) MIN (rate, G_MAXUINT);
    }
  else if (muster_text_equal (name, "labels"))
    read_labels (reader, storm, alerts);
  else if (muster_text_equal (name, "bars"))
    read_bars (reader, &storm->bars);
  else
    muster_json_reader_skip (reader);
}

static gpointer
read_storm (MusterJsonReader *reader)
{
  MusterStormFigures *storm = g_new0 (MusterStormFigures, 1);
  guint64 alerts = 0;
  MusterText name;

  storm->id = g_strdup ("");
  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    read_member (reader, name, storm, &alerts);
  if (storm->n_folded > 0)
    storm->share = (guint) MIN (alerts * 100 / storm->n_folded, 100);
  return storm;
}

/**
 * muster_storm_figures_read:
 * @json: {"items":[{…}],…}
 * @error: why it is none
 *
 * Returns: (transfer full) (nullable) (element-type MusterStormFigures): the storms that go on
 */
GPtrArray *
muster_storm_figures_read (GBytes *json, GError **error)
{
  return muster_hub_list_read_items (json, read_storm, (GDestroyNotify) muster_storm_figures_free,
                                     error);
}
