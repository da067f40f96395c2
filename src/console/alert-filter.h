/* alert-filter.h - which alerts are shown: words that are looked for, and matchers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/matcher.h"
G_BEGIN_DECLS

/* What a person typed: words, each to be found somewhere in an alert, and matchers as Alertmanager
 * writes them. All must hold. */
typedef struct _MusterAlertFilter MusterAlertFilter;

MusterAlertFilter *muster_alert_filter_new (const char *text, GError **error);
void muster_alert_filter_free (MusterAlertFilter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterAlertFilter, muster_alert_filter_free)

gboolean muster_alert_filter_is_empty (const MusterAlertFilter *self);
gboolean muster_alert_filter_has_words (const MusterAlertFilter *self);
/* Its matchers as text, {a="b"}; NULL: there are none. */
char *muster_alert_filter_dup_matchers (const MusterAlertFilter *self);

/* What words are looked for in: of an alert's title and labels. */
char *muster_alert_filter_fold (const char *title, const MusterLabelSet *labels);
/* @folded: of muster_alert_filter_fold() */
gboolean muster_alert_filter_matches (const MusterAlertFilter *self,
                                      const char *folded,
                                      const MusterLabelSet *labels);

/* @text with name="value" after it; the same text if it says so already. */
char *muster_alert_filter_add (const char *text, const char *name, const char *value);
/* {name="value",…}, which only such alerts match. */
char *muster_alert_filter_write (const MusterLabelSet *labels);

G_END_DECLS
