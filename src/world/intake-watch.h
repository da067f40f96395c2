/* intake-watch.h - what is known of each integration key: when it was last heard of, and how it
 * does
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "triage/cadence.h"
#include "triage/flood.h"
#include "world/directory.h"
#include "world/key-settings.h"
G_BEGIN_DECLS

/* One key. What its events tell is folded; what costs no event, a body that only repeats, counts as
 * well, and after a crash is known up to the last snapshot. */
typedef struct
{
  MusterUlid key;
  guint64 alerts;      /* new ones */
  guint64 refused;     /* bodies that could not be read, as far as they were kept */
  guint64 requests;    /* all bodies */
  gint64 heard_us;     /* the last of them; MUSTER_NO_TIME: none yet */
  gint64 since_us;     /* from when on its silence counts: that, or when the hub began to listen */
  gint64 marked_us;    /* the last that was learned from; MUSTER_NO_TIME: the next begins anew */
  gint64 told_us;      /* since when it is told to be silent; MUSTER_NO_TIME: it is not */
  gint64 retires_us;   /* its old token; MUSTER_NO_TIME: it has none */
  gboolean is_watched; /* no drill's, and not revoked */
  char *source;        /* that the last body came by; nullable */
  MusterKeySettings settings;
  MusterCadence cadence;
  MusterFlood flood;
  MusterStorm storm;
} MusterKeyWatch;

typedef enum
{
  MUSTER_KEY_DUE_NOTHING,
  MUSTER_KEY_DUE_RETIRE, /* its old token ends */
  MUSTER_KEY_DUE_SILENT, /* its silence is to be told */
  MUSTER_KEY_DUE_HEARD,  /* or is not to be told any more */
  MUSTER_KEY_DUE_STORM,  /* its storm is over */
} MusterKeyDue;

typedef struct _MusterIntakeWatch MusterIntakeWatch;

MusterIntakeWatch *muster_intake_watch_new (void);
void muster_intake_watch_free (MusterIntakeWatch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterIntakeWatch, muster_intake_watch_free)

/* As the object is now; a key that was not known is made. */
void muster_intake_watch_put (MusterIntakeWatch *self, const MusterObject *object);
/* NULL: no such key. */
MusterKeyWatch *muster_intake_watch_get (const MusterIntakeWatch *self, MusterUlid key);
/* Something came by it. */
void muster_intake_watch_hear (MusterIntakeWatch *self, MusterKeyWatch *key, gint64 at_us);
/* Nobody is silent who could not be heard: the hub was down, or the clock was set. */
void muster_intake_watch_grant_grace (MusterIntakeWatch *self, gint64 at_us);
/* Something changed that may be due sooner. */
void muster_intake_watch_renew (MusterIntakeWatch *self);
/* How long a silence of it is to be before it is told; 0: never. */
gint64 muster_key_watch_patience_us (const MusterKeyWatch *self);

/* No key is due before this; G_MAXINT64: none will be. */
gint64 muster_intake_watch_next (MusterIntakeWatch *self);
MusterKeyDue
muster_intake_watch_find_due (MusterIntakeWatch *self, gint64 now_us, MusterKeyWatch **out);

G_END_DECLS
