/* clean-texts.c - texts and annotations within budget (security R8)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/safe-text.h"
#include "sources/clean.h"

#define ANNOTATION_BYTES_MIN 64 /* less of a text says nothing; rather leave the last ones out */

/**
 * muster_clean_text:
 * @draft: an element
 * @text: a text of it
 * @max_bytes: how long it may be
 *
 * Cuts a text that is too long, at a character's border and with a visible mark, and marks the
 * report.
 */
void
muster_clean_text (MusterDraft *draft, MusterText *text, gsize max_bytes)
{
  g_autofree char *cut = muster_cut_text (text->bytes, text->n, max_bytes);

  if (cut == NULL)
    return;
  text->n = strlen (cut);
  text->bytes = muster_arena_strndup (draft->out->arena, cut, text->n);
  draft->report.marks |= MUSTER_MARK_CUT;
}

static int
compare_sizes (const void *a, const void *b)
{
  gsize x = *(const gsize *) a, y = *(const gsize *) b;

  return (x > y) - (x < y);
}

/* The largest c for which the sum of min (size, c) fits: the longest texts give way first. */
static gsize
share_budget (const MusterPair *items, guint n, gsize budget_bytes)
{
  gsize sizes[MUSTER_JSON_MEMBERS_MAX] = { 0 };

  for (guint i = 0; i < n; i++)
    sizes[i] = items[i].value.n;
  qsort (sizes, n, sizeof *sizes, compare_sizes);
  for (guint i = 0; i < n; i++)
    {
      gsize share = budget_bytes / (n - i);

      if (sizes[i] > share)
        return share;
      budget_bytes -= sizes[i];
    }
  return G_MAXSIZE;
}

static gsize
count_bytes (const MusterPair *items, guint n, gboolean names_only)
{
  gsize bytes = 0;

  for (guint i = 0; i < n; i++)
    bytes += items[i].name.n + (names_only ? 0 : items[i].value.n);
  return bytes;
}

/* Names that are empty, too long or our own say nothing that could be kept. */
static void
drop_unnamed (MusterDraft *draft)
{
  MusterPairs *pairs = &draft->annotations;
  guint kept = 0;

  for (guint i = 0; i < pairs->n; i++)
    {
      MusterPair pair = pairs->items[i];
      gboolean ours = FALSE;

      for (guint j = 0; j < draft->n_notes; j++)
        ours = ours || muster_compare_texts (pair.name, draft->notes[j].name) == 0;
      if (pair.value.n == 0)
        continue;
      if (ours || pair.name.n == 0 || pair.name.n > MUSTER_LABEL_NAME_BYTES_MAX ||
          kept == MUSTER_LABELS_MAX)
        draft->report.marks |= MUSTER_MARK_CUT;
      else
        pairs->items[kept++] = pair;
    }
  pairs->n = kept;
}

static void
fit_annotations (MusterDraft *draft)
{
  MusterPairs *pairs = &draft->annotations;
  gsize budget = MUSTER_ANNOTATIONS_BYTES_MAX - count_bytes (draft->notes, draft->n_notes, FALSE);
  gsize share = 0;

  drop_unnamed (draft);
  for (; pairs->n > 0; pairs->n--)
    {
      gsize names = count_bytes (pairs->items, pairs->n, TRUE);

      share = names < budget ? share_budget (pairs->items, pairs->n, budget - names) : 0;
      if (share >= ANNOTATION_BYTES_MIN)
        break;
      draft->report.marks |= MUSTER_MARK_CUT;
    }
  for (guint i = 0; i < pairs->n; i++)
    if (pairs->items[i].value.n > share)
      muster_clean_text (draft, &pairs->items[i].value, share);
}

static gboolean
annotations_are_clean (const MusterDraft *draft)
{
  const MusterPairs *pairs = &draft->annotations;
  gsize bytes = 0;

  if (pairs->n > MUSTER_LABELS_MAX || draft->n_notes > 0)
    return FALSE;
  for (guint i = 0; i < pairs->n; i++)
    {
      MusterPair pair = pairs->items[i];

      if (pair.name.n == 0 || pair.name.n > MUSTER_LABEL_NAME_BYTES_MAX || pair.value.n == 0)
        return FALSE;
      bytes += pair.name.n + pair.value.n;
    }
  return bytes <= MUSTER_ANNOTATIONS_BYTES_MAX;
}

/**
 * muster_clean_annotations:
 * @draft: an element whose annotations were read, and whose labels and times are settled
 *
 * Makes the report's annotations, with the draft's notes: 64 and 8 KiB in all (R8). Names are for
 * people and stay as sent. Over budget the longest texts are cut first; when that leaves less than
 * a line of each, the last ones are left out. Either way the report is marked.
 */
void
muster_clean_annotations (MusterDraft *draft)
{
  MusterPairs *pairs = &draft->annotations;
  MusterLabelSet *annotations = &draft->report.annotations;

  if (G_UNLIKELY (!annotations_are_clean (draft)))
    fit_annotations (draft);
  annotations->n = pairs->n + draft->n_notes;
  annotations->items =
      muster_arena_alloc (draft->out->arena, annotations->n * sizeof (MusterLabel));
  for (guint i = 0; i < pairs->n; i++)
    annotations->items[i] = muster_label (pairs->items[i].name, pairs->items[i].value);
  for (guint i = 0; i < draft->n_notes; i++)
    annotations->items[pairs->n + i] = muster_label (draft->notes[i].name, draft->notes[i].value);
}
