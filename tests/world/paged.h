/* paged.h - who was paged in a small hub: for the tests of that
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "one-key.h"

/* @body and @contact: JSON. */
void paged_put_person (OneKey *self, const char *name, const char *body, const char *contact);
/* Something fires at once: "alertname=Down,service=shop,severity=critical"; its incident. */
guint paged_fire (OneKey *self, const char *labels);
/* A command of ana's about an incident; @argument, which is text, may be NULL. */
gboolean
paged_do (OneKey *self, const char *name, guint incident, const char *argument, const char *value);
/* Time passes, from deadline to deadline; whatever goes elsewhere than to a desktop is sent, and
 * what goes there is shown. */
void paged_wait (OneKey *self, gint64 us);
/* The same, but nothing is heard of any page. */
void paged_wait_deaf (OneKey *self, gint64 us);
/* What became of a page. */
void paged_tell (OneKey *self, guint incident, MusterUlid page, MusterEventKind kind);
/* "0 ana desktop 1, 10 ben sms 1": minutes after @from_us, whom, by what, of which incident; with
 * "+14" behind it where it is for so many. */
void paged_assert (const OneKey *self, gint64 from_us, const char *expected);
guint paged_count (const OneKey *self, MusterEventKind kind);
/* The sentence of the newest line of that kind; "" if there is none. */
char *paged_line (const OneKey *self, guint incident, MusterEventKind kind);
