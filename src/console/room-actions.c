/* room-actions.c - what can be done in an incident room
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/room-actions.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/safe-text.h"
#include "console/ask.h"
#include "console/entry-row.h"
#include "console/graph-window.h"
#include "console/room-export.h"
#include "console/room-head.h"
#include "console/room-joint.h"
#include "response/undo-fold.h"

/* What the actions of one room know; freed with their group. */
typedef struct
{
  GtkWidget *page; /* not owned: the group is the page's */
  MusterSession *session;
  guint incident;
} Room;

static void
room_free (gpointer data)
{
  Room *self = data;

  g_object_unref (self->session);
  g_free (self);
}

static const MusterIncident *
find_incident (const Room *self)
{
  return muster_world_get_incident (muster_session_get_world (self->session), self->incident);
}

/* --- giving a command --- */

/* What a toast says when it happened. */
static char *
tell_done (MusterSession *session, const MusterCommand *command)
{
  const char *name = command->spec->name + strlen ("incident.");

  if (strcmp (name, "severity") == 0)
    return g_strdup_printf (_ ("Severity set to SEV-%d"),
                            (int) muster_command_int (command, "severity"));
  if (strcmp (name, "stage") == 0)
    /* TRANSLATORS: %s is a stage, as in "Moved to Mitigate" */
    return g_strdup_printf (
        _ ("Moved to %s"),
        _ (muster_stage_title ((MusterStage) muster_command_int (command, "stage"))));
  if (strcmp (name, "acknowledge") == 0)
    /* TRANSLATORS: said when it happened */
    return g_strdup (_ ("Acknowledged"));
  if (strcmp (name, "unacknowledge") == 0)
    return g_strdup (_ ("Acknowledgement taken back"));
  if (strcmp (name, "resolve") == 0)
    /* TRANSLATORS: said when it happened */
    return g_strdup (_ ("Resolved"));
  if (strcmp (name, "reopen") == 0)
    /* TRANSLATORS: said when it happened */
    return g_strdup (_ ("Reopened"));
  if (strcmp (name, "release") == 0)
    return g_strdup_printf (
        _ ("Nobody is %s now"),
        _ (muster_role_title ((MusterRole) muster_command_int (command, "role"))));
  if (strcmp (name, "assign") == 0 || strcmp (name, "hand-over") == 0)
    return g_strdup_printf (
        /* TRANSLATORS: %s is a role, as in "Commander assigned" */
        _ ("%s assigned"),
        _ (muster_role_title ((MusterRole) muster_command_int (command, "role"))));
  if (strcmp (name, "page") == 0)
    /* TRANSLATORS: said when a page was sent on its way */
    return g_strdup (_ ("Paged"));
  if (strcmp (name, "undo") == 0)
    return g_strdup (_ ("Undone"));
  return muster_joint_tell (command); /* else it can be seen in the room */
}

static void
send (GtkWidget *page, MusterSession *session, MusterCommand *command)
{
  g_autofree char *done = tell_done (session, command);

  muster_session_send (session, command, page, done);
}

typedef struct
{
  MusterSession *session;
  MusterCommand *command; /* (nullable): given away */
} Giving;

static void
giving_free (gpointer data)
{
  Giving *self = data;

  g_clear_pointer (&self->command, muster_command_free);
  g_object_unref (self->session);
  g_free (self);
}

static void
give_cb (GtkWidget *page, const char *text, gpointer user_data)
{
  Giving *self = user_data;

  if (text && *text)
    muster_command_set_text (self->command, "reason", text);
  send (page, self->session, g_steal_pointer (&self->command));
}

static void
ask (GtkWidget *page,
     MusterSession *session,
     MusterCommand *command,
     const MusterQuestion *question)
{
  Giving *giving = g_new0 (Giving, 1);

  giving->session = g_object_ref (session);
  giving->command = command;
  muster_ask (page, question, give_cb, giving, giving_free);
}

/* Before Monitor, or while alerts fire: others believe that it is over, so it is asked. */
static void
give_resolve (GtkWidget *page, MusterSession *session, MusterCommand *command)
{
  const MusterIncident *incident =
      muster_world_get_incident (muster_session_get_world (session), command->incident);
  g_autofree char *body = NULL;
  MusterQuestion question = { .heading = _ ("Resolve early?"),
                              .label = _ ("Reason"),
                              /* TRANSLATORS: verb on a button */
                              .verb = _ ("_Resolve early"),
                              .is_required = TRUE };

  if (!incident || !muster_incident_is_open (incident) || muster_command_has (command, "reason") ||
      (incident->stage == MUSTER_STAGE_MONITOR && incident->firing == incident->resolved))
    {
      send (page, session, command);
      return;
    }
  if (incident->firing > incident->resolved)
    body = g_strdup_printf (ngettext ("%u alert still fires. Say why it is over all the same.",
                                      "%u alerts still fire. Say why it is over all the same.",
                                      incident->firing - incident->resolved),
                            incident->firing - incident->resolved);
  else
    body = g_strdup_printf (_ ("It is in %s, and was not watched in Monitor. Say why it is over."),
                            _ (muster_stage_title (incident->stage)));
  question.body = body;
  ask (page, session, command, &question);
}

/* How many people a page to a team reaches. */
static guint
count_people (const MusterDirectory *directory, const MusterObject *team)
{
  g_autoptr (GPtrArray) people = muster_directory_list_people (directory, team);

  return people->len;
}

/* A whole team is asked about, but not in a SEV-1 (ui.md §13). */
static void
give_page (GtkWidget *page, MusterSession *session, MusterCommand *command)
{
  const MusterWorld *world = muster_session_get_world (session);
  const MusterIncident *incident = muster_world_get_incident (world, command->incident);
  const char *target = muster_command_text (command, "target");
  const MusterDirectory *directory = muster_world_get_directory (world);
  const MusterObject *team =
      target && g_str_has_prefix (target, "team:")
          ? muster_directory_resolve (directory, MUSTER_OBJECT_TEAM, target + strlen ("team:"))
          : NULL;
  guint n = team ? count_people (directory, team) : 0;
  g_autofree char *heading = NULL, *verb = NULL, *name = NULL;

  if (n < 2 || !incident || incident->severity == MUSTER_SEVERITY_CRITICAL)
    {
      send (page, session, command);
      return;
    }
  name = muster_safe_text (team->name, -1, FALSE);
  /* TRANSLATORS: %s is a team's name */
  heading = g_strdup_printf (_ ("Page %s?"), name);
  /* TRANSLATORS: verb on a button: how many people are paged */
  verb = g_strdup_printf (ngettext ("_Page %u person", "_Page %u people", n), n);
  ask (page, session, command, &(MusterQuestion){ .heading = heading, .verb = verb });
}

/**
 * muster_room_give:
 * @page: the room
 * @session: its session
 * @command: (transfer full): what somebody wants
 *
 * Gives a command, after a question where the rules want one.
 */
void
muster_room_give (GtkWidget *page, MusterSession *session, MusterCommand *command)
{
  if (strcmp (command->spec->name, "incident.resolve") == 0)
    give_resolve (page, session, command);
  else if (strcmp (command->spec->name, "incident.page") == 0)
    give_page (page, session, command);
  else
    send (page, session, command);
}

/* --- actions --- */

static MusterCommand *
make (const Room *self, const char *name)
{
  return muster_session_command (self->session, name, self->incident);
}

static void
give (const Room *self, MusterCommand *command)
{
  muster_room_give (self->page, self->session, command);
}

/* Those that need nothing but the incident: the action's name is the command's. */
static void
plain_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autofree char *name = g_strconcat ("incident.", g_action_get_name (G_ACTION (action)), NULL);

  give (user_data, make (user_data, name));
}

static void
move_to (Room *self, MusterStage stage)
{
  MusterCommand *command;

  if (stage == MUSTER_STAGE_RESOLVED)
    {
      give (self, make (self, "incident.resolve"));
      return;
    }
  command = make (self, "incident.stage");
  muster_command_set_int (command, "stage", stage);
  give (self, command);
}

static void
next_stage_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const MusterIncident *incident = find_incident (user_data);
  MusterStage stage;

  if (incident && muster_room_next_stage (incident, &stage))
    move_to (user_data, stage);
}

static void
stage_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  MusterStage stage;

  if (muster_stage_parse (g_variant_get_string (parameter, NULL), -1, &stage))
    move_to (user_data, stage);
}

static void
severity_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  MusterCommand *command = make (user_data, "incident.severity");
  const char *reason;
  gint32 severity;

  g_variant_get (parameter, "(i&s)", &severity, &reason);
  muster_command_set_int (command, "severity", severity);
  if (*reason)
    muster_command_set_text (command, "reason", reason);
  give (user_data, command);
}

/* claim and release: a role, and nobody named */
static void
role_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gboolean is_claim = strcmp (g_action_get_name (G_ACTION (action)), "claim") == 0;
  MusterCommand *command = make (user_data, is_claim ? "incident.assign" : "incident.release");
  MusterRole role;

  if (!muster_role_parse (g_variant_get_string (parameter, NULL), -1, &role))
    {
      muster_command_free (command);
      return;
    }
  muster_command_set_int (command, "role", role);
  give (user_data, command);
}

static void
assign_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const char *role_name, *target;
  MusterCommand *command;
  MusterRole role;

  g_variant_get (parameter, "(&s&s)", &role_name, &target);
  if (!muster_role_parse (role_name, -1, &role) || !g_str_has_prefix (target, "person:"))
    return;
  command = make (user_data, "incident.assign");
  muster_command_set_int (command, "role", role);
  muster_command_set_text (command, "person", target + strlen ("person:"));
  give (user_data, command);
}

static void
page_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  MusterCommand *command = make (user_data, "incident.page");

  muster_command_set_text (command, "target", g_variant_get_string (parameter, NULL));
  give (user_data, command);
}

static void
answered_cb (GtkWidget *page, const char *text, gpointer user_data)
{
  Giving *self = user_data;
  const char *argument = self->command->spec->arguments[0].name;

  muster_command_set_text (self->command, argument, text);
  send (page, self->session, g_steal_pointer (&self->command));
}

static void
ask_text (Room *self, const char *name, const MusterQuestion *question)
{
  Giving *giving = g_new0 (Giving, 1);

  giving->session = g_object_ref (self->session);
  giving->command = make (self, name);
  muster_ask (self->page, question, answered_cb, giving, giving_free);
}

static void
rename_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const MusterIncident *incident = find_incident (user_data);

  ask_text (user_data, "incident.title",
            &(MusterQuestion){ .heading = _ ("Rename"),
                               .label = _ ("Title"),
                               .text = incident ? incident->title : NULL,
                               /* TRANSLATORS: verb on a button */
                               .verb = _ ("_Rename"),
                               .is_required = TRUE });
}

static void
set_impact_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const MusterIncident *incident = find_incident (user_data);

  ask_text (user_data, "incident.impact",
            &(MusterQuestion){ .heading = _ ("Say the impact"),
                               .body = _ ("What is broken, for whom, and how many people"),
                               .label = _ ("Impact"),
                               .text = incident ? incident->impact : NULL,
                               /* TRANSLATORS: verb on a button */
                               .verb = _ ("_Save"),
                               .is_required = TRUE });
}

static void
undo (Room *self, guint64 seq)
{
  MusterCommand *command = make (self, "incident.undo");

  muster_command_set_int (command, "seq", (gint64) seq);
  give (self, command);
}

static const MusterEntry *
find_last_of (const MusterIncident *incident, MusterUlid person)
{
  for (guint i = incident->entries->len; i-- > 0;)
    {
      const MusterEntry *entry = g_ptr_array_index (incident->entries, i);

      if (entry->actor.type == MUSTER_ACTOR_PERSON && muster_ulid_equal (entry->actor.id, person) &&
          muster_entry_can_undo (entry))
        return entry;
    }
  return NULL;
}

static void
undo_last_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  Room *self = user_data;
  const MusterIncident *incident = find_incident (self);
  MusterUlid me = muster_replica_get_me (muster_session_get_replica (self->session));
  const MusterEntry *entry = incident ? find_last_of (incident, me) : NULL;

  if (entry)
    undo (self, entry->seq);
}

static void
undo_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  guint64 seq = muster_entry_row_seq (g_variant_get_string (parameter, NULL));

  if (seq != 0)
    undo (user_data, seq);
}

static void
pin_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  guint64 seq = muster_entry_row_seq (g_variant_get_string (parameter, NULL));
  const MusterIncident *incident = find_incident (user_data);
  const MusterEntry *entry =
      incident && seq != 0 ? muster_incident_find_entry (incident, seq) : NULL;
  MusterCommand *command;

  if (!entry)
    return;
  command = make (user_data, "incident.pin");
  muster_command_set_int (command, "seq", (gint64) entry->seq);
  muster_command_set_int (command, "on", !entry->pinned);
  give (user_data, command);
}

static void
copy_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  Room *self = user_data;
  MusterNames names = muster_world_get_names (muster_session_get_world (self->session));
  guint64 seq = muster_entry_row_seq (g_variant_get_string (parameter, NULL));
  const MusterIncident *incident = find_incident (self);
  const MusterEntry *entry =
      incident && seq != 0 ? muster_incident_find_entry (incident, seq) : NULL;
  g_autoptr (MusterTimelineRowData) row = NULL;
  g_autofree char *text = NULL;

  if (!entry)
    return;
  row = muster_entry_row_new (entry, &names);
  text = muster_timeline_row_data_describe (row, NULL);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (self->page), text);
}

static void
task_done_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const char *id;
  gboolean is_done;
  MusterUlid task;
  MusterCommand *command;

  g_variant_get (parameter, "(&sb)", &id, &is_done);
  if (!muster_ulid_parse (id, -1, &task))
    return;
  command = make (user_data, "incident.task-done");
  muster_command_set_ulid (command, "task", task);
  muster_command_set_int (command, "done", is_done);
  give (user_data, command);
}

static void
run_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  MusterCommand *command = make (user_data, "incident.run");
  const char *check, *arguments;

  g_variant_get (parameter, "(&s&s)", &check, &arguments);
  muster_command_set_text (command, "template", check);
  muster_command_set_text (command, "arguments", arguments);
  give (user_data, command);
}

static void
export_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  Room *self = user_data;

  muster_room_export (self->page, self->session, self->incident);
}

static void
merge_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  Room *self = user_data;

  muster_joint_ask_merge (self->page, self->session, self->incident);
}

static void
about_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  Room *self = user_data;

  muster_joint_ask_about (self->page, self->session, self->incident);
}

static void
graph_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  Room *self = user_data;

  gtk_window_present (
      GTK_WINDOW (muster_graph_window_new (self->session, self->incident, self->page)));
}

static void
split_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  Room *self = user_data;

  muster_joint_split (self->page, self->session, self->incident,
                      g_variant_get_string (parameter, NULL));
}

/**
 * muster_room_actions_new:
 * @page: the room; not kept alive
 * @session: its session
 * @incident: n of INC-n
 *
 * Returns: (transfer full): the actions, to be put into @page as "room"
 */
GSimpleActionGroup *
muster_room_actions_new (GtkWidget *page, MusterSession *session, guint incident)
{
  static const GActionEntry entries[] = {
    { .name = "acknowledge", .activate = plain_cb },
    { .name = "unacknowledge", .activate = plain_cb },
    { .name = "resolve", .activate = plain_cb },
    { .name = "reopen", .activate = plain_cb },
    { .name = "next-stage", .activate = next_stage_cb },
    { .name = "stage", .activate = stage_cb, .parameter_type = "s" },
    { .name = "severity", .activate = severity_cb, .parameter_type = "(is)" },
    { .name = "claim", .activate = role_cb, .parameter_type = "s" },
    { .name = "release", .activate = role_cb, .parameter_type = "s" },
    { .name = "assign", .activate = assign_cb, .parameter_type = "(ss)" },
    { .name = "page", .activate = page_cb, .parameter_type = "s" },
    { .name = "rename", .activate = rename_cb },
    { .name = "set-impact", .activate = set_impact_cb },
    { .name = "undo-last", .activate = undo_last_cb },
    { .name = "undo", .activate = undo_cb, .parameter_type = "s" },
    { .name = "pin", .activate = pin_cb, .parameter_type = "s" },
    { .name = "copy", .activate = copy_cb, .parameter_type = "s" },
    { .name = "task-done", .activate = task_done_cb, .parameter_type = "(sb)" },
    { .name = "run", .activate = run_cb, .parameter_type = "(ss)" },
    { .name = "merge", .activate = merge_cb },
    { .name = "graph", .activate = graph_cb },
    { .name = "about", .activate = about_cb },
    { .name = "split", .activate = split_cb, .parameter_type = "s" },
    { .name = "export", .activate = export_cb },
  };
  GSimpleActionGroup *group = g_simple_action_group_new ();
  Room *room = g_new0 (Room, 1);

  room->page = page;
  room->session = g_object_ref (session);
  room->incident = incident;
  g_object_set_data_full (G_OBJECT (group), "room", room, room_free);
  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), room);
  return group;
}

static void
enable (GSimpleActionGroup *self, const char *name, gboolean is_enabled)
{
  g_simple_action_set_enabled (
      G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), name)), is_enabled);
}

/**
 * muster_room_actions_update:
 * @self: the actions of a room
 * @session: its session
 * @incident: as it is now
 *
 * Switches off what cannot be done: by the incident's state, or without a link.
 */
void
muster_room_actions_update (GSimpleActionGroup *self,
                            MusterSession *session,
                            const MusterIncident *incident)
{
  MusterReplica *replica = muster_session_get_replica (session);
  gboolean is_open = muster_incident_is_open (incident);
  gboolean is_online = muster_session_is_online (session);

  enable (self, "acknowledge", is_open && !incident->acknowledged);
  enable (self, "unacknowledge", is_open && incident->acknowledged);
  enable (self, "resolve", is_open);
  enable (self, "next-stage", is_open);
  enable (self, "reopen", !is_open);
  enable (self, "page", is_open && is_online);
  enable (self, "run", is_online);
  enable (self, "merge", is_open && is_online);
  enable (self, "split", is_open && is_online);
  enable (self, "about", is_open);
  enable (self, "undo", is_online);
  enable (self, "undo-last",
          is_online && find_last_of (incident, muster_replica_get_me (replica)) != NULL);
}
