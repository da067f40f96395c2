/* prometheus.c - Prometheus' query API from the other side
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Also what others answer that are asked as it is. A value is [unix time, "number"].
 */
#include "connectors/prometheus.h"

#include "base/json-reader.h"
#include "base/safe-text.h"

#include <math.h>
#include <string.h>

#define NUMBER_BYTES_MAX 64
#define WORDS_BYTES_MAX  200

/**
 * muster_prometheus_query_url:
 * @url: of the server, without a slash at the end
 * @query: PromQL
 *
 * Returns: (transfer full): what to ask by GET
 */
char *
muster_prometheus_query_url (const char *url, const char *query)
{
  g_autofree char *escaped = g_uri_escape_string (query, NULL, FALSE);

  return g_strconcat (url, "/api/v1/query?query=", escaped, NULL);
}

static void
add (MusterMetricValues *values, double number)
{
  values->min = values->n > 0 ? MIN (values->min, number) : number;
  values->max = values->n > 0 ? MAX (values->max, number) : number;
  values->n++;
}

/* "3.2", "1e+06", "+Inf", "NaN" */
static void
read_number (MusterJsonReader *reader, MusterMetricValues *values)
{
  char number[NUMBER_BYTES_MAX + 1] = "";
  MusterText text;
  char *end;
  double value;

  if (!muster_json_reader_string (reader, &text))
    return;
  if (text.n > 0 && text.n <= NUMBER_BYTES_MAX)
    memcpy (number, text.bytes, text.n);
  value = g_ascii_strtod (number, &end);
  if (end == number || *end != '\0')
    muster_json_reader_fail (reader, "a value is no number");
  else if (!isnan (value))
    add (values, value);
}

/* Within the list, behind the time. */
static void
read_rest_of_value (MusterJsonReader *reader, MusterMetricValues *values)
{
  double at;

  muster_json_reader_number (reader, &at);
  if (muster_json_reader_next_item (reader))
    read_number (reader, values);
  else
    muster_json_reader_fail (reader, "a value is a time and a number");
  while (muster_json_reader_next_item (reader))
    muster_json_reader_fail (reader, "a value is a time and a number");
}

/* {"metric":{…},"value":[…]}; one that has "values" or a histogram says no number. */
static void
read_series (MusterJsonReader *reader, MusterMetricValues *values)
{
  MusterText name;

  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    if (!muster_text_equal (name, "value"))
      muster_json_reader_skip (reader);
    else if (muster_json_reader_enter_array (reader) && muster_json_reader_next_item (reader))
      read_rest_of_value (reader, values);
}

/* A list of series, or one value. */
static void
read_result (MusterJsonReader *reader, MusterMetricValues *values)
{
  muster_json_reader_enter_array (reader);
  if (!muster_json_reader_next_item (reader))
    return;
  if (muster_json_reader_peek (reader) == MUSTER_JSON_NUMBER)
    {
      read_rest_of_value (reader, values);
      return;
    }
  do
    read_series (reader, values);
  while (muster_json_reader_next_item (reader));
}

static void
read_data (MusterJsonReader *reader, MusterMetricValues *values)
{
  MusterText name;

  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    if (muster_text_equal (name, "result"))
      read_result (reader, values);
    else
      muster_json_reader_skip (reader);
}

static void
set_error (GError **error, MusterText words)
{
  g_autofree char *cut = muster_cut_text (words.bytes, words.n, WORDS_BYTES_MAX);
  g_autofree char *safe = cut != NULL ? muster_safe_text (cut, -1, FALSE)
                                      : muster_safe_text (words.bytes, (gssize) words.n, FALSE);

  g_set_error (error, MUSTER_BASE_ERROR, MUSTER_BASE_ERROR_SYNTAX, "it refuses the query: %s",
               safe);
}

/**
 * muster_prometheus_answer_decode:
 * @json: what was answered
 * @n: bytes of it
 * @out: (out): the numbers in it; there may be none
 * @error: MUSTER_BASE_ERROR, in words for people
 *
 * Returns: whether the query was answered
 */
gboolean
muster_prometheus_answer_decode (const char *json, gsize n, MusterMetricValues *out, GError **error)
{
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  MusterText name, status = { "", 0 }, words = { "", 0 };

  *out = (MusterMetricValues){ 0 };
  muster_json_reader_begin (reader, json, n, NULL);
  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    if (muster_text_equal (name, "data") && muster_json_reader_peek (reader) == MUSTER_JSON_OBJECT)
      read_data (reader, out);
    else if (muster_text_equal (name, "status"))
      muster_json_reader_string (reader, &status);
    else if (muster_text_equal (name, "error"))
      muster_json_reader_string (reader, &words);
    else
      muster_json_reader_skip (reader);
  if (!muster_json_reader_finish (reader, error))
    return FALSE;
  if (muster_text_equal (status, "success"))
    return TRUE;
  set_error (error, words);
  return FALSE;
}
