/* recipients.h - who stands behind the target of a route
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "triage/router.h"
#include "world/directory.h"
G_BEGIN_DECLS

/* By what an alert that no rule takes finds its people. */
typedef enum
{
  MUSTER_FALLBACK_SERVICE_POLICY,
  MUSTER_FALLBACK_SERVICE_TEAM,
  MUSTER_FALLBACK_EVERYONE, /* the desktop of every console */
} MusterFallback;

/* Words such as "person ana" or "schedule payments", each once, in order, into @out (of char *):
 * a policy's first step, a team's owners or else its people. Nothing, where nobody is there. */
void muster_directory_add_recipients (const MusterDirectory *self,
                                      const MusterRouteTarget *target,
                                      GPtrArray *out);
/* Of MusterObject: those of a team who answer for it. */
GPtrArray *muster_directory_list_owners (const MusterDirectory *self, const MusterObject *team);
char *muster_directory_dup_member (const MusterObject *object, const char *wanted); /* nullable */
/* Where an alert of @service (nullable) goes without routes; @out is of char *, never left empty
 * but by EVERYONE. */
MusterFallback muster_directory_add_fallback (const MusterDirectory *self,
                                              const MusterObject *service,
                                              GPtrArray *out);

G_END_DECLS
