/* alertmanager-export.h - Alertmanager's lists of alerts, however long, written while they are sent
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "hub/alertmanager.h"
G_BEGIN_DECLS

/* What is wanted. */
typedef struct
{
  gboolean in_groups;
  gboolean active, silenced, inhibited;
  gboolean nothing; /* no alert is of the receiver asked for */
} MusterAmWanted;

/* On the main thread: @work's request is answered, now or by a thread of its own. */
MusterWorkResult
muster_am_export (MusterAmWork *work, MusterCommitter *committer, const MusterAmWanted *wanted);

G_END_DECLS
