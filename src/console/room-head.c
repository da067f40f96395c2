/* room-head.c - how bad, what it means for people, since when, and what comes next
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/room-head.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/safe-text.h"
#include "console/clock-label.h"
#include "console/format.h"
#include "console/next-label.h"
#include "console/severity-glyph.h"
#include "console/severity-popover.h"
#include "console/stepper.h"
#include "console/style.h"
#include "console/tick.h"

struct _MusterRoomHead
{
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkWidget *top;
  GtkWidget *glyph;
  GtkWidget *severity;
  GtkWidget *word;
  GtkWidget *change;
  GtkWidget *popover;
  GtkWidget *impact;
  GtkWidget *say_impact;
  GtkWidget *clocks;
  GtkWidget *impact_clock_box;
  GtkWidget *impact_clock;
  GtkWidget *impact_since;
  GtkWidget *open_caption;
  GtkWidget *open_clock;
  GtkWidget *open_total; /* how long it took, once it is over */
  GtkWidget *open_since;
  GtkWidget *steps;
  GtkWidget *where;
  GtkWidget *stepper;
  GtkWidget *stage; /* its word, where there is no room for the stepper */
  GtkWidget *acknowledge;
  GtkWidget *next;
  GtkWidget *told; /* who is paged next */
};

G_DEFINE_FINAL_TYPE (MusterRoomHead, muster_room_head, GTK_TYPE_WIDGET)

/**
 * muster_room_next_stage:
 * @incident: an incident
 * @out: (out): the stage after its own
 *
 * Returns: whether there is one that a button should offer: after Resolved comes the review, which
 *   is not a step of the response
 */
gboolean
muster_room_next_stage (const MusterIncident *incident, MusterStage *out)
{
  if (!muster_incident_is_open (incident))
    return FALSE;
  *out = (MusterStage) (incident->stage + 1);
  return TRUE;
}

static void
dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MUSTER_TYPE_ROOM_HEAD);
  G_OBJECT_CLASS (muster_room_head_parent_class)->dispose (object);
}

static void
muster_room_head_class_init (MusterRoomHeadClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (MUSTER_TYPE_CLOCK_LABEL);
  g_type_ensure (MUSTER_TYPE_NEXT_LABEL);
  g_type_ensure (MUSTER_TYPE_SEVERITY_GLYPH);
  g_type_ensure (MUSTER_TYPE_SEVERITY_POPOVER);
  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "room-head");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/muster/Console/ui/room-head.ui");
  gtk_widget_class_bind_template_child (widget_class, MusterRoomHead, box);
  gtk_widget_class_bind_template_child (widget_class, MusterRoomHead, top);
  gtk_widget_class_bind_template_child (widget_class, MusterRoomHead, glyph);
  gtk_widget_class_bind_template_child (widget_class, MusterRoomHead, severity);
  gtk_widget_class_bind_template_child (widget_class, MusterRoomHead, word);
  gtk_widget_class_bind_template_child (widget_class, MusterRoomHead, change);
  gtk_widget_class_bind_template_child (widget_class, MusterRoomHead, popover);
  gtk_widget_class_bind_template_child (widget_class, MusterRoomHead, impact);
  gtk_widget_class_bind_template_child (widget_class, MusterRoomHead, say_impact);
  gtk_widget_class_bind_template_child (widget_class, MusterRoomHead, clocks);
  gtk_widget_class_bind_template_child (widget_class, MusterRoomHead, impact_clock_box);
  gtk_widget_class_bind_template_child (widget_class, MusterRoomHead, impact_clock);
  gtk_widget_class_bind_template_child (widget_class, MusterRoomHead, impact_since);
  gtk_widget_class_bind_template_child (widget_class, MusterRoomHead, open_caption);
  gtk_widget_class_bind_template_child (widget_class, MusterRoomHead, open_clock);
  gtk_widget_class_bind_template_child (widget_class, MusterRoomHead, open_total);
  gtk_widget_class_bind_template_child (widget_class, MusterRoomHead, open_since);
  gtk_widget_class_bind_template_child (widget_class, MusterRoomHead, steps);
  gtk_widget_class_bind_template_child (widget_class, MusterRoomHead, where);
  gtk_widget_class_bind_template_child (widget_class, MusterRoomHead, stage);
  gtk_widget_class_bind_template_child (widget_class, MusterRoomHead, acknowledge);
  gtk_widget_class_bind_template_child (widget_class, MusterRoomHead, next);
  gtk_widget_class_bind_template_child (widget_class, MusterRoomHead, told);
}

static void
put_stepper (MusterRoomHead *self, MusterStepperForm form)
{
  if (self->stepper)
    gtk_box_remove (GTK_BOX (self->where), self->stepper);
  self->stepper = muster_stepper_new (form);
  gtk_widget_set_hexpand (self->stepper, TRUE);
  gtk_widget_set_valign (self->stepper, GTK_ALIGN_CENTER);
  gtk_box_prepend (GTK_BOX (self->where), self->stepper);
}

static void
muster_room_head_init (MusterRoomHead *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  put_stepper (self, MUSTER_STEPPER_FULL);
}

/**
 * muster_room_head_new:
 *
 * Returns: (transfer floating): a head of no incident yet
 */
GtkWidget *
muster_room_head_new (void)
{
  return g_object_new (MUSTER_TYPE_ROOM_HEAD, NULL);
}

static void
show_severity (MusterRoomHead *self, MusterSeverity severity)
{
  g_autofree char *number = g_strdup_printf ("SEV-%d", (int) severity);

  muster_severity_glyph_set_severity (MUSTER_SEVERITY_GLYPH (self->glyph), severity);
  muster_severity_popover_set (MUSTER_SEVERITY_POPOVER (self->popover), severity);
  gtk_label_set_text (GTK_LABEL (self->severity), number);
  gtk_label_set_text (GTK_LABEL (self->word), _ (muster_severity_word (severity)));
  for (int i = MUSTER_SEVERITY_CRITICAL; i <= MUSTER_SEVERITY_INFO; i++)
    {
      g_autofree char *name = g_strdup_printf ("sev-%d", i);

      muster_style_set_class (self->severity, name, i == (int) severity);
    }
}

static char *
tell_impact (const MusterIncident *incident)
{
  g_autofree char *text = NULL;
  g_autofree char *users = NULL;
  g_autofree char *number = NULL;

  if (incident->impact && *incident->impact)
    text = muster_safe_text (incident->impact, -1, FALSE);
  if (incident->users > 0)
    {
      number = muster_format_count ((guint64) incident->users);
      /* TRANSLATORS: how many people an incident reaches, as a number with its separators */
      users = g_strdup_printf (ngettext ("about %s person affected", "about %s people affected",
                                         (gulong) incident->users),
                               number);
    }
  if (text && users && !strstr (text, number))
    return g_strdup_printf ("%s, %s", text, users);
  return text ? g_steal_pointer (&text) : g_steal_pointer (&users);
}

static void
show_impact (MusterRoomHead *self, const MusterIncident *incident)
{
  g_autofree char *impact = tell_impact (incident);

  gtk_label_set_text (GTK_LABEL (self->impact), impact ? impact : "");
  gtk_widget_set_visible (self->impact, impact != NULL);
  gtk_widget_set_visible (self->say_impact, impact == NULL && muster_incident_is_open (incident));
}

static void
show_since (GtkWidget *label, gint64 at_us, GTimeZone *zone)
{
  g_autofree char *time = muster_format_time (at_us, zone);
  /* TRANSLATORS: under a clock: the time of day it counts from */
  g_autofree char *text = g_strdup_printf (_ ("since %s"), time);

  gtk_label_set_text (GTK_LABEL (label), text);
}

/* A clock that has stopped is a length of time and no clock. */
static void
show_clocks (MusterRoomHead *self, const MusterIncident *incident)
{
  GTimeZone *zone = muster_tick_zone (muster_tick_get (GTK_WIDGET (self)));
  gboolean is_open = muster_incident_is_open (incident);
  gboolean has_impact = incident->impact_start_us != MUSTER_NO_TIME;

  gtk_widget_set_visible (self->impact_clock_box, has_impact && is_open);
  if (has_impact)
    {
      muster_clock_label_set_instant (MUSTER_CLOCK_LABEL (self->impact_clock),
                                      incident->impact_start_us);
      show_since (self->impact_since, incident->impact_start_us, zone);
    }
  gtk_widget_set_visible (self->open_clock, is_open);
  gtk_widget_set_visible (self->open_total, !is_open);
  /* TRANSLATORS: over a clock: how long the incident is open, or what it took to resolve it */
  gtk_label_set_text (GTK_LABEL (self->open_caption), is_open ? _ ("Open") : _ ("Resolved in"));
  muster_clock_label_set_instant (MUSTER_CLOCK_LABEL (self->open_clock), incident->opened_us);
  show_since (self->open_since, incident->opened_us, zone);
  if (!is_open && incident->resolved_us != MUSTER_NO_TIME)
    {
      g_autofree char *total =
          muster_format_clock (incident->resolved_us - muster_incident_clock_start_us (incident));

      gtk_label_set_text (GTK_LABEL (self->open_total), total);
    }
}

static void
show_next (MusterRoomHead *self, const MusterIncident *incident)
{
  gboolean is_open = muster_incident_is_open (incident);
  MusterStage stage;
  g_autofree char *label = NULL;

  gtk_widget_set_visible (self->acknowledge, is_open && !incident->acknowledged);
  /* two buttons do not fit beside the steps in one narrow column */
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->steps),
                                  gtk_widget_get_visible (self->stage) &&
                                          gtk_widget_get_visible (self->acknowledge)
                                      ? GTK_ORIENTATION_VERTICAL
                                      : GTK_ORIENTATION_HORIZONTAL);
  if (!muster_room_next_stage (incident, &stage))
    {
      /* TRANSLATORS: verb, on the button of a resolved incident */
      gtk_button_set_label (GTK_BUTTON (self->next), _ ("Reopen"));
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->next), "room.reopen");
      return;
    }
  if (stage == MUSTER_STAGE_RESOLVED)
    /* TRANSLATORS: verb, the last step of an incident */
    label = g_strdup (_ ("Resolve"));
  else
    /* TRANSLATORS: %s is a stage, as in "Move to Mitigate" */
    label = g_strdup_printf (_ ("Move to %s"), _ (muster_stage_title (stage)));
  gtk_button_set_label (GTK_BUTTON (self->next), label);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->next), "room.next-stage");
}

static void
show_stage (MusterRoomHead *self, const MusterIncident *incident)
{
  gint64 entered_us[MUSTER_N_STAGES];

  for (guint i = 0; i < MUSTER_N_STAGES; i++)
    entered_us[i] = i <= incident->stage && incident->stage_at_us[i] != MUSTER_NO_TIME
                        ? incident->stage_at_us[i]
                        : 0;
  muster_stepper_set (MUSTER_STEPPER (self->stepper), incident->stage, entered_us,
                      muster_tick_zone (muster_tick_get (GTK_WIDGET (self))));
  gtk_label_set_text (GTK_LABEL (self->stage), _ (muster_stage_title (incident->stage)));
}

/**
 * muster_room_head_set:
 * @self: a head
 * @world: the world
 * @incident: the incident of it; both are only looked at
 */
void
muster_room_head_set (MusterRoomHead *self,
                      const MusterWorld *world,
                      const MusterIncident *incident)
{
  g_return_if_fail (MUSTER_IS_ROOM_HEAD (self));
  g_return_if_fail (incident);

  show_severity (self, incident->severity);
  show_impact (self, incident);
  show_clocks (self, incident);
  show_stage (self, incident);
  show_next (self, incident);
  muster_next_label_set (MUSTER_NEXT_LABEL (self->told), world, incident);
}

/**
 * muster_room_head_set_narrow:
 * @self: a head; to be set again after this
 * @is_narrow: whether there is room for one column only
 */
void
muster_room_head_set_narrow (MusterRoomHead *self, gboolean is_narrow)
{
  g_return_if_fail (MUSTER_IS_ROOM_HEAD (self));

  put_stepper (self, is_narrow ? MUSTER_STEPPER_MINI : MUSTER_STEPPER_FULL);
  gtk_widget_set_visible (self->stage, is_narrow);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->top), is_narrow
                                                                  ? GTK_ORIENTATION_VERTICAL
                                                                  : GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_set_halign (self->clocks, is_narrow ? GTK_ALIGN_START : GTK_ALIGN_END);
}

/**
 * muster_room_head_pop_up_severity:
 * @self: a head
 *
 * Shows the choice of severities, as its button does.
 */
void
muster_room_head_pop_up_severity (MusterRoomHead *self)
{
  g_return_if_fail (MUSTER_IS_ROOM_HEAD (self));
  gtk_menu_button_popup (GTK_MENU_BUTTON (self->change));
}
