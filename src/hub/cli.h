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

/* Which of the common options a verb takes. */
typedef enum
{
  MUSTER_CLI_STATE = 1 << 0, /* --state */
  MUSTER_CLI_HUB = 1 << 1,   /* --hub, --token-file */
} MusterCliPlaces;

/* Where a verb is to work, as said on the command line; with neither of the first two it is the
 * private hub. */
typedef struct
{
  char *state;      /* nullable: a state folder */
  char *hub;        /* nullable: a running hub's URL */
  char *token_file; /* nullable: with the token for it */
} MusterCliPlace;

typedef struct
{
  const char *name;
  MusterCliPlaces places;
  const char *usage;                  /* what follows "musterd NAME" */
  const char *help;                   /* one line, N_() */
  int (*run) (int argc, char **argv); /* argv[0] is the verb */
} MusterVerb;

/* The verbs, one file each. */
extern const MusterVerb muster_verb_apply;
extern const MusterVerb muster_verb_changes;
extern const MusterVerb muster_verb_dead_letter;
extern const MusterVerb muster_verb_drill;
extern const MusterVerb muster_verb_export;
extern const MusterVerb muster_verb_group;
extern const MusterVerb muster_verb_import;
extern const MusterVerb muster_verb_journal;
extern const MusterVerb muster_verb_key;
extern const MusterVerb muster_verb_maintenance;
extern const MusterVerb muster_verb_oncall;
extern const MusterVerb muster_verb_openapi;
extern const MusterVerb muster_verb_route;
extern const MusterVerb muster_verb_secret;
extern const MusterVerb muster_verb_serve;
extern const MusterVerb muster_verb_token;

/* Parses the verb's own options and those that say where; prints usage and FALSE where they are
 * wrong. What is no option stays in @argv. @place: to be cleared; NULL for a verb without places.
 */
gboolean muster_cli_parse (const MusterVerb *verb,
                           const GOptionEntry *entries,
                           MusterCliPlace *place,
                           int *argc,
                           char ***argv);
void muster_cli_place_clear (MusterCliPlace *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MusterCliPlace, muster_cli_place_clear)
/* The state folder that was said, else the private hub's. */
char *muster_cli_place_dup_state (const MusterCliPlace *self);
int muster_cli_usage (const MusterVerb *verb, const char *problem);
/* What follows the verb's own words is wrong: @word is too much. */
int muster_cli_surplus (const MusterVerb *verb, const char *word);
/* FALSE and usage where one of --listen can never be listened on. */
gboolean muster_cli_check_listen (const MusterVerb *verb, const char *const *addresses);
int muster_cli_fail (const MusterVerb *verb, const GError *error);
void muster_cli_print_ready (const MusterHub *hub);

/* Where a verb works: on a state folder directly, or on a running hub. */
typedef struct _MusterCliHub MusterCliHub;

MusterCliHub *muster_cli_hub_open (const MusterCliPlace *place, GError **error);
void muster_cli_hub_free (MusterCliHub *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterCliHub, muster_cli_hub_free)
/* On a hub of this process, which stays the caller's. */
MusterCliHub *muster_cli_hub_borrow (MusterHub *hub);
/* What a team file says that stands alone: of MusterTeamObject. */
GPtrArray *muster_cli_read_team_file (const char *path, GError **error);
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

/* For a verb that answers others than the person at this terminal: from here on, what it says is in
 * the one language of the API, whatever the locale. */
void muster_cli_speak_to_all (void);

char *muster_default_state_dir (void);   /* $XDG_STATE_HOME/muster/hub */
char *muster_default_socket_path (void); /* $XDG_RUNTIME_DIR/muster/hub.sock */

G_END_DECLS
