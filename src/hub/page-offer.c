/* page-offer.c - what whoever is paged may do by the page alone
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/page-offer.h"

#include "hub/secrets.h"
#include "world/commands.h"

#include <glib/gi18n.h>
#include <string.h>

#define KEY_NAME "page-links.key"

struct _MusterPageOffers
{
  MusterSha256 key;
  char *url; /* nullable; without a slash at its end */
  gboolean takes_mail;
};

static const struct
{
  const char *name;
  const char *title;
} actions[] = {
  [MUSTER_PAGE_ACKNOWLEDGE] = { "acknowledge", N_ ("Acknowledge") },
  [MUSTER_PAGE_JOIN] = { "join", N_ ("Join") },
  [MUSTER_PAGE_ESCALATE] = { "escalate", N_ ("Tell the next one now") },
  [MUSTER_PAGE_RESOLVE] = { "resolve", N_ ("Resolve") },
};

/* Made once; who takes the file away makes all links of before void. */
static gboolean
read_key (const char *state, MusterSha256 *out, GError **error)
{
  g_autofree char *kept = NULL;
  gsize n = 0;

  muster_random_bytes (out->bytes, sizeof out->bytes);
  if (state == NULL)
    return TRUE;
  kept = muster_secret_get (state, KEY_NAME, &n, NULL);
  if (kept == NULL || n != sizeof out->bytes)
    return muster_secret_set (state, KEY_NAME, (const char *) out->bytes, sizeof out->bytes, error);
  memcpy (out->bytes, kept, n);
  muster_wipe (kept, n);
  return TRUE;
}

/**
 * muster_page_offers_new:
 * @state: (nullable): a state folder; %NULL: links live as long as this
 * @url: (nullable): where people reach this hub, http or https
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what pages offer
 */
MusterPageOffers *
muster_page_offers_new (const char *state, const char *url, GError **error)
{
  g_autofree MusterPageOffers *self = g_new0 (MusterPageOffers, 1);

  if (!read_key (state, &self->key, error))
    return NULL;
  self->url = g_strdup (url);
  if (url != NULL && g_str_has_suffix (url, "/"))
    self->url[strlen (url) - 1] = '\0';
  return g_steal_pointer (&self);
}

/**
 * muster_page_offers_free:
 * @self: (transfer full): what pages offer
 */
void
muster_page_offers_free (MusterPageOffers *self)
{
  muster_wipe (&self->key, sizeof self->key);
  g_free (self->url);
  g_free (self);
}

/**
 * muster_page_offers_set_takes_mail:
 * @self: what pages offer
 * @takes_mail: whether this hub takes mail in
 *
 * Without, no mail says that it can be answered.
 */
void
muster_page_offers_set_takes_mail (MusterPageOffers *self, gboolean takes_mail)
{
  self->takes_mail = takes_mail;
}

/**
 * muster_page_offer_init:
 * @self: (out): the links of a page
 * @offers: what pages offer
 * @page: its id
 * @incident: what it is about
 *
 * Makes the links, likeliest first.
 */
void
muster_page_offer_init (MusterPageOffer *self,
                        const MusterPageOffers *offers,
                        MusterUlid page,
                        guint incident)
{
  *self = (MusterPageOffer){ 0 };
  for (guint i = 0; i < G_N_ELEMENTS (actions) && offers->url != NULL; i++)
    {
      MusterPageToken token = { page, incident, (MusterPageAction) i };
      g_autofree char *text = muster_page_token_write (&token, &offers->key);

      if (text == NULL)
        return;
      self->links[self->n++] = (MusterPageLink){ actions[i].name, _ (actions[i].title),
                                                 g_strdup_printf ("%s/a/%s", offers->url, text) };
    }
}

/**
 * muster_page_offer_clear:
 * @self: the links of a page
 */
void
muster_page_offer_clear (MusterPageOffer *self)
{
  for (guint i = 0; i < self->n; i++)
    g_free ((char *) self->links[i].url);
  self->n = 0;
}

/**
 * muster_page_offers_dup_reply_address:
 * @self: what pages offer
 * @page: a page's id
 * @incident: what it is about
 * @from: the sender's address
 *
 * Returns: (transfer full) (nullable): where an answer to that page's mail goes
 */
char *
muster_page_offers_dup_reply_address (const MusterPageOffers *self,
                                      MusterUlid page,
                                      guint incident,
                                      const char *from)
{
  MusterPageToken token = { page, incident, MUSTER_PAGE_REPLY };
  const char *at = strrchr (from, '@');
  g_autofree char *text = muster_page_token_write (&token, &self->key);

  return self->takes_mail && at != NULL && text != NULL ? g_strdup_printf ("reply+%s%s", text, at)
                                                        : NULL;
}

/**
 * muster_page_offers_read:
 * @self: what pages offer
 * @text: what somebody gave as a token
 * @n: bytes of @text
 * @out: (out): what it says
 *
 * Returns: whether this hub has written it; how old it is, is not looked at
 */
gboolean
muster_page_offers_read (const MusterPageOffers *self,
                         const char *text,
                         gsize n,
                         MusterPageToken *out)
{
  return muster_page_token_read (text, n, &self->key, out);
}

/**
 * muster_page_action_title:
 * @action: of a link
 *
 * Returns: its name for people
 */
const char *
muster_page_action_title (MusterPageAction action)
{
  g_return_val_if_fail (action < G_N_ELEMENTS (actions), "");
  return _ (actions[action].title);
}

/* The command's id follows from the token: what is done again is known (protocol §5). */
static MusterUlid
make_command_id (const MusterPageToken *token)
{
  guint64 action = token->action;
  MusterSha256 digest;
  MusterUlid id = { token->page.hi, 0 };

  muster_sha256 (
      (MusterPiece[]){ { &token->page, sizeof token->page }, { &action, sizeof action } }, 2,
      &digest);
  memcpy (&id.lo, digest.bytes, sizeof id.lo);
  return id;
}

/**
 * muster_page_token_command:
 * @self: of a link, not of an answer
 * @person: whom the page was for
 *
 * Returns: (transfer full): what the link does
 */
MusterCommand *
muster_page_token_command (const MusterPageToken *self, MusterUlid person)
{
  static const char *const names[] = {
    [MUSTER_PAGE_ACKNOWLEDGE] = "incident.acknowledge",
    [MUSTER_PAGE_JOIN] = "incident.assign",
    [MUSTER_PAGE_ESCALATE] = "incident.escalate",
    [MUSTER_PAGE_RESOLVE] = "incident.resolve",
  };
  MusterCommand *command;

  g_return_val_if_fail (self->action < G_N_ELEMENTS (names), NULL);
  command = muster_command_new (muster_command_by_name (names[self->action]));
  command->id = make_command_id (self);
  command->incident = self->incident;
  command->actor = (MusterActor){ MUSTER_ACTOR_PERSON, person };
  command->access = MUSTER_ACCESS_RESPONDER; /* who is paged may answer, whatever else they may */
  if (self->action == MUSTER_PAGE_JOIN)
    muster_command_set_int (command, "role", MUSTER_ROLE_OBSERVER);
  return command;
}
