/* samples.h - pages and settings that every channel is tried with
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "channels/channel.h"
G_BEGIN_DECLS

#define SAMPLE_NOW_US                                                                              \
  (G_GINT64_CONSTANT (1772807102) * G_TIME_SPAN_SECOND) /* 2026-03-06 14:25:02 */

typedef struct
{
  const char *name; /* of its fixture */
  MusterPageMessage message;
} Sample;

extern const Sample samples[]; /* a NULL name at the end */

/* Settings of FIXTURES/NAME/settings: lines of a name, a space and a value. */
typedef struct
{
  MusterChannelSettings settings;
  GPtrArray *texts; /* what they point to */
} SampleSettings;

void sample_settings_read (SampleSettings *self, const char *fixtures, const char *channel);
void sample_settings_clear (SampleSettings *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SampleSettings, sample_settings_clear)

G_END_DECLS
