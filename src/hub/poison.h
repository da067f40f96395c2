/* poison.h - bodies that end the hub are not read a third time (security P12)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/ulid.h"
#include <gio/gio.h>
G_BEGIN_DECLS

/* Why such a body is a dead letter. */
#define MUSTER_POISON_REASON                                                                       \
  "reading it ended the hub twice, so it was set aside and is not read again by this version"

/* What is being read is noted in a file of the state folder, which outlives this process. */
typedef struct _MusterPoison MusterPoison;

/* A body and whose it is; nothing is copied. */
typedef struct
{
  MusterUlid key; /* null: not known yet */
  const char *source;
  const char *bytes;
  gsize n;
  const char *name; /* nullable: what it is known by where its bytes are others each time */
  gboolean is_part; /* of what ended the hub once: to end it now is to end it twice */
} MusterPoisonBody;

MusterPoison *muster_poison_open (const char *state, GError **error);
void muster_poison_free (MusterPoison *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterPoison, muster_poison_free)

/* Around whatever reads it, on any thread. What ended the hub once is read alone. */
typedef struct
{
  gint slot; /* -1: not noted */
  gboolean is_alone;
} MusterPoisonNote;

MusterPoisonNote muster_poison_begin (MusterPoison *self, const MusterPoisonBody *body);
/* @is_done: nothing more is done with it, and it is blamed no longer. */
void muster_poison_end (MusterPoison *self, MusterPoisonNote note, gboolean is_done);
/* It ended the hub twice. */
gboolean muster_poison_is_quarantined (MusterPoison *self, const MusterPoisonBody *body);
/* It was being read when the hub ended, and was not read well since. */
gboolean muster_poison_is_suspect (MusterPoison *self, const MusterPoisonBody *body);
/* Something is suspect or quarantined. */
gboolean muster_poison_has_any (MusterPoison *self);

/* One that was set aside when the file was opened: copies. */
typedef struct
{
  MusterUlid key;
  char *source;
  char *text; /* its first bytes */
  guint64 n_bytes;
} MusterPoisonFound;

void muster_poison_found_free (MusterPoisonFound *self);
const GPtrArray *muster_poison_get_found (const MusterPoison *self); /* of MusterPoisonFound */

G_END_DECLS
