"""What is between the edges and the NATS servers of deploy/cluster/three, and can be cut."""

import asyncio
import threading

PLACES = [1, 2, 3]
CLIENTS, RELAYS = 4230, 4240


class Relay:
    """What is between edges and NATS, and may carry nothing for a while: connections stay,
    nobody hears the other, and what was sent meanwhile comes late."""

    def __init__(self):
        self.loop = asyncio.new_event_loop()
        self.open = {edge: asyncio.Event() for edge in PLACES}
        ready = threading.Event()
        threading.Thread(target=self.run, args=(ready,), daemon=True).start()
        ready.wait()

    def run(self, ready):
        asyncio.set_event_loop(self.loop)
        for edge in PLACES:
            self.open[edge].set()
            for nats in PLACES:
                self.loop.run_until_complete(self.listen(edge, nats))
        ready.set()
        self.loop.run_forever()

    def listen(self, edge, nats):
        async def carry(reader, writer):
            try:
                await self.open[edge].wait()
                there = await asyncio.open_connection("127.0.0.1", CLIENTS + nats)
                await asyncio.gather(self.pass_on(edge, reader, there[1]), self.pass_on(edge, there[0], writer))
            except OSError:
                writer.close()

        return asyncio.start_server(carry, "127.0.0.1", RELAYS + 10 * edge + nats)

    async def pass_on(self, edge, reader, writer):
        try:
            while some := await reader.read(65_536):
                await self.open[edge].wait()
                writer.write(some)
                await writer.drain()
        except OSError:
            pass
        writer.close()

    def cut(self, edge):
        self.loop.call_soon_threadsafe(self.open[edge].clear)

    def mend(self, edge):
        self.loop.call_soon_threadsafe(self.open[edge].set)

    @staticmethod
    def addresses(edge):
        return ",".join(f"nats://127.0.0.1:{RELAYS + 10 * edge + nats}" for nats in PLACES)
