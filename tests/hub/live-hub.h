/* live-hub.h - a whole hub in this process, with a manual clock, asked over its sockets
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "hub/hub.h"
#include "journal/memory-journal.h"
#include "world/commands.h"
G_BEGIN_DECLS

/* The clock starts here: 2026-03-06T14:00:00Z. */
#define LIVE_START_US (G_GINT64_CONSTANT (1772805600) * G_USEC_PER_SEC)

typedef struct
{
  MusterClock *clock;
  MusterHub *hub;
  char *folder;                   /* for the socket, and the state where there is one */
  char *state;                    /* NULL: a journal in memory */
  char *local;                    /* "unix:PATH": asked there, one is the owner */
  const MusterOutbound *outbound; /* nullable: what makes requests also after a restart */
  char *tcp;                      /* "127.0.0.1:PORT" */
} LiveHub;

/* @on_disk: with a state folder, so that it can be restarted. The hub is started. */
LiveHub *live_hub_new (gboolean on_disk);
void live_hub_free (LiveHub *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LiveHub, live_hub_free)
/* In order, and again on the same folder. */
void live_hub_restart (LiveHub *self);
void live_hub_restart_without_snapshot (LiveHub *self); /* as after a crash */
MusterWorld *live_hub_world (const LiveHub *self);
MusterMemoryJournal *live_hub_journal (const LiveHub *self);
/* The next @n appends fail; what the hub has to do by itself is done before. */
void live_hub_fail_next (LiveHub *self, guint n);
/* On disk. */
guint64 live_hub_seq (const LiveHub *self);
/* Lets time pass and what is due happen, until it is on disk. */
void live_hub_advance (LiveHub *self, gint64 by_us);
/* Iterates the main context until nothing waits. */
void live_hub_settle (LiveHub *self);

typedef struct
{
  guint status; /* 0: the connection was closed without one */
  char *head;
  char *body;
  gsize body_n;
} LiveAnswer;

void live_answer_free (LiveAnswer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LiveAnswer, live_answer_free)
char *live_answer_header (const LiveAnswer *self, const char *name); /* NULL: there is none */
char *live_answer_string (const LiveAnswer *self, const char *member);
gint64 live_answer_int (const LiveAnswer *self, const char *member); /* -1: there is none */

typedef struct
{
  const char *method; /* NULL: GET, with a body POST */
  const char *path;
  const char *token;   /* nullable: then it is the owner, by the socket */
  const char *headers; /* nullable: lines, each ended by "\r\n" */
  const char *body;    /* nullable */
  gsize body_n;        /* 0: up to its end */
  gboolean by_tcp;     /* from nobody that is known */
} LiveRequest;

LiveAnswer *live_ask (LiveHub *self, const LiveRequest *request);
LiveAnswer *live_get (LiveHub *self, const char *token, const char *path);
LiveAnswer *live_post (LiveHub *self, const char *token, const char *path, const char *body);
/* Bytes as they are; all that comes back until the other end closes. */
GString *live_raw (LiveHub *self, gboolean by_tcp, const char *bytes, gsize n);
GString *live_talk (const char *address, const char *bytes, gsize n);

/* Two posts of the owner that reach the hub before it decides either. */
void live_post_both (LiveHub *self,
                     const char *const paths[2],
                     const char *const bodies[2],
                     LiveAnswer *answers[2]);

/* The key of an integration of that service; the token of a person (made, with that access). */
char *live_key (LiveHub *self, const char *service);
char *live_token (LiveHub *self, const char *person, MusterAccess access);
/* An alert by our own format; its status. */
guint live_alert (LiveHub *self, const char *key, const char *json);

G_END_DECLS
