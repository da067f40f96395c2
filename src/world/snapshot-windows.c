/* snapshot-windows.c - what is so for a time, as lines of a snapshot: windows, overrides, rules
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "world/snapshot-tables.h"

static void
save_line (const char *part, const MusterRecordTable *table, gconstpointer record, GString *out)
{
  MusterJsonWriter writer;

  muster_json_writer_init (&writer, out);
  muster_json_begin_object (&writer);
  muster_json_member_string (&writer, "part", part);
  muster_record_write (table->members, table->n, record, &writer);
  muster_json_end_object (&writer);
  g_string_append_c (out, '\n');
}

static void
save_lines (const char *part, const MusterRecordTable *table, const GPtrArray *list, GString *out)
{
  for (guint i = 0; i < list->len; i++)
    save_line (part, table, g_ptr_array_index (list, i), out);
}

/**
 * muster_snapshot_save_windows:
 * @world: a hub's world
 * @out: where to
 *
 * Writes which maintenance windows are open, which overrides of severities hold, and which rules
 * are disabled.
 */
void
muster_snapshot_save_windows (const MusterWorld *world, GString *out)
{
  const MusterRuleBook *rules = muster_world_get_rules (world);
  g_autoptr (GPtrArray) open = muster_maintenance_list_open (muster_world_get_maintenance (world));

  save_lines ("maintenance", &muster_opening_record, open, out);
  save_lines ("severityOverride", &muster_override_spell_record,
              muster_override_spells_list (rules->spells), out);
  save_lines ("disabledRule", &muster_disabled_rule_record, rules->disabled, out);
}
