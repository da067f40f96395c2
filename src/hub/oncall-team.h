/* oncall-team.h - a team file as on-call questions see it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/yaml.h"
#include "oncall/holidays.h"
#include "oncall/personal-hours.h"
#include "oncall/policy.h"
#include "world/schedule-body.h"
G_BEGIN_DECLS

typedef struct
{
  char *name;
  GTimeZone *zone; /* nullable */
  gboolean has_channel;
  MusterPersonalHours *hours;
  GArray *holidays; /* nullable: those of the schedule */
  gint64 chain_us;  /* how long their rules for what is urgent last */
} MusterOncallPerson;

typedef struct
{
  char *kind; /* "person", "team" or "schedule" */
  char *name;
} MusterOncallTarget;

typedef struct
{
  char *name;
  GPtrArray *steps; /* of GPtrArray of MusterOncallTarget */
  MusterPolicy *plan;
} MusterOncallPolicy;

typedef struct
{
  GHashTable *people;   /* name → MusterOncallPerson */
  GHashTable *teams;    /* name → GPtrArray of names */
  GPtrArray *schedules; /* of MusterScheduleBody */
  GPtrArray *policies;  /* of MusterOncallPolicy */
  GHashTable *holidays; /* of schedules that have some: name → GArray */
} MusterOncallTeam;

/* @objects: of MusterTeamObject, of @root, the file of that name; errors begin with
 * "FILE:LINE:COLUMN: ".
 */
MusterOncallTeam *muster_oncall_team_read (const char *file,
                                           const MusterYaml *root,
                                           const GPtrArray *objects,
                                           GError **error);
void muster_oncall_team_free (MusterOncallTeam *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterOncallTeam, muster_oncall_team_free)

/* NULL: there is none of that name. */
const MusterScheduleBody *muster_oncall_team_find (const MusterOncallTeam *self, const char *name);

G_END_DECLS
