/* form.h - what a query or a form says (application/x-www-form-urlencoded)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "sources/source.h"
G_BEGIN_DECLS

/* Takes the next "name=value" from the front of @rest, decoded into @arena. FALSE at the end, and
 * with *@rest left where it cannot be read: a bad escape, a NUL, no UTF-8. */
gboolean
muster_form_next (MusterText *rest, MusterArena *arena, MusterText *name, MusterText *value);
/* The first value of that name; empty if there is none. */
MusterText muster_form_get (MusterText form, MusterArena *arena, const char *name);
/* The query's value of that name. */
MusterText muster_intake_query (const MusterIntake *self, MusterArena *arena, const char *name);
/* Is the body a form, by its media type? */
gboolean muster_intake_is_form (const MusterIntake *self);

G_END_DECLS
