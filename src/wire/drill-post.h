/* drill-post.h - the alerts of a drill as Alertmanager would send them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/yaml.h"
G_BEGIN_DECLS

/* Which alerts: each of @alerts @n times, the value of @label followed by a number from @first on;
 * @label NULL: each once, as it is. */
typedef struct
{
  const MusterYaml *alerts;
  const char *label;
  guint first, n;
} MusterDrillBatch;

/* Says when a time of the file is. */
typedef struct
{
  gint64 (*when) (const char *text, gpointer user_data);
  gpointer user_data;
  gint64 at_us; /* of the post */
} MusterDrillTimes;

char *muster_drill_write_post (const MusterDrillBatch *batch, const MusterDrillTimes *times);

G_END_DECLS
