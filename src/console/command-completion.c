/* command-completion.c - what could be typed next into the command bar
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/command-completion.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/safe-text.h"
#include "console/check-list.h"
#include "console/joint-choices.h"
#include "world/commands.h"

/* One completing: the line is @head, which stays, and @partial, which is replaced. */
typedef struct
{
  const MusterCommandLine *line;
  const char *head; /* not ended by a zero */
  gsize head_n;
  const char *partial;
  const MusterCheck *check; /* (nullable): named earlier in the line */
  GPtrArray *out;
} Completing;

void
muster_completion_free (MusterCompletion *self)
{
  g_free (self->line);
  g_free (self->title);
  g_free (self->detail);
  g_free (self);
}

static void
offer (Completing *self, const char *insert, const char *title, const char *detail)
{
  gsize n = strlen (insert);
  const char *end = n > 0 && insert[n - 1] == '=' ? "" : " ";
  MusterCompletion *completion;

  if (self->out->len == MUSTER_COMPLETIONS_MAX)
    return;
  completion = g_new0 (MusterCompletion, 1);
  completion->line = g_strdup_printf ("%.*s%s%s", (int) self->head_n, self->head, insert, end);
  completion->title = muster_safe_text (title, -1, FALSE);
  completion->detail = detail != NULL ? muster_safe_text (detail, -1, FALSE) : NULL;
  g_ptr_array_add (self->out, completion);
}

static gboolean
begins (const char *title, const char *typed)
{
  return g_ascii_strncasecmp (title, typed, strlen (typed)) == 0;
}

static void
offer_severities (Completing *self)
{
  for (int i = MUSTER_SEVERITY_CRITICAL; i <= MUSTER_SEVERITY_INFO; i++)
    {
      const char *word = muster_severity_word ((MusterSeverity) i);
      char number[2] = { (char) ('0' + i), '\0' };
      g_autofree char *title = g_strdup_printf ("SEV-%d", i);

      if (begins (number, self->partial) || begins (word, self->partial) ||
          begins (title, self->partial))
        offer (self, number, title, _ (word));
    }
}

static void
offer_stages (Completing *self)
{
  for (guint i = 0; i < MUSTER_N_STAGES; i++)
    {
      const char *name = muster_stage_name ((MusterStage) i);

      if (begins (name, self->partial))
        offer (self, name, name, _ (muster_stage_title ((MusterStage) i)));
    }
}

static void
offer_roles (Completing *self)
{
  for (guint i = 0; i <= MUSTER_ROLE_OBSERVER; i++)
    {
      const char *name = muster_role_name ((MusterRole) i);
      const char *title = muster_role_title ((MusterRole) i);

      if (begins (name, self->partial) || begins (title, self->partial))
        offer (self, name, name, _ (title));
    }
}

/* By handle, or by any word of the full name. */
static void
offer_objects (Completing *self, const char *type)
{
  const GPtrArray *objects =
      muster_directory_objects (muster_world_get_directory (self->line->world));
  const char *typed = *self->partial == '@' ? self->partial + 1 : self->partial;

  for (guint i = 0; i < objects->len; i++)
    {
      const MusterObject *object = g_ptr_array_index (objects, i);
      g_autofree char *handle = NULL;

      if (object->removed || strcmp (object->type, type) != 0 || *object->name == '\0')
        continue;
      if (!begins (object->name, typed) &&
          (object->full_name == NULL || !g_str_match_string (typed, object->full_name, TRUE)))
        continue;
      handle = g_strconcat ("@", object->name, NULL);
      offer (self, handle, handle, object->full_name);
    }
}

static void
offer_services (Completing *self)
{
  const GPtrArray *objects =
      muster_directory_objects (muster_world_get_directory (self->line->world));

  for (guint i = 0; i < objects->len; i++)
    {
      const MusterObject *object = g_ptr_array_index (objects, i);

      if (!object->removed && strcmp (object->type, MUSTER_OBJECT_SERVICE) == 0 &&
          begins (object->name, self->partial))
        offer (self, object->name, object->name, NULL);
    }
}

/* Likely ones first, by number or by what is in the title. */
static void
offer_incidents (Completing *self)
{
  g_autoptr (GPtrArray) choices = muster_joint_choices (self->line->world, self->line->incident);

  for (guint i = 0; i < choices->len; i++)
    {
      const MusterChoice *choice = g_ptr_array_index (choices, i);

      if (begins (choice->id, self->partial) || begins (choice->id + 4, self->partial) ||
          g_str_match_string (self->partial, choice->title, TRUE))
        offer (self, choice->id, choice->id, choice->title);
    }
}

static void
offer_checks (Completing *self)
{
  guint n;
  const MusterCheck *checks = muster_checks (&n);

  for (guint i = 0; i < n; i++)
    if (begins (checks[i].name, self->partial))
      offer (self, checks[i].name, checks[i].name, _ (checks[i].title));
}

static void
offer_check_arguments (Completing *self)
{
  for (guint i = 0; self->check != NULL && self->check->arguments[i].name != NULL; i++)
    {
      g_autofree char *insert = g_strconcat (self->check->arguments[i].name, "=", NULL);
      g_autofree char *before = g_strndup (self->head, self->head_n);

      if (begins (insert, self->partial) && strstr (before, insert) == NULL)
        offer (self, insert, insert, _ (self->check->arguments[i].title));
    }
}

static void
offer_argument (Completing *self, const MusterArgumentSpec *argument)
{
  static void (*const offers[]) (Completing *) = {
    [MUSTER_ARGUMENT_SEVERITY] = offer_severities,
    [MUSTER_ARGUMENT_STAGE] = offer_stages,
    [MUSTER_ARGUMENT_ROLE] = offer_roles,
    [MUSTER_ARGUMENT_TOKEN] = offer_checks,
    [MUSTER_ARGUMENT_STRINGS] = offer_check_arguments,
  };

  if (strcmp (argument->name, "service") == 0)
    offer_services (self);
  else if (strcmp (argument->name, "into") == 0)
    offer_incidents (self);
  else if (argument->type == MUSTER_ARGUMENT_NAME || strcmp (argument->name, "target") == 0)
    offer_objects (self, MUSTER_OBJECT_PERSON);
  if (strcmp (argument->name, "target") == 0)
    offer_objects (self, MUSTER_OBJECT_TEAM);
  else if (argument->type < G_N_ELEMENTS (offers) && offers[argument->type] != NULL)
    offers[argument->type](self);
}

/* An optional part that is not there, as the owner of a task: what follows is meant. */
static gboolean
is_skipped (const MusterArgumentSpec *argument, const char *token)
{
  if (argument->type == MUSTER_ARGUMENT_INSTANT)
    return !g_str_has_prefix (token, "due:");
  return argument->type == MUSTER_ARGUMENT_NAME && strcmp (argument->name, "owner") == 0 &&
         *token != '@';
}

static gboolean
takes_rest (const MusterArgumentSpec *argument)
{
  return argument->type == MUSTER_ARGUMENT_TEXT || argument->type == MUSTER_ARGUMENT_STRINGS ||
         strcmp (argument->name, "person") == 0 || strcmp (argument->name, "service") == 0;
}

/* Goes over the arguments that are typed, to the one at the end. */
static void
offer_arguments (Completing *self, const MusterCommandWord *word, const char *at)
{
  const MusterArgumentSpec *argument;
  guint i = 0;

  while ((argument = muster_command_word_argument (word, i)) != NULL)
    {
      gsize n;

      at += strspn (at, " ");
      n = strcspn (at, " ");
      if (at[n] == '\0' || takes_rest (argument))
        {
          const char *last = strrchr (at, ' ');

          if (argument->type == MUSTER_ARGUMENT_STRINGS && last != NULL)
            at = last + 1;
          self->partial = at;
          self->head_n = (gsize) (at - self->head);
          offer_argument (self, argument);
          if (!is_skipped (argument, at))
            return;
          i++;
          continue;
        }
      if (argument->type == MUSTER_ARGUMENT_TOKEN)
        {
          g_autofree char *name = g_strndup (at, n);

          self->check = muster_check_find (name);
        }
      if (!is_skipped (argument, at))
        at += n;
      i++;
    }
}

static void
offer_words (Completing *self, const char *typed)
{
  guint n;
  const MusterCommandWord *words = muster_command_words (&n);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *title = g_strconcat ("/", words[i].word, NULL);

      if (g_str_has_prefix (words[i].word, typed))
        offer (self, title, title, _ (muster_command_by_name (words[i].command)->title));
    }
}

/**
 * muster_command_line_complete:
 * @self: what the line is read against
 * @line: what is typed so far; any text
 *
 * Returns: (transfer full): of #MusterCompletion, at most %MUSTER_COMPLETIONS_MAX; none for a note
 */
GPtrArray *
muster_command_line_complete (const MusterCommandLine *self, const char *line)
{
  Completing completing = { .line = self, .head = line, .partial = "" };
  gsize n = strcspn (line, " ");
  const MusterCommandWord *words;
  guint n_words;

  completing.out = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_completion_free);
  if (*line != '/' || strchr (line, '\n') != NULL)
    return completing.out;
  if (line[n] == '\0')
    {
      offer_words (&completing, line + 1);
      return completing.out;
    }
  words = muster_command_words (&n_words);
  for (guint i = 0; i < n_words; i++)
    if (strlen (words[i].word) == n - 1 && strncmp (words[i].word, line + 1, n - 1) == 0)
      offer_arguments (&completing, &words[i], line + n);
  return completing.out;
}
