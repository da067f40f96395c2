/* json-writer.h - writes compact JSON onto a GString
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/json-reader.h"
#include "base/label-set.h"
#include "base/ulid.h"
G_BEGIN_DECLS

/* Commas are kept by the writer; the caller opens, names and closes. Text must be UTF-8; what is
 * not is written as U+FFFD. Control characters, '"', '\' and nothing else are escaped. */
typedef struct
{
  GString *out; /* not owned */
  gboolean comma;
} MusterJsonWriter;

void muster_json_writer_init (MusterJsonWriter *self, GString *out);
void muster_json_begin_object (MusterJsonWriter *self);
void muster_json_end_object (MusterJsonWriter *self);
void muster_json_begin_array (MusterJsonWriter *self);
void muster_json_end_array (MusterJsonWriter *self);
void muster_json_name (MusterJsonWriter *self, const char *name);
void muster_json_string (MusterJsonWriter *self, const char *text); /* NULL: null */
void muster_json_text (MusterJsonWriter *self, const char *bytes, gsize n);
void muster_json_int (MusterJsonWriter *self, gint64 value);
void muster_json_double (MusterJsonWriter *self,
                         double value); /* finite, "C" locale, round-trips */
void muster_json_bool (MusterJsonWriter *self, gboolean value);
void muster_json_null (MusterJsonWriter *self);
void muster_json_ulid (MusterJsonWriter *self, MusterUlid value); /* null for the null id */
void muster_json_instant (MusterJsonWriter *self, gint64 at_us);  /* RFC 3339 */
/* ["name","value",…]: labels as they are kept, in their order */
void muster_json_label_list (MusterJsonWriter *self, const MusterLabelSet *labels);
char *muster_json_dup_labels (const MusterLabelSet *labels);
void
muster_json_raw (MusterJsonWriter *self, const char *bytes, gsize n); /* a whole value, as is */

/* name and value in one call */
void muster_json_member_string (MusterJsonWriter *self, const char *name, const char *text);
void muster_json_member_int (MusterJsonWriter *self, const char *name, gint64 value);
void muster_json_member_bool (MusterJsonWriter *self, const char *name, gboolean value);
void muster_json_member_ulid (MusterJsonWriter *self, const char *name, MusterUlid value);
void muster_json_member_instant (MusterJsonWriter *self, const char *name, gint64 at_us);

G_END_DECLS
