/* nagios.c - Nagios, by a notification command that posts its macros
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "sources/check-notification.h"
#include "sources/reply.h"
#include <glib/gi18n.h>

static gboolean
decode (const MusterIntake *in, MusterJsonReader *reader, MusterReports *out, GError **error)
{
  return muster_check_notification_decode ("nagios", in, reader, out, error);
}

const MusterSource muster_source_nagios = {
  .name = "nagios",
  /* Translators: a program's name */
  .title = N_ ("Nagios"),
  .decode = decode,
  .reply = muster_reply_accepted_202,
};
