/* visible-json.h - JSON for a terminal: its strings hide nothing (security R9)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <gio/gio.h>
G_BEGIN_DECLS

/* Copies JSON and writes what muster_is_safe_character() refuses as \uXXXX: other bytes, the same
 * document. */
#define MUSTER_TYPE_VISIBLE_JSON (muster_visible_json_get_type ())
G_DECLARE_FINAL_TYPE (MusterVisibleJson, muster_visible_json, MUSTER, VISIBLE_JSON, GObject)

GConverter *muster_visible_json_new (void);

G_END_DECLS
