/* rule-members.h - the members of a rule, as they are written
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/json-reader.h"
#include "base/json-writer.h"
G_BEGIN_DECLS

typedef struct
{
  char *name;
  char *raw; /* JSON */
} MusterRuleMember;

GPtrArray *muster_rule_members_new (void); /* of MusterRuleMember */
/* One that was read; its value is kept as it stands. */
void muster_rule_members_read (GPtrArray *self, MusterJsonReader *reader, MusterText name);
void muster_rule_members_write (const GPtrArray *self, MusterJsonWriter *writer);
/* @path: "calm", or "flapping.calm" in an object. */
char *muster_rule_members_dup (const GPtrArray *self, const char *path);
void muster_rule_members_set (GPtrArray *self, const char *path, char *raw);

G_END_DECLS
