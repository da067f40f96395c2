/* responder.h - a small HTTP server that behaves as badly as a test wants
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/clock.h"
#include <gio/gio.h>
G_BEGIN_DECLS

typedef enum
{
  RESPONDER_CLOSE,   /* sends what it has and closes */
  RESPONDER_HOLD,    /* sends what it has and says no more */
  RESPONDER_ENDLESS, /* goes on with 'x' for as long as somebody reads */
  RESPONDER_FIELDS,  /* the same with header fields */
  RESPONDER_DRIP,    /* goes on with a byte a second of the test's clock */
} ResponderManner;

typedef struct
{
  const char *path;
  const char *bytes;
  ResponderManner manner;
} ResponderPage;

typedef struct
{
  GSocketService *service;
  guint16 port;
  const ResponderPage *pages; /* ended by one without a path */
  MusterClock *clock;         /* nullable */
  GString *requests;          /* all heads that came in */
  guint n_connections;
  gsize sent_bytes; /* by those who are endless */
} Responder;

void responder_start (Responder *self, const ResponderPage *pages, MusterClock *clock);
void responder_stop (Responder *self);
char *responder_url (const Responder *self, const char *host, const char *path);

G_END_DECLS
