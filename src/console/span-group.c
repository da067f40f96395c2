/* span-group.c - the rows of a form that ask from when to when
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/span-group.h"

#include <glib/gi18n.h>

#include "console/override-draft.h"

/* A time, and which one of two where clocks are put back. */
typedef struct
{
  GtkWidget *entry;
  GtkWidget *which;
} TimeRows;

struct _MusterSpanGroup
{
  AdwPreferencesGroup parent_instance;
  TimeRows from, to;
  GTimeZone *zone; /* (nullable): nothing was set yet */
};

static guint signal_changed;

G_DEFINE_FINAL_TYPE (MusterSpanGroup, muster_span_group, ADW_TYPE_PREFERENCES_GROUP)

static void
changed_cb (MusterSpanGroup *self)
{
  if (self->zone)
    g_signal_emit (self, signal_changed, 0);
}

/* Of a time that comes twice it is asked which one is meant. */
static MusterTyped
read_time (MusterSpanGroup *self, const TimeRows *rows, gint64 now_s, gint64 *out_s)
{
  gboolean is_second = adw_combo_row_get_selected (ADW_COMBO_ROW (rows->which)) == 1;
  MusterTyped typed = muster_typed_time_read (gtk_editable_get_text (GTK_EDITABLE (rows->entry)),
                                              self->zone, now_s, is_second, out_s);

  gtk_widget_set_visible (rows->which, typed == MUSTER_TYPED_TWICE);
  return typed;
}

/* Why a time does not do; NULL: it does. */
static const char *
find_fault (MusterTyped typed)
{
  switch (typed)
    {
    case MUSTER_TYPED_NOTHING:
      return _ ("Say from when to when, as 2026-03-25 09:00.");
    case MUSTER_TYPED_SKIPPED:
      return _ ("There is no such time: clocks are put forward over it. Say another one.");
    case MUSTER_TYPED_TIME:
    case MUSTER_TYPED_TWICE:
    default:
      return NULL;
    }
}

/**
 * muster_span_group_read:
 * @self: the rows
 * @now_s: the present, seconds
 * @out_from_s: (out): from when, and not before the present
 * @out_to_s: (out): to when
 *
 * Returns: (nullable): what is wrong with what is written; %NULL: nothing
 */
const char *
muster_span_group_read (MusterSpanGroup *self, gint64 now_s, gint64 *out_from_s, gint64 *out_to_s)
{
  const char *why = find_fault (read_time (self, &self->from, now_s, out_from_s));
  const char *why_to = find_fault (read_time (self, &self->to, now_s, out_to_s));

  if (why || why_to)
    return why ? why : why_to;
  if (*out_to_s <= *out_from_s)
    return _ ("It ends before it begins.");
  if (*out_to_s <= now_s)
    return _ ("The past never moves: say a time that is not over.");
  *out_from_s = MAX (*out_from_s, now_s);
  return NULL;
}

static void
fill (MusterSpanGroup *self, const TimeRows *rows, gint64 at_s)
{
  g_autofree char *text = muster_typed_time_write (at_s, self->zone);

  gtk_editable_set_text (GTK_EDITABLE (rows->entry), text);
  adw_combo_row_set_selected (ADW_COMBO_ROW (rows->which),
                              muster_typed_time_is_second (at_s, self->zone) ? 1 : 0);
}

/**
 * muster_span_group_set:
 * @self: the rows
 * @zone: of the times
 * @from_s: from when, seconds
 * @to_s: to when
 */
void
muster_span_group_set (MusterSpanGroup *self, GTimeZone *zone, gint64 from_s, gint64 to_s)
{
  /* TRANSLATORS: in which time zone times are typed, as "Europe/Berlin" */
  g_autofree char *about = g_strdup_printf (_ ("Times of %s"), g_time_zone_get_identifier (zone));

  g_return_if_fail (MUSTER_IS_SPAN_GROUP (self));
  g_clear_pointer (&self->zone, g_time_zone_unref);
  self->zone = g_time_zone_ref (zone);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), about);
  fill (self, &self->from, from_s);
  fill (self, &self->to, to_s);
}

static void
finalize (GObject *object)
{
  g_clear_pointer (&MUSTER_SPAN_GROUP (object)->zone, g_time_zone_unref);
  G_OBJECT_CLASS (muster_span_group_parent_class)->finalize (object);
}

static void
muster_span_group_class_init (MusterSpanGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = finalize;
  signal_changed = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
add_rows (MusterSpanGroup *self, TimeRows *rows, const char *title)
{
  /* TRANSLATORS: of a time that comes twice as clocks are put back */
  const char *const choices[] = { _ ("The first"), _ ("The second"), NULL };
  g_autoptr (GtkStringList) model = gtk_string_list_new (choices);

  rows->entry = g_object_new (ADW_TYPE_ENTRY_ROW, "title", title, "accessible-role",
                              GTK_ACCESSIBLE_ROLE_GROUP, NULL);
  rows->which = g_object_new (ADW_TYPE_COMBO_ROW, "title", _ ("It comes twice: which one"), "model",
                              model, "visible", FALSE, NULL);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), rows->entry);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), rows->which);
  g_signal_connect_swapped (rows->entry, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (rows->which, "notify::selected", G_CALLBACK (changed_cb), self);
}

static void
muster_span_group_init (MusterSpanGroup *self)
{
  add_rows (self, &self->from, _ ("From, as 2026-03-25 09:00"));
  add_rows (self, &self->to, _ ("To, as 2026-03-28 09:00"));
}
