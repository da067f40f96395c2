/* timeline-row.c - one entry of a timeline
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/timeline-row.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

#include "console/output-view.h"
#include "console/style.h"
#include "console/tick.h"

struct _MusterTimelineRow
{
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkWidget *time;
  GtkWidget *face; /* a stack of the two */
  GtkWidget *icon;
  GtkWidget *avatar;
  GtkWidget *text;
  GtkWidget *detail;
  GtkWidget *output;
  GtkWidget *public_mark;
  GtkWidget *pin;
  MusterTimelineRowData *data; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (MusterTimelineRow, muster_timeline_row, GTK_TYPE_WIDGET)

static const char *const icons[MUSTER_N_TIMELINE_KINDS] = {
  [MUSTER_TIMELINE_ALERT] = "dialog-warning-symbolic",
  [MUSTER_TIMELINE_STORM] = "weather-storm-symbolic",
  [MUSTER_TIMELINE_OPENED] = "emblem-important-symbolic",
  [MUSTER_TIMELINE_PAGE] = "call-start-symbolic",
  [MUSTER_TIMELINE_TICK] = "object-select-symbolic",
  [MUSTER_TIMELINE_PERSON] = "avatar-default-symbolic",
  [MUSTER_TIMELINE_COMMAND] = "utilities-terminal-symbolic",
  [MUSTER_TIMELINE_FINDING] = "muster-squad-symbolic",
  [MUSTER_TIMELINE_CHANGE] = "muster-change-symbolic",
  [MUSTER_TIMELINE_UPDATE] = "emblem-shared-symbolic",
  [MUSTER_TIMELINE_NOTE] = "document-edit-symbolic",
  [MUSTER_TIMELINE_LOCK] = "changes-prevent-symbolic",
};

static void
add_attribute (PangoAttrList *attrs, PangoAttribute *attribute, guint start, guint end)
{
  attribute->start_index = start;
  attribute->end_index = end;
  pango_attr_list_insert (attrs, attribute);
}

static void
add_dim (MusterTimelineRow *self, PangoAttrList *attrs, guint start, guint end)
{
  GdkRGBA dim;

  muster_style_color (GTK_WIDGET (self), "muster_dim", &dim);
  add_attribute (attrs,
                 pango_attr_foreground_new ((guint16) (dim.red * G_MAXUINT16),
                                            (guint16) (dim.green * G_MAXUINT16),
                                            (guint16) (dim.blue * G_MAXUINT16)),
                 start, end);
  add_attribute (attrs, pango_attr_foreground_alpha_new ((guint16) (dim.alpha * G_MAXUINT16)),
                 start, end);
}

static void
add_mono (PangoAttrList *attrs, guint start, guint end)
{
  add_attribute (attrs, pango_attr_family_new ("monospace"), start, end);
  add_attribute (attrs, pango_attr_size_new ((int) (9.3 * PANGO_SCALE)), start, end);
}

/* Styles by byte ranges: text from outside is never read as markup. */
static void
show_text (MusterTimelineRow *self)
{
  g_autofree char *text = muster_timeline_row_data_text (self->data);
  g_autoptr (PangoAttrList) attrs = pango_attr_list_new ();
  guint start = 0;

  /* a hyphen that nobody wrote would be read as part of a host's or a file's name */
  pango_attr_list_insert (attrs, pango_attr_insert_hyphens_new (FALSE));
  for (guint i = 0; self->data->runs[i].text; i++)
    {
      guint end = start + (guint) strlen (self->data->runs[i].text);

      switch (self->data->runs[i].style)
        {
        case MUSTER_RUN_STRONG:
          add_attribute (attrs, pango_attr_weight_new (PANGO_WEIGHT_BOLD), start, end);
          break;
        case MUSTER_RUN_DIM:
          add_dim (self, attrs, start, end);
          break;
        case MUSTER_RUN_MONO:
          add_mono (attrs, start, end);
          break;
        case MUSTER_RUN_PLAIN:
        default:
          break;
        }
      start = end;
    }
  if (self->data->is_undone)
    {
      add_attribute (attrs, pango_attr_strikethrough_new (TRUE), 0, start);
      add_dim (self, attrs, 0, start);
    }
  gtk_label_set_text (GTK_LABEL (self->text), text);
  gtk_label_set_attributes (GTK_LABEL (self->text), attrs);
}

static void
css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  MusterTimelineRow *self = MUSTER_TIMELINE_ROW (widget);

  GTK_WIDGET_CLASS (muster_timeline_row_parent_class)->css_changed (widget, change);
  if (self->data)
    show_text (self);
}

static void
dispose (GObject *object)
{
  MusterTimelineRow *self = MUSTER_TIMELINE_ROW (object);

  g_clear_pointer (&self->data, muster_timeline_row_data_free);
  gtk_widget_dispose_template (GTK_WIDGET (object), MUSTER_TYPE_TIMELINE_ROW);
  G_OBJECT_CLASS (muster_timeline_row_parent_class)->dispose (object);
}

static void
muster_timeline_row_class_init (MusterTimelineRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (MUSTER_TYPE_OUTPUT_VIEW);
  G_OBJECT_CLASS (klass)->dispose = dispose;
  widget_class->css_changed = css_changed;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "timeline-row");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/muster/Console/ui/timeline-row.ui");
  gtk_widget_class_bind_template_child (widget_class, MusterTimelineRow, box);
  gtk_widget_class_bind_template_child (widget_class, MusterTimelineRow, time);
  gtk_widget_class_bind_template_child (widget_class, MusterTimelineRow, face);
  gtk_widget_class_bind_template_child (widget_class, MusterTimelineRow, icon);
  gtk_widget_class_bind_template_child (widget_class, MusterTimelineRow, avatar);
  gtk_widget_class_bind_template_child (widget_class, MusterTimelineRow, text);
  gtk_widget_class_bind_template_child (widget_class, MusterTimelineRow, detail);
  gtk_widget_class_bind_template_child (widget_class, MusterTimelineRow, output);
  gtk_widget_class_bind_template_child (widget_class, MusterTimelineRow, public_mark);
  gtk_widget_class_bind_template_child (widget_class, MusterTimelineRow, pin);
}

static void
muster_timeline_row_init (MusterTimelineRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * muster_timeline_row_new:
 *
 * Returns: (transfer floating): a row without an entry
 */
GtkWidget *
muster_timeline_row_new (void)
{
  return g_object_new (MUSTER_TYPE_TIMELINE_ROW, NULL);
}

static void
describe (MusterTimelineRow *self, GTimeZone *zone)
{
  g_autofree char *label = muster_timeline_row_data_describe (self->data, zone);

  muster_style_name_item (GTK_WIDGET (self), label);
}

/**
 * muster_timeline_row_get:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): the entry that it shows
 */
const MusterTimelineRowData *
muster_timeline_row_get (MusterTimelineRow *self)
{
  g_return_val_if_fail (MUSTER_IS_TIMELINE_ROW (self), NULL);
  return self->data;
}

/**
 * muster_timeline_row_set:
 * @self: a row
 * @data: the entry; copied
 */
void
muster_timeline_row_set (MusterTimelineRow *self, const MusterTimelineRowData *data)
{
  GTimeZone *zone;
  g_autofree char *time = NULL;

  g_return_if_fail (MUSTER_IS_TIMELINE_ROW (self));
  g_return_if_fail (data && data->kind < MUSTER_N_TIMELINE_KINDS);

  g_clear_pointer (&self->data, muster_timeline_row_data_free);
  self->data = muster_timeline_row_data_copy (data);
  zone = muster_tick_zone (muster_tick_get (GTK_WIDGET (self)));
  time = muster_timeline_row_data_time (data, zone);
  gtk_label_set_text (GTK_LABEL (self->time), time);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), icons[data->kind]);
  if (data->person)
    adw_avatar_set_text (ADW_AVATAR (self->avatar), data->person);
  gtk_stack_set_visible_child (GTK_STACK (self->face), data->person ? self->avatar : self->icon);
  show_text (self);
  gtk_label_set_text (GTK_LABEL (self->detail), data->detail ? data->detail : "");
  gtk_widget_set_visible (self->detail, data->detail != NULL);
  muster_output_view_set_text (MUSTER_OUTPUT_VIEW (self->output), data->output);
  gtk_widget_set_visible (self->output, data->output && *data->output);
  gtk_widget_set_visible (self->public_mark, data->is_public);
  gtk_widget_set_visible (self->pin, data->is_pinned);
  muster_style_set_class (GTK_WIDGET (self), "pending", data->is_pending);
  describe (self, zone);
}
