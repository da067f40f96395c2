/* check-notification.h - what Nagios and its relatives notify of
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "sources/source.h"
G_BEGIN_DECLS

/* Reads the macros of one notification, from a form or from JSON. @source: its name, static. */
gboolean muster_check_notification_decode (const char *source,
                                           const MusterIntake *in,
                                           MusterJsonReader *reader,
                                           MusterReports *out,
                                           GError **error);

G_END_DECLS
