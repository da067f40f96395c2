/* alert-item.h - one alert as the hub tells it, or the heading over some
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "console/alert-filter.h"
#include <gio/gio.h>
G_BEGIN_DECLS

/* In the order in which they are listed. */
typedef enum
{
  MUSTER_ALERT_STATE_FIRING,
  MUSTER_ALERT_STATE_HELD, /* a silence or a rule holds it back */
  MUSTER_ALERT_STATE_RESOLVED,
} MusterAlertState;

/* signals: "notify::open" */
#define MUSTER_TYPE_ALERT_ITEM (muster_alert_item_get_type ())
G_DECLARE_FINAL_TYPE (MusterAlertItem, muster_alert_item, MUSTER, ALERT_ITEM, GObject)

/* Over @n alerts of that state; @reason: what holds them back (nullable). */
MusterAlertItem *
muster_alert_item_new_heading (MusterAlertState state, const char *reason, guint n);
gboolean muster_alert_item_is_heading (MusterAlertItem *self);

const char *muster_alert_item_get_id (MusterAlertItem *self);
MusterAlertState muster_alert_item_get_state (MusterAlertItem *self);
/* "silenced by ana until 14:30: ack INC-1"; NULL: nothing holds it back */
const char *muster_alert_item_get_reason (MusterAlertItem *self);
/* "checkout → payments-db: depends on, 2 hops, 40 s later"; NULL: it is in no incident */
const char *muster_alert_item_get_why (MusterAlertItem *self);
/* How often it changed lately, where it comes and goes; else 0. */
guint muster_alert_item_get_changes (MusterAlertItem *self);
/* Texts for people (security R9). */
const char *muster_alert_item_get_title (MusterAlertItem *self);
char *muster_alert_item_dup_labels (MusterAlertItem *self); /* "pod=a · namespace=b" */
char *muster_alert_item_dup_times (MusterAlertItem *self); /* "first seen …, last …, 3 times" */
/* As they came; all of them. */
const MusterLabelSet *muster_alert_item_get_labels (MusterAlertItem *self);
gboolean muster_alert_item_passes (MusterAlertItem *self, const MusterAlertFilter *filter);
/* Whether both tell the same of the same alert. */
gboolean muster_alert_item_equal (MusterAlertItem *a, MusterAlertItem *b);

/* Whether its labels are seen. */
gboolean muster_alert_item_is_open (MusterAlertItem *self);
void muster_alert_item_set_open (MusterAlertItem *self, gboolean is_open);

G_END_DECLS
