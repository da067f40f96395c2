/* personal-limit.c - how many pages somebody takes by a channel
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "oncall/personal-limit.h"

#include "base/instant.h"
#include "base/json-reader.h"
#include "oncall/personal-rules.h"

#include <string.h>

#define DEFAULT_PAGES     10
#define DEFAULT_SMS       5
#define DEFAULT_WITHIN_US (15 * G_TIME_SPAN_MINUTE)

/* Each message costs something, and makes a noise of its own. A desktop puts together by itself
 * what comes fast, where it can be taken away again. */
static MusterPersonalLimit
default_of (const char *channel)
{
  MusterPersonalLimit limit = { DEFAULT_PAGES, DEFAULT_WITHIN_US };

  if (strcmp (channel, "sms") == 0)
    limit.pages = DEFAULT_SMS;
  else if (strcmp (channel, MUSTER_CHANNEL_DESKTOP) == 0)
    limit.pages = 0;
  return limit;
}

static void
read_limit (MusterJsonReader *reader, MusterPersonalLimit *limit)
{
  MusterText name, value;
  gint64 pages = 0, within_us = 0;

  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    {
      g_autofree char *text = NULL;

      if (muster_text_equal (name, "pages"))
        muster_json_reader_int (reader, &pages);
      else if (!muster_text_equal (name, "in"))
        muster_json_reader_skip (reader);
      else if (muster_json_reader_string (reader, &value))
        {
          text = muster_text_dup (value);
          if (!muster_duration_parse (text, &within_us, NULL))
            within_us = 0;
        }
    }
  if (pages > 0)
    limit->pages = (guint) MIN (pages, MUSTER_LIMIT_PAGES_MAX);
  if (within_us > 0)
    limit->within_us = within_us;
}

/* One of the person's channels; its limit counts if it is of that type. */
static void
read_channel (MusterJsonReader *reader, const char *channel, MusterPersonalLimit *limit)
{
  MusterPersonalLimit own = *limit;
  gboolean is_it = FALSE;
  MusterText name, type;

  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    if (muster_text_equal (name, "type") && muster_json_reader_string (reader, &type))
      is_it = muster_text_equal (type, channel);
    else if (muster_text_equal (name, "limit"))
      read_limit (reader, &own);
    else
      muster_json_reader_skip (reader);
  if (is_it)
    *limit = own;
}

/**
 * muster_personal_limit_read:
 * @contact: (nullable): a person's contact data, JSON
 * @channel: a channel's type
 *
 * Total: what cannot be read is as if it were not said.
 *
 * Returns: how many pages the person takes by that channel
 */
MusterPersonalLimit
muster_personal_limit_read (const char *contact, const char *channel)
{
  MusterPersonalLimit limit = default_of (channel), said = limit;
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  MusterText name;

  if (contact == NULL || limit.pages == 0)
    return limit;
  muster_json_reader_begin (reader, contact, strlen (contact), NULL);
  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    if (muster_text_equal (name, "channels") && muster_json_reader_enter_array (reader))
      while (muster_json_reader_next_item (reader))
        read_channel (reader, channel, &said);
    else
      muster_json_reader_skip (reader);
  return muster_json_reader_finish (reader, NULL) ? said : limit;
}
