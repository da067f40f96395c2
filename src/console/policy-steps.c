/* policy-steps.c - whom a policy would tell, and when, as a list
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/policy-steps.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "console/form.h"
#include "console/policy-words.h"
#include "console/vacant-avatar.h"
#include "oncall/personal-rules.h"

#define FACE  30
#define TIMES "times" /* of a list: they are all as wide */

static const MusterPlanMoment *
get_moment (const MusterPolicyStepsData *data, guint i)
{
  return g_ptr_array_index (data->plan->moments, i);
}

/* A row that begins with a time. */
static GtkWidget *
make_row (GtkListBox *list,
          gint64 after_us,
          GtkWidget *face,
          const char *title,
          const char *subtitle)
{
  g_autofree char *offset = muster_policy_format_offset (after_us);
  g_autofree char *spoken =
      g_strdup_printf ("%s, %s%s%s", offset, title, *subtitle ? ", " : "", subtitle);
  GtkWidget *row =
      g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", title, "subtitle", subtitle,
                    "title-lines", 0, "subtitle-lines", 0, "focusable", FALSE, NULL);
  GtkWidget *time = gtk_label_new (offset);

  gtk_label_set_xalign (GTK_LABEL (time), 1);
  gtk_size_group_add_widget (g_object_get_data (G_OBJECT (list), TIMES), time);
  gtk_widget_add_css_class (time, "numeric");
  gtk_widget_add_css_class (time, "heading");
  gtk_widget_set_valign (face, GTK_ALIGN_CENTER);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), face);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), time);
  muster_form_name (row, spoken);
  return row;
}

static GtkWidget *
make_icon (const char *name)
{
  GtkWidget *icon = gtk_image_new_from_icon_name (name);

  gtk_widget_set_size_request (icon, FACE, FACE);
  return icon;
}

/* How the first of them is told; NULL where that is nobody's to know. */
static char *
describe_first (const MusterPolicyStepsData *data, const MusterPlanMoment *moment)
{
  const MusterObject *person =
      muster_directory_get (muster_world_get_directory (data->world), moment->first);
  g_autoptr (GPtrArray) rules = NULL;
  g_autofree char *words = NULL;

  if (!person || (!data->sees_contacts && !muster_ulid_equal (moment->first, data->me)))
    return NULL;
  rules = muster_personal_rules_read (person->contact, TRUE);
  words = muster_personal_rules_describe (rules);
  if (moment->people->len == 1)
    return g_steal_pointer (&words);
  return g_strdup_printf ("%s: %s", (const char *) g_ptr_array_index (moment->people, 0), words);
}

static char *
describe_targets (const MusterPlanMoment *moment)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < moment->targets->len; i++)
    {
      const char *name = g_ptr_array_index (moment->targets, i);

      /* a person stands for itself */
      if (moment->people->len == 1 && g_str_equal (name, g_ptr_array_index (moment->people, 0)))
        continue;
      g_string_append_printf (out, "%s%s", out->len > 0 ? ", " : "", name);
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void
add_line (GString *out, const char *separator, const char *words)
{
  if (words && *words)
    g_string_append_printf (out, "%s%s", out->len > 0 ? separator : "", words);
}

static void
add_step (GtkListBox *list, const MusterPolicyStepsData *data, const MusterPlanMoment *moment)
{
  g_autofree char *people = muster_plan_moment_describe_people (moment);
  g_autofree char *vacancy = muster_plan_moment_describe_vacancy (moment, data->now_us, data->zone);
  g_autofree char *targets = describe_targets (moment), *first = describe_first (data, moment);
  g_autoptr (GString) about = g_string_new (NULL);
  gboolean is_vacant = moment->people->len == 0;
  GtkWidget *row;

  if (!is_vacant || !vacancy)
    add_line (about, "", targets);
  add_line (about, " · ", vacancy);
  add_line (about, " · ", first);
  if (is_vacant)
    /* TRANSLATORS: a step of a policy pages nobody, so the one after it does not wait */
    add_line (about, " · ", _ ("the next step follows at once"));
  row = make_row (list, moment->after_us,
                  is_vacant ? muster_vacant_avatar_new (MUSTER_VACANT_GAP, FACE)
                            : adw_avatar_new (FACE, g_ptr_array_index (moment->people, 0), TRUE),
                  people, about->str);
  if (is_vacant)
    gtk_widget_add_css_class (row, "policy-vacant");
  gtk_list_box_append (list, row);
}

/* --- rounds --- */

static guint
end_of_round (const MusterPolicyStepsData *data, guint first)
{
  guint end = first;

  while (end < data->plan->moments->len &&
         get_moment (data, end)->round == get_moment (data, first)->round)
    end++;
  return end;
}

static gboolean
is_like_first (const MusterPolicyStepsData *data, guint first, guint end)
{
  if (end - first != end_of_round (data, 0))
    return FALSE;
  for (guint i = first; i < end; i++)
    if (!muster_plan_moment_is_like (get_moment (data, i), get_moment (data, i - first)))
      return FALSE;
  return TRUE;
}

static void
add_same_round (GtkListBox *list, const MusterPlanMoment *moment)
{
  /* TRANSLATORS: the people of a policy are paged for the second time */
  g_autofree char *title = g_strdup_printf (_ ("Round %u: the same people again"), moment->round);

  gtk_list_box_append (
      list, make_row (list, moment->after_us, make_icon ("view-refresh-symbolic"), title, ""));
}

static void
add_unanswered (GtkListBox *list, const MusterPolicyStepsData *data, const MusterPlanMoment *moment)
{
  g_autofree char *wait = muster_policy_format_offset (data->plan->wait_us);
  /* TRANSLATORS: when nobody has answered; a length of time, "10 min" */
  g_autofree char *about = g_strdup_printf (
      _ ("The owners of the team and every console are told, every %s until somebody acknowledges"),
      wait);
  guint hidden = data->plan->n_rounds - data->plan->n_shown;
  g_autofree char *title =
      hidden == 0 ? g_strdup (_ ("Nobody has answered"))
                  : g_strdup_printf (
                        /* TRANSLATORS: how many more rounds a policy has than are listed */
                        ngettext ("Nobody has answered, after %u more round",
                                  "Nobody has answered, after %u more rounds", hidden),
                        hidden);

  gtk_list_box_append (
      list, make_row (list, moment->after_us, make_icon ("dialog-warning-symbolic"), title, about));
}

/**
 * muster_policy_steps_fill:
 * @list: a list
 * @data: what it shows
 */
void
muster_policy_steps_fill (GtkListBox *list, const MusterPolicyStepsData *data)
{
  guint n = data->plan->moments->len;

  for (GtkWidget *row; (row = gtk_widget_get_first_child (GTK_WIDGET (list)));)
    gtk_list_box_remove (list, row);
  g_object_set_data_full (G_OBJECT (list), TIMES, gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL),
                          g_object_unref);
  for (guint first = 0, end; first < n; first = end)
    {
      end = end_of_round (data, first);
      if (get_moment (data, first)->step == 0)
        add_unanswered (list, data, get_moment (data, first));
      else if (first > 0 && is_like_first (data, first, end))
        add_same_round (list, get_moment (data, first));
      else
        for (guint i = first; i < end; i++)
          add_step (list, data, get_moment (data, i));
    }
}
