/* check-list.c - the built-in checks, as a person fills them in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/check-list.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/json-writer.h"

static const MusterCheck checks[] = {
  /* TRANSLATORS: what a check looks at */
  { "disk", N_ ("Disk space"), { { "path", N_ ("Path, if only one is meant"), FALSE } } },
  /* TRANSLATORS: what a check looks at */
  { "dns", N_ ("Name resolution"), { { "host", N_ ("Host name"), TRUE } } },
  /* TRANSLATORS: what a check looks at */
  { "http", N_ ("Web address"), { { "url", N_ ("Address, as https://…"), TRUE } } },
  /* TRANSLATORS: what a check looks at */
  { "memory", N_ ("Memory"), { { NULL, NULL, FALSE } } },
  /* TRANSLATORS: what a check looks at */
  { "tcp",
    N_ ("Network port"),
    { { "host", N_ ("Host name"), TRUE },
      /* TRANSLATORS: of a network service, a number */
      { "port", N_ ("Port"), TRUE } } },
  /* TRANSLATORS: what a check looks at */
  { "unit", N_ ("System service"), { { "unit", N_ ("Unit, as nginx.service"), TRUE } } },
};

/**
 * muster_checks:
 * @n: (out): how many
 *
 * Returns: (transfer none): the checks, by name
 */
const MusterCheck *
muster_checks (guint *n)
{
  *n = G_N_ELEMENTS (checks);
  return checks;
}

/**
 * muster_check_find:
 * @name: of a check
 *
 * Returns: (nullable) (transfer none): the check
 */
const MusterCheck *
muster_check_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    if (strcmp (checks[i].name, name) == 0)
      return &checks[i];
  return NULL;
}

/**
 * muster_check_arguments:
 * @check: a check
 * @values: one an argument; %NULL or "": not given
 * @missing: (out) (optional): the title of the first argument that must be given and is not
 *
 * Returns: (transfer full) (nullable): a JSON object, for the command's "arguments"
 */
char *
muster_check_arguments (const MusterCheck *check, const char *const *values, const char **missing)
{
  g_autoptr (GString) json = g_string_new (NULL);
  MusterJsonWriter writer;

  muster_json_writer_init (&writer, json);
  muster_json_begin_object (&writer);
  for (guint i = 0; check->arguments[i].name; i++)
    {
      gboolean is_given = values[i] && *values[i];

      if (is_given)
        muster_json_member_string (&writer, check->arguments[i].name, values[i]);
      else if (check->arguments[i].required)
        {
          if (missing)
            *missing = _ (check->arguments[i].title);
          return NULL;
        }
    }
  muster_json_end_object (&writer);
  return g_string_free (g_steal_pointer (&json), FALSE);
}
