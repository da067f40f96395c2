/* key-settings.c - what is configured of an integration key
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/key-settings.h"

#include "base/instant.h"
#include "base/json-reader.h"
#include "model/error.h"

#include <string.h>

/**
 * muster_key_silence_parse:
 * @text: "learned", "off", or a duration as "2h"
 * @out_us: (out): 0, -1, or the duration, µs
 * @error: %MUSTER_BASE_ERROR, or %MUSTER_MODEL_ERROR_INVALID for less than a minute
 *
 * Returns: whether it is one of these
 */
gboolean
muster_key_silence_parse (const char *text, gint64 *out_us, GError **error)
{
  *out_us = 0;
  if (strcmp (text, "learned") == 0)
    return TRUE;
  if (strcmp (text, "off") == 0)
    {
      *out_us = -1;
      return TRUE;
    }
  if (!muster_duration_parse (text, out_us, error))
    return FALSE;
  if (*out_us >= G_TIME_SPAN_MINUTE)
    return TRUE;
  g_set_error_literal (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_INVALID,
                       "A silence is told after a minute or more, as in \"2h\"");
  return FALSE;
}

/**
 * muster_key_settings_read:
 * @body: (nullable): JSON
 * @out: (out): what it says
 *
 * Members that are not known are passed over.
 */
void
muster_key_settings_read (const char *body, MusterKeySettings *out)
{
  g_autoptr (MusterJsonReader) reader = NULL;
  MusterText name, text;
  gint64 flood;

  *out = (MusterKeySettings){ MUSTER_FLOOD_DEFAULT, 0 };
  if (body == NULL)
    return;
  reader = muster_json_reader_new ();
  muster_json_reader_begin (reader, body, strlen (body), NULL);
  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    if (muster_text_equal (name, "flood") && muster_json_reader_int (reader, &flood))
      out->flood = (guint) CLAMP (flood, 0, G_MAXINT32);
    else if (muster_text_equal (name, "silence") && muster_json_reader_string (reader, &text))
      {
        g_autofree char *copy = muster_text_dup (text);

        if (!muster_key_silence_parse (copy, &out->silence_us, NULL))
          out->silence_us = 0;
      }
    else
      muster_json_reader_skip (reader);
}
