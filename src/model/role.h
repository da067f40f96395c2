/* role.h - what a person does in an incident, and what a caller may do at all (protocol §1)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

/* Incident roles. Observers are many, the others one person each. */
typedef enum
{
  MUSTER_ROLE_COMMANDER,
  MUSTER_ROLE_COMMUNICATIONS,
  MUSTER_ROLE_TECHNICAL_LEAD,
  MUSTER_ROLE_SCRIBE,
  MUSTER_ROLE_OBSERVER,
} MusterRole;
#define MUSTER_N_SINGLE_ROLES MUSTER_ROLE_OBSERVER

gboolean muster_role_parse (const char *text, gssize n, MusterRole *out);
const char *muster_role_name (MusterRole self);  /* "technicalLead", as in JSON */
const char *muster_role_title (MusterRole self); /* "Technical lead", untranslated, N_() */

/* Access roles, as bits, so that a set of readers is one number. */
typedef enum
{
  MUSTER_ACCESS_NONE = 0,
  MUSTER_ACCESS_VIEWER = 1 << 0,
  MUSTER_ACCESS_RESPONDER = 1 << 1,
  MUSTER_ACCESS_MANAGER = 1 << 2,
  MUSTER_ACCESS_ADMIN = 1 << 3,
  MUSTER_ACCESS_AUDITOR = 1 << 4,
  MUSTER_ACCESS_INTAKE = 1 << 5,
  MUSTER_ACCESS_NODE = 1 << 6,
  MUSTER_ACCESS_SCREEN = 1 << 7,
} MusterAccess;

#define MUSTER_ACCESS_PEOPLE                                                                       \
  (MUSTER_ACCESS_VIEWER | MUSTER_ACCESS_RESPONDER | MUSTER_ACCESS_MANAGER | MUSTER_ACCESS_ADMIN |  \
   MUSTER_ACCESS_AUDITOR)

gboolean muster_access_parse (const char *text, gssize n, MusterAccess *out);
const char *muster_access_name (MusterAccess self);
/* May a caller with @self do what wants @required? Viewer < responder < manager < admin; the
 * others stand alone, but an auditor may view. */
gboolean muster_access_allows (MusterAccess self, MusterAccess required);

G_END_DECLS
