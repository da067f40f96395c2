/* stage.c - where an incident stands
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/stage.h"

#include <glib/gi18n.h>
#include <string.h>

static const struct
{
  const char *name;
  const char *title;
} stages[MUSTER_N_STAGES] = {
  [MUSTER_STAGE_DETECT] = { "detect", N_ ("Detect") },
  [MUSTER_STAGE_TRIAGE] = { "triage", N_ ("Triage") },
  [MUSTER_STAGE_MOBILISE] = { "mobilise", N_ ("Mobilise") },
  [MUSTER_STAGE_DIAGNOSE] = { "diagnose", N_ ("Diagnose") },
  [MUSTER_STAGE_MITIGATE] = { "mitigate", N_ ("Mitigate") },
  [MUSTER_STAGE_MONITOR] = { "monitor", N_ ("Monitor") },
  [MUSTER_STAGE_RESOLVED] = { "resolved", N_ ("Resolved") },
  [MUSTER_STAGE_REVIEWED] = { "reviewed", N_ ("Reviewed") },
};

/**
 * muster_stage_parse:
 * @text: a stage's name
 * @n: its bytes, or -1
 * @out: (out): the stage
 *
 * Reads a stage by its name in JSON, without regard to case.
 *
 * Returns: whether there is one of that name
 */
gboolean
muster_stage_parse (const char *text, gssize n, MusterStage *out)
{
  gsize length = n < 0 ? strlen (text) : (gsize) n;

  for (guint i = 0; i < MUSTER_N_STAGES; i++)
    if (strlen (stages[i].name) == length &&
        g_ascii_strncasecmp (stages[i].name, text, length) == 0)
      {
        *out = (MusterStage) i;
        return TRUE;
      }
  return FALSE;
}

/**
 * muster_stage_name:
 * @self: a stage
 *
 * Returns: its name in JSON, lower case
 */
const char *
muster_stage_name (MusterStage self)
{
  g_return_val_if_fail ((guint) self < MUSTER_N_STAGES, "detect");
  return stages[self].name;
}

/**
 * muster_stage_title:
 * @self: a stage
 *
 * Returns: its title for people, to be translated
 */
const char *
muster_stage_title (MusterStage self)
{
  g_return_val_if_fail ((guint) self < MUSTER_N_STAGES, "Detect");
  return stages[self].title;
}
