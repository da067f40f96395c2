/* decide-changes.c - what people tell of their changes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/safe-text.h"
#include "world/commands.h"

#include <string.h>

#define TEXT_BYTES_MAX 1024
#define URL_BYTES_MAX  2048

static gboolean
is_web_address (const char *url)
{
  return g_ascii_strncasecmp (url, "https://", 8) == 0 ||
         g_ascii_strncasecmp (url, "http://", 7) == 0;
}

static void
set_text (MusterDeciding *self, MusterEvent *event, MusterFieldName field, const char *text)
{
  g_autofree char *cut =
      text != NULL ? muster_cut_text (text, strlen (text), TEXT_BYTES_MAX) : NULL;

  muster_batch_set_text (self->batch, event, field, cut != NULL ? cut : text, -1);
}

gboolean
muster_decide_change_record (MusterDeciding *self, GError **error)
{
  static const struct
  {
    MusterFieldName field;
    const char *argument;
  } texts[] = { { MUSTER_FIELD_TITLE, "title" },
                { MUSTER_FIELD_KIND, "kind" },
                { MUSTER_FIELD_VERSION, "version" } };
  const MusterCommand *command = self->command;
  const char *name = muster_command_text (command, "service");
  const char *url = muster_command_text (command, "url");
  const MusterObject *service = NULL;
  MusterEvent *event;

  if (name != NULL)
    service = muster_directory_resolve (muster_world_get_directory (self->world),
                                        MUSTER_OBJECT_SERVICE, name);
  if (name != NULL && service == NULL)
    {
      g_set_error (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_INVALID,
                   "There is no service “%s”", name);
      return FALSE;
    }
  if (url != NULL && (!is_web_address (url) || strlen (url) > URL_BYTES_MAX))
    {
      g_set_error_literal (
          error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_INVALID,
          "url is an address of at most 2 KiB that begins with https:// or http://");
      return FALSE;
    }
  event = muster_deciding_emit (self, MUSTER_EVENT_CHANGE_RECORDED);
  muster_event_set_ulid (event, MUSTER_FACT_ID, muster_deciding_new_id (self));
  if (service != NULL)
    muster_event_set_ulid (event, MUSTER_FACT_SERVICE, service->id);
  muster_event_set_int (event, MUSTER_FACT_START, muster_command_int (command, "start"));
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    set_text (self, event, texts[i].field, muster_command_text (command, texts[i].argument));
  muster_batch_set_text (self->batch, event, MUSTER_FIELD_URL, url, -1);
  return TRUE;
}
