/* silence-preview.c - what a silence would hold back, before there is one
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/silence-preview.h"

#include "model/error.h"
#include "world/suppress.h"

/**
 * muster_silence_parse_matchers:
 * @text: matchers, as Alertmanager writes them
 * @error: return location; MUSTER_MODEL_ERROR_INVALID
 *
 * Reads what a silence may be made of (Alertmanager takes no silence whose matchers all match the
 * empty value, either).
 *
 * Returns: (transfer full) (nullable): the matchers
 */
MusterMatchers *
muster_silence_parse_matchers (const char *text, GError **error)
{
  g_autoptr (MusterMatchers) matchers = muster_matchers_new ();
  g_autoptr (GError) why = NULL;

  if (!muster_matchers_parse (matchers, text, &why))
    {
      g_set_error_literal (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_INVALID, why->message);
      return NULL;
    }
  if (muster_matchers_match_nothing (matchers))
    {
      g_set_error_literal (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_INVALID,
                           "These matchers also match alerts that have none of their labels, so "
                           "they would silence nearly everything. Name a value that is not empty");
      return NULL;
    }
  return g_steal_pointer (&matchers);
}

/**
 * muster_silence_preview:
 * @world: a hub's world
 * @matchers: of a silence that is not made yet
 * @now_us: the time, µs UTC
 *
 * Looks at every alert, as making the silence would.
 *
 * Returns: the alerts that fire, that nothing holds back yet, and that it would hold back; the
 *   caller frees the array
 */
MusterSilencePreview
muster_silence_preview (const MusterWorld *world, MusterMatchers *matchers, gint64 now_us)
{
  const MusterSilence silence = {
    .matchers = matchers, .state = MUSTER_SILENCE_ACTIVE, .starts_us = now_us, .ends_us = G_MAXINT64
  };
  g_autoptr (GHashTable) incidents = g_hash_table_new (NULL, NULL);
  MusterSilencePreview preview = { muster_world_list_silenced (world, &silence, now_us), 0 };

  for (guint i = 0; i < preview.alerts->len; i++)
    {
      const MusterAlert *alert = g_ptr_array_index (preview.alerts, i);

      if (alert->incident != 0)
        g_hash_table_add (incidents, GUINT_TO_POINTER (alert->incident));
    }
  preview.incidents_n = g_hash_table_size (incidents);
  return preview;
}
