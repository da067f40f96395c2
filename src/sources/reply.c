/* reply.c - answers that sources have in common
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "sources/reply.h"

/**
 * muster_reply_write_refused:
 * @writer: in an object
 * @reports: what a body came to
 *
 * Writes the member "refused" of protocol §6: what was refused and what was folded into the
 * overflow alert, so that the sender sees which. Nothing if all was taken.
 */
void
muster_reply_write_refused (MusterJsonWriter *writer, const MusterReports *reports)
{
  if (reports->refusals->len == 0)
    return;
  muster_json_name (writer, "refused");
  muster_json_begin_array (writer);
  for (guint i = 0; i < reports->refusals->len; i++)
    {
      const MusterRefusal *refusal = &g_array_index (reports->refusals, MusterRefusal, i);

      muster_json_begin_object (writer);
      muster_json_member_int (writer, "index", refusal->index);
      muster_json_member_string (writer, "reason", refusal->reason);
      muster_json_end_object (writer);
    }
  muster_json_end_array (writer);
}

/**
 * muster_reply_count_accepted:
 * @reports: what a body came to
 *
 * Returns: how many elements are reports of their own
 */
guint
muster_reply_count_accepted (const MusterReports *reports)
{
  return reports->reports->len - (reports->values_over_budget > 0 ? 1 : 0);
}

/**
 * muster_reply_refused_200:
 * @reports: what a body came to
 * @out: the answer
 *
 * The status is for the sender; the body is for people who look at what it got.
 */
void
muster_reply_refused_200 (const MusterReports *reports, MusterReply *out)
{
  MusterJsonWriter writer;

  out->status = 200;
  out->content_type = "application/json";
  muster_json_writer_init (&writer, out->body);
  muster_json_begin_object (&writer);
  muster_reply_write_refused (&writer, reports);
  muster_json_end_object (&writer);
}

/**
 * muster_reply_accepted_202:
 * @reports: what a body came to
 * @out: the answer
 *
 * For senders that have no answer of their own that they look for.
 */
void
muster_reply_accepted_202 (const MusterReports *reports, MusterReply *out)
{
  MusterJsonWriter writer;

  out->status = 202;
  out->content_type = "application/json";
  muster_json_writer_init (&writer, out->body);
  muster_json_begin_object (&writer);
  muster_json_member_int (&writer, "accepted",
                          muster_reply_count_accepted (reports) + reports->changes->len +
                              reports->pings->len);
  muster_reply_write_refused (&writer, reports);
  muster_json_end_object (&writer);
}
