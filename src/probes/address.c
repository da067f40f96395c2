/* address.c - which addresses a check may be pointed at
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "probes/address.h"
#include <string.h>

/* ::ffff:0:0/96 (mapped) and 64:ff9b::/96 (NAT64, RFC 6052) hold an IPv4 address. */
static const guint8 mapped[12] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff };
static const guint8 nat64[12] = { 0, 0x64, 0xff, 0x9b };

static GInetAddress *
embedded_ipv4 (GInetAddress *address)
{
  const guint8 *bytes = g_inet_address_to_bytes (address);

  if (g_inet_address_get_family (address) != G_SOCKET_FAMILY_IPV6)
    return NULL;
  if (memcmp (bytes, mapped, sizeof mapped) != 0 && memcmp (bytes, nat64, sizeof nat64) != 0)
    return NULL;
  return g_inet_address_new_from_bytes (bytes + 12, G_SOCKET_FAMILY_IPV4);
}

/**
 * muster_probe_address_complaint:
 * @address: an address, after resolution
 *
 * Checks look at private networks and at this machine: that is what they are for. Link-local
 * addresses are refused because a cloud answers there with the machine's own credentials, and
 * multicast, broadcast and the unspecified address because they are no one host.
 *
 * Returns: (nullable): NULL, or a constant such as "is a link-local address"
 */
const char *
muster_probe_address_complaint (GInetAddress *address)
{
  g_autoptr (GInetAddress) inner = embedded_ipv4 (address);
  const guint8 *bytes;

  if (inner != NULL)
    return muster_probe_address_complaint (inner);
  bytes = g_inet_address_to_bytes (address);
  if (g_inet_address_get_is_link_local (address))
    return "is a link-local address";
  if (g_inet_address_get_is_multicast (address))
    return "is a multicast address";
  if (g_inet_address_get_is_any (address))
    return "is the unspecified address";
  if (g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV4 &&
      (bytes[0] == 0 || bytes[0] >= 240))
    return "is a reserved address";
  return NULL;
}
