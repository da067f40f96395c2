/* pager-message.c - what a page says, made of what the world knows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/pager-message.h"

#include "base/crypto.h"
#include "world/page-bundles.h"

#include <string.h>

/**
 * muster_pager_incident_id:
 * @journal: a journal's id
 * @incident: n of INC-n
 *
 * Returns: an id of the incident that no other hub's has
 */
MusterUlid
muster_pager_incident_id (MusterUlid journal, guint incident)
{
  g_autofree char *id = muster_ulid_to_string (journal);
  g_autofree char *text = g_strdup_printf ("%s/%u", id, incident);
  const MusterPiece piece = { text, strlen (text) };
  MusterSha256 digest;
  MusterUlid out;

  muster_sha256 (&piece, 1, &digest);
  memcpy (&out.hi, digest.bytes, sizeof out.hi);
  memcpy (&out.lo, digest.bytes + sizeof out.hi, sizeof out.lo);
  out.hi = GUINT64_FROM_BE (out.hi);
  out.lo = GUINT64_FROM_BE (out.lo);
  return out;
}

static char *
make_text (const MusterPagerSubject *subject, const GPtrArray *bundle /* nullable */)
{
  static const char repeat[] =
      "This page may have come before: the hub cannot know, so it is sent again.";
  g_autofree char *list =
      bundle != NULL && bundle->len > 1 ? muster_world_describe_bundle (bundle) : NULL;
  const char *description = list != NULL ? list : subject->incident->description;

  if (!subject->is_repeat)
    return g_strdup (description);
  return description != NULL ? g_strconcat (repeat, "\n", description, NULL) : g_strdup (repeat);
}

/* What is of several, or over, has nothing to answer: whoever opens it sees which. */
static gboolean
set_sort (MusterPageMessage *message, const MusterPage *page, const GPtrArray *bundle)
{
  if (page->is_notice)
    message->kind = MUSTER_PAGE_RESOLVED;
  else if (bundle != NULL && bundle->len > 1)
    {
      message->kind = MUSTER_PAGE_BUNDLE;
      message->n_incidents = bundle->len;
    }
  return message->kind != MUSTER_PAGE_INCIDENT;
}

/**
 * muster_pager_subject_channel:
 * @self: a page or a test page
 *
 * Returns: (transfer none): by which type of channel it goes
 */
const char *
muster_pager_subject_channel (const MusterPagerSubject *self)
{
  return self->test != NULL ? self->test->channel : self->page->channel;
}

static void
init_test (MusterPagerMessage *self, const MusterPagerSubject *subject)
{
  const MusterPageReach *test = subject->test;

  *self = (MusterPagerMessage){
    .text = g_strdup (subject->is_repeat
                          ? "There is nothing to do: it shows that pages come this way. It may "
                            "have come before: the hub cannot know."
                          : "There is nothing to do: it shows that pages come this way.")
  };
  self->message = (MusterPageMessage){ .kind = MUSTER_PAGE_TEST,
                                       .id = test->test,
                                       .incident = test->test,
                                       .title = "Test page",
                                       .text = self->text,
                                       .opened_us = test->tested_us,
                                       .made_us = test->tested_us };
}

/**
 * muster_pager_message_init:
 * @self: (out caller-allocates): what is said
 * @subject: of what
 *
 * As it is now: a page that is tried later says what is so then, under the same id.
 */
void
muster_pager_message_init (MusterPagerMessage *self, const MusterPagerSubject *subject)
{
  const MusterIncident *incident = subject->incident;
  const MusterDirectory *directory = muster_world_get_directory (subject->world);
  g_autoptr (GPtrArray) bundle = NULL;

  if (subject->test != NULL)
    {
      init_test (self, subject);
      return;
    }
  bundle = muster_world_list_bundle (subject->world, subject->page->id);
  *self = (MusterPagerMessage){ .text = make_text (subject, bundle) };
  self->message = (MusterPageMessage){
    .kind = MUSTER_PAGE_INCIDENT,
    .id = subject->page->id,
    .incident = muster_pager_incident_id (subject->journal, incident->number),
    .number = incident->number,
    .n_incidents = 1,
    .title = incident->title,
    .text = self->text,
    .service = muster_ulid_is_null (incident->service)
                   ? NULL
                   : muster_directory_title (directory, incident->service),
    .severity = incident->severity,
    .firing = incident->firing,
    .opened_us = incident->opened_us,
    .resolved_us = incident->resolved_us,
    .made_us = subject->page->at_us,
  };
  if (set_sort (&self->message, subject->page, bundle))
    return;
  muster_page_offer_init (&self->offer, subject->offers, subject->page->id, incident->number);
  self->message.links = self->offer.links;
  self->message.n_links = self->offer.n;
  if (subject->sender != NULL)
    self->reply_to = muster_page_offers_dup_reply_address (subject->offers, subject->page->id,
                                                           incident->number, subject->sender);
  self->message.reply_to = self->reply_to;
}

/**
 * muster_pager_message_clear:
 * @self: what was said
 *
 * Frees what is in it.
 */
void
muster_pager_message_clear (MusterPagerMessage *self)
{
  muster_page_offer_clear (&self->offer);
  g_clear_pointer (&self->reply_to, g_free);
  g_clear_pointer (&self->text, g_free);
}
