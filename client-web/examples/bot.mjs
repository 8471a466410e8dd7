// A bot, written from PROTOCOL.md: it flies in curves, shoots, and tells its score.
//
//   node bot.mjs ws://localhost:8080/ws [name]     (Node 20: node --experimental-websocket …)
//
import { decode, encode } from "@msgpack/msgpack";

const VERSION = 10;
const [PILOT, HELLO, CONTROLS, RESPAWN, WELCOME] = [0, 0, 1, 5, 0];
const [THRUST, LEFT, RIGHT, FIRE] = [1, 2, 4, 16];
const THINK_EVERY_MS = 500;

// The parts of a frame in the order of the wire, each with its bit: of `kind`, or of `more`.
const PARTS = [
  ["ticks", 0, 1], ["acks", 1, 0], ["controls", 2, 0], ["shots", 4, 0], ["arrivals", 8, 0], ["left", 16, 0],
  ["vanished", 0, 2], ["events", 0, 4], ["badges", 0, 8], ["anchors", 0, 16], ["you", 0, 32], ["pong", 0, 64],
];

const [url = "ws://localhost:8080/ws", name = "Example"] = process.argv.slice(2);
const socket = new WebSocket(url);
socket.binaryType = "arraybuffer";
const say = (...message) => socket.send(encode(message));
let seq = 0;
let hasShip = false;

socket.onopen = () => say(HELLO, VERSION, PILOT, name, 20, 15, null, true, "", 0);
socket.onclose = ({ code, reason }) => {
  console.error(`closed: ${code} ${reason}`);
  process.exit(1);
};
socket.onmessage = ({ data }) => {
  const message = decode(new Uint8Array(data));
  const kind = message[0];
  if (kind === WELCOME) {
    console.log(`flies in room ${message[2]} as ${message[5]}`);
    setInterval(think, THINK_EVERY_MS);
  } else if (kind >= 64) {
    hear(frameOf(message));
  }
};

/** What a frame has, by name. */
function frameOf([kind, ...rest]) {
  const more = kind & 32 ? rest.shift() : 0;
  const there = PARTS.filter(([, bit, moreBit]) => kind & bit || more & moreBit);
  return Object.fromEntries(there.map(([part], index) => [part, rest[index]]));
}

function hear({ you }) {
  if (!you) return;
  const [ship, score, lives] = you;
  hasShip = ship !== 0;
  console.log(`score ${score}, lives ${lives}`);
}

function think() {
  if (!hasShip) say(RESPAWN);
  const turn = [0, LEFT, RIGHT][Math.floor(Math.random() * 3)];
  // From tick 0 on means from the next one on.
  say(CONTROLS, ++seq, 0, THRUST | FIRE | turn);
}
