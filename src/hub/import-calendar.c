/* import-calendar.c - an iCalendar file as a schedule of a team file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is no matter of who and when is left out. Whom the calendar names is said beside it, so that
 * it stays so whatever becomes of addresses.
 */
#include "hub/import-calendar.h"

#include "base/calendar-zone.h"
#include "base/json-writer.h"
#include "base/safe-text.h"
#include "sources/value.h"
#include "wire/team-file.h"
#include "world/schedule-body.h"

#include <string.h>

#define NAMED_BYTES_MAX 1024
#define ARENA_BYTES     4096

typedef struct
{
  MusterImportCalendar *import;
  GHashTable *known;  /* in lower case, a name or an address → a person's name */
  GHashTable *looked; /* what was looked for already */
  GString *people;    /* the layer's, as YAML */
  GPtrArray *made;    /* of char *: people whom no team file has */
} Naming;

static void tell (MusterImportCalendar *self, const char *format, ...) G_GNUC_PRINTF (2, 3);

static void
tell (MusterImportCalendar *self, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_ptr_array_add (self->report, g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

static void
append_quoted (GString *out, const char *text)
{
  MusterJsonWriter writer;

  muster_json_writer_init (&writer, out);
  muster_json_string (&writer, text);
}

/* --- the lines that count --- */

static char *
write_lines (const MusterCalendarLines *lines)
{
  static const char mark[] = "X-MUSTER-RULE:";
  g_auto (GStrv) parts = g_strsplit (lines->text->str, "\r\n", -1);
  GString *out = g_string_new (NULL);

  for (guint i = 0; parts[i] != NULL; i++)
    if (g_str_has_prefix (parts[i], mark))
      {
        guint64 n = g_ascii_strtoull (parts[i] + strlen (mark), NULL, 10);

        if (n < lines->rules->len)
          g_string_append_printf (out, "RRULE:%s\n",
                                  (const char *) g_ptr_array_index (lines->rules, (guint) n));
      }
    else if (*parts[i] != '\0')
      g_string_append_printf (out, "%s\n", parts[i]);
  return g_string_free (out, FALSE);
}

/* Twice, as what is made visible may count, too; then it is as any reader will see it. */
static char *
settle_text (const char *text, gsize n, GError **error)
{
  g_autoptr (MusterCalendarLines) lines = muster_calendar_lines_new (text, n, error);
  g_autofree char *written = lines != NULL ? write_lines (lines) : NULL;

  return written != NULL ? muster_safe_text (written, -1, TRUE) : NULL;
}

/* The calendar's own, or that of its first event that says one. */
static char *
find_zone (MusterImportCalendar *self, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *tzid = strstr (lines[i], ";TZID=");
      g_autofree char *name = NULL;
      g_autoptr (GTimeZone) zone = NULL;

      if (g_str_has_prefix (lines[i], "X-WR-TIMEZONE:"))
        name = g_strdup (lines[i] + strlen ("X-WR-TIMEZONE:"));
      else if (tzid != NULL)
        name = g_strndup (tzid + strlen (";TZID="), strcspn (tzid + strlen (";TZID="), ";:\""));
      zone = name != NULL ? muster_calendar_zone_new (name) : NULL;
      if (zone != NULL)
        return g_strdup (g_time_zone_get_identifier (zone));
    }
  tell (self, "it names no time zone of the system’s: what is all day is so in UTC");
  return g_strdup ("UTC");
}

/* --- people --- */

static void
add_known (GHashTable *known, const char *text, const char *person)
{
  if (text != NULL)
    g_hash_table_replace (known, g_utf8_casefold (text, -1), g_strdup (person));
}

static void
add_value (GHashTable *known, const MusterValue *value, const char *person)
{
  MusterText text = muster_value_text (value);
  g_autofree char *copy = text.n > 0 ? muster_text_dup (text) : NULL;

  add_known (known, copy, person);
}

static void
add_person (GHashTable *known, const MusterTeamObject *object)
{
  g_autoptr (MusterArena) arena = muster_arena_new (ARENA_BYTES);
  const MusterText body = { object->body, strlen (object->body) };
  const MusterText contact = { object->contact,
                               object->contact != NULL ? strlen (object->contact) : 0 };
  const MusterValue *channels =
      contact.n > 0 ? muster_value_at (muster_value_parse (contact, arena), "channels") : NULL;

  add_known (known, object->name, object->name);
  add_value (known, muster_value_at (muster_value_parse (body, arena), "full_name"), object->name);
  for (const MusterValue *item = channels != NULL ? channels->first : NULL; item != NULL;
       item = item->next)
    if (muster_text_equal (muster_value_text_at (item, "type"), "email"))
      add_value (known, muster_value_at (item, "to"), object->name);
}

static void
name_person (Naming *self, const char *named, const char *person)
{
  g_string_append (self->people, self->people->len > 0 ? ", " : "");
  if (strcmp (named, person) == 0)
    {
      append_quoted (self->people, person);
      return;
    }
  g_string_append (self->people, "{named: ");
  append_quoted (self->people, named);
  g_string_append (self->people, ", person: ");
  append_quoted (self->people, person);
  g_string_append_c (self->people, '}');
}

/* Says once whose a text is; FALSE: nobody's. */
static gboolean
look_up (Naming *self, const char *text)
{
  g_autofree char *folded = g_utf8_casefold (text, -1);
  const char *person = g_hash_table_lookup (self->known, folded);

  if (person != NULL && g_hash_table_add (self->looked, g_strdup (folded)))
    name_person (self, text, person);
  return person != NULL;
}

/* As a layer does: the whole summary, its parts, those who are asked to come. */
static gboolean
find_anybody (Naming *self, const MusterCalendarEntry *entry)
{
  g_auto (GStrv) parts = g_strsplit (entry->summary, ",", -1);
  gboolean found = strlen (entry->summary) <= NAMED_BYTES_MAX && look_up (self, entry->summary);

  for (guint i = 0; !found && parts[i] != NULL; i++)
    if (strlen (g_strstrip (parts[i])) <= NAMED_BYTES_MAX)
      found = look_up (self, parts[i]) || found;
  for (guint i = 0; parts[0] != NULL && parts[1] != NULL && parts[i] != NULL; i++)
    if (strlen (parts[i]) <= NAMED_BYTES_MAX)
      look_up (self, parts[i]);
  for (guint i = 0; !found && i < entry->mails->len; i++)
    found = look_up (self, g_ptr_array_index (entry->mails, i));
  return found;
}

/* "On call: ana (rota)" as we write it, "On Call - Ana Alvarez", "[L1] ana": the one whom a part of
 * it names; NULL: nobody, or several. */
static const char *
find_within (const Naming *self, const char *summary)
{
  g_autoptr (GString) text = g_string_new (summary);
  g_auto (GStrv) parts = NULL;
  const char *found = NULL;

  g_string_replace (text, " - ", ":", 0);
  parts = g_strsplit_set (text->str, ":()[]", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *folded = g_utf8_casefold (g_strstrip (parts[i]), -1);
      const char *person = g_hash_table_lookup (self->known, folded);

      if (person != NULL && found != NULL && strcmp (person, found) != 0)
        return NULL;
      found = person != NULL ? person : found;
    }
  return found;
}

static void
take_entry (Naming *self, const MusterCalendarEntry *entry)
{
  g_autofree char *folded = NULL;
  const char *person;

  if (find_anybody (self, entry))
    return;
  folded = g_utf8_casefold (entry->summary, -1);
  if (!g_hash_table_add (self->looked, g_strdup (folded)))
    return;
  person = self->import->team != NULL && strlen (entry->summary) <= NAMED_BYTES_MAX
               ? find_within (self, entry->summary)
               : NULL;
  if (person != NULL)
    {
      name_person (self, entry->summary, person);
      return;
    }
  if (self->import->team == NULL && muster_is_name (entry->summary, -1))
    {
      add_known (self->known, entry->summary, entry->summary);
      g_ptr_array_add (self->made, g_strdup (entry->summary));
      name_person (self, entry->summary, entry->summary);
      return;
    }
  self->import->n_unknown++;
  tell (self->import, "“%.100s” is nobody of the team: its time is vacant", entry->summary);
}

/* --- the file --- */

static void
append_people (GString *out, const GPtrArray *made)
{
  g_string_append (out, made->len > 0 ? "people:\n" : "");
  for (guint i = 0; i < made->len; i++)
    {
      g_string_append (out, "  - name: ");
      append_quoted (out, g_ptr_array_index (made, i));
      g_string_append_c (out, '\n');
    }
}

static char *
write_file (const Naming *self, const char *zone, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  GString *out = g_string_new (NULL);

  append_people (out, self->made);
  g_string_append (out, "schedules:\n  - name: ");
  append_quoted (out, self->import->schedule);
  g_string_append (out, "\n    zone: ");
  append_quoted (out, zone);
  g_string_append (out, "\n    layers:\n      - name: ");
  append_quoted (out, self->import->layer);
  g_string_append_printf (out, "\n        people: [%s]\n        calendar: |\n", self->people->str);
  for (guint i = 0; lines[i] != NULL; i++)
    if (*lines[i] != '\0')
      g_string_append_printf (out, "          %s\n", lines[i]);
  return g_string_free (out, FALSE);
}

static gboolean
know_all (const char *type G_GNUC_UNUSED,
          const char *name G_GNUC_UNUSED,
          gpointer data G_GNUC_UNUSED)
{
  return TRUE;
}

/* Rules and all else of it are looked at as when it is saved. */
static gboolean
check_file (const MusterImportCalendar *self, const char *text, GError **error)
{
  const MusterTeamLookup lookup = { know_all, NULL };
  g_autoptr (GPtrArray) objects =
      muster_team_file_parse ("team.yaml", text, strlen (text), &lookup, error);
  const MusterTeamObject *last;

  if (objects == NULL)
    return FALSE;
  last = g_ptr_array_index (objects, objects->len - 1);
  return muster_schedule_body_check (self->schedule, last->body, error);
}

static void
list_known (const MusterImportCalendar *self, GHashTable *known)
{
  for (guint i = 0; self->team != NULL && i < self->team->len; i++)
    {
      const MusterTeamObject *object = g_ptr_array_index (self->team, i);

      if (strcmp (object->type, "person") == 0)
        add_person (known, object);
    }
}

/**
 * muster_import_calendar_write:
 * @self: what is asked for
 * @text: a calendar
 * @n: its bytes
 * @error: %MUSTER_BASE_ERROR, or %MUSTER_MODEL_ERROR_INVALID
 *
 * Makes a team file with a schedule of one layer, which is that calendar. People are those of the
 * team, by name, full name or address; without a team, everybody whom a summary names.
 *
 * Returns: (transfer full) (nullable): the file
 */
char *
muster_import_calendar_write (MusterImportCalendar *self, const char *text, gsize n, GError **error)
{
  g_autofree char *settled = settle_text (text, n, error);
  g_autoptr (GPtrArray) entries =
      settled != NULL ? muster_calendar_read (settled, strlen (settled), error) : NULL;
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GHashTable) looked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) made = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) people = g_string_new (NULL);
  Naming naming = { self, known, looked, people, made };
  g_autofree char *zone = NULL, *file = NULL;

  if (entries == NULL)
    return NULL;
  list_known (self, known);
  for (guint i = 0; i < entries->len; i++)
    take_entry (&naming, g_ptr_array_index (entries, i));
  zone = find_zone (self, settled);
  file = write_file (&naming, zone, settled);
  return check_file (self, file, error) ? g_steal_pointer (&file) : NULL;
}
