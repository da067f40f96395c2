/* handover-note.h - the note of a handover as rows under headings
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

typedef struct
{
  char *title;      /* fit to be shown */
  gboolean is_said; /* somebody said it; the rest is found by the hub */
  GPtrArray *lines; /* of char *, fit to be shown */
} MusterNoteSection;

/* Of MusterNoteSection: a note as world/handover-note writes it. */
GPtrArray *muster_handover_note_read (const char *text);

G_END_DECLS
