/* readiness.h - can everybody be reached who is paged?
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "world/world.h"
G_BEGIN_DECLS

typedef enum
{
  MUSTER_READY_NO,      /* a page reaches nothing */
  MUSTER_READY_PARTLY,  /* something had better be otherwise */
  MUSTER_READY_UNKNOWN, /* not for this reader to know */
  MUSTER_READY_YES,
} MusterReady;

typedef struct
{
  MusterUlid person;
  MusterReady ready;
  char *title; /* fit to be shown */
  char *rules; /* in words; nullable: not for this reader to know */
  char *why;   /* nullable: nothing is wrong */
} MusterReadiness;

typedef struct
{
  MusterUlid me;
  gboolean sees_contacts; /* of everybody; else of @me only */
  const char *team;       /* nullable: everybody */
} MusterReadinessQuestion;

/* Of MusterReadiness: what is worst first, then by name. */
GPtrArray *muster_readiness_list (const MusterWorld *world,
                                  const MusterReadinessQuestion *question);

G_END_DECLS
