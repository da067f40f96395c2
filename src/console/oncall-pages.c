/* oncall-pages.c - the pages of the place On call: Schedule, Policies, Readiness
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/oncall-pages.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "console/focus.h"
#include "console/policies-page.h"
#include "console/readiness-page.h"

#define N_PAGES 3

struct _MusterOncallPages
{
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkWidget *bar;
  GtkWidget *stack;
  GtkWidget *pages[N_PAGES];
  GtkWidget *toggles[N_PAGES];
  GtkWidget *place;       /* around it, and knows where the first page begins */
  MusterSession *session; /* nullable */
};

static guint signal_turned;

G_DEFINE_FINAL_TYPE (MusterOncallPages, muster_oncall_pages, GTK_TYPE_WIDGET)

static void
show (MusterOncallPages *self)
{
  GtkWidget *page = adw_view_stack_get_visible_child (ADW_VIEW_STACK (self->stack));

  if (page == self->pages[1])
    muster_policies_page_show (MUSTER_POLICIES_PAGE (page), self->session);
  else if (page == self->pages[2])
    muster_readiness_page_show (MUSTER_READINESS_PAGE (page), self->session);
}

static void
turned_cb (MusterOncallPages *self)
{
  for (guint i = 0; i < N_PAGES; i++)
    if (self->pages[i] == adw_view_stack_get_visible_child (ADW_VIEW_STACK (self->stack)))
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->toggles[i]), TRUE);
  show (self);
  g_signal_emit (self, signal_turned, 0);
}

static void
toggled_cb (MusterOncallPages *self, GtkToggleButton *toggle)
{
  for (guint i = 0; i < N_PAGES; i++)
    if (self->toggles[i] == GTK_WIDGET (toggle) && gtk_toggle_button_get_active (toggle))
      adw_view_stack_set_visible_child (ADW_VIEW_STACK (self->stack), self->pages[i]);
}

/* Ctrl+Page Up and Page Down, wherever the focus is while the place is seen. */
static gboolean
turn_cb (GtkWidget *widget, GVariant *by, gpointer user_data)
{
  MusterOncallPages *self = MUSTER_ONCALL_PAGES (widget);
  GtkWidget *page = adw_view_stack_get_visible_child (ADW_VIEW_STACK (self->stack));
  int at = 0;

  if (!gtk_widget_get_mapped (widget))
    return FALSE;
  while (at < N_PAGES - 1 && self->pages[at] != page)
    at++;
  at = (at + g_variant_get_int32 (by) + N_PAGES) % N_PAGES;
  adw_view_stack_set_visible_child (ADW_VIEW_STACK (self->stack), self->pages[at]);
  if (at == 0)
    gtk_widget_grab_focus (self->place);
  else if (!gtk_widget_grab_focus (self->pages[at])) /* it waits for the hub */
    gtk_widget_grab_focus (self->toggles[at]);
  return TRUE;
}

static void
add_key (GtkEventController *keys, guint key, int by)
{
  GtkShortcut *shortcut = gtk_shortcut_new (gtk_keyval_trigger_new (key, GDK_CONTROL_MASK),
                                            gtk_callback_action_new (turn_cb, NULL, NULL));

  gtk_shortcut_set_arguments (shortcut, g_variant_new_int32 (by));
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys), shortcut);
}

static void
add_keys (MusterOncallPages *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (keys), GTK_SHORTCUT_SCOPE_GLOBAL);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE); /* lists take them too */
  add_key (keys, GDK_KEY_Page_Up, -1);
  add_key (keys, GDK_KEY_Page_Down, 1);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

/* --- the widget --- */

static gboolean
grab_focus (GtkWidget *widget)
{
  MusterOncallPages *self = MUSTER_ONCALL_PAGES (widget);

  return !muster_oncall_pages_is_schedule (self) && /* where the place knows better */
         gtk_widget_grab_focus (adw_view_stack_get_visible_child (ADW_VIEW_STACK (self->stack)));
}

static void
dispose (GObject *object)
{
  MusterOncallPages *self = MUSTER_ONCALL_PAGES (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (muster_oncall_pages_parent_class)->dispose (object);
}

static void
muster_oncall_pages_class_init (MusterOncallPagesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  GTK_WIDGET_CLASS (klass)->grab_focus = grab_focus;
  GTK_WIDGET_CLASS (klass)->focus = muster_focus_children;
  signal_turned = g_signal_new ("turned", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
muster_oncall_pages_init (MusterOncallPages *self)
{
  GtkWidget *pages = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->stack = g_object_new (ADW_TYPE_VIEW_STACK, "vhomogeneous", FALSE, "hhomogeneous", FALSE,
                              "vexpand", TRUE, NULL);
  self->bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (pages, "linked");
  gtk_box_append (GTK_BOX (self->bar), pages);
  gtk_widget_add_css_class (self->bar, "oncall-bar");
  gtk_box_append (GTK_BOX (self->box), self->bar);
  gtk_box_append (GTK_BOX (self->box), self->stack);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
  add_keys (self);
}

static void
add_page (MusterOncallPages *self, guint i, GtkWidget *page, const char *title)
{
  GtkWidget *toggle = gtk_toggle_button_new_with_mnemonic (title);

  self->pages[i] = page;
  self->toggles[i] = toggle;
  adw_view_stack_add (ADW_VIEW_STACK (self->stack), page);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (toggle), i == 0);
  if (i > 0)
    gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (toggle), GTK_TOGGLE_BUTTON (self->toggles[0]));
  gtk_box_append (GTK_BOX (gtk_widget_get_first_child (self->bar)), toggle);
  g_signal_connect_swapped (toggle, "toggled", G_CALLBACK (toggled_cb), self);
}

/**
 * muster_oncall_pages_wrap:
 * @schedule: what the first page is; in a box
 * @place: what gets the focus for it
 *
 * Returns: (transfer none): the pages, in its place
 */
MusterOncallPages *
muster_oncall_pages_wrap (GtkWidget *schedule, GtkWidget *place)
{
  MusterOncallPages *self = g_object_new (MUSTER_TYPE_ONCALL_PAGES, NULL);
  GtkWidget *box = gtk_widget_get_parent (schedule);
  GtkWidget *before = gtk_widget_get_prev_sibling (schedule);

  g_object_ref (schedule); /* it is moved */
  self->place = place;
  gtk_box_remove (GTK_BOX (box), schedule);
  gtk_box_insert_child_after (GTK_BOX (box), GTK_WIDGET (self), before);
  /* TRANSLATORS: a page: who is on call when */
  add_page (self, 0, schedule, _ ("Sc_hedule"));
  g_object_unref (schedule);
  /* TRANSLATORS: a page: who is paged, one after the other */
  add_page (self, 1, muster_policies_page_new (), _ ("_Policies"));
  /* TRANSLATORS: a page: whether people can be reached */
  add_page (self, 2, muster_readiness_page_new (), _ ("_Readiness"));
  g_signal_connect_swapped (self->stack, "notify::visible-child", G_CALLBACK (turned_cb), self);
  return self;
}

/**
 * muster_oncall_pages_is_schedule:
 * @self: the pages
 *
 * Returns: whether the first one is shown
 */
gboolean
muster_oncall_pages_is_schedule (MusterOncallPages *self)
{
  return adw_view_stack_get_visible_child (ADW_VIEW_STACK (self->stack)) == self->pages[0];
}

/**
 * muster_oncall_pages_show:
 * @self: the pages
 * @session: (nullable): the hub
 *
 * Shows what there is now, on the page that is seen.
 */
void
muster_oncall_pages_show (MusterOncallPages *self, MusterSession *session)
{
  g_return_if_fail (MUSTER_IS_ONCALL_PAGES (self));
  g_set_object (&self->session, session);
  show (self);
}

/**
 * muster_oncall_pages_set_width:
 * @self: the pages
 * @width: of the window
 */
void
muster_oncall_pages_set_width (MusterOncallPages *self, MusterWidth width)
{
  g_return_if_fail (MUSTER_IS_ONCALL_PAGES (self));
  muster_policies_page_set_narrow (MUSTER_POLICIES_PAGE (self->pages[1]),
                                   width == MUSTER_WIDTH_NARROW);
  muster_readiness_page_set_narrow (MUSTER_READINESS_PAGE (self->pages[2]),
                                    width == MUSTER_WIDTH_NARROW);
  gtk_widget_set_halign (self->bar,
                         width == MUSTER_WIDTH_NARROW ? GTK_ALIGN_CENTER : GTK_ALIGN_START);
}
