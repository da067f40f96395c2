/* tone.c - the three tones of pages, from calm to firm
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "console/tone.h"

#include <math.h>
#include <string.h>

/* A note rises at once and fades; the second and third overtone make it carry on small speakers. */
#define RISE_S     0.012
#define SECOND     0.35
#define THIRD      0.15
#define WAVE_BYTES 44 /* of the head of a RIFF WAVE file */
#define NOTES_MAX  6

/* Hz, by equal temperament from a' = 440 Hz. */
#define NOTE_E5 659.26
#define NOTE_G5 783.99
#define NOTE_A5 880.00
#define NOTE_C6 1046.50
#define NOTE_E6 1318.51

typedef struct
{
  double pitch; /* Hz; 0: the end */
  double begin_s;
  double length_s;
  double loudness; /* 0 to 1 */
} Note;

static const Note melodies[MUSTER_TONE_N][NOTES_MAX] = {
  [MUSTER_TONE_CALM] = { { NOTE_E5, 0.00, 0.45, 0.4 }, { NOTE_G5, 0.18, 0.60, 0.4 } },
  [MUSTER_TONE_CLEAR] = { { NOTE_A5, 0.00, 0.30, 0.6 },
                          { NOTE_C6, 0.20, 0.30, 0.6 },
                          { NOTE_A5, 0.40, 0.60, 0.6 } },
  [MUSTER_TONE_FIRM] = { { NOTE_C6, 0.00, 0.22, 0.85 },
                         { NOTE_E6, 0.20, 0.22, 0.85 },
                         { NOTE_C6, 0.40, 0.22, 0.85 },
                         { NOTE_E6, 0.60, 0.22, 0.85 },
                         { NOTE_C6, 0.80, 0.22, 0.85 },
                         { NOTE_E6, 1.00, 0.50, 0.85 } },
};

static const char *const names[MUSTER_TONE_N] = {
  [MUSTER_TONE_NONE] = "none",
  [MUSTER_TONE_CALM] = "calm",
  [MUSTER_TONE_CLEAR] = "clear",
  [MUSTER_TONE_FIRM] = "firm",
};

/**
 * muster_tone_of:
 * @severity: of an incident
 *
 * Returns: how a page of it sounds
 */
MusterTone
muster_tone_of (MusterSeverity severity)
{
  switch (severity)
    {
    case MUSTER_SEVERITY_CRITICAL:
      return MUSTER_TONE_FIRM;
    case MUSTER_SEVERITY_MAJOR:
      return MUSTER_TONE_CLEAR;
    case MUSTER_SEVERITY_MINOR:
      return MUSTER_TONE_CALM;
    case MUSTER_SEVERITY_NONE:
    case MUSTER_SEVERITY_LOW:
    case MUSTER_SEVERITY_INFO:
    default:
      return MUSTER_TONE_NONE;
    }
}

/**
 * muster_tone_name:
 * @self: a tone
 *
 * Returns: its name, of a file too
 */
const char *
muster_tone_name (MusterTone self)
{
  return names[self];
}

static double
sound_note (const Note *note, double at_s)
{
  double phase = 2 * G_PI * note->pitch * at_s;
  double rise = MIN (at_s / RISE_S, 1);
  double fade = 1 - at_s / note->length_s;

  return note->loudness * rise * fade * fade *
         (sin (phase) + SECOND * sin (2 * phase) + THIRD * sin (3 * phase)) / (1 + SECOND + THIRD);
}

static double
sound_all (const Note *notes, double at_s)
{
  double sum = 0;

  for (guint i = 0; i < NOTES_MAX && notes[i].pitch > 0; i++)
    if (at_s >= notes[i].begin_s && at_s < notes[i].begin_s + notes[i].length_s)
      sum += sound_note (&notes[i], at_s - notes[i].begin_s);
  return CLAMP (sum, -1, 1);
}

static double
measure (const Note *notes)
{
  double length_s = 0;

  for (guint i = 0; i < NOTES_MAX && notes[i].pitch > 0; i++)
    length_s = MAX (length_s, notes[i].begin_s + notes[i].length_s);
  return length_s;
}

static void
append_u16 (GByteArray *out, guint16 value)
{
  const guint16 little = GUINT16_TO_LE (value);

  g_byte_array_append (out, (const guint8 *) &little, sizeof little);
}

static void
append_u32 (GByteArray *out, guint32 value)
{
  const guint32 little = GUINT32_TO_LE (value);

  g_byte_array_append (out, (const guint8 *) &little, sizeof little);
}

static void
append_word (GByteArray *out, const char *word)
{
  g_byte_array_append (out, (const guint8 *) word, (guint) strlen (word));
}

/**
 * muster_tone_new_wave:
 * @self: a tone that is one
 *
 * Returns: (transfer full): a RIFF WAVE file: PCM, one channel, 16 bits, %MUSTER_TONE_RATE
 */
GBytes *
muster_tone_new_wave (MusterTone self)
{
  const Note *notes = melodies[self];
  const guint32 n = (guint32) (measure (notes) * MUSTER_TONE_RATE);
  GByteArray *out = g_byte_array_sized_new (WAVE_BYTES + 2 * n);

  append_word (out, "RIFF");
  append_u32 (out, WAVE_BYTES - 8 + 2 * n);
  append_word (out, "WAVEfmt ");
  append_u32 (out, 16); /* bytes of what follows, up to "data" */
  append_u16 (out, 1);  /* PCM */
  append_u16 (out, 1);  /* channels */
  append_u32 (out, MUSTER_TONE_RATE);
  append_u32 (out, 2 * MUSTER_TONE_RATE); /* bytes a second */
  append_u16 (out, 2);                    /* bytes a sample */
  append_u16 (out, 16);
  append_word (out, "data");
  append_u32 (out, 2 * n);
  for (guint32 i = 0; i < n; i++)
    append_u16 (out, (guint16) (gint16) lrint (G_MAXINT16 *
                                               sound_all (notes, (double) i / MUSTER_TONE_RATE)));
  return g_byte_array_free_to_bytes (out);
}
