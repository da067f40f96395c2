/* icinga.c - Icinga, by a notification command that posts its macros
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "sources/check-notification.h"
#include "sources/reply.h"
#include <glib/gi18n.h>

static gboolean
decode (const MusterIntake *in, MusterJsonReader *reader, MusterReports *out, GError **error)
{
  return muster_check_notification_decode ("icinga", in, reader, out, error);
}

const MusterSource muster_source_icinga = {
  .name = "icinga",
  /* Translators: a program's name */
  .title = N_ ("Icinga"),
  .decode = decode,
  .reply = muster_reply_accepted_202,
};
