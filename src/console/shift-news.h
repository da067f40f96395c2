/* shift-news.h - what is new about shifts: handovers, requests, notices, and who stands in for whom
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <glib.h>

#include "world/world.h"
G_BEGIN_DECLS

typedef enum
{
  MUSTER_NEWS_HANDOVER, /* of a shift; nobody has confirmed it */
  MUSTER_NEWS_REQUEST,  /* somebody asks who takes a shift */
  MUSTER_NEWS_OFFER,    /* somebody would */
  MUSTER_NEWS_NOTICE,   /* to me, not confirmed yet */
  MUSTER_NEWS_CHANGE,   /* somebody stands in for somebody */
} MusterShiftNewsKind;

/* What I can do about it. */
typedef enum
{
  MUSTER_DEED_READ = 1 << 0,     /* a handover */
  MUSTER_DEED_TAKE = 1 << 1,     /* a shift that somebody asks about */
  MUSTER_DEED_DECLINE = 1 << 2,  /* say that I do not */
  MUSTER_DEED_WITHDRAW = 1 << 3, /* my request */
  MUSTER_DEED_ACCEPT = 1 << 4,   /* an offer */
  MUSTER_DEED_CONFIRM = 1 << 5,  /* a notice */
} MusterShiftDeed;

typedef struct
{
  MusterShiftNewsKind kind;
  MusterUlid id;     /* of the handover, the request, the notice or the override */
  MusterUlid person; /* who offers; null otherwise */
  MusterUlid notice; /* that told me of it, and is not confirmed; null: none */
  gboolean is_to_all;
  guint deeds;  /* MusterShiftDeed */
  char *title;  /* fit to be shown */
  char *detail; /* the same; "": none */
} MusterShiftNews;

/* Who looks at what. */
typedef struct
{
  const MusterWorld *world;
  MusterUlid schedule;
  MusterUlid me; /* may be null */
  MusterAccess access;
  gint64 now_us;
  GTimeZone *zone; /* in which times are told */
} MusterNewsView;

/* Of MusterShiftNews: what waits for me first. Of the schedule, and what concerns me of others. */
GPtrArray *muster_shift_news_list (const MusterNewsView *view);
/* May I say that I have read it? */
gboolean muster_shift_news_may_confirm (const MusterNewsView *view, const MusterHandover *handover);

G_END_DECLS
