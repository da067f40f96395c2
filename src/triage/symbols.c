/* symbols.c - label names, each kept once
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "triage/symbols.h"

#include <string.h>

typedef struct
{
  const char *bytes;
  gsize n;
  guint16 number;
} Name;

struct _MusterSymbols
{
  GHashTable *names_by_bytes;
  GPtrArray *names; /* of Name, by number */
  const Name *last[MUSTER_SYMBOL_PLACES];
};

static guint
hash_name (gconstpointer data)
{
  const Name *name = data;
  guint hash = 2166136261u;

  for (gsize i = 0; i < name->n; i++)
    hash = (hash ^ (guchar) name->bytes[i]) * 16777619u;
  return hash;
}

static gboolean
names_equal (gconstpointer a, gconstpointer b)
{
  const Name *x = a, *y = b;

  return x->n == y->n && memcmp (x->bytes, y->bytes, x->n) == 0;
}

/**
 * muster_symbols_new:
 *
 * Returns: (transfer full): an empty table
 */
MusterSymbols *
muster_symbols_new (void)
{
  MusterSymbols *self = g_new0 (MusterSymbols, 1);

  self->names_by_bytes = g_hash_table_new (hash_name, names_equal);
  self->names = g_ptr_array_new_with_free_func (g_free);
  return self;
}

/**
 * muster_symbols_free:
 * @self: a table
 *
 * Frees it and its names.
 */
void
muster_symbols_free (MusterSymbols *self)
{
  g_hash_table_unref (self->names_by_bytes);
  g_ptr_array_unref (self->names);
  g_free (self);
}

static const Name *
find (MusterSymbols *self, guint place, const Name *wanted)
{
  const Name *name = place < MUSTER_SYMBOL_PLACES ? self->last[place] : NULL;

  if (name != NULL && names_equal (name, wanted))
    return name;
  name = g_hash_table_lookup (self->names_by_bytes, wanted);
  if (name != NULL && place < MUSTER_SYMBOL_PLACES)
    self->last[place] = name;
  return name;
}

/**
 * muster_symbols_add:
 * @self: a table
 * @place: where among its alert's names it stands, from 0
 * @name: a name
 * @n: its bytes
 *
 * Finds a name, or takes it in.
 *
 * Returns: its number, or %MUSTER_SYMBOL_NONE if it is new and the table is full
 */
guint16
muster_symbols_add (MusterSymbols *self, guint place, const char *name, gsize n)
{
  const Name wanted = { name, n, 0 };
  const Name *found = find (self, place, &wanted);
  Name *kept;
  char *bytes;

  if (found != NULL)
    return found->number;
  if (self->names->len >= MUSTER_SYMBOLS_MAX)
    return MUSTER_SYMBOL_NONE;
  kept = g_malloc (sizeof *kept + n);
  bytes = (char *) (kept + 1);
  memcpy (bytes, name, n);
  *kept = (Name){ bytes, n, (guint16) self->names->len };
  g_ptr_array_add (self->names, kept);
  g_hash_table_add (self->names_by_bytes, kept);
  return kept->number;
}

/**
 * muster_symbols_get:
 * @self: a table
 * @symbol: a number that add() gave
 * @n: (out): the name's bytes
 *
 * Returns: (transfer none): the name, not ended by a zero
 */
const char *
muster_symbols_get (const MusterSymbols *self, guint16 symbol, gsize *n)
{
  const Name *name = g_ptr_array_index (self->names, symbol);

  *n = name->n;
  return name->bytes;
}
