/* channel.h - the contract of a channel: one way for a page to reach a person
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pure: a page and settings in, a request out; an answer in, a verdict out. Who sends it decides
 * where it may lead (security R29) and writes down that it will before it does (R37).
 */
#pragma once
#include "channels/page.h"
G_BEGIN_DECLS

/* What a repeat does (security R38). */
typedef enum
{
  MUSTER_DEDUP_NO,    /* people see it twice: it has to be marked as a possible repeat */
  MUSTER_DEDUP_YES,   /* nothing: it bears a key that the other side knows it by */
  MUSTER_DEDUP_QUERY, /* it can be asked first whether it has come */
} MusterDedup;

/* How it goes out. */
typedef enum
{
  MUSTER_TRANSPORT_HTTP,
  MUSTER_TRANSPORT_SMTP,
} MusterTransport;

/* Bytes of UTF-8 as people see them; 0: there is no such part. */
typedef struct
{
  gsize title_bytes;
  gsize text_bytes;
  gsize request_bytes; /* of the body that is sent, as encoded */
  guint per_minute;    /* requests that the other side takes; 0: it does not say */
} MusterChannelLimits;

/* Which settings a channel has; each is text that a person typed, secrets already looked up. */
typedef struct
{
  const char *url;        /* of the server, or the webhook's own */
  const char *user;       /* an account's name or id */
  const char *secret;     /* token, password, or key to sign with */
  const char *old_secret; /* webhook: still signs too, while keys change */
  const char *from;       /* a sender's address or number */
  const char *to;         /* an address, number, topic, room or routing key */
} MusterChannelSettings;

/* What is to be sent. */
typedef struct
{
  const char *method; /* "POST", "PUT"; NULL: by SMTP */
  char *url;
  GPtrArray *headers; /* "Name: value", ASCII and without line breaks; of HTTP */
  GString *body;
  char *sender, *recipient; /* envelope, by SMTP */
} MusterChannelRequest;

void muster_channel_request_init (MusterChannelRequest *self);
void muster_channel_request_clear (MusterChannelRequest *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MusterChannelRequest, muster_channel_request_clear)

/* What came back. */
typedef struct
{
  guint status;                                                        /* HTTP's or SMTP's */
  const char *(*get_header) (gconstpointer headers, const char *name); /* NULL: there are none */
  gconstpointer headers;
  const char *body; /* SMTP: the reply's text */
  gsize body_n;
  gint64 now_us; /* for what says at which hour to come again */
} MusterChannelAnswer;

typedef enum
{
  MUSTER_VERDICT_SENT,
  MUSTER_VERDICT_REFUSED, /* for good: on to the next channel at once */
  MUSTER_VERDICT_RETRY,   /* something is out of order there */
  MUSTER_VERDICT_LIMITED, /* too many from us */
} MusterVerdictKind;

typedef struct
{
  MusterVerdictKind kind;
  gboolean broken; /* refused, and so will every page be until somebody changes the settings */
  guint wait_s;    /* before another try; 1 to MUSTER_VERDICT_WAIT_MAX_S where there may be one */
  char *reason;    /* in words for people, safe; NULL where it was sent */
} MusterVerdict;

#define MUSTER_VERDICT_WAIT_MAX_S 3600

void muster_verdict_clear (MusterVerdict *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MusterVerdict, muster_verdict_clear)

typedef struct
{
  const char *name;  /* of the configuration: "ntfy" */
  const char *title; /* for people; marked N_() */
  MusterTransport transport;
  MusterDedup dedup;
  MusterChannelLimits limits;
  gboolean experimental; /* never tried against the real service */
  /* Whether settings can work at all: asked when they are saved, so that no page finds out. */
  gboolean (*check) (const MusterChannelSettings *settings, GError **error);
  /* Fills in a request that was made by muster_channel_request_init(); settings are checked. */
  void (*render) (const MusterPageMessage *message,
                  const MusterChannelSettings *settings,
                  MusterChannelRequest *out);
  void (*judge) (const MusterChannelAnswer *answer, MusterVerdict *out);
} MusterChannel;

extern const MusterChannel *const muster_channels[]; /* by name, NULL at the end; generated */

const MusterChannel *muster_channel_find (const char *name);
/* Checks the settings, then renders. Errors: MUSTER_MODEL_ERROR_INVALID, with what is wrong with
 * the settings: whatever the message, it can be rendered. */
gboolean muster_channel_render (const MusterChannel *self,
                                const MusterPageMessage *message,
                                const MusterChannelSettings *settings,
                                MusterChannelRequest *out,
                                GError **error);

G_END_DECLS
