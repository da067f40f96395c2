/* alert-item.c - one alert as the hub tells it, or the heading over some
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/alert-item.h"

#include <glib/gi18n.h>

#include "base/safe-text.h"
#include "console/alert-item-private.h"
#include "console/format.h"
#include "model/event.h"

#define SHOWN_LABEL_MAX 80 /* bytes of one value */

typedef enum
{
  PROP_OPEN = 1,
} MusterAlertItemProperty;
static GParamSpec *properties[PROP_OPEN + 1];

G_DEFINE_FINAL_TYPE (MusterAlertItem, muster_alert_item, G_TYPE_OBJECT)

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_OPEN)
    g_value_set_boolean (value, MUSTER_ALERT_ITEM (object)->is_open);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
finalize (GObject *object)
{
  MusterAlertItem *self = MUSTER_ALERT_ITEM (object);

  g_free (self->id);
  g_free (self->title);
  g_free (self->reason);
  g_free (self->why);
  g_free (self->folded);
  g_free (self->block);
  g_free (self->labels.items);
  G_OBJECT_CLASS (muster_alert_item_parent_class)->finalize (object);
}

static void
muster_alert_item_class_init (MusterAlertItemClass *klass)
{
  G_OBJECT_CLASS (klass)->get_property = get_property;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  properties[PROP_OPEN] =
      g_param_spec_boolean ("open", NULL, NULL, FALSE,
                            G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), G_N_ELEMENTS (properties), properties);
}

static void
muster_alert_item_init (MusterAlertItem *self)
{
}

/* --- headings --- */

static char *
tell_heading (MusterAlertState state, const char *reason, guint n)
{
  g_autofree char *count = muster_format_count (n);

  if (state == MUSTER_ALERT_STATE_HELD)
    /* TRANSLATORS: over alerts that nobody is told of: why, and how many; as in
     * "silenced by ana until 14:30: moving house · 12" */
    return g_strdup_printf (_ ("%s · %s"), reason ? reason : _ ("held back"), count);
  if (state == MUSTER_ALERT_STATE_RESOLVED)
    /* TRANSLATORS: over alerts that are over: how many */
    return g_strdup_printf (_ ("Resolved · %s"), count);
  /* TRANSLATORS: over alerts that are not over: how many */
  return g_strdup_printf (_ ("Firing · %s"), count);
}

/**
 * muster_alert_item_new_heading:
 * @state: of the alerts below
 * @reason: (nullable): what holds them back
 * @n: how many
 *
 * Returns: (transfer full): a heading
 */
MusterAlertItem *
muster_alert_item_new_heading (MusterAlertState state, const char *reason, guint n)
{
  MusterAlertItem *self = g_object_new (MUSTER_TYPE_ALERT_ITEM, NULL);

  self->state = state;
  self->reason = g_strdup (reason);
  self->title = tell_heading (state, reason, n);
  return self;
}

/**
 * muster_alert_item_is_heading:
 * @self: an item
 *
 * Returns: whether it stands over alerts and is none
 */
gboolean
muster_alert_item_is_heading (MusterAlertItem *self)
{
  return self->id == NULL;
}

/* --- what it says --- */

/**
 * muster_alert_item_get_id:
 * @self: an item
 *
 * Returns: (nullable): the alert's ULID; %NULL: it is a heading
 */
const char *
muster_alert_item_get_id (MusterAlertItem *self)
{
  return self->id;
}

/**
 * muster_alert_item_get_state:
 * @self: an item
 *
 * Returns: whether it fires, is held back or is over
 */
MusterAlertState
muster_alert_item_get_state (MusterAlertItem *self)
{
  return self->state;
}

/**
 * muster_alert_item_get_reason:
 * @self: an item
 *
 * Returns: (nullable): what holds it back, and until when
 */
const char *
muster_alert_item_get_reason (MusterAlertItem *self)
{
  return self->reason;
}

/**
 * muster_alert_item_get_changes:
 * @self: an alert
 *
 * Returns: how often it fired or was over lately, where that is too often to be told each time
 */
guint
muster_alert_item_get_changes (MusterAlertItem *self)
{
  return self->changes;
}

/**
 * muster_alert_item_get_why:
 * @self: an item
 *
 * Returns: (nullable): why it is in its incident, in the hub's words
 */
const char *
muster_alert_item_get_why (MusterAlertItem *self)
{
  return self->why;
}

/**
 * muster_alert_item_get_title:
 * @self: an item
 *
 * Returns: its name, or the words of a heading
 */
const char *
muster_alert_item_get_title (MusterAlertItem *self)
{
  return self->title;
}

/**
 * muster_alert_item_dup_labels:
 * @self: an item
 *
 * Returns: (transfer full): "pod=a · namespace=b", without the name of the alert; long values are
 *   cut
 */
char *
muster_alert_item_dup_labels (MusterAlertItem *self)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < self->labels.n; i++)
    {
      const MusterLabel *label = &self->labels.items[i];
      g_autofree char *name = muster_safe_text (label->name, label->name_n, FALSE);
      g_autofree char *value = muster_safe_text (label->value, label->value_n, FALSE);
      g_autofree char *cut = muster_cut_text (value, strlen (value), SHOWN_LABEL_MAX);

      if (!g_str_equal (name, "alertname"))
        g_string_append_printf (out, "%s%s=%s", out->len > 0 ? " · " : "", name, cut ? cut : value);
    }
  return g_string_free (out, FALSE);
}

/**
 * muster_alert_item_dup_times:
 * @self: an item
 *
 * Returns: (transfer full): "first seen 14:25:02, last 14:41:02, 3 times"
 */
char *
muster_alert_item_dup_times (MusterAlertItem *self)
{
  g_autofree char *first =
      self->first_us != MUSTER_NO_TIME ? muster_format_time (self->first_us, NULL) : NULL;
  g_autofree char *last =
      self->last_us != MUSTER_NO_TIME ? muster_format_time (self->last_us, NULL) : NULL;
  gulong count = (gulong) MAX (self->count, 0);
  g_autofree char *n = muster_format_count (count);

  /* TRANSLATORS: when an alert was first and last seen, and how often */
  return g_strdup_printf (
      ngettext ("first seen %s, last %s, %s time", "first seen %s, last %s, %s times", count),
      first ? first : "–", last ? last : "–", n);
}

/**
 * muster_alert_item_get_labels:
 * @self: an item
 *
 * Returns: all its labels as they came: not fit to be shown
 */
const MusterLabelSet *
muster_alert_item_get_labels (MusterAlertItem *self)
{
  return &self->labels;
}

/**
 * muster_alert_item_passes:
 * @self: an alert
 * @filter: what was typed
 *
 * Returns: whether it is shown
 */
gboolean
muster_alert_item_passes (MusterAlertItem *self, const MusterAlertFilter *filter)
{
  return muster_alert_filter_matches (filter, self->folded, &self->labels);
}

/**
 * muster_alert_item_equal:
 * @a: an alert
 * @b: another one
 *
 * Returns: whether they are the same alert, and a row that shows @a is right for @b
 */
gboolean
muster_alert_item_equal (MusterAlertItem *a, MusterAlertItem *b)
{
  return g_strcmp0 (a->id, b->id) == 0 && a->state == b->state && a->count == b->count &&
         a->last_us == b->last_us && a->first_us == b->first_us &&
         g_strcmp0 (a->reason, b->reason) == 0 && g_strcmp0 (a->why, b->why) == 0 &&
         a->changes == b->changes && g_strcmp0 (a->title, b->title) == 0;
}

/**
 * muster_alert_item_is_open:
 * @self: an alert
 *
 * Returns: whether its labels are seen
 */
gboolean
muster_alert_item_is_open (MusterAlertItem *self)
{
  return self->is_open;
}

/**
 * muster_alert_item_set_open:
 * @self: an alert
 * @is_open: whether its labels are seen
 */
void
muster_alert_item_set_open (MusterAlertItem *self, gboolean is_open)
{
  g_return_if_fail (MUSTER_IS_ALERT_ITEM (self));

  if (self->is_open == is_open)
    return;
  self->is_open = is_open;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OPEN]);
}
