/* problem.c - errors as RFC 9457 problem documents (protocol §5)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/problem.h"
#include "base/json-writer.h"

/**
 * muster_problem_new:
 * @status: an HTTP status, 400 to 599
 * @name: what `urn:muster:problem:` ends with, as "conflict": for programs, never translated
 * @title: the same for people, sentence case, without what differs from case to case
 * @detail: (nullable): what is wrong with this very request; text from outside is escaped here
 *
 * Returns: (transfer full): the answer
 */
MusterAnswer *
muster_problem_new (guint status, const char *name, const char *title, const char *detail)
{
  GString *out = g_string_sized_new (160);
  g_autofree char *type = g_strconcat ("urn:muster:problem:", name, NULL);
  MusterJsonWriter json;

  muster_json_writer_init (&json, out);
  muster_json_begin_object (&json);
  muster_json_member_string (&json, "type", type);
  muster_json_member_string (&json, "title", title);
  muster_json_member_int (&json, "status", status);
  if (detail != NULL)
    muster_json_member_string (&json, "detail", detail);
  muster_json_end_object (&json);
  g_string_append_c (out, '\n');
  return muster_answer_new_take (status, MUSTER_PROBLEM_TYPE, out);
}

/**
 * muster_problem_busy:
 * @retry_after_s: when to come back
 *
 * Overload, disk full, a failing append, stopping: 503 with Retry-After (protocol §6).
 *
 * Returns: (transfer full): the answer
 */
MusterAnswer *
muster_problem_busy (guint retry_after_s)
{
  MusterAnswer *answer = muster_problem_new (503, "busy", "The hub cannot take this now", NULL);

  muster_answer_add_retry_after (answer, retry_after_s);
  return answer;
}
