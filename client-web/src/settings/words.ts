// What a person reads on the page of settings: texts, and what makes one of its parameters.

interface Named {
  readonly name: string;
}

export const tSettings = {
  settings: "Settings",
  keys: "Keys",
  steering: "Steering",
  touch: "Touch",
  sound: "Sound",
  network: "Network",
  asText: "As text",
  resetAll: "Reset everything",
  resetSure: "Press again to reset",
  done: "Done",

  // Actions
  actThrust: "thrust",
  actLeft: "turn left",
  actRight: "turn right",
  actBrake: "brake",
  actFire: "fire",
  actHyperspace: "hyperspace",
  actRespawn: "fly again",
  actAutoFire: "fire by itself",
  actChat: "talk",
  actRoll: "who is here",
  actClip: "save the last seconds",
  actSound: "sound",
  actNetwork: "network",
  actHelp: "help",
  actSettings: "settings",
  actPanels: "walk through the buttons",
  actLeave: "leave",

  // What an action is done by
  leftClick: "left click",
  middleClick: "middle click",
  rightClick: "right click",
  backClick: "back click",
  forwardClick: "forward click",
  ofPad: ({ name }: Named) => `pad ${name}`,
  bothHands: "Both hands",
  leftHand: "Left hand alone",
  rightHand: "Right hand alone",
  addKey: ({ action }: { readonly action: string }) => `${action}: add a key or a button`,
  notBy: ({ action, name }: Named & { readonly action: string }) => `${action}: not by ${name}`,
  press: "press…",
  pressHint: "Press a key, a mouse button or a button of a gamepad. Escape leaves it as it is.",
  clash: ({ name, actions }: Named & { readonly actions: string }) => `${name} does two things: ${actions}. Take it from one of them.`,
  taken: ({ name, actions }: Named & { readonly actions: string }) => `${name} is for ${actions}.`,
  useFor: ({ action }: { readonly action: string }) => `Use it for ${action}`,

  // Fields
  autoFire: "Fire by itself, once the shield of a new ship is over",
  stickyThrust: "Thrust and brake: press once to begin, once more to end",
  stickyFire: "Fire: press once to begin, once more to end",
  stickyTurn: "Turn: press once to begin, once more to end",
  mouse: "Fly toward the mouse pointer; its buttons fire and thrust",
  padStick: "The left stick of a gamepad",
  padStickTurn: "turns left and right",
  padStickPoint: "points where to fly",
  deadZonePercent: "How far a stick moves before it counts, %",
  rumble: "The gamepad shakes when the ship is hit",
  steerBy: "Steer by touch with",
  steerByPads: "pads",
  steerByStick: "a stick",
  leftHanded: "Left-handed: fire at the left",
  padPercent: "Size of the pads, %",
  haptics: "The phone shakes when a pad is touched",
  soundOn: "Sound",
  volumePercent: "Volume, %",
  netgraph: "Show how well the line is",

  // As text
  textHint: "Copy this to keep it, or put in what you kept, and use it.",
  useText: "Use this text",
  noText: "This is no text of settings: copy all of it, from { to }.",
  textUsed: "These are your settings now.",
  textUsedBut: ({ names }: { readonly names: string }) => `Used, but for what is unknown here: ${names}.`,
} as const;
