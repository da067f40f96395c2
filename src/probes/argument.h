/* argument.h - the types that a probe's arguments may have
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

typedef enum
{
  MUSTER_PROBE_ARGUMENT_HOST, /* RFC 1123 name or IP literal, without brackets */
  MUSTER_PROBE_ARGUMENT_PORT, /* 1 to 65535 */
  MUSTER_PROBE_ARGUMENT_URL,  /* http or https, a host, no user or password */
  MUSTER_PROBE_ARGUMENT_UNIT, /* a systemd unit with its suffix */
  MUSTER_PROBE_ARGUMENT_PATH, /* absolute, no "." or ".." in it */
} MusterProbeArgumentType;

const char *muster_probe_argument_type_to_string (MusterProbeArgumentType type);
/* NULL if @value is of @type; else why not, in words that follow the argument's name. */
const char *muster_probe_argument_complaint (MusterProbeArgumentType type, const char *value);

G_END_DECLS
