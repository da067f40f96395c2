/* shift-requests.h - who asks others to take their shifts, and who offers to
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "model/batch.h"
G_BEGIN_DECLS

/* How a request ended, as in shift.ask-ended. */
#define MUSTER_REQUEST_ACCEPTED  "accepted"
#define MUSTER_REQUEST_WITHDRAWN "withdrawn"
#define MUSTER_REQUEST_DECLINED  "declined" /* by the one who was asked */
#define MUSTER_REQUEST_EXPIRED   "expired"  /* it began, and nobody had taken it */

/* So long before it begins whoever is concerned is told that it is open yet. */
#define MUSTER_SHIFT_REQUEST_REMIND_US G_TIME_SPAN_DAY
#define MUSTER_SHIFT_REQUESTS_KEEP_US  (60 * G_TIME_SPAN_DAY) /* after they ended */

/* Somebody would take it; and what they would have taken in return, if anything. */
typedef struct
{
  MusterUlid person;
  gint64 at_us;
  gint64 starts_us, ends_us; /* MUSTER_NO_TIME: nothing */
} MusterShiftOffer;

typedef struct
{
  MusterUlid id;
  guint64 seq;
  gint64 at_us;
  MusterUlid schedule;
  MusterUlid person; /* whose shift it is */
  MusterUlid other;  /* who is asked; null: everybody of the schedule */
  gint64 starts_us, ends_us;
  gint64 ended_us;   /* MUSTER_NO_TIME: it is open */
  char *ended;       /* how; NULL: it is open */
  gboolean reminded; /* somebody was told of it in that time */
  char *note;        /* nullable */
  GArray *offers;    /* of MusterShiftOffer, one a person */
} MusterShiftRequest;

MusterShiftRequest *muster_shift_request_new (void);
void muster_shift_request_free (MusterShiftRequest *self);
const MusterShiftOffer *muster_shift_request_find_offer (const MusterShiftRequest *self,
                                                         MusterUlid person);

typedef struct _MusterShiftRequests MusterShiftRequests;

MusterShiftRequests *muster_shift_requests_new (void);
void muster_shift_requests_free (MusterShiftRequests *self);
void muster_shift_requests_fold (MusterShiftRequests *self, const MusterEvent *event);
void muster_shift_requests_add (MusterShiftRequests *self,
                                MusterShiftRequest *request /* transfer full */);
MusterShiftRequest *muster_shift_requests_get (const MusterShiftRequests *self, MusterUlid id);
/* Of MusterShiftRequest, oldest first: those that are kept. */
const GPtrArray *muster_shift_requests_list (const MusterShiftRequests *self);
/* When it is told again, or expires. */
gint64 muster_shift_request_get_due (const MusterShiftRequest *self);
/* The open one of which that is first; NULL: none is. */
const MusterShiftRequest *muster_shift_requests_first (const MusterShiftRequests *self);

G_END_DECLS
