/* victim.h - a hub of this very program, that can be killed and started again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * "serve" and "key" of a test program are those of musterd, with its own table of sources.
 */
#pragma once
#include <gio/gio.h>
G_BEGIN_DECLS

typedef struct
{
  char *folder;
  char *socket;
  char *key;
  GSubprocess *process;
} Victim;

/* First of all in main(). TRUE: it was one of musterd's verbs, with that status. */
gboolean victim_is_verb (int argc, char **argv, int *status);

void victim_init (Victim *self);
void victim_start (Victim *self);
void victim_clear (Victim *self);
void victim_remove_folder (const char *folder);
/* The whole answer; "" where the hub closed the connection without one. */
char *victim_ask (Victim *self, const char *method, const char *path, const char *body);
void victim_assert_killed (Victim *self);
gboolean victim_lists (Victim *self, const char *path, const char *text);
void victim_assert_lists (Victim *self, const char *path, const char *text);

G_END_DECLS
