/* metric-values.h - what a server of metrics answered to a query
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

/* Of all its series together. */
typedef struct
{
  guint n;         /* that have a number; one that is none is as if it were not there */
  double min, max; /* of them; may be infinite */
} MusterMetricValues;

G_END_DECLS
