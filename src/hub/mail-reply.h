/* mail-reply.h - one answer to the mail of a page
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "hub/mail-intake.h"
#include "wire/page-token.h"
G_BEGIN_DECLS

/* Does what it says, as whom the page was for. @answered is called with a status of HTTP, on any
 * thread, also before this returns: 2xx it is done and on disk, or from a machine and passed over.
 */
void muster_mail_reply_submit (const MusterMailDoor *door,
                               GBytes *message,
                               const MusterPageToken *page,
                               MusterIntakeAnswered answered,
                               gpointer user_data);

G_END_DECLS
