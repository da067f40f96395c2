/* stepper.h - the eight states of an incident and where it stands
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <gtk/gtk.h>

#include "model/stage.h"
G_BEGIN_DECLS

typedef enum
{
  MUSTER_STEPPER_FULL, /* 60 high, one child a state */
  MUSTER_STEPPER_MINI, /* six bars, up to Monitor */
  MUSTER_STEPPER_WALL, /* eight bars and words, readable at 6 m */
} MusterStepperForm;

#define MUSTER_STEPPER_MINI_WIDTH  132
#define MUSTER_STEPPER_MINI_HEIGHT 4

void muster_stepper_draw_mini (GtkWidget *widget,
                               GtkSnapshot *snapshot,
                               MusterStage stage,
                               const graphene_rect_t *bounds);

#define MUSTER_TYPE_STEPPER (muster_stepper_get_type ())
G_DECLARE_FINAL_TYPE (MusterStepper, muster_stepper, MUSTER, STEPPER, GtkWidget)

GtkWidget *muster_stepper_new (MusterStepperForm form);
void muster_stepper_set (MusterStepper *self,
                         MusterStage stage,
                         const gint64 entered_us[MUSTER_N_STAGES],
                         GTimeZone *zone);

G_END_DECLS
