/* team-file.h - team.yaml: teams, people, services, policies, schedules and rules
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/yaml.h"
#include "model/role.h"
G_BEGIN_DECLS

/* One thing that the file configures. */
typedef struct
{
  const char *type;    /* "person", "team", "schedule", "policy", "service", "maintenance",
                          "severity_override", "grouping"    or "rules" */
  char *name;          /* "default" for the grouping rule, the key for rules */
  char *body;          /* compact JSON: the members as written, without those told apart here */
  char *contact;       /* people: JSON of `channels` and `rules`; NULL if there are none */
  MusterAccess access; /* people: their `role`, by default responder; else NONE */
  guint line, column;  /* where it begins, from 1 */
} MusterTeamObject;

/* Does the hub know one of this type and name already? */
typedef struct
{
  gboolean (*known) (const char *type, const char *name, gpointer user_data);
  gpointer user_data;
} MusterTeamLookup;

GPtrArray *muster_team_file_parse (const char *file,
                                   const char *text,
                                   gsize n,
                                   const MusterTeamLookup *lookup,
                                   GError **error);
/* The same of a part of another file. */
GPtrArray *muster_team_file_read (const char *file,
                                  const MusterYaml *root,
                                  const MusterTeamLookup *lookup,
                                  GError **error);
void muster_team_object_free (MusterTeamObject *self);

G_END_DECLS
