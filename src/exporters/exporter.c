/* exporter.c - the table of exporters, and what their files are called
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "exporters/exporter.h"

#include "base/safe-text.h"
#include "model/command.h"

#include <string.h>

#define FILE_NAME_BYTES_MAX 100

/**
 * muster_exporter_find:
 * @name: the name of a format
 *
 * Returns: (nullable) (transfer none): its exporter
 */
const MusterExporter *
muster_exporter_find (const char *name)
{
  g_return_val_if_fail (name != NULL, NULL);

  for (guint i = 0; muster_exporters[i] != NULL; i++)
    if (strcmp (muster_exporters[i]->name, name) == 0)
      return muster_exporters[i];
  return NULL;
}

/**
 * muster_export_file_name:
 * @incident: an incident
 * @suffix: of the file: ".md"
 *
 * Makes a name such as "INC-7-user-service-errors.md" of the alphabet of security R28, at most 100
 * bytes long. It may exist already: write it with O_EXCL.
 *
 * Returns: (transfer full): the name
 */
char *
muster_export_file_name (const MusterIncident *incident, const char *suffix)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *name = NULL;
  gsize n, suffix_n;

  g_return_val_if_fail (incident != NULL && suffix != NULL, NULL);

  suffix_n = strlen (suffix);
  g_return_val_if_fail (suffix_n < FILE_NAME_BYTES_MAX / 2, NULL);
  muster_incident_append_id (incident->number, text);
  g_string_append_printf (text, " %s", incident->title != NULL ? incident->title : "");
  name = muster_safe_file_name (text->str);
  n = MIN (strlen (name), FILE_NAME_BYTES_MAX - suffix_n);
  while (n > 0 && !g_ascii_isalnum (name[n - 1]))
    n--;
  return g_strdup_printf ("%.*s%s", (int) n, name, suffix);
}
