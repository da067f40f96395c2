/* wrap-box.c - widgets in a line, and in as many more lines as they need
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* GtkFlowBox is for choosing: its children take the focus from the buttons in them. */
#include "console/wrap-box.h"

struct _MusterWrapBox
{
  GtkWidget parent_instance;
  int spacing;
};

G_DEFINE_FINAL_TYPE (MusterWrapBox, muster_wrap_box, GTK_TYPE_WIDGET)

typedef struct
{
  int spacing;
  int width;      /* that there is */
  gboolean place; /* else only measure */
  int x, y;       /* where the next one goes */
  int line;       /* height */
} Wrapping;

static void
add_child (Wrapping *self, GtkWidget *child)
{
  gboolean is_rtl = gtk_widget_get_direction (child) == GTK_TEXT_DIR_RTL;
  GtkAllocation at;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &at.width, NULL, NULL);
  at.width = MIN (at.width, self->width);
  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, at.width, NULL, &at.height, NULL, NULL);
  if (self->x > 0 && self->x + at.width > self->width)
    {
      self->x = 0;
      self->y += self->line + self->spacing;
      self->line = 0;
    }
  at.x = is_rtl ? self->width - self->x - at.width : self->x;
  at.y = self->y;
  if (self->place)
    gtk_widget_size_allocate (child, &at, -1);
  self->x += at.width + self->spacing;
  self->line = MAX (self->line, at.height);
}

/* Returns: how high it is */
static int
wrap (GtkWidget *widget, int width, gboolean place)
{
  Wrapping self = { MUSTER_WRAP_BOX (widget)->spacing, width, place, 0, 0, 0 };

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_should_layout (child))
      add_child (&self, child);
  return self.y + self.line;
}

static GtkSizeRequestMode
get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
measure_width (GtkWidget *widget, int *minimum, int *natural)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_should_layout (child))
      {
        int least, most;

        gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, &most, NULL, NULL);
        *minimum = MAX (*minimum, least);
        *natural += most + (*natural > 0 ? MUSTER_WRAP_BOX (widget)->spacing : 0);
      }
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
  *minimum = *natural = 0;
  *minimum_baseline = *natural_baseline = -1;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    measure_width (widget, minimum, natural);
  else
    *minimum = *natural = wrap (widget, for_size < 0 ? G_MAXINT / 2 : for_size, FALSE);
}

static void
size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  wrap (widget, width, TRUE);
}

static void
dispose (GObject *object)
{
  for (GtkWidget *child; (child = gtk_widget_get_first_child (GTK_WIDGET (object)));)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (muster_wrap_box_parent_class)->dispose (object);
}

static void
muster_wrap_box_class_init (MusterWrapBoxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  widget_class->get_request_mode = get_request_mode;
  widget_class->measure = measure;
  widget_class->size_allocate = size_allocate;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
muster_wrap_box_init (MusterWrapBox *self)
{
}

/**
 * muster_wrap_box_new:
 * @spacing: between its widgets, and between its lines
 *
 * Returns: (transfer floating): an empty box, whose widgets go into another line where one is full
 */
GtkWidget *
muster_wrap_box_new (int spacing)
{
  MusterWrapBox *self = g_object_new (MUSTER_TYPE_WRAP_BOX, NULL);

  self->spacing = spacing;
  return GTK_WIDGET (self);
}

/**
 * muster_wrap_box_append:
 * @self: a box
 * @child: (transfer floating): what comes last
 */
void
muster_wrap_box_append (MusterWrapBox *self, GtkWidget *child)
{
  g_return_if_fail (MUSTER_IS_WRAP_BOX (self));
  gtk_widget_set_parent (child, GTK_WIDGET (self));
}
