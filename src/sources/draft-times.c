/* draft-times.c - when one alert starts and ends (security R10)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/instant.h"
#include "sources/clean.h"

#define DAY_US           (24 * 60 * 60 * G_TIME_SPAN_SECOND)
#define LIFE_MAX_US      (366 * DAY_US) /* R10's longest duration */
#define NOTED_TIME_BYTES 64

/**
 * muster_draft_is_zero_time:
 * @text: a time as sent
 *
 * Returns: whether it is the zero of Go's time.Time, by which Alertmanager and its tools say that
 *   nothing is said
 */
gboolean
muster_draft_is_zero_time (MusterText text)
{
  static const char zero[] = "0001-01-01T00:00:00";

  return text.n >= sizeof zero && memcmp (text.bytes, zero, sizeof zero - 1) == 0;
}

static void
suspect_time (MusterDraft *self, const char *name, MusterText text)
{
  self->report.marks |= MUSTER_MARK_TIME_SUSPECT;
  if (text.n > NOTED_TIME_BYTES)
    muster_clean_text (self, &text, NOTED_TIME_BYTES);
  muster_draft_note (self, name, text);
}

static void
settle_start (MusterDraft *self)
{
  gint64 at_us = 0;

  if (self->starts.n == 0)
    return;
  if (muster_instant_parse (self->starts.bytes, (gssize) self->starts.n, &at_us) && at_us >= 0 &&
      at_us <= self->in->received_us + DAY_US)
    self->report.starts_us = at_us;
  else
    suspect_time (self, "muster_starts_at", self->starts);
}

/* An end that cannot be is the time of receipt for what is over, and not said for what fires:
 * nothing resolves because its sender's clock is wrong. */
static void
settle_end (MusterDraft *self)
{
  MusterReport *report = &self->report;
  gint64 received_us = self->in->received_us;
  gint64 latest_us, at_us = 0;

  if (self->ends.n == 0 || muster_draft_is_zero_time (self->ends))
    return;
  if (report->status != MUSTER_REPORT_RESOLVED && !report->timed)
    return;
  latest_us = received_us + (report->timed ? LIFE_MAX_US : DAY_US);
  if (!muster_instant_parse (self->ends.bytes, (gssize) self->ends.n, &at_us) || at_us < 0 ||
      (report->starts_us != MUSTER_NO_TIME && at_us < report->starts_us))
    {
      suspect_time (self, "muster_ends_at", self->ends);
      at_us = report->status == MUSTER_REPORT_RESOLVED ? received_us : MUSTER_NO_TIME;
    }
  else if (at_us > latest_us)
    {
      suspect_time (self, "muster_ends_at", self->ends);
      at_us = report->timed ? latest_us : received_us;
    }
  report->ends_us = at_us;
  if (report->timed && at_us != MUSTER_NO_TIME && at_us <= received_us)
    report->status = MUSTER_REPORT_RESOLVED;
}

/**
 * muster_draft_settle_times:
 * @self: an element whose times and status were read
 *
 * Settles when the report starts and ends (R10). What is timed and has ended is resolved.
 */
void
muster_draft_settle_times (MusterDraft *self)
{
  settle_start (self);
  settle_end (self);
}
