/* yaml.h - a YAML file as a tree that knows its lines (libyaml)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/error.h"
G_BEGIN_DECLS

typedef enum
{
  MUSTER_YAML_SCALAR,
  MUSTER_YAML_SEQUENCE,
  MUSTER_YAML_MAPPING,
} MusterYamlType;

typedef struct _MusterYaml MusterYaml;
struct _MusterYaml
{
  MusterYamlType type;
  guint line, column; /* from 1 */
  gboolean quoted;    /* scalars: "null", "true" and 12 in quotes are text */
  char *text;         /* scalars */
  GPtrArray *keys;    /* mappings: of MusterYaml scalars; same length as items */
  GPtrArray *items;   /* of MusterYaml: members or values */
};

/* One document; no aliases, tags, merge keys or duplicate keys; at most 4 MiB, 64 deep, 200,000
 * nodes. Errors are MUSTER_BASE_ERROR and begin with "@name:line:column: ". */
MusterYaml *muster_yaml_parse (const char *name, const char *text, gsize n, GError **error);
void muster_yaml_free (MusterYaml *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterYaml, muster_yaml_free)

const MusterYaml *muster_yaml_get (const MusterYaml *self, const char *key); /* NULL if none */
gboolean muster_yaml_is_null (const MusterYaml *self);
gboolean muster_yaml_int (const MusterYaml *self, gint64 *out);
gboolean muster_yaml_bool (const MusterYaml *self, gboolean *out);
/* Plain JSON of the tree: scalars as YAML's core schema reads them. */
void muster_yaml_append_json (const MusterYaml *self, GString *out);

G_END_DECLS
