/* jenkins.c - what Jenkins' Notification plugin posts of a build, as a change (its documentation)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A build that has come to its end counts, once: phases before it are taken and recorded as
 * nothing. It is a deploy if its job is called so, else a build.
 */
#include "sources/fill.h"
#include "sources/reply.h"
#include <glib/gi18n.h>

static MusterText
at (const MusterValue *whole, const char *path)
{
  return muster_value_text_at (whole, path);
}

static const char *
kind_of (MusterText job)
{
  g_autofree char *name = g_ascii_strdown (job.n > 0 ? job.bytes : "", (gssize) job.n);

  return strstr (name, "deploy") != NULL || strstr (name, "rollout") != NULL ? "deploy" : "build";
}

static void
fill (MusterDraft *draft, const MusterValue *whole)
{
  static const char *const services[] = { "build.parameters.SERVICE", "build.parameters.service",
                                          "name", NULL };
  static const char *const environments[] = { "build.parameters.ENVIRONMENT",
                                              "build.parameters.environment", NULL };
  static const char *const urls[] = { "build.full_url", "build.url", NULL };
  MusterText job = at (whole, "name"), status = at (whole, "build.status");

  muster_draft_set_title (draft,
                          muster_draft_printf (draft, "%.*s #%.*s: %.*s", MUSTER_TEXT_ARGS (job),
                                               MUSTER_TEXT_ARGS (at (whole, "build.number")),
                                               MUSTER_TEXT_ARGS (status)));
  draft->starts = muster_source_time (draft->out->arena, at (whole, "build.timestamp"));
  draft->report.service = muster_value_text_of (whole, services);
  muster_draft_set_url (draft, muster_value_text_of (whole, urls));
  muster_pairs_add (&draft->labels, "job", job);
  muster_pairs_add (&draft->labels, "state", status);
  muster_pairs_add (&draft->labels, "environment", muster_value_text_of (whole, environments));
  muster_pairs_add (&draft->labels, "branch", at (whole, "build.scm.branch"));
  muster_pairs_add (&draft->labels, "repository", at (whole, "build.scm.url"));
}

static gboolean
decode (const MusterIntake *in, MusterJsonReader *reader, MusterReports *out, GError **error)
{
  MusterDraft draft;
  const MusterValue *whole = muster_draft_read_whole (&draft, "jenkins", in, reader, out);
  MusterText phase = at (whole, "build.phase");

  if (whole != NULL && (phase.n == 0 || at (whole, "name").n == 0))
    muster_json_reader_fail (reader, "name or build.phase is missing");
  else if (muster_text_equal (phase, "COMPLETED") || muster_text_equal (phase, "FINALIZED"))
    {
      static const char *const versions[] = { "build.parameters.VERSION", "build.scm.commit",
                                              NULL };

      muster_draft_begin (&draft, 0);
      fill (&draft, whole);
      muster_draft_end_change (&draft, muster_text (kind_of (at (whole, "name"))),
                               muster_value_text_of (whole, versions));
    }
  return muster_draft_finish (&draft, error);
}

const MusterSource muster_source_jenkins = {
  .name = "jenkins",
  /* Translators: a program's name */
  .title = N_ ("Jenkins builds"),
  .decode = decode,
  .reply = muster_reply_refused_200,
};
