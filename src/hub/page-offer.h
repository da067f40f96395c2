/* page-offer.h - what whoever is paged may do by the page alone
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Links and addresses that are signed, each for one page and one thing, so that nobody signs in at
 * 03:00. They do as the page's person what that person's command does, once.
 */
#pragma once
#include "channels/page.h"
#include "model/command.h"
#include "wire/page-token.h"
G_BEGIN_DECLS

/* How long a link does anything, and an answer by mail. */
#define MUSTER_PAGE_LINK_US  G_TIME_SPAN_DAY
#define MUSTER_PAGE_REPLY_US (7 * G_TIME_SPAN_DAY)

typedef struct _MusterPageOffers MusterPageOffers;

/* @state: nullable, as muster_hub_new(); @url: where people reach this hub, nullable: they do not.
 * The key is kept in STATE/secrets. */
MusterPageOffers *muster_page_offers_new (const char *state, const char *url, GError **error);
void muster_page_offers_free (MusterPageOffers *self);
/* Whether answers by mail are taken in. */
void muster_page_offers_set_takes_mail (MusterPageOffers *self, gboolean takes_mail);

/* The links of one page. */
typedef struct
{
  MusterPageLink links[MUSTER_PAGE_LINKS_MAX];
  guint n; /* 0: there is no address that people reach */
} MusterPageOffer;

void muster_page_offer_init (MusterPageOffer *self,
                             const MusterPageOffers *offers,
                             MusterUlid page,
                             guint incident);
void muster_page_offer_clear (MusterPageOffer *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MusterPageOffer, muster_page_offer_clear)

/* "reply+TOKEN@example.org" beside @from; NULL: no mail is taken in. */
char *muster_page_offers_dup_reply_address (const MusterPageOffers *self,
                                            MusterUlid page,
                                            guint incident,
                                            const char *from);

gboolean muster_page_offers_read (const MusterPageOffers *self,
                                  const char *text,
                                  gsize n,
                                  MusterPageToken *out);
/* For people: "Acknowledge"; translated. */
const char *muster_page_action_title (MusterPageAction action);
/* What @person commands by it. The same token's is the same command, whenever. */
MusterCommand *muster_page_token_command (const MusterPageToken *self, MusterUlid person);

G_END_DECLS
