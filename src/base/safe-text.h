/* safe-text.h - text from outside, made fit for people (security R9, R28)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

/* C0 and C1 controls, bidirectional controls, zero-width and tag characters, piles of combining
 * marks, and bytes that are not UTF-8 become visible escapes such as "<U+202E>" or "<\x9B>". Line
 * feeds and tabs stay where
 * @lines is TRUE, else they are escaped too. */
char *muster_safe_text (const char *text, gssize n, gboolean lines);
void muster_safe_text_append (GString *out, const char *text, gssize n, gboolean lines);
gboolean muster_is_safe_text (const char *text, gssize n, gboolean lines);

/* One character of it; not for C0. */
gboolean muster_is_safe_character (gunichar c);

/* Unicode's composed form (NFC); NULL where @text has it. */
char *muster_compose_text (const char *text, gssize n);
/* 1 to 256 bytes that hide nothing, are spelled in one way, and have no space at their ends. */
gboolean muster_is_name (const char *text, gssize n);

/* [A-Za-z0-9][A-Za-z0-9._-]{0,99}, never empty, never a device's name. */
char *muster_safe_file_name (const char *text);

/* Escapes what Markdown would read as markup or as a link, so that it is shown as typed. */
char *muster_markdown_escape (const char *text);

/* Cuts at a character's border and ends with an ellipsis and a mark of how much is missing when
 * more than @max_bytes; else NULL. */
char *muster_cut_text (const char *text, gsize n, gsize max_bytes);

G_END_DECLS
