/* cli.h - musterd's command line: what its verbs share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "hub/hub.h"
#include "link/hub-link.h"
#include "model/command.h"
G_BEGIN_DECLS

/* Exit codes (files-and-commands.md). */
typedef enum
{
  MUSTER_EXIT_DONE,
  MUSTER_EXIT_WRONG, /* the thing asked about is wrong, or it failed */
  MUSTER_EXIT_INCOMPLETE,
  MUSTER_EXIT_USAGE,
} MusterExit;

typedef struct
{
  const char *name;
  const char *usage;                  /* what follows "musterd NAME" */
  const char *help;                   /* one line, N_() */
  int (*run) (int argc, char **argv); /* argv[0] is the verb */
} MusterVerb;

/* The verbs, one file each. */
extern const MusterVerb muster_verb_apply;
extern const MusterVerb muster_verb_drill;
extern const MusterVerb muster_verb_export;
extern const MusterVerb muster_verb_journal;
extern const MusterVerb muster_verb_key;
extern const MusterVerb muster_verb_openapi;
extern const MusterVerb muster_verb_secret;
extern const MusterVerb muster_verb_serve;
extern const MusterVerb muster_verb_token;

/* Parses options; prints usage and FALSE where they are wrong. What is no option stays in @argv. */
gboolean
muster_cli_parse (const MusterVerb *verb, const GOptionEntry *entries, int *argc, char ***argv);
int muster_cli_usage (const MusterVerb *verb, const char *problem);
int muster_cli_fail (const MusterVerb *verb, const GError *error);
void muster_cli_print_ready (const MusterHub *hub);

/* Where a verb works: on a state folder directly, or on a running hub. */
typedef struct _MusterCliHub MusterCliHub;

/* @state, @hub and @token_file as given on the command line; with neither of the first two it is
 * the private hub. */
MusterCliHub *
muster_cli_hub_open (const char *state, const char *hub, const char *token_file, GError **error);
void muster_cli_hub_free (MusterCliHub *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterCliHub, muster_cli_hub_free)
/* On a hub of this process, which stays the caller's. */
MusterCliHub *muster_cli_hub_borrow (MusterHub *hub);
gboolean muster_cli_apply_file (MusterHub *hub, const char *file, GError **error);
/* Puts @objects (of MusterTeamObject); where @only_missing those that the hub does not have. */
gboolean muster_cli_apply_objects (MusterCliHub *hub,
                                   const GPtrArray *objects,
                                   gboolean only_missing,
                                   GError **error);
/* Sends a command; the answer's JSON. */
char *muster_cli_hub_command (MusterCliHub *self, MusterCommand *command, GError **error);
/* GET; the body. Not on a state folder. */
GBytes *muster_cli_hub_get (MusterCliHub *self, const char *path, GError **error);
/* The hub that was opened on a state folder; NULL where it is a running one. */
MusterHub *muster_cli_hub_direct (MusterCliHub *self);
/* The link to a running one; NULL where it is a state folder. */
MusterHubLink *muster_cli_hub_link (MusterCliHub *self);

char *muster_default_state_dir (void);   /* $XDG_STATE_HOME/muster/hub */
char *muster_default_socket_path (void); /* $XDG_RUNTIME_DIR/muster/hub.sock */

G_END_DECLS
