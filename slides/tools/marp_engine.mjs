// What Marp's command loads as its engine.

import { engine } from "./engine.mjs";

export default engine;
