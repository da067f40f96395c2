/* similar-strip.h - suggests that an incident is the same as another that is open
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "console/session.h"
G_BEGIN_DECLS

#define MUSTER_TYPE_SIMILAR_STRIP (muster_similar_strip_get_type ())
G_DECLARE_FINAL_TYPE (MusterSimilarStrip, muster_similar_strip, MUSTER, SIMILAR_STRIP, GtkWidget)

GtkWidget *muster_similar_strip_new (MusterSession *session, guint incident);
/* Whenever an incident changed. */
void muster_similar_strip_update (MusterSimilarStrip *self);
void muster_similar_strip_set_narrow (MusterSimilarStrip *self, gboolean is_narrow);

G_END_DECLS
