/* alertmanager-alerts.c - which of Alertmanager's lists of alerts is wanted
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/alertmanager-export.h"
#include "hub/alertmanager-json.h"

#include <string.h>

static gboolean
get_flag (const MusterAmWork *self, const char *name)
{
  return g_strcmp0 (muster_target_get (self->call.target, name), "false") != 0;
}

/* There is one receiver; a pattern that leaves it out leaves everything out. */
static gboolean
wants_receiver (const MusterAmWork *self)
{
  const char *receiver = muster_target_get (self->call.target, "receiver");
  g_autoptr (MusterPattern) pattern = NULL;

  if (receiver == NULL)
    return TRUE;
  pattern = muster_pattern_new (receiver, NULL);
  return pattern != NULL &&
         muster_pattern_match (pattern, MUSTER_AM_RECEIVER, strlen (MUSTER_AM_RECEIVER)) ==
             MUSTER_PATTERN_YES;
}

static MusterWorkResult
list_alerts (MusterAmWork *self, MusterCommitter *committer, gboolean in_groups)
{
  MusterAmWanted wanted = { .in_groups = in_groups,
                            .active = get_flag (self, "active"),
                            .silenced = get_flag (self, "silenced"),
                            .inhibited = get_flag (self, "inhibited"),
                            .nothing = !wants_receiver (self) };

  return muster_am_export (self, committer, &wanted);
}

/**
 * muster_am_get_alerts:
 * @self: GET /api/v2/alerts
 * @committer: whose alerts
 *
 * Lists what fires, the oldest first.
 *
 * Returns: %MUSTER_WORK_DONE
 */
MusterWorkResult
muster_am_get_alerts (MusterAmWork *self, MusterCommitter *committer)
{
  return list_alerts (self, committer, FALSE);
}

/**
 * muster_am_get_groups:
 * @self: GET /api/v2/alerts/groups
 * @committer: whose alerts
 *
 * Lists what fires by incident; what has none is the first group.
 *
 * Returns: %MUSTER_WORK_DONE
 */
MusterWorkResult
muster_am_get_groups (MusterAmWork *self, MusterCommitter *committer)
{
  return list_alerts (self, committer, TRUE);
}
