/* shift-preview.h - what a change of shifts would change
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/json-writer.h"
#include "hub/call.h"
G_BEGIN_DECLS

/* POST …?preview of a command about shifts is answered so, and nothing happens. */
gboolean muster_is_shift_preview (const MusterCall *call, const MusterCommandSpec *spec);
void muster_shift_preview_handle (MusterCall *call, MusterCommand *command /* transfer full */);

/* shift-warnings.c: "warnings": [text], of one that is made or would be. */
void muster_json_shift_warnings (MusterJsonWriter *writer,
                                 const MusterWorld *world,
                                 const MusterCommand *command);

G_END_DECLS
