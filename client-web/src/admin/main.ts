// The moderators' page. The token stays in this tab, and goes with it.

import { guardKeys } from "../input/composition";
import { add } from "../ui/dom";
import { FINGERS } from "../ui/pointer";
import { Audit } from "./audit";
import { Bans } from "./bans";
import { Chat } from "./chat";
import { Desk, isTokenWrong } from "./desk";
import { addButton, addForm, addInput } from "./form";
import { Players } from "./players";
import { Server } from "./server";
import { t } from "../words";
import { tAdmin } from "../words/admin";

const TOKEN_KEY = "asteroids.admin";
const LOOK_EVERY_MS = 3000;

const found = document.querySelector<HTMLElement>("#page");
if (found === null) throw new Error("the page has no #page");
const page = found;

guardKeys(window, FINGERS);

/** Asks for the token. */
function enter(complaint: string): void {
  page.replaceChildren();
  add(page, "h1", "", tAdmin.title);
  const form = addForm(page, tAdmin.enter, () => open(token.value.trim()));
  const fields = add(form, "div", "fields");
  const token = addInput(fields, tAdmin.token, "password");
  token.required = true;
  form.prepend(fields);
  add(page, "p", "complaint", complaint).setAttribute("role", "alert");
  token.focus();
}

/** Tries the token. By one request: the server counts each with a wrong one. */
async function open(token: string): Promise<void> {
  const desk = new Desk(token);
  try {
    await desk.settings();
  } catch (error) {
    return enter(whyNot(error));
  }
  sessionStorage.setItem(TOKEN_KEY, token);
  work(desk);
}

/** Shows who is here and what may be done, again and again. */
function work(desk: Desk): void {
  page.replaceChildren();
  const head = add(page, "header");
  add(head, "h1", "", tAdmin.title);
  addButton(head, t.leave, () => leave(""));
  const complaint = add(page, "p", "complaint");
  complaint.setAttribute("role", "alert");
  const players = new Players(page, act);
  const server = new Server(page, act);
  const chat = new Chat(page, act);
  const bans = new Bans(page, act);
  const audit = new Audit(page);
  /** Why what somebody did was not done, until the next deed. */
  let ofDeed = "";
  /** Why the page is not as things are, until it is. */
  let ofLook = "";
  let looks = 0;
  let lastLook = Promise.resolve();
  let left = false;
  const timer = setInterval(() => {
    if (!document.hidden && looks === 0) look();
  }, LOOK_EVERY_MS);
  look();

  function leave(why: string): void {
    // What was asked before may be answered later.
    if (left) return;
    left = true;
    clearInterval(timer);
    sessionStorage.removeItem(TOKEN_KEY);
    enter(why);
  }

  async function act(deed: (desk: Desk) => Promise<unknown>): Promise<string> {
    ofDeed = "";
    ofDeed = await attempt(() => deed(desk));
    complain();
    look();
    return ofDeed;
  }

  /** One after the other, so that what is shown never goes back. */
  function look(): void {
    looks += 1;
    lastLook = lastLook.then(async () => {
      ofLook = left ? "" : await lookOnce();
      looks -= 1;
      complain();
    });
  }

  function complain(): void {
    const why = ofDeed || ofLook;
    if (complaint.textContent !== why) complaint.textContent = why;
  }

  function lookOnce(): Promise<string> {
    return attempt(async () => {
      const [rows, lines, settings, banned, entries] = await Promise.all([
        desk.players(),
        desk.chat(),
        desk.settings(),
        desk.bans(),
        desk.audit(),
      ]);
      players.show(rows);
      chat.show(lines, rows);
      server.show(settings);
      bans.show(banned, rows);
      audit.show(entries);
    });
  }

  /** Says why something was not done, or nothing. */
  async function attempt(task: () => Promise<unknown>): Promise<string> {
    try {
      await task();
      return "";
    } catch (error) {
      if (isTokenWrong(error)) leave(whyNot(error));
      return whyNot(error);
    }
  }
}

function whyNot(error: unknown): string {
  if (isTokenWrong(error)) return tAdmin.wrongToken;
  return error instanceof Error ? error.message : String(error);
}

const token = sessionStorage.getItem(TOKEN_KEY);
if (token === null) enter("");
else void open(token);
