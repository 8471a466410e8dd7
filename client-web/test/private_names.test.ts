import { describe, expect, test } from "vitest";
import { privateNames } from "../private_names";

describe("names that the build makes short", () => {
  test.each([
    ["a member that only its class knows", "class A {\n  private readonly hidden = 1;\n  get all() {\n    return this.hidden;\n  }\n}"],
    ["a member that its class takes of itself", "class A {\n  private hidden = 1;\n  all() {\n    const { other, hidden } = this;\n    return hidden;\n  }\n}"],
    ["a method", "class A {\n  private hidden(): void {}\n  all() {\n    this.hidden();\n  }\n}"],
  ])("are those of %s", (_what, source) => {
    expect(privateNames([source]).test("hidden")).toBe(true);
  });

  test.each([
    ["that another class has openly", "class B {\n  readonly hidden = 2;\n}"],
    ["that something else has", "other.hidden = 2;"],
    ["that something else may have", "other?.hidden.at(0);"],
    ["that a type has", "interface C {\n  hidden?: number;\n}"],
    ["that an object has", "const it = { hidden: 2 };"],
    ["that an object has of its own accord", "const it = { other, hidden };"],
    ["that an object has on a line of its own", "const it = {\n    hidden,\n};"],
    ["that is taken of something else", "const { hidden } = other;"],
    ["that is written out", 'other["hidden"] = 2;'],
  ])("are none %s", (_what, source) => {
    expect(privateNames(["class A {\n  private hidden = 1;\n}", source]).test("hidden")).toBe(false);
  });
});
