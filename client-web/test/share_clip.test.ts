import { afterEach, describe, expect, test, vi } from "vitest";
import { FilmError } from "../src/watch/film/film";
import { fetchClip, keepClip } from "../src/watch/film/kept";
import { clipIn, linkToClip } from "../src/watch/film/share";

const ID = "0123456789abcdef0123456789abcdef";
const FILE = new Blob(["film"]);

afterEach(() => vi.unstubAllGlobals());

function answers(answer: () => Response): ReturnType<typeof vi.fn> {
  const asked = vi.fn(() => Promise.resolve(answer()));
  vi.stubGlobal("fetch", asked);
  return asked;
}

describe("a clip that the server keeps", () => {
  test("has a link with nothing else in it", () => {
    const link = linkToClip("https://a.example/game/watch?room=2&follow=Ada&t=640#x", ID);
    expect(link).toBe(`https://a.example/game/watch?clip=${ID}`);
    expect(linkToClip("https://a.example/", ID)).toBe(`https://a.example/watch?clip=${ID}`);
    expect(clipIn(link)).toBe(ID);
  });

  test.each(["", "?clip=", "?clip=x", `?clip=${ID}0`, `?clip=${ID.toUpperCase()}`, "?clip=../films"])("is not in a link with %j", (query) => {
    expect(clipIn(`https://a.example/watch${query}`)).toBeNull();
  });

  test("is sent as a film, and told by what it is called and kept for", async () => {
    const asked = answers(() => Response.json({ id: ID, days: 7 }, { status: 201 }));
    expect(await keepClip(FILE)).toEqual({ id: ID, days: 7 });
    const request: unknown = asked.mock.calls[0]?.[1];
    expect(request).toMatchObject({ method: "POST", body: FILE, headers: { "Content-Type": "application/vnd.asteroids.film" } });
  });

  test("is refused in the server's words", async () => {
    answers(() => Response.json({ error: "this clip is not kept any more" }, { status: 404 }));
    await expect(fetchClip(ID)).rejects.toThrow(new FilmError("This clip is not kept any more."));
    answers(() => new Response("?", { status: 502 }));
    await expect(fetchClip(ID)).rejects.toThrow(FilmError);
    answers(() => Response.json({ id: 3 }, { status: 201 }));
    await expect(keepClip(FILE)).rejects.toThrow(FilmError);
    answers(() => Response.error());
    await expect(fetchClip(ID)).rejects.toThrow(FilmError);
  });
});
