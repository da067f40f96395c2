/* command-line.h - what is typed into the command bar, as a command
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "model/command.h"
#include "world/world.h"
G_BEGIN_DECLS

/* What a line is read against; nothing of it is kept. */
typedef struct
{
  const MusterWorld *world;
  const MusterIncident *incident;
  MusterActor me;
  gint64 now_us;
} MusterCommandLine;

/* One word after a slash, for a command of the table in world/commands. */
#define MUSTER_COMMAND_WORD_ARGUMENTS 3
typedef struct
{
  const char *word;    /* "sev" */
  const char *command; /* "incident.severity" */
  /* The command's arguments that can be given, in the order in which they are typed; the last one
   * takes the rest of the line. */
  const char *arguments[MUSTER_COMMAND_WORD_ARGUMENTS + 1];
} MusterCommandWord;

const MusterCommandWord *muster_command_words (guint *n);
const MusterArgumentSpec *muster_command_word_argument (const MusterCommandWord *self, guint i);

/* Plain text is a note, a slash begins a command, two slashes a note that begins with one. The
 * error is MUSTER_MODEL_ERROR_INVALID, in words for the person who typed. */
MusterCommand *
muster_command_line_parse (const MusterCommandLine *self, const char *line, GError **error);

G_END_DECLS
