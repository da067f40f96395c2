/* mapped.c - any JSON, by a mapping of the configuration: /v1/intake/KEY/mapped/NAME
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "sources/mapping.h"
#include "sources/reply.h"
#include <glib/gi18n.h>

static void
read_alerts (MusterDraft *draft, const MusterMapping *mapping, const MusterValue *whole)
{
  const char *each = muster_mapping_get_each (mapping);
  const MusterValue *list = each != NULL ? muster_value_at (whole, each) : NULL;
  guint i = 0;

  if (each == NULL && muster_draft_begin (draft, 0))
    {
      muster_mapping_fill (mapping, draft, whole);
      muster_draft_end (draft);
    }
  if (each == NULL)
    return;
  if (list == NULL || list->type != MUSTER_JSON_ARRAY)
    {
      muster_json_reader_fail (draft->reader, "there is no list where the mapping looks for it");
      return;
    }
  for (const MusterValue *alert = list->first; alert != NULL; alert = alert->next, i++)
    if (muster_draft_begin (draft, i))
      {
        muster_mapping_fill (mapping, draft, alert);
        muster_draft_end (draft);
      }
}

static gboolean
decode (const MusterIntake *in, MusterJsonReader *reader, MusterReports *out, GError **error)
{
  g_autoptr (MusterMapping) mapping = NULL;
  MusterDraft draft;
  const MusterValue *whole;

  if (in->mapping == NULL)
    {
      g_set_error_literal (error, MUSTER_BASE_ERROR, MUSTER_BASE_ERROR_SYNTAX,
                           "the address names no mapping of the configuration");
      return FALSE;
    }
  mapping = muster_mapping_new (in->mapping, error);
  if (mapping == NULL)
    return FALSE;
  whole = muster_draft_read_whole (&draft, "mapped", in, reader, out);
  if (whole != NULL)
    read_alerts (&draft, mapping, whole);
  return muster_draft_finish (&draft, error);
}

const MusterSource muster_source_mapped = {
  .name = "mapped",
  /* Translators: alerts in any JSON, whose places a mapping names */
  .title = N_ ("Any JSON, by a mapping"),
  .decode = decode,
  .reply = muster_reply_accepted_202,
};
