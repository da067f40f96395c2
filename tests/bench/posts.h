/* posts.h - requests with alerts, as bytes, made before any clock starts
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

typedef struct
{
  const char *prefix; /* before /api/v2/alerts; "" for an Alertmanager */
  guint64 first;      /* number of the first alert; its labels are a function of it */
  guint64 distinct;   /* after so many the numbers begin anew */
  guint64 n;          /* alerts in all */
  guint per_post;
} PostsPlan;

/* Of GString: one whole request each. */
GPtrArray *posts_new (const PostsPlan *plan);

G_END_DECLS
