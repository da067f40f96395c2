/* pagerduty-change.c - PagerDuty's change events (wire-formats 2.3; its developer documentation)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "sources/pagerduty-change.h"
#include "sources/fill.h"

/* Where senders put what was deployed; the format itself has no place for it. */
static const char *const versions[] = {
  "payload.custom_details.version",      "payload.custom_details.build_version",
  "payload.custom_details.commit",       "payload.custom_details.sha",
  "payload.custom_details.build_number", NULL
};
static const char *const kinds[] = { "payload.custom_details.kind",
                                     "payload.custom_details.change_type", NULL };

static void
fill (MusterDraft *draft, const MusterValue *whole)
{
  MusterText title = muster_value_text_at (whole, "payload.summary");

  if (title.n == 0)
    muster_draft_flaw (draft, "'payload.summary' is missing or blank");
  muster_draft_set_title (draft, title);
  draft->starts =
      muster_source_time (draft->out->arena, muster_value_text_at (whole, "payload.timestamp"));
  draft->report.service = muster_value_text_at (whole, "payload.custom_details.service");
  muster_draft_set_url (draft, muster_value_text_at (whole, "links[0].href"));
  muster_pairs_add (&draft->labels, "source", muster_value_text_at (whole, "payload.source"));
  muster_draft_add_members (draft, &draft->labels, "custom_details",
                            muster_value_at (whole, "payload.custom_details"));
}

/**
 * muster_pagerduty_decode_change:
 * @in: a request to /v2/change/enqueue
 * @reader: a reader
 * @out: empty
 * @error: return location for a #MusterBaseError
 *
 * Reads one change event.
 *
 * Returns: FALSE if it is none
 */
gboolean
muster_pagerduty_decode_change (const MusterIntake *in,
                                MusterJsonReader *reader,
                                MusterReports *out,
                                GError **error)
{
  MusterDraft draft;
  const MusterValue *whole = muster_draft_read_whole (&draft, "pagerduty", in, reader, out);

  if (whole != NULL)
    {
      out->key = muster_value_text_at (whole, "routing_key");
      muster_draft_begin (&draft, 0);
      fill (&draft, whole);
      muster_draft_end_change (&draft, muster_value_text_of (whole, kinds),
                               muster_value_text_of (whole, versions));
    }
  return muster_draft_finish (&draft, error);
}
