/* drill-file.h - a drill: a story that is played into a hub
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/yaml.h"
#include "wire/team-file.h"
G_BEGIN_DECLS

/* The format of data/drills/NAME.yaml. It is strict, as team.yaml is.
 *
 *   title: A bad deploy             # for people
 *   about: One line more
 *   acts: simulated                 # the commands stand in for a person: who plays alone acts for
 *                                   # themselves, so only posts are played to them and hints shown;
 *                                   # `always`: played to everybody
 *   start: 2026-03-06T14:23:00Z     # only for a story of fixed times, on a hub whose clock is set
 *   begin: 1m50s                    # only for other stories: how much of it has passed when it is
 *                                   # played; the steps before that come at once
 *   team:                           # what such a hub has; the format of team.yaml. A hub that the
 *     people: […]                   # drill does not own is not configured by it
 *   steps:                          # in any order; steps of one instant in the order of the file
 *     - at: 2m                      # since the start; in a story with a start also a time with Z
 *       post:                       # to the intake, as Alertmanager's webhook
 *         alerts:
 *           - status: firing        # or resolved; default firing
 *             labels: {alertname: HighErrorRate, service: user-service}
 *             annotations: {summary: 23% of requests failing}
 *             startsAt: 1m30s       # times as in `at`; default when posted
 *             endsAt: 9m
 *             generatorURL: https://…
 *         repeat:                   # each alert many times, told apart by a label that it has:
 *           label: pod              # its value gets "-00001", "-00002", …
 *           n: 12                   # that many in one post, or [8, 12, 50]: one post each,
 *           every: 1m               # this far apart
 *     - at: 5m
 *       command: note               # the last word of the path; `declare`: a new incident
 *       as: mike                    # who does it: one of the team
 *       incident: 1                 # the n-th that opened since the drill began; default 1
 *       name: finding               # what `of` of a later step may say
 *       arguments: {text: The pool ran out, at: 4m}   # `at`: when they say that they did it
 *     - {at: 6m, command: pin, as: jonas, of: finding}   # its argument seq is that of the note
 *     - at: 0s
 *       command: resolve
 *       as: mike
 *       times: {n: 3, every: 1h}    # again and again, each on the next incident
 *     - {at: 2m, hint: "Acknowledge: press A"}   # one line for who plays alone
 */

typedef enum
{
  MUSTER_DRILL_POST,
  MUSTER_DRILL_COMMAND,
  MUSTER_DRILL_HINT,
} MusterDrillStepType;

#define MUSTER_DRILL_NONE G_MAXUINT

typedef struct
{
  MusterDrillStepType type;
  gint64 offset_us;   /* since the start, at the story's own speed */
  gint64 at_us;       /* when it happens, UTC; the times in body and arguments fit it */
  const char *source; /* posts: SOURCE of /v1/intake/KEY/SOURCE */
  char *body;         /* posts: JSON */
  char *path;         /* commands: "/v1/incidents" or "/v1/incidents/{id}/note" */
  char *as;           /* commands: a person's name */
  char *arguments;    /* commands: a JSON object */
  guint incident;     /* commands: whose id stands for {id}: the n-th that opened; 0: no {id} */
  guint of;           /* commands: "seq" is the first seq in the answer to steps[of]; or NONE */
  char *text;         /* hints */
} MusterDrillStep;

typedef struct
{
  char *title;
  char *about;      /* nullable */
  gboolean fixed;   /* of fixed times: the hub's clock must be set */
  gboolean always;  /* commands are played to everybody */
  gint64 start_us;  /* of the story: before it is played, by what has passed of it */
  GPtrArray *team;  /* of MusterTeamObject */
  GPtrArray *steps; /* of MusterDrillStep, sorted by time */
} MusterDrill;

typedef struct
{
  gint64 start_us; /* when it is played, UTC; a fixed story does not ask */
  guint speed;     /* 1 to 1000: how much faster than told; a fixed story's times stay */
} MusterDrillPlay;

MusterDrill *muster_drill_parse (const char *file,
                                 const char *text,
                                 gsize n,
                                 const MusterDrillPlay *play,
                                 GError **error);
void muster_drill_free (MusterDrill *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterDrill, muster_drill_free)

/* Those that are compiled in. */
char **muster_drill_list (void); /* names, sorted */
MusterDrill *muster_drill_load (const char *name, const MusterDrillPlay *play, GError **error);

G_END_DECLS
