/* about.h - which service an incident is about, kept right as alerts come
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "model/batch.h"
#include "world/world.h"
G_BEGIN_DECLS

/* Something new is known of what fails in an incident. */
typedef struct
{
  MusterActor actor;
  gint64 now_us;
  guint incident;
  MusterUlid service; /* of the alert that came last; null: none */
  const char *title;  /* of that alert; nullable */
} MusterAboutCause;

/* What was known of it, and what is known now (muster_correlator_count()). */
typedef struct
{
  guint incident;
  MusterUlid service; /* of the alert that came last */
  guint before, now;
} MusterAboutChange;

/* FALSE: not worth looking again. In a storm of hundreds of services not every one may make it. */
gboolean muster_about_may_change (const MusterWorld *world, const MusterAboutChange *change);
/* Appends incident.about-set to @batch where the incident turns out to be about another service:
 * without a seq, not folded. */
void
muster_about_settle (const MusterWorld *world, MusterBatch *batch, const MusterAboutCause *cause);

G_END_DECLS
