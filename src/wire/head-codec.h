/* head-codec.h - decoding a head, also one that stands in a full stream line
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "wire/event-codec.h"
G_BEGIN_DECLS

gboolean muster_head_decode (MusterJsonReader *reader,
                             MusterText line,
                             MusterBatch *batch,
                             MusterDecodedHead *out,
                             MusterText *payload);

G_END_DECLS
