// What is said of films, which pilots save too.

export const film = {
  clipComes: "A clip of the last 15 seconds will be saved, as soon as the server has a film of them.",
  clipSavedDrop: "The clip is saved: drop it on the page of whoever watches.",
  clipFailed: "The clip could not be saved.",
  filmDamaged: "This film is damaged.",
  fileDamaged: "This file is damaged, or no film at all.",
  fileTooLarge: "This file is too large for a film.",
  filmUnknown: "This film is of a kind that this page does not know.",
  filmVersion: "This film is of version {film} of the game's protocol, and this page of version {page}: open it where it was made.",
  filmTooLong: "This film is too long.",
  filmMessages: "This film has too many messages.",
  filmFull: "This film has too much in it.",
  nothingToCut: "There is nothing to cut here.",
  clipTooLong: "This clip would be too long.",
  cannotCut: "This film cannot be cut here.",
  noFilmYet: "The server has no film of this yet.",
  noFilmThen: "There is no film of this time.",
  noFilmNow: "The server has no film just now.",
  filmUnanswered: "The server does not answer.",
} as const;
