/* role.c - incident roles and access roles
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/role.h"

#include <glib/gi18n.h>
#include <string.h>

static const struct
{
  const char *name;
  const char *title;
} roles[] = {
  [MUSTER_ROLE_COMMANDER] = { "commander", N_ ("Commander") },
  [MUSTER_ROLE_COMMUNICATIONS] = { "communications", N_ ("Comms") },
  [MUSTER_ROLE_TECHNICAL_LEAD] = { "technicalLead", N_ ("Technical lead") },
  [MUSTER_ROLE_SCRIBE] = { "scribe", N_ ("Scribe") },
  [MUSTER_ROLE_OBSERVER] = { "observer", N_ ("Observer") },
};

static const struct
{
  const char *name;
  MusterAccess access;
  guint allows; /* what else it may do */
} accesses[] = {
  { "viewer", MUSTER_ACCESS_VIEWER, MUSTER_ACCESS_VIEWER },
  { "responder", MUSTER_ACCESS_RESPONDER, MUSTER_ACCESS_VIEWER | MUSTER_ACCESS_RESPONDER },
  { "manager", MUSTER_ACCESS_MANAGER,
    MUSTER_ACCESS_VIEWER | MUSTER_ACCESS_RESPONDER | MUSTER_ACCESS_MANAGER },
  { "admin", MUSTER_ACCESS_ADMIN,
    MUSTER_ACCESS_VIEWER | MUSTER_ACCESS_RESPONDER | MUSTER_ACCESS_MANAGER | MUSTER_ACCESS_ADMIN },
  { "auditor", MUSTER_ACCESS_AUDITOR, MUSTER_ACCESS_VIEWER | MUSTER_ACCESS_AUDITOR },
  { "intake", MUSTER_ACCESS_INTAKE, MUSTER_ACCESS_INTAKE },
  { "node", MUSTER_ACCESS_NODE, MUSTER_ACCESS_NODE },
  { "screen", MUSTER_ACCESS_SCREEN, MUSTER_ACCESS_SCREEN },
};

/**
 * muster_role_parse:
 * @text: a role's name in JSON, or "comms" or "lead" as people type it
 * @n: its bytes, or -1
 * @out: (out): the role
 *
 * Returns: whether there is one of that name
 */
gboolean
muster_role_parse (const char *text, gssize n, MusterRole *out)
{
  static const struct
  {
    const char *alias;
    MusterRole role;
  } aliases[] = {
    { "comms", MUSTER_ROLE_COMMUNICATIONS }, { "technical-lead", MUSTER_ROLE_TECHNICAL_LEAD },
    { "lead", MUSTER_ROLE_TECHNICAL_LEAD },  { "tech", MUSTER_ROLE_TECHNICAL_LEAD },
    { "observers", MUSTER_ROLE_OBSERVER },
  };
  g_autofree char *word = n < 0 ? g_strdup (text) : g_strndup (text, (gsize) n);

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    if (g_ascii_strcasecmp (roles[i].name, word) == 0)
      {
        *out = (MusterRole) i;
        return TRUE;
      }
  for (guint i = 0; i < G_N_ELEMENTS (aliases); i++)
    if (g_ascii_strcasecmp (aliases[i].alias, word) == 0)
      {
        *out = aliases[i].role;
        return TRUE;
      }
  return FALSE;
}

/**
 * muster_role_name:
 * @self: a role
 *
 * Returns: its name in JSON
 */
const char *
muster_role_name (MusterRole self)
{
  g_return_val_if_fail ((guint) self < G_N_ELEMENTS (roles), "observer");
  return roles[self].name;
}

/**
 * muster_role_title:
 * @self: a role
 *
 * Returns: its title for people, to be translated
 */
const char *
muster_role_title (MusterRole self)
{
  g_return_val_if_fail ((guint) self < G_N_ELEMENTS (roles), "Observer");
  return roles[self].title;
}

/**
 * muster_access_parse:
 * @text: an access role's name
 * @n: its bytes, or -1
 * @out: (out): its bit
 *
 * Returns: whether there is one of that name
 */
gboolean
muster_access_parse (const char *text, gssize n, MusterAccess *out)
{
  gsize length = n < 0 ? strlen (text) : (gsize) n;

  for (guint i = 0; i < G_N_ELEMENTS (accesses); i++)
    if (strlen (accesses[i].name) == length && memcmp (accesses[i].name, text, length) == 0)
      {
        *out = accesses[i].access;
        return TRUE;
      }
  return FALSE;
}

/**
 * muster_access_name:
 * @self: one access role
 *
 * Returns: its name in JSON; "none" for none
 */
const char *
muster_access_name (MusterAccess self)
{
  for (guint i = 0; i < G_N_ELEMENTS (accesses); i++)
    if (accesses[i].access == self)
      return accesses[i].name;
  return "none";
}

/**
 * muster_access_allows:
 * @self: the caller's access role
 * @required: what is wanted
 *
 * Returns: whether it may
 */
gboolean
muster_access_allows (MusterAccess self, MusterAccess required)
{
  for (guint i = 0; i < G_N_ELEMENTS (accesses); i++)
    if (accesses[i].access == self)
      return (accesses[i].allows & required) != 0;
  return FALSE;
}
