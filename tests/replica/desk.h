/* desk.h - a replica at its toy hub, and what a test does with them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "mock-link.h"
#include "replica/replica.h"

typedef struct
{
  ToyHub *hub;
  MusterHubLink *link;
  MusterReplica *replica;
  char *folder;
  guint n_sending; /* sends that were not answered */
  guint n_failed;
  guint n_kept;    /* went into the outbox */
  GString *events; /* seqs, one a word */
  GArray *changed; /* of guint */
} Desk;

Desk *desk_new (MusterAccess access); /* started, seeded by the test's seed */
void desk_free (Desk *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Desk, desk_free)

void desk_restart (Desk *self); /* the program ends, and is started again */
void desk_turn (Desk *self, guint n);
/* Turns, and time, until it holds. */
#define desk_wait(self, condition)                                                                 \
  while (!(condition))                                                                             \
  desk_pass (self)
void desk_pass (Desk *self);
gboolean desk_is_level (Desk *self);
void desk_settle (Desk *self); /* until it is level and nothing waits */
void desk_assert_equal (Desk *self);

MusterCommand *desk_command (const char *name, guint incident);
MusterCommand *desk_note (guint incident, const char *text);
void desk_send (Desk *self, MusterCommand *command /* full */);
/* And waits; the incident, 0 for none, the error in @error. */
gboolean desk_send_wait (Desk *self, MusterCommand *command, guint *incident, GError **error);
guint desk_declare (Desk *self, const char *title);
