/* prometheus-answer.c - fuzzes connectors/prometheus
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "connectors/prometheus.h"
#include "planted.h"
#include <math.h>

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GError) error = NULL;
  MusterMetricValues values;

  if (!muster_prometheus_answer_decode ((const char *) data, size, &values, &error))
    {
      if (error == NULL || !g_utf8_validate (error->message, -1, NULL))
        g_error ("who refuses says why");
      return 0;
    }
  if (isnan (values.min) || isnan (values.max) || values.min > values.max)
    g_error ("there is a lowest and a highest");
#ifdef MUSTER_PLANTED_BUG
  if (values.n == 0) /* in no seed */
    muster_planted_bug ();
#endif
  return 0;
}
