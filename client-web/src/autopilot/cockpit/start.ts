// Loaded when somebody hands the stick to a model.

import "./cockpit.css";

export { Autopilot } from "./autopilot";
