/* openapi-json.h - what descriptions of operations are made of
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/json-writer.h"
#include "model/command.h"
G_BEGIN_DECLS

void muster_openapi_schema (MusterJsonWriter *writer, MusterArgumentType type);
/* Of each name in the braces of @path, and of @query (nullable). */
void muster_openapi_parameters (MusterJsonWriter *writer, const char *path, const char *query);
void muster_openapi_response (MusterJsonWriter *writer,
                              const char *status,
                              const char *words,
                              const char *media_type /* nullable */);

/* openapi-doors.c: what is no command and no resource of ours, within "paths". */
void muster_openapi_doors (MusterJsonWriter *writer);

G_END_DECLS
