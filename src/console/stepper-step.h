/* stepper-step.h - one state of a full stepper
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <gtk/gtk.h>

#include "model/stage.h"
G_BEGIN_DECLS

/* Where a state lies, seen from the present one. */
typedef enum
{
  MUSTER_STEP_PAST,
  MUSTER_STEP_NOW,
  MUSTER_STEP_FUTURE,
} MusterStep;

/* Middle of the mark below the top, and the room it takes. */
#define MUSTER_STEP_MARK_Y    12
#define MUSTER_STEP_MARK_SIZE 24

#define MUSTER_TYPE_STEPPER_STEP (muster_stepper_step_get_type ())
G_DECLARE_FINAL_TYPE (MusterStepperStep, muster_stepper_step, MUSTER, STEPPER_STEP, GtkWidget)

GtkWidget *muster_stepper_step_new (MusterStage stage);
void muster_stepper_step_set (MusterStepperStep *self, MusterStep step, const char *since);

G_END_DECLS
