/* ask.h - one question in a dialog: a text, or a yes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <gtk/gtk.h>
G_BEGIN_DECLS

typedef struct
{
  const char *heading;
  const char *body;     /* (nullable): consequences, in numbers */
  const char *label;    /* (nullable): of the text; NULL: no text is asked */
  const char *text;     /* (nullable): to begin with */
  const char *verb;     /* on the button, with an underline for its key */
  gboolean is_required; /* no answer without a text */
} MusterQuestion;

/* Called once if the answer is the verb; @text is NULL where none was asked. */
typedef void (*MusterAnswerFunc) (GtkWidget *from, const char *text, gpointer user_data);

void muster_ask (GtkWidget *from,
                 const MusterQuestion *question,
                 MusterAnswerFunc func,
                 gpointer user_data,
                 GDestroyNotify destroy);

G_END_DECLS
