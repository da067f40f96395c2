/* metric-body.c - a metric that something depends on, as it is configured
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/metric-body.h"

#include "base/server-address.h"

#include <string.h>

static void
read_url (MusterRulesReading *reading, MusterMetricCondition *out)
{
  g_free (out->url);
  out->url = muster_rules_read_text (reading);
  if (!muster_is_server_address (out->url))
    muster_rules_complain (reading, "A metric's “url” is http(s)://HOST:PORT, without a query");
  while (g_str_has_suffix (out->url, "/"))
    out->url[strlen (out->url) - 1] = '\0';
}

static void
read_query (MusterRulesReading *reading, MusterMetricCondition *out)
{
  g_free (out->query);
  out->query = muster_rules_read_text (reading);
  if (*out->query == '\0' || strlen (out->query) > MUSTER_METRIC_QUERY_BYTES_MAX)
    muster_rules_complain (reading, "A metric's “query” is PromQL of 1 to %d bytes",
                           MUSTER_METRIC_QUERY_BYTES_MAX);
}

static void
read_token (MusterRulesReading *reading, MusterMetricCondition *out)
{
  MusterText member;

  muster_json_reader_enter_object (reading->reader);
  while (muster_json_reader_next_member (reading->reader, &member))
    if (muster_text_equal (member, "secret"))
      {
        g_free (out->token);
        out->token = muster_rules_read_text (reading);
      }
    else
      muster_json_reader_skip (reading->reader);
}

/* TRUE: it was the threshold. */
static gboolean
read_threshold (MusterRulesReading *reading, MusterText member, MusterMetricCondition *out)
{
  out->is_above |= muster_text_equal (member, "above");
  if (!muster_text_equal (member, "above") && !muster_text_equal (member, "below"))
    return FALSE;
  muster_json_reader_number (reading->reader, &out->threshold);
  return TRUE;
}

static void
read_member (MusterRulesReading *reading, MusterText member, MusterMetricCondition *out)
{
  if (muster_text_equal (member, "url"))
    read_url (reading, out);
  else if (muster_text_equal (member, "query"))
    read_query (reading, out);
  else if (muster_text_equal (member, "for"))
    out->for_us = muster_rules_read_duration (reading);
  else if (muster_text_equal (member, "interval"))
    out->interval_us = muster_rules_read_duration (reading);
  else if (muster_text_equal (member, "token"))
    read_token (reading, out);
  else
    muster_json_reader_skip (reading->reader);
}

/**
 * muster_metric_body_read:
 * @reading: a body, before the object
 *
 * Members that are not known are passed over.
 *
 * Returns: (transfer full): what it says; of no use if @reading has a complaint or failed
 */
MusterMetricCondition *
muster_metric_body_read (MusterRulesReading *reading)
{
  MusterMetricCondition *out = muster_metric_condition_new ();
  guint n_thresholds = 0;
  MusterText member;

  muster_json_reader_enter_object (reading->reader);
  while (reading->why == NULL && muster_json_reader_next_member (reading->reader, &member))
    if (read_threshold (reading, member, out))
      n_thresholds++;
    else
      read_member (reading, member, out);
  if (muster_json_reader_failed (reading->reader))
    return out;
  if (out->url == NULL || out->query == NULL || n_thresholds != 1)
    muster_rules_complain (reading,
                           "A metric says “url”, “query”, and “above” or “below” with a number");
  if (out->interval_us < MUSTER_METRIC_INTERVAL_MIN_US)
    muster_rules_complain (reading, "A metric is asked every 15 seconds or less often");
  return out;
}
