/* import.h - people, schedules and policies as another system had them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "sources/value.h"
G_BEGIN_DECLS

#define MUSTER_IMPORT_BYTES_MAX  (4 * 1024 * 1024) /* of a file */
#define MUSTER_IMPORT_REPORT_MAX 1000              /* lines; the others are counted */
#define MUSTER_IMPORT_WEEK_S     (7 * G_GINT64_CONSTANT (86400))

/* Names are ours and unique once muster_import_finish() was called; before, they are as they were
 * found. Whatever is not there is NULL. */
typedef struct
{
  char *name;
  char *full_name;
  char *email;
  char *zone;
  gboolean is_known; /* a file describes it; else something only refers to it */
  gboolean is_gone;  /* deleted there */
} MusterImportPerson;

typedef struct
{
  char *name;
  GPtrArray *people; /* of MusterImportPerson, not owned */
} MusterImportTeam;

/* On some days from a time of day to another; to one that is not later: of the next day. */
typedef struct
{
  guint8 days; /* bit 0 is Monday */
  gint32 from_s, to_s;
} MusterImportWindow;

/* Somebody is on from one wall time to another, and perhaps again. */
typedef struct
{
  const MusterImportPerson *person;
  gint64 start_s, end_s;
  char *rrule; /* nullable */
} MusterImportEvent;

typedef struct
{
  const MusterValue *value; /* what it was made of */
  char *name;
  char *zone; /* nullable: the schedule's */
  gint64 start_s;
  guint every;            /* so many units is a turn; 0: it does not rotate */
  const char *unit;       /* "hour", "day", "week", "month" */
  gboolean by_shifts;     /* turns are counted by what was worked */
  GPtrArray *members;     /* of GPtrArray of MusterImportPerson; an empty one is vacant */
  GArray *windows;        /* of MusterImportWindow; none: always */
  GPtrArray *events;      /* of MusterImportEvent: then it has no members */
  gint64 from_s, until_s; /* instants between which it is in force */
} MusterImportLayer;

typedef enum
{
  MUSTER_IMPORT_COVER,
  MUSTER_IMPORT_REPLACE, /* with @other */
  MUSTER_IMPORT_ADD,
  MUSTER_IMPORT_REMOVE,
} MusterImportChangeKind;

typedef struct
{
  MusterImportChangeKind kind;
  const MusterImportPerson *who, *other;
  gint64 from_s, to_s;
} MusterImportChange;

typedef struct
{
  const MusterImportPerson *person;
  gint64 start_s, end_s;
} MusterImportSpan;

typedef struct
{
  const MusterValue *value;
  char *name;
  char *zone;
  gboolean is_union;
  gboolean is_order_unsure; /* the first layer may be the topmost one */
  GPtrArray *layers;        /* of MusterImportLayer, bottom first */
  GArray *changes;          /* of MusterImportChange, in their order */
  GArray *final;            /* of MusterImportSpan: what the other system made of it */
} MusterImportSchedule;

typedef struct
{
  const MusterValue *value;
  const char *kind; /* "schedule", "person", "team" */
  char *id;         /* theirs */
  const char *name; /* ours, once muster_import_finish() was called */
} MusterImportTarget;

typedef struct
{
  gint64 after_s;
  gboolean in_turn;
  GPtrArray *targets; /* of MusterImportTarget */
} MusterImportStep;

typedef struct
{
  const MusterValue *value;
  char *name;
  gint64 repeat;
  gint64 wait_s;    /* 0: not said */
  GPtrArray *steps; /* of MusterImportStep */
} MusterImportPolicy;

typedef struct
{
  const char *file; /* NULL, as the path: it is about all of them */
  char *path;       /* "$.schedule.time_zone" */
  char *text;
  gboolean is_left_out; /* something does not map; else it is only worth knowing */
} MusterImportLine;

typedef struct
{
  char *name;
  const MusterValue *root;
  gboolean is_final; /* only what the other system made of the schedules counts */
} MusterImportFile;

typedef struct
{
  gint64 at_s; /* what had ended by then is not taken over */
  MusterArena *arena;
  GPtrArray *files;     /* of MusterImportFile */
  GPtrArray *texts;     /* of char *: of the files */
  GPtrArray *people;    /* of MusterImportPerson, as they were found; so are the others */
  GPtrArray *teams;     /* of MusterImportTeam */
  GPtrArray *schedules; /* of MusterImportSchedule */
  GPtrArray *policies;  /* of MusterImportPolicy */
  GHashTable *by_id[3]; /* their id → that; people, teams, schedules */
  GPtrArray *report;    /* of MusterImportLine */
  guint n_unsaid;       /* lines that the report has no room for */
  guint n_left_out;     /* lines of what does not map, said or not */
  gboolean is_final;    /* of the file that is gone through */
} MusterImport;

MusterImport *muster_import_new (gint64 at_s);
void muster_import_free (MusterImport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterImport, muster_import_free)
/* Reads JSON; MUSTER_BASE_ERROR, that begins with "NAME: ". */
gboolean muster_import_add_file (MusterImport *self,
                                 const char *name,
                                 const char *text,
                                 gsize n,
                                 gboolean is_final,
                                 GError **error);

/* --- for importers --- */

/* Tells that something does not map, or was taken otherwise. @value says where that is. */
void muster_import_leave_out (MusterImport *self, const MusterValue *value, const char *format, ...)
    G_GNUC_PRINTF (3, 4);
void muster_import_note (MusterImport *self, const MusterValue *value, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

/* Goes through what the files have under @one or in the lists under @many. */
typedef void (*MusterImportFunc) (MusterImport *self, const MusterValue *value);
void
muster_import_each (MusterImport *self, const char *one, const char *many, MusterImportFunc func);

/* A member's value; NULL: it has none, or null. */
const MusterValue *muster_import_member (const MusterValue *value, const char *name);
/* The first item of a list under that name; NULL where there is none. */
const MusterValue *muster_import_items (const MusterValue *value, const char *name);
char *muster_import_own_text (const MusterValue *value); /* never NULL */
char *muster_import_text (const MusterValue *value, const char *name);
gboolean muster_import_text_is (const MusterValue *value, const char *name, const char *text);
gboolean muster_import_int (const MusterValue *value, const char *name, gint64 *out);
gboolean muster_import_instant (MusterImport *self,
                                const MusterValue *value,
                                const char *name,
                                gint64 *out_s);
/* "08:00" or "08:00:30" */
gboolean muster_import_time_of_day (const MusterValue *value, const char *name, gint32 *out_s);
/* A zone of the system's; tells where there is none of that name, and takes UTC. */
char *muster_import_zone (MusterImport *self, const MusterValue *value, const char *name);
gint64 muster_import_wall (const char *zone, gint64 at_s);
/* What the other system made of a schedule: members of @value say whom and when. */
void muster_import_add_final (MusterImport *self,
                              MusterImportSchedule *schedule,
                              MusterImportPerson *person,
                              const MusterValue *value,
                              const char *const names[2]);
/* A change, of members @names of @value from when to when. */
void muster_import_add_change (MusterImport *self,
                               MusterImportSchedule *schedule,
                               MusterImportChange change,
                               const MusterValue *value,
                               const char *const names[2]);

/* NULL as @id: nobody. Makes one that nothing described yet. */
MusterImportPerson *muster_import_person (MusterImport *self, const char *id, const char *name);
/* One of a turn; a person who was deleted leaves it vacant, and the report says so. */
void muster_import_join (MusterImport *self,
                         GPtrArray *group,
                         MusterImportPerson *person,
                         const MusterValue *value);
MusterImportTeam *muster_import_team (MusterImport *self, const char *id, const char *name);
MusterImportSchedule *
muster_import_schedule (MusterImport *self, const MusterValue *value, const char *id);
MusterImportSchedule *muster_import_find_schedule (MusterImport *self, const char *id);
MusterImportPolicy *muster_import_policy (MusterImport *self, const MusterValue *value);
MusterImportStep *muster_import_policy_add_step (MusterImportPolicy *self, gint64 after_s);
void muster_import_step_add_target (MusterImportStep *self,
                                    const MusterValue *value,
                                    const char *kind,
                                    const char *id);

/* --- the result --- */

/* Names everything and everybody, and takes away what cannot be; once. */
void muster_import_finish (MusterImport *self);
char *muster_import_write (const MusterImport *self);

G_END_DECLS
