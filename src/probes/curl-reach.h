/* curl-reach.h - transfers of libcurl's that lead only where they may
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <curl/curl.h>
#include <gio/gio.h>
G_BEGIN_DECLS

/* Where a transfer may lead. */
typedef struct
{
  const char *protocols;                            /* separated by commas */
  const char *(*complaint) (GInetAddress *address); /* NULL: it may go there; else why not */
} MusterCurlReach;

extern const MusterCurlReach muster_curl_reach_network; /* http and https; as checks may */
extern const MusterCurlReach muster_curl_reach_public;  /* https, to the public internet's alone */

/* NULL if it may go to one of the addresses, else why to none. */
const char *muster_curl_reach_judge (const MusterCurlReach *self, GList *addresses);
/* What CURLOPT_RESOLVE takes: those of @addresses that it may go to. NULL: @host is an address. */
struct curl_slist *muster_curl_reach_resolve (const MusterCurlReach *self,
                                              GUri *uri,
                                              const char *host,
                                              GList *addresses);
/* What all transfers have in common. @url and @resolved as libcurl has it; @message takes
 * CURL_ERROR_SIZE. */
void muster_curl_reach_set_up (const MusterCurlReach *self,
                               CURL *easy,
                               const char *url,
                               struct curl_slist *resolved,
                               char *message);

G_END_DECLS
