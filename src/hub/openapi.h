/* openapi.h - the API's description, from its tables
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

/* An OpenAPI 3.1 document. */
void muster_openapi_append (GString *out);

G_END_DECLS
