/* random-event.h - events of every kind, with anything in them that may be
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "model/batch.h"
G_BEGIN_DECLS

/* From GLib's test seed (--seed says which). Never of an unknown kind. */
MusterEvent *random_event (MusterBatch *batch, guint64 seq);
MusterEvent *random_event_of_kind (MusterBatch *batch, guint64 seq, MusterEventKind kind);

G_END_DECLS
