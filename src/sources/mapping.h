/* mapping.h - which places of a foreign body are an alert's
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "sources/fill.h"
G_BEGIN_DECLS

/* Read from an object of JSON; see model/mapping-check.c for its members. */
typedef struct _MusterMapping MusterMapping;

MusterMapping *muster_mapping_new (const char *json, GError **error);
void muster_mapping_free (MusterMapping *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterMapping, muster_mapping_free)

/* Where the list of alerts is; NULL: the body is one alert. */
const char *muster_mapping_get_each (const MusterMapping *self);
/* Fills an element that was begun with what the mapping finds in @alert. */
void muster_mapping_fill (const MusterMapping *self, MusterDraft *draft, const MusterValue *alert);

G_END_DECLS
