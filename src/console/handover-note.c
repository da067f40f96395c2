/* handover-note.c - the note of a handover as rows under headings
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/handover-note.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/safe-text.h"

/* As the hub writes them, in English. */
static const char *const headings[] = { N_ ("Watch this"), N_ ("Open incidents"),
                                        N_ ("Silences that end within a day"),
                                        N_ ("Changes of the last day") };

static void
section_free (gpointer data)
{
  MusterNoteSection *self = data;

  g_free (self->title);
  g_ptr_array_unref (self->lines);
  g_free (self);
}

static MusterNoteSection *
add_section (GPtrArray *sections, const char *title, gsize n)
{
  MusterNoteSection *self = g_new0 (MusterNoteSection, 1);

  self->title = muster_safe_text (title, (gssize) n, FALSE);
  self->lines = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < G_N_ELEMENTS (headings); i++)
    if (g_str_equal (headings[i], self->title))
      {
        g_free (self->title);
        self->title = g_strdup (_ (headings[i]));
        self->is_said = i == 0;
        break;
      }
  g_ptr_array_add (sections, self);
  return self;
}

/**
 * muster_handover_note_read:
 * @text: (nullable): a note: headings between two asterisks, and lines that begin with "- "
 *
 * Lines that stand under no heading are under one without words.
 *
 * Returns: (transfer full) (element-type MusterNoteSection): what it says
 */
GPtrArray *
muster_handover_note_read (const char *text)
{
  GPtrArray *sections = g_ptr_array_new_with_free_func (section_free);
  g_auto (GStrv) lines = g_strsplit (text ? text : "", "\n", -1);
  MusterNoteSection *section = NULL;

  for (guint i = 0; lines[i]; i++)
    {
      const gsize n = strlen (lines[i]);

      if (n == 0)
        continue;
      if (n > 4 && g_str_has_prefix (lines[i], "**") && g_str_has_suffix (lines[i], "**"))
        {
          section = add_section (sections, lines[i] + 2, n - 4);
          continue;
        }
      if (!section)
        section = add_section (sections, "", 0);
      g_ptr_array_add (
          section->lines,
          muster_safe_text (lines[i] + (g_str_has_prefix (lines[i], "- ") ? 2 : 0), -1, FALSE));
    }
  return sections;
}
