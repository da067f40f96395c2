/* command-completion.h - what could be typed next into the command bar
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "console/command-line.h"
G_BEGIN_DECLS

#define MUSTER_COMPLETIONS_MAX 16

/* What could be typed next. */
typedef struct
{
  char *line;   /* the whole line, if this is taken */
  char *title;  /* "/sev", "SEV-2 Major" */
  char *detail; /* (nullable): what it does */
} MusterCompletion;

void muster_completion_free (MusterCompletion *self);

/* Completes the end of @line; (transfer full) of MusterCompletion, empty where there is nothing. */
GPtrArray *muster_command_line_complete (const MusterCommandLine *self, const char *line);

G_END_DECLS
