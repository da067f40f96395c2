/* github.c - GitHub's webhooks for deployments, pushes and releases, as changes (its documentation)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * X-GitHub-Event says which it is. What is no change (a push to another branch, a draft of a
 * release, a ping) is taken and recorded as nothing.
 */
#include "sources/fill.h"
#include "sources/form.h"
#include "sources/reply.h"
#include <glib/gi18n.h>

static MusterText
at (const MusterValue *whole, const char *path)
{
  return muster_value_text_at (whole, path);
}

static void
set_time (MusterDraft *draft, MusterText time)
{
  draft->starts = muster_source_time (draft->out->arena, time);
}

static void
fill_repository (MusterDraft *draft, const MusterValue *whole)
{
  draft->report.service = at (whole, "repository.name");
  muster_pairs_add (&draft->labels, "repository", at (whole, "repository.full_name"));
  muster_pairs_add (&draft->labels, "author", at (whole, "sender.login"));
}

/* When it begins, and with each status that ends it. */
static void
read_deployment (MusterDraft *draft, const MusterValue *whole, gboolean is_status)
{
  static const char *const urls[] = { "deployment_status.environment_url",
                                      "deployment_status.log_url", "deployment_status.target_url",
                                      "repository.html_url", NULL };
  MusterText state = at (whole, "deployment_status.state");
  MusterText ref = at (whole, "deployment.ref"), commit = at (whole, "deployment.sha");
  MusterText environment = at (whole, "deployment.environment");

  if (is_status && !muster_text_equal (state, "success") && !muster_text_equal (state, "failure") &&
      !muster_text_equal (state, "error"))
    return;
  muster_draft_begin (draft, 0);
  fill_repository (draft, whole);
  muster_draft_set_title (
      draft,
      muster_draft_printf (draft, "Deployment of %.*s %.*s (%.*s) to %.*s: %.*s",
                           MUSTER_TEXT_ARGS (at (whole, "repository.name")), MUSTER_TEXT_ARGS (ref),
                           MUSTER_TEXT_ARGS (muster_text_short_commit (commit)),
                           MUSTER_TEXT_ARGS (environment),
                           MUSTER_TEXT_ARGS (is_status ? state : muster_text ("begun"))));
  set_time (draft,
            at (whole, is_status ? "deployment_status.created_at" : "deployment.created_at"));
  muster_draft_set_url (draft, muster_value_text_of (whole, urls));
  muster_pairs_add (&draft->labels, "environment", environment);
  muster_pairs_add (&draft->labels, "ref", ref);
  muster_pairs_add (&draft->labels, "state", state);
  muster_draft_end_change (draft, muster_text ("deploy"), commit);
}

/* refs/heads/main and refs/tags/v1 are what may reach production; a branch of work is not. */
static gboolean
is_followed (const MusterValue *whole, MusterText ref)
{
  static const char branches[] = "refs/heads/", tags[] = "refs/tags/";
  MusterText main = at (whole, "repository.default_branch");

  if (muster_text_equal (at (whole, "deleted"), "true"))
    return FALSE;
  if (ref.n > strlen (tags) && memcmp (ref.bytes, tags, strlen (tags)) == 0)
    return TRUE;
  return main.n > 0 && ref.n == strlen (branches) + main.n &&
         memcmp (ref.bytes, branches, strlen (branches)) == 0 &&
         memcmp (ref.bytes + strlen (branches), main.bytes, main.n) == 0;
}

static void
read_push (MusterDraft *draft, const MusterValue *whole)
{
  MusterText ref = at (whole, "ref"), message = at (whole, "head_commit.message");

  if (!is_followed (whole, ref))
    return;
  muster_draft_begin (draft, 0);
  fill_repository (draft, whole);
  muster_draft_set_title (
      draft, muster_draft_printf (draft, "Push to %.*s: %.*s",
                                  MUSTER_TEXT_ARGS (at (whole, "repository.full_name")),
                                  MUSTER_TEXT_ARGS (muster_text_first_line (message))));
  set_time (draft, at (whole, "head_commit.timestamp"));
  muster_draft_set_url (draft, at (whole, "compare"));
  muster_pairs_add (&draft->labels, "ref", ref);
  muster_draft_end_change (draft, muster_text ("push"), at (whole, "after"));
}

static void
read_release (MusterDraft *draft, const MusterValue *whole)
{
  if (!muster_text_equal (at (whole, "action"), "published"))
    return;
  muster_draft_begin (draft, 0);
  fill_repository (draft, whole);
  muster_draft_set_title (
      draft, muster_draft_printf (draft, "Release %.*s of %.*s",
                                  MUSTER_TEXT_ARGS (at (whole, "release.tag_name")),
                                  MUSTER_TEXT_ARGS (at (whole, "repository.full_name"))));
  set_time (draft, at (whole, "release.published_at"));
  muster_draft_set_url (draft, at (whole, "release.html_url"));
  muster_draft_end_change (draft, muster_text ("release"), at (whole, "release.tag_name"));
}

/* GitHub's own default is a form whose "payload" is the JSON. */
static const MusterValue *
unwrap (MusterDraft *draft, const MusterValue *whole)
{
  const MusterValue *payload;

  if (whole == NULL || !muster_intake_is_form (draft->in))
    return whole;
  payload = muster_value_parse (at (whole, "payload"), draft->out->arena);
  if (payload == NULL)
    muster_json_reader_fail (draft->reader, "the form's payload is not JSON");
  return payload;
}

static gboolean
decode (const MusterIntake *in, MusterJsonReader *reader, MusterReports *out, GError **error)
{
  const char *event = muster_intake_get_header (in, "X-GitHub-Event");
  MusterDraft draft;
  const MusterValue *whole = muster_draft_read_whole (&draft, "github", in, reader, out);

  whole = unwrap (&draft, whole);
  if (whole != NULL && event == NULL)
    muster_json_reader_fail (reader, "the header X-GitHub-Event is missing");
  else if (whole == NULL)
    return muster_draft_finish (&draft, error);
  else if (g_str_equal (event, "deployment") || g_str_equal (event, "deployment_status"))
    read_deployment (&draft, whole, g_str_equal (event, "deployment_status"));
  else if (g_str_equal (event, "push"))
    read_push (&draft, whole);
  else if (g_str_equal (event, "release"))
    read_release (&draft, whole);
  return muster_draft_finish (&draft, error);
}

const MusterSource muster_source_github = {
  .name = "github",
  /* Translators: a web site's name */
  .title = N_ ("GitHub deployments"),
  .decode = decode,
  .reply = muster_reply_refused_200,
};
