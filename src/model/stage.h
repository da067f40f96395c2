/* stage.h - where an incident stands (protocol §1)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

typedef enum
{
  MUSTER_STAGE_DETECT,
  MUSTER_STAGE_TRIAGE,
  MUSTER_STAGE_MOBILISE,
  MUSTER_STAGE_DIAGNOSE,
  MUSTER_STAGE_MITIGATE,
  MUSTER_STAGE_MONITOR,
  MUSTER_STAGE_RESOLVED,
  MUSTER_STAGE_REVIEWED,
} MusterStage;
#define MUSTER_N_STAGES (MUSTER_STAGE_REVIEWED + 1)

gboolean muster_stage_parse (const char *text, gssize n, MusterStage *out);
const char *muster_stage_name (MusterStage self);  /* "diagnose", as in JSON */
const char *muster_stage_title (MusterStage self); /* "Diagnose", untranslated, N_() */

static inline gboolean
muster_stage_is_open (MusterStage self)
{
  return self <= MUSTER_STAGE_MONITOR;
}

G_END_DECLS
