/* mapping.c - which places of a foreign body are an alert's
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * {"each":"$.alerts", "title":"$.name", "key":"$.id", "status":"$.state", "resolved":["ok"],
 *  "acknowledged":["ack"], "severity":"$.level", "severities":{"bad":2}, "service":"$.app",
 *  "starts":"$.since", "ends":"$.until", "url":"$.link", "description":"$.text",
 *  "labels":{"host":"$.host","env":"live"}}
 *
 * What begins with "$" is a field path from the alert ("each": from the body), anything else stands
 * for itself. Only the title is needed. Paths may lead to nothing.
 */
#include "sources/mapping.h"

#define MAPPING_BYTES_MAX (32 * 1024)

typedef enum
{
  MEMBER_PLACE,  /* a path or a text */
  MEMBER_PLACES, /* an object of them */
  MEMBER_WORDS,  /* a list of texts */
  MEMBER_NUMBERS /* an object of severities, 1 to 5 */
} MemberType;

static const struct
{
  const char *name;
  MemberType type;
} members[] = {
  { "each", MEMBER_PLACE },        { "title", MEMBER_PLACE },    { "key", MEMBER_PLACE },
  { "status", MEMBER_PLACE },      { "resolved", MEMBER_WORDS }, { "acknowledged", MEMBER_WORDS },
  { "severity", MEMBER_PLACE },    { "service", MEMBER_PLACE },  { "severities", MEMBER_NUMBERS },
  { "starts", MEMBER_PLACE },      { "ends", MEMBER_PLACE },     { "url", MEMBER_PLACE },
  { "description", MEMBER_PLACE }, { "labels", MEMBER_PLACES },
};

struct _MusterMapping
{
  MusterArena *arena;
  char *json;
  char *each; /* nullable */
  const MusterValue *root;
};

/* --- reading one --- */

static gboolean
fail (GError **error, MusterText name, const char *what)
{
  g_autofree char *copy = muster_text_dup (name);

  g_set_error (error, MUSTER_BASE_ERROR, MUSTER_BASE_ERROR_SYNTAX, "the mapping's %s %s", copy,
               what);
  return FALSE;
}

static gboolean
check_place (const MusterValue *value, GError **error)
{
  g_autofree char *text = NULL;

  if (value->type != MUSTER_JSON_STRING)
    return fail (error, value->name, "is no text");
  text = muster_text_dup (value->text);
  return text == NULL || *text != '$' || muster_value_path_check (text, error);
}

static gboolean
check_member (const MusterValue *member, MemberType type, GError **error)
{
  MusterJsonType wanted = type == MEMBER_WORDS ? MUSTER_JSON_ARRAY : MUSTER_JSON_OBJECT;

  if (type == MEMBER_PLACE)
    return check_place (member, error);
  if (member->type != wanted)
    return fail (error, member->name, "is of another type");
  for (const MusterValue *one = member->first; one != NULL; one = one->next)
    {
      if (type == MEMBER_PLACES && !check_place (one, error))
        return FALSE;
      if (type == MEMBER_WORDS && one->type != MUSTER_JSON_STRING)
        return fail (error, member->name, "has a word that is no text");
      if (type == MEMBER_NUMBERS &&
          (one->text.n != 1 || one->text.bytes[0] < '1' || one->text.bytes[0] > '5'))
        return fail (error, member->name, "has a severity that is none from 1 to 5");
    }
  return TRUE;
}

static gboolean
check (const MusterValue *root, GError **error)
{
  if (root->type != MUSTER_JSON_OBJECT || muster_value_text_at (root, "title").n == 0)
    {
      g_set_error_literal (error, MUSTER_BASE_ERROR, MUSTER_BASE_ERROR_SYNTAX,
                           "a mapping is an object that says where the title is");
      return FALSE;
    }
  for (const MusterValue *member = root->first; member != NULL; member = member->next)
    {
      gsize i = 0;

      while (i < G_N_ELEMENTS (members) && !muster_text_equal (member->name, members[i].name))
        i++;
      if (i == G_N_ELEMENTS (members))
        return fail (error, member->name, "is none that a mapping has");
      if (!check_member (member, members[i].type, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * muster_mapping_new:
 * @json: what was configured
 * @error: return location for a #MusterBaseError
 *
 * Reads a mapping, and refuses what it does not know: a name that is misspelt would be a place that
 * is never looked at.
 *
 * Returns: (transfer full) (nullable): the mapping
 */
MusterMapping *
muster_mapping_new (const char *json, GError **error)
{
  g_autoptr (MusterJsonReader) reader = muster_json_reader_new ();
  g_autoptr (MusterMapping) self = g_new0 (MusterMapping, 1);
  MusterText each;

  self->arena = muster_arena_new (4096);
  if (strlen (json) > MAPPING_BYTES_MAX)
    {
      g_set_error_literal (error, MUSTER_BASE_ERROR, MUSTER_BASE_ERROR_LIMIT,
                           "the mapping is over 32 KiB");
      return NULL;
    }
  self->json = g_strdup (json);
  muster_json_reader_begin (reader, self->json, strlen (self->json), self->arena);
  self->root = muster_value_read (reader, self->arena);
  if (!muster_json_reader_finish (reader, error))
    {
      g_prefix_error (error, "the mapping: ");
      return NULL;
    }
  if (!check (self->root, error))
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
  muster_arena_free (self->arena);
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
