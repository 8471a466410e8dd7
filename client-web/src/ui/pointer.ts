/** Whether fingers are what points, rather than a mouse beside a keyboard. */
export const FINGERS = matchMedia("(pointer: coarse)");
