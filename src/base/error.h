/* error.h - what can go wrong with bytes from outside
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

/**
 * MusterBaseError:
 * @MUSTER_BASE_ERROR_SYNTAX: the bytes are not of the format; the message says what and where
 * @MUSTER_BASE_ERROR_LIMIT: of the format, but larger or deeper than we accept
 */
typedef enum
{
  MUSTER_BASE_ERROR_SYNTAX,
  MUSTER_BASE_ERROR_LIMIT,
} MusterBaseError;
#define MUSTER_BASE_ERROR (muster_base_error_quark ())
GQuark muster_base_error_quark (void);

G_END_DECLS
