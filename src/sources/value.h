/* value.h - a body read whole, for formats whose members hang together
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "sources/source.h"
G_BEGIN_DECLS

/* One value of a body; all of it is in the reports' arena or in the body. */
typedef struct _MusterValue MusterValue;
struct _MusterValue
{
  MusterJsonType type;
  MusterText name;    /* as a member of an object; else empty */
  MusterText text;    /* a string's; a number's, true or false as written; else empty */
  guint n;            /* of an object's members or an array's items */
  MusterValue *first; /* the first of them */
  MusterValue *next;  /* the next in what holds it */
};

/* NULL, with the reader's error, if the body is not what R7 allows. The reader has begun. */
const MusterValue *muster_value_read (MusterJsonReader *reader, MusterArena *arena);
/* A form as an object of strings; a name that comes again counts once. NULL if it cannot be read
 * or has more members than R7 allows an object. */
const MusterValue *muster_value_from_form (MusterText form, MusterArena *arena);

/* A text of its own: JSON in a form, or in a string of another document. NULL if it is none. */
const MusterValue *muster_value_parse (MusterText text, MusterArena *arena);

/* A member of an object; NULL if it is none, or has none of that name. */
const MusterValue *muster_value_get (const MusterValue *self, MusterText name);
/* What a path leads to from here: "$.alert.name", "alerts[0].labels['a b']"; "$." may be left out,
 * and "$" is this value. NULL if there is nothing, or no such path. */
const MusterValue *muster_value_at (const MusterValue *self, const char *path);
/* Its text, if it is a string, a number, true or false; else empty. NULL has none. */
MusterText muster_value_text (const MusterValue *self);
MusterText muster_value_text_at (const MusterValue *self, const char *path);
/* The first of these paths that leads to a text; the list ends with NULL. */
MusterText muster_value_text_of (const MusterValue *self, const char *const *paths);
/* Any value as text: lists and objects as compact JSON; empty if null. */
MusterText muster_value_to_text (const MusterValue *self, MusterArena *arena);

G_END_DECLS
