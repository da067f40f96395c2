/* rule-rehearsal.c - what rules would have made of the hub's own past alerts
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/rule-rehearsal.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/json-writer.h"
#include "console/format.h"

typedef struct
{
  gint64 incidents;
  gint64 held;
} Outcome;

static void
read_outcome (MusterJsonReader *reader, Outcome *out)
{
  MusterText name;

  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    if (muster_text_equal (name, "incidents"))
      muster_json_reader_int (reader, &out->incidents);
    else if (muster_text_equal (name, "held"))
      muster_json_reader_int (reader, &out->held);
    else
      muster_json_reader_skip (reader);
}

static char *
tell (gint64 alerts_n, const Outcome *now, const Outcome *then, gboolean is_whole)
{
  gulong n = (gulong) MAX (then->incidents, 0);
  g_autofree char *alerts = muster_format_count ((guint64) MAX (alerts_n, 0));
  g_autofree char *would = muster_format_count (n);
  g_autofree char *are = muster_format_count ((guint64) MAX (now->incidents, 0));
  GString *out = g_string_new (NULL);

  if (alerts_n == 0)
    return g_string_free (
        g_string_append (out, _ ("There was no alert in the last 30 days to try these rules on.")),
        FALSE);
  /* TRANSLATORS: what other rules would have made of the last 30 days: incidents, and alerts */
  g_string_append_printf (out,
                          ngettext ("Would have made %s incident out of %s alerts in 30 days",
                                    "Would have made %s incidents out of %s alerts in 30 days", n),
                          would, alerts);
  /* TRANSLATORS: goes on after that: what the present rules make of the same alerts */
  g_string_append_printf (out, _ ("; the rules in force make %s."), are);
  if (then->held != now->held)
    /* TRANSLATORS: alerts that nobody is told of by other rules, and by those in force */
    g_string_append_printf (out, _ (" Held back now: %d, with the rules in force %d."),
                            (int) then->held, (int) now->held);
  if (!is_whole)
    g_string_append (out, _ (" Not all of them could be played in a minute."));
  return g_string_free (out, FALSE);
}

/**
 * muster_rule_rehearsal_tell:
 * @json: what the hub answered
 * @error: why it is no such answer
 *
 * Returns: (transfer full) (nullable): how many incidents the rules would have made, beside those
 *   in force
 */
char *
muster_rule_rehearsal_tell (GBytes *json, GError **error)
{
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  Outcome now = { 0 }, then = { 0 };
  gboolean is_whole = TRUE;
  gint64 alerts = 0;
  MusterText name;
  gsize n;
  const char *bytes = g_bytes_get_data (json, &n);

  muster_json_reader_begin (reader, bytes, n, NULL);
  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    if (muster_text_equal (name, "alerts"))
      muster_json_reader_int (reader, &alerts);
    else if (muster_text_equal (name, "whole"))
      muster_json_reader_bool (reader, &is_whole);
    else if (muster_text_equal (name, "now"))
      read_outcome (reader, &now);
    else if (muster_text_equal (name, "then"))
      read_outcome (reader, &then);
    else
      muster_json_reader_skip (reader);
  return muster_json_reader_finish (reader, error) ? tell (alerts, &now, &then, is_whole) : NULL;
}

/**
 * muster_rule_rehearse_async:
 * @link: to the hub
 * @kind: which sort of rules
 * @body: what they say
 * @cancellable: (nullable): ends it
 * @callback: called with the outcome
 * @user_data: for @callback
 *
 * Has the hub play its alerts of the last 30 days by these rules; nothing is changed by it.
 */
void
muster_rule_rehearse_async (MusterHubLink *link,
                            const MusterRuleKind *kind,
                            const char *body,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GString *out = g_string_new (NULL);
  g_autoptr (GBytes) json = NULL;
  MusterJsonWriter writer;

  muster_json_writer_init (&writer, out);
  muster_json_begin_object (&writer);
  muster_json_member_string (&writer, "object", kind->object);
  muster_json_member_string (&writer, "name", kind->name);
  muster_json_name (&writer, "body");
  muster_json_raw (&writer, body, strlen (body));
  muster_json_member_int (&writer, "days", 30);
  muster_json_end_object (&writer);
  json = g_string_free_to_bytes (out);
  muster_hub_link_post_async (link, "/v1/rules/preview", json, cancellable, callback, user_data);
}

/**
 * muster_rule_rehearse_finish:
 * @link: to the hub
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the outcome in words
 */
char *
muster_rule_rehearse_finish (MusterHubLink *link, GAsyncResult *result, GError **error)
{
  g_autoptr (MusterHubReply) reply = muster_hub_link_request_finish (link, result, error);

  if (!reply)
    return NULL;
  if (reply->status != 200)
    return g_strdup (_ ("The hub could not play the past alerts now. Change a rule to try again."));
  return muster_rule_rehearsal_tell (reply->body, error);
}
