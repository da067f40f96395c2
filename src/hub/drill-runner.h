/* drill-runner.h - plays a drill into a hub through its public intake (protocol §7)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "link/hub-link.h"
#include "wire/drill-file.h"
G_BEGIN_DECLS

typedef struct
{
  const MusterDrill *drill;
  MusterClock *clock;    /* steps wait for it */
  gboolean sets_clock;   /* it is a manual one, of a hub of this process: nothing is waited for */
  MusterHubLink *intake; /* where alerts are posted */
  MusterHubLink *caller; /* reads the incidents; acts where @people does not say who */
  GHashTable *people;    /* name → MusterHubLink; NULL: all is done by the caller */
  const char *key;       /* the drill's integration key */
  const char *id;        /* the drill's id; NULL: every incident of the hub is the drill's */
  guint after;           /* the newest incident before the drill; 0: there is none */
  gboolean acts;         /* plays commands too */
  gboolean
      drops_people;    /* the hub does not know those of the story: their roles are the caller's */
  gboolean is_lenient; /* a command that is refused is told, and the story goes on */
  GCancellable *cancellable;                           /* nullable: ends it */
  void (*hint) (const char *text, gpointer user_data); /* nullable */
  gpointer user_data;
} MusterDrillRun;

/* What the story's first incident came to. */
typedef struct
{
  guint incident; /* its number; 0: none opened */
  gboolean is_resolved;
} MusterDrillOutcome;

/* For @after, before the drill begins. */
gboolean muster_drill_get_newest (MusterHubLink *caller, guint *number, GError **error);
/* Iterates the default main context until the story is over. */
gboolean muster_drill_run (const MusterDrillRun *run, GError **error);
/* Ends the drill @id: its key and its alerts, and where @closes the incidents that are still open.
 */
gboolean muster_drill_end (const MusterDrillRun *run, gboolean closes, GError **error);
gboolean
muster_drill_get_outcome (const MusterDrillRun *run, MusterDrillOutcome *out, GError **error);

G_END_DECLS
