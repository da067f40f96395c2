/* problem.h - errors as RFC 9457 problem documents (protocol §5)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "hub/answer.h"
G_BEGIN_DECLS

#define MUSTER_PROBLEM_TYPE "application/problem+json"

MusterAnswer *
muster_problem_new (guint status, const char *name, const char *title, const char *detail);
MusterAnswer *muster_problem_busy (guint retry_after_s);

G_END_DECLS
