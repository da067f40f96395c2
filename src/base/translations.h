/* translations.h - where the words of other languages are
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

/* For the start of a program, once; which locale holds is the program's own matter. */
void muster_translations_bind (void);

G_END_DECLS
