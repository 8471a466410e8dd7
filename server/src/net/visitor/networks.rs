//! Lists of networks, as settings name them, and what counts as one client.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

use ipnet::IpNet;
use serde::{Deserialize, Serialize};

use crate::room::Household;

/// A home or a phone has so many bits of an IPv6 address to itself.
const IPV6_PREFIX_BITS: u8 = 64;

/// Networks, written like `10.0.0.0/8,2001:db8::/32,::1`, or `none`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Networks(Vec<IpNet>);

/// The text names no network.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "'{0}' is no network: write addresses or networks such as 192.0.2.0/24 with commas between, or none"
)]
pub struct NotANetwork(String);

impl Networks {
    /// This machine, as a setting.
    pub const LOOPBACK: &str = "127.0.0.0/8,::1";

    /// This machine.
    pub fn loopback() -> Self {
        let networks = Self::LOOPBACK.parse();
        networks.expect("the constant above is two networks")
    }

    /// Whether the address is in one of them.
    pub fn contain(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.0.iter().any(|network| network.contains(&address))
    }
}

impl FromStr for Networks {
    type Err = NotANetwork;

    fn from_str(text: &str) -> Result<Self, NotANetwork> {
        if text.trim() == "none" {
            return Ok(Self::default());
        }
        text.split(',')
            .map(network)
            .collect::<Result<_, _>>()
            .map(Self)
    }
}

/// The network of this text. A bare address is one of its own.
pub fn network(text: &str) -> Result<IpNet, NotANetwork> {
    let text = text.trim();
    let address = text.parse::<IpAddr>().map(IpNet::from);
    let network = address.or_else(|_| text.parse());
    let network = network.map_err(|_| NotANetwork(text.to_owned()))?;
    Ok(canonical(network))
}

/// A network of IPv4 that is written as one of IPv6, `::ffff:192.0.2.0/120`, as
/// the one of IPv4: so addresses are seen.
fn canonical(network: IpNet) -> IpNet {
    const MAPPED_BITS: u8 = 96;
    let mapped = match network {
        IpNet::V6(v6) => v6
            .addr()
            .to_ipv4_mapped()
            .zip(v6.prefix_len().checked_sub(MAPPED_BITS)),
        IpNet::V4(_) => None,
    };
    mapped.map_or(network, |(v4, bits)| IpNet::new_assert(v4.into(), bits))
}

/// What caps count as one client: an IPv4 address, or an IPv6 /64, of which
/// one client has all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Subnet(IpAddr);

impl Subnet {
    /// The subnet of an address.
    pub fn of(address: IpAddr) -> Self {
        let address = address.to_canonical();
        Self(first(address, 32, u32::from(IPV6_PREFIX_BITS)))
    }

    /// The home that it is of, as rooms know it.
    pub fn household(self) -> Household {
        Household(match Home::of(self).0 {
            IpAddr::V4(v4) => v4.to_ipv6_mapped().to_bits(),
            IpAddr::V6(v6) => v6.to_bits(),
        })
    }

    /// The same as a network.
    pub fn network(self) -> IpNet {
        match self.0 {
            IpAddr::V4(_) => self.0.into(),
            IpAddr::V6(_) => IpNet::new_assert(self.0, IPV6_PREFIX_BITS),
        }
    }
}

/// What guesses count as one client: an IPv4 address, or an IPv6 /56. Providers
/// give a home as much, which is 256 networks of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Home(IpAddr);

impl Home {
    /// The home of a subnet.
    pub fn of(subnet: Subnet) -> Self {
        Self(first(subnet.0, 32, 56))
    }

    /// The network that it is reached by.
    pub fn provider(self) -> Provider {
        Provider(first(self.0, 16, 32))
    }
}

/// A large network, of which few have many: an IPv4 /16 or an IPv6 /32.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Provider(IpAddr);

/// The first address of the network with so many bits that this one is in.
fn first(address: IpAddr, v4_bits: u32, v6_bits: u32) -> IpAddr {
    match address {
        IpAddr::V4(v4) => Ipv4Addr::from_bits(v4.to_bits() & (u32::MAX << (32 - v4_bits))).into(),
        IpAddr::V6(v6) => Ipv6Addr::from_bits(v6.to_bits() & (u128::MAX << (128 - v6_bits))).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> IpAddr {
        text.parse().expect("an address")
    }

    #[test]
    fn networks_contain_what_is_in_one_of_them() {
        let networks: Networks = "10.0.0.0/8, 2001:db8::/32, 192.0.2.7"
            .parse()
            .expect("three");
        for inside in ["10.1.2.3", "2001:db8:9::1", "192.0.2.7", "::ffff:10.1.2.3"] {
            assert!(networks.contain(address(inside)), "{inside}");
        }
        for outside in ["11.1.2.3", "2001:db9::1", "192.0.2.8"] {
            assert!(!networks.contain(address(outside)), "{outside}");
        }
    }

    #[test]
    fn networks_of_ipv4_may_be_written_as_ipv6() {
        let networks: Networks = "::ffff:10.0.0.0/104,::ffff:192.0.2.7".parse().expect("two");
        for inside in ["10.1.2.3", "::ffff:10.1.2.3", "192.0.2.7"] {
            assert!(networks.contain(address(inside)), "{inside}");
        }
        assert!(!networks.contain(address("192.0.2.8")));
    }

    #[test]
    fn none_contains_nothing() {
        let none: Networks = "none".parse().expect("no network");
        assert!(!none.contain(address("127.0.0.1")));
    }

    #[test]
    fn what_is_no_network_is_named() {
        for text in ["", "localhost", "10.0.0.0/33", "10.0.0.1,,::1"] {
            let error = text.parse::<Networks>().expect_err("no network");
            assert!(error.to_string().contains("is no network"), "{error}");
        }
    }

    #[test]
    fn a_home_counts_as_one_however_many_addresses_it_uses() {
        let of = |text| Subnet::of(address(text));
        assert_eq!(of("2001:db8:1:2::1"), of("2001:db8:1:2:ffff::9"));
        assert_ne!(of("2001:db8:1:2::1"), of("2001:db8:1:3::1"));
        assert_eq!(of("192.0.2.7"), of("::ffff:192.0.2.7"));
        assert_ne!(of("192.0.2.7"), of("192.0.2.8"));
    }

    #[test]
    fn guesses_count_by_homes_and_homes_by_providers() {
        let home = |text| Home::of(Subnet::of(address(text)));
        assert_eq!(home("2001:db8:1:200::1"), home("2001:db8:1:2ff::1"));
        assert_ne!(home("2001:db8:1:200::1"), home("2001:db8:1:300::1"));
        assert_ne!(home("192.0.2.7"), home("192.0.2.8"));
        let provider = |text| home(text).provider();
        assert_eq!(provider("2001:db8:1:200::1"), provider("2001:db8:ffff::1"));
        assert_ne!(provider("2001:db8:1:200::1"), provider("2001:db9::1"));
        assert_eq!(provider("192.0.2.7"), provider("192.0.255.8"));
        assert_ne!(provider("192.0.2.7"), provider("192.1.2.7"));
    }

    #[test]
    fn a_household_has_many_networks() {
        let of = |text| Subnet::of(address(text)).household();
        assert_eq!(of("2001:db8:1:200::1"), of("2001:db8:1:2ff::1"));
        assert_ne!(of("2001:db8:1:200::1"), of("2001:db8:1:300::1"));
        assert_eq!(of("192.0.2.7"), of("::ffff:192.0.2.7"));
        assert_ne!(of("192.0.2.7"), of("192.0.2.8"));
    }
}
