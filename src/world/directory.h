/* directory.h - people, services, keys, tokens, drills: what is configured
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "model/event.h"
G_BEGIN_DECLS

/* Types of objects, as in `config.put`. */
#define MUSTER_OBJECT_PERSON            "person"
#define MUSTER_OBJECT_TEAM              "team"
#define MUSTER_OBJECT_SERVICE           "service"
#define MUSTER_OBJECT_POLICY            "policy"
#define MUSTER_OBJECT_SCHEDULE          "schedule"
#define MUSTER_OBJECT_GROUPING          "grouping"
#define MUSTER_OBJECT_HEARTBEAT         "heartbeat"
#define MUSTER_OBJECT_MAPPING           "mapping"
#define MUSTER_OBJECT_MAINTENANCE       "maintenance"
#define MUSTER_OBJECT_CHANNEL           "channel" /* by which pages leave: see channels/config.h */
#define MUSTER_OBJECT_SEVERITY_OVERRIDE "severity_override"
#define MUSTER_OBJECT_DEAD_MAN_SWITCH   "dead_man_switch"
#define MUSTER_OBJECT_ALERTMANAGER      "alertmanager" /* that the hub asks by itself */
#define MUSTER_OBJECT_RULES             "rules"        /* of triage, by name: see world/rules.h */
#define MUSTER_OBJECT_KEY               "key"
#define MUSTER_OBJECT_TOKEN             "token"
#define MUSTER_OBJECT_CALENDAR          "calendar" /* who may read which shifts, by a secret */
#define MUSTER_OBJECT_DRILL             "drill"
#define MUSTER_OBJECT_CONTACT           "contact" /* of the person with the same id; a payload of its own */

typedef struct
{
  MusterUlid id;
  guint64 seq; /* of its last change */
  gint64 at_us;
  MusterAccess access; /* people, tokens */
  MusterUlid service;  /* keys: whose; tokens, drills: the person; calendars: of whom or of what */
  MusterUlid drill;    /* keys of a drill */
  gboolean removed;    /* revoked, ended, taken out of the configuration */
  char *type;
  char *name;          /* "" where the payload is not for this reader */
  char *full_name;     /* people; nullable */
  char *body;          /* JSON as written; nullable */
  char *contact;       /* people: JSON; nullable */
  char *hash;          /* keys and tokens: 64 digits; nullable */
  char *old_hash;      /* keys: of the token before, which is valid too; nullable */
  gint64 old_until_us; /* until then; MUSTER_NO_TIME: there is none */
} MusterObject;

typedef struct _MusterDirectory MusterDirectory;

MusterDirectory *muster_directory_new (void);
void muster_directory_free (MusterDirectory *self);
void muster_directory_fold (MusterDirectory *self, const MusterEvent *event);
/* For a snapshot: takes @object, which is of no event. */
void muster_directory_restore (MusterDirectory *self, MusterObject *object);
MusterObject *muster_object_new (const char *type, MusterUlid id);
void muster_object_free (MusterObject *self);
/* A key has a new token; the one before is valid until @until_us, if that is later than @now_us. */
void muster_object_rotate (MusterObject *self, const char *hash, gint64 until_us, gint64 now_us);
void muster_object_retire (MusterObject *self);

MusterObject *muster_directory_get (const MusterDirectory *self, MusterUlid id);
/* Not removed ones only. @n may be -1. */
MusterObject *
muster_directory_find (const MusterDirectory *self, const char *type, const char *name, gssize n);
MusterObject *
muster_directory_find_hash (const MusterDirectory *self, const char *type, const char *hash);
/* By id or by name, not removed. */
MusterObject *
muster_directory_resolve (const MusterDirectory *self, const char *type, const char *name_or_id);
/* All of them, in the order in which they were made. */
const GPtrArray *muster_directory_objects (const MusterDirectory *self);
/* What people call a person or a service; never NULL. */
const char *muster_directory_title (const MusterDirectory *self, MusterUlid id);
/* Who of a team can be paged: each person once whom its "people" name and who is there. */
GPtrArray *muster_directory_list_people (const MusterDirectory *self, const MusterObject *team);
/* protocol §6: whose select matches, else whose name or alias the label says, else the key's */
MusterObject *muster_directory_service_of (const MusterDirectory *self,
                                           const MusterLabelSet *labels,
                                           MusterText service,
                                           const MusterObject *key);

/* Another number whenever a service was configured. */
guint64 muster_directory_services_version (const MusterDirectory *self);

G_END_DECLS
