// Loaded when somebody asks for one of them: panels and windows over the game, other colours, other ways to steer. They
// are small, and one file compresses better than five.

export { paint } from "../palettes/paint";
export { Choice } from "../panels/choice";
export { Panels } from "../panels/panels";
export { askToClaim, askToLogIn, showOwnProfile, showProfileOf } from "../profile/profile";
export { showRoom } from "../room/window";
export { SettingsPage } from "../settings/page";
export { startSteering } from "../steering/steering";
