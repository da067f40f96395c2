/* channel.c - the table of channels, and what requests are made of
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "channels/channel.h"

#include <string.h>

/**
 * muster_channel_find:
 * @name: the name of a channel
 *
 * Returns: (nullable) (transfer none): it
 */
const MusterChannel *
muster_channel_find (const char *name)
{
  g_return_val_if_fail (name != NULL, NULL);

  for (guint i = 0; muster_channels[i] != NULL; i++)
    if (strcmp (muster_channels[i]->name, name) == 0)
      return muster_channels[i];
  return NULL;
}

/**
 * muster_channel_request_init:
 * @self: (out caller-allocates): a request
 *
 * Makes it empty; to be cleared.
 */
void
muster_channel_request_init (MusterChannelRequest *self)
{
  g_return_if_fail (self != NULL);

  *self = (MusterChannelRequest){ .headers = g_ptr_array_new_with_free_func (g_free),
                                  .body = g_string_new (NULL) };
}

/**
 * muster_channel_request_clear:
 * @self: a request
 *
 * Frees what is in it.
 */
void
muster_channel_request_clear (MusterChannelRequest *self)
{
  g_clear_pointer (&self->url, g_free);
  g_clear_pointer (&self->headers, g_ptr_array_unref);
  if (self->body != NULL)
    g_string_free (g_steal_pointer (&self->body), TRUE);
  g_clear_pointer (&self->sender, g_free);
  g_clear_pointer (&self->recipient, g_free);
}

/**
 * muster_verdict_clear:
 * @self: a verdict
 *
 * Frees what is in it.
 */
void
muster_verdict_clear (MusterVerdict *self)
{
  g_clear_pointer (&self->reason, g_free);
}

/**
 * muster_channel_render:
 * @self: a channel
 * @message: what to say
 * @settings: whom, and by which account
 * @out: (out): the request; to be cleared, also after an error
 * @error: MUSTER_MODEL_ERROR_INVALID: what is wrong with @settings
 *
 * The same of everything gives the same bytes.
 *
 * Returns: whether there is a request
 */
gboolean
muster_channel_render (const MusterChannel *self,
                       const MusterPageMessage *message,
                       const MusterChannelSettings *settings,
                       MusterChannelRequest *out,
                       GError **error)
{
  g_return_val_if_fail (self != NULL && message != NULL && settings != NULL, FALSE);

  muster_channel_request_init (out);
  if (!self->check (settings, error))
    return FALSE;
  self->render (message, settings, out);
  return TRUE;
}
