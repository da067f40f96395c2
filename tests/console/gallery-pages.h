/* gallery-pages.h - windows after the mockups, put together from the console's widgets
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <adwaita.h>

#include "base/clock.h"
G_BEGIN_DECLS

GtkWidget *gallery_window (GtkApplication *app, const char *page, MusterClock *clock);

G_END_DECLS
