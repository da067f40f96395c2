/* service-select.h - which service a label set selects
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/label-set.h"
#include "world/directory.h"
G_BEGIN_DECLS

/* The `select` and `aliases` of all services, found by one label each. */
typedef struct _MusterServiceSelect MusterServiceSelect;

MusterServiceSelect *muster_service_select_new (void);
void muster_service_select_free (MusterServiceSelect *self);
void muster_service_select_add (MusterServiceSelect *self, MusterObject *service);
void muster_service_select_remove (MusterServiceSelect *self, const MusterObject *service);
MusterObject *muster_service_select_match (const MusterServiceSelect *self,
                                           const MusterLabelSet *labels);
MusterObject *
muster_service_select_alias (const MusterServiceSelect *self, const char *name, gsize n);

G_END_DECLS
