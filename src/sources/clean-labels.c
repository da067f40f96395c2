/* clean-labels.c - label sets within budget (security R8)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "sources/clean.h"

#define ORIGINALS_BYTES_MAX 2048

static inline gboolean
is_name_byte (char c, gboolean first)
{
  return g_ascii_isalpha (c) || c == '_' || (!first && g_ascii_isdigit (c));
}

static gboolean
is_clean_name (MusterText name)
{
  if (!is_name_byte (name.bytes[0], TRUE))
    return FALSE;
  for (gsize i = 1; i < name.n; i++)
    if (G_UNLIKELY (!is_name_byte (name.bytes[i], FALSE)))
      return FALSE;
  return TRUE;
}

/* Foreign names. A name that the alphabet does not have is mapped, and what then collides is
 * numbered in the order of the names as sent, whatever the order of the members. */

typedef struct
{
  guint place; /* in the label set */
  MusterText sent;
  MusterText mapped; /* still without a number */
} Foreign;

static MusterText
map_name (MusterArena *arena, MusterText name)
{
  char *mapped = muster_arena_alloc (arena, name.n + 1);
  const char *end = name.bytes + name.n;
  gsize n = 0;

  if (g_ascii_isdigit (name.bytes[0]))
    mapped[n++] = '_';
  for (const char *p = name.bytes; p < end; p = g_utf8_next_char (p))
    mapped[n++] = is_name_byte (*p, FALSE) ? *p : '_';
  return (MusterText){ mapped, n };
}

static int
compare_foreign (const void *a, const void *b)
{
  const Foreign *x = a, *y = b;
  int order = muster_compare_texts (x->mapped, y->mapped);

  return order != 0 ? order : muster_compare_texts (x->sent, y->sent);
}

static gboolean
is_taken (const MusterLabelSet *labels, MusterText name)
{
  for (guint i = 0; i < labels->n; i++)
    if (labels->items[i].name != NULL && labels->items[i].name_n == name.n &&
        memcmp (labels->items[i].name, name.bytes, name.n) == 0)
      return TRUE;
  return FALSE;
}

static MusterText
number_name (MusterArena *arena, MusterText name, guint number)
{
  g_autofree char *numbered = g_strdup_printf ("%.*s_%u", (int) name.n, name.bytes, number);
  gsize n = strlen (numbered);

  return (MusterText){ muster_arena_strndup (arena, numbered, n), n };
}

/* The names as sent, "mapped: sent" a line; whole lines only. */
static void
note_originals (MusterDraft *draft, const Foreign *foreign, guint n)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      const MusterLabel *label = &draft->report.labels.items[foreign[i].place];

      if (text->len + label->name_n + foreign[i].sent.n + 8 > ORIGINALS_BYTES_MAX)
        {
          g_string_append (text, "\n…");
          break;
        }
      if (i > 0)
        g_string_append_c (text, '\n');
      g_string_append_len (text, label->name, label->name_n);
      g_string_append (text, ": ");
      g_string_append_len (text, foreign[i].sent.bytes, (gssize) foreign[i].sent.n);
    }
  muster_draft_note (
      draft, "muster_original_labels",
      (MusterText){ muster_arena_strndup (draft->out->arena, text->str, text->len), text->len });
}

/* FALSE if a name grew over its budget. */
static gboolean
rename_foreign (MusterDraft *draft, Foreign *foreign, guint n)
{
  MusterArena *arena = draft->out->arena;
  MusterLabelSet *labels = &draft->report.labels;
  guint number = 1;

  for (guint i = 0; i < n; i++)
    foreign[i].mapped = map_name (arena, foreign[i].sent);
  qsort (foreign, n, sizeof *foreign, compare_foreign);
  for (guint i = 0; i < n; i++)
    {
      MusterLabel *label = &labels->items[foreign[i].place];
      MusterText name = foreign[i].mapped;

      if (i == 0 || muster_compare_texts (name, foreign[i - 1].mapped) != 0)
        number = 1;
      while (is_taken (labels, name))
        name = number_name (arena, foreign[i].mapped, ++number);
      if (name.n > MUSTER_LABEL_NAME_BYTES_MAX)
        return FALSE;
      label->name = name.bytes;
      label->name_n = (guint16) name.n;
    }
  draft->report.marks |= MUSTER_MARK_RENAMED;
  note_originals (draft, foreign, n);
  return TRUE;
}

/**
 * muster_clean_labels:
 * @draft: an element whose labels were read
 * @why: (out): in words, if over budget
 *
 * Makes the report's label set (R8): empty values are as if absent (Prometheus' rule), long values
 * are cut, foreign names are mapped with the originals kept in a note. What is clean is not copied.
 * A set without labels, or with an empty name, is a flaw.
 *
 * Returns: FALSE if the set is over budget
 */
gboolean
muster_clean_labels (MusterDraft *draft, const char **why)
{
  MusterLabelSet *labels = &draft->report.labels;
  Foreign foreign[MUSTER_LABELS_MAX];
  guint n_foreign = 0;

  labels->items = muster_arena_alloc (draft->out->arena, MIN (draft->labels.n, MUSTER_LABELS_MAX) *
                                                             sizeof (MusterLabel));
  for (guint i = 0; i < draft->labels.n; i++)
    {
      MusterText name = draft->labels.items[i].name;
      MusterText value = draft->labels.items[i].value;

      if (G_UNLIKELY (value.n == 0))
        continue;
      if (G_UNLIKELY (name.n == 0))
        {
          muster_draft_flaw (draft, "a label has no name");
          return TRUE;
        }
      if (G_UNLIKELY (labels->n == MUSTER_LABELS_MAX))
        {
          *why = "more than 64 labels";
          return FALSE;
        }
      if (G_UNLIKELY (name.n > MUSTER_LABEL_NAME_BYTES_MAX))
        {
          *why = "a label name over 128 bytes";
          return FALSE;
        }
      if (G_UNLIKELY (value.n > MUSTER_LABEL_VALUE_BYTES_MAX))
        muster_clean_text (draft, &value, MUSTER_LABEL_VALUE_BYTES_MAX);
      if (G_UNLIKELY (!is_clean_name (name)))
        {
          foreign[n_foreign++] = (Foreign){ .place = labels->n, .sent = name };
          name = (MusterText){ 0 };
        }
      labels->items[labels->n++] = muster_label (name, value);
    }
  if (labels->n == 0)
    muster_draft_flaw (draft, "it has no labels");
  *why = "a label name over 128 bytes";
  return n_foreign == 0 || rename_foreign (draft, foreign, n_foreign);
}
