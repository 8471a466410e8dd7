// What a message of the catalogue asks for, read from its English by the compiler.

/** What stands before the texts of a plural. */
type Branch = `${string}${"zero" | "one" | "two" | "few" | "many" | "other" | `=${number}`} `;

/** A parameter's name and type: `{name}`, or `{count, number}` and `{count, plural, one {…} other {…}}` for numbers. */
type Parameter<Inner extends string> = Inner extends `${infer Name}, ${string}` ? [Name, number] : [Inner, string | number];

type Parameters<Message extends string> = Message extends `${infer Before}{${infer Rest}`
  ? (Before extends Branch ? never : Rest extends `${infer Inner}}${string}` ? Parameter<Inner> : never) | Parameters<Rest>
  : never;

/** A message as code has it: a text, or what makes one of its parameters. */
export type Words<Message extends string> = [Parameters<Message>] extends [never]
  ? string
  : (parameters: { readonly [P in Parameters<Message> as P[0]]: P[1] }) => string;

export type Catalogue<Messages extends Readonly<Record<string, string>>> = {
  readonly [Key in keyof Messages]: Words<Messages[Key]>;
};
