/* json-names.h - the names of the objects that a reader is inside of; for json-reader only
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/json-reader.h"
G_BEGIN_DECLS

typedef struct _MusterJsonNames MusterJsonNames;

typedef enum
{
  MUSTER_JSON_NAME_NEW,
  MUSTER_JSON_NAME_REPEATED,
  MUSTER_JSON_NAME_TOO_MANY,
} MusterJsonNameResult;

MusterJsonNames *muster_json_names_new (void);
void muster_json_names_free (MusterJsonNames *self);
void muster_json_names_clear (MusterJsonNames *self);
/* Objects open and close like brackets; at most MUSTER_JSON_DEPTH_MAX are open. */
void muster_json_names_open (MusterJsonNames *self);
void muster_json_names_close (MusterJsonNames *self);
/* The bytes must stay until the object is closed. */
MusterJsonNameResult muster_json_names_add (MusterJsonNames *self, MusterText name);

G_END_DECLS
