/* report-outcome.h - what became of a report, for senders that are told
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/ulid.h"
G_BEGIN_DECLS

typedef enum
{
  MUSTER_BECAME_FOLDED, /* it has no alert of its own, and counts in one that stands for many */
  MUSTER_BECAME_NEW,
  MUSTER_BECAME_REPEAT,
  MUSTER_BECAME_RESOLVED,
  MUSTER_BECAME_ACKNOWLEDGED,
  MUSTER_BECAME_NONE_RESOLVED,     /* no alert of that name fires */
  MUSTER_BECAME_NONE_ACKNOWLEDGED, /* likewise */
} MusterBecame;

typedef struct
{
  MusterBecame became;
  guint incident; /* that its alert counts in; 0: none */
  gint64 at_us;
  MusterUlid alert;   /* null: there is none of its own */
  MusterUlid service; /* null: none */
  MusterUlid key;     /* by which integration key */
} MusterReportOutcome;

G_END_DECLS
