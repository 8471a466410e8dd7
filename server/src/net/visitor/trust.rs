//! Whom the edge believes, whom it spares and obeys, and what may be said.

use std::net::IpAddr;

use super::networks::{Networks, Subnet};
use super::origin::Origins;
use crate::net::admin::Moderation;
use crate::net::chat::Custom;
use crate::room::Household;

/// Whom the edge believes, whom it spares and obeys, and what may be said.
#[derive(Clone, Debug)]
pub struct Trust {
    /// Proxies whose word on who asks is believed.
    pub proxies: Networks,
    /// Whoever no cap for a single address holds for.
    pub uncapped: Networks,
    /// Sites besides our own whose pages may open a WebSocket.
    pub origins: Origins,
    /// What moderators are known by; without it there are none.
    pub moderation: Option<Moderation>,
    /// What people may say.
    pub chat: Custom,
}

impl Default for Trust {
    /// As without settings.
    fn default() -> Self {
        Self {
            proxies: Networks::loopback(),
            uncapped: Networks::loopback(),
            origins: Origins::default(),
            moderation: None,
            chat: Custom::default(),
        }
    }
}

impl Trust {
    /// What caps count this client as; `None` if none holds for it.
    pub fn counted_as(&self, address: IpAddr) -> Option<Subnet> {
        (!self.uncapped.contain(address)).then(|| Subnet::of(address))
    }

    /// From where somebody talks; `None` for this machine and for a proxy, from
    /// where everybody may come.
    pub fn talks_from(&self, address: IpAddr) -> Option<Household> {
        let is_known = !address.is_loopback() && !self.proxies.contain(address);
        is_known.then(|| Subnet::of(address).household())
    }

    /// What caps count the other end of a connection as; `None` if none holds
    /// for it, as for a proxy, through which everybody comes.
    pub fn peer_counted_as(&self, peer: IpAddr) -> Option<Subnet> {
        self.counted_as(peer)
            .filter(|_| !self.proxies.contain(peer))
    }
}
