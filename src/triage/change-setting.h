/* change-setting.h - a line before and after: the same setting, another value
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

/* How much of a change it is, 0 to 1; 0: these are two different lines. @words: (out) (nullable):
 * "ttl: 15m → 15s". */
double muster_change_setting (const char *before, const char *after, char **words);

G_END_DECLS
