/* rules.h - the rules of triage that are configured, ready for use
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "triage/inhibition.h"
#include "triage/router.h"
#include "triage/severity-map.h"
#include "world/directory.h"
G_BEGIN_DECLS

/* Objects of type "rules", by name; the body is {"rules":[…]} as in the team file. */
#define MUSTER_RULES_ROUTES       "routes"
#define MUSTER_RULES_SEVERITY_MAP "severity_map"
#define MUSTER_RULES_INHIBIT      "inhibit"

GPtrArray *muster_rules_read_routes (const char *body, GError **error); /* of MusterRoute */
GPtrArray *muster_rules_read_severity_map (const char *body,
                                           GError **error);              /* of MusterSeverityRule */
GPtrArray *muster_rules_read_inhibit (const char *body, GError **error); /* MusterInhibitionRule */

/* Is this what an object of that name may say? */
gboolean muster_rules_check (const char *name, const char *body, GError **error);

G_END_DECLS
