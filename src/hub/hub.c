/* hub.c - musterd's parts, put together on a state folder
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/hub.h"

#include "base/crypto.h"
#include "base/instant.h"
#include "base/json-writer.h"
#include "hub/channel-check.h"
#include "hub/checkup.h"
#include "hub/intake-work.h"
#include "hub/letter-replay.h"
#include "hub/override-asker.h"
#include "hub/pager.h"
#include "hub/publisher.h"
#include "hub/pull.h"
#include "hub/runner.h"
#include "hub/sns.h"
#include "hub/state.h"
#include "hub/stream.h"
#include "hub/zone-watch.h"
#include "journal/memory-journal.h"
#include "journal/sqlite-journal.h"
#include "oncall/personal-rules.h"
#include "world/commands.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* Events that are put back into the log at start, so that consoles resume across a restart. */
#define LOG_EVENTS 20000
/* Requests whose senders may ask what became of them: some seconds of a storm. */
#define OUTCOMES_MAX  8192
#define CHAIN_TOLD_US (5 * G_USEC_PER_SEC)
/* Clocks of machines that are kept right differ by less. */
#define CLOCK_TOLERANCE_US (10 * G_USEC_PER_SEC)

struct _MusterHub
{
  MusterHubSettings settings;
  char *state;
  char *owner;   /* nullable */
  char *ca_file; /* nullable */
  MusterClock *clock;
  MusterJournal *journal;
  MusterEventLog *log;
  MusterAccessTable *access;
  MusterCommitter *committer;
  MusterServer *server;
  MusterLmtpServer *lmtp; /* nullable */
  MusterPageOffers *offers;
  MusterRunner *runner;
  MusterCheckup *checkup; /* nullable */
  MusterZoneWatch *zones; /* nullable */
  MusterPoison *poison;   /* nullable */
  MusterApi api;
  MusterOutbound outbound; /* by which requests are made; func NULL: the network */
  GString *line;           /* the journal thread's scratch */
  gint64 chain_told_us;    /* boot time; the journal's thread's own */
};

/* --- the committer's callbacks --- */

/* Lines carry no chain, so a reader is told it now and then, right behind the line it is the chain
 * of: a head that changed on its way is noticed within seconds of traffic. */
static void
tell_chain (MusterHub *self, const MusterCommit *commit)
{
  gint64 now_us = muster_clock_boot_us (self->clock);
  char hex[2 * MUSTER_SHA256_BYTES + 1];
  g_autofree char *text = NULL;

  if (now_us - self->chain_told_us < CHAIN_TOLD_US)
    return;
  self->chain_told_us = now_us;
  muster_to_hex (commit->chain.bytes, sizeof commit->chain.bytes, hex);
  text = g_strdup_printf ("{\"seq\":%" G_GUINT64_FORMAT ",\"chain\":\"%s\"}",
                          commit->first_seq + commit->n - 1, hex);
  muster_event_log_pulse (self->log, (MusterLogText){ text, strlen (text) }, MUSTER_LOG_ALL_ROLES);
}

static void
published_cb (const MusterCommit *commit, gpointer user_data)
{
  MusterHub *self = user_data;

  for (guint i = 0; i < commit->n; i++)
    muster_publish (self->log, &commit->written[i], self->line);
  tell_chain (self, commit);
  muster_event_log_notify (self->log);
}

static gboolean
is_to_desktop (const MusterEvent *intended)
{
  return g_strcmp0 (muster_event_token (intended, MUSTER_FACT_CHANNEL), MUSTER_CHANNEL_DESKTOP) ==
         0;
}

/* FALSE: it is nothing of pages that leave. */
static gboolean
act_on_pages (MusterPager *pager, const MusterEffect *effect)
{
  if (effect->type == MUSTER_EFFECT_UNPAGE)
    muster_pager_drop (pager, effect->event->incident);
  else if (effect->type == MUSTER_EFFECT_PAGE && !is_to_desktop (effect->event))
    muster_pager_take (pager, effect->event);
  else if (effect->type == MUSTER_EFFECT_SENT)
    muster_pager_settle (pager, effect->event);
  else if (effect->type == MUSTER_EFFECT_TEST_PAGE)
    muster_pager_test (pager, effect->event);
  else if (effect->type == MUSTER_EFFECT_NOTICE)
    muster_pager_tell_notice (pager, effect->event);
  else
    return FALSE;
  return TRUE;
}

static void
act_cb (const MusterEffect *effect, gpointer user_data)
{
  MusterHub *self = user_data;

  if (self->api.pager != NULL && act_on_pages (self->api.pager, effect))
    return;
  if (effect->type == MUSTER_EFFECT_CANARY)
    {
      if (self->api.canary != NULL)
        muster_canary_arrive (self->api.canary);
    }
  else
    muster_runner_act (self->runner, self->committer, self->server, effect);
}

static gboolean
is_in_force (MusterUlid token, gpointer access)
{
  return muster_access_table_has_token (access, token);
}

static void
access_changed_cb (const MusterWorld *world, gpointer user_data)
{
  MusterHub *self = user_data;

  muster_access_table_renew (self->access, world);
  if (self->api.pulls != NULL)
    muster_pulls_renew (self->api.pulls, world);
  if (self->api.asker != NULL)
    muster_override_asker_renew (self->api.asker, world);
  if (self->api.dead_man != NULL)
    muster_dead_man_renew (self->api.dead_man, world);
  if (self->api.pager != NULL)
    muster_pager_renew (self->api.pager, world);
  muster_streams_check (self->server, is_in_force, self->access);
}

static void
refolded_cb (gpointer user_data)
{
  const MusterHub *self = user_data;

  if (self->api.pager != NULL)
    muster_pager_resume (self->api.pager);
}

/* --- start --- */

typedef struct
{
  MusterHub *hub;
  MusterWorld *world;
  guint64 publish_after;
} Fold;

static gboolean
fold_cb (const MusterWritten *written, gpointer user_data)
{
  Fold *fold = user_data;

  if (written->event->seq > muster_world_get_seq (fold->world))
    muster_world_evolve (fold->world, written->event);
  if (written->event->seq > fold->publish_after)
    muster_publish (fold->hub->log, written, fold->hub->line);
  return TRUE;
}

static MusterWorld *
new_world (void)
{
  MusterHashSeed seed;

  muster_random_bytes ((guchar *) &seed, sizeof seed);
  return muster_world_new (MUSTER_WORLD_HUB, seed);
}

static MusterWorld *
fold_journal (MusterHub *self, GError **error)
{
  g_autoptr (MusterWorld) world = new_world ();
  MusterUlid id = muster_journal_get_id (self->journal);
  guint64 head = muster_journal_get_head (self->journal, NULL);
  Fold fold = { .hub = self, .publish_after = head > LOG_EVENTS ? head - LOG_EVENTS : 0 };
  guint64 from;

  if (self->state != NULL && !muster_state_load_snapshot (self->state, id, head, world))
    {
      muster_world_free (world);
      world = new_world ();
    }
  from = MIN (muster_world_get_seq (world), fold.publish_after);
  fold.world = world;
  self->log = muster_event_log_new (id, from, MUSTER_LOG_BYTES);
  fold.publish_after = from;
  if (!muster_journal_replay (self->journal, from, fold_cb, &fold, error))
    {
      if (self->state != NULL)
        muster_state_prefix_error (self->state, error);
      return NULL;
    }
  return g_steal_pointer (&world);
}

static MusterUlid
new_id (const MusterHub *self)
{
  MusterUlidSource ids;

  muster_ulid_source_init (&ids, muster_random_fill, NULL);
  return muster_ulid_source_next (&ids, muster_clock_now_us (self->clock));
}

static gboolean
open_journal (MusterHub *self, GError **error)
{
  if (self->state == NULL)
    {
      self->journal = muster_memory_journal_new (new_id (self));
      return TRUE;
    }
  if (g_mkdir_with_parents (self->state, 0700) != 0)
    {
      g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno),
                   "The state folder %s cannot be made: %s", self->state, g_strerror (errno));
      return FALSE;
    }
  self->journal = muster_sqlite_journal_open (self->state, new_id (self), error);
  if (self->journal == NULL)
    muster_state_prefix_error (self->state, error);
  return self->journal != NULL;
}

/* Without it the hub runs all the same. */
static void
open_poison (MusterHub *self)
{
  g_autoptr (GError) error = NULL;

  self->poison = muster_poison_open (self->state, &error);
  if (self->poison == NULL)
    g_warning ("what is being read cannot be noted: %s", error->message);
}

/* What ended the hub for the second time is a dead letter, and an administrator hears of it. */
static void
tell_poison (MusterHub *self)
{
  const GPtrArray *found = self->poison != NULL ? muster_poison_get_found (self->poison) : NULL;

  for (guint i = 0; found != NULL && i < found->len; i++)
    {
      const MusterPoisonFound *body = g_ptr_array_index (found, i);
      g_autofree char *text = muster_intake_dup_without_keys (self->access, body->text);
      const MusterRefusedBody refused = { .key = body->key,
                                          .source = body->source,
                                          .reason = MUSTER_POISON_REASON,
                                          .text = text,
                                          .text_n = strlen (text),
                                          .n_bytes = (gint64) body->n_bytes,
                                          .is_poison = TRUE };

      g_warning ("a body that was sent to %s ended the hub twice and is set aside", body->source);
      muster_committer_refuse_body (self->committer, &refused);
    }
}

static void
make_server (MusterHub *self)
{
  MusterServerSettings settings;

  muster_server_settings_init (&settings);
  muster_api_init_handler (&settings.handler);
  settings.user_data = &self->api;
  settings.log = self->log;
  self->server = muster_server_new (&settings, self->clock);
  self->api.server = self->server;
}

/**
 * muster_hub_new:
 * @settings: what to put together
 * @error: return location
 *
 * Returns: (transfer full) (nullable): a hub that takes no work yet
 */
MusterHub *
muster_hub_new (const MusterHubSettings *settings, GError **error)
{
  g_autoptr (MusterHub) self = g_new0 (MusterHub, 1);
  MusterCommitterSettings committer = { 0 };
  MusterWorld *world;

  self->settings = *settings;
  self->state = g_strdup (settings->state);
  self->owner = g_strdup (settings->owner);
  self->ca_file = g_strdup (settings->ca_file);
  self->clock = g_object_ref (settings->clock);
  self->line = g_string_new (NULL);
  if (!open_journal (self, error))
    return NULL;
  if (self->state != NULL && self->settings.serves)
    open_poison (self);
  self->offers =
      muster_page_offers_new (settings->serves ? self->state : NULL, settings->url, error);
  if (self->offers == NULL)
    return NULL;
  world = fold_journal (self, error);
  if (world == NULL)
    return NULL;
  self->access = muster_access_table_new (getuid ());
  self->runner = muster_runner_new (self->clock);
  committer = (MusterCommitterSettings){
    .clock = self->clock,
    .journal = self->journal,
    .context = { .check_run = muster_runner_check, .check_channel = muster_channel_check },
    .is_story = settings->is_story,
    .published = published_cb,
    .act = act_cb,
    .access_changed = access_changed_cb,
    .refolded = refolded_cb,
    .user_data = self,
  };
  self->committer = muster_committer_new (&committer, world);
  self->api = (MusterApi){
    .committer = self->committer,
    .access = self->access,
    .log = self->log,
    .decoders = muster_intake_decoders_new (),
    .poison = self->poison,
    .outcomes = muster_request_outcomes_new (OUTCOMES_MAX),
    .offers = self->offers,
    .clock = settings->is_story ? NULL : self->clock,
    .is_private = settings->is_private,
    .started_us = muster_clock_now_us (self->clock),
  };
  self->api.sns = muster_sns_new (self->clock);
  make_server (self);
  return g_steal_pointer (&self);
}

/**
 * muster_hub_listen:
 * @self: a hub
 * @address: "unix:PATH" or "ADDRESS:PORT"
 * @kind: what is served there
 * @error: return location
 *
 * Returns: whether it listens
 */
gboolean
muster_hub_listen (MusterHub *self, const char *address, MusterListenerKind kind, GError **error)
{
  return muster_server_listen (self->server, address, GINT_TO_POINTER (kind), error);
}

/**
 * muster_hub_listen_lmtp:
 * @self: a hub
 * @address: "unix:PATH" or "ADDRESS:PORT"
 * @error: return location
 *
 * Takes mail for alert+KEY@… and answers to pages, reply+TOKEN@…, there.
 *
 * Returns: whether it listens
 */
gboolean
muster_hub_listen_lmtp (MusterHub *self, const char *address, GError **error)
{
  const MusterLmtpSettings settings = {
    .committer = self->committer,
    .access = self->access,
    .decoders = self->api.decoders,
    .poison = self->poison,
    .offers = self->offers,
    .clock = self->clock,
  };

  if (self->lmtp == NULL)
    self->lmtp = muster_lmtp_server_new (&settings);
  muster_page_offers_set_takes_mail (self->offers, TRUE);
  return muster_lmtp_server_listen (self->lmtp, address, error);
}

/* The account that runs the hub is its first person, and an administrator (protocol §1). */
static void
make_owner (MusterHub *self)
{
  const GPtrArray *objects = muster_directory_objects (
      muster_world_get_directory (muster_committer_get_world (self->committer)));
  g_autoptr (MusterCommand) command = NULL;
  g_autoptr (GString) body = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  MusterJsonWriter writer;
  MusterDecided decided;

  for (guint i = 0; i < objects->len; i++)
    {
      const MusterObject *object = g_ptr_array_index (objects, i);

      if (g_str_equal (object->type, MUSTER_OBJECT_PERSON) && !object->removed &&
          object->access == MUSTER_ACCESS_ADMIN)
        return;
    }
  command = muster_command_new (muster_command_by_name ("config.put"));
  muster_json_writer_init (&writer, body);
  muster_json_begin_object (&writer);
  if (self->owner == NULL && g_strcmp0 (g_get_real_name (), "Unknown") != 0)
    muster_json_member_string (&writer, "full_name", g_get_real_name ());
  muster_json_end_object (&writer);
  muster_command_set_text (command, "object", MUSTER_OBJECT_PERSON);
  muster_command_set_text (command, "name", self->owner != NULL ? self->owner : g_get_user_name ());
  muster_command_set_text (command, "body", body->str);
  muster_command_set_int (command, "access", MUSTER_ACCESS_ADMIN);
  command->access = MUSTER_ACCESS_ADMIN;
  if (!muster_committer_decide (self->committer, command, &decided, &error))
    g_warning ("the owner cannot be made a person: %s", error->message);
}

/* Nothing rests on it: order is by seq. But whoever reads the times should know. */
static void
look_at_clock (const MusterHub *self)
{
  gint64 last_us =
      muster_world_get_time (muster_committer_get_world (self->committer)) - CLOCK_TOLERANCE_US;
  char now[MUSTER_INSTANT_TEXT_BYTES], last[MUSTER_INSTANT_TEXT_BYTES];

  if (self->settings.is_story || muster_clock_now_us (self->clock) >= last_us)
    return;
  muster_instant_format (muster_clock_now_us (self->clock), now);
  muster_instant_format (last_us + CLOCK_TOLERANCE_US, last);
  g_message ("the clock was set back: it says %s, and the journal in %s ends at %s", now,
             self->state != NULL ? self->state : "memory", last);
}

static void
start_pulls (MusterHub *self)
{
  const MusterPullsSettings settings = {
    .committer = self->committer,
    .clock = self->clock,
    .decoders = self->api.decoders,
    .poison = self->poison,
    .state = self->state,
  };

  const MusterOverrideAskerSettings asker = { self->committer, self->clock, self->state };
  const MusterPagerSettings pager = {
    .committer = self->committer,
    .server = self->server,
    .clock = self->clock,
    .state = self->state,
    .ca_file = self->ca_file,
    .offers = self->offers,
    .random = muster_random_fill,
  };

  if (!self->settings.serves || self->settings.is_story)
    return;
  self->api.pulls = muster_pulls_new (&settings);
  self->api.asker = muster_override_asker_new (&asker);
  self->api.pager = muster_pager_new (&pager);
  muster_hub_set_outbound (self, &self->outbound);
}

/**
 * muster_hub_start:
 * @self: a hub
 *
 * Journals that it started and takes work, on the default main context.
 */
void
muster_hub_start (MusterHub *self)
{
  look_at_clock (self);
  if (self->state != NULL && self->settings.serves && !self->settings.is_story)
    self->api.checkup = self->checkup = muster_checkup_new (self->state, self->clock);
  start_pulls (self);
  muster_committer_start (self->committer, self->settings.serves);
  make_owner (self);
  tell_poison (self);
  muster_committer_flush (self->committer);
}

/**
 * muster_hub_watch_itself:
 * @self: a hub that was started and listens
 *
 * Whether alerts come through, figures, /healthz and its dead man's switches tell from now on.
 */
void
muster_hub_watch_itself (MusterHub *self)
{
  g_auto (GStrv) addresses = muster_hub_get_addresses (self);

  if (addresses[0] != NULL)
    self->api.canary = muster_canary_new (self->clock, self->access, addresses[0]);
  self->api.dead_man = muster_dead_man_new (
      &(MusterDeadManSettings){ self->committer, self->clock, self->api.canary, self->state });
  muster_dead_man_renew (self->api.dead_man, muster_committer_get_world (self->committer));
  self->zones = muster_zone_watch_new (self->committer, self->clock);
}

/**
 * muster_hub_stop:
 * @self: a hub that was started
 *
 * Ends it in order: no new requests, everything decided is on disk and answered.
 */
void
muster_hub_stop (MusterHub *self)
{
  if (self->lmtp != NULL)
    muster_lmtp_server_quiesce (self->lmtp);
  g_clear_pointer (&self->zones, muster_zone_watch_free);
  g_clear_pointer (&self->api.dead_man, muster_dead_man_free);
  g_clear_pointer (&self->api.canary, muster_canary_free);
  muster_server_stop (self->server);
  muster_committer_stop (self->committer);
  g_clear_pointer (&self->api.pulls, muster_pulls_free);
  g_clear_pointer (&self->api.asker, muster_override_asker_free);
  g_clear_pointer (&self->api.pager, muster_pager_free);
  g_clear_pointer (&self->lmtp, muster_lmtp_server_free);
  self->api.checkup = NULL;
  g_clear_pointer (&self->checkup, muster_checkup_free);
  if (self->state != NULL && !muster_committer_is_failing (self->committer))
    muster_state_save_snapshot (self->state, muster_journal_get_id (self->journal),
                                muster_committer_get_world (self->committer));
  muster_journal_close (self->journal);
}

/**
 * muster_hub_free:
 * @self: a hub that was stopped, or never started
 *
 * Frees it.
 */
void
muster_hub_free (MusterHub *self)
{
  g_clear_pointer (&self->checkup, muster_checkup_free);
  g_clear_pointer (&self->runner, muster_runner_free);
  g_clear_pointer (&self->server, muster_server_free);
  g_clear_pointer (&self->api.sns, muster_sns_free);
  g_clear_pointer (&self->api.outcomes, muster_request_outcomes_free);
  g_clear_pointer (&self->api.decoders, g_async_queue_unref);
  g_clear_pointer (&self->poison, muster_poison_free);
  g_clear_pointer (&self->offers, muster_page_offers_free);
  g_clear_pointer (&self->committer, muster_committer_free);
  g_clear_pointer (&self->access, muster_access_table_free);
  g_clear_pointer (&self->log, muster_event_log_free);
  g_clear_object (&self->journal);
  g_clear_object (&self->clock);
  if (self->line != NULL)
    g_string_free (self->line, TRUE);
  g_free (self->state);
  g_free (self->owner);
  g_free (self->ca_file);
  g_free (self);
}

/**
 * muster_hub_get_addresses:
 * @self: a hub
 *
 * Returns: (transfer full): where it listens, in the form of --listen
 */
char **
muster_hub_get_addresses (const MusterHub *self)
{
  return muster_server_get_addresses (self->server);
}

/**
 * muster_hub_set_outbound:
 * @self: a hub
 * @outbound: what makes its requests from now on: for tests, which ask no network
 */
void
muster_hub_set_outbound (MusterHub *self, const MusterOutbound *outbound)
{
  self->outbound = *outbound; /* also of what begins with muster_hub_start() */
  muster_sns_set_outbound (self->api.sns, outbound);
  if (self->api.pulls != NULL)
    muster_pulls_set_outbound (self->api.pulls, outbound);
  if (self->api.asker != NULL)
    muster_override_asker_set_outbound (self->api.asker, outbound);
  if (self->api.dead_man != NULL)
    muster_dead_man_set_outbound (self->api.dead_man, outbound);
  if (self->api.pager != NULL)
    muster_pager_set_outbound (self->api.pager, outbound);
}

/**
 * muster_hub_get_offers:
 * @self: a hub
 *
 * Returns: (transfer none): what its pages offer
 */
const MusterPageOffers *
muster_hub_get_offers (const MusterHub *self)
{
  return self->offers;
}

/**
 * muster_hub_get_lmtp:
 * @self: a hub
 *
 * Returns: (transfer none) (nullable): what takes its mail
 */
MusterLmtpServer *
muster_hub_get_lmtp (const MusterHub *self)
{
  return self->lmtp;
}

/**
 * muster_hub_get_committer:
 * @self: a hub
 *
 * Returns: (transfer none): its committer
 */
MusterCommitter *
muster_hub_get_committer (const MusterHub *self)
{
  return self->committer;
}

/**
 * muster_hub_get_server:
 * @self: a hub
 *
 * Returns: (transfer none): its server
 */
MusterServer *
muster_hub_get_server (const MusterHub *self)
{
  return self->server;
}

/**
 * muster_hub_do:
 * @self: a hub that was started
 * @command: a command; its actor and access are set to the owner's, its secret is made
 * @out: (out): what happened
 * @error: return location
 *
 * Decides a command and waits until it is on disk.
 *
 * Returns: whether it happened
 */
gboolean
muster_hub_do (MusterHub *self, MusterCommand *command, MusterDecided *out, GError **error)
{
  MusterWorld *world = muster_committer_get_world (self->committer);
  guint64 seq;

  command->access = MUSTER_ACCESS_ADMIN;
  command->actor = muster_access_table_get_owner (self->access);
  if (command->spec->makes_secret && command->secret == NULL)
    command->secret = muster_new_secret ();
  if (!muster_command_do (self->committer, command, out, error))
    return FALSE;
  seq = muster_world_get_seq (world);
  muster_committer_flush (self->committer);
  while (muster_committer_get_committed (self->committer) < seq)
    {
      if (muster_committer_is_failing (self->committer))
        {
          g_set_error_literal (error, MUSTER_JOURNAL_ERROR, MUSTER_JOURNAL_ERROR_FAILED,
                               "The journal cannot be written");
          return FALSE;
        }
      muster_committer_wait (self->committer);
    }
  return TRUE;
}
