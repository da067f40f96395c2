/* tone-plan.c - which tone sounds when, as long as pages wait for an answer
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/tone-plan.h"

typedef struct
{
  MusterSounding sounding;
  gint64 began_us;
  guint n_played;
} Voice;

struct _MusterTonePlan
{
  GArray *voices; /* of Voice */
};

static const struct
{
  guint times;
  gint64 apart_us;
} rhythms[MUSTER_TONE_N] = {
  [MUSTER_TONE_CALM] = { 1, 0 },
  [MUSTER_TONE_CLEAR] = { 2, 30 * (gint64) G_USEC_PER_SEC },
  [MUSTER_TONE_FIRM] = { 30, 10 * (gint64) G_USEC_PER_SEC },
};

/**
 * muster_tone_plan_new:
 *
 * Returns: (transfer full): silence
 */
MusterTonePlan *
muster_tone_plan_new (void)
{
  MusterTonePlan *self = g_new0 (MusterTonePlan, 1);

  self->voices = g_array_new (FALSE, FALSE, sizeof (Voice));
  return self;
}

void
muster_tone_plan_free (MusterTonePlan *self)
{
  g_array_unref (self->voices);
  g_free (self);
}

static gint64
due_us (const Voice *voice)
{
  MusterTone tone = voice->sounding.tone;

  if (voice->n_played >= rhythms[tone].times)
    return G_MAXINT64;
  return voice->began_us + voice->n_played * rhythms[tone].apart_us;
}

/* A page whose incident changed its severity begins anew. */
static Voice
make_voice (const GArray *before, const MusterSounding *sounding, gint64 now_us)
{
  for (guint i = 0; i < before->len; i++)
    {
      const Voice *voice = &g_array_index (before, Voice, i);

      if (muster_ulid_equal (voice->sounding.page, sounding->page) &&
          voice->sounding.tone == sounding->tone)
        return *voice;
    }
  return (Voice){ *sounding, now_us, 0 };
}

/**
 * muster_tone_plan_set:
 * @self: a plan
 * @pages: (array length=n): what waits for an answer
 * @n: how many
 * @now_us: the time
 *
 * What is new begins now, what is not among them is over.
 */
void
muster_tone_plan_set (MusterTonePlan *self, const MusterSounding *pages, guint n, gint64 now_us)
{
  GArray *voices = g_array_sized_new (FALSE, FALSE, sizeof (Voice), n);

  for (guint i = 0; i < n; i++)
    {
      const Voice voice = make_voice (self->voices, &pages[i], now_us);

      g_array_append_val (voices, voice);
    }
  g_array_unref (self->voices);
  self->voices = voices;
}

/**
 * muster_tone_plan_take:
 * @self: a plan
 * @now_us: the time
 *
 * What was missed, as while the machine slept, sounds once and not as often as it was missed.
 *
 * Returns: what is to sound; %MUSTER_TONE_NONE: nothing
 */
MusterTone
muster_tone_plan_take (MusterTonePlan *self, gint64 now_us)
{
  MusterTone firmest = MUSTER_TONE_NONE;

  for (guint i = 0; i < self->voices->len; i++)
    {
      Voice *voice = &g_array_index (self->voices, Voice, i);

      if (due_us (voice) > now_us)
        continue;
      firmest = MAX (firmest, voice->sounding.tone);
      while (due_us (voice) <= now_us)
        voice->n_played++;
    }
  return firmest;
}

/**
 * muster_tone_plan_next_us:
 * @self: a plan
 *
 * Returns: when to call muster_tone_plan_take(); %G_MAXINT64: there is nothing to come
 */
gint64
muster_tone_plan_next_us (const MusterTonePlan *self)
{
  gint64 next_us = G_MAXINT64;

  for (guint i = 0; i < self->voices->len; i++)
    next_us = MIN (next_us, due_us (&g_array_index (self->voices, Voice, i)));
  return next_us;
}
