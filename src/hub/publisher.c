/* publisher.c - what is on disk goes out as stream lines
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "hub/publisher.h"

#include "wire/event-codec.h"

/* Contact data is for administrators and for the person it is of; the others get the head. */
static void
restrict_contact (const MusterEvent *event, MusterLogEvent *line)
{
  if (event->payload != MUSTER_PAYLOAD_CONTACT)
    return;
  line->head_roles = line->full_roles & ~(guint32) MUSTER_ACCESS_ADMIN;
  line->full_roles = MUSTER_ACCESS_ADMIN;
  line->person = muster_event_ulid (event, MUSTER_FACT_ID);
}

/**
 * muster_publish:
 * @log: the log that streams read
 * @written: an event that is on disk
 * @buffer: for scratch, kept by the caller from event to event
 *
 * Writes each form of the event's line that somebody may see, once; every stream copies the same
 * bytes.
 */
void
muster_publish (MusterEventLog *log, const MusterWritten *written, GString *buffer)
{
  const MusterEventSpec *spec = muster_event_spec (written->event->kind);
  MusterLogEvent line = { .seq = written->event->seq,
                          .full_roles = spec->full,
                          .head_roles = spec->head,
                          .leaf = written->leaf };

  restrict_contact (written->event, &line);
  g_string_truncate (buffer, 0);
  if (written->body == NULL) /* then the head is all there is to see */
    {
      line.head_roles |= line.full_roles;
      line.full_roles = 0;
      line.person = (MusterUlid){ 0, 0 };
    }
  if (line.full_roles != 0)
    muster_line_append_full (buffer, written->head, written->head_n, written->event->payload,
                             written->salt, written->body, written->body_n);
  if (line.head_roles != 0)
    line.head = (MusterLogText){ written->head, written->head_n };
  line.full = (MusterLogText){ buffer->str, buffer->len };
  muster_event_log_append (log, &line);
}
