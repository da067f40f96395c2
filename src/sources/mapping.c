/* mapping.c - which places of a foreign body are an alert's
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * model/mapping-check.c says what one looks like.
 */
#include "sources/mapping.h"

#include "model/mapping-check.h"

struct _MusterMapping
{
  MusterArena *arena;
  char *json;
  char *each; /* nullable */
  const MusterValue *root;
};

/**
 * muster_mapping_new:
 * @json: what was configured
 * @error: return location for a #MusterBaseError
 *
 * Reads a mapping. One that was configured by an older version may be none.
 *
 * Returns: (transfer full) (nullable): the mapping
 */
MusterMapping *
muster_mapping_new (const char *json, GError **error)
{
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  g_autoptr (MusterMapping) self = g_new0 (MusterMapping, 1);
  MusterText each;

  if (!muster_mapping_check (json, error))
    return NULL;
  self->arena = muster_arena_new (4096);
  self->json = g_strdup (json);
  muster_json_reader_begin (reader, self->json, strlen (self->json), self->arena);
  self->root = muster_value_read (reader, self->arena);
  if (!muster_json_reader_finish (reader, error))
    return NULL;
  each = muster_value_text_at (self->root, "each");
  if (each.n > 0)
    self->each = muster_text_dup (each);
  return g_steal_pointer (&self);
}

/**
 * muster_mapping_free:
 * @self: (nullable): a mapping
 *
 * Frees it.
 */
void
muster_mapping_free (MusterMapping *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->arena, muster_arena_free);
  g_free (self->json);
  g_free (self->each);
  g_free (self);
}

/**
 * muster_mapping_get_each:
 * @self: a mapping
 *
 * Returns: (nullable) (transfer none): the path from the body to its list of alerts
 */
const char *
muster_mapping_get_each (const MusterMapping *self)
{
  return self->each;
}

/* --- using it --- */

/* What @place says of @alert: a value, or (out) a text of its own. */
static MusterText
look_up (MusterDraft *draft, const MusterValue *place, const MusterValue *alert)
{
  g_autofree char *path = NULL;

  if (place == NULL || place->text.n == 0 || place->text.bytes[0] != '$')
    return place != NULL && place->text.n > 0
               ? muster_draft_printf (draft, "%.*s", MUSTER_TEXT_ARGS (place->text))
               : (MusterText){ 0 };
  path = muster_text_dup (place->text);
  return muster_value_to_text (muster_value_at (alert, path), draft->out->arena);
}

static gboolean
is_word_of (const MusterMapping *self, const char *list, MusterText text)
{
  const MusterValue *words = muster_value_at (self->root, list);

  for (const MusterValue *word = words != NULL ? words->first : NULL; word != NULL;
       word = word->next)
    if (word->text.n == text.n && text.n > 0 &&
        g_ascii_strncasecmp (word->text.bytes, text.bytes, text.n) == 0)
      return TRUE;
  return FALSE;
}

/* SEV-1 takes a rule or a person. */
static void
set_severity (const MusterMapping *self, MusterDraft *draft, MusterText word)
{
  const MusterValue *severities = muster_value_at (self->root, "severities");

  muster_draft_set_severity (draft, word, NULL);
  for (const MusterValue *one = severities != NULL ? severities->first : NULL;
       one != NULL && word.n > 0; one = one->next)
    if (one->name.n == word.n && g_ascii_strncasecmp (one->name.bytes, word.bytes, word.n) == 0)
      draft->report.severity =
          MAX ((MusterSeverity) (one->text.bytes[0] - '0'), MUSTER_SEVERITY_MAJOR);
}

/**
 * muster_mapping_fill:
 * @self: a mapping
 * @draft: an element that was begun
 * @alert: what it is to be filled from
 *
 * Fills it. Without a key it is known by its labels, the title among them.
 */
void
muster_mapping_fill (const MusterMapping *self, MusterDraft *draft, const MusterValue *alert)
{
  const MusterValue *root = self->root;
  const MusterValue *labels = muster_value_at (root, "labels");
  MusterText title = look_up (draft, muster_value_at (root, "title"), alert);
  MusterText status = look_up (draft, muster_value_at (root, "status"), alert);

  if (title.n == 0)
    muster_draft_flaw (draft, "the mapping finds no title");
  if (is_word_of (self, "resolved", status))
    draft->report.status = MUSTER_REPORT_RESOLVED;
  else if (is_word_of (self, "acknowledged", status))
    draft->report.status = MUSTER_REPORT_ACKNOWLEDGED;
  muster_draft_set_dedup (draft, look_up (draft, muster_value_at (root, "key"), alert));
  set_severity (self, draft, look_up (draft, muster_value_at (root, "severity"), alert));
  draft->starts = muster_source_time (draft->out->arena,
                                      look_up (draft, muster_value_at (root, "starts"), alert));
  draft->ends = muster_source_time (draft->out->arena,
                                    look_up (draft, muster_value_at (root, "ends"), alert));
  muster_draft_set_url (draft, look_up (draft, muster_value_at (root, "url"), alert));
  draft->report.service = look_up (draft, muster_value_at (root, "service"), alert);
  for (const MusterValue *label = labels != NULL ? labels->first : NULL; label != NULL;
       label = label->next)
    {
      g_autofree char *name = muster_text_dup (label->name);

      muster_pairs_add (&draft->labels,
                        muster_arena_strndup (draft->out->arena, name, label->name.n),
                        look_up (draft, label, alert));
    }
  muster_pairs_add (&draft->labels, "alertname", title);
  muster_pairs_add (&draft->labels, "service", draft->report.service);
  muster_pairs_add (&draft->annotations, "description",
                    look_up (draft, muster_value_at (root, "description"), alert));
  muster_draft_set_title (draft, title);
}
