/* mock-link.h - link/hub-link.h without a network: a toy hub, and a wire that a test can cut
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "toy-hub.h"

/* What happens to the next request instead of its answer. */
typedef enum
{
  MOCK_WELL,
  MOCK_LOSE_REQUEST, /* never comes to the hub */
  MOCK_LOSE_ANSWER,  /* the hub has done it, and nobody hears */
  MOCK_REPLY,        /* as set by mock_link_reply() */
} MockFault;

MusterHubLink *mock_link_new (ToyHub *hub); /* the wire is whole */
void mock_link_cut (MusterHubLink *self, gboolean cut);
void mock_link_set_stale (MusterHubLink *self);
void mock_link_reset (MusterHubLink *self); /* the hub says reset */
/* Only requests whose path begins with @prefix; for @n of them. */
void mock_link_fault (MusterHubLink *self, MockFault fault, const char *prefix, guint n);
void mock_link_reply (MusterHubLink *self, MusterHubReply *reply /* full */);
/* Something else than the hub's own line comes in its place, once. */
void mock_link_spoil (MusterHubLink *self, guint64 seq, const char *bytes, gsize n);
void mock_link_pulse (MusterHubLink *self, const char *json); /* now */
guint mock_link_n_posts (MusterHubLink *self);
