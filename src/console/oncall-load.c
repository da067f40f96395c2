/* oncall-load.c - how much each has of a schedule
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/oncall-load.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "console/load-bar.h"
#include "console/roster-words.h"
#include "oncall/fairness.h"

#define MOST_ROWS 12 /* of more the rest is a number */

struct _MusterOncallLoad
{
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkWidget *title;
  GtkWidget *hint;
  GtkWidget *rows;
  GtkWidget *balance;
};

G_DEFINE_FINAL_TYPE (MusterOncallLoad, muster_oncall_load, GTK_TYPE_WIDGET)

static GtkWidget *
make_label (const char *text, const char *const *classes)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_css_classes (label, (const char **) classes);
  return label;
}

static const char *const plain[] = { NULL };
static const char *const heading[] = { "heading", NULL };
static const char *const caption[] = { "caption", "muster-dim", "numeric", NULL };
static const char *const figure[] = { "heading", "numeric", NULL };

/* --- rows --- */

static char *
describe_nights (const MusterWorkload *workload)
{
  g_autofree char *nights =
      g_strdup_printf (ngettext ("%u night", "%u nights", workload->n_nights), workload->n_nights);
  g_autofree char *weekends = NULL;

  if (workload->n_weekends == 0)
    /* TRANSLATORS: how many nights somebody is on call, and that no weekend is among them */
    return g_strdup_printf (_ ("%s, no weekend"), nights);
  weekends = g_strdup_printf (ngettext ("%u weekend", "%u weekends", workload->n_weekends),
                              workload->n_weekends);
  return g_strdup_printf ("%s, %s", nights, weekends);
}

typedef struct
{
  double most_s, mean_s;
} Whole;

/* A person is dragged onto the picture, to take over what is there. */
static void
make_draggable (GtkWidget *row, const char *name)
{
  GtkDragSource *source = gtk_drag_source_new ();
  g_autoptr (GdkContentProvider) content = gdk_content_provider_new_typed (G_TYPE_STRING, name);

  gtk_drag_source_set_content (source, content);
  gtk_drag_source_set_actions (source, GDK_ACTION_COPY);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (source));
  gtk_widget_set_cursor_from_name (row, "grab");
}

static GtkWidget *
make_row (const MusterLoadData *data, const MusterWorkload *workload, const Whole *whole)
{
  const char *name = g_ptr_array_index (data->subject->titles, workload->person);
  g_autofree char *hours = muster_roster_format_hours (workload->total_s);
  g_autofree char *nights = describe_nights (workload);
  g_autofree char *spoken = g_strdup_printf ("%s, %s, %s", name, hours, nights);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *top = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *avatar = adw_avatar_new (28, name, TRUE);
  GtkWidget *title = make_label (name, heading);

  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_set_valign (avatar, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (top), title);
  gtk_box_append (GTK_BOX (top), make_label (hours, figure));
  gtk_box_append (GTK_BOX (words), top);
  gtk_box_append (GTK_BOX (words),
                  muster_load_bar_new (
                      (double) workload->total_s / whole->most_s, whole->mean_s / whole->most_s,
                      g_array_index (data->subject->tints, guint, workload->person)));
  gtk_box_append (GTK_BOX (words), make_label (nights, caption));
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (row), avatar);
  gtk_box_append (GTK_BOX (row), words);
  make_draggable (row, g_ptr_array_index (data->subject->body->people, workload->person));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  return row;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const MusterWorkload *x = a, *y = b;

  if (x->total_s != y->total_s)
    return x->total_s < y->total_s ? 1 : -1;
  return (x->person > y->person) - (x->person < y->person);
}

static guint
count_loaded (const GArray *workloads)
{
  guint n = 0;

  for (guint i = 0; i < workloads->len; i++)
    n += g_array_index (workloads, MusterWorkload, i).total_s > 0;
  return n;
}

static double
sum (const GArray *workloads)
{
  double sum_s = 0;

  for (guint i = 0; i < workloads->len; i++)
    sum_s += (double) g_array_index (workloads, MusterWorkload, i).total_s;
  return sum_s;
}

static void
add_rows (MusterOncallLoad *self, const MusterLoadData *data, const GArray *workloads, guint n)
{
  Whole whole = { (double) g_array_index (workloads, MusterWorkload, 0).total_s,
                  sum (workloads) / n };

  whole.most_s = MAX (whole.most_s, whole.mean_s) * 1.1; /* the longest is not the edge */
  for (guint i = 0; i < MIN (n, MOST_ROWS); i++)
    gtk_box_append (GTK_BOX (self->rows),
                    make_row (data, &g_array_index (workloads, MusterWorkload, i), &whole));
  if (n > MOST_ROWS)
    {
      g_autofree char *more = g_strdup_printf (
          ngettext ("and %u person more", "and %u people more", n - MOST_ROWS), n - MOST_ROWS);

      gtk_box_append (GTK_BOX (self->rows), make_label (more, caption));
    }
}

/* --- the widget --- */

static char *
describe_weeks (guint weeks)
{
  static const char *const words[] = { N_ ("Load, one week"), N_ ("Load, two weeks"), NULL,
                                       N_ ("Load, four weeks") };

  if (weeks >= 1 && weeks <= G_N_ELEMENTS (words) && words[weeks - 1])
    return g_strdup (_ (words[weeks - 1]));
  /* TRANSLATORS: how much each is on call in so many weeks */
  return g_strdup_printf (ngettext ("Load, %u week", "Load, %u weeks", weeks), weeks);
}

static char *
describe_mean (const MusterLoadData *data, double sum_s, guint n)
{
  g_autofree char *hours = NULL;

  if (n == 0)
    return g_strdup (_ ("nobody is on call"));
  hours = muster_roster_format_hours ((gint64) (data->sees_people ? sum_s / n : sum_s));
  if (data->sees_people)
    /* TRANSLATORS: below bars: "line marks the mean, 120 h" */
    return g_strdup_printf (_ ("line marks the mean, %s"), hours);
  /* TRANSLATORS: how long people are on call in all: "600 h by 5 people" */
  return g_strdup_printf (ngettext ("%s by %u person", "%s by %u people", n), hours, n);
}

/**
 * muster_oncall_load_set:
 * @self: the panel
 * @data: what it shows
 *
 * Shows it.
 */
void
muster_oncall_load_set (MusterOncallLoad *self, const MusterLoadData *data)
{
  const MusterSchedule *schedule = data->subject->body->schedule;
  g_autoptr (GArray) workloads = NULL;
  g_autofree char *title = NULL, *hint = NULL, *balance = NULL;
  MusterQuality quality;
  guint n;

  g_return_if_fail (MUSTER_IS_ONCALL_LOAD (self));

  workloads = muster_fairness_measure (schedule, data->roster, data->zones,
                                       data->subject->body->people->len);
  quality = muster_fairness_judge (workloads, muster_coverage_share (schedule, data->roster));
  g_array_sort (workloads, compare);
  n = count_loaded (workloads);
  title = describe_weeks (data->weeks);
  hint = describe_mean (data, sum (workloads), n);
  /* TRANSLATORS: a score */
  balance = g_strdup_printf (_ ("%d of 100"), quality.balance);
  gtk_label_set_text (GTK_LABEL (self->title), title);
  gtk_label_set_text (GTK_LABEL (self->hint), hint);
  gtk_label_set_text (GTK_LABEL (self->balance), n > 0 ? balance : "–");
  for (GtkWidget *row; (row = gtk_widget_get_first_child (self->rows));)
    gtk_box_remove (GTK_BOX (self->rows), row);
  if (data->sees_people && n > 0)
    add_rows (self, data, workloads, n);
}

static void
dispose (GObject *object)
{
  g_clear_pointer (&MUSTER_ONCALL_LOAD (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (muster_oncall_load_parent_class)->dispose (object);
}

static void
muster_oncall_load_class_init (MusterOncallLoadClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "oncall-load");
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
muster_oncall_load_init (MusterOncallLoad *self)
{
  GtkWidget *foot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  /* TRANSLATORS: how evenly people are on call */
  GtkWidget *word = make_label (_ ("Balance"), plain);

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->title = make_label (NULL, heading);
  self->hint = make_label (NULL, caption);
  self->rows = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  self->balance = make_label (NULL, figure);
  gtk_widget_add_css_class (self->rows, "load-rows");
  gtk_widget_set_vexpand (self->rows, TRUE);
  gtk_widget_add_css_class (word, "muster-dim");
  gtk_widget_set_hexpand (word, TRUE);
  gtk_widget_add_css_class (foot, "load-foot");
  gtk_box_append (GTK_BOX (foot), word);
  gtk_box_append (GTK_BOX (foot), self->balance);
  gtk_box_append (GTK_BOX (self->box), self->title);
  gtk_box_append (GTK_BOX (self->box), self->hint);
  gtk_box_append (GTK_BOX (self->box), self->rows);
  gtk_box_append (GTK_BOX (self->box), foot);
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Load"),
                                  -1);
}

/**
 * muster_oncall_load_new:
 *
 * Returns: (transfer floating): the panel, of nothing yet
 */
GtkWidget *
muster_oncall_load_new (void)
{
  return g_object_new (MUSTER_TYPE_ONCALL_LOAD, NULL);
}
