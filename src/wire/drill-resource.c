/* drill-resource.c - the drills that are compiled in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "wire/drill-file.h"

#include "drills-resources.h"

#include <gio/gio.h>
#include <string.h>

#define PREFIX "/org/muster/drills/"
#define SUFFIX ".yaml"

/* Not in the order of the resource, which is that of a hash. */
static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/**
 * muster_drill_list:
 *
 * Returns: (transfer full): the names of all drills that are compiled in, sorted; g_strfreev() it
 */
char **
muster_drill_list (void)
{
  g_auto (GStrv) files = g_resource_enumerate_children (muster_drills_get_resource (), PREFIX,
                                                        G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  GPtrArray *names = g_ptr_array_new ();

  for (guint i = 0; files != NULL && files[i] != NULL; i++)
    if (g_str_has_suffix (files[i], SUFFIX))
      g_ptr_array_add (names, g_strndup (files[i], strlen (files[i]) - strlen (SUFFIX)));
  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);
  return (char **) g_ptr_array_free (names, FALSE);
}

/**
 * muster_drill_load:
 * @name: a drill's name
 * @play: when and how fast it is to be played
 * @error: (out): G_RESOURCE_ERROR_NOT_FOUND if there is no such drill
 *
 * Returns: (transfer full) (nullable): the drill
 */
MusterDrill *
muster_drill_load (const char *name, const MusterDrillPlay *play, GError **error)
{
  g_autofree char *file = g_strconcat (name, SUFFIX, NULL);
  g_autofree char *path = g_strconcat (PREFIX, file, NULL);
  g_autoptr (GBytes) bytes = NULL;
  gconstpointer text;
  gsize n;

  bytes = g_resource_lookup_data (muster_drills_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE,
                                  error);
  if (bytes == NULL)
    return NULL;
  text = g_bytes_get_data (bytes, &n);
  return muster_drill_parse (file, text, n, play, error);
}
