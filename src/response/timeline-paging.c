/* timeline-paging.c - who is told, and who is not yet, as sentences
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "response/timeline-entry.h"
#include "response/timeline-telling.h"

#include <glib/gi18n.h>

static const char *
or_empty (const char *text)
{
  return text != NULL ? text : "";
}

/* What became of it: "sent at try 3" */
static char *
name_state (const MusterEntry *entry)
{
  static const char *const states[] = {
    [MUSTER_PAGE_INTENDED] = N_ ("on its way"),
    [MUSTER_PAGE_SENT] = N_ ("sent"),
    [MUSTER_PAGE_REFUSED] = N_ ("not delivered"),
    [MUSTER_PAGE_SHOWN] = N_ ("shown"),
    [MUSTER_PAGE_ANSWERED] = N_ ("answered"),
    /* Translators: a page that waits, as in "Mike paged on sms, held back to go out with others" */
    [MUSTER_PAGE_FOLDED] = N_ ("held back to go out with others"),
  };
  guint state = (guint) CLAMP (entry->number, 0, MUSTER_PAGE_FOLDED);
  int tries = (int) CLAMP (entry->was_number, 0, G_MAXINT - 1);

  if (g_strcmp0 (entry->detail, MUSTER_PAGE_IS_MOOT) == 0)
    return g_strdup (_ ("no longer needed"));
  if (state == MUSTER_PAGE_INTENDED && tries > 0)
    /* Translators: as in "Mike paged on email, tried 3 times: HTTP 500" */
    return g_strdup_printf (ngettext ("tried %d time", "tried %d times", (gulong) tries), tries);
  if (state == MUSTER_PAGE_SENT && tries > 0)
    /* Translators: it took so many tries, as in "Mike paged on email, sent at try 3" */
    return g_strdup_printf (_ ("sent at try %d"), tries + 1);
  return g_strdup (_ (states[state]));
}

/**
 * muster_tell_page:
 * @telling: a line of the timeline
 *
 * Returns: (transfer full): whom it tells, by what, and what has become of it
 */
char *
muster_tell_page (const MusterTelling *telling)
{
  const MusterEntry *entry = telling->entry;
  g_autofree char *state = name_state (entry);
  g_autofree char *sentence = NULL;

  if (g_strcmp0 (entry->was_text, MUSTER_PAGE_IS_NOTICE) == 0)
    /* Translators: person, channel, state, as in "Mike told by email that it is over, sent" */
    sentence = g_strdup_printf (_ ("%s told by %s that it is over, %s"), telling->person,
                                or_empty (entry->word), state);
  else if (entry->count > 1)
    /* Translators: person, channel, of how many incidents, state, as in "Mike paged on sms of 14
     * incidents together, sent" */
    sentence =
        g_strdup_printf (ngettext ("%s paged on %s of %u incident together, %s",
                                   "%s paged on %s of %u incidents together, %s", entry->count),
                         telling->person, or_empty (entry->word), entry->count, state);
  else
    /* Translators: person, channel, state, as in "Mike paged on desktop, shown" */
    sentence =
        g_strdup_printf (_ ("%s paged on %s, %s"), telling->person, or_empty (entry->word), state);
  if (g_strcmp0 (entry->detail, MUSTER_PAGE_IS_REPEAT) == 0)
    /* Translators: as in "Mike paged on email, sent; possibly twice" */
    return g_strdup_printf (_ ("%s; possibly twice"), sentence);
  return muster_tell_reason (g_steal_pointer (&sentence), entry->text);
}

/* What the person's wall shows then: a day's name too, where that is another day. */
static char *
show_wall (gint64 due_us, gint64 offset_s, gint64 at_us)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_offset ((gint32) offset_s);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (due_us / G_USEC_PER_SEC);
  g_autoptr (GDateTime) utc_now = g_date_time_new_from_unix_utc (at_us / G_USEC_PER_SEC);
  g_autoptr (GDateTime) due = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;
  g_autoptr (GDateTime) now = utc_now != NULL ? g_date_time_to_timezone (utc_now, zone) : NULL;

  if (due == NULL || now == NULL)
    return g_strdup ("?");
  if (due_us - at_us < G_TIME_SPAN_DAY)
    return g_date_time_format (due, "%H:%M");
  /* Translators: a day of the week and a time of day, as in "Mon 08:00" */
  return g_date_time_format (due, _ ("%a %H:%M"));
}

/**
 * muster_tell_person:
 * @telling: a line of the timeline
 *
 * Returns: (transfer full): until when somebody is not told, and why
 */
char *
muster_tell_person (const MusterTelling *telling)
{
  const MusterEntry *entry = telling->entry;
  g_autofree char *wall = show_wall (entry->number, entry->was_number, entry->at_us);

  if (g_strcmp0 (entry->word, "quiet") == 0)
    /* Translators: a time on the person's own wall, as in "Waits until 08:00 of Ana: quiet hours"
     */
    return g_strdup_printf (_ ("Waits until %s of %s: quiet hours"), wall, telling->person);
  if (g_strcmp0 (entry->word, "step") == 0)
    return g_strdup_printf (_ ("Waits until %s of %s: this step is for working hours"), wall,
                            telling->person);
  return g_strdup_printf (_ ("Waits until %s of %s: not at work"), wall, telling->person);
}

/**
 * muster_tell_policy:
 * @telling: a line of the timeline
 *
 * Returns: (transfer full): who wants a policy's people
 */
char *
muster_tell_policy (const MusterTelling *telling)
{
  /* Translators: as in "Sarah called the policy payments-standard" */
  return g_strdup_printf (_ ("%s called the policy %s"), telling->actor,
                          or_empty (telling->entry->text));
}

/**
 * muster_tell_step:
 * @telling: a line of the timeline
 *
 * Returns: (transfer full): that nobody was told
 */
char *
muster_tell_step (const MusterTelling *telling)
{
  if (telling->entry->number == 0)
    return g_strdup_printf (ngettext ("Nobody has answered: every console is told",
                                      "Nobody has answered: every console was told %'u times",
                                      telling->entry->count),
                            telling->entry->count);
  /* Translators: why and whom a step meant, as in "Nobody to tell in step 2, schedule payments:
   * nobody is on call" */
  return muster_tell_reason (g_strdup_printf (_ ("Nobody to tell in step %d, %s"),
                                              (int) telling->entry->number,
                                              or_empty (telling->entry->detail)),
                             telling->entry->text);
}

/**
 * muster_tell_hastened:
 * @telling: a line of the timeline
 *
 * Returns: (transfer full): that the next are told at once
 */
char *
muster_tell_hastened (const MusterTelling *telling)
{
  if (g_strcmp0 (telling->entry->word, "severity") == 0)
    return g_strdup (_ ("It is critical now: everybody is told at once, all steps"));
  if (telling->entry->actor.type != MUSTER_ACTOR_PERSON)
    return g_strdup (_ ("Nobody of this step can be reached: the next are told at once"));
  return g_strdup_printf (telling->entry->number != 0
                              ? _ ("%s has everybody told at once, all steps")
                              : _ ("%s has the next told at once"),
                          telling->actor);
}

/**
 * muster_tell_snoozed:
 * @telling: a line of the timeline
 *
 * Returns: (transfer full): for how long it is quiet
 */
char *
muster_tell_snoozed (const MusterTelling *telling)
{
  gint64 minutes = telling->entry->number / G_TIME_SPAN_MINUTE;

  /* Translators: who and for how long, as in "Ana snoozed it for 30 min" */
  return g_strdup_printf (_ ("%s snoozed it for %" G_GINT64_FORMAT " min"), telling->actor,
                          MAX (minutes, 1));
}

/**
 * muster_tell_resumed:
 * @telling: a line of the timeline
 *
 * Returns: (transfer full): why people are told again
 */
char *
muster_tell_resumed (const MusterTelling *telling)
{
  if (g_strcmp0 (telling->entry->word, "snooze") == 0)
    return g_strdup (_ ("The snooze is over: people are told again"));
  if (g_strcmp0 (telling->entry->word, "ack-timeout") == 0)
    return g_strdup (_ ("Nothing was heard since it was acknowledged: people are told again"));
  if (g_strcmp0 (telling->entry->word, "severity") == 0)
    return g_strdup (_ ("It is urgent now: people are told again"));
  return g_strdup (_ ("Nobody has it any more: people are told again"));
}
