/* command.h - what somebody wants to happen (protocol §5)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "model/event.h"
G_BEGIN_DECLS

typedef enum
{
  MUSTER_ARGUMENT_TEXT,     /* UTF-8, not empty after trimming where required */
  MUSTER_ARGUMENT_NAME,     /* a name or an id of a configured thing; resolved by decide */
  MUSTER_ARGUMENT_SEVERITY, /* 1 to 5, "SEV-2" or "high" */
  MUSTER_ARGUMENT_STAGE,
  MUSTER_ARGUMENT_ROLE,
  MUSTER_ARGUMENT_ACCESS,
  MUSTER_ARGUMENT_ULID,
  MUSTER_ARGUMENT_INT, /* not negative, within 2^53 */
  MUSTER_ARGUMENT_BOOL,
  MUSTER_ARGUMENT_INSTANT,
  MUSTER_ARGUMENT_TOKEN,   /* [a-z0-9._-]{1,64} */
  MUSTER_ARGUMENT_JSON,    /* an object, kept as written */
  MUSTER_ARGUMENT_STRINGS, /* an object of strings, kept as written */
} MusterArgumentType;

#define MUSTER_COMMAND_ARGUMENTS_MAX 10

typedef struct
{
  const char *name;
  MusterArgumentType type;
  gboolean required;
} MusterArgumentSpec;

typedef enum
{
  MUSTER_COMMAND_STATE,    /* queued offline; only if its field is as it was, under 1 h */
  MUSTER_COMMAND_ADDITIVE, /* queued offline, always accepted, backdated */
  MUSTER_COMMAND_ONLINE,   /* never queued: pages, runs, configuration, access */
} MusterCommandClass;

/* One row of the table in world/commands.c, without its decide function. {id} in the path is an
 * incident under /v1/incidents, else the id of the object. */
typedef struct
{
  const char *name;  /* "incident.acknowledge" */
  const char *path;  /* "/v1/incidents/{id}/acknowledge"; the method is POST */
  const char *title; /* for people and the API's description, N_() */
  MusterAccess access;
  MusterCommandClass class;
  gboolean makes_secret; /* its first answer carries a new key or token */
  MusterArgumentSpec arguments[MUSTER_COMMAND_ARGUMENTS_MAX + 1]; /* ended by a NULL name */
} MusterCommandSpec;

typedef union
{
  gint64 number;
  MusterUlid id;
  char *text; /* TEXT, NAME, TOKEN, JSON, STRINGS; owned */
} MusterArgument;

typedef struct
{
  const MusterCommandSpec *spec;
  MusterUlid id;     /* made by the caller; null: nothing is a repeat */
  guint64 basis;     /* what the caller had seen; 0: nothing conflicts */
  gint64 claimed_us; /* when the person did it; MUSTER_NO_TIME: now */
  guint incident;    /* n of INC-n in the path; 0: none */
  MusterUlid object; /* other ids in the path */
  char *name;        /* there instead of an id; nullable */
  MusterActor actor;
  MusterAccess access;
  char *secret; /* for specs that make one: the new key or token, never journaled */
  guint arguments_set;
  MusterArgument arguments[MUSTER_COMMAND_ARGUMENTS_MAX];
} MusterCommand;

MusterCommand *muster_command_new (const MusterCommandSpec *spec);
void muster_command_free (MusterCommand *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterCommand, muster_command_free)

/* By name; an argument the spec has not is a programming error, one not set reads as 0,
 * MUSTER_NO_TIME (instants), the null id or NULL. */
gboolean muster_command_has (const MusterCommand *self, const char *name);
gint64 muster_command_int (const MusterCommand *self, const char *name);
MusterUlid muster_command_ulid (const MusterCommand *self, const char *name);
const char *muster_command_text (const MusterCommand *self, const char *name);
void muster_command_set_int (MusterCommand *self, const char *name, gint64 value);
void muster_command_set_ulid (MusterCommand *self, const char *name, MusterUlid value);
void muster_command_set_text (MusterCommand *self, const char *name, const char *text);

/* "INC-7" and 7; 0 if it is none. */
guint muster_incident_parse_id (const char *text, gssize n);
void muster_incident_append_id (guint incident, GString *out);

gboolean muster_is_token (const char *text, gssize n);

G_END_DECLS
