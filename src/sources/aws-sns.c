/* aws-sns.c - Amazon SNS over HTTP, with CloudWatch's alarms in it (Amazon's documentation)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A subscription has to be confirmed by fetching an address, and messages are signed with a
 * certificate that has to be fetched. Nothing is fetched here: hub/sns does, and says what came of
 * it. Where nobody could confirm, the request becomes an alert with the address for a person to
 * open; the first notification of its topic ends it. Where a signature could not be checked, the
 * message is taken, as the key let it in; each alert says so, and one of its own says why.
 */
#include "sources/fill.h"
#include "sources/reply.h"
#include "sources/sns-message.h"
#include <glib/gi18n.h>

#define CONFIRMATION "sns-subscription"
#define SIGNATURE    "sns-signature"

/* Who has an alarm call out has it called out for what went wrong; CloudWatch has no severity. */
static const struct
{
  const char *state;
  MusterReportStatus status;
  MusterSeverity severity;
} alarm_states[] = {
  { "ALARM", MUSTER_REPORT_FIRING, MUSTER_SEVERITY_MINOR },
  { "INSUFFICIENT_DATA", MUSTER_REPORT_FIRING, MUSTER_SEVERITY_INFO },
  { "OK", MUSTER_REPORT_RESOLVED, MUSTER_SEVERITY_NONE },
};

static MusterText
at (const MusterValue *whole, const char *path)
{
  return muster_value_text_at (whole, path);
}

/* An alert about the topic itself. */
static void
begin_topic (MusterDraft *draft, const MusterValue *whole, guint index, const char *what)
{
  MusterText parts[] = { muster_text (what), at (whole, "TopicArn") };

  muster_draft_begin (draft, index);
  muster_draft_join_dedup (draft, parts, G_N_ELEMENTS (parts));
  muster_pairs_add (&draft->labels, "alertname",
                    muster_text (strcmp (what, SIGNATURE) == 0 ? "SignatureNotChecked"
                                                               : "SubscriptionNotConfirmed"));
  muster_pairs_add (&draft->labels, "topic", at (whole, "TopicArn"));
  draft->report.severity = MUSTER_SEVERITY_LOW;
}

static void
read_confirmation (MusterDraft *draft, const MusterValue *whole)
{
  MusterText url = at (whole, "SubscribeURL");

  begin_topic (draft, whole, 0, CONFIRMATION);
  if (draft->in->is_confirmed)
    {
      draft->report.status = MUSTER_REPORT_RESOLVED;
      muster_draft_end (draft);
      return;
    }
  muster_draft_set_title (
      draft, muster_draft_printf (draft, "%.*s asks to be confirmed before it can send alerts",
                                  MUSTER_TEXT_ARGS (at (whole, "TopicArn"))));
  if (muster_sns_is_address (url))
    muster_draft_set_url (draft, url);
  else
    muster_draft_flaw (draft, "SubscribeURL is not an https address of SNS");
  muster_pairs_add (&draft->annotations, "description",
                    muster_text ("An administrator opens the link, if the topic is yours."));
  muster_draft_end (draft);
}

static void
add_dimensions (MusterDraft *draft, const MusterValue *dimensions)
{
  MusterPairs *labels = &draft->labels;

  if (dimensions == NULL || dimensions->type != MUSTER_JSON_ARRAY)
    return;
  for (const MusterValue *one = dimensions->first; one != NULL; one = one->next)
    {
      MusterText pair =
          muster_draft_printf (draft, "%.*s=%.*s", MUSTER_TEXT_ARGS (at (one, "name")),
                               MUSTER_TEXT_ARGS (at (one, "value")));

      if (labels->n < MUSTER_LABELS_MAX / 2)
        muster_draft_add_tags (draft, "dimensions", &pair, 1);
    }
}

static void
settle_alarm (MusterDraft *draft, MusterText state)
{
  for (gsize i = 0; i < G_N_ELEMENTS (alarm_states); i++)
    if (muster_text_equal (state, alarm_states[i].state))
      {
        draft->report.status = alarm_states[i].status;
        draft->report.severity = alarm_states[i].severity;
        return;
      }
  muster_draft_flaw (draft, "NewStateValue is not one of ALARM, OK, INSUFFICIENT_DATA");
}

static void
fill_alarm (MusterDraft *draft, const MusterValue *alarm)
{
  MusterText name = at (alarm, "AlarmName");
  MusterText parts[] = { at (alarm, "AWSAccountId"), at (alarm, "Region"), name };

  settle_alarm (draft, at (alarm, "NewStateValue"));
  if (at (alarm, "AlarmArn").n > 0)
    muster_draft_set_dedup (draft, at (alarm, "AlarmArn"));
  else
    muster_draft_join_dedup (draft, parts, G_N_ELEMENTS (parts));
  muster_draft_set_time (draft, at (alarm, "StateChangeTime"));
  muster_pairs_add (&draft->labels, "alertname", name);
  muster_pairs_add (&draft->labels, "account", parts[0]);
  muster_pairs_add (&draft->labels, "region", parts[1]);
  muster_pairs_add (&draft->labels, "namespace", at (alarm, "Trigger.Namespace"));
  muster_pairs_add (&draft->labels, "metric", at (alarm, "Trigger.MetricName"));
  add_dimensions (draft, muster_value_at (alarm, "Trigger.Dimensions"));
  muster_pairs_add (&draft->annotations, "description", at (alarm, "AlarmDescription"));
  muster_pairs_add (&draft->annotations, "reason", at (alarm, "NewStateReason"));
  muster_draft_set_title (draft, name);
}

/* What is no alarm is told as it stands; nothing will ever end it but a person. */
static void
fill_message (MusterDraft *draft, const MusterValue *whole)
{
  MusterText subject = at (whole, "Subject"), message = at (whole, "Message");
  MusterText title = subject.n > 0 ? subject : muster_text_first_line (message);

  if (title.n == 0)
    muster_draft_flaw (draft, "Message is missing");
  muster_draft_set_dedup (draft, at (whole, "MessageId"));
  muster_draft_set_time (draft, at (whole, "Timestamp"));
  muster_pairs_add (&draft->labels, "alertname", title);
  muster_pairs_add (&draft->annotations, "description", message);
  muster_draft_set_title (draft, title);
}

/* One alert a topic while its signatures cannot be checked. */
static void
tell_signature (MusterDraft *draft, const MusterValue *whole, gboolean is_valid)
{
  begin_topic (draft, whole, 2, SIGNATURE);
  if (is_valid)
    draft->report.status = MUSTER_REPORT_RESOLVED;
  else
    {
      muster_draft_set_title (draft,
                              muster_draft_printf (draft, "signatures of %.*s cannot be checked",
                                                   MUSTER_TEXT_ARGS (at (whole, "TopicArn"))));
      muster_pairs_add (&draft->annotations, "reason",
                        muster_draft_printf (draft, "%s", draft->in->signature));
    }
  muster_draft_end (draft);
}

static void
read_notification (MusterDraft *draft, const MusterValue *whole)
{
  const char *why = draft->in->signature;
  gboolean is_valid = g_strcmp0 (why, MUSTER_SIGNATURE_VALID) == 0;
  const MusterValue *alarm = muster_value_parse (at (whole, "Message"), draft->out->arena);

  muster_draft_begin (draft, 0);
  if (at (alarm, "AlarmName").n > 0)
    fill_alarm (draft, alarm);
  else
    fill_message (draft, whole);
  muster_pairs_add (&draft->labels, "topic", at (whole, "TopicArn"));
  muster_pairs_add (&draft->annotations, "sns_signature",
                    is_valid      ? muster_text (MUSTER_SIGNATURE_VALID)
                    : why != NULL ? muster_draft_printf (draft, "not checked: %s", why)
                                  : muster_text ("not checked"));
  if (muster_draft_end (draft) == NULL)
    return;
  begin_topic (draft, whole, 1, CONFIRMATION);
  draft->report.status = MUSTER_REPORT_RESOLVED;
  muster_draft_end (draft);
  if (why != NULL)
    tell_signature (draft, whole, is_valid);
}

static gboolean
decode (const MusterIntake *in, MusterJsonReader *reader, MusterReports *out, GError **error)
{
  MusterDraft draft;
  const MusterValue *whole = muster_draft_read_whole (&draft, "aws-sns", in, reader, out);
  MusterText type = at (whole, "Type");

  if (muster_text_equal (type, "SubscriptionConfirmation") ||
      muster_text_equal (type, "UnsubscribeConfirmation"))
    read_confirmation (&draft, whole);
  else if (muster_text_equal (type, "Notification"))
    read_notification (&draft, whole);
  else if (at (whole, "AlarmName").n > 0) /* raw message delivery */
    {
      muster_draft_begin (&draft, 0);
      fill_alarm (&draft, whole);
      muster_draft_end (&draft);
    }
  else if (whole != NULL)
    muster_json_reader_fail (reader, "Type is none of SNS's, and it is no alarm");
  return muster_draft_finish (&draft, error);
}

const MusterSource muster_source_aws_sns = {
  .name = "aws-sns",
  /* Translators: product names */
  .title = N_ ("Amazon SNS and CloudWatch"),
  .decode = decode,
  .reply = muster_reply_refused_200,
};
