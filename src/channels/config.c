/* config.c - channels as they are configured, and which of them reaches a person
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "channels/config.h"

#include "base/crypto.h"
#include "base/json-reader.h"
#include "model/error.h"
#include "oncall/personal-rules.h"

#include <string.h>

static const char *const key_names[MUSTER_N_CHANNEL_KEYS] = {
  [MUSTER_CHANNEL_URL] = "url",       [MUSTER_CHANNEL_USER] = "user",
  [MUSTER_CHANNEL_SECRET] = "secret", [MUSTER_CHANNEL_OLD_SECRET] = "old_secret",
  [MUSTER_CHANNEL_FROM] = "from",     [MUSTER_CHANNEL_TO] = "to",
};

static gboolean G_GNUC_PRINTF (2, 3) fail (GError **error, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error_literal (error, MUSTER_MODEL_ERROR, MUSTER_MODEL_ERROR_INVALID, message);
  return FALSE;
}

/* --- values --- */

static void
value_clear (MusterChannelValue *self)
{
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->secret, g_free);
}

/* The first counts. */
static void
take_text (MusterJsonReader *reader, char **out)
{
  MusterText text;

  if (*out == NULL && muster_json_reader_string (reader, &text))
    *out = muster_text_dup (text);
  else
    muster_json_reader_skip (reader);
}

static void
read_value (MusterJsonReader *reader, MusterChannelValue *out)
{
  MusterText name;

  if (muster_json_reader_peek (reader) == MUSTER_JSON_STRING)
    {
      take_text (reader, &out->text);
      return;
    }
  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    if (muster_text_equal (name, "secret"))
      take_text (reader, &out->secret);
    else
      muster_json_reader_fail (reader, "a setting is text, or {\"secret\": NAME}");
}

/* --- objects --- */

/**
 * muster_channel_config_new:
 * @type: a channel's name
 *
 * Returns: (transfer full): one without settings
 */
MusterChannelConfig *
muster_channel_config_new (const char *type)
{
  MusterChannelConfig *self = g_new0 (MusterChannelConfig, 1);

  self->type = g_strdup (type);
  return self;
}

/**
 * muster_channel_config_free:
 * @self: (transfer full): a configuration
 */
void
muster_channel_config_free (MusterChannelConfig *self)
{
  for (guint i = 0; i < MUSTER_N_CHANNEL_KEYS; i++)
    value_clear (&self->values[i]);
  g_free (self->type);
  g_free (self);
}

static gboolean
read_setting (MusterChannelConfig *self, MusterText name, MusterJsonReader *reader)
{
  for (guint i = 0; i < MUSTER_N_CHANNEL_KEYS; i++)
    if (muster_text_equal (name, key_names[i]))
      {
        read_value (reader, &self->values[i]);
        return TRUE;
      }
  return FALSE;
}

/**
 * muster_channel_config_read:
 * @body: (nullable): JSON
 * @error: MUSTER_MODEL_ERROR_INVALID
 *
 * Returns: (transfer full) (nullable): what it says
 */
MusterChannelConfig *
muster_channel_config_read (const char *body, GError **error)
{
  g_autoptr (MusterChannelConfig) self = muster_channel_config_new (NULL);
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  g_autoptr (GError) cause = NULL;
  MusterText name;

  body = body != NULL ? body : "{}";
  muster_json_reader_begin (reader, body, strlen (body), NULL);
  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    if (muster_text_equal (name, "type"))
      take_text (reader, &self->type);
    else if (muster_text_equal (name, "network"))
      muster_json_reader_bool (reader, &self->network);
    else if (!read_setting (self, name, reader))
      muster_json_reader_fail (reader, "a channel has no such setting");
  if (!muster_json_reader_finish (reader, &cause))
    fail (error, "%s", cause->message);
  else if (self->type == NULL)
    fail (error, "A channel needs a type");
  else if (self->values[MUSTER_CHANNEL_SECRET].text != NULL ||
           self->values[MUSTER_CHANNEL_OLD_SECRET].text != NULL)
    fail (error, "A secret is {\"secret\": NAME}, and set by musterd secret set NAME");
  else
    return g_steal_pointer (&self);
  return NULL;
}

/**
 * muster_channel_object_new:
 * @name: what it is called
 * @config: (transfer full): what it is
 *
 * Returns: (transfer full): it
 */
MusterChannelObject *
muster_channel_object_new (const char *name, MusterChannelConfig *config)
{
  MusterChannelObject *self = g_new0 (MusterChannelObject, 1);

  self->name = g_strdup (name);
  self->config = config;
  return self;
}

/**
 * muster_channel_object_free:
 * @self: (transfer full): an object
 */
void
muster_channel_object_free (MusterChannelObject *self)
{
  muster_channel_config_free (self->config);
  g_free (self->name);
  g_free (self);
}

/* --- people --- */

/**
 * muster_contact_new:
 * @type: a channel's name
 * @by: (nullable): an object's
 *
 * Returns: (transfer full): it, without an address
 */
MusterContact *
muster_contact_new (const char *type, const char *by)
{
  MusterContact *self = g_new0 (MusterContact, 1);

  self->type = g_strdup (type);
  self->by = g_strdup (by);
  return self;
}

/**
 * muster_contact_free:
 * @self: (transfer full): a way to somebody
 */
void
muster_contact_free (MusterContact *self)
{
  value_clear (&self->to);
  g_free (self->type);
  g_free (self->by);
  g_free (self);
}

static void
read_reach (MusterJsonReader *reader, GPtrArray *out)
{
  MusterContact *reach = muster_contact_new (NULL, NULL);
  MusterText name;

  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    if (muster_text_equal (name, "type"))
      take_text (reader, &reach->type);
    else if (muster_text_equal (name, "by"))
      take_text (reader, &reach->by);
    else if (muster_text_equal (name, "to"))
      read_value (reader, &reach->to);
    else
      muster_json_reader_skip (reader);
  if (reach->type != NULL)
    g_ptr_array_add (out, reach);
  else
    muster_contact_free (reach);
}

/**
 * muster_contacts_read:
 * @contact: (nullable): a person's contact data
 *
 * Returns: (transfer full) (element-type MusterContact): how they can be reached
 */
GPtrArray *
muster_contacts_read (const char *contact)
{
  GPtrArray *out = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_contact_free);
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  MusterText name;

  contact = contact != NULL ? contact : "{}";
  muster_json_reader_begin (reader, contact, strlen (contact), NULL);
  muster_json_reader_enter_object (reader);
  while (muster_json_reader_next_member (reader, &name))
    if (muster_text_equal (name, "channels") && muster_json_reader_enter_array (reader))
      while (muster_json_reader_next_item (reader))
        read_reach (reader, out);
    else
      muster_json_reader_skip (reader);
  if (!muster_json_reader_finish (reader, NULL))
    g_ptr_array_set_size (out, 0);
  return out;
}

/**
 * muster_contacts_find:
 * @reaches: (element-type MusterContact): a person's
 * @type: a channel's name
 *
 * Returns: (nullable) (transfer none): the first of that type
 */
const MusterContact *
muster_contacts_find (const GPtrArray *reaches, const char *type)
{
  for (guint i = 0; i < reaches->len; i++)
    {
      const MusterContact *reach = g_ptr_array_index (reaches, i);

      if (strcmp (reach->type, type) == 0)
        return reach;
    }
  return NULL;
}

/**
 * muster_contact_choose:
 * @self: a way to somebody
 * @objects: (element-type MusterChannelObject): what is configured
 *
 * Returns: (nullable) (transfer none): by which of them a page goes
 */
const MusterChannelObject *
muster_contact_choose (const MusterContact *self, const GPtrArray *objects)
{
  const char *wanted = self->by != NULL ? self->by : self->type;
  const MusterChannelObject *only = NULL;
  guint n = 0;

  for (guint i = 0; i < objects->len; i++)
    {
      const MusterChannelObject *object = g_ptr_array_index (objects, i);

      if (strcmp (object->config->type, self->type) != 0)
        continue;
      if (strcmp (object->name, wanted) == 0)
        return object;
      only = object;
      n++;
    }
  return self->by == NULL && n == 1 ? only : NULL;
}

/* --- settings --- */

static void
refer (MusterFilledSettings *self)
{
  self->settings = (MusterChannelSettings){
    .url = self->texts[MUSTER_CHANNEL_URL],
    .user = self->texts[MUSTER_CHANNEL_USER],
    .secret = self->texts[MUSTER_CHANNEL_SECRET],
    .old_secret = self->texts[MUSTER_CHANNEL_OLD_SECRET],
    .from = self->texts[MUSTER_CHANNEL_FROM],
    .to = self->texts[MUSTER_CHANNEL_TO],
  };
}

/* A person's own address is before the channel's. */
static const MusterChannelValue *
get_value (const MusterChannelConfig *self, const MusterContact *reach, MusterChannelKey key)
{
  if (key == MUSTER_CHANNEL_TO && reach != NULL &&
      (reach->to.text != NULL || reach->to.secret != NULL))
    return &reach->to;
  return &self->values[key];
}

/**
 * muster_channel_config_fill:
 * @self: what is configured
 * @reach: (nullable): how somebody is reached by it
 * @secret: looks secrets up
 * @user_data: for @secret
 * @out: (out): the settings; to be cleared, also after an error
 * @error: of @secret
 *
 * Returns: whether every secret is there
 */
gboolean
muster_channel_config_fill (const MusterChannelConfig *self,
                            const MusterContact *reach,
                            MusterSecretFunc secret,
                            gpointer user_data,
                            MusterFilledSettings *out,
                            GError **error)
{
  *out = (MusterFilledSettings){ .texts = { NULL } };
  for (guint i = 0; i < MUSTER_N_CHANNEL_KEYS; i++)
    {
      const MusterChannelValue *value = get_value (self, reach, (MusterChannelKey) i);

      out->texts[i] =
          value->secret != NULL ? secret (value->secret, user_data, error) : g_strdup (value->text);
      if (value->secret != NULL && out->texts[i] == NULL)
        return FALSE;
    }
  refer (out);
  return TRUE;
}

/**
 * muster_filled_settings_clear:
 * @self: settings
 *
 * Wipes and frees them.
 */
void
muster_filled_settings_clear (MusterFilledSettings *self)
{
  for (guint i = 0; i < MUSTER_N_CHANNEL_KEYS; i++)
    {
      if (self->texts[i] != NULL)
        muster_wipe (self->texts[i], strlen (self->texts[i]));
      g_clear_pointer (&self->texts[i], g_free);
    }
}

/* --- checking --- */

static const MusterChannel *
find_channel (const char *type, GError **error)
{
  const MusterChannel *channel = muster_channel_find (type);
  g_autoptr (GString) types = NULL;

  if (channel != NULL)
    return channel;
  types = g_string_new (NULL);
  for (guint i = 0; muster_channels[i] != NULL; i++)
    g_string_append_printf (types, "%s%s", i > 0 ? ", " : "", muster_channels[i]->name);
  fail (error, "There is no channel of the type “%s”: there are %s", type, types->str);
  return NULL;
}

/* What stands for a secret, or for what somebody else has to say: good in any channel. */
static const char *
get_stand_in (const MusterChannel *channel, MusterChannelKey key)
{
  gboolean by_mail = channel->transport == MUSTER_TRANSPORT_SMTP;

  if (key == MUSTER_CHANNEL_URL)
    return by_mail ? "smtps://channel.example" : "https://channel.example";
  if (key == MUSTER_CHANNEL_SECRET || key == MUSTER_CHANNEL_OLD_SECRET)
    return "0123456789abcdef0123456789abcdef";
  return by_mail ? "muster@channel.example" : "1";
}

static gboolean
check_settings (const MusterChannel *channel, const char *const *texts, GError **error)
{
  const MusterChannelSettings settings = {
    .url = texts[MUSTER_CHANNEL_URL],
    .user = texts[MUSTER_CHANNEL_USER],
    .secret = texts[MUSTER_CHANNEL_SECRET],
    .old_secret = texts[MUSTER_CHANNEL_OLD_SECRET],
    .from = texts[MUSTER_CHANNEL_FROM],
    .to = texts[MUSTER_CHANNEL_TO],
  };
  g_autoptr (GError) cause = NULL;

  return channel->check (&settings, &cause) ||
         fail (error, "A channel of the type “%s”: %s", channel->name, cause->message);
}

/**
 * muster_channel_config_check:
 * @self: what is configured
 * @reach: (nullable): how somebody is reached by it; %NULL: everybody says an address
 * @error: MUSTER_MODEL_ERROR_INVALID: what is wrong, never with a secret in it
 *
 * Returns: whether it can work, secrets being what they should be
 */
gboolean
muster_channel_config_check (const MusterChannelConfig *self,
                             const MusterContact *reach,
                             GError **error)
{
  const MusterChannel *channel = find_channel (self->type, error);
  const char *texts[MUSTER_N_CHANNEL_KEYS];

  if (channel == NULL)
    return FALSE;
  for (guint i = 0; i < MUSTER_N_CHANNEL_KEYS; i++)
    {
      const MusterChannelValue *value = get_value (self, reach, (MusterChannelKey) i);
      gboolean is_left_open = i == MUSTER_CHANNEL_TO && reach == NULL && value->text == NULL;

      texts[i] = value->secret != NULL || is_left_open ? get_stand_in (channel, i) : value->text;
    }
  return check_settings (channel, texts, error);
}

/* Nothing is known of what it goes by, but its address is as it is. */
static gboolean
check_alone (const MusterContact *reach, GError **error)
{
  const MusterChannel *channel = find_channel (reach->type, error);
  const char *texts[MUSTER_N_CHANNEL_KEYS];

  if (channel == NULL)
    return FALSE;
  for (guint i = 0; i < MUSTER_N_CHANNEL_KEYS; i++)
    texts[i] = get_stand_in (channel, i);
  if (reach->to.text != NULL)
    texts[MUSTER_CHANNEL_TO] = reach->to.text;
  return check_settings (channel, texts, error);
}

/**
 * muster_contact_check:
 * @self: how somebody is reached
 * @objects: (element-type MusterChannelObject): what is configured
 * @error: MUSTER_MODEL_ERROR_INVALID
 *
 * Returns: whether that can be
 */
gboolean
muster_contact_check (const MusterContact *self, const GPtrArray *objects, GError **error)
{
  const MusterChannelObject *object;

  if (strcmp (self->type, MUSTER_CHANNEL_DESKTOP) == 0)
    return TRUE;
  object = muster_contact_choose (self, objects);
  if (object != NULL)
    return muster_channel_config_check (object->config, self, error);
  if (!check_alone (self, error))
    return FALSE;
  return self->by == NULL ||
         fail (error, "There is no channel “%s” of the type “%s”", self->by, self->type);
}

/**
 * muster_via_check:
 * @reaches: (element-type MusterContact): how somebody is reached
 * @via: of one of their rules
 * @error: MUSTER_MODEL_ERROR_INVALID
 *
 * Returns: whether they have such a channel; a desktop everybody has
 */
gboolean
muster_via_check (const GPtrArray *reaches, const char *via, GError **error)
{
  return strcmp (via, MUSTER_CHANNEL_DESKTOP) == 0 || muster_contacts_find (reaches, via) != NULL ||
         fail (error, "A rule is via “%s”, and the person has no such channel", via);
}

static gboolean
check_rules (const char *contact, const GPtrArray *reaches, gboolean urgent, GError **error)
{
  g_autoptr (GPtrArray) rules = muster_personal_rules_read (contact, urgent);

  for (guint i = 0; i < rules->len; i++)
    {
      const MusterPersonalRule *rule = g_ptr_array_index (rules, i);

      if (!muster_via_check (reaches, rule->channel, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * muster_contacts_check:
 * @contact: (nullable): a person's contact data
 * @objects: (element-type MusterChannelObject): what is configured
 * @error: MUSTER_MODEL_ERROR_INVALID
 *
 * Returns: whether all of it can be
 */
gboolean
muster_contacts_check (const char *contact, const GPtrArray *objects, GError **error)
{
  g_autoptr (GPtrArray) reaches = muster_contacts_read (contact);

  for (guint i = 0; i < reaches->len; i++)
    if (!muster_contact_check (g_ptr_array_index (reaches, i), objects, error))
      return FALSE;
  return check_rules (contact, reaches, TRUE, error) &&
         check_rules (contact, reaches, FALSE, error);
}
