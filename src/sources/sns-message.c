/* sns-message.c - what Amazon SNS sends around a message, and what of it is signed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * After docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html
 */
#include "sources/sns-message.h"

#include "sources/clean.h"

static const char *const notification[] = { "Message",  "MessageId", "Subject", "Timestamp",
                                            "TopicArn", "Type",      NULL };
static const char *const confirmation[] = { "Message", "MessageId", "SubscribeURL", "Timestamp",
                                            "Token",   "TopicArn",  "Type",         NULL };

/* Letters, digits and dashes; regions are named so. */
static gsize
region_length (const char *host, gsize n)
{
  gsize length = 0;

  while (length < n &&
         (g_ascii_islower (host[length]) || g_ascii_isdigit (host[length]) || host[length] == '-'))
    length++;
  return length;
}

/**
 * muster_sns_is_address:
 * @url: an address that a message has
 *
 * Everybody may have a name in amazonaws.com, but not one whose first two labels are "sns" and a
 * region.
 *
 * Returns: whether it is of SNS itself
 */
gboolean
muster_sns_is_address (MusterText url)
{
  static const char start[] = "https://sns.";
  static const char *const ends[] = { ".amazonaws.com/", ".amazonaws.com.cn/" };
  const char *rest = url.bytes + strlen (start);
  gsize n, region_n;

  if (url.n <= strlen (start) || memcmp (url.bytes, start, strlen (start)) != 0)
    return FALSE;
  n = url.n - strlen (start);
  region_n = region_length (rest, n);
  for (gsize i = 0; i < G_N_ELEMENTS (ends) && region_n > 0; i++)
    if (n - region_n >= strlen (ends[i]) &&
        memcmp (rest + region_n, ends[i], strlen (ends[i])) == 0)
      return TRUE;
  return FALSE;
}

static void
append_pair (GString *out, const char *name, MusterText value)
{
  g_string_append (out, name);
  g_string_append_c (out, '\n');
  g_string_append_len (out, value.bytes, (gssize) value.n);
  g_string_append_c (out, '\n');
}

/**
 * muster_sns_append_signed:
 * @whole: (nullable): a body
 * @out: where to
 *
 * Returns: whether it is signed at all
 */
gboolean
muster_sns_append_signed (const MusterValue *whole, GString *out)
{
  MusterText type = muster_value_text_at (whole, "Type");
  gboolean is_notification = muster_text_equal (type, "Notification");
  const char *const *names = is_notification ? notification : confirmation;

  if (!is_notification && !muster_text_equal (type, "SubscriptionConfirmation") &&
      !muster_text_equal (type, "UnsubscribeConfirmation"))
    return FALSE;
  for (; *names != NULL; names++)
    {
      const MusterValue *value = muster_value_get (whole, muster_text (*names));

      if (value != NULL && value->type == MUSTER_JSON_STRING)
        append_pair (out, *names, value->text);
      else if (strcmp (*names, "Subject") != 0) /* has none where nobody gave one */
        return FALSE;
    }
  return TRUE;
}
