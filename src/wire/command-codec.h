/* command-codec.h - commands as JSON bodies of POST requests (protocol §5)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/error.h"
#include "model/command.h"
#include "model/error.h"
G_BEGIN_DECLS

/* {"id":…,"basis":…,"at":…, arguments…}; what is not set is left out. */
void muster_command_append_json (const MusterCommand *command, GString *out);

/* Fills a command of @spec from a body; id, basis and at are optional. Unknown members, wrong
 * types, missing or over-long arguments (text over 16 KiB, JSON over 64 KiB) are
 * MUSTER_MODEL_ERROR_INVALID with the member's name; what is no strict JSON is MUSTER_BASE_ERROR.
 * An empty body is {}. */
MusterCommand *muster_command_decode_json (const MusterCommandSpec *spec,
                                           const char *bytes,
                                           gsize n,
                                           GError **error);

G_END_DECLS
