/* policy-targets.c - choose whom a step of a policy pages
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/policy-targets.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/safe-text.h"
#include "console/chooser.h"

static char *
describe (MusterTargetKind kind, const MusterObject *object)
{
  g_autofree char *name = NULL;

  if (kind == MUSTER_TARGET_SCHEDULE)
    return g_strdup (_ ("Whoever is on call then"));
  if (kind == MUSTER_TARGET_TEAM)
    return g_strdup (_ ("Everybody of the team"));
  name = muster_safe_text (object->name, -1, FALSE);
  /* TRANSLATORS: a person, and what that person's name in the configuration is */
  return g_strdup_printf (_ ("Person, %s"), name);
}

static void
add_kind (const MusterDirectory *directory, MusterTargetKind kind, GPtrArray *out)
{
  const GPtrArray *objects = muster_directory_objects (directory);
  const char *type = muster_target_kind_to_string (kind);

  for (guint i = 0; i < objects->len; i++)
    {
      const MusterObject *object = g_ptr_array_index (objects, i);
      g_autofree char *title = NULL, *id = NULL, *detail = NULL;
      MusterChoice *choice;

      if (object->removed || !object->name || strcmp (object->type, type) != 0)
        continue;
      title = muster_safe_text (muster_directory_title (directory, object->id), -1, FALSE);
      id = g_strdup_printf ("%s:%s", type, object->name);
      detail = describe (kind, object);
      choice = muster_choice_new (id, *title ? title : object->name, detail);
      choice->is_likely = kind == MUSTER_TARGET_SCHEDULE;
      g_ptr_array_add (out, choice);
    }
}

/**
 * muster_policy_targets_new:
 * @directory: whom there is
 * @parent: the window that asks
 *
 * Returns: (transfer floating): a window to choose in
 */
GtkWidget *
muster_policy_targets_new (const MusterDirectory *directory, GtkWindow *parent)
{
  const MusterChooserWords words = { /* TRANSLATORS: over a list of schedules, people and teams */
                                     _ ("Whom the step pages"), _ ("Schedule, person or team"),
                                     _ ("Schedules"), _ ("People and teams"),
                                     _ ("There is nobody to page yet")
  };
  g_autoptr (GPtrArray) choices =
      g_ptr_array_new_with_free_func ((GDestroyNotify) muster_choice_free);
  GtkWidget *chooser = muster_chooser_new (parent, &words);

  add_kind (directory, MUSTER_TARGET_SCHEDULE, choices);
  add_kind (directory, MUSTER_TARGET_TEAM, choices);
  add_kind (directory, MUSTER_TARGET_PERSON, choices);
  muster_chooser_set (MUSTER_CHOOSER (chooser), choices);
  return chooser;
}

/**
 * muster_policy_target_parse:
 * @id: of what was chosen
 * @kind: (out): of it
 * @name: (out) (transfer none): within @id
 *
 * Returns: whether it is one
 */
gboolean
muster_policy_target_parse (const char *id, MusterTargetKind *kind, const char **name)
{
  const char *colon = strchr (id, ':');
  g_autofree char *type = colon ? g_strndup (id, (gsize) (colon - id)) : NULL;

  if (!type || !muster_target_kind_from_string (type, kind))
    return FALSE;
  *name = colon + 1;
  return TRUE;
}
