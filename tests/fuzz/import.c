/* import.c - fuzzes importers/: other systems' schedules and policies
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The first byte chooses the importer; the rest is a file.
 */
#include "importers/importer.h"
#include "planted.h"

#define AT_S G_GINT64_CONSTANT (1793491200) /* 2026-11-01T00:00:00Z */

#ifdef MUSTER_PLANTED_BUG
static void
look_for_long_turns (const MusterImport *import)
{
  for (guint i = 0; i < import->schedules->len; i++)
    {
      const MusterImportSchedule *schedule = g_ptr_array_index (import->schedules, i);

      for (guint j = 0; j < schedule->layers->len; j++)
        if (((MusterImportLayer *) g_ptr_array_index (schedule->layers, j))->every > 1)
          muster_planted_bug ();
    }
}
#endif

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (MusterImport) import = muster_import_new (AT_S);
  g_autofree char *written = NULL;

  if (size == 0 || !muster_import_add_file (import, "f", (const char *) data + 1, size - 1,
                                            data[0] >= 128, NULL))
    return 0;
  muster_importers[data[0] % 4]->convert (import);
  muster_import_finish (import);
#ifdef MUSTER_PLANTED_BUG
  look_for_long_turns (import);
#endif
  written = muster_import_write (import);
  if (!g_utf8_validate (written, -1, NULL))
    g_error ("what is written is text");
  return 0;
}
