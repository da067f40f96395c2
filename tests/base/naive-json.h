/* naive-json.h - what R7 accepts, said once more and slowly: an oracle
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/json-writer.h"
G_BEGIN_DECLS

gboolean naive_json_accepts (const char *bytes, gsize n);
/* Reads the value that is due by the calls for its type and writes it again. */
void naive_json_copy (MusterJsonReader *reader, MusterJsonWriter *writer);

G_END_DECLS
