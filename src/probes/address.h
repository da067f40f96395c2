/* address.h - which addresses a check may be pointed at
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <gio/gio.h>
G_BEGIN_DECLS

/* NULL if a check may connect to it, else why not. */
const char *muster_probe_address_complaint (GInetAddress *address);
/* NULL if it is one of the public internet's, else why not: for URLs that others sent us (R29). */
const char *muster_public_address_complaint (GInetAddress *address);

G_END_DECLS
