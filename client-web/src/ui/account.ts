import { Refused, logOut, me, type Profile } from "../account/api";
import { Patience } from "../account/patience";
import { standing } from "../account/standing";
import { codeHere } from "../room/here";
import { LiveText, LiveVisibility, add } from "./dom";
import { openLoaded } from "./loaded";
import { speaksEnglish, t } from "../words";

/** Who this browser is to the server, and how to become somebody else. */
export class Account {
  readonly #who: LiveText;
  readonly #profile: LiveVisibility;
  readonly #claim: LiveVisibility;
  readonly #logIn: LiveVisibility;
  readonly #logOut: LiveVisibility;
  readonly #room: LiveVisibility;
  #own: Profile | null = null;
  /** Counts what was asked and told: an answer that comes after a newer word says nothing. */
  #words = 0;
  readonly #patience: Patience;

  readonly #root: Element;
  readonly #wished: () => string;
  readonly #onChange: (own: Profile) => void;

  constructor(
    parent: Element,
    root: Element,
    /** The name that the player has typed. */
    wished: () => string,
    /** The browser is somebody else from now on, or known for the first time. */
    onChange: (own: Profile) => void,
  ) {
    this.#root = root;
    this.#wished = wished;
    this.#onChange = onChange;
    const bar = add(parent, "section", "account");
    bar.setAttribute("aria-label", t.account);
    this.#who = new LiveText(add(bar, "p"));
    // Who is not looking sees it asked anew as the screen opens.
    this.#patience = new Patience(() => bar.checkVisibility() && void this.refresh());
    const buttons = add(bar, "div", "tabs");
    const button = (label: string, onClick: () => void): LiveVisibility => {
      const element = add(buttons, "button", "small", label);
      element.type = "button";
      element.addEventListener("click", onClick);
      return new LiveVisibility(element);
    };
    this.#profile = button(t.myProfile, () => this.#showProfile());
    this.#claim = button(t.keepName, () => this.#askToClaim());
    this.#logIn = button(t.logIn, () => this.#askToLogIn());
    this.#room = button(t.privateRoom, () => this.#open(({ showRoom }) => showRoom(this.#root, this.#own?.roomPeople ?? 0)));
    this.#logOut = button(t.logOut, () => void logOut().then(() => this.refresh(), () => this.refresh()));
  }

  /** Asks the server who this browser is; done once it has answered or failed to. Then it is asked again by itself. */
  async refresh(): Promise<void> {
    const word = ++this.#words;
    try {
      const own = await me();
      if (word === this.#words) this.#become(own);
    } catch (error) {
      if (word !== this.#words) return;
      this.#patience.missed();
      // Whoever is not known plays all the same, and may log in. Who was known still is who it was.
      if (this.#own !== null) return;
      this.#who.set(error instanceof Refused && !error.isBusy && speaksEnglish ? error.message : t.whoUnknown);
      this.#logIn.set(true);
    }
  }

  #become(own: Profile): void {
    this.#words += 1;
    this.#patience.answered();
    this.#own = own;
    const { name, claimed } = own;
    this.#who.set(codeHere() ? t.roomPoints : standing(own));
    this.#room.set(own.roomPeople > 0);
    this.#profile.set(name !== null);
    this.#claim.set(!claimed);
    this.#logIn.set(!claimed);
    this.#logOut.set(claimed);
    this.#onChange(own);
  }

  #showProfile(): void {
    // What was shown may be old by now.
    void this.refresh().then(() => {
      const own = this.#own;
      if (own !== null) this.#open(({ showOwnProfile }) => showOwnProfile(this.#root, own, () => void this.refresh()));
    });
  }

  #askToClaim(): void {
    const wished = this.#wished() || (this.#own?.name ?? "");
    this.#open((windows) => windows.askToClaim(this.#root, wished, (own) => this.#become(own)));
  }

  #askToLogIn(): void {
    this.#open((windows) => windows.askToLogIn(this.#root, this.#wished(), (own) => this.#become(own)));
  }

  #open(open: (windows: typeof import("../windows/start")) => void): void {
    void openLoaded(this.#root, import("../windows/start"), open);
  }
}
