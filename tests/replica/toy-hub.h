/* toy-hub.h - a small hub that answers requests and writes stream lines, in this process
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/crypto.h"
#include "link/hub-link.h"
#include "small-hub.h"
#include "world/snapshot.h"

typedef struct
{
  SmallHub *small;
  MusterClock *clock; /* manual; the hub's time is never behind it */
  MusterUlid journal;
  MusterAccess access; /* of who asks */
  MusterUlid person;
  GPtrArray *lines;    /* of GString, as that reader gets them; line 0 is of event 1 */
  GArray *chains;      /* of MusterSha256; chain 0 is before event 1 */
  GHashTable *answers; /* of GBytes, by the command's id as text */
  guint n_applied;     /* commands that were not repeats */
} ToyHub;

ToyHub *toy_hub_new (guint32 seed, MusterAccess access);
void toy_hub_free (ToyHub *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToyHub, toy_hub_free)

void toy_hub_step (ToyHub *self, guint n); /* random things happen */
guint64 toy_hub_seq (const ToyHub *self);
/* The parts that a console of that reader has, as a snapshot. */
char *toy_hub_save (const ToyHub *self, const MusterWorld *world);
/* As the server would answer. */
MusterHubReply *toy_hub_get (ToyHub *self, const char *path);
MusterHubReply *toy_hub_post (ToyHub *self, const char *path, GBytes *body);
/* A pulse that says how far the journal is, and its chain. */
char *toy_hub_chain_pulse (const ToyHub *self);
MusterHubReply *toy_reply (guint status, const char *body);
