/* channel-schema.c - the keys of a team file that say by what pages leave
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "wire/team-schema.h"

#include <string.h>

#define END                                                                                        \
  {                                                                                                \
    NULL                                                                                           \
  }

#define SECRET_NAME_MAX 64

static gboolean
is_word (const char *text)
{
  gsize n = strlen (text);

  if (n == 0 || n > SECRET_NAME_MAX || text[0] == '.')
    return FALSE;
  for (gsize i = 0; i < n; i++)
    if (!g_ascii_islower (text[i]) && !g_ascii_isdigit (text[i]) && strchr ("._-", text[i]) == NULL)
      return FALSE;
  return TRUE;
}

static const MusterShape name = { MUSTER_SHAPE_NAME, .what = "a name of 1 to 256 bytes" };
static const MusterShape type = { MUSTER_SHAPE_TEXT, .what = "a type such as email or webhook",
                                  .good = is_word };
static const MusterShape yes_or_no = { MUSTER_SHAPE_BOOL, .what = "true or false" };
static const MusterShape secret_name = { MUSTER_SHAPE_TEXT, .what = "the name of a secret",
                                         .good = is_word };
static const MusterShapeKey secret_keys[] = { { "secret", &secret_name, MUSTER_KEY_REQUIRED },
                                              END };
static const MusterShape secret = { MUSTER_SHAPE_MAPPING, .what = "{secret: NAME}",
                                    .keys = secret_keys };
static const MusterShape text_or_secret = { MUSTER_SHAPE_TEXT,
                                            .what = "text of 1 to 2,048 bytes, or {secret: NAME}",
                                            .min = 1, .max = 2048, .other = &secret };
static const MusterShapeKey channel_keys[] = {
  { "name", &name, MUSTER_KEY_REQUIRED },
  { "type", &type, MUSTER_KEY_REQUIRED },
  { "url", &text_or_secret },
  { "user", &text_or_secret },
  { "secret", &secret },
  { "old_secret", &secret },
  { "from", &text_or_secret },
  { "to", &text_or_secret },
  { "network", &yes_or_no },
  END,
};
static const MusterShape channel = { MUSTER_SHAPE_MAPPING, .what = "a channel",
                                     .keys = channel_keys };
const MusterShape muster_channels_schema = { MUSTER_SHAPE_LIST,
                                             .what = "a list of at most 100 channels",
                                             .item = &channel, .max = 100 };
