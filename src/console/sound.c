/* sound.c - the speaker of this computer, and whether it is muted
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* libcanberra waits for the sound server, so one thread makes all of its calls. It reads files, so
 * the tones are written into the cache first. */
#include "console/sound.h"

#include <canberra.h>

#define SOUND_KEY  "muster-sound"
#define TONE_ID    1
#define ROLE_ALARM "alarm" /* has a volume of its own, apart from that of clicks and bells */
#define FULL_DB    "0"

/* What the thread is to do, beside playing a tone. */
#define JOB_STOP MUSTER_TONE_N
#define JOB_END  (MUSTER_TONE_N + 1)

/* Of the thread. */
typedef struct
{
  GAsyncQueue *jobs; /* of a MusterTone, or one of the above */
  GWeakRef sound;
  ca_context *context; /* (nullable) */
  char *folder;
} Player;

/* To the main loop. */
typedef struct
{
  MusterSound *sound;
  int code; /* of libcanberra */
} Outcome;

struct _MusterSound
{
  GObject parent_instance;
  GAsyncQueue *jobs;
  gint64 muted_until_us; /* 0: never */
  int trouble;           /* of libcanberra; 0: none */
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MusterSound, muster_sound, G_TYPE_OBJECT)

/* --- the thread --- */

static gboolean
outcome_cb (gpointer user_data)
{
  Outcome *outcome = user_data;
  MusterSound *self = outcome->sound;

  if (self->trouble != outcome->code)
    {
      self->trouble = outcome->code;
      if (self->trouble != CA_SUCCESS)
        g_message ("cannot make a sound: %s", ca_strerror (self->trouble));
      g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
    }
  return G_SOURCE_REMOVE;
}

static void
outcome_free (gpointer data)
{
  Outcome *outcome = data;

  g_object_unref (outcome->sound);
  g_free (outcome);
}

static void
deliver (Outcome *outcome /* transfer full */)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, outcome_cb, outcome, outcome_free);
}

static void
tell (Player *self, int code)
{
  MusterSound *sound = g_weak_ref_get (&self->sound);
  Outcome *outcome;

  if (sound == NULL)
    return;
  outcome = g_new (Outcome, 1);
  *outcome = (Outcome){ sound, code };
  deliver (outcome);
}

static char *
store_tone (Player *self, MusterTone tone)
{
  g_autofree char *name = g_strconcat (muster_tone_name (tone), ".wav", NULL);
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  g_autoptr (GBytes) wave = muster_tone_new_wave (tone);
  g_autoptr (GError) error = NULL;

  g_mkdir_with_parents (self->folder, 0700);
  if (!g_file_set_contents_full (path, g_bytes_get_data (wave, NULL),
                                 (gssize) g_bytes_get_size (wave), G_FILE_SET_CONTENTS_NONE, 0600,
                                 &error))
    g_message ("a tone cannot be kept: %s", error->message);
  return g_steal_pointer (&path);
}

static int
open_context (Player *self)
{
  int code = CA_SUCCESS;

  if (self->context == NULL)
    code = ca_context_create (&self->context);
  if (code == CA_SUCCESS)
    ca_context_change_props (self->context, CA_PROP_APPLICATION_NAME, "Muster",
                             CA_PROP_APPLICATION_ID, "org.muster.Console",
                             CA_PROP_APPLICATION_ICON_NAME, "org.muster.Console", NULL);
  return code;
}

/* After a failure all is begun anew: a speaker may have been plugged in. */
static int
play (Player *self, MusterTone tone)
{
  g_autofree char *path = store_tone (self, tone);
  int code = open_context (self);

  if (code == CA_SUCCESS)
    ca_context_cancel (self->context, TONE_ID);
  if (code == CA_SUCCESS)
    code = ca_context_play (self->context, TONE_ID, CA_PROP_MEDIA_FILENAME, path,
                            CA_PROP_MEDIA_NAME, muster_tone_name (tone), CA_PROP_MEDIA_ROLE,
                            ROLE_ALARM, CA_PROP_CANBERRA_VOLUME, FULL_DB, NULL);
  if (code != CA_SUCCESS)
    g_clear_pointer (&self->context, ca_context_destroy);
  return code;
}

static gpointer
thread_main (gpointer data)
{
  Player *self = data;
  guint job;

  while ((job = GPOINTER_TO_UINT (g_async_queue_pop (self->jobs))) != JOB_END)
    if (job != JOB_STOP)
      tell (self, play (self, (MusterTone) job));
    else if (self->context != NULL)
      ca_context_cancel (self->context, TONE_ID);
  g_clear_pointer (&self->context, ca_context_destroy);
  g_weak_ref_clear (&self->sound);
  g_async_queue_unref (self->jobs);
  g_free (self->folder);
  g_free (self);
  return NULL;
}

/* --- the main loop --- */

static void
push (MusterSound *self, guint job)
{
  g_async_queue_push (self->jobs, GUINT_TO_POINTER (job));
}

/* Never waits for the thread: it may wait for a sound server. */
static void
dispose (GObject *object)
{
  MusterSound *self = MUSTER_SOUND (object);

  if (self->jobs != NULL)
    push (self, JOB_END);
  g_clear_pointer (&self->jobs, g_async_queue_unref);
  G_OBJECT_CLASS (muster_sound_parent_class)->dispose (object);
}

static void
muster_sound_class_init (MusterSoundClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
muster_sound_init (MusterSound *self)
{
  Player *player = g_new0 (Player, 1);

  self->jobs = g_async_queue_new ();
  player->jobs = g_async_queue_ref (self->jobs);
  player->folder = g_build_filename (g_get_user_cache_dir (), "muster", "tones", NULL);
  g_weak_ref_init (&player->sound, self);
  g_thread_unref (g_thread_new ("sound", thread_main, player));
}

/**
 * muster_sound_get:
 * @display: a display
 *
 * Returns: (transfer none): the speaker that belongs to it
 */
MusterSound *
muster_sound_get (GdkDisplay *display)
{
  MusterSound *self = g_object_get_data (G_OBJECT (display), SOUND_KEY);

  if (self != NULL)
    return self;
  self = g_object_new (MUSTER_TYPE_SOUND, NULL);
  g_object_set_data_full (G_OBJECT (display), SOUND_KEY, self, g_object_unref);
  return self;
}

/**
 * muster_sound_play:
 * @self: a speaker
 * @tone: not %MUSTER_TONE_NONE
 *
 * Plays it at full volume of its stream, in place of what plays. Returns at once; whether it could
 * be heard muster_sound_get_trouble() says after "changed".
 */
void
muster_sound_play (MusterSound *self, MusterTone tone)
{
  g_return_if_fail (MUSTER_IS_SOUND (self));
  g_return_if_fail (tone != MUSTER_TONE_NONE);
  push (self, tone);
}

/**
 * muster_sound_stop:
 * @self: a speaker
 *
 * Ends what plays, at once.
 */
void
muster_sound_stop (MusterSound *self)
{
  g_return_if_fail (MUSTER_IS_SOUND (self));
  push (self, JOB_STOP);
}

/**
 * muster_sound_mute_until:
 * @self: a speaker
 * @until_us: until when nothing shall be heard of pages, µs UTC; 0: it shall be heard again
 *
 * What plays ends at once.
 */
void
muster_sound_mute_until (MusterSound *self, gint64 until_us)
{
  g_return_if_fail (MUSTER_IS_SOUND (self));
  self->muted_until_us = until_us;
  if (until_us != 0)
    muster_sound_stop (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * muster_sound_get_muted_until_us:
 * @self: a speaker
 * @now_us: the time, µs UTC; may be rounded down to the second
 *
 * Never for longer than the person can have meant, whatever was done to the clock since.
 *
 * Returns: until when it is muted, µs UTC; 0: it is not
 */
gint64
muster_sound_get_muted_until_us (MusterSound *self, gint64 now_us)
{
  gint64 left_us;

  g_return_val_if_fail (MUSTER_IS_SOUND (self), 0);
  left_us = self->muted_until_us - now_us;
  return left_us > 0 && left_us <= MUSTER_MUTE_US + G_USEC_PER_SEC ? self->muted_until_us : 0;
}

/**
 * muster_sound_get_trouble:
 * @self: a speaker
 *
 * Returns: (transfer none) (nullable): why the last tone could not be played, in the words of the
 *   sound library; %NULL: it could
 */
const char *
muster_sound_get_trouble (MusterSound *self)
{
  g_return_val_if_fail (MUSTER_IS_SOUND (self), NULL);
  return self->trouble != CA_SUCCESS ? ca_strerror (self->trouble) : NULL;
}
