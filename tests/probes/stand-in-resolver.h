/* stand-in-resolver.h - a resolver that says what the test wants
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <gio/gio.h>
G_BEGIN_DECLS

/* "NAME" begins with what it is: "hang…" is never answered, "gone…" is not found, "later…" is a
 * temporary failure, "broken…" an internal one; "at-1-2-3-4…" has that address. Every other name
 * has 127.0.0.1. Takes the place of the process's own resolver. */
void stand_in_resolver_install (void);

G_END_DECLS
