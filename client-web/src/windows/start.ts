// Loaded when somebody opens one of them: all panels and windows over the game. They are small, and one file compresses
// better than three.

export { Panels } from "../panels/panels";
export { askToClaim, askToLogIn, showOwnProfile, showProfileOf } from "../profile/profile";
export { SettingsPage } from "../settings/page";
