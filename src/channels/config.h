/* config.h - channels as they are configured, and which of them reaches a person
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A setting is text, or {"secret": NAME}: what that is, is looked up when a page goes out.
 */
#pragma once
#include "channels/channel.h"
G_BEGIN_DECLS

typedef enum
{
  MUSTER_CHANNEL_URL,
  MUSTER_CHANNEL_USER,
  MUSTER_CHANNEL_SECRET,
  MUSTER_CHANNEL_OLD_SECRET,
  MUSTER_CHANNEL_FROM,
  MUSTER_CHANNEL_TO,
} MusterChannelKey;
#define MUSTER_N_CHANNEL_KEYS (MUSTER_CHANNEL_TO + 1)

typedef struct
{
  char *text;   /* nullable */
  char *secret; /* nullable: the name of one */
} MusterChannelValue;

/* The body of an object of the directory: {"type":"email","url":"smtps://…",…}. */
typedef struct
{
  char *type;
  gboolean network; /* it may lead to this machine and its network, and without TLS */
  MusterChannelValue values[MUSTER_N_CHANNEL_KEYS];
} MusterChannelConfig;

MusterChannelConfig *muster_channel_config_new (const char *type);
/* Errors are MUSTER_MODEL_ERROR_INVALID. Members that it does not know are refused. */
MusterChannelConfig *muster_channel_config_read (const char *body, GError **error);
void muster_channel_config_free (MusterChannelConfig *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterChannelConfig, muster_channel_config_free)

/* An object as it is called. */
typedef struct
{
  MusterUlid id;
  guint64 seq; /* of its last change; 0: not in a hub yet */
  char *name;
  MusterChannelConfig *config;
} MusterChannelObject;

MusterChannelObject *muster_channel_object_new (const char *name, MusterChannelConfig *config);
void muster_channel_object_free (MusterChannelObject *self);

/* One of a person's contact data: {"type":"email","to":"ana@example.org","by":"provider"}. */
typedef struct
{
  char *type;
  char *by; /* an object's name; nullable */
  MusterChannelValue to;
} MusterContact;

MusterContact *muster_contact_new (const char *type, const char *by);
void muster_contact_free (MusterContact *self);
/* Of MusterContact, as the person has them; what cannot be read is none. */
GPtrArray *muster_contacts_read (const char *contact);
const MusterContact *muster_contacts_find (const GPtrArray *reaches,
                                           const char *type); /* or NULL */
/* Which of @objects (of MusterChannelObject) it goes by: the one that it names; else the one that
 * is called as its type; else the only one of that type. NULL: none. */
const MusterChannelObject *muster_contact_choose (const MusterContact *self,
                                                  const GPtrArray *objects);

/* Settings with everything in them; to be cleared, which wipes them. */
typedef struct
{
  MusterChannelSettings settings;
  char *texts[MUSTER_N_CHANNEL_KEYS];
} MusterFilledSettings;

/* (transfer full), NULL: @error says why. */
typedef char *(*MusterSecretFunc) (const char *name, gpointer user_data, GError **error);

gboolean muster_channel_config_fill (const MusterChannelConfig *self,
                                     const MusterContact *reach,
                                     MusterSecretFunc secret,
                                     gpointer user_data,
                                     MusterFilledSettings *out,
                                     GError **error);
void muster_filled_settings_clear (MusterFilledSettings *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MusterFilledSettings, muster_filled_settings_clear)

/* Whether it can work at all, secrets being what they should be. @reach: of somebody, or NULL. */
gboolean muster_channel_config_check (const MusterChannelConfig *self,
                                      const MusterContact *reach,
                                      GError **error);
/* Whether somebody can be reached so, as far as can be said: @objects may have none for it. */
gboolean muster_contact_check (const MusterContact *self, const GPtrArray *objects, GError **error);
/* All of a person's contact data, and that no rule is by a channel that they have not. */
gboolean muster_contacts_check (const char *contact, const GPtrArray *objects, GError **error);
/* That none is: for where a file says it. */
gboolean muster_via_check (const GPtrArray *reaches, const char *via, GError **error);

G_END_DECLS
