/* wall-words.c - what the war-room screen says of an incident: titles, states, names, clocks
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/wall-words.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/safe-text.h"
#include "console/format.h"

/* The lines that may be on the wall; where @text is FALSE, without the words somebody typed. */
static const struct
{
  const char *icon;
  gboolean text;
} wall_kinds[MUSTER_N_EVENT_KINDS] = {
  [MUSTER_EVENT_INCIDENT_OPENED] = { "dialog-warning-symbolic", TRUE },
  [MUSTER_EVENT_INCIDENT_DECLARED] = { "dialog-warning-symbolic", TRUE },
  [MUSTER_EVENT_INCIDENT_MERGED] = { "go-next-symbolic", FALSE },
  [MUSTER_EVENT_INCIDENT_SPLIT] = { "go-next-symbolic", FALSE },
  [MUSTER_EVENT_INCIDENT_TITLED] = { "document-edit-symbolic", TRUE },
  [MUSTER_EVENT_INCIDENT_SEVERITY_SET] = { "dialog-warning-symbolic", FALSE },
  [MUSTER_EVENT_INCIDENT_STAGE_SET] = { "go-next-symbolic", FALSE },
  [MUSTER_EVENT_INCIDENT_REOPENED] = { "dialog-warning-symbolic", FALSE },
  [MUSTER_EVENT_INCIDENT_ACKNOWLEDGED] = { "object-select-symbolic", FALSE },
  [MUSTER_EVENT_INCIDENT_UNACKNOWLEDGED] = { "edit-undo-symbolic", FALSE },
  [MUSTER_EVENT_ROLE_ASSIGNED] = { "avatar-default-symbolic", FALSE },
  [MUSTER_EVENT_ROLE_RELEASED] = { "avatar-default-symbolic", FALSE },
};

/**
 * muster_wall_title:
 * @incident: an incident
 *
 * Returns: (transfer full): its title; a drill says so
 */
char *
muster_wall_title (const MusterIncident *incident)
{
  g_autofree char *title =
      muster_safe_text (incident->title != NULL ? incident->title : "", -1, FALSE);

  if (!muster_ulid_is_null (incident->drill))
    /* TRANSLATORS: an exercise, not real; the placeholder is the incident's title */
    return g_strdup_printf (_ ("Drill: %s"), title);
  return g_steal_pointer (&title);
}

/**
 * muster_wall_impact:
 * @incident: an incident
 *
 * Returns: (transfer full) (nullable): what people notice of it, in a sentence
 */
char *
muster_wall_impact (const MusterIncident *incident)
{
  g_autofree char *impact = NULL;
  g_autofree char *count = NULL;
  g_autofree char *people = NULL;

  if (incident->impact != NULL && *incident->impact != '\0')
    impact = muster_safe_text (incident->impact, -1, FALSE);
  if (incident->users <= 0)
    return g_steal_pointer (&impact);
  count = muster_format_count ((guint64) incident->users);
  /* TRANSLATORS: the placeholder is a number with its separators */
  people = g_strdup_printf (
      ngettext ("about %s person affected", "about %s people affected", (gulong) incident->users),
      count);
  if (impact == NULL)
    return g_steal_pointer (&people);
  if (strstr (impact, count) != NULL) /* it says so itself */
    return g_steal_pointer (&impact);
  /* TRANSLATORS: what is broken, and for how many: "Logins fail, about 15,000 people affected" */
  return g_strdup_printf (_ ("%s, %s"), impact, people);
}

/**
 * muster_wall_person:
 * @world: the world
 * @person: somebody, or nobody
 *
 * Returns: (transfer full) (nullable): the name, fit to be read from afar
 */
char *
muster_wall_person (const MusterWorld *world, MusterUlid person)
{
  if (muster_ulid_is_null (person))
    return NULL;
  return muster_safe_text (muster_directory_title (muster_world_get_directory (world), person), -1,
                           FALSE);
}

/**
 * muster_wall_helpers:
 * @world: the world
 * @incident: an incident
 *
 * Returns: (transfer full) (nullable): who else has a role: "Mike leads, Jonas writes"
 */
char *
muster_wall_helpers (const MusterWorld *world, const MusterIncident *incident)
{
  static const struct
  {
    MusterRole role;
    const char *words;
  } helpers[] = {
    /* TRANSLATORS: this person is the technical lead */
    { MUSTER_ROLE_TECHNICAL_LEAD, N_ ("%s leads") },
    /* TRANSLATORS: this person has the role Comms: tells others */
    { MUSTER_ROLE_COMMUNICATIONS, N_ ("%s informs") },
    /* TRANSLATORS: this person is the scribe */
    { MUSTER_ROLE_SCRIBE, N_ ("%s writes") },
  };
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (helpers); i++)
    {
      g_autofree char *name = muster_wall_person (world, incident->roles[helpers[i].role]);
      g_autofree char *words = NULL;

      if (name == NULL)
        continue;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
      words = g_strdup_printf (_ (helpers[i].words), name);
#pragma GCC diagnostic pop
      if (all->len > 0)
        /* TRANSLATORS: between the parts of a list */
        g_string_append (all, C_ ("list", ", "));
      g_string_append (all, words);
    }
  return all->len > 0 ? g_string_free (g_steal_pointer (&all), FALSE) : NULL;
}

/**
 * muster_wall_note:
 * @incident: an incident
 *
 * Returns: the one fact for a card: what it lacks, else where it stands
 */
const char *
muster_wall_note (const MusterIncident *incident)
{
  if (incident->stage == MUSTER_STAGE_MONITOR)
    /* TRANSLATORS: it is mitigated, people look whether it stays so */
    return _ ("watching");
  if (muster_ulid_is_null (incident->roles[MUSTER_ROLE_COMMANDER]))
    return _ ("no commander");
  return _ (muster_stage_title (incident->stage));
}

/**
 * muster_wall_latest:
 * @incident: an incident
 *
 * Returns: (nullable): the latest line of its timeline that may be on the wall
 */
const MusterEntry *
muster_wall_latest (const MusterIncident *incident)
{
  for (guint i = incident->entries->len; i-- > 0;)
    {
      const MusterEntry *entry = g_ptr_array_index (incident->entries, i);

      if (wall_kinds[entry->kind].icon != NULL && !entry->undone)
        return entry;
    }
  return NULL;
}

/**
 * muster_wall_sentence:
 * @world: the world
 * @entry: what muster_wall_latest() gave
 *
 * Returns: (transfer full): it in a sentence, without the reason somebody typed
 */
char *
muster_wall_sentence (const MusterWorld *world, const MusterEntry *entry)
{
  const MusterNames names = muster_world_get_names (world);
  g_autofree char *sentence = NULL;
  MusterEntry bare = *entry;

  if (!wall_kinds[entry->kind].text)
    bare.text = bare.detail = NULL;
  sentence = muster_entry_sentence (&bare, &names);
  return muster_safe_text (sentence, -1, FALSE);
}

/**
 * muster_wall_icon:
 * @entry: what muster_wall_latest() gave
 *
 * Returns: the name of its icon
 */
const char *
muster_wall_icon (const MusterEntry *entry)
{
  return wall_kinds[entry->kind].icon;
}
