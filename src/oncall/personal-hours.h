/* personal-hours.h - when somebody is at work, and when they want to sleep
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

#define MUSTER_PERSONAL_WINDOWS_MAX 100

/* Of a person, in their own zone. */
typedef struct
{
  GTimeZone *zone;
  GArray *quiet;   /* of MusterDutyHours; none: they have no quiet hours */
  GArray *working; /* likewise; none: they have not said when they work */
} MusterPersonalHours;

/* Why somebody is not told yet. */
typedef enum
{
  MUSTER_WAIT_NONE,
  MUSTER_WAIT_QUIET,   /* they sleep */
  MUSTER_WAIT_WORKING, /* they are not at work */
  MUSTER_WAIT_STEP,    /* the same, and the step of the policy asks for it */
} MusterWait;
#define MUSTER_N_WAITS (MUSTER_WAIT_STEP + 1)

/* What is waited for. */
typedef struct
{
  gboolean quiet;   /* until quiet hours are over */
  gboolean working; /* until the person works */
} MusterPatience;

/* @body: of a person's object (files-and-commands: zone, quiet, working); nullable. NULL with an
 * error: MUSTER_BASE_ERROR, for what makes no sense, and for hours in which the person is never to
 * be told. */
MusterPersonalHours *muster_personal_hours_read (const char *body, GError **error);
MusterPersonalHours *muster_personal_hours_new (void);
void muster_personal_hours_free (MusterPersonalHours *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterPersonalHours, muster_personal_hours_free)

/* The first instant from @at_us on at which they may be told, and why not before; @out_why may be
 * NULL. */
gint64 muster_personal_hours_next (const MusterPersonalHours *self,
                                   MusterPatience patience,
                                   gint64 at_us,
                                   MusterWait *out_why);
const char *muster_wait_to_string (MusterWait self); /* "quiet"; a token */
MusterWait muster_wait_from_string (const char *token);

G_END_DECLS
