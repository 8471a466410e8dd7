/** What is shown instead of the live room: it fills the scene, but for its camera and its phase. */
export interface Feed {
  show(nowMs: number): void;
}
