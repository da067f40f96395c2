/* onset.c - when a series began to be unlike itself
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "triage/onset.h"

#include <math.h>

#define UNLIKE          4.0    /* in robust standard deviations */
#define RUN             2      /* samples in a row */
#define NORMAL_MIN      6      /* samples that say what is normal */
#define GROWTH_RUN      3      /* samples that say what has become of it */
#define NORMAL_SHARE    4      /* of a series, the first in so many is normal, most likely */
#define DEVIATION       1.4826 /* of a median deviation, for a standard deviation */
#define FLOOR_OF_MEDIAN 0.05   /* less than that is no change, however calm it was before */

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  const double *x = a, *y = b;

  return (*x > *y) - (*x < *y);
}

static double
take_median (GArray *values)
{
  g_array_sort (values, compare_doubles);
  return g_array_index (values, double, values->len / 2);
}

static double
find_scale (const MusterSample *samples, guint n, double median)
{
  g_autoptr (GArray) away = g_array_new (FALSE, FALSE, sizeof (double));
  double scale;

  for (guint i = 0; i < n; i++)
    {
      double one = fabs (samples[i].value - median);

      g_array_append_val (away, one);
    }
  scale = DEVIATION * take_median (away);
  return MAX (MAX (scale, FLOOR_OF_MEDIAN * fabs (median)), 1e-9);
}

/**
 * muster_onset_find:
 * @samples: (array length=n): in the order of time
 * @n: how many
 * @fired_us: when the alert fired that is about the series
 * @onset_us: (out): when it began
 *
 * Finds the first of two samples in a row that stand out by more than four robust standard
 * deviations from how the series began. Alerts fire minutes to hours after that: they wait, and
 * what grows slowly reaches its limit late.
 *
 * Returns: whether there are such before @fired_us
 */
gboolean
muster_onset_find (const MusterSample *samples, guint n, gint64 fired_us, gint64 *onset_us)
{
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (double));
  guint normal = 0, run = 0;
  double median, scale;

  while (n > 0 && samples[n - 1].at_us > fired_us)
    n--;
  normal = MAX (n / NORMAL_SHARE, NORMAL_MIN);
  if (n < normal + RUN)
    return FALSE;
  for (guint i = 0; i < normal; i++)
    g_array_append_val (values, samples[i].value);
  median = take_median (values);
  scale = find_scale (samples, normal, median);
  for (guint i = 0; i < n; i++)
    {
      run = fabs (samples[i].value - median) > UNLIKE * scale ? run + 1 : 0;
      if (run == RUN)
        {
          *onset_us = samples[i + 1 - RUN].at_us;
          return TRUE;
        }
    }
  return FALSE;
}

/**
 * muster_onset_growth:
 * @samples: (array length=n): of traffic, in the order of time
 * @n: how many
 * @onset_us: when the trouble began
 *
 * Compares the last three samples up to the onset with all before them: what grows only afterwards
 * is an effect.
 *
 * Returns: how many times the usual; 0: there are too few
 */
double
muster_onset_growth (const MusterSample *samples, guint n, gint64 onset_us)
{
  g_autoptr (GArray) usual = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) last = g_array_new (FALSE, FALSE, sizeof (double));
  double median;

  while (n > 0 && samples[n - 1].at_us > onset_us)
    n--;
  if (n < NORMAL_MIN + GROWTH_RUN)
    return 0;
  for (guint i = 0; i < n; i++)
    g_array_append_val (i < n - GROWTH_RUN ? usual : last, samples[i].value);
  median = take_median (usual);
  return median > 0 ? take_median (last) / median : 0;
}
