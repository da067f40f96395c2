/* yaml-shape.h - what a file of ours may say, as tables
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/yaml.h"
G_BEGIN_DECLS

typedef enum
{
  MUSTER_SHAPE_TEXT,      /* text of min to max bytes that `good` accepts */
  MUSTER_SHAPE_NAME,      /* what a thing is called: safe text of at most 256 bytes */
  MUSTER_SHAPE_REFERENCE, /* the name of a thing of one of the types in `words` */
  MUSTER_SHAPE_WORD,      /* one of `words` */
  MUSTER_SHAPE_INT,       /* a whole number from min to max */
  MUSTER_SHAPE_NUMBER,    /* a finite number */
  MUSTER_SHAPE_BOOL,
  MUSTER_SHAPE_LABELS,  /* a mapping of label names to text or `item`, at least min of them */
  MUSTER_SHAPE_TABLE,   /* a mapping of any texts to `item` */
  MUSTER_SHAPE_LIST,    /* min to max items */
  MUSTER_SHAPE_MAPPING, /* of the keys in `keys` and no others */
} MusterShapeType;

typedef enum
{
  MUSTER_CHOICE_NONE,
  MUSTER_CHOICE_ONE,         /* just one of the keys marked so */
  MUSTER_CHOICE_AT_MOST_ONE, /* one of them or none */
} MusterShapeChoice;

typedef struct _MusterShape MusterShape;

typedef enum
{
  MUSTER_KEY_REQUIRED = 1 << 0,
  MUSTER_KEY_CHOICE = 1 << 1,
  MUSTER_KEY_OTHER_CHOICE = 1 << 2,
} MusterKeyFlags;

typedef struct
{
  const char *name; /* NULL ends the table */
  const MusterShape *shape;
  guint flags;      /* MusterKeyFlags bits */
  const char *with; /* another key that must be there if this one is; nullable */
} MusterShapeKey;

struct _MusterShape
{
  MusterShapeType type;
  const char *what;                    /* in errors: "a duration such as 15m", "a service" */
  const char *words;                   /* parted by spaces */
  gboolean (*good) (const char *text); /* nullable */
  gint64 min, max;                     /* max 0: 1,024 bytes, 10,000 items */
  const MusterShape *item;             /* of a list, a table, or (nullable) labels */
  const MusterShapeKey *keys;
  MusterShapeChoice choice, other_choice; /* of the keys marked so */
  gboolean span;                          /* a mapping: instant `from` is before instant `to` */
  gboolean nullable;                      /* null is allowed, too */
  const MusterShape *other;               /* tried where the node is not of this shape */
};

/* A name in the file that something must bear. */
typedef struct
{
  const MusterYaml *node;
  const char *types; /* parted by spaces */
} MusterReference;

typedef struct
{
  const char *file;   /* begins the errors */
  GArray *references; /* of MusterReference, filled; nullable */
} MusterShapeReport;

gboolean muster_shape_check (const MusterShape *shape,
                             const MusterYaml *node,
                             const MusterShapeReport *report,
                             GError **error);
/* "FILE:LINE:COLUMN: …"; text of the file's own goes through muster_shape_quote(). */
void muster_shape_fail (const char *file,
                        const MusterYaml *node,
                        GError **error,
                        const char *format,
                        ...) G_GNUC_PRINTF (4, 5);
char *muster_shape_quote (const char *text);
gboolean muster_shape_has_word (const char *words, const char *word);

/* What more than one file says. */
gboolean muster_is_duration (const char *text);
gboolean muster_is_instant (const char *text);
gboolean muster_is_label_name (const char *text);

G_END_DECLS
