/* oncall-desk.c - what waits for somebody on the page "On call": gaps, swaps, notices, my shifts
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/oncall-desk.h"

#include <glib/gi18n.h>

#include "console/ask-dialog.h"
#include "console/handover-window.h"
#include "console/my-shifts.h"
#include "console/offer-dialog.h"
#include "console/roster-words.h"
#include "console/row-group.h"
#include "console/shift-news.h"
#include "console/takers.h"
#include "console/toast.h"

#define CANDIDATES_MOST 3
#define MINE_MOST       4

/* Beside MusterShiftDeed: each is of a group of its own. */
#define COVER 1u
#define ASK   1u

struct _MusterOncallDesk
{
  MusterRosterEditor *editor;
  MusterRosterScene scene; /* with a zone of its own */
  GtkWidget *gap, *news, *mine;
  GPtrArray *candidates; /* of MusterTaker, as they are shown */
  MusterGap open;        /* that they are for */
  GPtrArray *all_news;   /* of MusterShiftNews, as they are shown */
  GPtrArray *shifts;     /* of MusterMyShift, as they are shown */
};

static gint64
now_s (MusterOncallDesk *self)
{
  return muster_clock_now_us (muster_session_get_clock (self->scene.session)) / G_USEC_PER_SEC;
}

static MusterUlid
get_me (MusterOncallDesk *self)
{
  return muster_replica_get_me (muster_session_get_replica (self->scene.session));
}

static gboolean
is_manager (MusterOncallDesk *self)
{
  return (muster_replica_get_access (muster_session_get_replica (self->scene.session)) &
          (MUSTER_ACCESS_MANAGER | MUSTER_ACCESS_ADMIN)) != 0;
}

static gboolean
may_act (MusterOncallDesk *self)
{
  return muster_access_allows (
      muster_replica_get_access (muster_session_get_replica (self->scene.session)),
      MUSTER_ACCESS_RESPONDER);
}

/* As a schedule has it; NULL: I am nobody. */
static const char *
get_my_name (MusterOncallDesk *self)
{
  const MusterWorld *world = muster_session_get_world (self->scene.session);
  const MusterObject *me = muster_directory_get (muster_world_get_directory (world), get_me (self));

  return me ? me->name : NULL;
}

static GtkWindow *
get_window (MusterOncallDesk *self)
{
  return GTK_WINDOW (gtk_widget_get_root (self->news));
}

static void
present (GtkWidget *dialog)
{
  if (dialog)
    gtk_window_present (GTK_WINDOW (dialog));
}

static GPtrArray *
new_rows (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) muster_row_free);
}

/* --- the next gap --- */

static void
show_gap_rows (MusterOncallDesk *self)
{
  GPtrArray *rows = new_rows ();
  const char *me = get_my_name (self);

  for (guint i = 0; i < MIN (self->candidates->len, CANDIDATES_MOST); i++)
    {
      const MusterTaker *candidate = g_ptr_array_index (self->candidates, i);
      MusterRow *row =
          muster_row_new (NULL, g_strdup (candidate->title), g_strdup (candidate->words));

      row->face = g_strdup (candidate->title);
      row->figure = g_strdup (candidate->figure);
      row->is_warning = candidate->is_warning;
      if (is_manager (self) || (may_act (self) && g_strcmp0 (candidate->name, me) == 0))
        /* TRANSLATORS: verb: have that person on call where nobody is */
        muster_row_add_button (row, COVER, _ ("Cover…"), FALSE);
      g_ptr_array_add (rows, row);
    }
  muster_row_group_set (MUSTER_ROW_GROUP (self->gap), rows, NULL);
}

static void
show_gap (MusterOncallDesk *self)
{
  const MusterGap *gap = muster_roster_outlook_get_gap (self->scene.view->outlook);
  g_autofree char *span = NULL, *title = NULL;

  gtk_widget_set_visible (self->gap, gap != NULL);
  g_clear_pointer (&self->candidates, g_ptr_array_unref);
  if (!gap)
    return;
  self->open = *gap;
  self->open.start_s = MAX (gap->start_s, now_s (self));
  self->candidates =
      muster_takers_list (self->scene.view->subject, NULL, self->open.start_s, self->open.end_s);
  span = muster_roster_format_span (gap->start_s, gap->end_s, now_s (self), self->scene.zone);
  /* TRANSLATORS: nobody is on call in a span of time */
  title = g_strdup_printf (_ ("Nobody from %s"), span);
  muster_row_group_set_title (MUSTER_ROW_GROUP (self->gap), title, _ ("best match first"));
  show_gap_rows (self);
}

static void
gap_pressed_cb (GtkWidget *group, guint row, guint deed, MusterOncallDesk *self)
{
  const MusterTaker *candidate;

  if (!self->candidates || row >= self->candidates->len)
    return;
  candidate = g_ptr_array_index (self->candidates, row);
  muster_roster_editor_cover (self->editor, candidate->name, self->open.start_s, self->open.end_s);
}

/* --- swaps and notices --- */

static const char *
get_icon (MusterShiftNewsKind kind)
{
  switch (kind)
    {
    case MUSTER_NEWS_HANDOVER:
      return "document-open-recent-symbolic";
    case MUSTER_NEWS_REQUEST:
      return "emblem-synchronizing-symbolic";
    case MUSTER_NEWS_NOTICE:
      return "mail-unread-symbolic";
    case MUSTER_NEWS_OFFER:
    case MUSTER_NEWS_CHANGE:
    default:
      return "object-flip-horizontal-symbolic";
    }
}

static void
add_deeds (MusterRow *row, guint deeds)
{
  /* TRANSLATORS: verbs on buttons: read a handover; take somebody's shift; say that I do not; take
   * my question back; take an offer; say that a notice was read */
  static const struct
  {
    guint deed;
    const char *label;
    gboolean is_suggested;
  } verbs[] = {
    { MUSTER_DEED_READ, N_ ("Read…"), TRUE },
    { MUSTER_DEED_TAKE, N_ ("Take…"), FALSE },
    { MUSTER_DEED_DECLINE, N_ ("Decline"), FALSE },
    { MUSTER_DEED_WITHDRAW, N_ ("Withdraw"), FALSE },
    { MUSTER_DEED_ACCEPT, N_ ("Accept"), FALSE },
    { MUSTER_DEED_CONFIRM, N_ ("Seen"), FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    if ((deeds & verbs[i].deed) != 0)
      {
        muster_row_add_button (row, verbs[i].deed, _ (verbs[i].label), verbs[i].is_suggested);
        row->buttons[row->n_buttons - 1].is_always = verbs[i].deed == MUSTER_DEED_READ;
      }
}

static void
show_news (MusterOncallDesk *self)
{
  MusterReplica *replica = muster_session_get_replica (self->scene.session);
  const MusterNewsView view = { muster_session_get_world (self->scene.session),
                                self->scene.view->schedule,
                                get_me (self),
                                muster_replica_get_access (replica),
                                now_s (self) * G_USEC_PER_SEC,
                                self->scene.zone };
  GPtrArray *rows = new_rows ();

  g_clear_pointer (&self->all_news, g_ptr_array_unref);
  self->all_news = muster_shift_news_list (&view);
  for (guint i = 0; i < self->all_news->len; i++)
    {
      const MusterShiftNews *news = g_ptr_array_index (self->all_news, i);
      MusterRow *row =
          muster_row_new (get_icon (news->kind), g_strdup (news->title), g_strdup (news->detail));

      add_deeds (row, news->deeds);
      g_ptr_array_add (rows, row);
    }
  muster_row_group_set (MUSTER_ROW_GROUP (self->news), rows,
                        _ ("No swap is asked for, and nobody’s shift has moved lately"));
}

static void
send (MusterOncallDesk *self, const char *name, MusterUlid object, const char *done)
{
  MusterCommand *command = muster_session_command (self->scene.session, name, 0);

  command->object = object;
  muster_session_send (self->scene.session, command, self->news, done);
}

/* What was told of it has been seen, too. */
static void
see (MusterOncallDesk *self, const MusterShiftNews *news)
{
  if (!muster_ulid_is_null (news->notice))
    send (self, "notice.confirm", news->notice, NULL);
}

static void
accept (MusterOncallDesk *self, const MusterShiftNews *news)
{
  MusterCommand *command = muster_session_command (self->scene.session, "schedule.accept", 0);
  g_autofree char *person = muster_ulid_to_string (news->person);

  command->object = news->id;
  muster_command_set_text (command, "person", person);
  muster_session_send (self->scene.session, command, self->news,
                       _ ("Accepted. Whose shift moved was told"));
}

static void
do_deed (MusterOncallDesk *self, const MusterShiftNews *news, guint deed)
{
  MusterSession *session = self->scene.session;

  switch ((MusterShiftDeed) deed)
    {
    case MUSTER_DEED_READ:
      present (muster_handover_window_new (
          session, &(MusterHandoverWish){ .handover = news->id, .zone = self->scene.zone },
          get_window (self)));
      break;
    case MUSTER_DEED_TAKE:
      present (muster_offer_dialog_new (session, news->id, self->scene.zone, get_window (self)));
      break;
    case MUSTER_DEED_DECLINE:
      if (!news->is_to_all)
        send (self, "schedule.decline", news->id, _ ("Declined. Whoever asked was told"));
      see (self, news);
      break;
    case MUSTER_DEED_WITHDRAW:
      send (self, "schedule.withdraw", news->id, _ ("The request was taken back"));
      break;
    case MUSTER_DEED_ACCEPT:
      accept (self, news);
      break;
    case MUSTER_DEED_CONFIRM:
    default:
      send (self, "notice.confirm", news->id, NULL);
      break;
    }
}

static void
news_pressed_cb (GtkWidget *group, guint row, guint deed, MusterOncallDesk *self)
{
  if (self->scene.session && self->all_news && row < self->all_news->len)
    do_deed (self, g_ptr_array_index (self->all_news, row), deed);
}

/* --- my shifts --- */

static void
show_mine (MusterOncallDesk *self)
{
  const gint64 now = now_s (self);
  GPtrArray *rows = new_rows ();

  g_clear_pointer (&self->shifts, g_ptr_array_unref);
  self->shifts = muster_my_shifts_list (muster_session_get_world (self->scene.session),
                                        get_me (self), now, MINE_MOST);
  for (guint i = 0; i < self->shifts->len; i++)
    {
      const MusterMyShift *shift = g_ptr_array_index (self->shifts, i);
      const gboolean has_begun = shift->start_s <= now;
      g_autofree char *hours = muster_roster_format_hours (shift->end_s - shift->start_s);
      MusterRow *row = muster_row_new (
          has_begun ? "media-playback-start-symbolic" : "x-office-calendar-symbolic",
          muster_roster_format_span (shift->start_s, shift->end_s, now, self->scene.zone),
          g_strdup_printf ("%s · %s", shift->title, hours));

      if (!has_begun && may_act (self))
        /* TRANSLATORS: verb: ask who takes a shift of mine */
        muster_row_add_button (row, ASK, _ ("Ask…"), FALSE);
      g_ptr_array_add (rows, row);
    }
  muster_row_group_set (MUSTER_ROW_GROUP (self->mine), rows,
                        muster_ulid_is_null (get_me (self))
                            ? _ ("The hub does not know which person you are")
                            : _ ("You are on call of no schedule in the next 12 months"));
}

static void
mine_pressed_cb (GtkWidget *group, guint row, guint deed, MusterOncallDesk *self)
{
  const MusterMyShift *shift;

  if (!self->scene.session || !self->shifts || row >= self->shifts->len)
    return;
  shift = g_ptr_array_index (self->shifts, row);
  present (
      muster_ask_dialog_new (self->scene.session,
                             &(MusterShiftWish){ shift->schedule, get_me (self), shift->start_s,
                                                 shift->end_s, self->scene.zone },
                             get_window (self)));
}

/* --- the desk --- */

static GtkWidget *
make_group (MusterOncallDesk *self, const char *title, GCallback pressed)
{
  GtkWidget *group = g_object_ref_sink (muster_row_group_new ());

  muster_row_group_set_title (MUSTER_ROW_GROUP (group), title, NULL);
  g_signal_connect (group, "pressed", pressed, self);
  return group;
}

static void
add_handover_button (MusterOncallDesk *self)
{
  /* TRANSLATORS: a button: what the next shift will be told */
  GtkWidget *button = gtk_button_new_with_label (_ ("Handover…"));

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "roster.handover");
  gtk_widget_set_tooltip_text (button, _ ("What the next shift will be told (H)"));
  gtk_widget_add_css_class (button, "flat");
  muster_row_group_set_suffix (MUSTER_ROW_GROUP (self->news), button);
}

/**
 * muster_oncall_desk_new:
 * @editor: who asks for overrides; it has to live as long
 *
 * Returns: (transfer full): a desk with nothing on it
 */
MusterOncallDesk *
muster_oncall_desk_new (MusterRosterEditor *editor)
{
  MusterOncallDesk *self = g_new0 (MusterOncallDesk, 1);

  self->editor = editor;
  self->gap = make_group (self, "", G_CALLBACK (gap_pressed_cb));
  self->news = make_group (self, _ ("Swaps and notices"), G_CALLBACK (news_pressed_cb));
  self->mine = make_group (self, _ ("My next shifts"), G_CALLBACK (mine_pressed_cb));
  gtk_widget_set_visible (self->gap, FALSE);
  add_handover_button (self);
  return self;
}

/**
 * muster_oncall_desk_free:
 * @self: a desk
 *
 * Frees it.
 */
void
muster_oncall_desk_free (MusterOncallDesk *self)
{
  GtkWidget *const groups[] = { self->gap, self->news, self->mine };

  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      g_signal_handlers_disconnect_by_data (groups[i], self);
      g_object_unref (groups[i]);
    }
  g_clear_pointer (&self->scene.zone, g_time_zone_unref);
  g_clear_pointer (&self->candidates, g_ptr_array_unref);
  g_clear_pointer (&self->all_news, g_ptr_array_unref);
  g_clear_pointer (&self->shifts, g_ptr_array_unref);
  g_free (self);
}

GtkWidget *
muster_oncall_desk_get_gap (MusterOncallDesk *self)
{
  return self->gap;
}

GtkWidget *
muster_oncall_desk_get_news (MusterOncallDesk *self)
{
  return self->news;
}

GtkWidget *
muster_oncall_desk_get_mine (MusterOncallDesk *self)
{
  return self->mine;
}

/**
 * muster_oncall_desk_show:
 * @self: a desk
 * @scene: what is looked at; all of it %NULL: nothing
 */
void
muster_oncall_desk_show (MusterOncallDesk *self, const MusterRosterScene *scene)
{
  GtkWidget *const groups[] = { self->gap, self->news, self->mine };
  GTimeZone *zone = scene->zone ? g_time_zone_ref (scene->zone) : NULL;

  g_clear_pointer (&self->scene.zone, g_time_zone_unref);
  self->scene = *scene;
  self->scene.zone = zone;
  if (!scene->session)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    muster_row_group_set_active (MUSTER_ROW_GROUP (groups[i]),
                                 muster_session_is_online (scene->session));
  show_gap (self);
  show_news (self);
  show_mine (self);
}

/**
 * muster_oncall_desk_set_narrow:
 * @self: a desk
 * @is_narrow: whether buttons stand below the words
 */
void
muster_oncall_desk_set_narrow (MusterOncallDesk *self, gboolean is_narrow)
{
  muster_row_group_set_narrow (MUSTER_ROW_GROUP (self->gap), is_narrow);
  muster_row_group_set_narrow (MUSTER_ROW_GROUP (self->news), is_narrow);
  muster_row_group_set_narrow (MUSTER_ROW_GROUP (self->mine), is_narrow);
}

/**
 * muster_oncall_desk_ask:
 * @self: a desk
 * @block: (nullable): what has the focus
 *
 * Asks who takes that; without a shift that is mine, or a manager's to ask for, says so.
 */
void
muster_oncall_desk_ask (MusterOncallDesk *self, const MusterRosterBlock *block)
{
  const MusterDirectory *directory;
  const MusterObject *person = NULL;
  const GPtrArray *people;

  if (!self->scene.session || !self->scene.view->subject)
    return;
  people = self->scene.view->subject->body->people;
  directory = muster_world_get_directory (muster_session_get_world (self->scene.session));
  if (block && block->kind == MUSTER_BLOCK_DUTY && block->person < people->len)
    person = muster_directory_find (directory, MUSTER_OBJECT_PERSON,
                                    g_ptr_array_index (people, block->person), -1);
  if (!person || !may_act (self) ||
      (!is_manager (self) && !muster_ulid_equal (person->id, get_me (self))))
    {
      muster_toast_show (self->news, _ ("Go to a shift of yours to ask who takes it"));
      return;
    }
  present (
      muster_ask_dialog_new (self->scene.session,
                             &(MusterShiftWish){ self->scene.view->schedule, person->id,
                                                 block->start_s, block->end_s, self->scene.zone },
                             get_window (self)));
}

/**
 * muster_oncall_desk_hand_over:
 * @self: a desk
 *
 * Opens what the next shift will be told.
 */
void
muster_oncall_desk_hand_over (MusterOncallDesk *self)
{
  if (self->scene.session)
    present (muster_handover_window_new (
        self->scene.session,
        &(MusterHandoverWish){ .schedule = self->scene.view->schedule, .zone = self->scene.zone },
        get_window (self)));
}
