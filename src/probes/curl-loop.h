/* curl-loop.h - one transfer of libcurl's on the main context
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <curl/curl.h>
#include <glib.h>
G_BEGIN_DECLS

typedef struct _MusterCurlLoop MusterCurlLoop;

/* Called once, from the main context. It may free the loop. */
typedef void (*MusterCurlDoneFunc) (CURLcode code, gpointer user_data);

/* @easy stays the caller's and must outlive the loop. */
MusterCurlLoop *muster_curl_loop_new (CURL *easy, MusterCurlDoneFunc done, gpointer user_data);
void muster_curl_loop_free (MusterCurlLoop *self); /* ends the transfer if it still runs */

G_END_DECLS
