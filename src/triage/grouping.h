/* grouping.h - which alerts are one incident: the first rule
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/json-reader.h"
#include "base/label-set.h"
G_BEGIN_DECLS

#define MUSTER_GROUPING_NAMES_MAX 8

/* Label names; alerts that agree on them are one group. By default alertname and service, or job
 * where there is no service. */
typedef struct
{
  guint n;
  char *names[MUSTER_GROUPING_NAMES_MAX]; /* owned; n 0: the default */
} MusterGrouping;

void muster_grouping_clear (MusterGrouping *self);
/* Chooses the labels that name an alert's group; views of @labels and @service. @out has room for
 * MUSTER_GROUPING_NAMES_MAX. */
void muster_grouping_choose (const MusterGrouping *self,
                             const MusterLabelSet *labels,
                             MusterText service,
                             MusterLabelSet *out);

G_END_DECLS
