/* oncall-page.c - the place "On call": who is on call when, and where nobody is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/oncall-page.h"

#include <glib/gi18n.h>

#include "base/safe-text.h"
#include "console/clock-label.h"
#include "console/coverage-cells.h"
#include "console/focus.h"
#include "console/gantt.h"
#include "console/oncall-desk.h"
#include "console/oncall-load.h"
#include "console/oncall-options.h"
#include "console/oncall-pages.h"
#include "console/oncall-people.h"
#include "console/roster-editor.h"
#include "console/roster-words.h"
#include "console/strip-area.h"
#include "console/style.h"
#include "console/tick.h"

#define WEEKS_AT_FIRST 4
#define REFRESH_S      60 /* who is on call now is looked at so often */

struct _MusterOncallPage
{
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkWidget *title;
  GtkWidget *schedules;
  GtkWidget *schedule_name;
  GtkWidget *menu;
  GtkWidget *clock;
  GtkWidget *zone; /* beside the clock */
  GtkWidget *strips;
  GtkWidget *stack;
  GtkWidget *views;
  MusterOncallPages *pages;
  GtkWidget *page;
  GtkWidget *toolbar;
  GtkWidget *options;
  GtkWidget *range;
  GtkWidget *top;
  MusterGantt *gantt;
  GtkWidget *load;
  GtkWidget *middle;
  GtkWidget *left;
  GtkWidget *coverage_head;
  GtkWidget *coverage_words;
  GtkWidget *coverage;
  GtkWidget *empty;
  GtkWidget *unreadable;
  MusterSession *session; /* (nullable) */
  MusterRosterView *view;
  MusterRosterEditor *editor;
  MusterOncallDesk *desk;
  GtkWidget *now;    /* (nullable): who is on call of each schedule */
  MusterUlid chosen; /* the schedule; null: any */
  gint64 monday;     /* the first day that is shown, counted from 1970-01-01 */
  gboolean is_now;   /* nobody has gone to other weeks */
  int weeks;
  char *zone_mode; /* "schedule", "mine" or "utc" */
  gint64 seen_s;   /* when who is on call was last looked at */
  guint idle;      /* 0: nothing is to be shown anew */
  gboolean letter_keys;
  GtkWidget *override; /* a button, and its word */
  GtkWidget *override_word;
};

enum
{
  PROP_WEEKS = 1,
  PROP_ZONE_MODE,
};
static GParamSpec *properties[PROP_ZONE_MODE + 1];

G_DEFINE_FINAL_TYPE (MusterOncallPage, muster_oncall_page, GTK_TYPE_WIDGET)

/* --- what is shown --- */

static gint64
now_s (MusterOncallPage *self)
{
  return muster_clock_now_us (muster_session_get_clock (self->session)) / G_USEC_PER_SEC;
}

static GTimeZone *
ref_zone (MusterOncallPage *self)
{
  if (g_str_equal (self->zone_mode, "utc"))
    return g_time_zone_new_utc ();
  if (g_str_equal (self->zone_mode, "mine"))
    return g_time_zone_new_local ();
  return g_time_zone_ref (self->view->subject->body->schedule->zone);
}

static gboolean
sees_people (MusterOncallPage *self)
{
  MusterReplica *replica = muster_session_get_replica (self->session);
  const MusterDirectory *directory =
      muster_world_get_directory (muster_session_get_world (self->session));
  const MusterObject *me = muster_directory_get (directory, muster_replica_get_me (replica));
  const MusterAccess managers = MUSTER_ACCESS_MANAGER | MUSTER_ACCESS_ADMIN;

  return (muster_replica_get_access (replica) & managers) != 0 ||
         (me && me->name &&
          g_ptr_array_find_with_equal_func (self->view->subject->body->people, me->name,
                                            g_str_equal, NULL));
}

/* Those who may only look can change nothing, and nobody can without the hub. */
static gboolean
may_act (MusterOncallPage *self)
{
  MusterReplica *replica = muster_session_get_replica (self->session);

  return muster_session_is_online (self->session) &&
         muster_access_allows (muster_replica_get_access (replica), MUSTER_ACCESS_RESPONDER);
}

static void
show_load (MusterOncallPage *self, const MusterGanttScale *scale)
{
  const MusterScheduleBody *body = self->view->subject->body;
  g_autofree GTimeZone **zones = g_new0 (GTimeZone *, (gsize) body->people->len + 1);
  g_autoptr (MusterRoster) roster =
      muster_schedule_resolve (body->schedule, muster_gantt_scale_get_start (scale),
                               muster_gantt_scale_get_end (scale), NULL);
  const MusterLoadData data = { self->view->subject, roster, zones, (guint) self->weeks,
                                sees_people (self) };

  if (!roster)
    return;
  muster_oncall_load_set (MUSTER_ONCALL_LOAD (self->load), &data);
  muster_oncall_options_set_coverage (MUSTER_ONCALL_OPTIONS (self->options), body->schedule,
                                      roster);
}

static void
show_coverage (MusterOncallPage *self, GTimeZone *zone)
{
  g_autofree char *words = muster_roster_outlook_describe (self->view->outlook, zone);

  gtk_label_set_text (GTK_LABEL (self->coverage_words), words);
  muster_coverage_cells_set (MUSTER_COVERAGE_CELLS (self->coverage), self->view->outlook,
                             self->view->subject->body->schedule->zone);
}

static void
show_subtitle (MusterOncallPage *self, GTimeZone *zone)
{
  gint64 now = now_s (self);
  MusterRosterLane *final =
      muster_roster_lane_new_final (self->view->subject, now, now + 60 * MUSTER_DAY_S, NULL);
  g_autofree char *words = final ? muster_roster_describe_now (final, now, zone) : g_strdup ("");

  g_clear_pointer (&final, muster_roster_lane_free);
  adw_window_title_set_subtitle (ADW_WINDOW_TITLE (self->title), words);
}

static void
show_people (MusterOncallPage *self, GTimeZone *zone)
{
  GtkWidget *now =
      muster_oncall_now_new (muster_session_get_world (self->session), now_s (self), zone);

  if (self->now)
    gtk_box_remove (GTK_BOX (self->left), self->now);
  self->now = now;
  gtk_box_insert_child_after (GTK_BOX (self->left), now, muster_oncall_desk_get_gap (self->desk));
}

static void
show_range (MusterOncallPage *self, GTimeZone *zone)
{
  g_autoptr (MusterGanttScale) scale = NULL;
  g_autofree char *words = NULL;
  MusterRosterScene scene;
  GPtrArray *lanes;

  if (self->is_now)
    self->monday = muster_gantt_week_of (zone, now_s (self));
  scale = muster_gantt_scale_new (zone, self->monday, (guint) self->weeks * 7);
  words = muster_roster_format_range (scale);
  gtk_label_set_text (GTK_LABEL (self->range), words);
  show_load (self, scale);
  lanes = muster_roster_view_list_lanes (self->view, muster_gantt_scale_get_start (scale),
                                         muster_gantt_scale_get_end (scale));
  scene =
      (MusterRosterScene){ self->session, self->view, zone, muster_gantt_scale_get_start (scale),
                           muster_gantt_scale_get_end (scale) };
  muster_roster_editor_set (self->editor, &scene);
  muster_oncall_desk_show (self->desk, &scene);
  muster_gantt_set_union (self->gantt,
                          self->view->subject->body->schedule->mode == MUSTER_SCHEDULE_UNION);
  if (lanes)
    muster_gantt_set (self->gantt, lanes, g_steal_pointer (&scale));
}

static void
show_schedule (MusterOncallPage *self)
{
  g_autoptr (GTimeZone) zone = ref_zone (self);

  muster_oncall_options_set_zone (MUSTER_ONCALL_OPTIONS (self->options),
                                  self->view->subject->body->schedule->zone);
  show_range (self, zone);
  show_coverage (self, zone);
  show_subtitle (self, zone);
  show_people (self, zone);
}

static void
show_name (MusterOncallPage *self, const char *name)
{
  /* TRANSLATORS: which schedule is shown, said by a screen reader */
  g_autofree char *spoken = g_strdup_printf (_ ("Schedule: %s"), name ? name : "");

  gtk_widget_set_visible (self->schedules,
                          name != NULL && muster_oncall_pages_is_schedule (self->pages));
  gtk_label_set_text (GTK_LABEL (self->schedule_name), name ? name : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->schedules), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken, -1);
}

static const char *
find_page (MusterOncallPage *self, gboolean has_any)
{
  MusterReplica *replica = muster_session_get_replica (self->session);

  if (!has_any)
    return muster_replica_get_live_at_us (replica) == MUSTER_NO_TIME ? "waiting" : "empty";
  return self->view->trouble ? "unreadable" : "schedule";
}

static void
show (MusterOncallPage *self)
{
  gboolean has_any = muster_roster_view_update (
      self->view, muster_session_get_world (self->session), self->chosen, now_s (self));
  const char *page = find_page (self, has_any);
  gboolean is_schedule = muster_oncall_pages_is_schedule (self->pages);

  self->seen_s = now_s (self);
  muster_oncall_pages_show (self->pages, self->session);
  gtk_widget_set_visible (self->override, is_schedule);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "roster.override",
                                 has_any && !self->view->trouble && is_schedule && may_act (self));
  show_name (self, has_any ? self->view->name : NULL);
  adw_window_title_set_subtitle (ADW_WINDOW_TITLE (self->title), NULL);
  if (self->view->trouble)
    {
      g_autofree char *markup = g_markup_escape_text (self->view->trouble, -1);

      adw_status_page_set_description (ADW_STATUS_PAGE (self->unreadable), markup);
    }
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), page);
  if (is_schedule && g_str_equal (page, "schedule"))
    show_schedule (self);
}

/* --- when it is shown --- */

static gboolean
show_cb (gpointer user_data)
{
  MusterOncallPage *self = user_data;

  self->idle = 0;
  if (self->session && gtk_widget_get_mapped (GTK_WIDGET (self)))
    show (self);
  return G_SOURCE_REMOVE;
}

/* Once, however much changes at the same time; not while nobody looks. */
static void
queue_show (MusterOncallPage *self)
{
  if (self->idle == 0)
    self->idle = g_idle_add (show_cb, self);
}

static void
changed_cb (MusterOncallPage *self, guint incident)
{
  if (incident == 0)
    queue_show (self);
}

static void
map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (muster_oncall_page_parent_class)->map (widget);
  if (MUSTER_ONCALL_PAGE (widget)->session)
    show (MUSTER_ONCALL_PAGE (widget));
}

static void
tick_cb (GtkWidget *widget, gint64 now_us)
{
  MusterOncallPage *self = MUSTER_ONCALL_PAGE (widget);
  GTimeZone *zone = muster_tick_zone (muster_tick_get (widget));

  gtk_label_set_text (GTK_LABEL (self->zone),
                      zone ? g_time_zone_get_abbreviation (
                                 zone, g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL,
                                                                  now_us / G_USEC_PER_SEC))
                           : "UTC");
  if (self->session && now_us / G_USEC_PER_SEC / REFRESH_S != self->seen_s / REFRESH_S)
    queue_show (self);
}

/* --- what people do --- */

static void
move_to (MusterOncallPage *self, gint64 monday, gboolean is_now)
{
  if (!self->session || !self->view->subject)
    return;
  self->monday = monday;
  self->is_now = is_now;
  show (self);
}

static void
move (GtkWidget *widget, const char *action, GVariant *parameter)
{
  MusterOncallPage *self = MUSTER_ONCALL_PAGE (widget);

  move_to (self, self->monday + 7 * (gint64) self->weeks * g_variant_get_int32 (parameter), FALSE);
}

static void
go_today (GtkWidget *widget, const char *action, GVariant *parameter)
{
  MusterOncallPage *self = MUSTER_ONCALL_PAGE (widget);

  move_to (self, self->monday, TRUE);
}

/* Its first gap, if it has one. */
static void
week_chosen_cb (MusterOncallPage *self, gint64 start_s)
{
  g_autoptr (GTimeZone) zone = ref_zone (self);
  const GArray *gaps = self->view->outlook->gaps;
  gint64 at_s = start_s;

  for (guint i = 0; i < gaps->len; i++)
    {
      const MusterGap *gap = &g_array_index (gaps, MusterGap, i);

      if (gap->end_s > start_s && gap->start_s < start_s + 7 * MUSTER_DAY_S)
        {
          at_s = MAX (gap->start_s, start_s);
          break;
        }
    }
  move_to (self, muster_gantt_week_of (zone, start_s), FALSE);
  muster_gantt_focus_at (self->gantt, at_s);
}

static void
choose_schedule (GtkWidget *widget, const char *action, GVariant *parameter)
{
  MusterOncallPage *self = MUSTER_ONCALL_PAGE (widget);

  if (muster_ulid_parse (g_variant_get_string (parameter, NULL), -1, &self->chosen))
    show (self);
}

/* Made anew each time it is opened: schedules come and go. */
static void
popup_schedules_cb (GtkMenuButton *button, gpointer user_data)
{
  MusterOncallPage *self = user_data;
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GPtrArray) schedules = muster_roster_view_list (
      muster_world_get_directory (muster_session_get_world (self->session)));

  for (guint i = 0; i < schedules->len; i++)
    {
      const MusterObject *schedule = g_ptr_array_index (schedules, i);
      g_autofree char *name = muster_safe_text (schedule->name, -1, FALSE);
      g_autofree char *id = muster_ulid_to_string (schedule->id);
      g_autoptr (GMenuItem) item = g_menu_item_new (name, NULL);

      g_menu_item_set_action_and_target (item, "roster.schedule", "s", id);
      g_menu_append_item (menu, item);
    }
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
}

static void
do_override (GtkWidget *widget, const char *action, GVariant *parameter)
{
  muster_roster_editor_override (MUSTER_ONCALL_PAGE (widget)->editor);
}

static void
do_undo (GtkWidget *widget, const char *action, GVariant *parameter)
{
  muster_roster_editor_undo (MUSTER_ONCALL_PAGE (widget)->editor);
}

static void
do_delete (GtkWidget *widget, const char *action, GVariant *parameter)
{
  muster_roster_editor_delete (MUSTER_ONCALL_PAGE (widget)->editor);
}

static void
do_ask (GtkWidget *widget, const char *action, GVariant *parameter)
{
  MusterOncallPage *self = MUSTER_ONCALL_PAGE (widget);

  muster_oncall_desk_ask (self->desk, muster_gantt_peek_focus (self->gantt));
}

static void
do_hand_over (GtkWidget *widget, const char *action, GVariant *parameter)
{
  muster_oncall_desk_hand_over (MUSTER_ONCALL_PAGE (widget)->desk);
}

/* Letters act where nothing is typed, unless they were turned off. */
static gboolean
letter_cb (GtkWidget *widget, GVariant *action, gpointer user_data)
{
  MusterOncallPage *self = MUSTER_ONCALL_PAGE (widget);

  return self->letter_keys && muster_oncall_pages_is_schedule (self->pages) &&
         gtk_widget_activate_action (widget, g_variant_get_string (action, NULL), NULL);
}

/* --- the widget --- */

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  MusterOncallPage *self = MUSTER_ONCALL_PAGE (object);

  if (id == PROP_WEEKS)
    g_value_set_int (value, self->weeks);
  else
    g_value_set_string (value, self->zone_mode);
}

static void
set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  MusterOncallPage *self = MUSTER_ONCALL_PAGE (object);

  if (id == PROP_WEEKS)
    self->weeks = g_value_get_int (value);
  else
    {
      g_free (self->zone_mode);
      self->zone_mode = g_value_dup_string (value);
    }
  if (self->session && gtk_widget_get_mapped (GTK_WIDGET (self)))
    show (self);
}

static gboolean
grab_focus (GtkWidget *widget)
{
  MusterOncallPage *self = MUSTER_ONCALL_PAGE (widget);

  if (!muster_oncall_pages_is_schedule (self->pages))
    return gtk_widget_grab_focus (GTK_WIDGET (self->pages));
  return gtk_widget_get_mapped (GTK_WIDGET (self->gantt)) &&
         gtk_widget_grab_focus (GTK_WIDGET (self->gantt));
}

static void
forget_session (MusterOncallPage *self)
{
  g_clear_handle_id (&self->idle, g_source_remove);
  if (!self->session)
    return;
  if (self->editor)
    {
      muster_roster_editor_set (self->editor, &(MusterRosterScene){ 0 });
      muster_oncall_desk_show (self->desk, &(MusterRosterScene){ 0 });
    }
  g_signal_handlers_disconnect_by_data (muster_session_get_replica (self->session), self);
  g_clear_object (&self->session);
}

static void
dispose (GObject *object)
{
  forget_session (MUSTER_ONCALL_PAGE (object));
  g_clear_pointer (&MUSTER_ONCALL_PAGE (object)->desk, muster_oncall_desk_free);
  g_clear_pointer (&MUSTER_ONCALL_PAGE (object)->editor, muster_roster_editor_free);
  gtk_widget_dispose_template (GTK_WIDGET (object), MUSTER_TYPE_ONCALL_PAGE);
  G_OBJECT_CLASS (muster_oncall_page_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  MusterOncallPage *self = MUSTER_ONCALL_PAGE (object);

  muster_roster_view_free (self->view);
  g_free (self->zone_mode);
  G_OBJECT_CLASS (muster_oncall_page_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *klass)
{
  gtk_widget_class_bind_template_child (klass, MusterOncallPage, box);
  gtk_widget_class_bind_template_child (klass, MusterOncallPage, title);
  gtk_widget_class_bind_template_child (klass, MusterOncallPage, schedules);
  gtk_widget_class_bind_template_child (klass, MusterOncallPage, schedule_name);
  gtk_widget_class_bind_template_child (klass, MusterOncallPage, override);
  gtk_widget_class_bind_template_child (klass, MusterOncallPage, override_word);
  gtk_widget_class_bind_template_child (klass, MusterOncallPage, menu);
  gtk_widget_class_bind_template_child (klass, MusterOncallPage, clock);
  gtk_widget_class_bind_template_child (klass, MusterOncallPage, strips);
  gtk_widget_class_bind_template_child (klass, MusterOncallPage, stack);
  gtk_widget_class_bind_template_child (klass, MusterOncallPage, views);
  gtk_widget_class_bind_template_child (klass, MusterOncallPage, page);
  gtk_widget_class_bind_template_child (klass, MusterOncallPage, toolbar);
  gtk_widget_class_bind_template_child (klass, MusterOncallPage, options);
  gtk_widget_class_bind_template_child (klass, MusterOncallPage, range);
  gtk_widget_class_bind_template_child (klass, MusterOncallPage, top);
  gtk_widget_class_bind_template_child (klass, MusterOncallPage, gantt);
  gtk_widget_class_bind_template_child (klass, MusterOncallPage, load);
  gtk_widget_class_bind_template_child (klass, MusterOncallPage, middle);
  gtk_widget_class_bind_template_child (klass, MusterOncallPage, coverage_head);
  gtk_widget_class_bind_template_child (klass, MusterOncallPage, coverage_words);
  gtk_widget_class_bind_template_child (klass, MusterOncallPage, coverage);
  gtk_widget_class_bind_template_child (klass, MusterOncallPage, left);
  gtk_widget_class_bind_template_child (klass, MusterOncallPage, empty);
  gtk_widget_class_bind_template_child (klass, MusterOncallPage, unreadable);
  gtk_widget_class_bind_template_callback (klass, week_chosen_cb);
}

static void
add_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "roster.move", "i", move);
  gtk_widget_class_install_action (klass, "roster.today", NULL, go_today);
  gtk_widget_class_install_action (klass, "roster.schedule", "s", choose_schedule);
  gtk_widget_class_install_property_action (klass, "roster.weeks", "weeks");
  gtk_widget_class_install_property_action (klass, "roster.zone", "zone-mode");
  gtk_widget_class_install_action (klass, "roster.override", NULL, do_override);
  gtk_widget_class_install_action (klass, "roster.undo", NULL, do_undo);
  gtk_widget_class_install_action (klass, "roster.delete", NULL, do_delete);
  gtk_widget_class_install_action (klass, "roster.ask", NULL, do_ask);
  gtk_widget_class_install_action (klass, "roster.handover", NULL, do_hand_over);
  gtk_widget_class_add_binding (klass, GDK_KEY_t, 0, letter_cb, "s", "roster.today");
  gtk_widget_class_add_binding (klass, GDK_KEY_o, 0, letter_cb, "s", "roster.override");
  gtk_widget_class_add_binding (klass, GDK_KEY_s, 0, letter_cb, "s", "roster.ask");
  gtk_widget_class_add_binding (klass, GDK_KEY_h, 0, letter_cb, "s", "roster.handover");
  gtk_widget_class_add_binding_action (klass, GDK_KEY_z, GDK_CONTROL_MASK, "roster.undo", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_Delete, 0, "roster.delete", NULL);
}

static void
muster_oncall_page_class_init (MusterOncallPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = dispose;
  object_class->finalize = finalize;
  object_class->get_property = get_property;
  object_class->set_property = set_property;
  widget_class->map = map;
  widget_class->grab_focus = grab_focus;
  widget_class->focus = muster_focus_children;
  g_type_ensure (MUSTER_TYPE_STRIP_AREA);
  g_type_ensure (MUSTER_TYPE_GANTT);
  g_type_ensure (MUSTER_TYPE_ONCALL_LOAD);
  g_type_ensure (MUSTER_TYPE_ONCALL_OPTIONS);
  g_type_ensure (MUSTER_TYPE_COVERAGE_CELLS);
  properties[PROP_WEEKS] = g_param_spec_int ("weeks", NULL, NULL, 1, 12, WEEKS_AT_FIRST,
                                             G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_ZONE_MODE] = g_param_spec_string ("zone-mode", NULL, NULL, "schedule",
                                                    G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "oncall-page");
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/muster/Console/ui/oncall-page.ui");
  add_actions (widget_class);
  bind_children (widget_class);
}

static void
muster_oncall_page_init (MusterOncallPage *self)
{
  self->view = muster_roster_view_new ();
  self->weeks = WEEKS_AT_FIRST;
  self->zone_mode = g_strdup ("schedule");
  self->is_now = TRUE;
  self->letter_keys = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->editor = muster_roster_editor_new (self->gantt);
  self->pages = muster_oncall_pages_wrap (self->stack, GTK_WIDGET (self));
  g_signal_connect_swapped (self->pages, "turned", G_CALLBACK (queue_show), self);
  self->desk = muster_oncall_desk_new (self->editor);
  gtk_box_append (GTK_BOX (self->left), muster_oncall_desk_get_gap (self->desk));
  gtk_box_append (GTK_BOX (self->left), muster_oncall_desk_get_mine (self->desk));
  gtk_box_append (GTK_BOX (self->middle), muster_oncall_desk_get_news (self->desk));
  gtk_box_append (GTK_BOX (self->clock), muster_clock_label_new (MUSTER_CLOCK_TIME));
  self->zone = gtk_label_new ("UTC");
  gtk_widget_add_css_class (self->zone, "muster-dim");
  gtk_box_append (GTK_BOX (self->clock), self->zone);
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->schedules), popup_schedules_cb,
                                         self, NULL);
  muster_tick_follow (GTK_WIDGET (self), tick_cb);
}

/**
 * muster_oncall_page_new:
 *
 * Returns: (transfer floating): the place, of no hub
 */
GtkWidget *
muster_oncall_page_new (void)
{
  return g_object_new (MUSTER_TYPE_ONCALL_PAGE, NULL);
}

/**
 * muster_oncall_page_set_session:
 * @self: the place
 * @session: (nullable): the hub that it shows
 */
void
muster_oncall_page_set_session (MusterOncallPage *self, MusterSession *session)
{
  MusterReplica *replica;

  g_return_if_fail (MUSTER_IS_ONCALL_PAGE (self));

  if (session == self->session)
    return;
  forget_session (self);
  muster_strip_area_set_session (MUSTER_STRIP_AREA (self->strips), session);
  if (!session)
    return;
  self->session = g_object_ref (session);
  replica = muster_session_get_replica (session);
  g_signal_connect_swapped (replica, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (replica, "state-changed", G_CALLBACK (queue_show), self);
  queue_show (self);
}

/**
 * muster_oncall_page_set_menu:
 * @self: the place
 * @menu: the main menu, for a window that is too narrow to show the side bar
 */
void
muster_oncall_page_set_menu (MusterOncallPage *self, GMenuModel *menu)
{
  g_return_if_fail (MUSTER_IS_ONCALL_PAGE (self));
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->menu), menu);
}

/**
 * muster_oncall_page_popup_menu:
 * @self: the place
 */
void
muster_oncall_page_popup_menu (MusterOncallPage *self)
{
  g_return_if_fail (MUSTER_IS_ONCALL_PAGE (self));
  gtk_menu_button_popup (GTK_MENU_BUTTON (self->menu));
}

/**
 * muster_oncall_page_set_width:
 * @self: the place
 * @width: of the window
 */
void
muster_oncall_page_set_width (MusterOncallPage *self, MusterWidth width)
{
  const gboolean is_narrow = width == MUSTER_WIDTH_NARROW, is_wide = width == MUSTER_WIDTH_WIDE;
  const GtkOrientation columns = is_wide ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL;
  const GtkOrientation line = is_narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL;

  g_return_if_fail (MUSTER_IS_ONCALL_PAGE (self));
  muster_oncall_pages_set_width (self->pages, width);
  muster_oncall_desk_set_narrow (self->desk, is_narrow);
  gtk_widget_set_visible (self->menu, is_narrow);
  gtk_widget_set_visible (self->clock, !is_narrow);
  gtk_widget_set_visible (self->override_word, !is_narrow);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->top), columns);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->middle), columns);
  gtk_box_set_homogeneous (GTK_BOX (self->middle), is_wide);
  gtk_box_reorder_child_after (GTK_BOX (self->middle), muster_oncall_desk_get_news (self->desk),
                               is_wide ? self->left : NULL); /* what waits for somebody first */
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->toolbar), columns);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->coverage_head), line);
  gtk_widget_set_size_request (self->load, is_wide ? 232 : -1, -1);
  if (is_narrow && self->weeks == WEEKS_AT_FIRST)
    g_object_set (self, "weeks", 1, NULL);
}

/**
 * muster_oncall_page_set_letter_keys:
 * @self: the place
 * @letter_keys: whether single letters act
 */
void
muster_oncall_page_set_letter_keys (MusterOncallPage *self, gboolean letter_keys)
{
  g_return_if_fail (MUSTER_IS_ONCALL_PAGE (self));
  self->letter_keys = letter_keys;
}
