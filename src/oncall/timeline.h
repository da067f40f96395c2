/* timeline.h - what holds from when to when, without a hole
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

/* Until the next one begins. */
typedef struct
{
  gint64 start_s;
  guint value; /* who is on call (member-sets.h), or whether something holds */
} MusterStretch;

/* Neighbours have different values. */
typedef struct
{
  GArray *stretches; /* of MusterStretch; the first begins where the whole does */
  gint64 end_s;
} MusterTimeline;

MusterTimeline *muster_timeline_new (gint64 end_s);
void muster_timeline_free (MusterTimeline *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterTimeline, muster_timeline_free)

/* From @start_s on it is @value; never before what was appended already. */
void muster_timeline_append (MusterTimeline *self, gint64 start_s, guint value);
gint64 muster_timeline_get_end (const MusterTimeline *self, guint i);
/* The stretch that @at_s is in, or the first. */
guint muster_timeline_find (const MusterTimeline *self, gint64 at_s);

typedef guint (*MusterTimelineFunc) (guint a, guint b, gpointer user_data);
/* Two of the same span, instant by instant. */
MusterTimeline *muster_timeline_combine (const MusterTimeline *a,
                                         const MusterTimeline *b,
                                         MusterTimelineFunc func,
                                         gpointer user_data);

static inline const MusterStretch *
muster_timeline_get (const MusterTimeline *self, guint i)
{
  return &g_array_index (self->stretches, MusterStretch, i);
}

G_END_DECLS
