/* alertmanager.c - Alertmanager's webhook, version 4 (wire-formats 2.1; its template.Data)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "sources/draft.h"
#include "sources/reply.h"
#include <glib/gi18n.h>

/* Each alert's own status counts, never the group's. */
static void
read_status (MusterDraft *draft)
{
  MusterText status = { 0 };

  muster_draft_read_text (draft, "status", &status);
  if (muster_text_equal (status, "resolved"))
    draft->report.status = MUSTER_REPORT_RESOLVED;
  else if (!muster_text_equal (status, "firing"))
    muster_draft_flaw (draft, "status is neither firing nor resolved");
}

static void
read_alert (MusterDraft *draft)
{
  gboolean has_status = FALSE;
  MusterText name;

  if (muster_json_reader_peek (draft->reader) != MUSTER_JSON_OBJECT)
    {
      muster_draft_flaw (draft, "it is not an object");
      muster_json_reader_skip (draft->reader);
    }
  else if (muster_json_reader_enter_object (draft->reader))
    while (muster_json_reader_next_member (draft->reader, &name))
      {
        if (muster_draft_read_member (draft, name))
          continue;
        if (muster_text_equal (name, "status"))
          {
            read_status (draft);
            has_status = TRUE;
          }
        else
          muster_json_reader_skip (draft->reader);
      }
  if (!has_status)
    muster_draft_flaw (draft, "status is missing");
  muster_draft_end (draft);
}

static void
read_alerts (MusterDraft *draft)
{
  if (!muster_json_reader_enter_array (draft->reader))
    return;
  for (guint i = 0; muster_json_reader_next_item (draft->reader); i++)
    if (muster_draft_begin (draft, i))
      read_alert (draft);
}

/* What Alertmanager left out of a long group says nothing: not that it fires, nor that it is over.
 */
static void
read_truncated (MusterDraft *draft)
{
  gint64 n = 0;

  muster_json_reader_int (draft->reader, &n);
  draft->out->truncated = (guint) CLAMP (n, 0, G_MAXINT32);
}

static void
check_shape (MusterDraft *draft, MusterText version, gboolean has_alerts)
{
  if (!muster_text_equal (version, "4"))
    muster_json_reader_fail (draft->reader, "version is not \"4\"");
  else if (!has_alerts)
    muster_json_reader_fail (draft->reader, "alerts is missing");
}

static gboolean
decode (const MusterIntake *in, MusterJsonReader *reader, MusterReports *out, GError **error)
{
  MusterText name, version = { 0 };
  gboolean has_alerts = FALSE;
  MusterDraft draft;

  muster_draft_init (&draft, "alertmanager", in, reader, out);
  if (muster_json_reader_enter_object (reader))
    while (muster_json_reader_next_member (reader, &name))
      {
        if (muster_text_equal (name, "alerts"))
          {
            read_alerts (&draft);
            has_alerts = TRUE;
          }
        else if (muster_text_equal (name, "version"))
          muster_json_reader_string (reader, &version);
        else if (muster_text_equal (name, "truncatedAlerts"))
          read_truncated (&draft);
        else
          muster_json_reader_skip (reader);
      }
  check_shape (&draft, version, has_alerts);
  return muster_draft_finish (&draft, error);
}

const MusterSource muster_source_alertmanager = {
  .name = "alertmanager",
  /* Translators: a program's name */
  .title = N_ ("Alertmanager"),
  .decode = decode,
  .reply = muster_reply_refused_200,
};
