/* heartbeat.c - "I am alive", from whatever can fetch an address
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * /v1/intake/KEY/heartbeat, or …/heartbeat/NAME; "?every=15m" says when the next will come. A body
 * is not looked at: jobs post their output.
 */
#include "base/instant.h"
#include "sources/form.h"
#include "sources/reply.h"
#include <glib/gi18n.h>

static gboolean
decode (const MusterIntake *in, MusterJsonReader *reader, MusterReports *out, GError **error)
{
  MusterText every = muster_intake_query (in, out->arena, "every");
  gsize n = strlen (in->part);
  MusterPing ping = { .name = { muster_arena_strndup (out->arena, in->part, n), n } };

  if (every.n > 0)
    {
      g_autofree char *text = muster_text_dup (every);

      if (!muster_duration_parse (text, &ping.interval_us, NULL) || ping.interval_us == 0)
        {
          g_set_error_literal (error, MUSTER_BASE_ERROR, MUSTER_BASE_ERROR_SYNTAX,
                               "every is no duration such as 15m");
          return FALSE;
        }
    }
  g_array_append_val (out->pings, ping);
  return TRUE;
}

const MusterSource muster_source_heartbeat = {
  .name = "heartbeat",
  /* Translators: the sign of life of a job; a way to send it */
  .title = N_ ("Heartbeats"),
  .takes_get = TRUE,
  .decode = decode,
  .reply = muster_reply_accepted_202,
};
