/* pager-message.h - what a page says, made of what the world knows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "hub/page-offer.h"
#include "world/world.h"
G_BEGIN_DECLS

typedef struct
{
  MusterPageMessage message; /* its texts are the world's and those below */
  char *text;
  char *reply_to;
  MusterPageOffer offer;
} MusterPagerMessage;

typedef struct
{
  const MusterWorld *world;
  const MusterIncident *incident;
  const MusterPage *page;
  const MusterPageReach *test; /* instead of both: what a test page is to show */
  MusterUlid journal;          /* of the hub: incidents of others are others */
  const MusterPageOffers *offers;
  const char *sender; /* of mail; nullable */
  gboolean is_repeat; /* it may have come before, and nothing there would know */
} MusterPagerSubject;

/* By which type of channel. */
const char *muster_pager_subject_channel (const MusterPagerSubject *self);

/* To be cleared; valid while the world is not changed. */
void muster_pager_message_init (MusterPagerMessage *self, const MusterPagerSubject *subject);
void muster_pager_message_clear (MusterPagerMessage *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MusterPagerMessage, muster_pager_message_clear)
/* The same for all pages of an incident: what makes them one thread. */
MusterUlid muster_pager_incident_id (MusterUlid journal, guint incident);

G_END_DECLS
