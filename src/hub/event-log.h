/* event-log.h - the one log of framed stream lines in memory: a reader is an offset into it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/crypto.h"
#include "base/ulid.h"
G_BEGIN_DECLS

typedef struct _MusterEventLog MusterEventLog;
typedef struct _MusterLogReader MusterLogReader;

#define MUSTER_LOG_BYTES     (16 * 1024 * 1024)
#define MUSTER_LOG_ALL_ROLES G_MAXUINT32

/* Bytes of one compact JSON document, without line feeds; n of 0: there is none. */
typedef struct
{
  const char *bytes;
  gsize n;
} MusterLogText;

/* A committed event in two forms of protocol §4, and the access roles, as bits, that may see them;
 * the third, for all others, is made of its leaf. A form that nobody is to see may be left out. */
typedef struct
{
  guint64 seq; /* one more than that of the event before */
  MusterLogText full;
  MusterLogText head;
  MusterSha256 leaf;
  guint32 full_roles;
  guint32 head_roles;
  MusterUlid person; /* sees the full form whatever its roles; null for nobody */
} MusterLogEvent;

/* Who reads, and from where. */
typedef struct
{
  guint32 roles;
  MusterUlid person;
  MusterUlid token; /* by which it was let in; null: by the socket's peer */
  gboolean resumes;
  guint64 since;       /* the last seq it has; where it resumes */
  gboolean is_foreign; /* what it has is of another journal */
} MusterLogStart;

/* Both are called with the log locked, sleep on the reader's thread and wake on any. */
typedef struct
{
  void (*sleep) (gpointer user_data);
  void (*wake) (gpointer user_data);
} MusterLogReaderFuncs;

MusterEventLog *muster_event_log_new (MusterUlid journal, guint64 head_seq, gsize max_bytes);
void muster_event_log_free (MusterEventLog *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterEventLog, muster_event_log_free)

MusterUlid muster_event_log_get_journal (const MusterEventLog *self);
guint64 muster_event_log_get_head (MusterEventLog *self);
void muster_event_log_append (MusterEventLog *self, const MusterLogEvent *event);
void muster_event_log_pulse (MusterEventLog *self, MusterLogText text, guint32 roles);
void muster_event_log_beat (MusterEventLog *self);
void muster_event_log_notify (MusterEventLog *self);

#define MUSTER_LOG_END  (-1) /* all has been said */
#define MUSTER_LOG_LOST (-2) /* it fell behind in the middle of a line: cut it off */

MusterLogReader *muster_log_reader_new (MusterEventLog *log,
                                        const MusterLogStart *start,
                                        const MusterLogReaderFuncs *funcs,
                                        gpointer user_data);
gssize muster_log_reader_read (MusterLogReader *self, char *out, gsize max);
void muster_log_reader_end (MusterLogReader *self);
void muster_log_reader_free (MusterLogReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterLogReader, muster_log_reader_free)

G_END_DECLS
