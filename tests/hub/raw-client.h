/* raw-client.h - HTTP as bytes on a socket, also such as no client would send
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

/* Blocking; what takes longer than 20 s has failed. @address as --listen has it. */
int raw_connect (const char *address);
int raw_connect_from (const char *address, const char *source);
gboolean raw_send (int fd, const char *bytes, gssize n);
gboolean raw_is_closed (int fd);

/* Reads until the other end closes or resets; never until a time-out: that fails the test. */
GString *raw_read_all (int fd);
GString *raw_read_until (int fd, const char *end);

/* One answer by its Content-Length: its status, and its body where @out_body. 0: closed without. */
guint raw_read_answer (int fd, char **out_body);
guint raw_roundtrip (int fd, const char *request, char **out_body);

/* What chunks hold, from @bytes on; NULL: the last one is missing. */
GString *raw_join_chunks (const char *bytes, gsize n);

/* Statuses but 100 in what was read, in order, at most @max; returns their number. */
guint raw_find_statuses (const char *bytes, gsize n, guint *out, guint max);

G_END_DECLS
