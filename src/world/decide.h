/* decide.h - may this happen, and what exactly happened
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "model/command.h"
#include "model/error.h"
#include "world/world.h"
G_BEGIN_DECLS

#define MUSTER_SERIES_MAX 1000000 /* protocol §6 */

/* What a decision needs beside the world and the command: time and chance as arguments. */
typedef struct
{
  gint64 now_us;
  MusterUlidSource *ids;
  /* Is there such a diagnostic template, and does it take these arguments (a JSON object)?
   * Nullable: there is none. */
  gboolean (*check_run) (const char *template_name, const char *arguments, GError **error);
  /* Can pages go so: the body of a channel, or what reaches a person (each nullable)? Nullable:
   * everything can. */
  gboolean (*check_channel) (const MusterDirectory *directory,
                             const char *body,
                             const char *contact,
                             GError **error);
  guint series_max; /* live series a key may have; 0: MUSTER_SERIES_MAX */
} MusterDecideContext;

/* Appends what happens to @batch: without seqs, not folded. Nothing is appended on error; nothing
 * at all is appended where the world is already as the command wants it. @incident (out): the
 * number for the answer, 0 if there is none. Errors are MUSTER_MODEL_ERROR. Reads the world only.
 */
gboolean muster_world_decide (const MusterWorld *world,
                              const MusterDecideContext *context,
                              const MusterCommand *command,
                              MusterBatch *batch,
                              guint *incident,
                              GError **error);

/* What the hub itself has to tell. */
void muster_world_decide_started (MusterWorld *world,
                                  const MusterDecideContext *context,
                                  MusterBatch *batch);

/* Gives the events from @first on their seqs and folds them. */
void muster_world_apply (MusterWorld *world, MusterBatch *batch, guint first);

G_END_DECLS
