/* clock-label.c - a clock face: since, until, or the time of day
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/clock-label.h"

#include <glib/gi18n.h>

#include "console/format.h"
#include "console/style.h"
#include "console/tick.h"

struct _MusterClockLabel
{
  GtkWidget parent_instance;
  MusterClockKind kind;
  gint64 at_us;  /* 0: none */
  char *caption; /* (nullable): what it measures, for screen readers */
  char *text;    /* what it shows */
  char *reserve; /* the widest face of this magnitude */
  char *spoken;  /* what it says */
  float xalign;
  int tracking;         /* between letters, pixels */
  gboolean approximate; /* the link is lost: "~18:08" */
  PangoLayout *layout;  /* (nullable) */
};

typedef enum
{
  PROP_KIND = 1,
  PROP_CAPTION,
  PROP_XALIGN,
  PROP_TRACKING,
} MusterClockLabelProperty;
static GParamSpec *properties[PROP_TRACKING + 1];

G_DEFINE_FINAL_TYPE (MusterClockLabel, muster_clock_label, GTK_TYPE_WIDGET)

static PangoLayout *
make_layout (MusterClockLabel *self, const char *text)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  g_autoptr (PangoAttrList) attrs = pango_attr_list_new ();

  pango_attr_list_insert (attrs, pango_attr_font_features_new ("tnum=1"));
  if (self->tracking != 0)
    pango_attr_list_insert (attrs, pango_attr_letter_spacing_new (self->tracking * PANGO_SCALE));
  pango_layout_set_attributes (layout, attrs);
  return layout;
}

static PangoLayout *
get_layout (MusterClockLabel *self)
{
  if (!self->layout)
    self->layout = make_layout (self, self->text);
  return self->layout;
}

static void
update_classes (MusterClockLabel *self, gint64 now_us)
{
  MusterDue due = muster_due_at (self->at_us, now_us);
  gboolean counts_down = self->kind == MUSTER_CLOCK_DUE || self->kind == MUSTER_CLOCK_REMAINING;

  muster_style_set_class (GTK_WIDGET (self), "due-soon", counts_down && due == MUSTER_DUE_SOON);
  muster_style_set_class (GTK_WIDGET (self), "overdue", counts_down && due == MUSTER_DUE_OVERDUE);
}

static char *
format_remaining (gint64 span_us)
{
  g_autofree char *clock = muster_format_clock (ABS (span_us));

  /* TRANSLATORS: a clock that has run past its end: a minus sign and the face of the clock */
  return span_us < 0 ? g_strdup_printf (_ ("−%s"), clock) : g_steal_pointer (&clock);
}

static char *
format_face (MusterClockLabel *self, gint64 now_us)
{
  GTimeZone *zone = muster_tick_zone (muster_tick_get (GTK_WIDGET (self)));

  switch (self->kind)
    {
    case MUSTER_CLOCK_TIME:
      return muster_format_time (now_us, zone);
    case MUSTER_CLOCK_TIME_OF_DAY:
      return muster_format_time_of_day (now_us, zone);
    case MUSTER_CLOCK_DUE:
      return muster_format_due (self->at_us, now_us);
    case MUSTER_CLOCK_REMAINING:
      return format_remaining (self->at_us - now_us);
    case MUSTER_CLOCK_ELAPSED:
    default:
      return muster_format_clock (now_us - self->at_us);
    }
}

static char *
format_reserve (MusterClockLabel *self, gint64 now_us)
{
  if (self->kind == MUSTER_CLOCK_ELAPSED)
    return muster_format_clock_reserve (now_us - self->at_us);
  if (self->kind == MUSTER_CLOCK_REMAINING && self->at_us > now_us)
    return muster_format_clock_reserve (self->at_us - now_us);
  return format_face (self, now_us);
}

/* What counts from or to an instant counts nothing until it has one. */
static gboolean
counts (MusterClockLabel *self)
{
  return self->at_us != 0 || self->kind >= MUSTER_CLOCK_DUE;
}

static char *
format_spoken (MusterClockLabel *self, gint64 now_us)
{
  const char *caption = self->caption ? self->caption : "";
  g_autofree char *span = NULL;

  if (!counts (self))
    return g_strdup (caption);
  switch (self->kind)
    {
    case MUSTER_CLOCK_TIME:
    case MUSTER_CLOCK_TIME_OF_DAY:
      span = muster_format_time_of_day (now_us,
                                        muster_tick_zone (muster_tick_get (GTK_WIDGET (self))));
      break;
    case MUSTER_CLOCK_DUE:
      return muster_format_due_spoken (self->at_us, now_us);
    case MUSTER_CLOCK_REMAINING:
    case MUSTER_CLOCK_ELAPSED:
    default:
      span = muster_format_span_spoken (ABS (now_us - self->at_us));
    }
  if (*caption == '\0')
    return g_steal_pointer (&span);
  /* TRANSLATORS: a clock read aloud: what it measures and for how long, "Impact 18 minutes" */
  return g_strdup_printf (_ ("%s %s"), caption, span);
}

/* Screen readers hear of a clock once a minute, when its words change. */
static void
update_spoken (MusterClockLabel *self, gint64 now_us)
{
  g_autofree char *spoken = format_spoken (self, now_us);

  if (g_strcmp0 (spoken, self->spoken) == 0)
    return;
  g_free (self->spoken);
  self->spoken = g_steal_pointer (&spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  self->spoken, -1);
}

static void
update (GtkWidget *widget, gint64 now_us)
{
  MusterClockLabel *self = MUSTER_CLOCK_LABEL (widget);
  g_autofree char *face = counts (self) ? format_face (self, now_us) : g_strdup ("–");
  g_autofree char *text = g_strconcat (self->approximate ? "~" : "", face, NULL);
  g_autofree char *reserve = counts (self) ? format_reserve (self, now_us) : g_strdup (text);

  update_spoken (self, now_us);
  if (g_strcmp0 (text, self->text) == 0)
    return;
  g_free (self->text);
  self->text = g_steal_pointer (&text);
  if (self->layout)
    pango_layout_set_text (self->layout, self->text, -1);
  update_classes (self, now_us);
  if (g_strcmp0 (reserve, self->reserve) != 0)
    {
      g_free (self->reserve);
      self->reserve = g_steal_pointer (&reserve);
      gtk_widget_queue_resize (widget);
    }
  gtk_widget_queue_draw (widget);
}

static void
update_now (MusterClockLabel *self)
{
  update (GTK_WIDGET (self), muster_tick_now_us (muster_tick_get (GTK_WIDGET (self))));
}

static void
snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  MusterClockLabel *self = MUSTER_CLOCK_LABEL (widget);
  PangoLayout *layout = get_layout (self);
  float xalign =
      gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL ? 1 - self->xalign : self->xalign;
  int width;
  int height;
  GdkRGBA color;

  pango_layout_get_pixel_size (layout, &width, &height);
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  gtk_snapshot_translate (
      snapshot, &GRAPHENE_POINT_INIT ((float) (gtk_widget_get_width (widget) - width) * xalign,
                                      (float) (gtk_widget_get_height (widget) - height) / 2));
  gtk_snapshot_append_layout (snapshot, layout, &color);
}

static void
measure (GtkWidget *widget,
         GtkOrientation orientation,
         int for_size,
         int *minimum,
         int *natural,
         int *minimum_baseline,
         int *natural_baseline)
{
  MusterClockLabel *self = MUSTER_CLOCK_LABEL (widget);
  g_autoptr (PangoLayout) widest = make_layout (self, self->reserve);
  int width;
  int height;
  int shown;

  pango_layout_get_pixel_size (widest, &width, &height);
  pango_layout_get_pixel_size (get_layout (self), &shown, NULL);
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? MAX (width, shown) : height;
  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum_baseline = *natural_baseline = pango_layout_get_baseline (widest) / PANGO_SCALE;
}

static void
css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (muster_clock_label_parent_class)->css_changed (widget, change);
  g_clear_object (&MUSTER_CLOCK_LABEL (widget)->layout);
  gtk_widget_queue_resize (widget);
}

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  MusterClockLabel *self = MUSTER_CLOCK_LABEL (object);

  switch ((MusterClockLabelProperty) id)
    {
    case PROP_KIND:
      g_value_set_uint (value, self->kind);
      break;
    case PROP_CAPTION:
      g_value_set_string (value, self->caption);
      break;
    case PROP_XALIGN:
      g_value_set_float (value, self->xalign);
      break;
    case PROP_TRACKING:
      g_value_set_int (value, self->tracking);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  MusterClockLabel *self = MUSTER_CLOCK_LABEL (object);

  switch ((MusterClockLabelProperty) id)
    {
    case PROP_KIND:
      self->kind = (MusterClockKind) g_value_get_uint (value);
      break;
    case PROP_CAPTION:
      muster_clock_label_set_caption (self, g_value_get_string (value));
      break;
    case PROP_XALIGN:
      self->xalign = g_value_get_float (value);
      break;
    case PROP_TRACKING:
      self->tracking = g_value_get_int (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
constructed (GObject *object)
{
  G_OBJECT_CLASS (muster_clock_label_parent_class)->constructed (object);
  update_now (MUSTER_CLOCK_LABEL (object));
}

static void
finalize (GObject *object)
{
  MusterClockLabel *self = MUSTER_CLOCK_LABEL (object);

  g_free (self->caption);
  g_free (self->text);
  g_free (self->reserve);
  g_free (self->spoken);
  g_clear_object (&self->layout);
  G_OBJECT_CLASS (muster_clock_label_parent_class)->finalize (object);
}

static void
muster_clock_label_class_init (MusterClockLabelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = get_property;
  object_class->set_property = set_property;
  object_class->constructed = constructed;
  object_class->finalize = finalize;
  widget_class->snapshot = snapshot;
  widget_class->measure = measure;
  widget_class->css_changed = css_changed;
  properties[PROP_KIND] =
      g_param_spec_uint ("kind", NULL, NULL, 0, MUSTER_CLOCK_TIME_OF_DAY, 0, flags);
  properties[PROP_CAPTION] =
      g_param_spec_string ("caption", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_XALIGN] = g_param_spec_float ("xalign", NULL, NULL, 0, 1, 0, flags);
  properties[PROP_TRACKING] = g_param_spec_int ("tracking", NULL, NULL, -20, 20, 0, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  gtk_widget_class_set_css_name (widget_class, "clock");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_TIMER);
}

static void
muster_clock_label_init (MusterClockLabel *self)
{
  muster_tick_follow (GTK_WIDGET (self), update);
}

/**
 * muster_clock_label_new:
 * @kind: what it shows
 *
 * Returns: (transfer floating): a clock without an instant; it shows a dash if it needs one
 */
GtkWidget *
muster_clock_label_new (MusterClockKind kind)
{
  return g_object_new (MUSTER_TYPE_CLOCK_LABEL, "kind", kind, NULL);
}

/**
 * muster_clock_label_set_instant:
 * @self: a clock
 * @at_us: the instant it counts from or to, µs since the Unix epoch; 0 for none
 */
void
muster_clock_label_set_instant (MusterClockLabel *self, gint64 at_us)
{
  g_return_if_fail (MUSTER_IS_CLOCK_LABEL (self));

  self->at_us = at_us;
  update_now (self);
}

/**
 * muster_clock_label_set_caption:
 * @self: a clock
 * @caption: (nullable): what it measures, "Impact"; spoken, not shown
 */
void
muster_clock_label_set_caption (MusterClockLabel *self, const char *caption)
{
  g_return_if_fail (MUSTER_IS_CLOCK_LABEL (self));

  if (g_strcmp0 (self->caption, caption) == 0)
    return;
  g_free (self->caption);
  self->caption = g_strdup (caption);
  update_now (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAPTION]);
}

/**
 * muster_clock_label_set_approximate:
 * @self: a clock
 * @approximate: whether the link is lost, so that the clock may be wrong
 */
void
muster_clock_label_set_approximate (MusterClockLabel *self, gboolean approximate)
{
  g_return_if_fail (MUSTER_IS_CLOCK_LABEL (self));

  if (self->approximate == approximate)
    return;
  self->approximate = approximate;
  update_now (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * muster_clock_label_get_text:
 * @self: a clock
 *
 * Returns: (transfer none): what it shows
 */
const char *
muster_clock_label_get_text (MusterClockLabel *self)
{
  g_return_val_if_fail (MUSTER_IS_CLOCK_LABEL (self), NULL);
  return self->text;
}
