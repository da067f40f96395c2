/* yaml.c - a YAML file as a tree that knows its lines (libyaml)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/yaml.h"
#include "base/safe-text.h"
#include <string.h>
#include <yaml.h>

#define BYTES_MAX (4 * 1024 * 1024)
#define DEPTH_MAX 64
#define NODES_MAX 200000

/* A mapping or sequence that is not at its end yet. */
typedef struct
{
  MusterYaml *node;  /* not owned: it hangs in its parent, or is the root */
  GHashTable *names; /* of a mapping: its keys so far, as texts of theirs */
} Level;

typedef struct
{
  const char *name;
  yaml_parser_t parser;
  MusterYaml *root;
  guint n_documents;
  guint n_nodes;
  guint depth;
  Level levels[DEPTH_MAX];
  GError **error;
} Builder;

/**
 * muster_yaml_free:
 * @self: (nullable): a tree
 */
void
muster_yaml_free (MusterYaml *self)
{
  if (self == NULL)
    return;
  g_free (self->text);
  g_clear_pointer (&self->keys, g_ptr_array_unref);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_free (self);
}

static gboolean
refuse (Builder *self, MusterBaseError code, yaml_mark_t mark, const char *problem)
{
  g_set_error (self->error, MUSTER_BASE_ERROR, code,
               "%s:%" G_GSIZE_FORMAT ":%" G_GSIZE_FORMAT ": %s", self->name, mark.line + 1,
               mark.column + 1, problem);
  return FALSE;
}

/* libyaml says what it looked for when, in two phrases. */
static gboolean
refuse_syntax (Builder *self)
{
  const yaml_parser_t *parser = &self->parser;
  const char *problem = parser->problem != NULL ? parser->problem : "not YAML";
  yaml_mark_t mark = parser->problem_mark;
  g_autofree char *text = NULL;

  if (parser->error == YAML_MEMORY_ERROR)
    g_error ("out of memory");
  if (parser->error == YAML_READER_ERROR)
    mark = parser->mark;
  if (parser->context != NULL)
    text = g_strdup_printf ("%s %s", problem, parser->context);
  return refuse (self, MUSTER_BASE_ERROR_SYNTAX, mark, text != NULL ? text : problem);
}

static gboolean
refuse_repeated (Builder *self, yaml_mark_t mark, const char *key)
{
  g_autofree char *safe = muster_safe_text (key, -1, FALSE);
  g_autofree char *problem = g_strdup_printf ("the key \"%s\" stands twice", safe);

  return refuse (self, MUSTER_BASE_ERROR_SYNTAX, mark, problem);
}

static gboolean
wants_key (const MusterYaml *node)
{
  return node->type == MUSTER_YAML_MAPPING && node->keys->len == node->items->len;
}

/* Puts a key where one is due. Owns @key. */
static gboolean
add_key (Builder *self, Level *level, MusterYaml *key, yaml_mark_t mark)
{
  g_ptr_array_add (level->node->keys, key);
  if (key->type != MUSTER_YAML_SCALAR)
    return refuse (self, MUSTER_BASE_ERROR_SYNTAX, mark, "a key must be plain text");
  if (!key->quoted && g_str_equal (key->text, "<<"))
    return refuse (self, MUSTER_BASE_ERROR_SYNTAX, mark, "merge keys are not read");
  if (!key->quoted && *key->text == '\0')
    return refuse (self, MUSTER_BASE_ERROR_SYNTAX, mark, "a key is missing");
  if (!g_hash_table_add (level->names, key->text))
    return refuse_repeated (self, mark, key->text);
  return TRUE;
}

/* Hangs a node where the next one belongs. Owns @node. */
static gboolean
add_node (Builder *self, MusterYaml *node, yaml_mark_t mark)
{
  Level *level = self->depth > 0 ? &self->levels[self->depth - 1] : NULL;

  node->line = (guint) mark.line + 1;
  node->column = (guint) mark.column + 1;
  if (level != NULL && wants_key (level->node))
    {
      if (!add_key (self, level, node, mark))
        return FALSE;
    }
  else if (level != NULL)
    g_ptr_array_add (level->node->items, node);
  else
    self->root = node;
  if (++self->n_nodes > NODES_MAX)
    return refuse (self, MUSTER_BASE_ERROR_LIMIT, mark, "more than 200000 nodes");
  return TRUE;
}

static gboolean
refuse_extras (Builder *self, yaml_mark_t mark, const yaml_char_t *anchor, const yaml_char_t *tag)
{
  if (anchor != NULL)
    return refuse (self, MUSTER_BASE_ERROR_SYNTAX, mark, "anchors are not read");
  if (tag != NULL)
    return refuse (self, MUSTER_BASE_ERROR_SYNTAX, mark, "tags are not read");
  return TRUE;
}

static gboolean
add_scalar (Builder *self, const yaml_event_t *event)
{
  const char *text = (const char *) event->data.scalar.value;
  gsize n = event->data.scalar.length;
  MusterYaml *node;

  if (!refuse_extras (self, event->start_mark, event->data.scalar.anchor, event->data.scalar.tag))
    return FALSE;
  if (memchr (text, '\0', n) != NULL)
    return refuse (self, MUSTER_BASE_ERROR_SYNTAX, event->start_mark, "a text may not hold NUL");
  node = g_new0 (MusterYaml, 1);
  node->type = MUSTER_YAML_SCALAR;
  node->quoted = event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
  node->text = g_strndup (text, n);
  return add_node (self, node, event->start_mark);
}

static gboolean
open_level (Builder *self, MusterYamlType type, const yaml_event_t *event)
{
  MusterYaml *node;

  if (self->depth == DEPTH_MAX)
    return refuse (self, MUSTER_BASE_ERROR_LIMIT, event->start_mark, "nested deeper than 64");
  node = g_new0 (MusterYaml, 1);
  node->type = type;
  node->items = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_yaml_free);
  if (type == MUSTER_YAML_MAPPING)
    node->keys = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_yaml_free);
  if (!add_node (self, node, event->start_mark))
    return FALSE;
  self->levels[self->depth++] = (Level){
    .node = node,
    .names = type == MUSTER_YAML_MAPPING ? g_hash_table_new (g_str_hash, g_str_equal) : NULL,
  };
  return TRUE;
}

static void
close_level (Builder *self)
{
  g_clear_pointer (&self->levels[--self->depth].names, g_hash_table_unref);
}

static gboolean
take_event (Builder *self, const yaml_event_t *event)
{
  switch (event->type)
    {
    case YAML_DOCUMENT_START_EVENT:
      if (++self->n_documents > 1)
        return refuse (self, MUSTER_BASE_ERROR_SYNTAX, event->start_mark, "more than one document");
      return TRUE;
    case YAML_ALIAS_EVENT:
      return refuse (self, MUSTER_BASE_ERROR_SYNTAX, event->start_mark, "aliases are not read");
    case YAML_SCALAR_EVENT:
      return add_scalar (self, event);
    case YAML_SEQUENCE_START_EVENT:
      return refuse_extras (self, event->start_mark, event->data.sequence_start.anchor,
                            event->data.sequence_start.tag) &&
             open_level (self, MUSTER_YAML_SEQUENCE, event);
    case YAML_MAPPING_START_EVENT:
      return refuse_extras (self, event->start_mark, event->data.mapping_start.anchor,
                            event->data.mapping_start.tag) &&
             open_level (self, MUSTER_YAML_MAPPING, event);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
      close_level (self);
      return TRUE;
    case YAML_NO_EVENT:
    case YAML_STREAM_START_EVENT:
    case YAML_STREAM_END_EVENT:
    case YAML_DOCUMENT_END_EVENT:
    default:
      return TRUE;
    }
}

static gboolean
build (Builder *self)
{
  gboolean more = TRUE, good = TRUE;

  while (more && good)
    {
      yaml_event_t event;

      if (!yaml_parser_parse (&self->parser, &event))
        return refuse_syntax (self);
      good = take_event (self, &event);
      more = event.type != YAML_STREAM_END_EVENT;
      yaml_event_delete (&event);
    }
  if (good && self->root == NULL)
    return refuse (self, MUSTER_BASE_ERROR_SYNTAX, (yaml_mark_t){ 0 }, "nothing in it");
  return good;
}

/**
 * muster_yaml_parse:
 * @name: the file's name, for messages
 * @text: @n bytes of UTF-8
 * @n: how many
 * @error: MUSTER_BASE_ERROR_SYNTAX, or _LIMIT beyond 4 MiB, 64 levels or 200,000 nodes; the message
 *   begins with "@name:line:column: "
 *
 * Reads one document of the part of YAML 1.2 that a person can see through: no anchors, aliases,
 * tags or merge keys, no key twice, only texts as keys.
 *
 * Returns: (transfer full): the tree; NULL on error
 */
MusterYaml *
muster_yaml_parse (const char *name, const char *text, gsize n, GError **error)
{
  Builder self = { .name = name, .error = error };
  gboolean good;

  g_return_val_if_fail (name != NULL && (text != NULL || n == 0), NULL);

  if (n > BYTES_MAX)
    {
      refuse (&self, MUSTER_BASE_ERROR_LIMIT, (yaml_mark_t){ 0 }, "larger than 4 MiB");
      return NULL;
    }
  if (!yaml_parser_initialize (&self.parser))
    g_error ("out of memory");
  yaml_parser_set_encoding (&self.parser, YAML_UTF8_ENCODING);
  yaml_parser_set_input_string (&self.parser, (const guchar *) (text != NULL ? text : ""), n);
  good = build (&self);
  while (self.depth > 0)
    close_level (&self);
  yaml_parser_delete (&self.parser);
  if (!good)
    g_clear_pointer (&self.root, muster_yaml_free);
  return self.root;
}

/**
 * muster_yaml_get:
 * @self: (nullable): a node
 * @key: a key
 *
 * Returns: (nullable): the member's value; NULL if there is none, or @self is no mapping
 */
const MusterYaml *
muster_yaml_get (const MusterYaml *self, const char *key)
{
  g_return_val_if_fail (key != NULL, NULL);

  if (self == NULL || self->type != MUSTER_YAML_MAPPING)
    return NULL;
  for (guint i = 0; i < self->keys->len; i++)
    {
      const MusterYaml *candidate = g_ptr_array_index (self->keys, i);

      if (g_str_equal (candidate->text, key))
        return g_ptr_array_index (self->items, i);
    }
  return NULL;
}
