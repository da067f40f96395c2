/* letter-replay.h - a body that could not be read is read again, and taken in after all
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/json-writer.h"
#include "hub/committer.h"
G_BEGIN_DECLS

/* As what: the source it was sent as where neither is said. */
typedef struct
{
  const char *source;  /* a name; nullable */
  const char *mapping; /* of the configuration; nullable */
} MusterReading;

/* Reads it again. Errors: MUSTER_MODEL_ERROR where it cannot be tried, else as the source says. */
gboolean muster_letter_read (const MusterWorld *world,
                             const MusterDeadLetter *letter,
                             const MusterReading *as,
                             MusterReports *out,
                             GError **error);
/* Decides a command; one that brings a letter in brings in what it says, too. */
gboolean muster_command_do (MusterCommitter *committer,
                            const MusterCommand *command,
                            MusterDecided *out,
                            GError **error);
/* What would become of it: {"items":[…],"alerts":n,…,"error":null}. */
void muster_letter_preview (MusterJsonWriter *writer,
                            MusterCommitter *committer,
                            const MusterDeadLetter *letter,
                            const MusterReading *as);

G_END_DECLS
