/* override-spells.h - when overrides of severities hold, as the journal tells it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "triage/severity-override.h"
G_BEGIN_DECLS

typedef enum
{
  MUSTER_OVERRIDE_KEEPS,  /* nothing is to be told */
  MUSTER_OVERRIDE_BEGINS, /* its time has come */
  MUSTER_OVERRIDE_ENDS,   /* its time is over */
  MUSTER_OVERRIDE_CHANGED,
  MUSTER_OVERRIDE_REMOVED,
} MusterOverrideDue;

typedef struct _MusterOverrideSpells MusterOverrideSpells;

MusterOverrideSpells *muster_override_spells_new (void);
void muster_override_spells_free (MusterOverrideSpells *self);

/* What begins and ends is told; muster_override_spells_renew() is to follow. */
void muster_override_spells_begin (MusterOverrideSpells *self,
                                   MusterOverrideSpell *spell /* transfer full */);
void muster_override_spells_end (MusterOverrideSpells *self, MusterUlid id);
/* Tells the overrides of their spells, and finds what is due next. */
void
muster_override_spells_renew (MusterOverrideSpells *self, const GPtrArray *overrides, gint64 at_us);

const GPtrArray *muster_override_spells_list (const MusterOverrideSpells *self); /* by id */
/* When muster_override_spells_find_due() finds something, µs UTC; G_MAXINT64: never; G_MININT64: it
 * does now. */
gint64 muster_override_spells_next_change (const MusterOverrideSpells *self);
/* What is due first, by @now_us; @out says of which, and where it begins since when, until when. */
MusterOverrideDue muster_override_spells_find_due (MusterOverrideSpells *self,
                                                   const GPtrArray *overrides,
                                                   gint64 now_us,
                                                   MusterOverrideSpell *out);

G_END_DECLS
