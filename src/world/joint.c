/* joint.c - two incidents become one, or two again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Each of both incidents has an event of its own, so that whoever follows one of them reads it. The
 * one of the incident that takes in, or comes back, is the last. */
#include "world/joint.h"

#include "world/members.h"
#include "world/suppress.h"

typedef struct
{
  guint firing;
  guint resolved;
  guint suppressed;
} Counts;

typedef struct
{
  const MusterWorld *world;
  Counts counts;
} Counting;

typedef struct
{
  MusterEventKind kind;
  guint incident;
  MusterFactName side; /* INTO or FROM */
  guint other;
} Side;

static MusterEvent *
emit (MusterBatch *batch, const MusterJoint *joint, const Side *side, const Counts *counts)
{
  MusterEvent *event = muster_batch_add (batch, side->kind);

  event->at_us = joint->now_us;
  event->actor = joint->actor;
  event->command = joint->command;
  event->incident = side->incident;
  muster_event_set_int (event, side->side, side->other);
  muster_event_set_int (event, MUSTER_FACT_ALERTS, counts->firing);
  muster_event_set_int (event, MUSTER_FACT_RESOLVED, counts->resolved);
  if (counts->suppressed > 0)
    muster_event_set_int (event, MUSTER_FACT_SUPPRESSED, counts->suppressed);
  if (joint->reason != NULL)
    muster_batch_set_text (batch, event, MUSTER_FIELD_REASON, joint->reason, -1);
  return event;
}

/* How bad the worse is, also where a person has said less of the other: nothing critical is hidden
 * in something minor. */
static void
keep_worse (const MusterWorld *world, MusterBatch *batch, const MusterJoint *joint)
{
  const MusterIncident *one = muster_world_get_incident (world, joint->one);
  const MusterIncident *other = muster_world_get_incident (world, joint->other);
  MusterEvent *event;

  if (one->severity >= other->severity)
    return;
  event = muster_batch_add (batch, MUSTER_EVENT_INCIDENT_SEVERITY_SET);
  event->at_us = joint->now_us;
  event->actor = joint->actor;
  event->command = joint->command;
  event->incident = joint->other;
  muster_event_set_int (event, MUSTER_FACT_SEVERITY, one->severity);
  muster_batch_set_text (batch, event, MUSTER_FIELD_REASON, "what was merged into it is worse", -1);
}

/**
 * muster_joint_merge:
 * @world: a world
 * @batch: where the events go
 * @joint: .one is merged into .other; both are open and in no other
 *
 * Makes one of two.
 */
void
muster_joint_merge (const MusterWorld *world, MusterBatch *batch, const MusterJoint *joint)
{
  const MusterIncident *one = muster_world_get_incident (world, joint->one);
  const Counts counts = { one->firing, one->resolved, one->suppressed };

  keep_worse (world, batch, joint);
  emit (batch, joint,
        &(Side){ MUSTER_EVENT_INCIDENT_MERGED, joint->one, MUSTER_FACT_INTO, joint->other },
        &counts);
  emit (batch, joint,
        &(Side){ MUSTER_EVENT_INCIDENT_MERGED, joint->other, MUSTER_FACT_FROM, joint->one },
        &counts);
}

static void
count (MusterAlert *alert, gpointer user_data)
{
  Counting *self = user_data;

  if (alert->status != MUSTER_ALERT_FIRING)
    self->counts.resolved++;
  else if (muster_world_is_suppressed (self->world, alert))
    self->counts.suppressed++;
  else
    self->counts.firing++;
}

/**
 * muster_joint_unmerge:
 * @world: a hub's world
 * @batch: where the events go
 * @joint: .one is in .other, maybe by way of others
 *
 * Makes an incident one of its own again, with the alerts it had.
 */
void
muster_joint_unmerge (const MusterWorld *world, MusterBatch *batch, const MusterJoint *joint)
{
  Counting counting = { world };

  muster_world_foreach_alert (world, joint->one, count, &counting);
  emit (batch, joint,
        &(Side){ MUSTER_EVENT_INCIDENT_SPLIT, joint->other, MUSTER_FACT_INTO, joint->one },
        &counting.counts);
  emit (batch, joint,
        &(Side){ MUSTER_EVENT_INCIDENT_SPLIT, joint->one, MUSTER_FACT_FROM, joint->other },
        &counting.counts);
}

/**
 * muster_joint_move:
 * @world: a hub's world
 * @batch: where the events go
 * @joint: .one gets alerts of .other
 * @alerts: (element-type MusterAlert): which
 *
 * Moves alerts, one event each, and tells the new incident how many they are.
 */
void
muster_joint_move (const MusterWorld *world,
                   MusterBatch *batch,
                   const MusterJoint *joint,
                   const GPtrArray *alerts)
{
  Counting all = { world };

  for (guint i = 0; i < alerts->len; i++)
    {
      MusterAlert *alert = g_ptr_array_index (alerts, i);
      Counting one = { world };
      MusterEvent *event;

      count (alert, &one);
      count (alert, &all);
      event =
          emit (batch, joint,
                &(Side){ MUSTER_EVENT_INCIDENT_SPLIT, joint->other, MUSTER_FACT_INTO, joint->one },
                &one.counts);
      muster_event_set_ulid (event, MUSTER_FACT_ALERT, alert->id);
    }
  emit (batch, joint,
        &(Side){ MUSTER_EVENT_INCIDENT_SPLIT, joint->one, MUSTER_FACT_FROM, joint->other },
        &all.counts);
}
