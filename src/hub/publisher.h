/* publisher.h - what is on disk goes out as stream lines
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "hub/event-log.h"
#include "journal/journal.h"
G_BEGIN_DECLS

/* Appends an event to the log, in the forms that its readers may see (protocol §4). Called by one
 * thread at a time, in order of seq. */
void muster_publish (MusterEventLog *log, const MusterWritten *written, GString *buffer);

G_END_DECLS
