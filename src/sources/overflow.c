/* overflow.c - one report that stands for label sets over budget (security R8)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "sources/overflow.h"
#include "base/safe-text.h"
#include "sources/clean.h"

#define NAME_BYTES_MAX 100

static MusterText
keep_text (MusterReports *out, const GString *text)
{
  return (MusterText){ muster_arena_strndup (out->arena, text->str, text->len), text->len };
}

static MusterSeverity
worse (MusterSeverity a, MusterSeverity b)
{
  if (a == MUSTER_SEVERITY_NONE || b == MUSTER_SEVERITY_NONE)
    return MAX (a, b);
  return MIN (a, b);
}

static void
add_line (MusterOverflow *self, MusterReports *out, const MusterFolded *what)
{
  g_autoptr (GString) line = g_string_new (NULL);

  g_string_append_printf (line, "%u: %s", what->index, what->why);
  if (what->name.n > 0)
    {
      g_autofree char *cut = muster_cut_text (what->name.bytes, what->name.n, NAME_BYTES_MAX);

      g_string_append (line, ": ");
      if (cut != NULL)
        g_string_append (line, cut);
      else
        g_string_append_len (line, what->name.bytes, (gssize) what->name.n);
    }
  self->lines[self->n_lines++] = keep_text (out, line);
}

/**
 * muster_overflow_fold:
 * @self: what was folded so far
 * @out: where the sender is told: in a refusal that is marked as folded
 * @what: one more
 *
 * Counts one label set over budget instead of keeping it.
 */
void
muster_overflow_fold (MusterOverflow *self, MusterReports *out, const MusterFolded *what)
{
  const MusterReport *report = what->report;

  muster_reports_refuse (out, what->index, "%s; folded into one alert", what->why);
  g_array_index (out->refusals, MusterRefusal, out->refusals->len - 1).folded = TRUE;
  if (self->n_lines < MUSTER_OVERFLOW_LINES_MAX)
    add_line (self, out, what);

  if (report->status == MUSTER_REPORT_RESOLVED)
    self->n_resolved++;
  if (self->n == 0)
    self->ends_us = report->ends_us;
  else if (self->ends_us == MUSTER_NO_TIME || report->ends_us == MUSTER_NO_TIME)
    self->ends_us = MUSTER_NO_TIME;
  else
    self->ends_us = MAX (self->ends_us, report->ends_us);
  self->timed = report->timed && (self->timed || self->n == 0);
  self->worst = worse (self->worst, report->severity);
  self->n++;
}

static MusterText
join_lines (const MusterOverflow *self, MusterReports *out)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->n_lines; i++)
    {
      if (i > 0)
        g_string_append_c (text, '\n');
      g_string_append_len (text, self->lines[i].bytes, (gssize) self->lines[i].n);
    }
  if (self->n > self->n_lines)
    g_string_append_printf (text, "\nand %u more", self->n - self->n_lines);
  return keep_text (out, text);
}

/**
 * muster_overflow_finish:
 * @self: what was folded of a body
 * @out: what the body came to
 * @source: the source's name; static
 *
 * Adds the one report that stands for all of them. Its labels are the same each time, so that a
 * key has one such alert; it fires until a body has only resolved ones to fold.
 */
void
muster_overflow_finish (const MusterOverflow *self, MusterReports *out, const char *source)
{
  g_autoptr (GString) title = NULL;
  MusterReport *report;

  if (self->n == 0)
    return;
  title = g_string_new (NULL);
  g_string_append_printf (title,
                          self->n == 1 ? "%u alert has a label set over budget"
                                       : "%u alerts have label sets over budget",
                          self->n);

  report = muster_reports_add (out);
  report->status = self->n_resolved == self->n ? MUSTER_REPORT_RESOLVED : MUSTER_REPORT_FIRING;
  report->marks = MUSTER_MARK_OVERFLOW;
  report->severity = self->worst;
  report->timed = self->timed;
  report->ends_us = self->timed || self->n_resolved == self->n ? self->ends_us : MUSTER_NO_TIME;
  report->title = keep_text (out, title);
  report->labels.n = 2;
  report->labels.items = muster_arena_alloc (out->arena, 2 * sizeof (MusterLabel));
  report->labels.items[0] =
      muster_label (muster_text ("alertname"), muster_text ("LabelSetOverBudget"));
  report->labels.items[1] = muster_label (muster_text ("source"), muster_text (source));
  report->annotations.n = 1;
  report->annotations.items = muster_arena_alloc (out->arena, sizeof (MusterLabel));
  report->annotations.items[0] =
      muster_label (muster_text ("muster_folded"), join_lines (self, out));
  out->values_over_budget += self->n;
}
