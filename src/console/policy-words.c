/* policy-words.c - what is said of policies: when, whom, how
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/policy-words.h"

#include <glib/gi18n.h>

#include "base/safe-text.h"
#include "console/format.h"
#include "console/roster-words.h"
#include "model/event.h"
#include "oncall/personal-rules.h"

#define NAMES_MAX    3
#define LONG_MINUTES 180 /* from there on hours are easier to read */

/**
 * muster_policy_format_offset:
 * @offset_us: since an incident opened, µs
 *
 * Returns: (transfer full): that, exactly
 */
char *
muster_policy_format_offset (gint64 offset_us)
{
  gint64 seconds = MAX (offset_us, 0) / G_USEC_PER_SEC;
  int minutes = (int) (seconds / 60);

  if (seconds % 60 != 0 && minutes == 0)
    /* TRANSLATORS: a number of seconds, abbreviated */
    return g_strdup_printf (_ ("%d s"), (int) seconds);
  if (seconds % 60 != 0)
    return muster_format_clock (offset_us);
  if (minutes <= LONG_MINUTES)
    /* TRANSLATORS: a number of minutes, abbreviated */
    return g_strdup_printf (_ ("%d min"), minutes);
  if (minutes % 60 == 0)
    /* TRANSLATORS: a number of hours, abbreviated */
    return g_strdup_printf (_ ("%d h"), minutes / 60);
  /* TRANSLATORS: hours and minutes, abbreviated: "5 h 20 min" */
  return g_strdup_printf (_ ("%d h %d min"), minutes / 60, minutes % 60);
}

/**
 * muster_policy_describe_shape:
 * @policy: a policy
 *
 * Returns: (transfer full): how many steps and rounds it has
 */
char *
muster_policy_describe_shape (const MusterPolicy *policy)
{
  guint n = policy->steps->len, rounds = policy->repeat + 1;
  g_autofree char *steps = g_strdup_printf (ngettext ("%u step", "%u steps", n), n);
  g_autofree char *turns = g_strdup_printf (ngettext ("%u round", "%u rounds", rounds), rounds);

  if (n == 0)
    return g_strdup (_ ("No step: pages nobody"));
  /* TRANSLATORS: of a policy: "3 steps", "3 rounds" */
  return g_strdup_printf (_ ("%s, %s"), steps, turns);
}

static const char *
name_at (const MusterPlanMoment *moment, guint i)
{
  return g_ptr_array_index (moment->people, i);
}

/**
 * muster_plan_moment_describe_people:
 * @moment: when a step is taken
 *
 * Returns: (transfer full): who is told then
 */
char *
muster_plan_moment_describe_people (const MusterPlanMoment *moment)
{
  guint n = moment->people->len;

  if (n == 0)
    return g_strdup (_ ("Nobody is on call"));
  if (n == 1)
    return g_strdup (name_at (moment, 0));
  if (n == 2)
    /* TRANSLATORS: the names of two people */
    return g_strdup_printf (_ ("%s and %s"), name_at (moment, 0), name_at (moment, 1));
  if (n == NAMES_MAX)
    /* TRANSLATORS: the names of three people */
    return g_strdup_printf (_ ("%s, %s and %s"), name_at (moment, 0), name_at (moment, 1),
                            name_at (moment, 2));
  /* TRANSLATORS: the names of two people, then how many others */
  return g_strdup_printf (ngettext ("%s, %s and %u more", "%s, %s and %u more", n - 2),
                          name_at (moment, 0), name_at (moment, 1), n - 2);
}

/**
 * muster_plan_moment_describe_vacancy:
 * @moment: when a step is taken
 * @now_us: the present
 * @zone: in which times are told
 *
 * Returns: (transfer full) (nullable): why nobody, or not everybody, is told then; %NULL: all are
 */
char *
muster_plan_moment_describe_vacancy (const MusterPlanMoment *moment, gint64 now_us, GTimeZone *zone)
{
  g_autofree char *until = NULL;

  if (moment->missing)
    /* TRANSLATORS: a schedule, person or team that a policy pages was taken out */
    return g_strdup_printf (_ ("“%s” is not there any more"), moment->missing);
  if (!moment->vacant)
    return moment->people->len == 0 && moment->step > 0 ? g_strdup (_ ("Nobody is in it")) : NULL;
  if (moment->vacant_until_s == MUSTER_NO_TIME)
    /* TRANSLATORS: a schedule, and that nobody has a shift of it */
    return g_strdup_printf (_ ("%s has nobody in the next 60 days"), moment->vacant);
  until = muster_roster_format_instant (moment->vacant_until_s, now_us / G_USEC_PER_SEC, zone);
  /* TRANSLATORS: a schedule, and the end of a gap in it: "Payments has nobody until Mon 2 Mar
   * 09:00" */
  return g_strdup_printf (_ ("%s has nobody until %s"), moment->vacant, until);
}

static void
describe_moment (const MusterPlanMoment *moment, GString *out)
{
  g_autofree char *offset = muster_policy_format_offset (moment->after_us);
  g_autofree char *people = muster_plan_moment_describe_people (moment);

  if (moment->step == 0)
    /* TRANSLATORS: after so long nobody has answered a page */
    g_string_append_printf (out, _ ("unanswered from %s"), offset);
  else
    /* TRANSLATORS: after so long who is paged: "10 min Ben" */
    g_string_append_printf (out, _ ("%s %s"), offset, people);
}

/**
 * muster_policy_plan_describe:
 * @plan: a plan
 *
 * Returns: (transfer full): all of it in a line
 */
char *
muster_policy_plan_describe (const MusterPolicyPlan *plan)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < plan->moments->len; i++)
    {
      g_string_append (out, i > 0 ? ", " : "");
      describe_moment (g_ptr_array_index (plan->moments, i), out);
    }
  return g_string_free (out, FALSE);
}

/* --- channels --- */

/**
 * muster_channel_describe:
 * @channel: its type
 *
 * Returns: (transfer full): what people call it
 */
char *
muster_channel_describe (const char *channel)
{
  if (g_str_equal (channel, MUSTER_CHANNEL_DESKTOP))
    /* TRANSLATORS: a way to reach a person: a notification on their screen */
    return g_strdup (_ ("desktop"));
  if (g_str_equal (channel, "email"))
    /* TRANSLATORS: a way to reach a person */
    return g_strdup (_ ("e-mail"));
  return muster_safe_text (channel, -1, FALSE);
}

/**
 * muster_personal_rules_describe:
 * @rules: (element-type MusterPersonalRule): how somebody wants to be told
 *
 * Returns: (transfer full): that in words
 */
char *
muster_personal_rules_describe (const GPtrArray *rules)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < rules->len; i++)
    {
      const MusterPersonalRule *rule = g_ptr_array_index (rules, i);
      g_autofree char *channel = muster_channel_describe (rule->channel);
      g_autofree char *offset = muster_policy_format_offset (rule->after_us);

      g_string_append (out, i > 0 ? ", " : "");
      if (rule->after_us == 0)
        /* TRANSLATORS: a way to reach somebody that is tried first: "desktop at once" */
        g_string_append_printf (out, _ ("%s at once"), channel);
      else
        /* TRANSLATORS: a way to reach somebody, and how much later: "e-mail after 2 min" */
        g_string_append_printf (out, _ ("%s after %s"), channel, offset);
    }
  return g_string_free (out, FALSE);
}
