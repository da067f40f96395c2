/* roster-subject.h - a schedule with the names that people have here, and their colours
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "world/world.h"
G_BEGIN_DECLS

#define MUSTER_N_SHIFT_TINTS 9

/* A schedule with the names that people have here, and the colours. */
typedef struct
{
  char *who; /* is asked; fit to be shown */
  gint64 start_s, end_s;
} MusterRosterAsked;

typedef struct
{
  MusterScheduleBody *body; /* owned */
  GPtrArray *titles;        /* of char *, of each person */
  GArray *tints;            /* of guint, of each person */
  GArray *changes;          /* of MusterUlid: overrides that were made by a command */
  guint first_change;       /* the first of its modifiers that is one */
  GArray *asked;            /* of MusterRosterAsked: shifts that somebody is asked to take */
} MusterRosterSubject;

MusterRosterSubject *muster_roster_subject_new (MusterScheduleBody *body /* transfer full */,
                                                const MusterDirectory *directory);
/* The schedule as it holds, with the overrides of people; NULL, with MUSTER_MODEL_ERROR: there is
 * none, or it cannot be read. */
MusterRosterSubject *
muster_roster_subject_read (const MusterWorld *world, MusterUlid schedule, GError **error);
void muster_roster_subject_free (MusterRosterSubject *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterRosterSubject, muster_roster_subject_free)
/* People of @other have the colours that they have here. */
void muster_roster_subject_tint_like (MusterRosterSubject *self, const MusterRosterSubject *other);
/* Somebody's number in it; a new one if the schedule does not name them. */
guint muster_roster_subject_add_person (MusterRosterSubject *self,
                                        const MusterDirectory *directory,
                                        const char *name);
/* "Ana", "Ana, Ben"; NULL: nobody */
char *
muster_roster_subject_dup_names (const MusterRosterSubject *self, const guint *people, guint n);

G_END_DECLS
