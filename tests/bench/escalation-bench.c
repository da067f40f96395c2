/* escalation-bench.c - many open escalations: what a due step costs, and what one takes of memory
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each incident is of a service whose policy tells one of twelve people every minute, for good.
 */
#include "base/ulid.h"
#include "process-usage.h"
#include "world/commands.h"
#include "world/due.h"

#include <stdio.h>
#include <unistd.h>

#define START_US ((gint64) 1772807100 * G_USEC_PER_SEC)

typedef struct
{
  MusterWorld *world;
  MusterUlidSource ids;
  MusterDecideContext context;
  guint64 next_id;
} Hub;

static void
fill (gpointer user_data, guchar *bytes, gsize n)
{
  Hub *self = user_data;

  for (gsize i = 0; i < n; i++)
    bytes[i] = (guchar) (self->next_id++ * 167 >> 3);
}

static void
give (Hub *self, MusterCommand *command /* transfer full */)
{
  g_autoptr (MusterCommand) owned = command;
  g_autoptr (MusterBatch) batch = muster_batch_new ();
  g_autoptr (GError) error = NULL;
  guint incident = 0;

  command->id = muster_ulid_source_next (&self->ids, self->context.now_us);
  command->access = MUSTER_ACCESS_ADMIN;
  command->actor = (MusterActor){ MUSTER_ACTOR_HUB, { 0, 0 } };
  muster_world_decide (self->world, &self->context, command, batch, &incident, &error);
  g_assert_no_error (error);
  muster_world_apply (self->world, batch, 0);
}

static void
put (Hub *self, const char *type, const char *name, const char *body)
{
  MusterCommand *command = muster_command_new (muster_command_by_name ("config.put"));

  muster_command_set_text (command, "object", type);
  muster_command_set_text (command, "name", name);
  muster_command_set_text (command, "body", body);
  give (self, command);
}

static void
open_incident (Hub *self)
{
  MusterCommand *command = muster_command_new (muster_command_by_name ("incident.declare"));

  muster_command_set_text (command, "title", "Errors on shop");
  muster_command_set_text (command, "service", "shop");
  muster_command_set_int (command, "severity", 2);
  give (self, command);
  command = muster_command_new (muster_command_by_name ("incident.unacknowledge"));
  command->incident = muster_world_last_incident (self->world);
  give (self, command);
}

/* Everything that is due by then. Returns: steps that were taken. */
static guint
run (Hub *self, gint64 by_us)
{
  guint n = 0;

  self->context.now_us += by_us;
  while (muster_world_next_deadline (self->world) <= self->context.now_us)
    {
      g_autoptr (MusterBatch) batch = muster_batch_new ();

      muster_world_run_due (self->world, &self->context, batch, 1000);
      for (guint i = 0; i < muster_batch_length (batch); i++)
        n += muster_batch_get (batch, i)->kind == MUSTER_EVENT_ESCALATION_STEP_DUE;
    }
  return n;
}

static void
begin (Hub *self)
{
  *self = (Hub){ .world = muster_world_new (MUSTER_WORLD_HUB, (MusterHashSeed){ 1, 2 }) };
  muster_ulid_source_init (&self->ids, fill, self);
  self->context = (MusterDecideContext){ .now_us = START_US, .ids = &self->ids };
  for (guint i = 0; i < 12; i++)
    {
      g_autofree char *name = g_strdup_printf ("p%u", i);

      put (self, "person", name, "{}");
    }
  put (self, "policy", "p",
       "{\"repeat\":100,\"wait\":\"10m\",\"steps\":[{\"strategy\":\"round-robin\",\"notify\":["
       "{\"person\":\"p0\"},{\"person\":\"p1\"},{\"person\":\"p2\"},{\"person\":\"p3\"}]}]}");
  put (self, "service", "shop", "{\"policy\":\"p\"}");
}

static void
measure (guint n)
{
  Hub hub;
  gint64 begun_us, took_us, before = process_usage_of (getpid ()).resident_bytes, memory;
  guint steps;

  begin (&hub);
  for (guint i = 0; i < n; i++)
    open_incident (&hub);
  run (&hub, 0);
  memory = process_usage_of (getpid ()).resident_bytes - before;
  begun_us = g_get_monotonic_time ();
  steps = run (&hub, 10 * G_TIME_SPAN_MINUTE);
  took_us = g_get_monotonic_time () - begun_us;
  printf ("%6u open escalations: %.2f us a due step, %.1f KiB each with its incident\n", n,
          (double) took_us / MAX (steps, 1), (double) memory / 1024 / n);
  begun_us = g_get_monotonic_time ();
  for (guint i = 0; i < 1000000; i++)
    g_assert_cmpint (muster_world_next_deadline (hub.world), >, hub.context.now_us);
  took_us = g_get_monotonic_time () - begun_us;
  printf ("%6u open escalations: %.1f ns for the next deadline\n", n, (double) took_us / 1000);
  muster_world_free (hub.world);
}

int
main (void)
{
  guint most = g_getenv ("BENCH_QUICK") != NULL ? 10000 : 100000;

  measure (1000);
  measure (most);
  return 0;
}
