/* room-joint.c - makes one incident of two and two of one, and says what one is about
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/room-joint.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/safe-text.h"
#include "console/chooser.h"
#include "console/joint-choices.h"
#include "console/strip.h"
#include "console/toast.h"

/* Who asked, while the chooser is open; lives as long as that. */
typedef struct
{
  GtkWidget *from;
  MusterSession *session;
  guint incident;
  GtkWidget *chooser;
  GCancellable *cancellable;
} Asking;

static void
asking_free (gpointer data)
{
  Asking *self = data;

  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  g_object_unref (self->session);
  g_object_unref (self->from);
  g_free (self);
}

static Asking *
asking_new (GtkWidget *from,
            MusterSession *session,
            guint incident,
            const MusterChooserWords *words)
{
  Asking *self = g_new0 (Asking, 1);
  GtkRoot *root = gtk_widget_get_root (from);

  self->from = g_object_ref (from);
  self->session = g_object_ref (session);
  self->incident = incident;
  self->cancellable = g_cancellable_new ();
  self->chooser = muster_chooser_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, words);
  g_object_set_data_full (G_OBJECT (self->chooser), "asking", self, asking_free);
  return self;
}

/**
 * muster_joint_tell:
 * @command: a command
 *
 * Returns: (transfer full) (nullable): what a toast says when it happened; %NULL: it is not one of
 *   those that are given here
 */
char *
muster_joint_tell (const MusterCommand *command)
{
  const char *name = command->spec->name;
  g_autofree char *safe = NULL;

  if (strcmp (name, "incident.merge") == 0)
    {
      safe = muster_safe_text (muster_command_text (command, "into"), -1, FALSE);
      /* TRANSLATORS: the numbers of two incidents */
      return g_strdup_printf (_ ("INC-%u merged into %s"), command->incident, safe);
    }
  if (strcmp (name, "incident.about") == 0)
    {
      safe = muster_safe_text (muster_command_text (command, "service"), -1, FALSE);
      /* TRANSLATORS: the placeholder is the name of a service */
      return g_strdup_printf (_ ("It is about %s now"), safe);
    }
  if (strcmp (name, "incident.apart") == 0)
    {
      safe = muster_safe_text (muster_command_text (command, "from"), -1, FALSE);
      /* TRANSLATORS: said when somebody says that two incidents are not the same; "INC-7" */
      return g_strdup_printf (_ ("%s is another incident"), safe);
    }
  if (strcmp (name, "incident.split") == 0)
    /* TRANSLATORS: said when alerts were taken out of an incident */
    return g_strdup (_ ("Detached"));
  return NULL;
}

static void
give (const Asking *self, const char *name, const char *argument, const char *value)
{
  MusterCommand *command = muster_session_command (self->session, name, self->incident);
  g_autofree char *done = NULL;

  muster_command_set_text (command, argument, value);
  done = muster_joint_tell (command);
  muster_session_send (self->session, command, self->from, done);
}

static void
give_other (const Asking *self, const char *name, const char *argument, guint other)
{
  g_autofree char *id = g_strdup_printf ("INC-%u", other);

  give (self, name, argument, id);
}

/**
 * muster_joint_merge_into:
 * @from: a widget of the window that asks
 * @session: the hub
 * @incident: n of INC-n
 * @into: of the one that goes on
 *
 * Makes one incident of two, with Undo.
 */
void
muster_joint_merge_into (GtkWidget *from, MusterSession *session, guint incident, guint into)
{
  give_other (&(Asking){ .from = from, .session = session, .incident = incident }, "incident.merge",
              "into", into);
}

/**
 * muster_joint_keep_apart:
 * @from: a widget of the window that asks
 * @session: the hub
 * @incident: n of INC-n
 * @other: of one that looks like it
 *
 * Says that these two are not the same, with Undo.
 */
void
muster_joint_keep_apart (GtkWidget *from, MusterSession *session, guint incident, guint other)
{
  give_other (&(Asking){ .from = from, .session = session, .incident = incident }, "incident.apart",
              "from", other);
}

static void
merge_chosen_cb (MusterChooser *chooser, const char *id, Asking *self)
{
  give (self, "incident.merge", "into", id);
}

static void
about_chosen_cb (MusterChooser *chooser, const char *id, Asking *self)
{
  give (self, "incident.about", "service", id);
}

/**
 * muster_joint_ask_merge:
 * @from: a widget of the window that asks
 * @session: the hub
 * @incident: n of INC-n
 *
 * Asks into which open incident that one is merged.
 */
void
muster_joint_ask_merge (GtkWidget *from, MusterSession *session, guint incident)
{
  const MusterWorld *world = muster_session_get_world (session);
  const MusterIncident *one = muster_world_get_incident (world, incident);
  /* TRANSLATORS: asks for the incident that INC-%u becomes a part of */
  g_autofree char *title = g_strdup_printf (_ ("Merge INC-%u into"), incident);
  const MusterChooserWords words = {
    .title = title,
    .placeholder = _ ("Find an open incident"),
    /* TRANSLATORS: over the incidents that are likely the same trouble */
    .likely = _ ("Likely the same"),
    .others = _ ("Other open incidents"),
    .nothing = _ ("No other incident is open."),
  };
  g_autoptr (GPtrArray) choices = NULL;
  Asking *asking;

  if (!one)
    return;
  choices = muster_joint_choices (world, one);
  asking = asking_new (from, session, incident, &words);
  g_signal_connect (asking->chooser, "chosen", G_CALLBACK (merge_chosen_cb), asking);
  muster_chooser_set (MUSTER_CHOOSER (asking->chooser), choices);
  gtk_window_present (GTK_WINDOW (asking->chooser));
}

static void
offer_services (const Asking *self, const char *const *ranking)
{
  const MusterWorld *world = muster_session_get_world (self->session);
  const MusterIncident *one = muster_world_get_incident (world, self->incident);
  g_autoptr (GPtrArray) choices = one ? muster_about_choices (world, one, ranking) : NULL;

  if (choices)
    muster_chooser_set (MUSTER_CHOOSER (self->chooser), choices);
}

static void
ranked_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) chooser = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) json = muster_replica_get_finish (MUSTER_REPLICA (object), result, &error);
  g_auto (GStrv) ranking = json ? muster_about_read_ranking (json, &error) : NULL;
  const Asking *self = g_object_get_data (G_OBJECT (chooser), "asking");

  if (!ranking)
    g_debug ("no ranking: %s", error->message); /* all services are offered already */
  else if (gtk_widget_get_visible (chooser))
    offer_services (self, (const char *const *) ranking);
}

/**
 * muster_joint_ask_about:
 * @from: a widget of the window that asks
 * @session: the hub
 * @incident: n of INC-n
 *
 * Asks which service that one is about; those that may have begun it stand first when the hub has
 * named them.
 */
void
muster_joint_ask_about (GtkWidget *from, MusterSession *session, guint incident)
{
  /* TRANSLATORS: asks for the service that failed first */
  g_autofree char *title = g_strdup_printf (_ ("INC-%u is about"), incident);
  g_autofree char *path = g_strdup_printf ("/v1/incidents/INC-%u", incident);
  const MusterChooserWords words = {
    .title = title,
    .placeholder = _ ("Find a service"),
    /* TRANSLATORS: over the services that are likely what an incident is about */
    .likely = _ ("Likely"),
    .others = _ ("Other services"),
    .nothing = _ ("No service is configured."),
  };
  Asking *asking = asking_new (from, session, incident, &words);

  g_signal_connect (asking->chooser, "chosen", G_CALLBACK (about_chosen_cb), asking);
  offer_services (asking, NULL);
  gtk_window_present (GTK_WINDOW (asking->chooser));
  muster_replica_get_async (muster_session_get_replica (session), path, asking->cancellable,
                            ranked_cb, g_object_ref (asking->chooser));
}

/**
 * muster_joint_split:
 * @from: a widget of the window that asks
 * @session: the hub
 * @incident: n of INC-n
 * @ids: of alerts of it, with commas
 *
 * Takes alerts out into an incident of their own.
 */
void
muster_joint_split (GtkWidget *from, MusterSession *session, guint incident, const char *ids)
{
  MusterCommand *command = muster_session_command (session, "incident.split", incident);
  g_autofree char *done = NULL;

  muster_command_set_text (command, "alerts", ids);
  done = muster_joint_tell (command);
  muster_session_send (session, command, from, done);
}

/* --- what was merged --- */

/**
 * muster_joint_show:
 * @strip: a #MusterStrip
 * @world: a console's world
 * @incident: an incident
 *
 * Leads from an incident that was merged to the one that goes on.
 */
void
muster_joint_show (GtkWidget *strip, const MusterWorld *world, const MusterIncident *incident)
{
  const MusterIncident *root = muster_world_get_root (world, incident->number);
  g_autofree char *title = NULL, *detail = NULL, *action = NULL;
  MusterStripData data = { .kind = MUSTER_STRIP_MERGED,
                           /* TRANSLATORS: verb on a button: show the incident */
                           .button = _ ("_Open it") };

  if (incident->merged_into == 0 || !root || root == incident)
    {
      muster_strip_set (MUSTER_STRIP (strip), NULL);
      return;
    }
  /* TRANSLATORS: the number of the incident that this one became a part of */
  title = g_strdup_printf (_ ("Merged into INC-%u"), root->number);
  detail = muster_safe_text (root->title ? root->title : "", -1, FALSE);
  action = g_strdup_printf ("win.open-room(uint32 %u)", root->number);
  data.title = title;
  data.detail = detail;
  data.action = action;
  muster_strip_set (MUSTER_STRIP (strip), &data);
}

/**
 * muster_joint_is_by:
 * @incident: an incident
 * @person: somebody
 *
 * Returns: whether it is merged, and @person did that
 */
gboolean
muster_joint_is_by (const MusterIncident *incident, MusterUlid person)
{
  for (guint i = incident->merged_into > 0 ? incident->entries->len : 0; i-- > 0;)
    {
      const MusterEntry *entry = g_ptr_array_index (incident->entries, i);

      if (entry->kind == MUSTER_EVENT_INCIDENT_MERGED && !entry->undone)
        return entry->actor.type == MUSTER_ACTOR_PERSON &&
               muster_ulid_equal (entry->actor.id, person);
    }
  return FALSE;
}
