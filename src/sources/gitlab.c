/* gitlab.c - GitLab's webhooks for deployments, pipelines, pushes and releases, as changes (its
 * documentation)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * object_kind says which it is. What is no change is taken and recorded as nothing.
 */
#include "sources/fill.h"
#include "sources/reply.h"
#include <glib/gi18n.h>

static MusterText
at (const MusterValue *whole, const char *path)
{
  return muster_value_text_at (whole, path);
}

static void
begin (MusterDraft *draft, const MusterValue *whole, MusterText time)
{
  static const char *const authors[] = { "user.username", "user_username", "user.name", NULL };

  muster_draft_begin (draft, 0);
  draft->starts = muster_source_time (draft->out->arena, time);
  draft->report.service = at (whole, "project.name");
  muster_pairs_add (&draft->labels, "repository", at (whole, "project.path_with_namespace"));
  muster_pairs_add (&draft->labels, "author", muster_value_text_of (whole, authors));
}

static gboolean
is_one_of (MusterText text, const char *const *words)
{
  for (gsize i = 0; words[i] != NULL; i++)
    if (muster_text_equal (text, words[i]))
      return TRUE;
  return FALSE;
}

static void
read_deployment (MusterDraft *draft, const MusterValue *whole)
{
  static const char *const states[] = { "running", "success", "failed", NULL };
  static const char *const urls[] = { "environment_external_url", "deployable_url", "commit_url",
                                      NULL };
  static const char *const commits[] = { "sha", "short_sha", NULL }; /* newer ones say it whole */
  MusterText state = at (whole, "status");

  if (!is_one_of (state, states))
    return;
  begin (draft, whole, at (whole, "status_changed_at"));
  muster_draft_set_title (draft,
                          muster_draft_printf (draft, "Deployment of %.*s %.*s to %.*s: %.*s",
                                               MUSTER_TEXT_ARGS (at (whole, "project.name")),
                                               MUSTER_TEXT_ARGS (at (whole, "short_sha")),
                                               MUSTER_TEXT_ARGS (at (whole, "environment")),
                                               MUSTER_TEXT_ARGS (state)));
  muster_draft_set_url (draft, muster_value_text_of (whole, urls));
  muster_pairs_add (&draft->labels, "environment", at (whole, "environment"));
  muster_pairs_add (&draft->labels, "state", state);
  muster_pairs_add (&draft->labels, "commit_title", at (whole, "commit_title"));
  muster_pairs_add (&draft->labels, "ref", at (whole, "ref"));
  muster_draft_end_change (draft, muster_text ("deploy"), muster_value_text_of (whole, commits));
}

/* A pipeline of the main branch or of a tag that has come to its end. */
static void
read_pipeline (MusterDraft *draft, const MusterValue *whole)
{
  static const char *const states[] = { "success", "failed", NULL };
  MusterText state = at (whole, "object_attributes.status");
  MusterText ref = at (whole, "object_attributes.ref");
  gboolean is_main =
      ref.n > 0 && muster_compare_texts (ref, at (whole, "project.default_branch")) == 0;

  if (!is_one_of (state, states) ||
      (!is_main && !muster_text_equal (at (whole, "object_attributes.tag"), "true")))
    return;
  begin (draft, whole, at (whole, "object_attributes.finished_at"));
  muster_draft_set_title (draft,
                          muster_draft_printf (draft, "Pipeline of %.*s on %.*s: %.*s",
                                               MUSTER_TEXT_ARGS (at (whole, "project.name")),
                                               MUSTER_TEXT_ARGS (ref), MUSTER_TEXT_ARGS (state)));
  muster_draft_set_url (draft, at (whole, "object_attributes.url"));
  muster_pairs_add (&draft->labels, "ref", ref);
  muster_pairs_add (&draft->labels, "state", state);
  muster_draft_end_change (draft, muster_text ("pipeline"), at (whole, "object_attributes.sha"));
}

static gboolean
is_main_branch (const MusterValue *whole)
{
  static const char branches[] = "refs/heads/";
  MusterText ref = at (whole, "ref"), main = at (whole, "project.default_branch");

  return main.n > 0 && ref.n == strlen (branches) + main.n &&
         memcmp (ref.bytes + strlen (branches), main.bytes, main.n) == 0;
}

/* The last of its commits is its head; a deleted branch has none. */
static void
read_push (MusterDraft *draft, const MusterValue *whole)
{
  const MusterValue *commits = muster_value_at (whole, "commits"), *head = NULL;
  gboolean is_tag = muster_text_equal (at (whole, "object_kind"), "tag_push");

  if (at (whole, "checkout_sha").n == 0 || (!is_tag && !is_main_branch (whole)))
    return;
  for (head = commits != NULL ? commits->first : NULL; head != NULL && head->next != NULL;)
    head = head->next;
  begin (draft, whole, at (head, "timestamp"));
  muster_draft_set_title (
      draft,
      muster_draft_printf (draft, "Push to %.*s: %.*s",
                           MUSTER_TEXT_ARGS (at (whole, "project.path_with_namespace")),
                           MUSTER_TEXT_ARGS (is_tag || head == NULL
                                                 ? at (whole, "ref")
                                                 : muster_text_first_line (at (head, "message")))));
  muster_draft_set_url (draft, head != NULL ? at (head, "url") : at (whole, "project.web_url"));
  muster_pairs_add (&draft->labels, "ref", at (whole, "ref"));
  muster_draft_end_change (draft, muster_text ("push"), at (whole, "checkout_sha"));
}

static void
read_release (MusterDraft *draft, const MusterValue *whole)
{
  if (!muster_text_equal (at (whole, "action"), "create"))
    return;
  begin (draft, whole, at (whole, "released_at"));
  muster_draft_set_title (draft,
                          muster_draft_printf (draft, "Release %.*s of %.*s",
                                               MUSTER_TEXT_ARGS (at (whole, "tag")),
                                               MUSTER_TEXT_ARGS (at (whole, "project.name"))));
  muster_draft_set_url (draft, at (whole, "url"));
  muster_draft_end_change (draft, muster_text ("release"), at (whole, "tag"));
}

static const struct
{
  const char *kind;
  void (*read) (MusterDraft *draft, const MusterValue *whole);
} kinds[] = {
  { "deployment", read_deployment }, { "pipeline", read_pipeline }, { "push", read_push },
  { "tag_push", read_push },         { "release", read_release },
};

static gboolean
decode (const MusterIntake *in, MusterJsonReader *reader, MusterReports *out, GError **error)
{
  MusterDraft draft;
  const MusterValue *whole = muster_draft_read_whole (&draft, "gitlab", in, reader, out);
  MusterText kind = at (whole, "object_kind");

  if (whole != NULL && kind.n == 0)
    muster_json_reader_fail (reader, "object_kind is missing");
  for (gsize i = 0; i < G_N_ELEMENTS (kinds) && whole != NULL; i++)
    if (muster_text_equal (kind, kinds[i].kind))
      kinds[i].read (&draft, whole);
  return muster_draft_finish (&draft, error);
}

const MusterSource muster_source_gitlab = {
  .name = "gitlab",
  /* Translators: a program's name */
  .title = N_ ("GitLab deployments"),
  .decode = decode,
  .reply = muster_reply_refused_200,
};
