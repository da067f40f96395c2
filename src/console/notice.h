/* notice.h - one thing on the desktop: a page to me, a new incident, or many of them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "world/world.h"
G_BEGIN_DECLS

/* A page covers the notice of a new incident; a bundle covers many of its kind. */
typedef enum
{
  MUSTER_NOTICE_PAGE,
  MUSTER_NOTICE_INCIDENT,
  MUSTER_NOTICE_PAGES,
  MUSTER_NOTICE_INCIDENTS,
  MUSTER_NOTICE_TEST, /* of no incident; the notifier's own */
} MusterNoticeKind;

/* One place on the screen: there is one for each incident and kind. */
typedef struct
{
  MusterNoticeKind kind;
  guint incident; /* n of INC-n; 0: of a bundle */
} MusterNoticePlace;

/* What stands in a place. */
typedef struct
{
  MusterNoticePlace place;
  gboolean critical;     /* breaks through, and stays until handled */
  gboolean acknowledges; /* has a button for it */
  char *title;           /* safe text; no markup anywhere */
  char *body;            /* lines of safe text */
} MusterNotice;

static inline gboolean
muster_notice_is_bundle (MusterNoticeKind kind)
{
  return kind >= MUSTER_NOTICE_PAGES;
}

/* The world as the person sees it who sits here. */
typedef struct
{
  const MusterWorld *world;
  MusterUlid me;
  MusterAccess access;
  gint64 now_us;
} MusterNoticeView;

/* When it may be told, µs UTC; MUSTER_NO_TIME: at once. */
gint64 muster_notice_quiet_until_us (const MusterNoticeView *view, MusterNoticePlace place);
gboolean muster_notice_is_handled (const MusterNoticeView *view, MusterNoticePlace place);
/* The newest page of an incident to @person that nobody has answered; or NULL. */
const MusterPage *muster_notice_open_page (const MusterIncident *incident, MusterUlid person);

char *muster_notice_place_name (MusterNoticePlace self); /* "page/7", "pages" */
gboolean muster_notice_place_parse (const char *name, MusterNoticePlace *out);
void muster_notice_free (MusterNotice *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterNotice, muster_notice_free)

G_END_DECLS
