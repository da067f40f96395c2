/* flaps.h - which alerts fire and are over again and again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/ulid.h"
#include <glib.h>
G_BEGIN_DECLS

#define MUSTER_FLAP_CHANGES_MAX 16 /* that are kept of an alert */

/* An alert that fired again after it was over. */
typedef struct
{
  MusterUlid alert;
  gint64 times_us[MUSTER_FLAP_CHANGES_MAX]; /* of its changes, oldest first */
  guint n;
  gint64 calm_us; /* it flaps until so long after its last change; 0: it does not flap */
} MusterFlap;

typedef struct _MusterFlaps MusterFlaps;

MusterFlaps *muster_flaps_new (void);
void muster_flaps_free (MusterFlaps *self);

const MusterFlap *muster_flaps_get (const MusterFlaps *self, MusterUlid alert); /* nullable */
/* Notes a change of an alert; makes it known where it is not, if @first_us is a time: of the change
 * before it. */
void muster_flaps_note (MusterFlaps *self, MusterUlid alert, gint64 first_us, gint64 at_us);
/* The same alert under another id. */
void muster_flaps_rename (MusterFlaps *self, MusterUlid alert, MusterUlid other);
/* It flaps, until it is calm for so long; 0: it no longer does. */
void muster_flaps_set_calm (MusterFlaps *self, MusterUlid alert, gint64 calm_us);
/* The alert that is calm first, and when that is, µs UTC; NULL and G_MAXINT64: none flaps. */
const MusterFlap *muster_flaps_first_calm (MusterFlaps *self, gint64 *out_us);
guint muster_flap_count (const MusterFlap *self, gint64 since_us);

/* All, the least lately changed first; and one of a snapshot, in that order. */
const GQueue *muster_flaps_list (const MusterFlaps *self);
void muster_flaps_restore (MusterFlaps *self, MusterFlap *flap /* transfer full */);

G_END_DECLS
