/* channel-check.c - whether pages can leave by what is configured, asked when it is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/channel-check.h"

#include "model/error.h"
#include "probes/address.h"

#include <arpa/inet.h>
#include <string.h>

/**
 * muster_channel_objects_list:
 * @directory: what is configured
 *
 * Returns: (transfer full) (element-type MusterChannelObject): the channels; what a newer version
 *   wrote and this one cannot read is none
 */
GPtrArray *
muster_channel_objects_list (const MusterDirectory *directory)
{
  GPtrArray *out = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_channel_object_free);
  const GPtrArray *objects = muster_directory_objects (directory);

  for (guint i = 0; i < objects->len; i++)
    {
      const MusterObject *object = g_ptr_array_index (objects, i);
      MusterChannelConfig *config;
      MusterChannelObject *channel;

      if (object->removed || strcmp (object->type, MUSTER_OBJECT_CHANNEL) != 0)
        continue;
      config = muster_channel_config_read (object->body, NULL);
      if (config == NULL)
        continue;
      channel = muster_channel_object_new (object->name, config);
      channel->id = object->id;
      channel->seq = object->seq;
      g_ptr_array_add (out, channel);
    }
  return out;
}

/* --- where it leads --- */

/* As the C library reads it: "127.1", "0x7f000001" and "2130706433" are addresses too. */
static GInetAddress *
read_address (const char *host)
{
  GInetAddress *address = g_inet_address_new_from_string (host);
  struct in_addr v4;

  if (address == NULL && inet_aton (host, &v4) != 0)
    address = g_inet_address_new_from_bytes ((const guint8 *) &v4, G_SOCKET_FAMILY_IPV4);
  return address;
}

static gboolean
is_local_name (const char *host)
{
  g_autofree char *lower = g_ascii_strdown (host, -1);

  return strcmp (lower, "localhost") == 0 || g_str_has_suffix (lower, ".localhost");
}

static gboolean
is_encrypted (const char *scheme)
{
  static const char *const schemes[] = { "https", "smtps", "smtp", NULL }; /* smtp by STARTTLS */

  return g_strv_contains (schemes, scheme);
}

static gboolean
check_reach (const char *url, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;
  g_autoptr (GInetAddress) address = host != NULL ? read_address (host) : NULL;
  const char *complaint = NULL;

  if (host == NULL)
    return TRUE; /* the channel has said so */
  if (!is_encrypted (g_uri_get_scheme (uri)))
    complaint = "is not encrypted";
  else if (is_local_name (host))
    complaint = "is this machine";
  else if (address != NULL)
    complaint = muster_public_address_complaint (address);
  if (complaint == NULL)
    return TRUE;
  g_set_error (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_INVALID,
               "The channel’s URL %s. If that is meant, say network: true", complaint);
  return FALSE;
}

/**
 * muster_channel_object_check:
 * @config: what is configured
 * @error: MUSTER_MODEL_ERROR_INVALID
 *
 * Where a name leads is looked at whenever it is asked.
 *
 * Returns: whether pages can leave by it
 */
gboolean
muster_channel_object_check (const MusterChannelConfig *config, GError **error)
{
  const char *url = config->values[MUSTER_CHANNEL_URL].text;

  return muster_channel_config_check (config, NULL, error) &&
         (config->network || url == NULL || check_reach (url, error));
}

/**
 * muster_channel_check:
 * @directory: what is configured
 * @body: (nullable): of a channel
 * @contact: (nullable): a person's contact data
 * @error: MUSTER_MODEL_ERROR_INVALID
 *
 * Returns: whether they can be so
 */
gboolean
muster_channel_check (const MusterDirectory *directory,
                      const char *body,
                      const char *contact,
                      GError **error)
{
  g_autoptr (MusterChannelConfig) config = NULL;
  g_autoptr (GPtrArray) objects = NULL;

  if (body != NULL)
    {
      config = muster_channel_config_read (body, error);
      if (config == NULL || !muster_channel_object_check (config, error))
        return FALSE;
    }
  if (contact == NULL)
    return TRUE;
  objects = muster_channel_objects_list (directory);
  return muster_contacts_check (contact, objects, error);
}
