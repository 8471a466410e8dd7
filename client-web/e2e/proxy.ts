// A reverse proxy that serves a server's page below a path, as a host may.

import { once } from "node:events";
import { createServer, request, type IncomingMessage, type RequestOptions, type ServerResponse } from "node:http";
import type { Socket } from "node:net";

export interface RunningProxy {
  /** Where the page is, with a slash at the end. */
  readonly url: string;
  /** Cuts every line that is open, without a word to either side. */
  cut(): void;
  stop(): Promise<void>;
}

/** Says whether it has answered. */
type Answer = (asked: IncomingMessage, answer: ServerResponse) => Promise<boolean>;

const nothing: Answer = () => Promise.resolve(false);

/** Serves what is at `port` below `path`, which begins and ends with a slash. Asks for the page's own host, or for this one. `own` goes before it. */
export async function startProxy(port: number, path: string, host?: string, own = nothing): Promise<RunningProxy> {
  const onward = ({ url = "", method, headers }: IncomingMessage): RequestOptions => ({
    ...{ host: "127.0.0.1", port, method, headers: host === undefined ? headers : { ...headers, host } },
    path: url.startsWith(path) ? `/${url.slice(path.length)}` : "/not-below-the-path",
  });
  const sockets = new Set<Socket>();
  const pass = (asked: IncomingMessage, answer: ServerResponse): void => {
    const passed = request(onward(asked), (reply) => {
      answer.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(answer);
    });
    passed.on("error", () => answer.destroy());
    asked.pipe(passed);
  };
  const proxy = createServer((asked, answer) => {
    own(asked, answer).then(
      (isAnswered) => (isAnswered ? undefined : pass(asked, answer)),
      () => answer.destroy(),
    );
  });
  proxy.on("connection", (socket) => sockets.add(socket));
  proxy.on("upgrade", (asked, client: Socket) => {
    const passed = request(onward(asked)).end();
    passed.on("error", () => client.destroy());
    passed.on("response", ({ statusCode = 502 }) => client.end(`HTTP/1.1 ${statusCode} No\r\nConnection: close\r\n\r\n`));
    passed.on("upgrade", (reply, server) => {
      const lines = Object.entries(reply.headers).map(([name, value]) => `${name}: ${String(value)}\r\n`);
      client.write(`HTTP/1.1 101 Switching Protocols\r\n${lines.join("")}\r\n`);
      server.pipe(client).pipe(server);
      server.on("error", () => client.destroy());
      client.on("error", () => server.destroy());
      client.on("close", () => server.destroy());
    });
  });
  proxy.listen(0, "127.0.0.1");
  await once(proxy, "listening");
  const address = proxy.address();
  if (address === null || typeof address === "string") throw new Error("the proxy has no port");
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
    sockets.clear();
  };
  return {
    url: `http://127.0.0.1:${address.port}${path}`,
    cut,
    stop: async () => {
      const closed = once(proxy, "close");
      proxy.close();
      cut();
      await closed;
    },
  };
}
