/* timeline-row-data.h - what one entry of a timeline says
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

typedef enum
{
  MUSTER_TIMELINE_ALERT,
  MUSTER_TIMELINE_STORM,
  MUSTER_TIMELINE_OPENED, /* also severity and state */
  MUSTER_TIMELINE_PAGE,
  MUSTER_TIMELINE_TICK, /* acknowledged, done */
  MUSTER_TIMELINE_PERSON,
  MUSTER_TIMELINE_COMMAND,
  MUSTER_TIMELINE_FINDING,
  MUSTER_TIMELINE_CHANGE,
  MUSTER_TIMELINE_UPDATE,
  MUSTER_TIMELINE_NOTE,
  MUSTER_TIMELINE_LOCK,
} MusterTimelineKind;
#define MUSTER_N_TIMELINE_KINDS    (MUSTER_TIMELINE_LOCK + 1)
#define MUSTER_TIMELINE_MASK(kind) (1u << (kind))
#define MUSTER_TIMELINE_ALL        G_MAXUINT

typedef enum
{
  MUSTER_RUN_PLAIN,
  MUSTER_RUN_STRONG,
  MUSTER_RUN_DIM,
  MUSTER_RUN_MONO,
} MusterRunStyle;

/* A piece of a sentence; plain text, never markup. */
typedef struct
{
  const char *text;
  MusterRunStyle style;
} MusterTextRun;

typedef struct
{
  const char *id;    /* tells entries apart */
  gint64 at_us;      /* when it happened, as claimed */
  gint64 entered_us; /* when it was written down; 0: then */
  MusterTimelineKind kind;
  const char *person;        /* (nullable): whose face replaces the icon */
  const MusterTextRun *runs; /* the last one has no text */
  const char *detail;        /* (nullable): a second line */
  const char *output;        /* (nullable): what a command printed; shown when asked for */
  gboolean is_pinned;
  gboolean is_public;  /* also told to people outside */
  gboolean is_pending; /* written here, not yet on the hub */
  gboolean is_undone;  /* taken back: struck out */
} MusterTimelineRowData;

MusterTimelineRowData *muster_timeline_row_data_copy (const MusterTimelineRowData *self);
void muster_timeline_row_data_free (MusterTimelineRowData *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterTimelineRowData, muster_timeline_row_data_free)
gboolean muster_timeline_row_data_equal (const MusterTimelineRowData *a,
                                         const MusterTimelineRowData *b);
int muster_timeline_row_data_compare (const MusterTimelineRowData *a,
                                      const MusterTimelineRowData *b);
char *muster_timeline_row_data_text (const MusterTimelineRowData *self);
char *muster_timeline_row_data_time (const MusterTimelineRowData *self, GTimeZone *zone);
char *muster_timeline_row_data_describe (const MusterTimelineRowData *self, GTimeZone *zone);

G_END_DECLS
