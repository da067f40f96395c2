/* backoff.h - how long to wait before trying again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/ulid.h"
G_BEGIN_DECLS

#define MUSTER_BACKOFF_FIRST_US (G_USEC_PER_SEC / 2)
#define MUSTER_BACKOFF_MOST_US  (G_GINT64_CONSTANT (30) * G_USEC_PER_SEC)

/* Zeros: nothing has failed yet. */
typedef struct
{
  guint n_failures;
} MusterBackoff;

gint64 muster_backoff_next_us (MusterBackoff *self, MusterRandomFunc fill, gpointer user_data);
void muster_backoff_reset (MusterBackoff *self);

G_END_DECLS
