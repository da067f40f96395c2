/* crypto-certificate.h - is a text signed by who a certificate is of?
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

typedef enum
{
  MUSTER_SIGNED_RSA_SHA1,
  MUSTER_SIGNED_RSA_SHA256,
} MusterSigned;

typedef struct _MusterCertificate MusterCertificate;

/* The first of a PEM text. Error: MUSTER_BASE_ERROR. */
MusterCertificate *muster_certificate_new (const char *pem, gsize n, GError **error);
void muster_certificate_free (MusterCertificate *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterCertificate, muster_certificate_free)

gboolean muster_certificate_is_in_force (const MusterCertificate *self, gint64 at_us);
gboolean muster_certificate_verify (const MusterCertificate *self,
                                    MusterSigned how,
                                    const char *text,
                                    gsize text_n,
                                    const guchar *signature,
                                    gsize signature_n);

G_END_DECLS
