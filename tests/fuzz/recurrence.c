/* recurrence.c - fuzzes base/recurrence and base/wall-time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The input is a rule, and behind a newline the wall time of its start.
 */
#include "base/recurrence.h"
#include "base/wall-time.h"
#include "planted.h"
#include <string.h>

/* What it gives is in order, in the span asked for, and the same whatever is asked before. */
static void
demand_order (const MusterRecurrence *recurrence, gint64 start_s)
{
  gint64 from_s = start_s - 5, to_s = start_s + 800 * G_GINT64_CONSTANT (86400), at_s, again_s;

  for (guint i = 0; i < 20 && muster_recurrence_next (recurrence, from_s, to_s, &at_s); i++)
    {
      if (at_s < from_s || at_s < start_s || at_s >= to_s)
        g_error ("a time is in its span");
      if (!muster_recurrence_next (recurrence, at_s, to_s, &again_s) || again_s != at_s)
        g_error ("a time is found again");
      if (muster_recurrence_next (recurrence, from_s, at_s, &again_s))
        g_error ("the first is the first");
      from_s = at_s + 1;
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  char *newline = strchr (text, '\n');
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (MusterRecurrence) recurrence = NULL;
  gint64 start_s = G_GINT64_CONSTANT (1772442000);

  if (newline != NULL)
    {
      *newline = '\0';
      muster_wall_time_parse (newline + 1, &start_s);
    }
  recurrence = muster_recurrence_new (text, start_s, zone, NULL);
  if (recurrence == NULL)
    return 0;
  demand_order (recurrence, start_s);
#ifdef MUSTER_PLANTED_BUG
  {
    gint64 at_s;

    /* of the rules that people write few begin only months later */
    if (muster_recurrence_next (recurrence, start_s, G_MAXINT64, &at_s) &&
        at_s > start_s + 90 * G_GINT64_CONSTANT (86400))
      muster_planted_bug ();
  }
#endif
  return 0;
}
