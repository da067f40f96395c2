/* answer.c - for channels: reads what was answered
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "channels/answer.h"

#include "base/civil-date.h"
#include "base/json-reader.h"

#include <string.h>

/* --- when to come again --- */

/**
 * muster_answer_round_wait:
 * @wait_s: seconds, of any size, or no number
 *
 * Returns: 1 to MUSTER_VERDICT_WAIT_MAX_S whole ones, rounded up
 */
guint
muster_answer_round_wait (double wait_s)
{
  guint whole;

  if (!(wait_s > 1))
    return 1;
  whole = (guint) MIN (wait_s, MUSTER_VERDICT_WAIT_MAX_S);
  return whole + (whole < MUSTER_VERDICT_WAIT_MAX_S && whole < wait_s);
}

static gboolean
read_digits (const char *text, guint n, gint64 *out)
{
  *out = 0;
  for (guint i = 0; i < n; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return FALSE;
      *out = *out * 10 + (text[i] - '0');
    }
  return TRUE;
}

/* "Fri, 06 Mar 2026 14:25:02 GMT" (RFC 9110 §5.6.7); the forms that nobody may send any more are
 * not read. */
static gboolean
parse_http_date (const char *text, gint64 *out_s)
{
  static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
  gint64 day, year, hour, minute, second;
  guint month = 0;
  MusterCivilDate date;

  if (strlen (text) != strlen ("Fri, 06 Mar 2026 14:25:02 GMT") ||
      !read_digits (text + 5, 2, &day) || !read_digits (text + 12, 4, &year) ||
      !read_digits (text + 17, 2, &hour) || !read_digits (text + 20, 2, &minute) ||
      !read_digits (text + 23, 2, &second))
    return FALSE;
  while (month < 12 && memcmp (months + 3 * month, text + 8, 3) != 0)
    month++;
  if (month == 12 || day < 1 || day > 31)
    return FALSE;
  date = (MusterCivilDate){ year, month + 1, (guint) day };
  *out_s = muster_civil_date_to_days (date) * MUSTER_DAY_S + hour * 3600 + minute * 60 + second;
  return TRUE;
}

/**
 * muster_answer_get_wait:
 * @answer: what was answered
 * @or_else: seconds, where it does not say
 *
 * Returns: 1 to MUSTER_VERDICT_WAIT_MAX_S seconds, as Retry-After says (RFC 9110 §10.2.3)
 */
guint
muster_answer_get_wait (const MusterChannelAnswer *answer, guint or_else)
{
  const char *text =
      answer->get_header != NULL ? answer->get_header (answer->headers, "Retry-After") : NULL;
  gint64 wait_s = or_else, at_s;
  double seconds;
  char *end = NULL;

  if (text != NULL && parse_http_date (text, &at_s))
    wait_s = at_s - muster_floor_div (answer->now_us, G_TIME_SPAN_SECOND);
  else if (text != NULL)
    {
      seconds = g_ascii_strtod (text, &end); /* Discord has fractions */
      if (g_ascii_isdigit (*text) && *end == '\0')
        wait_s = muster_answer_round_wait (seconds);
    }
  return (guint) CLAMP (wait_s, 1, MUSTER_VERDICT_WAIT_MAX_S);
}

/* --- bodies --- */

/**
 * muster_answer_says:
 * @answer: what was answered
 * @text: a word
 *
 * Returns: whether that is all that the body says
 */
gboolean
muster_answer_says (const MusterChannelAnswer *answer, const char *text)
{
  const char *p = answer->body;
  gsize n = answer->body_n;

  while (n > 0 && g_ascii_isspace (*p))
    p++, n--;
  while (n > 0 && g_ascii_isspace (p[n - 1]))
    n--;
  return n == strlen (text) && memcmp (p, text, n) == 0;
}

/**
 * muster_answer_mentions:
 * @answer: what was answered
 * @text: some words
 *
 * Returns: whether the body has them somewhere
 */
gboolean
muster_answer_mentions (const MusterChannelAnswer *answer, const char *text)
{
  return answer->body_n > 0 &&
         g_strstr_len (answer->body, (gssize) MIN (answer->body_n, MUSTER_ANSWER_BODY_MAX), text) !=
             NULL;
}

/* Goes to the member at @path; FALSE if there is none. */
static gboolean
enter (MusterJsonReader *reader, const char *path)
{
  const char *dot = strchr (path, '.');
  gsize n = dot != NULL ? (gsize) (dot - path) : strlen (path);
  MusterText name;

  if (muster_json_reader_peek (reader) != MUSTER_JSON_OBJECT ||
      !muster_json_reader_enter_object (reader))
    return FALSE;
  while (muster_json_reader_next_member (reader, &name))
    {
      if (name.n == n && memcmp (name.bytes, path, n) == 0)
        return dot == NULL || enter (reader, dot + 1);
      muster_json_reader_skip (reader);
    }
  return FALSE;
}

/**
 * muster_answer_get_number:
 * @answer: what was answered
 * @path: names of members, with full stops between them
 * @out: (out): the number there
 *
 * Returns: whether there is one; a body that is not JSON has none
 */
gboolean
muster_answer_get_number (const MusterChannelAnswer *answer, const char *path, double *out)
{
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();

  muster_json_reader_begin (reader, answer->body, MIN (answer->body_n, MUSTER_ANSWER_BODY_MAX),
                            NULL);
  return enter (reader, path) && muster_json_reader_peek (reader) == MUSTER_JSON_NUMBER &&
         muster_json_reader_number (reader, out);
}

/**
 * muster_answer_dup_text:
 * @answer: what was answered
 * @path: names of members, with full stops between them
 *
 * Returns: (transfer full) (nullable): the text there
 */
char *
muster_answer_dup_text (const MusterChannelAnswer *answer, const char *path)
{
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  MusterText text;

  muster_json_reader_begin (reader, answer->body, MIN (answer->body_n, MUSTER_ANSWER_BODY_MAX),
                            NULL);
  if (enter (reader, path) && muster_json_reader_peek (reader) == MUSTER_JSON_STRING &&
      muster_json_reader_string (reader, &text))
    return muster_text_dup (text);
  return NULL;
}
