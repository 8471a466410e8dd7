import { beforeEach, describe, expect, test } from "vitest";
import { KeyedRows } from "../src/panels/keyedRows";

/** As much of an element as rows need: it stands in a list, which counts how often one is put somewhere. */
class FakeElement {
  text = "";
  constructor(private readonly list: FakeList) {}

  get nextElementSibling(): FakeElement | null {
    return this.list.children[this.list.children.indexOf(this) + 1] ?? null;
  }

  remove(): void {
    this.list.children = this.list.children.filter((child) => child !== this);
  }
}

class FakeList {
  children: FakeElement[] = [];
  moves = 0;

  get firstElementChild(): FakeElement | null {
    return this.children[0] ?? null;
  }

  insertBefore(row: FakeElement, before: FakeElement | null): void {
    row.remove();
    this.children.splice(before === null ? this.children.length : this.children.indexOf(before), 0, row);
    this.moves += 1;
  }
}

let list: FakeList;
let rows: KeyedRows<number, string>;

beforeEach(() => {
  list = new FakeList();
  rows = new KeyedRows(list as unknown as Element, () => {
    const element = new FakeElement(list);
    return { element: element as unknown as Element, write: (text) => (element.text = text) };
  });
});

const shown = (): string[] => list.children.map(({ text }) => text);

describe("the rows of a list", () => {
  test("are the same after an update, in their new order", () => {
    rows.arrange(new Map([[1, "Ada 10"], [2, "Bob 5"], [3, "Cyd 0"]]));
    const [ada, bob, cyd] = list.children;
    rows.arrange(new Map([[3, "Cyd 50"], [1, "Ada 10"], [2, "Bob 6"]]));
    expect(shown()).toEqual(["Cyd 50", "Ada 10", "Bob 6"]);
    expect(list.children).toEqual([cyd, ada, bob]);
    expect([list.children[0] === cyd, list.children[1] === ada, list.children[2] === bob]).toEqual([true, true, true]);
  });

  test("come and go between those that stay", () => {
    rows.arrange(new Map([[1, "Ada"], [2, "Bob"], [3, "Cyd"]]));
    const cyd = list.children[2];
    rows.arrange(new Map([[4, "Dan"], [1, "Ada"], [3, "Cyd"]]));
    expect(shown()).toEqual(["Dan", "Ada", "Cyd"]);
    expect(list.children[2]).toBe(cyd);
  });

  test("are not touched where the order is the same", () => {
    rows.arrange(new Map([[1, "Ada"], [2, "Bob"]]));
    list.moves = 0;
    rows.arrange(new Map([[1, "Ada 1"], [2, "Bob 2"]]));
    expect([list.moves, ...shown()]).toEqual([0, "Ada 1", "Bob 2"]);
  });

  test("stay where they are when they are only written", () => {
    rows.arrange(new Map([[1, "Ada"], [2, "Bob"]]));
    rows.write(new Map([[3, "Cyd"], [2, "Bob 9"]]));
    expect(shown()).toEqual(["Ada", "Bob 9"]);
  });
});
