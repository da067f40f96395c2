/* replay-world.c - a hub's world in memory, whose clock is a record's
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/replay-world.h"

#include "world/alerts-joined.h"
#include "world/alerts-report.h"
#include "world/due.h"

static void
count_up (gpointer user_data, guchar *bytes, gsize n)
{
  guint64 number = ++*(guint64 *) user_data;

  for (gsize i = n; i-- > 0; number >>= 8)
    bytes[i] = (guchar) number;
}

/**
 * muster_replay_world_init:
 * @self: (out caller-allocates): where it stays
 *
 * Begins a world in which nothing has happened yet, and that tells nobody of what does.
 */
void
muster_replay_world_init (MusterReplayWorld *self)
{
  self->world = muster_world_new (MUSTER_WORLD_HUB, (MusterHashSeed){ 1, 2 });
  muster_pagings_mute (muster_world_get_pagings (self->world));
  self->n_ids = 0;
  muster_ulid_source_init (&self->ids, count_up, &self->n_ids);
  self->context = (MusterDecideContext){ .ids = &self->ids };
}

/**
 * muster_replay_world_clear:
 * @self: a world, or zeros
 *
 * Frees what it holds.
 */
void
muster_replay_world_clear (MusterReplayWorld *self)
{
  g_clear_pointer (&self->world, muster_world_free);
}

/**
 * muster_replay_world_advance:
 * @self: a world
 * @until_us: the time of what comes next, µs UTC
 *
 * Lets time pass: what it makes happen happens when it is due.
 */
void
muster_replay_world_advance (MusterReplayWorld *self, gint64 until_us)
{
  gint64 next_us;

  while ((next_us = muster_world_next_deadline (self->world)) <= until_us)
    {
      g_autoptr (MusterBatch) batch = muster_batch_new ();

      self->context.now_us = MAX (self->context.now_us, next_us);
      muster_world_run_due (self->world, &self->context, batch, G_MAXUINT);
    }
  self->context.now_us = MAX (self->context.now_us, until_us);
}

/**
 * muster_replay_world_report:
 * @self: a world
 * @reports: a decoded body
 * @key: the id of the integration key that it came by
 *
 * Decides it by the code that decides live.
 */
void
muster_replay_world_report (MusterReplayWorld *self, const MusterReports *reports, MusterUlid key)
{
  g_autoptr (MusterBatch) batch = muster_batch_new ();
  MusterReportSummary summary;

  muster_world_report (self->world, &self->context, reports, key, batch, &summary);
  muster_world_tell_joined (self->world, &self->context, batch);
}
