import type { Translation } from "../translations.ts";

export const film: Translation["film"] = {
  clipComes: "서버에 영상이 생기는 대로 마지막 15초의 클립을 저장합니다.",
  clipSavedDrop: "클립을 저장했습니다. 관전 페이지에 끌어다 놓으세요.",
  clipFailed: "클립을 저장하지 못했습니다.",
  filmDamaged: "영상이 손상되었습니다.",
  fileDamaged: "파일이 손상되었거나 영상이 아닙니다.",
  fileTooLarge: "영상치고는 파일이 너무 큽니다.",
  filmUnknown: "이 페이지가 모르는 종류의 영상입니다.",
  filmVersion: "이 영상의 프로토콜은 버전 {film}, 이 페이지는 {page}입니다. 만든 곳에서 여세요.",
  filmTooLong: "영상이 너무 깁니다.",
  filmMessages: "영상에 메시지가 너무 많습니다.",
  filmFull: "영상에 담긴 것이 너무 많습니다.",
  nothingToCut: "여기에는 자를 것이 없습니다.",
  clipTooLong: "클립이 너무 길어집니다.",
  cannotCut: "이 영상은 여기서 자를 수 없습니다.",
  noFilmYet: "서버에 아직 이 영상이 없습니다.",
  noFilmThen: "그 시간의 영상이 없습니다.",
  noFilmNow: "지금은 서버에 영상이 없습니다.",
  filmUnanswered: "서버가 응답하지 않습니다.",
};
