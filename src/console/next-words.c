/* next-words.c - whom an incident tells next, in words that count down
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/next-words.h"

#include <glib/gi18n.h>

#include "base/safe-text.h"
#include "console/format.h"

/**
 * muster_next_step_who:
 * @self: what comes next
 * @directory: who is who
 *
 * Returns: (transfer full): the people, in few words
 */
char *
muster_next_step_who (const MusterNextStep *self, const MusterDirectory *directory)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  if (self->n_who == 0)
    return g_strdup ("");
  first = muster_safe_text (muster_directory_title (directory, self->who[0]), -1, FALSE);
  if (self->n_who == 1)
    return g_steal_pointer (&first);
  if (self->n_who > 2)
    return g_strdup_printf (
        /* TRANSLATORS: somebody's name, then how many others */
        ngettext ("%s and %u more", "%s and %u more", self->n_who - 1), first, self->n_who - 1);
  second = muster_safe_text (muster_directory_title (directory, self->who[1]), -1, FALSE);
  /* TRANSLATORS: the names of two people */
  return g_strdup_printf (_ ("%s and %s"), first, second);
}

/**
 * muster_next_step_words:
 * @kind: what comes next
 * @who: whom it tells; "" for nobody
 * @at_us: when, µs UTC
 * @now_us: the present
 *
 * Returns: (transfer full) (nullable): it in words with a clock
 */
char *
muster_next_step_words (MusterNextKind kind, const char *who, gint64 at_us, gint64 now_us)
{
  g_autofree char *clock = muster_format_clock (MAX (at_us - now_us, 0));

  switch (kind)
    {
    case MUSTER_NEXT_STEP:
      if (*who == '\0')
        /* TRANSLATORS: the next people of a policy, of whom there are none; a clock, "7:12" */
        return g_strdup_printf (_ ("next: nobody on call, in %s"), clock);
      /* TRANSLATORS: who is paged next, and a clock: "next: Mike in 7:12" */
      return g_strdup_printf (_ ("next: %s in %s"), who, clock);
    case MUSTER_NEXT_UNANSWERED:
      /* TRANSLATORS: nobody has answered a page; a clock, "7:12" */
      return g_strdup_printf (_ ("unanswered, told again in %s"), clock);
    case MUSTER_NEXT_LAPSE:
      /* TRANSLATORS: after that people are paged again; a clock, "7:12" */
      return g_strdup_printf (_ ("acknowledgement lapses in %s"), clock);
    case MUSTER_NEXT_SNOOZE_END:
      /* TRANSLATORS: nobody is paged until then; a clock, "7:12" */
      return g_strdup_printf (_ ("snoozed for %s"), clock);
    case MUSTER_NEXT_NONE:
    default:
      return NULL;
    }
}
