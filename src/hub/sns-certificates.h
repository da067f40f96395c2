/* sns-certificates.h - the certificates that Amazon SNS signs with, as they are needed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include "base/clock.h"
#include "base/crypto-certificate.h"
#include "hub/outbound.h"
G_BEGIN_DECLS

typedef struct _MusterSnsCertificates MusterSnsCertificates;

/* @clock and @outbound are not owned. */
MusterSnsCertificates *muster_sns_certificates_new (MusterClock *clock,
                                                    const MusterOutbound *outbound);
void muster_sns_certificates_free (MusterSnsCertificates *self);

/* Called once a certificate is there, or is known not to come. */
typedef void (*MusterSnsCertificateFunc) (gpointer user_data);

/* The certificate, or @why there is none; neither: it is being fetched, and @func will be called.
 */
const MusterCertificate *muster_sns_certificates_get (MusterSnsCertificates *self,
                                                      const char *url,
                                                      const char **why,
                                                      MusterSnsCertificateFunc func,
                                                      gpointer user_data);

G_END_DECLS
