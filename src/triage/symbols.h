/* symbols.h - label names, each kept once
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

/* At most this many: a sender that invents names cannot fill the memory with them. */
#define MUSTER_SYMBOLS_MAX   32768
#define MUSTER_SYMBOL_NONE   G_MAXUINT16
#define MUSTER_SYMBOL_PLACES 64

typedef struct _MusterSymbols MusterSymbols;

MusterSymbols *muster_symbols_new (void);
void muster_symbols_free (MusterSymbols *self);
/* The name's number; MUSTER_SYMBOL_NONE when the table is full. @place is where among its alert's
 * names it stands: what stood there last is tried first, as senders keep their order. */
guint16 muster_symbols_add (MusterSymbols *self, guint place, const char *name, gsize n);
const char *muster_symbols_get (const MusterSymbols *self, guint16 symbol, gsize *n);

G_END_DECLS
