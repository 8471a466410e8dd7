// Elements of SVG, and attributes that are touched only when they change.

const NAMESPACE = "http://www.w3.org/2000/svg";

export function addSvg<Name extends keyof SVGElementTagNameMap>(
  parent: Element,
  name: Name,
  className = "",
  attributes: Readonly<Record<string, string | number>> = {},
): SVGElementTagNameMap[Name] {
  const element = document.createElementNS(NAMESPACE, name);
  if (className) element.setAttribute("class", className);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  parent.append(element);
  return element;
}

export function set(element: Element, name: string, value: string): void {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

/** Text that fits into so many letters. */
export function fitted(text: string, letters: number): string {
  return text.length <= letters ? text : `${text.slice(0, letters - 1)}…`;
}
