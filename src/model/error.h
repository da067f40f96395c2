/* error.h - why a command may not happen
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

/**
 * MusterModelError:
 * @MUSTER_MODEL_ERROR_INVALID: this command can never apply: an argument is wrong
 * @MUSTER_MODEL_ERROR_NOT_FOUND: it names something that is not there
 * @MUSTER_MODEL_ERROR_CONFLICT: that field moved on since the basis; reread and decide again
 * @MUSTER_MODEL_ERROR_STATE: not in this state: the incident is resolved, the role is empty
 * @MUSTER_MODEL_ERROR_STALE: queued too long to change state
 * @MUSTER_MODEL_ERROR_FORBIDDEN: the caller's access role does not allow it
 */
typedef enum
{
  MUSTER_MODEL_ERROR_INVALID,
  MUSTER_MODEL_ERROR_NOT_FOUND,
  MUSTER_MODEL_ERROR_CONFLICT,
  MUSTER_MODEL_ERROR_STATE,
  MUSTER_MODEL_ERROR_STALE,
  MUSTER_MODEL_ERROR_FORBIDDEN,
} MusterModelError;
#define MUSTER_MODEL_ERROR (muster_model_error_quark ())
GQuark muster_model_error_quark (void);

G_END_DECLS
