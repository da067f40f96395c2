/* readiness.h - whether everybody can be reached, before somebody has to be
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "channels/config.h"
#include "world/world.h"
G_BEGIN_DECLS

typedef enum
{
  MUSTER_REACHABLE_UNTESTED, /* no page has come since something was changed, or ever */
  MUSTER_REACHABLE_WORKS,
  MUSTER_REACHABLE_FAILING,
  MUSTER_REACHABLE_NOT, /* nothing is configured that pages could go by */
} MusterReachable;

/* One of the channels of somebody. */
typedef struct
{
  char *type;
  char *by; /* what is configured of it; nullable */
  MusterReachable state;
  const MusterPageReach *reach; /* of the world; NULL: nothing is known */
} MusterReadyChannel;

typedef enum
{
  MUSTER_FAULT_NO_CHANNEL,
  MUSTER_FAULT_NO_WAY,       /* nothing that they have would take a page */
  MUSTER_FAULT_CONSOLE_ONLY, /* nothing but a console tells them */
  MUSTER_FAULT_UNREACHABLE,  /* by a channel, as the next two */
  MUSTER_FAULT_FAILING,
  MUSTER_FAULT_UNTESTED,
  MUSTER_FAULT_LATE, /* their first page comes late */
} MusterFault;
#define MUSTER_N_FAULTS (MUSTER_FAULT_LATE + 1)

typedef struct
{
  const MusterObject *person;
  GArray *channels; /* of MusterReadyChannel */
  guint faults;     /* bits 1 << MusterFault */
} MusterReady;

/* @objects: of MusterChannelObject, all that are configured. Valid until the next event. */
MusterReady *
muster_ready_new (const MusterWorld *world, const MusterObject *person, const GPtrArray *objects);
void muster_ready_free (MusterReady *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterReady, muster_ready_free)

/* "no": a page reaches nothing; "partly": something had better be otherwise; "yes". */
const char *muster_ready_word (const MusterReady *self);
const char *muster_fault_name (MusterFault self); /* "console-only" */
/* In words, of one channel if it is of one and @type is not NULL. */
char *muster_fault_describe (MusterFault self, const char *type);
/* The fault that a channel has; -1: none. A desktop has none of its own. */
int muster_ready_channel_fault (const MusterReadyChannel *self);

G_END_DECLS
