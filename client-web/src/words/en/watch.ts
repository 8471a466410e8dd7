// What only who watches reads.

export const watch = {
  // The bar
  watching: "Watching",
  hintKeys: "click or ← →: follow a ship · drag: look around · wheel: zoom · ?: more",
  hintTouch: "tap a ship: follow it · drag: look around · pinch: zoom",
  previousPlayer: "Previous player",
  nextPlayer: "Next player",
  director: "Director",
  directorHint: "Has the camera find what is worth seeing (Esc)",
  theAction: "the action",
  actionAt: "the action · {name}",
  playerNumber: "player {player}",
  aPlace: "a place",

  // What a shot shows
  against: "{name} against {rival}",
  ships: "{count, plural, one {# ship} other {# ships}}",
  leader: "the leader",
  leaderUnderFire: "the leader under fire",
  bounty: "bounty {points, number}",
  onStreak: "on a streak",
  turnsOn: "turns on {name}",
  huntedBySaucer: "hunted by a saucer",
  huntedBySaucerAnd: "hunted by a saucer and {count, plural, =1 {one} =2 {two} =3 {three} =4 {four} other {#}}",
  huntedByMany: "hunted by {count, plural, =2 {two} =3 {three} =4 {four} =5 {five} other {#}}",
  huntedBy: "hunted by {name}",

  // Cards
  pilot: "Pilot",
  bestLife: "best life {points, number}",

  // The time line
  replay: "Replay",
  momentBefore: "The moment before",
  secondsBack: "−5 seconds",
  tickBack: "A tick back",
  pause: "Pause",
  play: "Play",
  tickOn: "A tick on",
  secondsOn: "+5 seconds",
  nextMoment: "The next moment",
  slower: "Slower",
  faster: "Faster",
  live: "Live",
  clip: "Clip",
  clipKey: "C: the last 15 s",
  copyLink: "Copy a link to this",
  openClip: "Open a clip",
  dropClip: "Drop a clip to play it",
  ago: "{time} ago",
  into: "{time} in",
  spokenSeconds: "{count, plural, one {# second} other {# seconds}}",
  spokenMinutes: "{count, plural, one {# minute} other {# minutes}}",
  spokenBoth: "{minutes} {seconds, number}",

  // Marked moments
  momentKill: "{name} shoots {other} down",
  momentKillSomebody: "{name} shoots somebody down",
  momentStreak: "{name} is on a streak",
  momentSaucer: "{name} gets a saucer",
  momentLeads: "{name} leads",
  momentTakesLead: "{name} takes the lead from {other}",

  // Cutting
  fromHere: "from here",
  toHere: "to here",
  save: "save",
  saveHint: "A small file, which plays on any server of this version",
  link: "link",
  linkHint: "The server keeps it for a while: copies a link that plays it",
  video: "video 720p",
  videoUpright: "video upright",

  // What is told of clips, links and films
  clipFetched: "The clip is being fetched.",
  nothingAfter: "Nothing is marked after this.",
  nothingBefore: "Nothing is marked before this.",
  linkCopied: "The link is copied.",
  clipCut: "The clip is being cut.",
  clipSaved: "The clip is saved.",
  clipSent: "The clip is being sent.",
  clipLink: "The link is copied: it plays the clip for up to {days, plural, one {# day} other {# days}}.",
  videoMade: "The video is being made: {seconds, number} s.",
  videoNone: "This browser has made no video: the clip is too short, or the machine too busy.",
  videoSaved: "The video is saved.",
  failed: "That did not work.",
  clipNotKept: "The server has not kept the clip.",
  noClip: "The server has no such clip.",
  noVideos: "This browser makes no videos.",

  // On a wall
  join: "Join",
  playAlong: "Play along",
  qrCode: "The address as a QR code",
} as const;
