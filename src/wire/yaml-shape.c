/* yaml-shape.c - what a file of ours may say, as tables
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "wire/yaml-shape.h"

#include "base/instant.h"
#include "base/safe-text.h"

#include <string.h>

#define LABEL_BYTES_MAX 128
#define TEXT_BYTES_MAX  1024
#define LIST_ITEMS_MAX  10000
#define QUOTE_BYTES_MAX 100

/* A node and what it is called in an error: its key, and whether it is an item under that key. */
typedef struct
{
  const MusterYaml *node;
  const char *key; /* NULL: the whole file */
  gboolean item;
} Place;

static gboolean check_place (const MusterShape *shape,
                             const Place *place,
                             const MusterShapeReport *report,
                             GError **error);

/**
 * muster_shape_fail:
 * @file: the file's name
 * @node: where
 * @error: (out): gets MUSTER_BASE_ERROR_SYNTAX
 * @format: what is wrong
 * @...: its arguments
 *
 * Makes an error that begins with the place.
 */
void
muster_shape_fail (const char *file,
                   const MusterYaml *node,
                   GError **error,
                   const char *format,
                   ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, MUSTER_BASE_ERROR, MUSTER_BASE_ERROR_SYNTAX, "%s:%u:%u: %s", file, node->line,
               node->column, message);
}

/**
 * muster_shape_quote:
 * @text: text of a file
 *
 * Returns: (transfer full): it in quotation marks, short, fit for a terminal (security R9)
 */
char *
muster_shape_quote (const char *text)
{
  g_autofree char *cut = muster_cut_text (text, strlen (text), QUOTE_BYTES_MAX);
  g_autofree char *safe = muster_safe_text (cut != NULL ? cut : text, -1, FALSE);

  return g_strdup_printf ("“%s”", safe);
}

/**
 * muster_shape_has_word:
 * @words: words parted by single spaces
 * @word: a word
 *
 * Returns: whether it is one of them
 */
gboolean
muster_shape_has_word (const char *words, const char *word)
{
  gsize n = strlen (word);

  for (const char *at = words; at != NULL; at = strchr (at, ' '))
    {
      at += *at == ' ';
      if (n > 0 && strncmp (at, word, n) == 0 && (at[n] == ' ' || at[n] == '\0'))
        return TRUE;
    }
  return FALSE;
}

/**
 * muster_is_duration:
 * @text: text
 *
 * Returns: whether it is a duration in words, at most 366 days (security R10)
 */
gboolean
muster_is_duration (const char *text)
{
  gint64 length_us;

  return muster_duration_parse (text, &length_us, NULL);
}

/**
 * muster_is_instant:
 * @text: text
 *
 * Returns: whether it is an RFC 3339 instant
 */
gboolean
muster_is_instant (const char *text)
{
  gint64 at_us;

  return muster_instant_parse (text, -1, &at_us);
}

/**
 * muster_is_label_name:
 * @text: text
 *
 * Returns: whether it is of the alphabet of label names, at most 128 bytes (security R8)
 */
gboolean
muster_is_label_name (const char *text)
{
  gsize n = strlen (text);

  if (n == 0 || n > LABEL_BYTES_MAX || g_ascii_isdigit (text[0]))
    return FALSE;
  for (gsize i = 0; i < n; i++)
    if (!g_ascii_isalnum (text[i]) && text[i] != '_')
      return FALSE;
  return TRUE;
}

/* --- errors --- */

/* "“tier” must be …", "an item of “people” must be …" */
static gboolean
must_be (const MusterShape *shape,
         const Place *place,
         const MusterShapeReport *report,
         GError **error)
{
  g_autofree char *key = place->key != NULL ? muster_shape_quote (place->key) : NULL;
  const MusterShape *other = shape->other;

  muster_shape_fail (report->file, place->node, error, "%s%s must be %s%s%s%s",
                     place->item ? "an item of " : "", key != NULL ? key : "the file", shape->what,
                     other != NULL ? " or " : "", other != NULL ? other->what : "",
                     shape->nullable ? " or null" : "");
  return FALSE;
}

/* "a, b or c" of the keys that have the flags */
static char *
list_keys (const MusterShape *shape, guint flags)
{
  GString *list = g_string_new (NULL);

  for (const MusterShapeKey *key = shape->keys; key->name != NULL; key++)
    if ((key->flags & flags) == flags)
      g_string_append_printf (list, "%s%s", list->len > 0 ? ", " : "", key->name);
  return g_string_free (list, FALSE);
}

/* --- scalars --- */

/* Is the scalar text, and not what YAML reads as null, true or a number? */
static gboolean
is_text (const MusterYaml *node)
{
  g_autoptr (GString) json = NULL;

  if (node->quoted)
    return TRUE;
  json = g_string_new (NULL);
  muster_yaml_append_json (node, json);
  return json->str[0] == '"';
}

static gboolean
is_number (const MusterYaml *node)
{
  g_autoptr (GString) json = g_string_new (NULL);

  muster_yaml_append_json (node, json);
  return json->str[0] == '-' || g_ascii_isdigit (json->str[0]);
}

static gboolean
is_good_text (const MusterShape *shape, const char *text)
{
  gint64 n = (gint64) strlen (text);

  if (shape->good != NULL)
    return n <= TEXT_BYTES_MAX && shape->good (text);
  return n >= shape->min && n <= (shape->max > 0 ? shape->max : TEXT_BYTES_MAX);
}

static gboolean
is_good_int (const MusterShape *shape, const MusterYaml *node)
{
  gint64 value;

  return !node->quoted && muster_yaml_int (node, &value) && value >= shape->min &&
         value <= shape->max;
}

static gboolean
is_good_scalar (const MusterShape *shape, const MusterYaml *node)
{
  gboolean value;

  switch (shape->type)
    {
    case MUSTER_SHAPE_INT:
      return is_good_int (shape, node);
    case MUSTER_SHAPE_NUMBER:
      return is_number (node);
    case MUSTER_SHAPE_BOOL:
      return !node->quoted && muster_yaml_bool (node, &value);
    case MUSTER_SHAPE_TEXT:
      return is_text (node) && is_good_text (shape, node->text);
    case MUSTER_SHAPE_WORD:
      return is_text (node) && muster_shape_has_word (shape->words, node->text);
    case MUSTER_SHAPE_NAME:
    case MUSTER_SHAPE_REFERENCE:
      return is_text (node) && muster_is_name (node->text, -1);
    case MUSTER_SHAPE_LABELS:
    case MUSTER_SHAPE_TABLE:
    case MUSTER_SHAPE_LIST:
    case MUSTER_SHAPE_MAPPING:
    default:
      return FALSE;
    }
}

static gboolean
check_scalar (const MusterShape *shape,
              const Place *place,
              const MusterShapeReport *report,
              GError **error)
{
  const MusterYaml *node = place->node;
  gboolean good =
      is_good_scalar (shape, node) || (shape->other != NULL && is_good_scalar (shape->other, node));

  if (!good)
    return must_be (shape, place, report, error);
  if (shape->type == MUSTER_SHAPE_REFERENCE && report->references != NULL)
    {
      MusterReference reference = { node, shape->words };

      g_array_append_val (report->references, reference);
    }
  return TRUE;
}

/* --- lists and mappings --- */

static gboolean
check_list (const MusterShape *shape,
            const Place *place,
            const MusterShapeReport *report,
            GError **error)
{
  const GPtrArray *items = place->node->items;
  gint64 max = shape->max > 0 ? shape->max : LIST_ITEMS_MAX;

  if (items->len < shape->min || items->len > max)
    return must_be (shape, place, report, error);
  for (guint i = 0; i < items->len; i++)
    {
      Place item = { g_ptr_array_index (items, i), place->key, TRUE };

      if (!check_place (shape->item, &item, report, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_labels (const MusterShape *shape,
              const Place *place,
              const MusterShapeReport *report,
              GError **error)
{
  static const MusterShape value = { MUSTER_SHAPE_TEXT, .what = "text; quote numbers and true" };
  const MusterYaml *node = place->node;

  if (node->items->len < shape->min)
    return must_be (shape, place, report, error);
  for (guint i = 0; i < node->items->len; i++)
    {
      const MusterYaml *key = g_ptr_array_index (node->keys, i);
      Place label = { g_ptr_array_index (node->items, i), key->text, FALSE };

      if (!muster_is_label_name (key->text))
        {
          g_autofree char *name = muster_shape_quote (key->text);

          muster_shape_fail (report->file, key, error, "%s is no label's name", name);
          return FALSE;
        }
      if (!check_place (shape->item != NULL ? shape->item : &value, &label, report, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_table (const MusterShape *shape,
             const MusterYaml *node,
             const MusterShapeReport *report,
             GError **error)
{
  for (guint i = 0; i < node->items->len; i++)
    {
      const MusterYaml *key = g_ptr_array_index (node->keys, i);
      Place item = { g_ptr_array_index (node->items, i), key->text, FALSE };

      if (!check_place (shape->item, &item, report, error))
        return FALSE;
    }
  return TRUE;
}

static const MusterShapeKey *
find_key (const MusterShape *shape, const char *name)
{
  for (const MusterShapeKey *key = shape->keys; key->name != NULL; key++)
    if (strcmp (key->name, name) == 0)
      return key;
  return NULL;
}

static gboolean
check_members (const MusterShape *shape,
               const MusterYaml *node,
               const MusterShapeReport *report,
               GError **error)
{
  for (guint i = 0; i < node->items->len; i++)
    {
      const MusterYaml *name = g_ptr_array_index (node->keys, i);
      const MusterShapeKey *key = find_key (shape, name->text);
      Place member = { g_ptr_array_index (node->items, i), name->text, FALSE };

      if (key == NULL)
        {
          g_autofree char *quoted = muster_shape_quote (name->text);
          g_autofree char *known = list_keys (shape, 0);

          muster_shape_fail (report->file, name, error, "unknown key %s; %s has %s", quoted,
                             shape->what, known);
          return FALSE;
        }
      if (!check_place (key->shape, &member, report, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_required (const MusterShape *shape,
                const MusterYaml *node,
                const MusterShapeReport *report,
                GError **error)
{
  for (const MusterShapeKey *key = shape->keys; key->name != NULL; key++)
    {
      gboolean there = muster_yaml_get (node, key->name) != NULL;

      if (!there && (key->flags & MUSTER_KEY_REQUIRED) != 0)
        {
          muster_shape_fail (report->file, node, error, "%s needs “%s”", shape->what, key->name);
          return FALSE;
        }
      if (there && key->with != NULL && muster_yaml_get (node, key->with) == NULL)
        {
          muster_shape_fail (report->file, node, error, "“%s” needs “%s” beside it", key->name,
                             key->with);
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
check_choice (const MusterShape *shape,
              const MusterYaml *node,
              const MusterShapeReport *report,
              MusterKeyFlags flag,
              GError **error)
{
  MusterShapeChoice choice = flag == MUSTER_KEY_CHOICE ? shape->choice : shape->other_choice;
  guint n = 0;
  g_autofree char *keys = NULL;

  for (const MusterShapeKey *key = shape->keys; key->name != NULL; key++)
    n += (key->flags & flag) != 0 && muster_yaml_get (node, key->name) != NULL;
  if (choice == MUSTER_CHOICE_NONE || n == 1 || (n == 0 && choice == MUSTER_CHOICE_AT_MOST_ONE))
    return TRUE;
  keys = list_keys (shape, flag);
  muster_shape_fail (report->file, node, error,
                     n == 0 ? "%s needs one of these: %s" : "%s has only one of these: %s",
                     shape->what, keys);
  return FALSE;
}

static gboolean
check_span (const MusterShape *shape,
            const MusterYaml *node,
            const MusterShapeReport *report,
            GError **error)
{
  const MusterYaml *from = muster_yaml_get (node, "from");
  const MusterYaml *to = muster_yaml_get (node, "to");
  gint64 from_us, to_us;

  if (!shape->span || from == NULL || to == NULL)
    return TRUE;
  if (muster_instant_parse (from->text, -1, &from_us) &&
      muster_instant_parse (to->text, -1, &to_us) && from_us < to_us)
    return TRUE;
  muster_shape_fail (report->file, to, error, "“to” must be after “from”");
  return FALSE;
}

static gboolean
check_mapping (const MusterShape *shape,
               const MusterYaml *node,
               const MusterShapeReport *report,
               GError **error)
{
  return check_members (shape, node, report, error) &&
         check_required (shape, node, report, error) &&
         check_choice (shape, node, report, MUSTER_KEY_CHOICE, error) &&
         check_choice (shape, node, report, MUSTER_KEY_OTHER_CHOICE, error) &&
         check_span (shape, node, report, error);
}

static MusterYamlType
get_yaml_type (const MusterShape *shape)
{
  if (shape->type == MUSTER_SHAPE_LIST)
    return MUSTER_YAML_SEQUENCE;
  if (shape->type == MUSTER_SHAPE_MAPPING || shape->type == MUSTER_SHAPE_LABELS ||
      shape->type == MUSTER_SHAPE_TABLE)
    return MUSTER_YAML_MAPPING;
  return MUSTER_YAML_SCALAR;
}

static gboolean
check_place (const MusterShape *shape,
             const Place *place,
             const MusterShapeReport *report,
             GError **error)
{
  const MusterYaml *node = place->node;

  if (shape->nullable && muster_yaml_is_null (node))
    return TRUE;
  if (get_yaml_type (shape) != node->type)
    {
      if (shape->other == NULL || get_yaml_type (shape->other) != node->type)
        return must_be (shape, place, report, error);
      shape = shape->other;
    }
  if (shape->type == MUSTER_SHAPE_LIST)
    return check_list (shape, place, report, error);
  if (shape->type == MUSTER_SHAPE_LABELS)
    return check_labels (shape, place, report, error);
  if (shape->type == MUSTER_SHAPE_TABLE)
    return check_table (shape, node, report, error);
  if (shape->type == MUSTER_SHAPE_MAPPING)
    return check_mapping (shape, node, report, error);
  return check_scalar (shape, place, report, error);
}

/**
 * muster_shape_check:
 * @shape: what the file may say
 * @node: what it says
 * @report: the file's name, and where references go
 * @error: (out): MUSTER_BASE_ERROR_SYNTAX with "FILE:LINE:COLUMN: …" for the first thing wrong
 *
 * Checks every key and value, at any depth; as deep as @shape, so never deep.
 *
 * Returns: whether all is well
 */
gboolean
muster_shape_check (const MusterShape *shape,
                    const MusterYaml *node,
                    const MusterShapeReport *report,
                    GError **error)
{
  Place whole = { node, NULL, FALSE };

  return check_place (shape, &whole, report, error);
}
