/* change.h - something that people or machines changed: a deploy, a flag, a configuration
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/json-reader.h"
#include "base/label-set.h"
G_BEGIN_DECLS

/* As it was told, within budget. Bytes live where its MusterReports' do. */
typedef struct
{
  gint64 at_us;          /* when it took effect; MUSTER_NO_TIME: when received */
  MusterText title;      /* in words; never empty */
  MusterText kind;       /* "deploy", "release", "push", "flag", "config", …; n 0: not said */
  MusterText service;    /* the service's name by the sender's own field; n 0: none */
  MusterText source;     /* what told it: "github", a host; n 0: not said */
  MusterText version;    /* a version, a commit; n 0: not said */
  MusterText url;        /* n 0: none */
  MusterLabelSet labels; /* cleaned per R8 */
  guint marks;           /* MusterMark bits */
} MusterChange;

/* "I am alive": what a heartbeat expects every so often. */
typedef struct
{
  MusterText name;    /* n 0: the one heartbeat of its key */
  gint64 interval_us; /* when the next will come, where the sender says so; 0: it does not */
} MusterPing;

G_END_DECLS
