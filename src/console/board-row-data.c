/* board-row-data.c - what one row of the board says
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/board-row-data.h"

#include <glib/gi18n.h>
#include <string.h>

#include "console/format.h"
#include "console/severity-glyph.h"

/**
 * muster_board_row_data_copy:
 * @self: a row
 *
 * Returns: (transfer full): a copy that owns its texts
 */
MusterBoardRowData *
muster_board_row_data_copy (const MusterBoardRowData *self)
{
  MusterBoardRowData *copy = g_memdup2 (self, sizeof *self);

  copy->id = g_strdup (self->id);
  copy->title = g_strdup (self->title);
  copy->services = (const char *const *) g_strdupv ((char **) self->services);
  copy->fact_note = g_strdup (self->fact_note);
  copy->commander = g_strdup (self->commander);
  return copy;
}

/**
 * muster_board_row_data_free:
 * @self: (transfer full): a copy made by muster_board_row_data_copy()
 */
void
muster_board_row_data_free (MusterBoardRowData *self)
{
  g_free ((char *) self->id);
  g_free ((char *) self->title);
  g_strfreev ((char **) self->services);
  g_free ((char *) self->fact_note);
  g_free ((char *) self->commander);
  g_free (self);
}

static gboolean
services_equal (const char *const *a, const char *const *b)
{
  if (!a || !b)
    return (!a || !*a) && (!b || !*b);
  return g_strv_equal (a, b);
}

static gboolean
facts_equal (const MusterBoardRowData *a, const MusterBoardRowData *b)
{
  return a->fact == b->fact && a->fact_n == b->fact_n && a->fact_next == b->fact_next &&
         a->fact_us == b->fact_us && a->fact_goal_us == b->fact_goal_us &&
         g_strcmp0 (a->fact_note, b->fact_note) == 0;
}

/**
 * muster_board_row_data_equal:
 * @a: a row
 * @b: another
 *
 * Returns: whether they look the same
 */
gboolean
muster_board_row_data_equal (const MusterBoardRowData *a, const MusterBoardRowData *b)
{
  return strcmp (a->id, b->id) == 0 && g_strcmp0 (a->title, b->title) == 0 &&
         a->severity == b->severity && a->stage == b->stage &&
         services_equal (a->services, b->services) && facts_equal (a, b) &&
         g_strcmp0 (a->commander, b->commander) == 0 && a->is_yours == b->is_yours &&
         muster_bars_equal (&a->bars, &b->bars) && a->n_alerts == b->n_alerts &&
         a->next_update_us == b->next_update_us && a->since_us == b->since_us &&
         a->is_stale == b->is_stale && a->is_pending == b->is_pending;
}

/* What nobody has weighed yet comes last. */
static int
severity_rank (MusterSeverity severity)
{
  return severity == MUSTER_SEVERITY_NONE ? MUSTER_SEVERITY_INFO + 1 : (int) severity;
}

/* The higher of "INC-9" and "INC-10" is the one that was opened later. */
static int
compare_numbers (const char *a, const char *b)
{
  size_t len_a = strlen (a);
  size_t len_b = strlen (b);

  if (len_a != len_b)
    return len_a < len_b ? -1 : 1;
  return strcmp (a, b);
}

/**
 * muster_board_row_data_compare:
 * @a: a row
 * @b: another
 *
 * The order of the board: by severity, then what is not yet watched first, then the youngest
 * first.
 *
 * Returns: less than, equal to or more than 0; 0 only for rows of one id
 */
int
muster_board_row_data_compare (const MusterBoardRowData *a, const MusterBoardRowData *b)
{
  int by_severity = severity_rank (a->severity) - severity_rank (b->severity);
  int by_stage = (a->stage >= MUSTER_STAGE_MONITOR) - (b->stage >= MUSTER_STAGE_MONITOR);

  if (by_severity != 0)
    return by_severity;
  if (by_stage != 0)
    return by_stage;
  if (a->since_us != b->since_us)
    return a->since_us > b->since_us ? -1 : 1;
  return compare_numbers (b->id, a->id);
}

/**
 * muster_board_row_data_fact:
 * @self: a row
 * @now_us: the present, µs since the Unix epoch
 *
 * Returns: (transfer full): the one fact in words, empty if there is none
 */
char *
muster_board_row_data_fact (const MusterBoardRowData *self, gint64 now_us)
{
  switch (self->fact)
    {
    case MUSTER_ROW_FACT_APPROVALS:
      return g_strdup_printf (
          ngettext ("%u approval waiting", "%u approvals waiting", self->fact_n), self->fact_n);
    case MUSTER_ROW_FACT_RELAPSE:
      /* TRANSLATORS: the incident seemed over and came back */
      return g_strdup (_ ("came back"));
    case MUSTER_ROW_FACT_NEXT:
      return muster_next_step_words (self->fact_next, self->fact_note, self->fact_us, now_us);
    case MUSTER_ROW_FACT_STABLE:
      {
        g_autofree char *held = muster_format_clock (now_us - self->fact_us);
        g_autofree char *goal = muster_format_clock (self->fact_goal_us);

        /* TRANSLATORS: how long a service has been well of how long it has to be, as clocks */
        return g_strdup_printf (_ ("stable %s of %s"), held, goal);
      }
    case MUSTER_ROW_FACT_NOTE:
      return g_strdup (self->fact_note ? self->fact_note : "");
    case MUSTER_ROW_FACT_NONE:
    default:
      return g_strdup ("");
    }
}

static char *
command_in_words (const MusterBoardRowData *self, gint64 now_us)
{
  g_autofree char *age = NULL;

  if (self->commander && self->is_yours)
    return g_strdup (_ ("you command"));
  if (self->commander)
    return g_strdup (self->commander);
  age = muster_format_clock (now_us - self->since_us);
  /* TRANSLATORS: nobody leads this incident yet; the placeholder is a clock, "12:08" */
  return g_strdup_printf (_ ("no commander for %s"), age);
}

/**
 * muster_board_row_data_summary:
 * @self: a row
 * @now_us: the present, µs since the Unix epoch
 *
 * Returns: (transfer full): state, a fact that cannot wait, and who leads, in one line for a
 *   narrow window
 */
char *
muster_board_row_data_summary (const MusterBoardRowData *self, gint64 now_us)
{
  gboolean has_fact = self->fact == MUSTER_ROW_FACT_STABLE ||
                      self->fact == MUSTER_ROW_FACT_RELAPSE || self->fact == MUSTER_ROW_FACT_NEXT;
  g_autofree char *fact = muster_board_row_data_fact (self, now_us);
  g_autofree char *command = command_in_words (self, now_us);

  return g_strdup_printf ("%s%s%s · %s", _ (muster_stage_title (self->stage)),
                          has_fact ? " · " : "", has_fact ? fact : "", command);
}

/**
 * muster_board_row_data_describe:
 * @self: a row
 * @now_us: the present, µs since the Unix epoch
 *
 * Returns: (transfer full): the whole row as a screen reader says it
 */
char *
muster_board_row_data_describe (const MusterBoardRowData *self, gint64 now_us)
{
  GString *text = g_string_new (NULL);
  g_autofree char *severity = muster_severity_label (self->severity);
  g_autofree char *fact = muster_board_row_data_fact (self, now_us);
  g_autofree char *count = muster_format_count (self->n_alerts);
  g_autofree char *due = muster_format_due_spoken (self->next_update_us, now_us);
  g_autofree char *age = muster_format_span_spoken (now_us - self->since_us);

  g_string_append_printf (text, "%s, %s, %s, ", severity, self->title,
                          _ (muster_stage_title (self->stage)));
  if (self->fact != MUSTER_ROW_FACT_NONE && self->fact != MUSTER_ROW_FACT_STABLE &&
      self->fact != MUSTER_ROW_FACT_NEXT) /* what counts is not read out again and again */
    g_string_append_printf (text, "%s, ", fact);
  if (self->commander)
    /* TRANSLATORS: read aloud: who leads the incident */
    g_string_append_printf (text, _ ("commander %s"), self->commander);
  else
    g_string_append (text, _ ("no commander"));
  g_string_append (text, ", ");
  g_string_append_printf (text, ngettext ("%s alert", "%s alerts", (gulong) self->n_alerts), count);
  g_string_append_printf (text, ", %s, ", due);
  /* TRANSLATORS: read aloud: how old the incident is, "open 18 minutes" */
  g_string_append_printf (text, _ ("open %s"), age);
  return g_string_free (text, FALSE);
}
