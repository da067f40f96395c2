/* import-write.c - what was imported, as a team file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "importers/import.h"

#include "base/civil-date.h"
#include "base/instant.h"
#include "base/json-writer.h"
#include "base/wall-time.h"

#define EPOCH_TEXT "1970-01-01T00:00:00Z"

/* --- YAML --- */

/* A JSON string is a YAML one. */
static void
append_quoted (GString *out, const char *text)
{
  MusterJsonWriter writer;

  muster_json_writer_init (&writer, out);
  muster_json_string (&writer, text);
}

static void
append_member (GString *out, const char *indent, const char *key, const char *text)
{
  g_string_append_printf (out, "%s%s: ", indent, key);
  append_quoted (out, text);
  g_string_append_c (out, '\n');
}

static void
append_instant (GString *out, gint64 at_s)
{
  muster_instant_append (at_s * G_USEC_PER_SEC, out);
}

static void
append_people (GString *out, const GPtrArray *group)
{
  guint n = 0;

  if (group->len != 1)
    g_string_append_c (out, '[');
  for (guint i = 0; i < group->len; i++)
    {
      g_string_append (out, n++ > 0 ? ", " : "");
      append_quoted (out, ((MusterImportPerson *) group->pdata[i])->name);
    }
  if (group->len != 1)
    g_string_append_c (out, ']');
}

static void
append_members (GString *out, const char *indent, const GPtrArray *members)
{
  g_string_append_printf (out, "%smembers: [", indent);
  for (guint i = 0; i < members->len; i++)
    {
      const GPtrArray *group = g_ptr_array_index (members, i);

      g_string_append (out, i > 0 ? ", " : "");
      if (group->len == 0)
        g_string_append (out, "null");
      else
        append_people (out, group);
    }
  g_string_append (out, "]\n");
}

static void
append_time_of_day (GString *out, gint32 at_s)
{
  g_string_append_printf (out, "\"%02d:%02d", at_s / 3600, at_s / 60 % 60);
  if (at_s % 60 != 0)
    g_string_append_printf (out, ":%02d", at_s % 60);
  g_string_append_c (out, '"');
}

static void
append_windows (GString *out, const char *indent, const GArray *windows)
{
  static const char *const days[] = { "mo", "tu", "we", "th", "fr", "sa", "su" };

  g_string_append_printf (out, "%swindows:\n", indent);
  for (guint i = 0; i < windows->len; i++)
    {
      const MusterImportWindow *window = &g_array_index (windows, MusterImportWindow, i);
      guint n = 0;

      g_string_append_printf (out, "%s  - {days: [", indent);
      for (guint d = 0; d < G_N_ELEMENTS (days); d++)
        if ((window->days >> d & 1) != 0)
          g_string_append_printf (out, "%s%s", n++ > 0 ? ", " : "", days[d]);
      g_string_append (out, "], from: ");
      append_time_of_day (out, window->from_s);
      g_string_append (out, ", to: ");
      append_time_of_day (out, window->to_s);
      g_string_append (out, "}\n");
    }
}

/* --- shifts that are no turns --- */

/* "20260601T090000", on the layer's wall */
static void
append_compact (GString *out, const char *name, gint64 wall_s)
{
  MusterCivilDate date = muster_civil_date_from_days (muster_floor_div (wall_s, MUSTER_DAY_S));
  gint64 second = muster_floor_mod (wall_s, MUSTER_DAY_S);

  g_string_append_printf (out, "%s:%04d%02u%02uT%02d%02d%02d\n", name, (int) date.year, date.month,
                          date.day, (int) (second / 3600), (int) (second / 60 % 60),
                          (int) (second % 60));
}

static void
append_escaped (GString *out, const char *text)
{
  for (; *text != '\0'; text++)
    {
      if (strchr ("\\;,", *text) != NULL)
        g_string_append_c (out, '\\');
      g_string_append_c (out, *text);
    }
}

static void
append_event (GString *out, const char *indent, const MusterImportEvent *event, guint n)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_auto (GStrv) lines = NULL;

  g_string_append_printf (text, "BEGIN:VEVENT\nUID:%u\n", n);
  append_compact (text, "DTSTART", event->start_s);
  append_compact (text, "DTEND", event->end_s);
  if (event->rrule != NULL)
    g_string_append_printf (text, "RRULE:%s\n", event->rrule);
  g_string_append (text, "SUMMARY:");
  append_escaped (text, event->person->name);
  g_string_append (text, "\nEND:VEVENT");
  lines = g_strsplit (text->str, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    g_string_append_printf (out, "%s  %s\n", indent, lines[i]);
}

static void
append_calendar (GString *out, const char *indent, const GPtrArray *events)
{
  g_autoptr (GHashTable) listed = g_hash_table_new (g_str_hash, g_str_equal);

  g_string_append_printf (out, "%speople: [", indent);
  for (guint i = 0; i < events->len; i++)
    {
      const MusterImportEvent *event = g_ptr_array_index (events, i);

      if (!g_hash_table_add (listed, event->person->name))
        continue;
      g_string_append (out, g_hash_table_size (listed) > 1 ? ", " : "");
      append_quoted (out, event->person->name);
    }
  g_string_append_printf (out, "]\n%scalendar: |\n%s  BEGIN:VCALENDAR\n%s  VERSION:2.0\n", indent,
                          indent, indent);
  for (guint i = 0; i < events->len; i++)
    append_event (out, indent, g_ptr_array_index (events, i), i + 1);
  g_string_append_printf (out, "%s  END:VCALENDAR\n", indent);
}

static void
append_layer (GString *out, const char *outer, const MusterImportLayer *layer)
{
  g_autofree char *indent = g_strconcat (outer, "  ", NULL);

  g_string_append_printf (out, "%s- name: ", outer);
  append_quoted (out, layer->name);
  g_string_append_c (out, '\n');
  if (layer->zone != NULL)
    append_member (out, indent, "zone", layer->zone);
  if (layer->every > 0)
    {
      g_string_append_printf (out, "%sstart: ", indent);
      muster_wall_time_append (layer->start_s, out);
      g_string_append_printf (out, "\n%severy: %u %s%s\n", indent, layer->every, layer->unit,
                              layer->every > 1 ? "s" : "");
    }
  if (layer->by_shifts)
    g_string_append_printf (out, "%sadvance: shift\n", indent);
  if (layer->events->len > 0)
    append_calendar (out, indent, layer->events);
  else
    append_members (out, indent, layer->members);
  if (layer->windows->len > 0)
    append_windows (out, indent, layer->windows);
}

/* --- layers and versions --- */

static int
compare_instants (gconstpointer a, gconstpointer b)
{
  gint64 one = *(const gint64 *) a, other = *(const gint64 *) b;

  return (one > other) - (one < other);
}

/* Instants after now at which a layer begins or ends, each once. */
static GArray *
collect_borders (const MusterImport *self, const MusterImportSchedule *schedule)
{
  GArray *borders = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < schedule->layers->len; i++)
    {
      const MusterImportLayer *layer = g_ptr_array_index (schedule->layers, i);

      if (layer->from_s > self->at_s)
        g_array_append_val (borders, layer->from_s);
      if (layer->until_s > self->at_s && layer->until_s < G_MAXINT64)
        g_array_append_val (borders, layer->until_s);
    }
  g_array_sort (borders, compare_instants);
  for (guint i = borders->len; i > 1; i--)
    if (g_array_index (borders, gint64, i - 1) == g_array_index (borders, gint64, i - 2))
      g_array_remove_index (borders, i - 1);
  return borders;
}

static void
append_layers (GString *out, const char *indent, const MusterImportSchedule *schedule, gint64 at_s)
{
  gsize before;

  g_string_append_printf (out, "%slayers:", indent);
  before = out->len;
  g_string_append_c (out, '\n');
  for (guint i = 0; i < schedule->layers->len; i++)
    {
      const MusterImportLayer *layer = g_ptr_array_index (schedule->layers, i);
      g_autofree char *inner = g_strconcat (indent, "  ", NULL);

      if (layer->from_s <= at_s && at_s < layer->until_s)
        append_layer (out, inner, layer);
    }
  if (out->len == before + 1)
    g_string_insert (out, (gssize) before, " []");
}

static void
append_versions (const MusterImport *self, GString *out, const MusterImportSchedule *schedule)
{
  g_autoptr (GArray) borders = collect_borders (self, schedule);

  if (borders->len == 0)
    {
      append_layers (out, "    ", schedule, self->at_s);
      return;
    }
  g_string_append (out, "    versions:\n      - from: " EPOCH_TEXT "\n");
  append_layers (out, "        ", schedule, self->at_s);
  for (guint i = 0; i < borders->len; i++)
    {
      gint64 from_s = g_array_index (borders, gint64, i);

      g_string_append (out, "      - from: ");
      append_instant (out, from_s);
      g_string_append_c (out, '\n');
      append_layers (out, "        ", schedule, from_s);
    }
}

static void
append_change (GString *out, const MusterImportChange *change)
{
  static const char *const kinds[] = { "cover", "replace", "add", "remove" };

  g_string_append_printf (out, "      - {%s: ", kinds[change->kind]);
  append_quoted (out, change->who->name);
  if (change->kind == MUSTER_IMPORT_REPLACE)
    {
      g_string_append (out, ", with: ");
      append_quoted (out, change->other->name);
    }
  g_string_append (out, ", from: ");
  append_instant (out, change->from_s);
  g_string_append (out, ", to: ");
  append_instant (out, change->to_s);
  g_string_append (out, "}\n");
}

static void
write_schedule (const MusterImport *self, const MusterImportSchedule *schedule, GString *out)
{
  g_string_append (out, "  - name: ");
  append_quoted (out, schedule->name);
  g_string_append_c (out, '\n');
  append_member (out, "    ", "zone", schedule->zone != NULL ? schedule->zone : "UTC");
  g_string_append_printf (out, "    mode: %s\n", schedule->is_union ? "union" : "stack");
  append_versions (self, out, schedule);
  if (schedule->changes->len == 0)
    return;
  g_string_append (out, "    modifiers:\n");
  for (guint i = 0; i < schedule->changes->len; i++)
    append_change (out, &g_array_index (schedule->changes, MusterImportChange, i));
}

/* --- people, teams, policies --- */

static void
write_person (const MusterImportPerson *person, GString *out)
{
  g_string_append (out, "  - name: ");
  append_quoted (out, person->name);
  g_string_append_c (out, '\n');
  if (person->full_name != NULL && strcmp (person->full_name, person->name) != 0)
    append_member (out, "    ", "full_name", person->full_name);
  if (person->zone != NULL)
    append_member (out, "    ", "zone", person->zone);
  if (person->email == NULL)
    return;
  g_string_append (out, "    channels: [{type: email, to: ");
  append_quoted (out, person->email);
  g_string_append (out, "}]\n");
}

static void
write_team (const MusterImportTeam *team, GString *out)
{
  g_string_append (out, "  - name: ");
  append_quoted (out, team->name);
  g_string_append (out, "\n    people: [");
  for (guint i = 0, n = 0; i < team->people->len; i++)
    {
      const MusterImportPerson *person = g_ptr_array_index (team->people, i);

      if (person->is_gone)
        continue;
      g_string_append (out, n++ > 0 ? ", " : "");
      append_quoted (out, person->name);
    }
  g_string_append (out, "]\n");
}

static void
append_duration (GString *out, gint64 seconds)
{
  if (seconds % 60 == 0)
    g_string_append_printf (out, "%" G_GINT64_FORMAT "m", seconds / 60);
  else
    g_string_append_printf (out, "%" G_GINT64_FORMAT "s", seconds);
}

static void
write_step (const MusterImportStep *step, GString *out)
{
  g_string_append (out, "      - {after: ");
  append_duration (out, step->after_s);
  g_string_append (out, ", notify: [");
  for (guint i = 0; i < step->targets->len; i++)
    {
      const MusterImportTarget *target = g_ptr_array_index (step->targets, i);

      g_string_append_printf (out, "%s{%s: ", i > 0 ? ", " : "", target->kind);
      append_quoted (out, target->name);
      g_string_append_c (out, '}');
    }
  g_string_append_printf (out, "]%s}\n", step->in_turn ? ", strategy: round-robin" : "");
}

static void
write_policy (const MusterImportPolicy *policy, GString *out)
{

  g_string_append (out, "  - name: ");
  append_quoted (out, policy->name);
  g_string_append_printf (out, "\n    repeat: %" G_GINT64_FORMAT "\n", policy->repeat);
  if (policy->wait_s > 0)
    {
      g_string_append (out, "    wait: ");
      append_duration (out, policy->wait_s);
      g_string_append_c (out, '\n');
    }
  g_string_append (out, policy->steps->len > 0 ? "    steps:\n" : "    steps: []\n");
  for (guint i = 0; i < policy->steps->len; i++)
    write_step (g_ptr_array_index (policy->steps, i), out);
}

/**
 * muster_import_write:
 * @self: an import that is finished
 *
 * Writes a team file.
 *
 * Returns: (transfer full): the text
 */
char *
muster_import_write (const MusterImport *self)
{
  GString *out = g_string_new ("people:\n");
  gsize before = out->len;

  for (guint i = 0; i < self->people->len; i++)
    if (!((MusterImportPerson *) self->people->pdata[i])->is_gone)
      write_person (g_ptr_array_index (self->people, i), out);
  if (out->len == before)
    g_string_assign (out, "people: []\n");
  g_string_append (out, self->teams->len > 0 ? "teams:\n" : "");
  for (guint i = 0; i < self->teams->len; i++)
    write_team (g_ptr_array_index (self->teams, i), out);
  g_string_append (out, self->schedules->len > 0 ? "schedules:\n" : "");
  for (guint i = 0; i < self->schedules->len; i++)
    write_schedule (self, g_ptr_array_index (self->schedules, i), out);
  g_string_append (out, self->policies->len > 0 ? "policies:\n" : "");
  for (guint i = 0; i < self->policies->len; i++)
    write_policy (g_ptr_array_index (self->policies, i), out);
  return g_string_free (out, FALSE);
}
